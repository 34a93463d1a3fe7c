"""Table of the course of a depot, one row for each step."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit

Array = NDArray[np.float64]

# First columns of the table; then come the dissolved and the eliminated mass of each slab, and the means.
TIME, SOLID, ERROR, SLABS = 0, 1, 2, 3


class DepotCourse(NamedTuple):
    """What a depot did.

    ``time``, ``solid``, ``error`` (m,): moments, undissolved mass, estimate of the mass that steps have misplaced.
    ``dissolved``, ``taken`` (m, nz): dissolved mass and mass eliminated so far of each slab. ``mean`` (m, marks): mean
    free concentration of marked regions. ``peak``, ``area`` (n,): highest free concentration and its integral.
    ``above`` (n, levels): time above each level. ``free``, ``left`` (n,): free concentration and undissolved mass per
    volume at the end. ``done``: whether the end was reached.
    """

    time: Array
    solid: Array
    error: Array
    dissolved: Array
    taken: Array
    mean: Array
    peak: Array
    area: Array
    above: Array
    free: Array
    left: Array
    done: bool


@njit(cache=True, nogil=True)
def write(row, depot, marks, free, dry):  # type: ignore[no-untyped-def]
    """Fill in the masses and the means of one row, whose time, error and eliminated masses stand in it already."""
    slabs = (row.size - SLABS - marks.shape[0]) // 2
    means = SLABS + 2 * slabs
    row[SOLID] = 0.0
    for k in range(slabs):
        row[SLABS + k] = 0.0
    for k in range(means, row.size):
        row[k] = 0.0
    for i in range(free.size):
        row[SOLID] += depot.volume[i] * dry[i]
        row[SLABS + depot.slab[i]] += depot.store[i] * free[i]
        for k in range(marks.shape[0]):
            row[means + k] += marks[k, i] * free[i]


@njit(cache=True, nogil=True)
def fraction_above(before, after, level):  # type: ignore[no-untyped-def]
    """Fraction of a step that a concentration spends above a level, if it runs straight."""
    if before >= level and after >= level:
        return 1.0
    if before < level and after < level:
        return 0.0
    high, low = max(before, after), min(before, after)
    return (high - level) / (high - low)
