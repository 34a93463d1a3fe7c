"""Engines of deposition: one file per way to find where the energy of a pulse is absorbed."""

from __future__ import annotations

from typing import ClassVar, Protocol

from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.tissue import Tissue
from microthermal.registry import Registry


class DepositionEngine(Protocol):
    """Finds where one pulse is absorbed, at the reference temperature of the tissue."""

    kind: ClassVar[str]
    sources: ClassVar[tuple[str, ...]]

    def deposit(self, tissue: Tissue, pulse: Pulse) -> Deposited:
        """Absorbed energy of one pulse of ``pulse.energy``; the stack is not repeated here.

        Raises
        ------
        InputError
            If the optics cannot be meant or do not belong to the pulse; all faults at once.
        """


engine = Registry("deposition engine", __name__)
"""All engines by their ``kind``."""
