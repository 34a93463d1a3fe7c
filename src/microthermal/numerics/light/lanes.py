"""The two steps of the photon walk that are vectorised over many photons: scatter and advance.

Every array is one property of all lanes, what flies in float32, and no loop branches or looks anything up, so that LLVM
turns eight or sixteen photons at a time into one instruction.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.bits import bits_of_32, float_of_32
from microthermal.numerics.compiling import njit
from microthermal.numerics.light.counter_random import STRIDE, mixed

State: TypeAlias = NDArray[np.float32]
_f, _i = np.float32, np.int32
_33 = np.uint64(33)
_MASK_31 = np.uint64(0x7FFFFFFF)
_TWO_31, _TWO_29 = _f(2.0**-31), _f(2.0**-29)
_ZERO, _HALF, _ONE, _TWO, _THREE = _f(0.0), _f(0.5), _f(1.0), _f(2.0), _f(3.0)
_MANTISSA, _EXPONENT_SHIFT = _i(0x7FFFFF), _i(23)
_ROOT_HALF_BITS, _LN_2 = _i(0x3F3504F3), _f(0.69314718)
_QUARTER_PI = _f(np.pi / 4)
# Least optical depth left after a boundary: zero would mean "interact here".
_LEAST_DEPTH, _LEAST_COSINE = _f(1e-12), _f(1e-9)
# No contraction, no reciprocals: what is compiled here and what is loaded from the cache must give the same bits.
FAST = {"nsz"}
# Rows of the state of the lanes. Place [m], where a lane that reaches a boundary lies exactly on it:
X, Y, Z = 0, 1, 2
# Direction of flight; one that is level to 1e-9 is made to sink, so that it meets a boundary.
UX, UY, UZ = 3, 4, 5
# Optical depth still to fly [1], 0 at an interaction and greater at a boundary; length flown since entry [m].
DEPTH, PATH = 6, 7
# Uniform number for the boundary or the roulette at the end of this flight [1]; distance from the axis [m].
SPARE, RADIUS = 8, 9
# Of the layer that the lane is in: mean cosine of the Henyey-Greenstein part of scattering, and fraction of scatterings
# that are isotropic instead, below 1 [1]; attenuation, which is absorption plus scattering [1/m], and its inverse [m];
# depths of the boundaries [m]; fraction that an interaction absorbs [1].
ANISOTROPY, ISOTROPIC, ATTENUATION, INVERSE, TOP, BOTTOM, ABSORBANCE = 10, 11, 12, 13, 14, 15, 16
ROWS = 17


class Packets(NamedTuple):
    """What else belongs to the photon packet in each lane (lane,)."""

    layer: NDArray[np.int64]
    """Layer that it is in."""
    known: NDArray[np.int64]
    """Number, from 1, of the layer of its coefficients in the state; 0 before the first."""
    row: NDArray[np.int32]
    column: NDArray[np.int32]
    """Cell that it is in."""
    counter: NDArray[np.uint64]
    """Counter of its next draw."""
    flown: NDArray[np.int64]
    """Flights that it has made."""
    weight: NDArray[np.float64]
    """Fraction of its energy that is left [1]; 0 in an empty lane."""


@njit(cache=True)
def empty_lanes(n: int) -> tuple[State, Packets]:
    """State (row, lane) and packets of so many lanes without photons."""
    packets = Packets(
        layer=np.zeros(n, dtype=np.int64),
        known=np.zeros(n, dtype=np.int64),
        row=np.zeros(n, dtype=np.int32),
        column=np.zeros(n, dtype=np.int32),
        counter=np.zeros(n, dtype=np.uint64),
        flown=np.zeros(n, dtype=np.int64),
        weight=np.zeros(n),
    )
    return np.zeros((ROWS, n), dtype=np.float32), packets


@njit(cache=True, inline="always")
def _minus_log(u: np.float32) -> np.float32:
    # Mantissa m in [sqrt(1/2), sqrt(2)), then the odd series of log m in t = (m-1)/(m+1): 1e-7 relative.
    shifted = _i(bits_of_32(u) - _ROOT_HALF_BITS)
    exponent = _i(shifted >> _EXPONENT_SHIFT)
    mantissa = float_of_32(_i(_i(shifted & _MANTISSA) + _ROOT_HALF_BITS))
    t = (mantissa - _ONE) / (mantissa + _ONE)
    s = t * t
    series = _f(2.0 / 9) * s + _f(2.0 / 7)
    series = series * s + _f(2.0 / 5)
    series = series * s + _f(2.0 / 3)
    series = series * s + _TWO
    result: np.float32 = -(t * series + _f(exponent) * _LN_2)
    return result


@njit(cache=True, fastmath=FAST, error_model="numpy")
def scatter(n: int, state: State, counter: NDArray[np.uint64]) -> None:
    """Turn every lane whose optical depth is used up, and give it a new depth; lanes under way are untouched.

    Parameters
    ----------
    n : int
        Number of lanes in use.
    state : array (row, lane)
        State of the lanes; the spare number is drawn anew for all of them.
    counter : array (lane,)
        Counters of the next draw, which go on.

    Notes
    -----
    With x uniform in (-1, 1), cos = (x(1+g²) + g(x²+3)/2 + g³(x²-1)/2) / (1+gx)²: the usual inversion written
    so that g = 0 needs no branch. A draw below the isotropic fraction is stretched to (0, 1) and taken as it is;
    the others are stretched likewise and turned by the formula.
    """
    ux, uy, uz, depth, spare = state[UX], state[UY], state[UZ], state[DEPTH], state[SPARE]
    anisotropy, isotropic = state[ANISOTROPY], state[ISOTROPIC]
    for i in range(n):
        first = mixed(counter[i] + STRIDE)
        second = mixed(counter[i] + STRIDE + STRIDE)
        counter[i] = counter[i] + STRIDE + STRIDE
        fresh = _minus_log((_f(_i(first >> _33)) + _HALF) * _TWO_31)
        drawn, fraction = (_f(_i(first & _MASK_31)) + _HALF) * _TWO_31, isotropic[i]
        alike = drawn < fraction
        part = (drawn if alike else drawn - fraction) / (fraction if alike else _ONE - fraction)
        x = part * _TWO - _ONE
        spare[i] = _f(_i(second >> _33)) * _TWO_31
        azimuth = _i(second & _MASK_31)

        g, left = anisotropy[i], depth[i]
        denominator = _ONE / (_ONE + g * x)
        cosine = x * (_ONE + g * g) + _HALF * g * (x * x + _THREE) + _HALF * g * g * g * (x * x - _ONE)
        cosine = min(max(cosine * denominator * denominator, -_ONE), _ONE)
        cosine = x if alike else cosine
        sine = np.sqrt(_ONE - cosine * cosine)

        # Two bits choose the quadrant, the other 29 the angle within ±45 degrees of its axis.
        angle = (_f(_i(azimuth >> _i(2))) * _TWO_29 * _TWO - _ONE) * _QUARTER_PI
        q = angle * angle
        short = angle * (_ONE + q * (_f(-1 / 6) + q * (_f(1 / 120) + q * _f(-1 / 5040))))
        long = _ONE + q * (_f(-1 / 2) + q * (_f(1 / 24) + q * (_f(-1 / 720) + q * _f(1 / 40320))))
        long = -long if azimuth & _i(1) else long
        along = short if azimuth & _i(2) else long
        across = long if azimuth & _i(2) else short

        # Orthonormal basis around the direction without a special case at the poles.
        a, b, c = ux[i], uy[i], uz[i]
        sign = _ONE if c >= _ZERO else -_ONE
        p = -_ONE / (sign + c)
        ab = a * b * p
        side, up = sine * along, sine * across
        va = side * (_ONE + sign * a * a * p) + up * ab + cosine * a
        vb = side * sign * ab + up * (sign + b * b * p) + cosine * b
        vc = -side * sign * a - up * b + cosine * c
        # One Newton step back to unit length: rounding would otherwise grow over hundreds of turns.
        unit = _f(1.5) - _HALF * (va * va + vb * vb + vc * vc)
        due = left <= _ZERO
        ux[i] = va * unit if due else a
        uy[i] = vb * unit if due else b
        uz[i] = vc * unit if due else c
        depth[i] = max(fresh, _LEAST_DEPTH) if due else left


@njit(cache=True, fastmath=FAST, error_model="numpy")
def advance(n: int, state: State) -> None:
    """Fly every lane to its next interaction or to the boundary of its layer, whichever comes first.

    Parameters
    ----------
    n : int
        Number of lanes in use.
    state : array (row, lane)
        State of the lanes.
    """
    x, y, z, ux, uy, uz = state[X], state[Y], state[Z], state[UX], state[UY], state[UZ]
    depth, path, radius = state[DEPTH], state[PATH], state[RADIUS]
    attenuation, inverse, top, bottom = state[ATTENUATION], state[INVERSE], state[TOP], state[BOTTOM]
    for i in range(n):
        c = uz[i]
        c = c if abs(c) > _LEAST_COSINE else _LEAST_COSINE
        # Loads come before choices: LLVM does not vectorise a load that only some lanes make.
        above, below = top[i], bottom[i]
        wall = below if c > _ZERO else above
        to_wall = max((wall - z[i]) / c, _ZERO)
        to_event = depth[i] * inverse[i]
        hits = to_wall < to_event
        step = to_wall if hits else to_event
        across = x[i] + ux[i] * step
        along = y[i] + uy[i] * step
        left = max(depth[i] - step * attenuation[i], _LEAST_DEPTH)
        x[i] = across
        y[i] = along
        z[i] = wall if hits else z[i] + c * step
        uz[i] = c
        path[i] = path[i] + step
        depth[i] = left if hits else _ZERO
        radius[i] = np.sqrt(across * across + along * along)
