"""Conjugate gradients on even voxels: what each gives to its six neighbours, solved to a residual that is stated.

All sums run in the order of the voxels, in one thread, so that an answer has the same bits wherever it is found.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.errors import ConvergenceError
from microthermal.numerics.compiling import njit

Array = NDArray[np.float64]
# Diagonal, and couplings (not below 0) to the voxel above, before and left of each (z, y, x); 0 where there is none.
Matrix: TypeAlias = tuple[Array, Array, Array, Array]

# Steps after which the search gives up.
MOST_STEPS = 3000
# What the incomplete factors leave out is added to their pivots up to this part: 0 is the plain incomplete Cholesky
# factor; 1 keeps the sum of each row, and may end in a pivot of 0.
_MIXED = 0.97


def solved(matrix: Matrix, source: Array, bound: float, tolerance: float, begin: Array) -> tuple[Array, float]:
    """Solve A x = b for a symmetric A whose diagonal outweighs its couplings.

    Parameters
    ----------
    matrix : tuple of Array, (z, y, x)
        Diagonal and couplings.
    source : Array, (z, y, x)
        b.
    bound : float
        The scale of the residual is this number less b·x: for a potential, the power that its poles give.
    tolerance : float
        Sum of all residuals, without their signs, over that scale.
    begin : Array, (z, y, x)
        First guess, such as an earlier solution.

    Returns
    -------
    tuple
        x, and the residual over the scale, computed anew from x.

    Raises
    ------
    ConvergenceError
        If the steps run out.

    Notes
    -----
    Conjugate gradients, preconditioned by modified incomplete Cholesky factors without fill. Where the residual that is
    carried along is small enough, it is computed anew, and the search begins again where that one is not.
    """
    level = np.array(begin)
    steps, missed = _search(matrix, source, bound, tolerance, MOST_STEPS, level)
    if steps < 0:
        raise ConvergenceError(
            f"the potential of a block: after {MOST_STEPS} steps of conjugate gradients currents still miss their "
            f"balance by {missed:.1e} of the power, and {tolerance:.1e} is asked"
        )
    return level, missed


@njit(cache=True)
def dot(one: Array, other: Array) -> float:
    """Sum of products, in the order of the voxels."""
    found = 0.0
    slabs, rows, columns = one.shape
    for i in range(slabs):
        for j in range(rows):
            for k in range(columns):
                found += one[i, j, k] * other[i, j, k]
    return found


@njit(cache=True)
def _pivots(matrix: Matrix) -> Array:
    diagonal, above, before, left = matrix
    found = np.empty_like(diagonal)
    slabs, rows, columns = diagonal.shape
    for i in range(slabs):
        for j in range(rows):
            for k in range(columns):
                pivot = diagonal[i, j, k]
                # What the neighbour couples to besides, and its factors leave out: ahead of it on the other two axes.
                if i > 0 and above[i, j, k] > 0.0:
                    beside = before[i - 1, j + 1, k] if j + 1 < rows else 0.0
                    beside += left[i - 1, j, k + 1] if k + 1 < columns else 0.0
                    pivot -= above[i, j, k] * (above[i, j, k] + _MIXED * beside) / found[i - 1, j, k]
                if j > 0 and before[i, j, k] > 0.0:
                    beside = above[i + 1, j - 1, k] if i + 1 < slabs else 0.0
                    beside += left[i, j - 1, k + 1] if k + 1 < columns else 0.0
                    pivot -= before[i, j, k] * (before[i, j, k] + _MIXED * beside) / found[i, j - 1, k]
                if k > 0 and left[i, j, k] > 0.0:
                    beside = above[i + 1, j, k - 1] if i + 1 < slabs else 0.0
                    beside += before[i, j + 1, k - 1] if j + 1 < rows else 0.0
                    pivot -= left[i, j, k] * (left[i, j, k] + _MIXED * beside) / found[i, j, k - 1]
                found[i, j, k] = pivot
    return found


@njit(cache=True)
def _preconditioned(matrix: Matrix, pivots: Array, residual: Array, found: Array) -> None:
    _, above, before, left = matrix
    slabs, rows, columns = pivots.shape
    for i in range(slabs):
        for j in range(rows):
            for k in range(columns):
                value = residual[i, j, k]
                if i > 0:
                    value += above[i, j, k] * found[i - 1, j, k]
                if j > 0:
                    value += before[i, j, k] * found[i, j - 1, k]
                if k > 0:
                    value += left[i, j, k] * found[i, j, k - 1]
                found[i, j, k] = value / pivots[i, j, k]
    for i in range(slabs - 1, -1, -1):
        for j in range(rows - 1, -1, -1):
            for k in range(columns - 1, -1, -1):
                value = 0.0
                if i + 1 < slabs:
                    value += above[i + 1, j, k] * found[i + 1, j, k]
                if j + 1 < rows:
                    value += before[i, j + 1, k] * found[i, j + 1, k]
                if k + 1 < columns:
                    value += left[i, j, k + 1] * found[i, j, k + 1]
                found[i, j, k] += value / pivots[i, j, k]


@njit(cache=True)
def _times(matrix: Matrix, level: Array, found: Array) -> None:
    diagonal, above, before, left = matrix
    slabs, rows, columns = level.shape
    for i in range(slabs):
        for j in range(rows):
            for k in range(columns):
                value = diagonal[i, j, k] * level[i, j, k]
                if i > 0:
                    value -= above[i, j, k] * level[i - 1, j, k]
                if i + 1 < slabs:
                    value -= above[i + 1, j, k] * level[i + 1, j, k]
                if j > 0:
                    value -= before[i, j, k] * level[i, j - 1, k]
                if j + 1 < rows:
                    value -= before[i, j + 1, k] * level[i, j + 1, k]
                if k > 0:
                    value -= left[i, j, k] * level[i, j, k - 1]
                if k + 1 < columns:
                    value -= left[i, j, k + 1] * level[i, j, k + 1]
                found[i, j, k] = value


@njit(cache=True)
def _anew(matrix: Matrix, source: Array, level: Array, residual: Array) -> float:
    # Residual from the level itself; the sum of it without signs.
    _times(matrix, level, residual)
    missed = 0.0
    slabs, rows, columns = level.shape
    for i in range(slabs):
        for j in range(rows):
            for k in range(columns):
                residual[i, j, k] = source[i, j, k] - residual[i, j, k]
                missed += abs(residual[i, j, k])
    return missed


@njit(cache=True, nogil=True)
def _search(
    matrix: Matrix, source: Array, bound: float, tolerance: float, most: int, level: Array
) -> tuple[int, float]:
    # Steps that were taken, or -1 where they ran out; residual over the scale.
    pivots = _pivots(matrix)
    residual, ready = np.empty_like(level), np.empty_like(level)
    ahead, pushed = np.zeros_like(level), np.empty_like(level)
    slabs, rows, columns = level.shape
    missed, weight, fresh = _anew(matrix, source, level, residual), 0.0, True
    for step in range(most + 1):
        scale = bound - dot(source, level)
        if missed <= tolerance * scale and not fresh:
            missed, weight, fresh = _anew(matrix, source, level, residual), 0.0, True
        if missed <= tolerance * scale:
            return step, missed / scale if scale > 0.0 else 0.0
        _preconditioned(matrix, pivots, residual, ready)
        before, weight = weight, dot(residual, ready)
        turn = 0.0 if fresh else weight / before
        fresh = False
        for i in range(slabs):
            for j in range(rows):
                for k in range(columns):
                    ahead[i, j, k] = ready[i, j, k] + turn * ahead[i, j, k]
        _times(matrix, ahead, pushed)
        length = weight / dot(ahead, pushed)
        missed = 0.0
        for i in range(slabs):
            for j in range(rows):
                for k in range(columns):
                    level[i, j, k] += length * ahead[i, j, k]
                    residual[i, j, k] -= length * pushed[i, j, k]
                    missed += abs(residual[i, j, k])
    scale = bound - dot(source, level)
    return -1, missed / scale
