"""How much of the fibrotic collagen is gone at the end of the course followed."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation

# Less fibrotic collagen than this is none.
_NONE = 1e-6


@metric
@final
@record
class FibroticFall:
    """Fall of fibrotic collagen at the end, against untreated."""

    kind: ClassVar[str] = "fibrotic_fall"
    meaning: ClassVar[str] = "fall of fibrotic collagen at the end, against untreated"
    unit: ClassVar[str] = "%"
    grade: ClassVar[Grade] = "assumed"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        before = float(simulation.untreated.of("fibrotic_collagen")[-1])
        return 1 - float(simulation.healing.of("fibrotic_collagen")[-1]) / before if before > _NONE else 0.0

    def undefined(self, simulation: Simulation) -> str:
        """Why there is no number: skin without fibrotic collagen has none to lose."""
        held = float(simulation.untreated.of("fibrotic_collagen")[-1]) > _NONE
        return "" if held else "skin without fibrotic collagen"
