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


def beginning(deliveries: tuple[Delivery, ...]) -> float:
    """Time of the first medicine [s], 0 if none is given before the laser."""
    return min([0.0, *(float(delivery.time[0]) for delivery in deliveries)])


def steps(deliveries: tuple[Delivery, ...], until: float) -> Array:
    """Times at which the effect of medicine is updated [s], from the first dose or 0 to ``until`` (step,).

    Parameters
    ----------
    deliveries : tuple of Delivery
        Medicine in the tissue.
    until : float
        End [s].
    """
    times = {0.0, until, beginning(deliveries)}
    for delivery in deliveries:
        begin = float(delivery.time[0])
        end = min(_last_effect(delivery), until)
        width, time = _FIRST_STEP, begin
        while time < end:
            times.add(time)
            time += width
            width *= _RATIO
        if begin < end < until:
            times.add(end)
    return np.array(sorted(time for time in times if time <= until))


def factors(deliveries: tuple[Delivery, ...], edges: Array) -> dict[str, Array]:
    """Factor on the production of each species that some drug acts on, in each step (step,).

    Parameters
    ----------
    deliveries : tuple of Delivery
        Medicine in the tissue.
    edges : Array (step + 1,)
        Times between which the factors are constant [s].
    """
    found: dict[str, Array] = {}
    for delivery in deliveries:
        share = delivery.coverage * delivery.in_dermis
        felt = {effect.half: _mean_occupancies(delivery, effect.half, edges) for effect in delivery.dose.drug.effects}
        for effect in delivery.dose.drug.effects:
            factor = np.maximum(1.0 + share * effect.change * felt[effect.half], 0.0)
            found[effect.species] = found.get(effect.species, 1.0) * factor
    return found


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
    return {name: float(values[0]) for name, values in factors(deliveries, np.array([begin, end])).items()}


def _last_effect(delivery: Delivery) -> float:
    halves = [effect.half for effect in delivery.dose.drug.effects]
    if not halves or delivery.coverage == 0.0:
        return -math.inf
    felt = np.flatnonzero(occupancy(delivery.concentration, min(halves)) > _NEGLIGIBLE)
    if felt.size == 0:
        return -math.inf
    return float(delivery.time[min(int(felt[-1]) + 1, delivery.time.size - 1)])


def _mean_occupancies(delivery: Delivery, half: float, edges: Array) -> Array:
    """Mean occupancy of each step (step,), by the trapezoidal rule on all times of the delivery and of the edges."""
    inside = (edges[:-1] < delivery.time[-1]) & (edges[1:] > delivery.time[0])
    time = np.union1d(edges, delivery.time)
    level = np.interp(time, delivery.time, delivery.concentration, left=0.0, right=0.0)
    felt = occupancy(level, half)
    whole = np.concatenate([[0.0], np.cumsum(0.5 * np.diff(time) * (felt[1:] + felt[:-1]))])
    mean = np.diff(whole[np.searchsorted(time, edges)]) / np.diff(edges)
    # A step that ends as the drug is given must not see it come: steps never straddle that moment.
    return np.where(inside, mean, 0.0)
