"""Whether the fibrotic signal has come down after the acute phase."""

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
class TgfB1Late:
    """Active TGF-b1 from day 60 to 120, against untreated."""

    kind: ClassVar[str] = "tgf_b1_late"
    meaning: ClassVar[str] = "active TGF-β1 from day 60 to 120, against untreated"
    unit: ClassVar[str] = "1"
    grade: ClassVar[Grade] = "assumed"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return mean_ratio(simulation, "tgf_b1", 60 * DAY, 120 * DAY)

    def undefined(self, simulation: Simulation) -> str:
        """Why there is no number: healing was not followed so far."""
        return unfollowed(simulation, 120 * DAY)
