"""Engines for blocks: one file per way to find where light goes in skin that holds hairs or vessels."""

from __future__ import annotations

from typing import ClassVar, Protocol

from microthermal.domain.inputs.block import Block, DepositedBlock
from microthermal.domain.inputs.laser import Pulse
from microthermal.registry import Registry


class BlockEngine(Protocol):
    """Finds where one pulse is absorbed in a block, at the reference temperature of its optics."""

    kind: ClassVar[str]
    sources: ClassVar[tuple[str, ...]]

    def deposit(self, block: Block, pulse: Pulse) -> DepositedBlock:
        """Absorbed energy of one pulse of ``pulse.energy``; the stack is not repeated here.

        Raises
        ------
        InputError
            If block or pulse cannot be meant; all faults at once.
        """


block_engine = Registry("block engine", __name__)
"""All engines for blocks by their ``kind``."""
