"""Blood flow in the weeks after, relative to untreated skin."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.goal import Grade
from microthermal.planning.courses import mean_ratio
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation

DAY = 86400.0


@metric
@final
@record
class PerfusionGain:
    """Blood flow of the dermis, mean of days 3 to 28, against untreated."""

    kind: ClassVar[str] = "perfusion_gain"
    meaning: ClassVar[str] = "blood flow of the dermis, mean of days 3 to 28, against untreated"
    unit: ClassVar[str] = "1"
    grade: ClassVar[Grade] = "assumed"
    span: ClassVar[tuple[float, float]] = (3 * DAY, 28 * DAY)

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return mean_ratio(simulation, "perfusion", *self.span)
