"""Logarithm, exponential and circle of one number in our own arithmetic: the same bits on every machine.

The C library chooses between variants of these by the processor, and their last digits differ. Here all is addition,
multiplication and division in a fixed order, which LLVM keeps. Photon walks use them, since directions that differ
in the last digit lead to entirely different paths; the kernels of a zone use them, so that a browser finds the same.
"""

from __future__ import annotations

import math

import numpy as np

from microthermal.numerics.bits import bits_of, float_of
from microthermal.numerics.compiling import njit
from microthermal.numerics.damage.exponential import EXPONENT_SHIFT, LOG2_E, ROUNDER, SERIES, exponential

_i = np.int64
_F2, _F3, _F4, _F5, _F6, _F7, _F8, _F9, _F10, _F11, _F12, _F13 = SERIES[2:]
_MANTISSA, _ROOT_HALF, _SHIFT = _i(0x000FFFFFFFFFFFFF), _i(0x3FE6A09E667F3BCD), _i(52)
_LN_2_HIGH, _LN_2_LOW = 0.6931471803691238, 1.9082149292705877e-10
# Nearer to 1 than this the logarithm is summed without splitting off a power of two.
_LEAST, _MOST = -0.25, 0.4
# Above this the exponential less 1 is summed as a series, whose next term is below 1e-16 of it.
_SMALL = -0.3
_QUARTER = 0.5 * math.pi
# From this optical depth on no light is left beside 1.
_OPAQUE, _ONE = 40.0, _i(0x3FF0000000000000)


@njit(cache=True)
def logarithm(x: float) -> float:
    """Natural logarithm of a number.

    Parameters
    ----------
    x : float
        Number above 2.3e-308.

    Returns
    -------
    float
        ln(x), to 4e-16 of it.

    Notes
    -----
    ln(x) = k ln 2 + 2 artanh((m - 1)/(m + 1)) with x = 2^k m and m in [√½, √2).
    """
    shifted = _i(bits_of(x) - _ROOT_HALF)
    mantissa = float_of(_i((shifted & _MANTISSA) + _ROOT_HALF))
    power = float(_i(shifted >> _SHIFT))
    return float(power * _LN_2_HIGH + (_artanh_twice((mantissa - 1.0) / (mantissa + 1.0)) + power * _LN_2_LOW))


@njit(cache=True, inline="always")
def fraction_lost(depth: float) -> float:
    """Fraction that light loses over an optical depth.

    Parameters
    ----------
    depth : float
        Number of at least 0.

    Returns
    -------
    float
        1 - exp(-depth), to 3e-16 of it.

    Notes
    -----
    exp(-d) - 1 = (2^k - 1) + 2^k (exp(r) - 1) with k = round(-d / ln 2), |r| ≤ ln(2)/2, and the series of exp(r) - 1 to
    r¹³ (next term below 2e-17 of it). It has no branch, so that a loop over an array becomes vector code.
    """
    x = max(-depth, -_OPAQUE)
    shifted = x * LOG2_E + ROUNDER
    k = shifted - ROUNDER
    r = (x - k * _LN_2_HIGH) - k * _LN_2_LOW
    high = _F8 + r * (_F9 + r * (_F10 + r * (_F11 + r * (_F12 + r * _F13))))
    low = r * (_F2 + r * (_F3 + r * (_F4 + r * (_F5 + r * (_F6 + r * (_F7 + r * high))))))
    # As in the exponential, the whole number k in the last digits of ''shifted'' is added to the exponent of 1.
    power: float = float_of(_i(_ONE + (bits_of(shifted) << EXPONENT_SHIFT)))
    return (1.0 - power) - power * (r + r * low)


@njit(cache=True)
def log_1p(y: float) -> float:
    """Natural logarithm of 1 + y.

    Parameters
    ----------
    y : float
        Number above -1.

    Returns
    -------
    float
        ln(1 + y), to 5e-16 of it.

    Notes
    -----
    Near 0 it is 2 artanh(y / (2 + y)), an odd series; elsewhere the logarithm of 1 + y.
    """
    if _LEAST < y < _MOST:
        return _artanh_twice(y / (2.0 + y))
    return float(logarithm(1.0 + y))


@njit(cache=True)
def _artanh_twice(t: float) -> float:
    # 2 (t + t³/3 + t⁵/5 + ...) to t²¹, for |t| below 0.18.
    s = t * t
    high = 1 / 13 + s * (1 / 15 + s * (1 / 17 + s * (1 / 19 + s / 21)))
    return 2.0 * t + 2.0 * t * (s * (1 / 3 + s * (1 / 5 + s * (1 / 7 + s * (1 / 9 + s * (1 / 11 + s * high))))))


@njit(cache=True)
def exp_m1(x: float) -> float:
    """Exponential function of a number that is not positive, less 1.

    Parameters
    ----------
    x : float
        Number of at most 0.

    Returns
    -------
    float
        exp(x) - 1, to 3e-14 of it.
    """
    if x < _SMALL:
        return float(exponential(x) - 1.0)
    high = 1 / 40320 + x * (1 / 362880 + x * (1 / 3628800 + x * (1 / 39916800 + x / 479001600)))
    low = 1 / 2 + x * (1 / 6 + x * (1 / 24 + x * (1 / 120 + x * (1 / 720 + x * (1 / 5040 + x * high)))))
    return x + x * x * low


@njit(cache=True)
def circle(turn: float) -> tuple[float, float]:
    """Cosine and sine of a part of a full turn.

    Parameters
    ----------
    turn : float
        Part of a turn in [0, 1].

    Returns
    -------
    tuple of float
        Cosine and sine, to 3e-16.
    """
    quarters = math.floor(4.0 * turn + 0.5)
    a = (4.0 * turn - quarters) * _QUARTER
    q = a * a
    s_high = 1 / 362880 + q * (-1 / 39916800 + q * (1 / 6227020800 + q * (-1 / 1307674368000)))
    sine = a + a * q * (-1 / 6 + q * (1 / 120 + q * (-1 / 5040 + q * s_high)))
    c_high = -1 / 3628800 + q * (1 / 479001600 + q * (-1 / 87178291200 + q * (1 / 20922789888000)))
    cosine = 1.0 + q * (-1 / 2 + q * (1 / 24 + q * (-1 / 720 + q * (1 / 40320 + q * c_high))))
    side = int(quarters) % 4
    if side == 1:
        return -sine, cosine
    if side == 2:
        return -cosine, -sine
    if side == 3:
        return sine, -cosine
    return cosine, sine
