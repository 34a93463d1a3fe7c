"""How much of the fibrotic collagen is gone at the end of the course followed."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal import catalog
from microthermal.domain.inputs.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


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
        """Value in SI; where there is next to no fibrotic collagen, against the least that can be compared."""
        before = float(simulation.untreated.of("fibrotic_collagen")[-1])
        after = float(simulation.healing.of("fibrotic_collagen")[-1])
        return (before - after) / max(before, _least())

    def undefined(self, simulation: Simulation) -> str:
        """Why there is no number: skin without fibrotic collagen has none to lose."""
        held = float(simulation.untreated.of("fibrotic_collagen")[-1]) >= _least()
        return "" if held else "skin without fibrotic collagen"


def _least() -> float:
    return catalog.library().figures.scores.least_fibrosis
