"""Symmetric positive definite systems whose matrix has a narrow band: factors without pivots, in place."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit

Array = NDArray[np.float64]


@njit(cache=True, nogil=True)
def factor_banded(band: Array) -> None:
    """Replace a banded matrix by its factors L D Lᵀ.

    Parameters
    ----------
    band : Array (n, b + 1)
        ``band[j, d]`` is the element of row ``j + d`` and column ``j``, none where there is no such row; becomes D in
        column 0 and L beside it.

    Notes
    -----
    Of a symmetric M-matrix the factors have no growth, so no pivots are needed. Cost n b² / 2 products.
    """
    n, width = band.shape
    for j in range(0, n - 1, 2):  # two columns at a time, so that each row below is read and written once for both
        one, two = band[j], band[j + 1]
        first = 1.0 / one[0]
        weight = one[1] * first
        for e in range(width - 1):
            two[e] -= weight * one[e + 1]
        second = 1.0 / two[0]
        for d in range(2, min(width, n - j)):
            row, left, right = band[j + d], one[d] * first, two[d - 1] * second
            for e in range(width - d):
                row[e] = row[e] - left * one[d + e] - right * two[d - 1 + e]
            row[width - d] -= right * two[width - 1]
        if j + width < n:
            band[j + width, 0] -= two[width - 1] * second * two[width - 1]
        for d in range(1, width):
            one[d] *= first
            two[d] *= second


@njit(cache=True, nogil=True)
def solve_banded(band: Array, right: Array) -> None:
    """Replace a right side by the solution, given the factors of :func:`factor_banded`.

    Parameters
    ----------
    band : Array (n, b + 1)
        Factors.
    right : Array (n,)
        Right side; becomes the solution.
    """
    n, width = band.shape
    for j in range(n):
        row, tail, value = band[j], right[j:], right[j]
        for d in range(1, min(width, n - j)):
            tail[d] -= row[d] * value
        right[j] = value / row[0]
    for j in range(n - 1, -1, -1):
        row, tail, value = band[j], right[j:], right[j]
        for d in range(min(width, n - j) - 1, 0, -1):  # from afar, so that what was found last is waited for last
            value -= row[d] * tail[d]
        right[j] = value
