"""Monotone cubic through the points of a course, between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def between(x: Sequence[float], y: Sequence[float], place: int) -> tuple[float, float, float, float]:
    """Cubic between two neighbouring points of a course, as coefficients of powers of the way from the first [x unit].

    Parameters
    ----------
    x, y : sequence of float
        Two to four neighbouring points, x rising.
    place : int
        Number of the point at which the cubic begins.

    Returns
    -------
    tuple of float
        Value, slope, and the factors of the second and third power.

    Notes
    -----
    Slopes are those of Fritsch and Carlson (weighted harmonic means where neighbours rise or fall alike, 0 at an
    extreme; three points at an end, kept from overshooting), so the cubic never leaves the range of its two points.
    """
    width = [right - left for left, right in pairwise(x)]
    rise = [(right - left) / step for (left, right), step in zip(pairwise(y), width, strict=True)]
    begin, end = (_slope(width, rise, point) for point in (place, place + 1))
    step, chord = width[place], rise[place]
    return y[place], begin, (3.0 * chord - 2.0 * begin - end) / step, (begin + end - 2.0 * chord) / step**2


def _slope(width: Sequence[float], rise: Sequence[float], point: int) -> float:
    if len(rise) == 1:
        return rise[0]
    if point == 0:
        return _end_slope(width[0], width[1], rise[0], rise[1])
    if point == len(rise):
        return _end_slope(width[-1], width[-2], rise[-1], rise[-2])
    before, after = rise[point - 1], rise[point]
    if before * after <= 0.0:
        return 0.0
    long, short = 2.0 * width[point] + width[point - 1], width[point] + 2.0 * width[point - 1]
    return (long + short) / (long / before + short / after)


def _end_slope(near: float, far: float, rise: float, beyond: float) -> float:
    found = ((2.0 * near + far) * rise - near * beyond) / (near + far)
    if found * rise <= 0.0:
        return 0.0
    return 3.0 * rise if rise * beyond <= 0.0 and abs(found) > 3.0 * abs(rise) else found
