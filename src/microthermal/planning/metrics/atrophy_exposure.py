"""Dermis that a steroid can thin, times the time for which it can."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.delivery.layers import dermis
from microthermal.domain.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class AtrophyExposure:
    """Share of the dermis that the drug can thin, times time.

    Notes
    -----
    Volume above the drug's atrophy level times its time [m³ s], over the volume of dermis of one point, and summed over
    the doses: 10 days mean all of the dermis for 10 days, or half of it for 20. The limit is that of the goal.
    """

    kind: ClassVar[str] = "atrophy_exposure"
    meaning: ClassVar[str] = "share of the dermis that the drug can thin, times time"
    unit: ClassVar[str] = "s"
    grade: ClassVar[Grade] = "scenario"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        found = dermis(simulation.skin)
        thickness = found.bottom - found.top
        return sum(
            delivery.thinning / (delivery.dose.spacing**2 * thickness)
            for delivery in simulation.deliveries
            if delivery.dose.drug.atrophy_level > 0.0
        )
