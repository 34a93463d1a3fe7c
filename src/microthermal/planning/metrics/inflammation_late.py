"""What is left of the infiltrate when the acute phase is over."""

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
class InflammationLate:
    """T cells from week 8 to the end, against untreated."""

    kind: ClassVar[str] = "inflammation_late"
    meaning: ClassVar[str] = "T cells from week 8 to the end, against untreated"
    unit: ClassVar[str] = "1"
    grade: ClassVar[Grade] = "assumed"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return mean_ratio(simulation, "t_cells", 56 * DAY, 180 * DAY)

    def undefined(self, simulation: Simulation) -> str:
        """Why there is no number: healing was not followed so far."""
        return unfollowed(simulation, 63 * DAY)
