"""Times read off a course of healing: when something has settled for good, and for how long it was not."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

import numpy as np

from microthermal.domain.library.figures import ScoreFigures
from microthermal.domain.results.response import Healing
from microthermal.healing.monotone import between
from microthermal.numerics.roots import root_between
from microthermal.quantity import Array, Quantity, record

# Open fractions of the epidermis below this count as closed.
_NOTHING = 1e-6


@record
class Settled:
    """Time from which a course stays at or below a mark; if it does not within the simulated time, the end of that.

    Then the time is only a lower bound, and whoever shows it has to say so.
    """

    time: Annotated[float, Quantity("s", "time from which the mark is kept", 0, 1e10)]
    reached: bool = True


def settled(time: Array, rise: Array) -> Settled:
    """When a course falls below zero for good.

    Parameters
    ----------
    time : Array (t,)
        Times of the output [s], rising.
    rise : Array (t,)
        Course less its mark.

    Notes
    -----
    Between the last output above the mark and the next one the course is the monotone cubic through its neighbours
    (Fritsch and Carlson), so that the answer does not sit on the grid of the output.
    """
    above = np.flatnonzero(rise > 0.0)
    if above.size == 0:
        return Settled(time=0.0)
    last = int(above[-1])
    if last == time.size - 1:
        return Settled(time=float(time[-1]), reached=False)
    return Settled(time=float(time[last]) + _crossing(time, rise, last))


def opening(treated: Healing, figures: ScoreFigures) -> Array:
    """Open epidermis less what counts as closed (t,): a fraction of the most that was open until then."""
    opened = treated.of("open_epidermis")
    if float(opened.max()) < _NOTHING:
        return np.full(opened.size, -_NOTHING)
    return np.asarray(opened - figures.closed * np.maximum.accumulate(opened))


def reddening(treated: Healing, untreated: Healing, figures: ScoreFigures) -> Array:
    """Redness above that of the same skin untreated, less what the eye sees (t,)."""
    before = np.interp(treated.time, untreated.time, untreated.of("erythema"))
    return np.asarray(treated.of("erythema") - before - figures.redness)


@lru_cache(maxsize=2)  # two metrics of one course ask
def closure(treated: Healing, figures: ScoreFigures) -> Settled:
    """When the epidermis is closed.

    Parameters
    ----------
    treated : Healing
        The course.
    figures : ScoreFigures
        Those of the library: ``closed`` says how much of what was opened may still be open.
    """
    return settled(treated.time, opening(treated, figures))


@lru_cache(maxsize=2)
def redness_gone(treated: Healing, untreated: Healing, figures: ScoreFigures) -> Settled:
    """When the redness is no longer seen: its rise over untreated skin stays below ``redness``."""
    return settled(treated.time, reddening(treated, untreated, figures))


def time_away(treated: Healing, untreated: Healing, figures: ScoreFigures) -> Settled:
    """Time [s], over all visits, while the surface is open or redder than before by what is seen.

    ``reached`` is false if it still is at the end of what was followed.
    """
    courses = [opening(treated, figures), reddening(treated, untreated, figures)]
    begins, ends = zip(*(_stretches(treated.time, course) for course in courses), strict=True)
    # Both at once count once: between two outputs each is away for one stretch, or for none.
    each = np.maximum(np.subtract(ends, begins), 0.0).sum(axis=0)
    both = np.maximum(np.min(ends, axis=0) - np.max(begins, axis=0), 0.0)
    still = any(float(course[-1]) > 0.0 for course in courses)
    return Settled(time=float(np.sum(each - both)), reached=not still)


def _stretches(time: Array, rise: Array) -> tuple[Array, Array]:
    """Begin and end [s] of the stretch between two outputs in which a course is above zero (t - 1,).

    Where there is none, it ends where it begins. The course is the monotone cubic of :func:`settled`: it passes zero
    once where its two points lie on either side, and nowhere else.
    """
    above = rise > 0.0
    begins, ends = time[:-1].copy(), np.where(above[:-1] | above[1:], time[1:], time[:-1])
    for first in np.flatnonzero(above[:-1] != above[1:]).tolist():
        crossing = float(time[first]) + _crossing(time, rise, first)
        if above[first]:
            ends[first] = crossing
        else:
            begins[first] = crossing
    return begins, ends


def _crossing(time: Array, rise: Array, first: int) -> float:
    """How far behind an output [s] a course passes zero before the next one."""
    begin = max(first - 1, 0)
    near = slice(begin, first + 3)
    value, slope, second, third = between(time[near].tolist(), rise[near].tolist(), first - begin)
    width = float(time[first + 1] - time[first])

    def level(way: float) -> float:
        return value + way * (slope + way * (second + way * third))

    # The end of the cubic is the next point but for rounding, which must not hide that the course has passed.
    passes = (value > 0.0) != (level(width) > 0.0)
    return root_between(level, 0.0, width, "settled") if passes else width
