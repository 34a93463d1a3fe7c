"""States of rest of the healing cascade by Newton's method, followed from one set of constants to another.

Some species move and all others are held; some constants may be sought as well, each so that the rate of one held
species has a target. All arithmetic is our own, in a fixed order: the same bits on every machine.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.healing.course import prepared
from microthermal.numerics.healing.rates import PARAMETERS, SPECIES, fix, rates
from microthermal.numerics.healing.rounding import FLOOR, STILL

Array = NDArray[np.float64]
Places = NDArray[np.int64]

# A relative step as short as this is followed by one more, which reaches round-off.
_NEAR = 1e-9
_STEPS = 25
_FAR = 1.0  # a level farther than this from its start may belong to another state of rest
_NEGATIVE = 1e-6  # a level that falls lower than this below zero has left what the model describes
# First and shortest step of continuation, as a fraction of the way from one set of constants to another.
_STRIDE, _SHORTEST_STRIDE = 0.5, 5e-4
_MOVED = 1e-7  # by which a level or constant is moved to find a slope


@njit(cache=True, nogil=True, error_model="numpy")
def followed(
    origin: Array, goal: Array, levels: Array, free: Places, sought: Places, kept: Places
) -> tuple[bool, Array, Array]:
    """State of rest at some constants, followed from what is known at others.

    Parameters
    ----------
    origin, goal : Array (parameter,)
        Constants from which and to which it is followed; those sought begin at their origin.
    levels : Array (species,)
        Where the free species rest at the origin.
    free : Places (k,)
        Species that move.
    sought : Places (m,)
        Constants that are sought.
    kept : Places (m,)
        Held species whose rates must vanish at the goal; on the way they fall in proportion.

    Returns
    -------
    found : bool
        Whether the goal was reached; if not, the rest is of the last point that was.
    levels : Array (species,)
        Levels at rest.
    constants : Array (parameter,)
        The goal with what was sought.
    """
    found, here, count = levels.copy(), origin.copy(), len(PARAMETERS)
    start, targets = np.empty(len(SPECIES)), np.empty(kept.size)
    rates(found, prepared(here), start)
    done, stride = 0.0, _STRIDE
    while done < 1.0:
        ahead = min(done + stride, 1.0)
        there = prepared(origin + ahead * (goal - origin))
        for place in sought:
            there[place] = here[place]
        fix(there)
        tried = found.copy()
        for k in range(kept.size):
            targets[k] = (1.0 - ahead) * start[kept[k]]
        if _newton(tried, there, free, sought, kept, targets):
            done, found, here, stride = ahead, tried, there[:count].copy(), 2.0 * stride
        else:
            stride *= 0.5
            if stride < _SHORTEST_STRIDE:
                return False, found, here
    return True, found, here


@njit(cache=True, nogil=True, error_model="numpy")
def _newton(levels: Array, p: Array, free: Places, sought: Places, kept: Places, targets: Array) -> bool:
    """Move levels and constants to where the free species rest and the kept ones have their rates; False if lost."""
    start, rows, count = levels.copy(), np.empty(free.size + kept.size, np.int64), free.size
    # Loops: operations on whole arrays would bring the wording of their errors into the kernel.
    for i in range(rows.size):
        rows[i] = free[i] if i < count else kept[i - count]
    slopes, step, now = np.empty((rows.size, rows.size)), np.empty(rows.size), np.empty(levels.size)
    near = False
    for _ in range(_STEPS):
        rates(levels, p, now)
        for i in range(rows.size):
            step[i] = now[rows[i]] - (targets[i - count] if i >= count else 0.0)
        _slopes(levels, p, now, rows=rows, free=free, sought=sought, out=slopes)
        if not solve(slopes, step):
            return False
        longest = 0.0
        for i in range(rows.size):
            if not np.isfinite(step[i]):
                return False
            value = (levels[free[i]] if i < count else p[sought[i - count]]) - step[i]
            longest = max(longest, abs(step[i]) / max(1.0, abs(value)))
            if i >= count:
                p[sought[i - count]] = value
            elif value < -_NEGATIVE or abs(value - start[free[i]]) > _FAR:
                return False
            else:
                levels[free[i]] = max(value, 0.0)
        fix(p)
        if near:
            for i in range(levels.size):
                if levels[i] < FLOOR:
                    levels[i] = 0.0
            return True
        near = longest <= _NEAR
    return False


@njit(cache=True, nogil=True, error_model="numpy")
def _slopes(
    levels: Array, p: Array, now: Array, rows: Places, free: Places, sought: Places, out: Array
) -> None:  # fmt: skip
    """Slopes of the rates of the rows in the free levels, then in the constants sought, by forward differences."""
    there = np.empty(levels.size)
    for column in range(rows.size):
        constant = column >= free.size
        values, place = (p, sought[column - free.size]) if constant else (levels, free[column])
        value = values[place]
        change = _MOVED * max(1.0, abs(value))
        values[place] = value + change
        if constant:
            fix(p)
        rates(levels, p, there)
        for row in range(rows.size):
            out[row, column] = (there[rows[row]] - now[rows[row]]) / change
        values[place] = value
    fix(p)


@njit(cache=True, nogil=True, error_model="numpy")
def slopes_of(levels: Array, parameters: Array) -> Array:
    """Slopes of the rates of all species in their levels (species, species), by forward differences."""
    everything, nothing = np.arange(levels.size), np.empty(0, np.int64)
    found, now, p = np.empty((levels.size, levels.size)), np.empty(levels.size), prepared(parameters)
    rates(levels, p, now)
    _slopes(levels.copy(), p, now, rows=everything, free=everything, sought=nothing, out=found)
    return found


@njit(cache=True, nogil=True, error_model="numpy")
def solve(matrix: Array, right: Array) -> bool:
    """Solve a linear system in place by elimination with row pivots; False if it is singular.

    A row of zeros is a species whose rate depends on no level, its own included: it is conserved, keeps its level at a
    rate of zero, and has no state of rest if it is not.
    """
    n = right.size
    # Loops: with operations on whole arrays the code would ask for the compiler's own library, and could not be kept.
    for row in range(n):
        moves = False
        for column in range(n):
            moves = moves or matrix[row, column] != 0.0
        if not moves:
            if abs(right[row]) > STILL:
                return False
            matrix[row, row], right[row] = 1.0, 0.0
    for column in range(n):
        pivot = column
        for row in range(column + 1, n):
            if abs(matrix[row, column]) > abs(matrix[pivot, column]):
                pivot = row
        if matrix[pivot, column] == 0.0:
            return False
        if pivot != column:
            for i in range(column, n):
                matrix[column, i], matrix[pivot, i] = matrix[pivot, i], matrix[column, i]
            right[column], right[pivot] = right[pivot], right[column]
        for row in range(column + 1, n):
            factor = matrix[row, column] / matrix[column, column]
            if factor != 0.0:  # most slopes are zero
                for i in range(column + 1, n):
                    matrix[row, i] -= factor * matrix[column, i]
                right[row] -= factor * right[column]
    for row in range(n - 1, -1, -1):
        for i in range(row + 1, n):
            right[row] -= matrix[row, i] * right[i]
        right[row] /= matrix[row, row]
    return True
