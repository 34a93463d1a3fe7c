"""Product of small matrices, summed in one order on one core.

The libraries behind NumPy divide larger products among threads: their sums then depend on how many there are, and idle
threads that wait for the next product cost more processor time than the products of a simulation do.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit

Array: TypeAlias = NDArray[np.float64]


def product(left: Array, right: Array) -> Array:
    """Product of two matrices, over the inner axis in its order.

    Parameters
    ----------
    left : Array, (row, inner)
        Where many of its values are 0, as those of a sparse matrix, it takes less time.
    right : Array, (inner, column)
        Finite values.
    """
    return np.asarray(_product(np.ascontiguousarray(left), np.ascontiguousarray(right)))


@njit(cache=True)
def _product(left: Array, right: Array) -> Array:
    found = np.zeros((left.shape[0], right.shape[1]))
    for row in range(left.shape[0]):
        for inner in range(left.shape[1]):
            value = left[row, inner]
            if value == 0.0:
                continue
            for column in range(right.shape[1]):
                found[row, column] += value * right[inner, column]
    return found
