"""Means of healing courses over a span of days, and when a course has fallen below a mark for good."""

from __future__ import annotations

import numpy as np

from microthermal.domain.response import Healing
from microthermal.numerics.contours import last_crossing
from microthermal.quantity import Array
from microthermal.simulation.records import Simulation

# A mean level below this is none: quotients of less say nothing.
_NO_LEVEL = 1e-9


def mean_of(healing: Healing, species: str, start: float, end: float) -> float:
    """Mean of one species over a span of time, by the trapezoidal rule on the stored course.

    Parameters
    ----------
    healing : Healing
        The course.
    species : str
        Name of the species.
    start, end : float
        Span [s]; what lies beyond the course is left out.
    """
    end = min(end, float(healing.time[-1]))
    start = min(start, 0.99 * end)
    times = np.linspace(start, end, 400)
    return float(np.trapezoid(np.interp(times, healing.time, healing.of(species)), times) / (end - start))


def untreated_of(simulation: Simulation, species: str) -> Array:
    """Course of a species in the same skin untreated, at the times of the treated course (t,)."""
    untreated = simulation.untreated
    return np.interp(simulation.healing.time, untreated.time, untreated.of(species))


def mean_ratio(simulation: Simulation, species: str, start: float, end: float) -> float:
    """Mean of a species in treated skin over its mean in the same skin untreated."""
    treated = mean_of(simulation.healing, species, start, end)
    untreated = mean_of(simulation.untreated, species, start, end)
    # Where neither has any, treated and untreated skin are alike.
    return max(treated, _NO_LEVEL) / max(untreated, _NO_LEVEL)


def last_time_above(time: Array, course: Array, mark: float) -> float:
    """Time at which a course falls below a mark for the last time [s]; 0 if it never is above, the end if it still is.

    Notes
    -----
    Straight between the moments of the course, so that the time follows the course without jumps.
    """
    return float(last_crossing(np.array(time), np.array(course), mark, float(time[-1])))
