"""Metrics of the medicine: how much is given and lost, what it reaches, and for how long."""

from __future__ import annotations

import numpy as np

from microthermal.delivery.layers import dermis
from microthermal.domain.results.response import Delivery
from microthermal.planning.course_means import time_above
from microthermal.planning.metrics import metric
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.records import Simulation


@metric("drug_dose", unit="%", grade="derived", meaning="largest session dose as a fraction of its limit")
def drug_dose(simulation: Simulation) -> float:
    """Dose of one session, all points, against the most that is given in one session."""
    area = simulation.treatment.pattern.treated_area
    fractions = [0.0]
    for delivery in simulation.deliveries:
        dose = delivery.dose
        points = max(1.0, area / dose.area)
        # What is laid on counts by what enters.
        enters = delivery.in_dermis if dose.route == "zones" else 1.0
        fractions.append(points * enters * dose.concentration * dose.volume / dose.drug.session_limit)
    return max(fractions)


@metric("drug_leak", unit="%", grade="scenario", meaning="fraction of the dose lost through open channels")
def drug_leak(simulation: Simulation) -> float:
    """What runs back out of freshly ablated channels."""
    return max((delivery.channel_leak for delivery in simulation.deliveries), default=0.0)


@metric("drug_coverage", unit="%", grade="assumed", meaning="fraction of the treated dermis that the drug reaches")
def drug_coverage(simulation: Simulation) -> float:
    """Fraction of the area within reach of an injection, times the fraction of the dose that enters the dermis."""
    return max((_reached(delivery) for delivery in simulation.deliveries), default=0.0)


def _reached(delivery: Delivery) -> float:
    """Fraction of the dermis that one dose reaches [1]; a film has no points that could miss it."""
    return delivery.spread.coverage * (1.0 if delivery.dose.route == "zones" else delivery.in_dermis)


@metric("drug_exposure", unit="s", grade="scenario", meaning="time for which the drug acts in the wetted dermis")
def drug_exposure(simulation: Simulation) -> float:
    """Time above half effect of the drug that stays longest."""
    times = [0.0]
    for delivery in simulation.deliveries:
        half = min((effect.half for effect in delivery.dose.drug.effects), default=np.inf)
        if np.isfinite(half):
            times.append(time_above(delivery.time, delivery.concentration - half))
    return max(times)


@metric(
    "atrophy_exposure", unit="s", grade="scenario", meaning="fraction of the dermis that the drug can thin, times time"
)
def atrophy_exposure(simulation: Simulation) -> float:
    """Fraction of the dermis that the drug can thin, times time.

    Notes
    -----
    Volume above the drug's atrophy level times its time [m³ s], over the volume of dermis of one point, and summed over
    the doses: 10 days mean all of the dermis for 10 days, or half of it for 20. The limit is that of the goal.
    """
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
