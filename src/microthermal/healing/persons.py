"""Persons: each has coefficients, a disease, thresholds and an answer to medicine of its own; their courses."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from statistics import NormalDist

import numpy as np

from microthermal.domain.inputs.condition import Condition, Level
from microthermal.domain.inputs.medicine import Drug, Effect
from microthermal.domain.library.figures import PersonFigures
from microthermal.domain.results.response import Delivery, Healing, Visit
from microthermal.domain.results.zone import Injury
from microthermal.errors import ConvergenceError
from microthermal.healing import medicine
from microthermal.healing.calibration.posterior import Ensemble, Posterior
from microthermal.healing.models import Banded, _needles
from microthermal.parallel.cores import cores
from microthermal.parallel.threads import side_by_side
from microthermal.quantity import amended

# Injury that calls macrophages: from here on the cascade climbs with its third power, the switch that persons blur.
_THRESHOLDS = ("macrophage_half", "macrophage_debris_half")
# Species whose distance from health is the activity of a disease, with what healthy skin has; myofibroblasts stay where
# their circuit keeps them, and no person has less than a twentieth of what health has.
_ACTIVE = {"t_cells": 1.0, "fibrotic_collagen": 0.0, "native_collagen": 1.0, "hair_follicles": 1.0}
_LEAST = 0.05
# The root of x^6 = x + 1: fractions of its powers fill five dimensions evenly, and the first n of them do so for any n.
_ROOT = 1.1347241384015194
_NONE = 1e-9  # fractions of the skin below this are none


@dataclass(frozen=True, eq=False)
class Person:
    """Coefficients of the model [SI], and what else differs between persons.

    ``activity`` is a factor on how far the disease is from health, ``odds`` one on what medicine does, ``stay`` one on
    the time for which what is injected stays, ``ends`` one on the mean time until the disease ends by itself.
    """

    draw: Mapping[str, float]
    activity: float = 1.0
    odds: float = 1.0
    stay: float = 1.0
    ends: float = math.inf


@lru_cache(maxsize=8)
def persons(posterior: Posterior, count: int, figures: PersonFigures) -> tuple[Person, ...]:
    """The first of the persons that a posterior and the spreads between persons make; more persons leave them as are.

    Parameters
    ----------
    posterior : Posterior
        Draws of the coefficients, one for each person.
    count : int
        How many, at most as many as there are draws.
    figures : PersonFigures
        Those of the library.

    Notes
    -----
    The four spreads and the end of the disease are independent; they lie on the sequence of fractions of
    (n + 1) / g^k, k = 1 to 5, g^6 = g + 1, which fills five dimensions more evenly than chance: the mean of a few
    dozen persons then errs little, and is the same in every run.
    """
    found, normal = [], NormalDist()
    for number, row in enumerate(posterior.values[:count].tolist()):
        places = [(0.5 + (number + 1) * _ROOT**-power) % 1.0 for power in range(1, 6)]
        threshold, activity, answer, stay = (normal.inv_cdf(place) for place in places[:4])
        draw = dict(zip(posterior.names, row, strict=True))
        for name in _THRESHOLDS:
            if name in draw:
                draw[name] *= math.exp(-figures.threshold * threshold)
        found.append(Person(
            draw=draw, activity=max(math.exp(figures.activity * activity), figures.mildest),
            odds=math.exp(figures.answer * answer), stay=math.exp(figures.stay * stay), ends=-math.log(places[4]),
        ))  # fmt: skip
    return tuple(found)


def like_in_all_else(posterior: Posterior) -> tuple[Person, ...]:
    """One person for each draw of a posterior, who differ in their coefficients alone."""
    return tuple(Person(draw=dict(zip(posterior.names, row, strict=True))) for row in posterior.values.tolist())


def ill(condition: Condition, person: Person) -> Condition:
    """Condition as a person has it."""

    def own(level: Level) -> Level:
        health = _ACTIVE.get(level.name)
        if health is None:
            return level
        value = health + person.activity * (level.value - health)
        return amended(level, value=max(value, _LEAST))

    ends = condition.lasts is not None and math.isfinite(person.ends)
    lasts = condition.lasts * person.ends if ends and condition.lasts else None
    return amended(condition, levels=tuple(own(level) for level in condition.levels), lasts=lasts)


def given(delivery: Delivery, person: Person) -> Delivery:
    """A dose as a person feels it.

    Notes
    -----
    A fall of production by a fraction f becomes one by k f / (1 - f + k f), a rise by a fraction one by k times it,
    with the person's ``odds`` k. What a needle leaves stays longer or shorter by ``stay``, and the area that one point
    acts on grows with that time, as by diffusion, unless neighbours meet.
    """
    own = amended(delivery, dose=amended(delivery.dose, drug=_answered(delivery.dose.drug, person.odds)))
    if delivery.dose.route == "zones":
        return own
    begin, spread = float(delivery.time[0]), delivery.spread
    if not spread.reaches_edge:
        spread = amended(spread, coverage=min(spread.coverage * person.stay, 1.0))
    return amended(own, time=begin + (delivery.time - begin) * person.stay, spread=spread)


@lru_cache(maxsize=512)  # each person meets every treatment with the same answer to a drug
def _answered(drug: Drug, odds: float) -> Drug:
    """A drug with the effects that it has in a person."""
    return amended(drug, effects=tuple(amended(one, change=_change(one, odds)) for one in drug.effects))


def _change(effect: Effect, odds: float) -> float:
    if effect.change >= 0.0:
        return min(effect.change * odds, 20.0)
    fall = -effect.change
    return -fall * odds / (1.0 - fall + fall * odds)


def parts(visits: tuple[Visit, ...]) -> tuple[tuple[float, tuple[Visit, ...]], ...]:
    """Skin by the visit whose needles reach it first: fraction of the skin, and the visits as it feels them.

    Notes
    -----
    Points of two visits are independent. Skin that a visit reaches first feels its dose in full, nothing of the needles
    before, and of those after what skin feels of them on average. The last part is never reached. What needles crush
    lies in the skin that they reach, so that over all parts as much dies as they take of the area.
    """
    reach = [
        max((medicine.fraction(one) for one in visit.deliveries if one.dose.route == "needle"), default=0.0)
        for visit in visits
    ]
    missed = [1.0, *accumulate((1.0 - one for one in reach), lambda left, more: left * more)]
    found = [
        (missed[first] * reach[first], tuple(_felt(visit, place - first, reach[first])
                                             for place, visit in enumerate(visits)))
        for first in range(len(visits))
        if reach[first] > _NONE
    ]  # fmt: skip
    bare = tuple(_felt(visit, -1, 1.0) for visit in visits)
    return tuple(part for part in (*found, (missed[-1], bare)) if part[0] > _NONE)


def _felt(visit: Visit, after: int, reach: float) -> Visit:
    """A visit as skin feels it that is reached first by it (0), by an earlier one (more), or by a later one (less)."""
    if after > 0:
        return visit
    kept = [one for one in visit.deliveries if one.dose.route == "zones"]
    if after == 0:
        needles = [one for one in visit.deliveries if one.dose.route == "needle"]
        kept += [
            amended(
                one,
                in_dermis=1.0,
                spread=amended(
                    one.spread,
                    coverage=medicine.fraction(one) / reach,
                    crushed=min(one.spread.crushed / reach, 1.0),
                ),
            )
            for one in needles
        ]
    return amended(visit, deliveries=tuple(kept))


def courses(
    model: Banded,
    who: tuple[Person, ...],
    visits: tuple[Visit, ...],
    nothing: Injury,
    condition: Condition,
    until: float,
    workers: int | None = None,
) -> Ensemble:
    """Courses of healing, one for each person that can be followed, and the same persons untreated.

    Parameters
    ----------
    model : Banded
        The model; coefficients that no draw names keep its values.
    who : tuple of Person
        From :func:`persons`.
    visits : tuple of Visit
        As for :meth:`~microthermal.healing.models.HealingModel.follow_visits`.
    nothing : Injury
        An injury of zero in the same layers.
    condition : Condition
        As for :meth:`~microthermal.healing.models.HealingModel.follow_visits`.
    until : float
        Time after the first laser [s].
    workers : int, optional
        Threads, by default all cores; the compiled rates leave the interpreter free.

    Returns
    -------
    Ensemble
        The courses in the order of the persons, each the mean over the skin of one. One who keeps no such condition, or
        whose course the integrator gives up, is left out, and why is kept beside them.

    Raises
    ------
    ConvergenceError
        If nobody can be followed.
    """
    threads = workers or cores()
    bare = tuple(amended(visit, deliveries=()) for visit in visits)
    still = (Visit(injury=nothing),)
    untreated = _without_medicine(model, who, still, condition, until, threads)  # type: ignore[arg-type]
    found = _without_medicine(model, who, bare, condition, until, threads)  # type: ignore[arg-type]
    if any(visit.deliveries for visit in visits):
        alone = found

        def follow(number: int) -> Healing | str:
            return _follow(model, who[number], visits, condition, until, alone=alone[number])

        found = tuple(side_by_side(threads, follow, range(len(who))))
    pairs = tuple(zip(found, untreated, strict=True))
    left_out = tuple(why for pair in pairs if (why := next((one for one in pair if isinstance(one, str)), "")))
    followed = [
        (one, other, number)
        for number, (one, other) in enumerate(pairs)
        if isinstance(one, Healing) and isinstance(other, Healing)
    ]
    if not followed:
        raise ConvergenceError(f"healing: none of {len(found)} persons can be followed: {left_out[0]}")
    mine, theirs, numbers = zip(*followed, strict=True)
    return Ensemble(mine, left_out, untreated=theirs, numbers=numbers)


# The same laser with several doses, and the same skin untreated, come one after the other, in several threads.
@lru_cache(maxsize=8)
def _without_medicine(
    model: Banded, who: tuple[Person, ...], visits: tuple[Visit, ...], condition: Condition, until: float, threads: int
) -> tuple[Healing | str, ...]:
    def follow(person: Person) -> Healing | str:
        return _course(model, person, visits, condition, until)

    return tuple(side_by_side(threads, follow, who))


def _follow(
    model: Banded, person: Person, visits: tuple[Visit, ...], condition: Condition, until: float, alone: Healing | str
) -> Healing | str:
    """Mean over the skin of a person, or why it cannot be followed."""
    if isinstance(alone, str):
        return alone
    felt = tuple(
        amended(visit, deliveries=tuple(given(one, person) for one in medicine.felt_by(visit.deliveries, condition)))
        for visit in visits
    )
    times = _needles.both_sides(alone.time, _needles.rounds(visits, until))
    state = np.zeros((times.size, alone.state.shape[1]))
    for fraction, own in parts(felt):
        reached = any(visit.deliveries for visit in own)
        found = _course(model, person, own, condition, until) if reached else alone
        if isinstance(found, str):
            return found
        state += fraction * _needles.on(times, found)
    return amended(alone, time=times, state=state)


def _course(
    model: Banded, person: Person, visits: tuple[Visit, ...], condition: Condition, until: float
) -> Healing | str:
    try:
        return model.follow_draw(person.draw, visits, ill(condition, person), until)
    except ConvergenceError as error:
        return str(error)
