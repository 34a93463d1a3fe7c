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
    for j in range(n):
        pivot, reach = band[j], min(width, n - j)
        inverse = 1.0 / pivot[0]
        for d in range(1, reach):
            row, weight = band[j + d], pivot[d] * inverse
            # From the first element of each row on, without a test: so the compiler takes several at a time.
            for e in range(width - d):
                row[e] -= weight * pivot[d + e]
        for d in range(1, reach):
            pivot[d] *= inverse


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
    for j in range(n - 1, -1, -1):
        row, tail = band[j], right[j:]
        value = right[j] / row[0]
        for d in range(1, min(width, n - j)):
            value -= row[d] * tail[d]
        right[j] = value
