"""Release, diffusion and removal of a substance in a layered cylinder: implicit finite volumes, adaptive steps."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from microthermal.numerics.depot_steps import extrapolate, rates, share_above, solve

Array = NDArray[np.float64]

_MOST_STEPS = 200_000
_GROW, _SHRINK, _SAFETY = 1.6, 0.3, 0.9


class Mesh(NamedTuple):
    """Volumes (n,) and conductances of a cylinder of nz slabs and nr rings, cell i = slab * nr + ring.

    ``perfused`` is the volume from which substance is removed; it may be less than the volume.
    """

    rings: int
    volume: Array
    perfused: Array
    inward: Array
    upward: Array


class Course(NamedTuple):
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


def mesh_of(r_edges: Array, z_edges: Array, along_r: Array, along_z: Array) -> Mesh:
    """Volumes and conductances of a layered cylinder that nothing leaves through its walls.

    Parameters
    ----------
    r_edges : Array (nr + 1,)
        Edges of the rings, from 0.
    z_edges : Array (nz + 1,)
        Edges of the slabs.
    along_r, along_z : Array (nz,)
        Flux per gradient of free concentration (capacity times diffusion coefficient) of each slab.

    Notes
    -----
    Second order in space; across slabs of different kinds resistances add, so that flux is continuous.
    """
    dz, r = np.diff(z_edges), 0.5 * (r_edges[1:] + r_edges[:-1])
    area = np.pi * np.diff(r_edges**2)
    nz, nr = dz.size, r.size
    inward = np.zeros((nz, nr))  # between a ring and the next one inside it
    inward[:, 1:] = along_r[:, None] * dz[:, None] * (2.0 * np.pi * r_edges[1:-1] / np.diff(r))[None, :]
    upward = np.zeros((nz, nr))
    resistance = 0.5 * dz / along_z
    upward[1:] = area[None, :] / (resistance[1:] + resistance[:-1])[:, None]
    volume = (dz[:, None] * area[None, :]).ravel()
    return Mesh(nr, volume, volume.copy(), inward.ravel(), upward.ravel())


def cylinder_depot(
    mesh: Mesh,
    capacity: Array,
    moments: Array,
    removal: Array,
    free: Array,
    solid: Array,
    marks: Array,
    levels: Array,
    constants: tuple[float, float],
    span: tuple[float, float],
    stops: Array,
    control: tuple[float, float, float],
) -> Course:
    """Course of a depot that dissolves, spreads and is removed in a layered cylinder.

    Parameters
    ----------
    mesh : Mesh
        From :func:`mesh_of`.
    capacity : Array (nz,)
        Total over free concentration.
    moments, removal : Array (k,), (k, nz)
        Rate constant of removal of the free substance at moments, straight between them; a jump is two equal moments.
    free, solid : Array (n,)
        Free concentration, and undissolved mass per volume, at the beginning.
    marks : Array (marks, n)
        Weights of the means that are noted.
    levels : Array (levels,)
        Concentrations whose time above is counted.
    constants : tuple
        Solubility; dissolution constant 3 D / (rho r0²), 0 for a solution.
    span : tuple
        Begin and end.
    stops : Array (stops,)
        Moments inside the span on which a step must end, ascending.
    control : tuple
        First step; error of a step, as share of the dissolved mass; mass per capacity below which errors do not count.

    Returns
    -------
    Course
        One row for each step.

    Notes
    -----
    K dc/dt = div(K D grad c) - k c - dS/dt. Particles shrink as spheres, S = S0 u^(3/2),
    du/dt = -(2/3) constant (Cs - c), u >= 0, which is Noyes and Whitney's law with kd = constant S0^(2/3) S^(1/3).
    Each step is one backward Euler step and two halves of it, for c and u at once (Newton), unsplit: steady states are
    exact for any step, and the matrix is an M-matrix, so nothing becomes negative. Their difference measures the error
    and, subtracted flux by flux, makes the step second order in time; fluxes are cut (Zalesak) where a cell would give
    more than it has. What one place gives another gets, so mass is kept to round-off.
    """
    arrays = _march(
        mesh.rings,
        mesh.volume,
        mesh.perfused,
        mesh.inward,
        mesh.upward,
        capacity,
        moments,
        removal,
        free,
        solid,
        marks,
        levels,
        constants[0],
        constants[1],
        span[0],
        span[1],
        stops,
        control[0],
        control[1],
        control[2],
    )
    return Course(*arrays)


@njit(cache=True, nogil=True)
def _march(  # type: ignore[no-untyped-def]
    nr,
    volume,
    perfused,
    inward,
    upward,
    capacity,
    moments,
    removal,
    free,
    solid,
    marks,
    levels,
    solubility,
    dissolution,
    begin,
    end,
    stops,
    first,
    tolerance,
    least,
):
    n, nz = free.size, capacity.size
    c, dry, first_solid = free.copy(), solid.copy(), solid.copy()
    surface = np.where(first_solid > 0.0, 1.0, 0.0)  # (radius / first radius)²
    store = volume * np.repeat(capacity, nr)
    peak, area = c.copy(), np.zeros(n)
    above = np.zeros((n, levels.size))
    taken, lost, misplaced = np.zeros(nz), np.zeros(n), 0.0
    book = _empty_book(256, nz, marks.shape[0])
    count = _write(book, 0, begin, c, dry, volume, store, marks, taken, misplaced, nr)
    whole, half, last = np.empty(n), np.empty(n), np.empty(n)
    out_whole, out_half, out_last = np.empty(n), np.empty(n), np.empty(n)
    grain, grain_half = np.empty(n), np.empty(n)
    dry_new, c_new = np.empty(n), np.empty(n)
    rate, rate_half = np.empty(nz), np.empty(nz)
    now, width, stop, tries = begin, first, 0, 0
    while now < end and tries < _MOST_STEPS:
        tries += 1
        while stop < stops.size and stops[stop] <= now:
            stop += 1
        goal = stops[stop] if stop < stops.size and stops[stop] < end else end
        lands = now + 1.2 * width >= goal
        step = goal - now if lands else width
        rates(now, step, moments, removal, rate)
        rates(now, 0.5 * step, moments, removal, rate_half)
        good = solve(
            nr,
            volume,
            perfused,
            store,
            inward,
            upward,
            step,
            rate,
            c,
            surface,
            first_solid,
            solubility,
            dissolution,
            c,
            whole,
            grain,
            out_whole,
        )
        half[:] = 0.5 * (c + whole)
        good = good and solve(
            nr,
            volume,
            perfused,
            store,
            inward,
            upward,
            0.5 * step,
            rate_half,
            c,
            surface,
            first_solid,
            solubility,
            dissolution,
            half,
            half,
            grain_half,
            out_half,
        )
        good = good and solve(
            nr,
            volume,
            perfused,
            store,
            inward,
            upward,
            0.5 * step,
            rate,
            half,
            grain_half,
            first_solid,
            solubility,
            dissolution,
            whole,
            last,
            grain,
            out_last,
        )
        if not good:
            width = 0.25 * step
            continue
        wrong, content = 0.0, 0.0
        for i in range(n):
            wrong += store[i] * abs(last[i] - whole[i])
            content += store[i] * last[i]  # relative to what is left, so that a tail is followed down
        allowed = tolerance * (content + least)
        if wrong > 2.0 * allowed and step > first:
            width = max(_SHRINK, _SAFETY * np.sqrt(allowed / wrong)) * step
            continue
        misplaced += wrong * np.sqrt(wrong / max(content, 1e-300))
        extrapolate(
            nr,
            volume,
            perfused,
            store,
            inward,
            upward,
            step,
            rate,
            rate_half,
            dry,
            whole,
            half,
            last,
            out_whole,
            out_half,
            out_last,
            c_new,
            dry_new,
            lost,
        )
        for i in range(n):
            taken[i // nr] += lost[i]
            area[i] += step * (c[i] + 4.0 * half[i] + c_new[i]) / 6.0
            peak[i] = max(peak[i], c_new[i])
            for k in range(levels.size):
                above[i, k] += step * share_above(c[i], c_new[i], levels[k])
            c[i], dry[i] = c_new[i], dry_new[i]
            surface[i] = (dry[i] / first_solid[i]) ** (2.0 / 3.0) if dry[i] > 0.0 else 0.0
        now = goal if lands else now + step
        if count == book[0].size:
            book = _longer(book)
        count = _write(book, count, now, c, dry, volume, store, marks, taken, misplaced, nr)
        width = min(max(_SAFETY * np.sqrt(allowed / max(wrong, 1e-300)), _SHRINK), _GROW) * step
    time, undissolved, error, dissolved, removed, mean = book
    return (
        time[:count].copy(),
        undissolved[:count].copy(),
        error[:count].copy(),
        dissolved[:count].copy(),
        removed[:count].copy(),
        mean[:count].copy(),
        peak,
        area,
        above,
        c,
        dry,
        now >= end,
    )


@njit(cache=True, nogil=True)
def _empty_book(rows, nz, marks):  # type: ignore[no-untyped-def]
    return (
        np.empty(rows),
        np.empty(rows),
        np.empty(rows),
        np.empty((rows, nz)),
        np.empty((rows, nz)),
        np.empty((rows, marks)),
    )


@njit(cache=True, nogil=True)
def _longer(book):  # type: ignore[no-untyped-def]
    rows = book[0].size
    longer = _empty_book(2 * rows, book[3].shape[1], book[5].shape[1])
    longer[0][:rows], longer[1][:rows], longer[2][:rows] = book[0], book[1], book[2]
    longer[3][:rows], longer[4][:rows], longer[5][:rows] = book[3], book[4], book[5]
    return longer


@njit(cache=True, nogil=True)
def _write(book, row, now, c, dry, volume, store, marks, taken, misplaced, nr):  # type: ignore[no-untyped-def]
    book[0][row], book[2][row] = now, misplaced
    book[1][row] = np.sum(dry * volume)
    book[3][row] = 0.0
    book[4][row] = taken
    book[5][row] = 0.0
    for i in range(c.size):
        book[3][row, i // nr] += store[i] * c[i]
        for k in range(marks.shape[0]):
            book[5][row, k] += marks[k, i] * c[i]
    return row + 1
