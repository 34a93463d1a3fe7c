"""Triangular factors of small positive matrices, and what they solve, in one order on one core; as products.py."""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit

Array: TypeAlias = NDArray[np.float64]


def solved(matrix: Array, right: Array) -> Array:
    """Solution of a system with a symmetric positive matrix.

    Parameters
    ----------
    matrix : Array, (row, row)
        Symmetric and positive definite.
    right : Array, (row, column)
        Right sides.

    Raises
    ------
    ValueError
        If the matrix is not positive definite.
    """
    factor, found = np.array(matrix, dtype=np.float64), np.array(right, dtype=np.float64)
    if not _factored(factor):
        raise ValueError("the matrix is not positive definite")
    _solve(factor, found)
    return found


@njit(cache=True)
def _factored(matrix: Array) -> bool:
    """Cholesky's lower factor in the place of the matrix; False if it has none."""
    for row in range(matrix.shape[0]):
        for column in range(row + 1):
            left = matrix[row, column]
            for inner in range(column):
                left -= matrix[row, inner] * matrix[column, inner]
            if column < row:
                matrix[row, column] = left / matrix[column, column]
            elif left > 0.0:
                matrix[row, row] = math.sqrt(left)
            else:
                return False
    return True


@njit(cache=True)
def _solve(factor: Array, right: Array) -> None:
    size, columns = right.shape
    for row in range(size):
        for inner in range(row):
            for column in range(columns):
                right[row, column] -= factor[row, inner] * right[inner, column]
        for column in range(columns):
            right[row, column] /= factor[row, row]
    for row in range(size - 1, -1, -1):
        for inner in range(row + 1, size):
            for column in range(columns):
                right[row, column] -= factor[inner, row] * right[inner, column]
        for column in range(columns):
            right[row, column] /= factor[row, row]
