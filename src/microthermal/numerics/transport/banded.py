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
        ``band[j, d]`` is the element of row ``j + d`` and column ``j``; becomes D in column 0 and L beside it.

    Notes
    -----
    Of a symmetric M-matrix the factors have no growth, so no pivots are needed. Cost n b² / 2 products.
    """
    n, width = band.shape
    scaled = np.empty(width)
    for j in range(n):
        reach = min(width, n - j)
        inverse = 1.0 / band[j, 0]
        for d in range(1, reach):
            scaled[d] = band[j, d]
            band[j, d] *= inverse
        for d in range(1, reach):
            weight = band[j, d]
            if weight != 0.0:
                row = band[j + d]
                for e in range(d, reach):
                    row[e - d] -= weight * scaled[e]


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
        reach = min(width, n - j)
        value = right[j]
        for d in range(1, reach):
            right[j + d] -= band[j, d] * value
    for j in range(n):
        right[j] /= band[j, 0]
    for j in range(n - 1, -1, -1):
        reach = min(width, n - j)
        value = right[j]
        for d in range(1, reach):
            value -= band[j, d] * right[j + d]
        right[j] = value
