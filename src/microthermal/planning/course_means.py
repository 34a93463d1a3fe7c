"""Means of healing courses over days that are counted from the last treatment, laser or dose."""

from __future__ import annotations

import numpy as np

from microthermal.domain.results.response import Healing
from microthermal.errors import InputError
from microthermal.healing.readings import mean_between
from microthermal.quantity import Array
from microthermal.simulation.records import Simulation
from microthermal.units import show

# A level below this is none: healthy skin has 1.
_NOTHING = 1e-9


def judged_from(simulation: Simulation) -> float:
    """Time after the laser [s] from which outcomes are counted: that of the last dose that was given after it, else 0.

    Trials read an outcome at fixed times after the last treatment. Read at fixed times after the laser, a later dose
    would be seen earlier in its own course, and a change of its day would look like a change of its effect. What is
    laid on again and again goes on beside the course and does not move the count.
    """
    given = [one.dose.time for one in simulation.deliveries if not one.dose.repeated]
    return max(0.0, *given) if given else 0.0


def mean_of(healing: Healing, species: str, start: float, end: float) -> float:
    """Mean of one species over a span of time: the integral of the stored course, straight between its points.

    Parameters
    ----------
    healing : Healing
        The course.
    species : str
        Name of the species.
    start, end : float
        Span [s]; what lies beyond the course is left out; :func:`unfollowed` tells.
    """
    return mean_between(healing.time, healing.of(species), start, end)


def unfollowed(simulation: Simulation, until: float) -> str:
    """Why a metric that looks at a course until a time after the last treatment [s] has no number; empty if it has."""
    until += judged_from(simulation)
    followed = float(simulation.healing.time[-1])
    if followed >= until * (1.0 - 1e-9):
        return ""
    return f"healing was followed for {show(followed, 's')}, and this looks at it until {show(until, 's')}"


def time_above(time: Array, rise: Array) -> float:
    """Time for which a course is above zero [s], straight between its points.

    Parameters
    ----------
    time, rise : Array (t,)
        Times [s], and the course less its mark.
    """
    high, low = np.maximum(rise[1:], rise[:-1]), np.minimum(rise[1:], rise[:-1])
    crossing = (high > 0.0) & (low < 0.0)
    fraction = np.where(crossing, high / np.where(crossing, high - low, 1.0), (low >= 0.0) & (high > 0.0))
    return float(np.diff(time) @ fraction)


def untreated_of(simulation: Simulation, species: str) -> Array:
    """Course of a species in the same skin untreated, at the times of the treated course (t,)."""
    untreated = simulation.untreated
    return np.interp(simulation.healing.time, untreated.time, untreated.of(species))


def mean_ratio(simulation: Simulation, species: str, start: float, end: float) -> float:
    """Mean of a species in treated skin over its mean in the same skin untreated.

    Parameters
    ----------
    simulation : Simulation
        Both courses.
    species : str
        Name of the species.
    start, end : float
        Span, in times after the last treatment [s]; see :func:`judged_from`.

    Raises
    ------
    InputError
        If untreated skin has none of it, so that there is nothing to compare with.
    """
    since = judged_from(simulation)
    treated, untreated = (
        mean_of(each, species, since + start, since + end) for each in (simulation.healing, simulation.untreated)
    )
    if untreated < _NOTHING:
        raise InputError(f"untreated skin has no {species.replace('_', ' ')}, so that no change of it can be told")
    return treated / untreated
