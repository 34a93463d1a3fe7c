"""Uniform numbers by counting: number (row, column) depends on the seed and its place only."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.light.counter_random import STRIDE, mixed, photon_counter, uniform

Array: TypeAlias = NDArray[np.float64]


def uniforms(seed: int, rows: int, columns: int) -> Array:
    """Uniform numbers in [0, 1), (rows, columns); more rows leave the first ones as they are.

    Parameters
    ----------
    seed : int
        Which numbers.
    rows, columns : int
        How many.
    """
    found = np.empty((rows, columns))
    _fill(np.uint64(seed), found)
    return found


@njit(cache=True)
def _fill(seed: np.uint64, found: Array) -> None:
    for row in range(found.shape[0]):
        start = photon_counter(seed, np.uint64(row))
        for column in range(found.shape[1]):
            found[row, column] = uniform(mixed(start + np.uint64(column) * STRIDE))
