"""Needles as healing meets them: rounds in order of time, and what one does to the levels at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.domain.results.response import Healing, Visit
from microthermal.healing.injury_fractions import crushed_volume
from microthermal.healing.models._compiled import JUST_BEFORE, Compiled
from microthermal.quantity import Array


class Round(NamedTuple):
    """One round of needles: time after the first laser [s], fraction of the volume that answers which dies [1]."""

    time: float
    dead: float


def rounds(visits: tuple[Visit, ...], until: float) -> tuple[Round, ...]:
    """All rounds of needles that do something before a time [s], in order of time."""
    found = [
        Round(visit.time + one.dose.time, crushed_volume(visit.injury, one.spread.crushed, one.dose.depth))
        for visit in visits
        for one in visit.deliveries
        if one.dose.route == "needle" and one.spread.crushed > 0.0
    ]  # fmt: skip
    return tuple(sorted(one for one in found if one.time < until))


def both_sides(times: Array, some: tuple[Round, ...]) -> Array:
    """Moments of a course with both sides of each jump among them (t,).

    A mean over time, straight between moments, would else hang on where between two of them a jump lies.

    Parameters
    ----------
    times : Array (t,)
        Growing [s].
    some : tuple of Round
        In order of time; those before the first moment, or at it, are left out.
    """
    for now in (one.time for one in some if times[0] < one.time < times[-1]):
        last = max(now - JUST_BEFORE, 0.5 * (times[0] + now))
        times = np.concatenate((times[times < last], [last, now], times[times > now]))
    return times


def on(times: Array, course: Healing) -> Array:
    """Levels of a course at other moments, straight between its own (t, species)."""
    if np.array_equal(times, course.time):
        return course.state
    before = np.clip(np.searchsorted(course.time, times, side="right") - 1, 0, course.time.size - 2)
    begin, low = course.time[before], course.state[before]
    slope = (course.state[before + 1] - low) / (course.time[before + 1] - begin)[:, None]
    # At its own moments, and before the first and behind the last, a course is what is stored.
    found = slope * (times - begin)[:, None] + low
    found[times >= course.time[-1]] = course.state[-1]
    found[times <= course.time[0]] = course.state[0]
    return found


def told(one: Round) -> dict[str, float]:
    """The injury of a round as constants of the model.

    Nothing is removed, burnt or heated, and the surface counts as closed: a slit whose sides meet again has its barrier
    back within hours (Kalluri2011), where a zone takes a day.
    """
    return {
        "injury_necrotic": one.dead,
        "injury_removed": 0.0,
        "injury_denatured": 0.0,
        "injury_stressed": 0.0,
        "injury_lymphocytes_lost": one.dead,
        "injury_lymphocytes_apoptotic": 0.0,
        "injury_vessels_closed": one.dead,
        "injury_epidermis_open": 0.0,
        "injury_torn": 0.0,
        "injury_torn_epidermis": 0.0,
    }


def after(ready: Compiled, constants: Array, levels: Array, some: tuple[Round, ...]) -> Array:
    """Levels just after some rounds of needles, one upon the other (species,).

    Parameters
    ----------
    ready : Compiled
        The model.
    constants : Array (parameter,)
        Of the skin, in the model's own units.
    levels : Array (species,)
        Just before.
    some : tuple of Round
        In order of time.
    """
    for hurt in injuries(ready, constants, some):
        levels = ready.injured(ready.starting(hurt, levels))
    return levels


def injuries(ready: Compiled, constants: Array, some: tuple[Round, ...]) -> list[Array]:
    """Constants that tell of each of some rounds of needles (parameter,); as :func:`after`."""
    found = []
    for one in some:
        hurt = np.array(constants)
        for name, value in told(one).items():
            hurt[ready.place(name)] = value
        found.append(hurt)
    return found
