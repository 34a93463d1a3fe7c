"""Engines of deposition: one file per way to find where the energy of a pulse is absorbed."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol, runtime_checkable

from microthermal.domain.inputs.skin import Skin
from microthermal.domain.library.figures import FigureEnds
from microthermal.domain.results.extras import Extras
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.tissue import Tissue
from microthermal.registry import Registry


class DepositionEngine(Protocol):
    """Finds where the energy of one exposure goes, at the reference temperature of the tissue.

    ``exposures`` are the records that it can take. Where it is ``renewed``, the chain cuts an exposure into portions
    and asks anew for each, with the tissue as it then is: see :class:`RenewedEngine`.
    """

    kind: ClassVar[str]
    sources: ClassVar[tuple[str, ...]]
    exposures: ClassVar[tuple[type, ...]]
    renewed: ClassVar[bool]

    # What an engine takes is stated by its ``exposures``; the chain asks it for nothing else.
    def deposit(self, tissue: Tissue, pulse: Any, /) -> Deposited:
        """Absorbed energy of one exposure of ``pulse.energy``; the stack is not repeated here.

        Raises
        ------
        InputError
            If the optics cannot be meant or do not belong to the pulse; all faults at once.
        """


@runtime_checkable
class InformedEngine(DepositionEngine, Protocol):
    """An engine that asks for more of the skin than its tissue holds, as sound asks for its speed in each layer."""

    def informed(self, skin: Skin, ends: FigureEnds, /) -> DepositionEngine:
        """The same engine with what the library states of the layers of a skin."""


class RenewedEngine(DepositionEngine, Protocol):
    """An engine whose answer turns on what has become of the tissue: it is asked for one portion after another.

    Each portion is an exposure with its own duration and energy, and no train. Where the energy of a portion turns on
    the tissue, as under a voltage that is held, :attr:`Deposited.sent` says it.
    """

    def prepared(self, tissue: Tissue, exposure: Any, /) -> Tissue:
        """Skin with what the exposure puts into it, such as a needle."""

    def portions(self, exposure: Any, /) -> tuple[float, ...]:
        """Times since the exposure began at which portions end [s], growing, the last at its duration."""

    def gathered(self, portions: tuple[Deposited, ...], ends: tuple[float, ...], /) -> Extras | None:
        """What the family knows beside, from all portions of a stack and the times at which they end [s]."""


engine = Registry("deposition engine", __name__)
"""All engines by their ``kind``."""
