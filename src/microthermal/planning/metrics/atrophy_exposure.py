"""Dermis that a steroid can thin, times the time for which it can."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.delivery.layers import dermis
from microthermal.domain.inputs.goal import Grade
from microthermal.domain.results.response import Delivery
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.conditioned_skin import affected
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
        return sum(
            delivery.thinning / _dermis_of_point(delivery, simulation)
            for delivery in simulation.deliveries
            if delivery.dose.drug.atrophy_level is not None
        )


def _dermis_of_point(delivery: Delivery, simulation: Simulation) -> float:
    """Dermis of one injection point [m³]: that of the resolved cell, else of the skin as the condition makes it."""
    for exposure in delivery.exposures:
        if exposure.target == "dermis":
            return exposure.volume
    found = dermis(affected(simulation.skin, simulation.condition))
    return (found.bottom - found.top) * delivery.dose.area
