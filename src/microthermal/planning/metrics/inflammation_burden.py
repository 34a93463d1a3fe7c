"""Inflammation that the treatment brings, times how long it lasts."""

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
class InflammationBurden:
    """Inflammation above untreated, times its time."""

    kind: ClassVar[str] = "inflammation_burden"
    meaning: ClassVar[str] = "inflammation above untreated, times its time"
    unit: ClassVar[str] = "s"
    grade: ClassVar[Grade] = "assumed"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        figures = catalog.library().figures.scores
        return scores(simulation.healing, simulation.untreated, figures)["inflammation_burden"].value
