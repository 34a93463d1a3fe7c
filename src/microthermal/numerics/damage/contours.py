"""Where a field on an axisymmetric grid passes a level, finer than its cells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit

Array = NDArray[np.float64]


@njit(cache=True)
def last_crossing(places: Array, values: Array, level: float, end: float) -> float:
    """Farthest place at which a row of values falls below a level.

    Parameters
    ----------
    places, values : Array, (n,)
        Places, growing, and values there.
    level : float
        Level.
    end : float
        Answer if the last value is not below the level.

    Returns
    -------
    float
        Place by linear interpolation; 0 if all values are below the level.
    """
    n = values.size
    if values[n - 1] >= level:
        return end
    for i in range(n - 2, -1, -1):
        if values[i] >= level:
            fraction = (values[i] - level) / (values[i] - values[i + 1])
            return float(places[i] + fraction * (places[i + 1] - places[i]))
    return 0.0


@njit(cache=True)
def radii(r: Array, field: Array, level: float, end: float) -> Array:
    """Outermost radius at which a field falls below a level, for each depth.

    Parameters
    ----------
    r : Array, (r,)
        Centres of the rings.
    field : Array, (z, r)
        Values at the centres.
    level : float
        Level.
    end : float
        Outer radius of the grid: the answer where the field does not fall below the level.

    Returns
    -------
    Array, (z,)
        Radii, 0 where the field is nowhere above the level. Of second order in the ring width.

    Notes
    -----
    A crossing nearer to the axis than the centre of the innermost ring is that of f = a + b r² through the two
    innermost centres, the form that any smooth symmetric field has near the axis.
    """
    slabs = field.shape[0]
    result = np.empty(slabs)
    for i in range(slabs):
        result[i] = last_crossing(r, field[i], level, end)
        if result[i] == 0.0 and r.size > 1 and field[i, 0] > field[i, 1]:
            curve = (field[i, 0] - field[i, 1]) / (r[1] ** 2 - r[0] ** 2)
            left = r[0] ** 2 - (level - field[i, 0]) / curve
            result[i] = np.sqrt(max(left, 0.0))
    return result


def on_axis(r: Array, field: Array) -> Array:
    """Values of a field on the axis, from its two innermost rings.

    Parameters
    ----------
    r : Array, (r,)
        Centres of the rings.
    field : Array, (z, r)
        Values at the centres.

    Returns
    -------
    Array, (z,)
        f(0) of f = a + b r², the form that any smooth symmetric field has near the axis.
    """
    if r.size < 2:
        return np.ascontiguousarray(field[:, 0])
    fraction = r[0] ** 2 / (r[1] ** 2 - r[0] ** 2)
    return np.ascontiguousarray(field[:, 0] + fraction * (field[:, 0] - field[:, 1]))


@njit(cache=True)
def deepest(z: Array, field: Array, level: float, end: float) -> float:
    """Greatest depth at which a field falls below a level, over all columns.

    Parameters
    ----------
    z : Array, (z,)
        Centres of the slabs.
    field : Array, (z, r)
        Values at the centres.
    level : float
        Level.
    end : float
        Depth of the grid: the answer where a column does not fall below the level.

    Returns
    -------
    float
        Depth, 0 if the field is nowhere above the level. Of second order in the slab height. Above the centre of the
        first slab the two uppermost values are drawn on straight, so that a depth vanishes without a jump.
    """
    found = 0.0
    for j in range(field.shape[1]):
        found = max(found, last_crossing(z, field[:, j], level, end))
        if found == 0.0 and z.size > 1 and field[0, j] > field[1, j]:
            found = max(found, z[0] - (level - field[0, j]) * (z[1] - z[0]) / (field[0, j] - field[1, j]))
    return found


@njit(cache=True)
def shallowest(z: Array, field: Array, level: float, end: float) -> float:
    """Least depth at which a field rises above a level, over all columns.

    Parameters
    ----------
    z : Array, (z,)
        Centres of the slabs.
    field : Array, (z, r)
        Values at the centres.
    level : float
        Level.
    end : float
        Answer if the field is nowhere above the level.

    Returns
    -------
    float
        Depth; 0 where the field is above the level at the surface itself, to which the two uppermost values are drawn
        on straight. Of second order in the slab height.
    """
    found = end
    for j in range(field.shape[1]):
        i = 0
        while i < z.size and field[i, j] < level:
            i += 1
        if i == z.size:
            continue
        if i == 0 and (z.size == 1 or field[1, j] <= field[0, j]):
            return 0.0
        above, below = (0, 1) if i == 0 else (i - 1, i)
        slope = (z[below] - z[above]) / (field[below, j] - field[above, j])
        found = min(found, max(z[below] - (field[below, j] - level) * slope, 0.0))
    return found
