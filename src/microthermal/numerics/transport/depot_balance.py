"""Table of the course of a depot, one row for each step."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit

Array = NDArray[np.float64]


class DepotCourse(NamedTuple):
    """What a depot did.

    ``time``, ``solid``, ``error`` (m,): moments, undissolved mass, estimate of the mass that steps have misplaced.
    ``dissolved``, ``taken`` (m, nz): dissolved mass and mass removed so far of each slab. ``mean`` (m, marks): mean
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


class Book(NamedTuple):
    """The rows of a :class:`DepotCourse`, with room for more."""

    time: Array
    solid: Array
    error: Array
    dissolved: Array
    taken: Array
    mean: Array


class DepotMoment(NamedTuple):
    """A depot now: time, free concentration and undissolved mass per volume (n,), mass removed (nz,), misplaced."""

    time: float
    free: Array
    dry: Array
    taken: Array
    misplaced: float


@njit(cache=True, nogil=True)
def empty_book(rows, slabs, marks):  # type: ignore[no-untyped-def]
    """An empty table."""
    return Book(
        time=np.empty(rows),
        solid=np.empty(rows),
        error=np.empty(rows),
        dissolved=np.empty((rows, slabs)),
        taken=np.empty((rows, slabs)),
        mean=np.empty((rows, marks)),
    )


@njit(cache=True, nogil=True)
def longer(book):  # type: ignore[no-untyped-def]
    """The same rows with as much room again."""
    rows = book.time.size
    found = empty_book(2 * rows, book.taken.shape[1], book.mean.shape[1])
    found.time[:rows], found.solid[:rows], found.error[:rows] = book.time, book.solid, book.error
    found.dissolved[:rows], found.taken[:rows], found.mean[:rows] = book.dissolved, book.taken, book.mean
    return found


@njit(cache=True, nogil=True)
def write(book, row, depot, marks, now):  # type: ignore[no-untyped-def]
    """Write one row; returns the number of the next."""
    rings, free = depot.mesh.rings, now.free
    book.time[row], book.error[row] = now.time, now.misplaced
    book.solid[row] = np.sum(now.dry * depot.mesh.volume)
    book.dissolved[row] = 0.0
    book.taken[row] = now.taken
    book.mean[row] = 0.0
    for i in range(free.size):
        book.dissolved[row, i // rings] += depot.store[i] * free[i]
        for k in range(marks.shape[0]):
            book.mean[row, k] += marks[k, i] * free[i]
    return row + 1


@njit(cache=True, nogil=True)
def fraction_above(before, after, level):  # type: ignore[no-untyped-def]
    """Fraction of a step that a concentration spends above a level, if it runs straight."""
    if before >= level and after >= level:
        return 1.0
    if before < level and after < level:
        return 0.0
    high, low = max(before, after), min(before, after)
    return (high - level) / (high - low)
