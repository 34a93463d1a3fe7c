"""Fibrotic collagen and myofibroblasts at the end."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal import catalog
from microthermal.domain.inputs.goal import Grade
from microthermal.healing.scores import scores
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class FibrosisIndex:
    """Fibrotic collagen and myofibroblasts at the end, 0 = healthy."""

    kind: ClassVar[str] = "fibrosis_index"
    meaning: ClassVar[str] = "fibrotic collagen and myofibroblasts at the end, 0 = healthy"
    unit: ClassVar[str] = "1"
    grade: ClassVar[Grade] = "assumed"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        figures = catalog.library().figures.scores
        return scores(simulation.healing, simulation.untreated, figures)["fibrosis_index"].value
