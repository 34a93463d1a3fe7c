"""Medicine over time as steps: by how much each species' production is changed, from when to when."""

from __future__ import annotations

import math

import numpy as np

from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.medicine import Effect
from microthermal.domain.results.response import Delivery
from microthermal.quantity import Array, amended
from microthermal.units import DAY

# Steps grow by this ratio from the first one, so a depot of weeks takes some twenty steps.
_FIRST_STEP = 900.0  # s
_RATIO = 1.5
# The level of a film that is laid on again and again follows the blood flow, week by week.
_WIDEST = 7.0 * DAY
# Targets that lie in fat, or at its border.
_IN_FAT = ("bulb",)
# A change of production below this fraction is not worth another step.
_NEGLIGIBLE = 1e-4


def occupancy(concentration: Array, half: float) -> Array:
    """Fraction of the full effect, c / (half + c) (Emax model with exponent 1).

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
        widest = _WIDEST if delivery.dose.repeated else math.inf
        while time < end:
            times.add(time)
            time += width
            width = min(_RATIO * width, widest)
        if begin < end < until:
            times.add(end)
    return np.array(sorted(time for time in times if time <= until))


def schedule(
    deliveries: tuple[Delivery, ...], visits: tuple[float, ...], until: float
) -> tuple[Array, dict[str, Array]]:  # fmt: skip
    """Steps of a whole course, and the factors of medicine in each; a visit ends one step and begins another.

    Parameters
    ----------
    deliveries : tuple of Delivery
        Medicine in the tissue, in times of the course.
    visits : tuple of float
        Times of the visits [s].
    until : float
        End [s].
    """
    edges = np.unique(np.concatenate([steps(deliveries, until), visits, [until]]))
    return edges, factors(deliveries, edges)


def factors(deliveries: tuple[Delivery, ...], edges: Array) -> dict[str, Array]:
    """Factor on the production of each species that some drug acts on, in each step (step,).

    Parameters
    ----------
    deliveries : tuple of Delivery
        Medicine in the tissue.
    edges : Array (step + 1,)
        Times between which the factors are constant [s].

    Notes
    -----
    factor = product over drugs of (1 + fraction · change · mean occupancy), never negative: a drug works only in the
    fraction of the skin that it reaches (:func:`fraction`). Levels of several rounds of one drug add before the
    occupancy is taken; effects of several drugs multiply (Bliss independence), which is assumed.
    """
    found: dict[str, Array] = {}
    for rounds in _by_drug(deliveries):
        halves = {effect.half for effect in rounds[0].dose.drug.effects}
        felt = {half: _felt(rounds, half, edges) for half in halves}
        for effect in rounds[0].dose.drug.effects:
            factor = np.maximum(1.0 + effect.change * felt[effect.half], 0.0)
            found[effect.species] = found.get(effect.species, 1.0) * factor
    return found


def fraction(delivery: Delivery) -> float:
    """Fraction of the treated skin that feels the level of a delivery [1].

    Parameters
    ----------
    delivery : Delivery
        A depot is felt where needles hit the dermis and their reach covers it; the level of what was laid on is
        already the mean of the whole dermis.
    """
    return 1.0 if delivery.dose.route == "zones" else delivery.spread.coverage * delivery.in_dermis


def felt_by(deliveries: tuple[Delivery, ...], condition: Condition) -> tuple[Delivery, ...]:
    """Medicine as a condition feels it: where its target lies in fat, needles that pass the dermis reach it too.

    Parameters
    ----------
    deliveries : tuple of Delivery
        Medicine in the tissue.
    condition : Condition
        Its ``drug_target`` says where the drug is wanted.
    """
    if condition.drug_target not in _IN_FAT:
        return deliveries
    return tuple(
        amended(one, in_dermis=1.0) if one.dose.route == "needle" and one.in_dermis < 1.0 else one for one in deliveries
    )


def _by_drug(deliveries: tuple[Delivery, ...]) -> list[list[Delivery]]:
    """Rounds of each drug, those that reach more of the skin first."""
    groups: dict[tuple[str, tuple[Effect, ...]], list[Delivery]] = {}
    for delivery in deliveries:
        drug = delivery.dose.drug
        groups.setdefault((drug.name, drug.effects), []).append(delivery)
    return [sorted(rounds, key=fraction, reverse=True) for rounds in groups.values()]


def _felt(rounds: list[Delivery], half: float, edges: Array) -> Array:
    """Mean occupancy of the treated skin in each step (step,): where rounds of one drug meet, their levels add.

    The skin that the round with the least fraction reaches is taken to be reached by all others too.
    """
    fractions = [*(fraction(delivery) for delivery in rounds), 0.0]
    felt: Array = np.zeros(edges.size - 1)
    for number in range(len(rounds)):
        more = fractions[number] - fractions[number + 1]
        if more > 0.0:
            felt = felt + more * _mean_occupancies(rounds[: number + 1], half, edges)
    return felt


def _last_effect(delivery: Delivery) -> float:
    halves = [effect.half for effect in delivery.dose.drug.effects]
    if not halves or fraction(delivery) == 0.0:
        return -math.inf
    felt = np.flatnonzero(occupancy(delivery.concentration, min(halves)) > _NEGLIGIBLE)
    if felt.size == 0:
        return -math.inf
    return float(delivery.time[min(int(felt[-1]) + 1, delivery.time.size - 1)])


def _mean_occupancies(rounds: list[Delivery], half: float, edges: Array) -> Array:
    """Mean occupancy of each step (step,), by the trapezoidal rule on all times of the rounds and of the edges."""
    first = min(float(delivery.time[0]) for delivery in rounds)
    last = max(float(delivery.time[-1]) for delivery in rounds)
    inside = (edges[:-1] < last) & (edges[1:] > first)
    time = np.unique(np.concatenate([edges, *(delivery.time for delivery in rounds)]))
    level = np.zeros(time.size)
    for delivery in rounds:
        level += np.interp(time, delivery.time, delivery.concentration, left=0.0, right=0.0)
    felt = occupancy(level, half)
    # The moment of a round belongs to the interval after it: just before it, the level of that round is zero.
    before = felt.copy()
    for delivery in rounds:
        place = int(np.searchsorted(time, delivery.time[0]))
        start = sum(
            float(np.interp(time[place], other.time, other.concentration, left=0.0, right=0.0))
            for other in rounds
            if other.time[0] < time[place]
        )
        before[place] = occupancy(np.array(start), half)
    whole = np.concatenate([[0.0], np.cumsum(0.5 * np.diff(time) * (before[1:] + felt[:-1]))])
    mean = np.diff(whole[np.searchsorted(time, edges)]) / np.diff(edges)
    return np.where(inside, mean, 0.0)
