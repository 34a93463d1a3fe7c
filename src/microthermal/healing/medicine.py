"""Medicine over time as steps: by how much each species' production is changed, from when to when."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from microthermal.domain.response import Delivery
from microthermal.quantity import Array

# Steps grow by this ratio from the first one, so a depot of weeks takes some twenty steps.
_FIRST_STEP = 900.0  # s
_RATIO = 1.5
# A change of production below this share is not worth another step.
_NEGLIGIBLE = 1e-4


def occupancy(concentration: Array, half: float) -> Array:
    """Share of the full effect, c / (half + c) (Emax model with exponent 1).

    Parameters
    ----------
    concentration : Array, any shape
        Unbound concentration [kg/m³].
    half : float
        Concentration of half the effect [kg/m³].
    """
    return concentration / (half + concentration)


def steps(deliveries: tuple[Delivery, ...], until: float) -> Array:
    """Times at which the effect of medicine is updated [s], from 0 to ``until`` (step,).

    Parameters
    ----------
    deliveries : tuple of Delivery
        Medicine in the tissue.
    until : float
        End [s].
    """
    times = {0.0, until}
    for delivery in deliveries:
        begin = max(float(delivery.time[0]), 0.0)
        end = min(_last_effect(delivery), until)
        width, time = _FIRST_STEP, begin
        while time < end:
            times.add(time)
            time += width
            width *= _RATIO
        if 0.0 < end < until:
            times.add(end)
    return np.array(sorted(time for time in times if 0.0 <= time <= until))


def production(deliveries: tuple[Delivery, ...], begin: float, end: float) -> Mapping[str, float]:
    """Factor on the production of each species that some drug acts on, mean over one step.

    Parameters
    ----------
    deliveries : tuple of Delivery
        Medicine in the tissue.
    begin, end : float
        Step [s].

    Returns
    -------
    Mapping
        Species to factor [1], never negative.

    Notes
    -----
    factor = product over effects of (1 + coverage · in_dermis · change · mean occupancy): a drug works only in the
    share of the skin that it reaches. Effects of several drugs multiply (Bliss independence), which is assumed.
    """
    factors: dict[str, float] = {}
    for delivery in deliveries:
        for effect in delivery.dose.drug.effects:
            mean = _mean_occupancy(delivery, effect.half, begin, end)
            factor = 1.0 + delivery.coverage * delivery.in_dermis * effect.change * mean
            factors[effect.species] = factors.get(effect.species, 1.0) * max(factor, 0.0)
    return factors


def _last_effect(delivery: Delivery) -> float:
    halves = [effect.half for effect in delivery.dose.drug.effects]
    if not halves or delivery.coverage == 0.0:
        return -math.inf
    felt = np.flatnonzero(occupancy(delivery.concentration, min(halves)) > _NEGLIGIBLE)
    if felt.size == 0:
        return -math.inf
    return float(delivery.time[min(int(felt[-1]) + 1, delivery.time.size - 1)])


def _mean_occupancy(delivery: Delivery, half: float, begin: float, end: float) -> float:
    # A step that ends as the drug is given must not see it come: steps never straddle that moment.
    if end <= delivery.time[0] or begin >= delivery.time[-1]:
        return 0.0
    inside = delivery.time[(delivery.time > begin) & (delivery.time < end)]
    time = np.concatenate([[begin], inside, [end]])
    level = np.interp(time, delivery.time, delivery.concentration, left=0.0, right=0.0)
    return float(np.trapezoid(occupancy(level, half), time) / (end - begin))
