"""Collimated light inside the heat loop: absorption that follows temperature and water, and a floor that recedes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.elementary import fraction_lost
from microthermal.numerics.heat.absorber import Scene, absorption_now, absorption_of
from microthermal.numerics.heat.boiling import Cell, Slab, cell_of, heated, room, slab_of
from microthermal.numerics.heat.enthalpy import SLACK, Array, State
from microthermal.numerics.heat.links import whole
from microthermal.numerics.heat.removal import due, leave

# Once less than this fraction of the light at the floor is left, the next cell absorbs all of it; columns with less
# than this fraction of the highest fluence are left out.
FAINTEST, FAINTEST_COLUMN = 1e-5, 1e-8
# The same cut-off for light scattered to the wall of a channel; the last cell absorbs the rest.
FAINTEST_AT_WALL = 1e-3
# One portion of light may warm a wet cell by this many kelvin, or evaporate this fraction of its water; then its
# absorption is updated.
WARMING = 30.0
DRYING = 0.1
# The absorption of a wet cell is updated when the cell has warmed by more than this [K].
NOTICED = 2.0
# Within this distance of boiling [K] a portion is limited by what boils, not by warming.
NEARLY = 1e-6
# Marks, in place of its temperature, a cell whose absorption is at its lower limit, but for ROUNDING (relative).
BLEACHED = np.inf
ROUNDING = 1e-12


class Columns(NamedTuple):
    """Work arrays along the slabs (z,); of the column that is lit now unless said otherwise.

    ``taken`` is the fraction of the incident light that each cell absorbs, ``mark`` the temperature for which it was
    computed, ``left`` the heat per volume that a boiling cell can still take up; ``veil`` the fraction that the plume
    takes in an open cell, ``thrown`` light scattered to the wall, ``sent`` (z + 1,) light that was sent while the floor
    was at each depth. Of all columns: ``wall`` is the light on the wall of each slab, ``opened`` its outermost open
    ring.
    """

    taken: Array
    mark: Array
    left: Array
    veil: Array
    thrown: Array
    sent: Array
    wall: Array
    opened: NDArray[np.int64]


def columns_for(slabs: int) -> Columns:
    """Work arrays for so many slabs."""
    taken, mark, left, veil, thrown, wall = np.zeros((6, slabs))
    return Columns(
        taken, mark, left, veil, thrown, sent=np.zeros(slabs + 1), wall=wall, opened=np.zeros(slabs, np.int64)
    )


@njit(cache=True)
def expose_columns(scene: Scene, columns: Columns, entrance: Array, scale: float) -> tuple[float, float]:
    """Absorb collimated light in each column, and remove the cells that meet the removal criterion.

    Parameters
    ----------
    scene : Scene
        What the light meets.
    columns : Columns
        Work arrays.
    entrance : Array, (r,)
        Energy per area that enters each column in the whole pulse.
    scale : float
        Fraction of it that enters now.

    Returns
    -------
    tuple of float
        Energy absorbed; heat that left with removed cells.

    Notes
    -----
    A cell absorbs the fraction 1 - exp(-μ Δz) of what reaches it. The light is sent in portions: each is as large as
    the present absorption stays accurate for, and ends when a cell is removed, so that later light passes through the
    opening. The result therefore does not depend on how the pulse is cut into steps, as far as no heat is conducted. In
    a removed cell the plume takes the fraction 1 - exp(-plume Δz) and scatters it to the wall at that depth, beyond
    the outermost ring with light, where it is absorbed outward by the same law; without a wall it takes nothing.
    """
    space, state = scene.space, scene.state
    slabs, rings = state.temperature.shape
    for i in range(slabs):
        # The plume scatters light only at depths where the outermost ring is still there to absorb it.
        walled = state.removed[i, rings - 1] == 0.0
        columns.veil[i] = fraction_lost(scene.absorber.plume * space.heights[i]) if walled else 0.0
        columns.wall[i] = 0.0
    absorbed = 0.0
    ejected = 0.0
    least = FAINTEST_COLUMN * scale * np.max(entrance)
    for j in range(rings):
        if scale * entrance[j] > least:
            taken, left = _drill(scene, j, scale * entrance[j], columns)
            absorbed += taken
            ejected += left
            for i in range(slabs):
                if columns.thrown[i] > 0.0:
                    columns.wall[i] += columns.thrown[i] * space.areas[j]
                    absorbed += columns.thrown[i] * space.areas[j]
                    columns.opened[i] = j
    for i in range(slabs):
        if columns.wall[i] > 0.0:
            burst, missed = _heat_wall(scene, i, columns.opened[i], columns.wall[i])
            ejected += burst
            absorbed -= missed
    return absorbed, ejected


@njit(cache=True)
def _drill(scene: Scene, j: int, fluence: float, columns: Columns) -> tuple[float, float]:
    # Sends light down one column in portions; returns the energy absorbed below the floor, and that of removed cells.
    matter, state = scene.matter, scene.state
    absorbed = 0.0
    ejected = 0.0
    columns.sent[:] = 0.0
    floor = _floor(state, j, whole(0))
    # Cells from this one on have not been reached by light in this call.
    known = floor
    passing = _through(columns, floor)
    left = fluence
    while left > 0.0:
        portion, last, spent = _portion(scene, j, floor, known, (passing, left), columns)
        known = max(known, last)
        columns.sent[floor] += portion
        taken, burst = _send(scene, j, floor, last, (passing * portion, spent), columns)
        absorbed += taken
        if burst:
            for i in range(floor, last):
                boils = state.removed[i, j] == 0.0 and state.temperature[i, j] >= matter.boiling
                if boils and columns.left[i] <= SLACK:
                    ejected += leave(scene.space, matter, state, scene.removal, i, j)
            floor = _floor(state, j, floor)
            passing = _through(columns, floor)
        left -= portion
    _throw(columns, floor)
    return absorbed, ejected


@njit(cache=True)
def _send(
    scene: Scene, j: int, floor: int, last: int, light: tuple[float, bool], columns: Columns
) -> tuple[float, bool]:  # fmt: skip
    # Heats the cells from the floor to before ``last`` with a portion of light, of which the last one absorbs the rest
    # if it is too weak to be followed deeper. Returns the energy absorbed, and whether a cell has to leave.
    # Arrays are taken out of their records once: in the loop each access would be counted.
    matter, removal, heights, area = scene.matter, scene.removal, scene.space.heights, scene.space.areas[j]
    temperature, water, removed = scene.state.temperature, scene.state.water, scene.state.removed
    start_temperature, start_water, boiling = matter.start_temperature, matter.start_water, matter.boiling
    taken, mark, left, slope = columns.taken, columns.mark, columns.left, scene.absorber.slope
    reaching, spent = light
    absorbed, burst = 0.0, False
    for i in range(floor, last):
        if removed[i, j] != 0.0:
            continue
        heat = reaching if spent and i == last - 1 else taken[i] * reaching
        reaching -= heat
        absorbed += heat * area
        before, slab = cell_of(temperature, water, i, j), slab_of(matter, i)
        after = heated(slab, before, heat / heights[i], 0.0)
        temperature[i, j], water[i, j] = after
        if after.temperature >= boiling - NEARLY:
            left[i] = room(slab, removal, after, cell_of(start_temperature, start_water, i, j))
            burst = burst or (after.temperature >= boiling and left[i] <= SLACK)
        warmer = min(after.temperature, boiling) - mark[i]
        renew = after.water != before.water or (slope[i] != 0.0 and abs(warmer) > NOTICED)
        if renew and mark[i] != BLEACHED:
            _renew(scene, slab, i, j, columns)
    return absorbed, burst


@njit(cache=True)
def _renew(scene: Scene, slab: Slab, i: int, j: int, columns: Columns) -> None:
    # Updates the fraction of light that a cell absorbs. A cell with confined steam whose absorption has reached its
    # lower limit is marked BLEACHED: further heating no longer changes the fraction.
    light, temperature = scene.absorber, scene.state.temperature[i, j]
    start, gone = scene.matter.start_water[i, j], scene.state.removed[i, j] != 0.0
    absorption = absorption_of(light, slab, Cell(temperature, scene.state.water[i, j]), start, i, gone=gone)
    columns.mark[i] = min(temperature, slab.boiling)
    columns.taken[i] = fraction_lost(absorption * scene.space.heights[i])
    if light.follow_steam and columns.mark[i] >= slab.boiling and light.full[i] > 0.0:
        least = light.dry[i] + start / light.full[i] * light.floor * light.wet[i]
        if absorption <= least * (1.0 + ROUNDING):
            columns.mark[i] = BLEACHED


@njit(cache=True)
def _floor(state: State, j: int, start: int) -> int:
    # Floor of the channel: the uppermost remaining cell of column j at or below ``start``.
    slabs = state.removed.shape[0]
    floor = start
    while floor < slabs and state.removed[floor, j] != 0.0:
        floor += 1
    return floor


@njit(cache=True)
def _through(columns: Columns, floor: int) -> float:
    # Fraction of the light that the plume lets through to the floor.
    passing = 1.0
    for i in range(floor):
        passing *= 1.0 - columns.veil[i]
    return passing


@njit(cache=True)
def _throw(columns: Columns, floor: int) -> None:
    # Light that the plume scatters to the wall at each depth, from all light sent while the floor was deeper than that.
    slabs = columns.veil.size
    columns.thrown[:] = 0.0
    deeper = 0.0
    for i in range(floor, 0, -1):
        deeper += columns.sent[i]
        columns.thrown[i - 1] = deeper
    passing = 1.0
    for i in range(min(floor, slabs)):
        columns.thrown[i] *= passing * columns.veil[i]
        passing *= 1.0 - columns.veil[i]


@njit(cache=True)
def _heat_wall(scene: Scene, i: int, j: int, energy: float) -> tuple[float, float]:
    # Light on a channel's wall, absorbed outward from ring j. Returns the heat of removed cells, and the light left
    # where no wall is: the last ring may have been removed since the light was sent.
    space, matter, light, removal, state = scene
    ejected = 0.0
    rings = space.areas.size
    left = energy
    for k in range(j + 1, rings):
        if state.removed[i, k] != 0.0:
            continue
        absorption = absorption_now(light, matter, state, i, k)
        taken = fraction_lost(absorption * space.widths[k]) * left
        if left - taken < FAINTEST_AT_WALL * energy or k == rings - 1:
            taken = left
        left -= taken
        cell = cell_of(state.temperature, state.water, i, k)
        after = heated(slab_of(matter, i), cell, taken / (space.heights[i] * space.areas[k]), 0.0)
        state.temperature[i, k], state.water[i, k] = after
        if due(matter, state, removal, i, k):
            ejected += leave(space, matter, state, removal, i, k)
        if left <= 0.0:
            break
    return ejected, left


@njit(cache=True)
def _portion(
    scene: Scene, j: int, floor: int, known: int, light: tuple[float, float], columns: Columns
) -> tuple[float, int, bool]:  # fmt: skip
    # Light that may be sent before absorption must be updated or a cell is removed, index after the last cell that it
    # reaches, and whether that cell absorbs the remainder. Cells from ``known`` on are met for the first time.
    # ``light`` is the fraction that reaches the floor, and what is left to be sent.
    matter, absorber, state = scene.matter, scene.absorber, scene.state
    temperature, water, removed, heights = state.temperature, state.water, state.removed, scene.space.heights
    taken, mark, left, full = columns.taken, columns.mark, columns.left, absorber.full
    passing, portion = light
    faint, near = FAINTEST * passing, matter.boiling - NEARLY
    for i in range(floor, taken.size):
        if i >= known:
            slab = slab_of(matter, i)
            _renew(scene, slab, i, j, columns)
            if temperature[i, j] >= near:
                start = cell_of(matter.start_temperature, matter.start_water, i, j)
                left[i] = room(slab, scene.removal, cell_of(temperature, water, i, j), start)
        if removed[i, j] != 0.0 or taken[i] <= 0.0:
            continue
        fraction = taken[i] * passing / heights[i]
        if portion * fraction > SLACK:
            if temperature[i, j] < near:
                limit = (matter.dry[i] + matter.per_water[i] * water[i, j]) * WARMING
            else:
                limit = left[i]
                if water[i, j] > 0.0 and mark[i] != BLEACHED:
                    limit = min(limit, DRYING * full[i] * matter.latent)
            portion = min(portion, max(limit, SLACK) / fraction)
        passing -= taken[i] * passing
        if passing < faint:
            return portion, i + 1, True
    return portion, taken.size, False
