"""Bessel function of order 0 in our own arithmetic: the same bits on every machine."""

from __future__ import annotations

import math

from microthermal.numerics.compiling import njit
from microthermal.numerics.elementary import circle

_TURN = 2.0 * math.pi
# Below this the mean of cosines is exact to rounding with so many of them; above it the terms of Hankel's series fall
# to 1e-16 before they grow.
_FAR, _POINTS = 25.0, 16
_TERMS = 14
_ROOT_TWO = math.sqrt(2.0)


@njit(cache=True)
def turn_of(phase: float) -> float:
    """Part of a full turn, in [0, 1), that a phase [rad] stands for."""
    turns = phase / _TURN
    return float(turns - math.floor(turns))


@njit(cache=True)
def bessel_0(x: float) -> float:
    """Bessel function J0 of a number that is not negative.

    Parameters
    ----------
    x : float
        Number from 0 to 1e6.

    Returns
    -------
    float
        J0(x), to 3e-15 for x below 1000; beyond that to 3e-16 x / √x, the rounding of the phase.

    Notes
    -----
    Near 0, J0(x) = (2/π) ∫ cos(x sin t) dt over a quarter of a turn by midpoints: with n of them the error is
    2 J_4n(x), below 1e-18 here. Far from 0, Hankel's series √(2/πx) (P cos(x - π/4) - Q sin(x - π/4))
    (DLMF 10.9.1, 10.17.3).
    """
    if x < _FAR:
        total = 0.0
        for point in range(_POINTS):
            _, sine = circle((point + 0.5) / (4.0 * _POINTS))
            cosine, _ = circle(turn_of(x * sine))
            total += cosine
        return total / _POINTS
    term, even, odd = 1.0, 1.0, 0.0
    for k in range(1, _TERMS):
        # a_k / x^k of the series, each from the one before.
        term *= -((2.0 * k - 1.0) * (2.0 * k - 1.0)) / (8.0 * k * x)
        side = k % 4
        if side == 1:
            odd += term
        elif side == 2:
            even -= term
        elif side == 3:
            odd -= term
        else:
            even += term
    cosine, sine = circle(turn_of(x))
    # cos(x - π/4) = (cos x + sin x)/√2 and sin(x - π/4) = (sin x - cos x)/√2.
    sum_, difference = (cosine + sine) / _ROOT_TWO, (sine - cosine) / _ROOT_TWO
    return math.sqrt(2.0 / (math.pi * x)) * (even * sum_ - odd * difference)
