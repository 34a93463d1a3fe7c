"""Blood flow in the weeks after, relative to untreated skin."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.course_means import mean_ratio, unfollowed
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

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return mean_ratio(simulation, "perfusion", 3 * DAY, 28 * DAY)

    def undefined(self, simulation: Simulation) -> str:
        """Why there is no number: healing was not followed so far."""
        return unfollowed(simulation, 28 * DAY)
