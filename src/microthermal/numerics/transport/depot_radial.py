"""Release, diffusion and elimination of a substance from a spherical depot: implicit finite volumes on shells."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.transport.depot_balance import fraction_above

Array = NDArray[np.float64]

# Columns of a course.
SOLID, DISSOLVED, ELIMINATED, MEAN, COLUMNS = 0, 1, 2, 3, 4


class _Shells(NamedTuple):
    # Volumes (n,), conductances between them (n - 1,), volumes of those that hold substance at the beginning (n,), and
    # total over free concentration.
    volume: Array
    conductance: Array
    wet: Array
    capacity: float


@njit(cache=True)
def radial_depot(
    edges: Array,
    times: Array,
    elimination: Array,
    free: Array,
    solid: Array,
    constants: Array,
) -> tuple[Array, Array, Array, Array]:
    """Course of a depot that dissolves, spreads and is eliminated.

    Parameters
    ----------
    edges : Array (n + 1,)
        Radii of the shells, from 0.
    times : Array (m + 1,)
        Times; one implicit step leads from each to the next.
    elimination : Array (m,)
        Rate constant of elimination of the free substance during each step.
    free : Array (n,)
        Free concentration at the beginning.
    solid : Array (n,)
        Undissolved mass per volume at the beginning.
    constants : Array (5,)
        Total over free concentration; diffusion coefficient; solubility; dissolution constant 3 D / (rho r0²); a
        level whose time above is counted.

    Returns
    -------
    course : Array (m + 1, 4)
        Undissolved mass, dissolved mass (free and bound), mass eliminated so far, mean free concentration of the
        shells that hold substance at the beginning.
    peak : Array (n,)
        Highest free concentration of each shell.
    last : Array (n,)
        Free concentration at the end.
    above : Array (n,)
        Time above the level.

    Notes
    -----
    K dc/dt = div(K D grad c) - k c + kd (Cs - c),  dS/dt = -kd (Cs - c),  kd = constant S0^(2/3) S^(1/3);
    no flux through the outer shell. Backward Euler in time with S^(1/3) from the step before (first order),
    central differences in space (second order). What dissolves is never more than what is there, and mass is
    balanced to round-off. Where no solid was at the beginning none can form.
    """
    n, m = free.size, times.size - 1
    capacity, diffusion, solubility, dissolution, level = constants
    volume = 4.0 / 3.0 * np.pi * (edges[1:] ** 3 - edges[:-1] ** 3)
    centre = 0.5 * (edges[1:] + edges[:-1])
    conductance = 4.0 * np.pi * edges[1:-1] ** 2 * capacity * diffusion / (centre[1:] - centre[:-1])
    # Not by `where`, which the compiler turns into lists: code that makes lists cannot be kept for other processes.
    wet = np.zeros(n)
    for i in range(n):
        if free[i] + solid[i] > 0.0:
            wet[i] = volume[i]
    shells = _Shells(volume=volume, conductance=conductance, wet=wet, capacity=capacity)
    first_solid = solid.copy()
    solid = solid.copy()
    free = free.copy()
    peak, above = free.copy(), np.zeros(n)
    course = np.zeros((m + 1, COLUMNS))
    eliminated = 0.0
    _note(course[0], shells, free, solid, eliminated)
    rate = np.zeros(n)
    supply = np.zeros(n)
    for step in range(m):
        width = times[step + 1] - times[step]
        for i in range(n):
            rate[i] = dissolution * first_solid[i] ** (2.0 / 3.0) * solid[i] ** (1.0 / 3.0) if solid[i] > 0.0 else 0.0
            supply[i] = rate[i] * solubility
        # A shell whose solid would be overdrawn gives what it has, and the step is solved again.
        overdrawn = True
        while overdrawn:
            overdrawn = False
            new = _step(shells, width, elimination[step], free, rate, supply)
            for i in range(n):
                if rate[i] > 0.0 and width * (supply[i] - rate[i] * new[i]) > solid[i]:
                    rate[i], supply[i] = 0.0, solid[i] / width
                    overdrawn = True
        for i in range(n):
            solid[i] = max(solid[i] - width * (supply[i] - rate[i] * new[i]), 0.0)
            eliminated += width * elimination[step] * new[i] * volume[i]
            above[i] += width * fraction_above(free[i], new[i], level)
            free[i] = new[i]
            peak[i] = max(peak[i], new[i])
        _note(course[step + 1], shells, free, solid, eliminated)
    return course, peak, free, above


@njit(cache=True)
def _step(shells: _Shells, width: float, elimination: float, free: Array, rate: Array, supply: Array) -> Array:
    """One backward Euler step: a tridiagonal system, solved by elimination."""
    n, volume, conductance, capacity = free.size, shells.volume, shells.conductance, shells.capacity
    diagonal = volume * (capacity / width + elimination + rate)
    right = volume * (capacity / width * free + supply)
    for i in range(n - 1):
        diagonal[i] += conductance[i]
        diagonal[i + 1] += conductance[i]
    for i in range(1, n):
        factor = conductance[i - 1] / diagonal[i - 1]
        diagonal[i] -= factor * conductance[i - 1]
        right[i] += factor * right[i - 1]
    new = np.empty(n)
    new[n - 1] = right[n - 1] / diagonal[n - 1]
    for i in range(n - 2, -1, -1):
        new[i] = (right[i] + conductance[i] * new[i + 1]) / diagonal[i]
    return new


@njit(cache=True)
def _note(row: Array, shells: _Shells, free: Array, solid: Array, eliminated: float) -> None:
    volume, wet = shells.volume, shells.wet
    row[SOLID] = np.sum(solid * volume)
    row[DISSOLVED] = shells.capacity * np.sum(free * volume)
    row[ELIMINATED] = eliminated
    if np.sum(wet) > 0.0:
        row[MEAN] = np.sum(free * wet) / np.sum(wet)
