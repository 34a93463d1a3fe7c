"""Roots that lie between two ends, found to the last digits or not at all."""

from __future__ import annotations

import math
from collections.abc import Callable

from microthermal.errors import ConvergenceError

# Steps at most, and the relative precision: the finest that the method takes.
_MOST, _RELATIVE = 500, 9e-16


def root_between(function: Callable[[float], float], low: float, high: float, what: str) -> float:
    """Place between two ends at which a continuous function is zero.

    Parameters
    ----------
    function : callable
        Negative at one end and positive at the other, or zero at one.
    low, high : float
        The ends.
    what : str
        What is looked for, for the message.

    Returns
    -------
    float
        The place, to the relative precision of numbers.

    Raises
    ------
    ConvergenceError
        If the function has one sign at both ends, or the steps run out.

    Notes
    -----
    Inverse quadratic interpolation where the last three points promise more than halving does, which is done otherwise
    (Chandrupatla 1997, Advances in Engineering Software 28, 145). SciPy's finders need a third of the time that a new
    process takes to its first zone, to be loaded.
    """
    first, last = function(low), function(high)
    if not first * last <= 0.0:
        raise ConvergenceError(f"{what}: there is no answer between {low:.3g} and {high:.3g}")
    # The root lies between ``new`` and ``other``; ``old`` is the place before them.
    new, old, other = high, low, low
    f_new, f_old, f_other = last, first, first
    for _ in range(_MOST):
        best, f_best = (new, f_new) if abs(f_new) < abs(f_other) else (other, f_other)
        least = 0.5 * _RELATIVE * abs(best)
        if f_best == 0.0 or abs(new - other) <= 2.0 * least:
            return float(best)
        place = 0.5
        if old not in (new, other):
            place = _parabola((new, other, old), (f_new, f_other, f_old))
        margin = least / abs(new - other)
        tried = new + min(max(place, margin), 1.0 - margin) * (other - new)
        f_tried = function(tried)
        if f_tried * f_new > 0.0:
            old, f_old = new, f_new
        else:
            old, f_old, other, f_other = other, f_other, new, f_new
        new, f_new = tried, f_tried
    raise ConvergenceError(f"{what}: not found within {_MOST} steps between {low:.3g} and {high:.3g}")


def _parabola(places: tuple[float, float, float], values: tuple[float, float, float]) -> float:
    # Where the parabola x(f) through three points has f = 0, as a fraction of the way from the first to the second;
    # the middle where the function is bent too much for it to be of use.
    (a, b, c), (fa, fb, fc) = places, values
    xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb) if fc != fb else math.inf
    if not (phi * phi < xi and (1.0 - phi) ** 2 < 1.0 - xi):
        return 0.5
    return fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
