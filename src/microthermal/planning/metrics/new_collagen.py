"""Collagen laid down by day 90."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.course_means import mean_of, unfollowed
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation

DAY = 86400.0


@metric
@final
@record
class NewCollagen:
    """New collagen I and III at day 90, as a share of native collagen."""

    kind: ClassVar[str] = "new_collagen"
    meaning: ClassVar[str] = "new collagen I and III at day 90, as a share of native collagen"
    unit: ClassVar[str] = "%"
    grade: ClassVar[Grade] = "assumed"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return mean_of(simulation.healing, "new_collagen_1", 85 * DAY, 95 * DAY) + mean_of(
            simulation.healing, "new_collagen_3", 85 * DAY, 95 * DAY
        )

    def undefined(self, simulation: Simulation) -> str:
        """Why there is no number: healing was not followed so far."""
        return unfollowed(simulation, 95 * DAY)
