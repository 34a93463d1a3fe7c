"""Least squares with no negative coefficient, for a few columns and many right sides; as products.py in one order."""

from __future__ import annotations

import math
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit

Array: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

# A gain below this many roundings of the largest sum of a column is none.
_ROUNDINGS: Final = 10.0
# Exchanges of columns after which no end is expected, for each column.
_EXCHANGES: Final = 30


def nonnegative(matrix: Array, rights: Array) -> Array:
    """Coefficients that come nearest to each right side, none negative.

    Parameters
    ----------
    matrix : Array, (row, column)
        Columns, none of them a sum of others.
    rights : Array, (right, row)
        Right sides.

    Returns
    -------
    Array, (right, column)
        Coefficients; the nearest ones are unique.

    Raises
    ------
    RuntimeError
        If columns go in and out without end.

    Notes
    -----
    The active set of Lawson and Hanson 1974, chapter 23: the column that gains most comes in, least squares of those
    that are in by modified Gram and Schmidt, the right side being the last column (Björck 1967), and who would become
    negative goes out again.
    """
    shape = (rights.shape[0], matrix.shape[1])
    found, columns = np.zeros(shape), np.asfortranarray(matrix, dtype=np.float64)
    least = _ROUNDINGS * max(matrix.shape) * float(np.finfo(np.float64).eps * np.abs(matrix).sum(axis=0).max())
    for number, right in enumerate(np.ascontiguousarray(rights, dtype=np.float64)):
        if not _nearest(columns.T, right, least, found[number]):
            raise RuntimeError("least squares with no negative coefficient came to no end")
    return found


@njit(cache=True)
def _nearest(columns: Array, right: Array, least: float, found: Array) -> bool:
    """Coefficients of one right side into ``found``, 0 before; columns (column, row). Whether it came to its end."""
    count, size = columns.shape
    inside, spurned = np.zeros(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_)
    trial, rest = np.zeros(count), np.empty(size)
    for row in range(size):
        rest[row] = right[row]
    for _ in range(_EXCHANGES * count):
        best, most = -1, least
        for column in range(count):
            if inside[column] or spurned[column]:
                continue
            gain = 0.0
            for row in range(size):
                gain += columns[column, row] * rest[row]
            if gain > most:
                best, most = column, gain
        if best < 0:
            return True
        inside[best] = True
        _least_squares(columns, right, inside, trial)
        if trial[best] <= 0.0:  # its gain was rounding
            inside[best], spurned[best] = False, True
            continue
        while True:
            out, step = -1, 1.0
            for column in range(count):
                if inside[column] and trial[column] <= 0.0:
                    part = found[column] / (found[column] - trial[column]) if found[column] > 0.0 else 0.0
                    if out < 0 or part < step:
                        out, step = column, part
            if out < 0:
                break
            for column in range(count):
                if inside[column]:
                    found[column] += step * (trial[column] - found[column])
            inside[out], found[out] = False, 0.0
            _least_squares(columns, right, inside, trial)
        for column in range(count):
            found[column] = trial[column] if inside[column] else 0.0
            spurned[column] = False
        for row in range(size):
            left = right[row]
            for column in range(count):
                left -= columns[column, row] * found[column]
            rest[row] = left
    return False


@njit(cache=True)
def _least_squares(columns: Array, right: Array, inside: Flags, trial: Array) -> None:
    """Least squares over the columns that are inside, into ``trial``; 0 for the others."""
    most, size, count = inside.size, right.size, 0
    which, shares, rest = np.empty(most, dtype=np.int64), np.empty(most), np.empty(size)
    basis, upper = np.empty((most, size)), np.zeros((most, most))
    for row in range(size):
        rest[row] = right[row]
    for column in range(most):
        if inside[column]:
            which[count] = column
            for row in range(size):
                basis[count, row] = columns[column, row]
            count += 1
    for place in range(count):
        length = 0.0
        for row in range(size):
            length += basis[place, row] ** 2
        length = math.sqrt(length)
        upper[place, place] = length
        for row in range(size):
            basis[place, row] /= length
        for later in range(place + 1, count):
            part = 0.0
            for row in range(size):
                part += basis[place, row] * basis[later, row]
            upper[place, later] = part
            for row in range(size):
                basis[later, row] -= part * basis[place, row]
        share = 0.0
        for row in range(size):
            share += basis[place, row] * rest[row]
        shares[place] = share
        for row in range(size):
            rest[row] -= share * basis[place, row]
    trial[:] = 0.0
    for place in range(count - 1, -1, -1):
        value = shares[place]
        for later in range(place + 1, count):
            value -= upper[place, later] * trial[which[later]]
        trial[which[place]] = value / upper[place, place]
