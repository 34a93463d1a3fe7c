"""Light inside the heat loop: absorption that follows temperature and water, and a floor that recedes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.numerics.compiling import njit
from microthermal.numerics.heat.enthalpy import SLACK, Array, Cylinder, Matter, Removal, State, due, heated, leave, room
from microthermal.numerics.light.path_reweighting import MIXTURE, Followed, reweigh

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
# Marks, in place of its temperature, a cell whose absorption is at its lower limit, but for ROUNDING (relative).
BLEACHED = np.inf
ROUNDING = 1e-12


class Absorber(NamedTuple):
    """Absorption of the slabs (z,): by water at the reference temperature, its slope, and by all but water.

    ``full`` is the water per volume that ``wet`` belongs to; ``floor`` the lower limit of its absorption over ``wet``;
    ``plume`` is the extinction of the plume in an open channel, which scatters light to the channel's wall. If
    ``follow_steam``, steam stays in its cell and goes on absorbing, like superheated water.
    """

    wet: Array
    slope: Array
    dry: Array
    full: Array
    reference: float
    floor: float
    plume: float
    follow_steam: bool = False


class Scene(NamedTuple):
    """Input of the light kernels: geometry, material, absorption, removal criterion, and cells, changed in place."""

    space: Cylinder
    matter: Matter
    absorber: Absorber
    removal: Removal
    state: State


@njit(cache=True, inline="always")
def absorption_now(light: Absorber, matter: Matter, state: State, i: int, j: int) -> float:
    """Absorption of a cell now; 0 if it is gone.

    Notes
    -----
    μ = dry + w/full · max(wet + slope (min(T, T_boil) - T_reference), floor · wet). Where steam is followed, w is the
    water at the start and T the temperature that it would have if it had stayed liquid under pressure.
    """
    if state.removed[i, j] != 0.0:
        return 0.0
    water = matter.start_water[i, j] if light.follow_steam else state.water[i, j]
    if water <= 0.0 or light.full[i] <= 0.0:
        return float(light.dry[i])
    warm = min(state.temperature[i, j], matter.boiling) - light.reference
    if light.follow_steam:
        warm += (water - state.water[i, j]) * matter.latent / (matter.dry[i] + matter.per_water[i] * water)
    wet = max(light.wet[i] + light.slope[i] * warm, light.floor * light.wet[i])
    return float(light.dry[i] + water / light.full[i] * wet)


@njit(cache=True)
def expose_columns(scene: Scene, fluence: Array) -> tuple[float, float]:
    """Absorb collimated light in each column, and remove the cells that meet the removal criterion.

    Parameters
    ----------
    scene : Scene
        What the light meets.
    fluence : Array, (r,)
        Energy per area that enters each column now.

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
    column = _Column(
        heights=space.heights, taken=np.zeros(slabs), mark=np.zeros(slabs), veil=np.zeros(slabs),
        thrown=np.zeros(slabs), sent=np.zeros(slabs + 1),
    )  # fmt: skip
    wall = np.zeros(slabs)
    opened = np.zeros(slabs, np.int64)
    for i in range(slabs):
        # The plume scatters light only at depths where the outermost ring is still there to absorb it.
        if state.removed[i, rings - 1] == 0.0:
            column.veil[i] = -np.expm1(-scene.absorber.plume * space.heights[i])
    absorbed = 0.0
    ejected = 0.0
    least = FAINTEST_COLUMN * np.max(fluence)
    for j in range(rings):
        if fluence[j] > least:
            taken, left = _drill(scene, j, fluence[j], column)
            absorbed += taken
            ejected += left
            for i in range(slabs):
                if column.thrown[i] > 0.0:
                    wall[i] += column.thrown[i] * space.areas[j]
                    absorbed += column.thrown[i] * space.areas[j]
                    opened[i] = j
    for i in range(slabs):
        if wall[i] > 0.0:
            burst, missed = _heat_wall(scene, i, opened[i], wall[i])
            ejected += burst
            absorbed -= missed
    return absorbed, ejected


class _Column(NamedTuple):
    # Heights of the cells of one column (z,), and work arrays: fraction of the incident light that each cell absorbs,
    # temperature for which it was computed, fraction that the plume takes in an open cell, light scattered to the wall,
    # and (z + 1,) light that was sent while the floor was at each depth.
    heights: Array
    taken: Array
    mark: Array
    veil: Array
    thrown: Array
    sent: Array


@njit(cache=True)
def _drill(scene: Scene, j: int, fluence: float, column: _Column) -> tuple[float, float]:
    # Sends light down one column in portions; returns the energy absorbed below the floor, and that of removed cells.
    space, matter, light, removal, state = scene
    slabs = space.heights.size
    absorbed = 0.0
    ejected = 0.0
    column.sent[:] = 0.0
    for i in range(slabs):
        _renew(matter, light, state, i, j, column)
    floor = _floor(state, j, 0)
    passing = _through(column, floor)
    left = fluence
    while left > 0.0:
        portion, last, spent = _portion(scene, j, floor, passing, left, column)
        column.sent[floor] += portion
        reaching = passing * portion
        for i in range(floor, last):
            if state.removed[i, j] != 0.0:
                continue
            # The last cell absorbs the remainder, which is too weak to be followed deeper.
            heat = reaching if spent and i == last - 1 else column.taken[i] * reaching
            reaching -= heat
            absorbed += heat * space.areas[j]
            before, water = state.temperature[i, j], state.water[i, j]
            warmer = before + heat / (space.heights[i] * (matter.dry[i] + matter.per_water[i] * water))
            if warmer < matter.boiling:
                # Cells that stay below boiling only warm: the enthalpy balance of boiling is not needed.
                state.temperature[i, j] = warmer
                if light.slope[i] != 0.0 and abs(warmer - column.mark[i]) > NOTICED:
                    _renew(matter, light, state, i, j, column)
                continue
            temperature, water = heated(matter, i, before, water, heat / space.heights[i], 0.0)
            warmer = min(temperature, matter.boiling) - column.mark[i]
            renew = water != state.water[i, j] or (light.slope[i] != 0.0 and abs(warmer) > NOTICED)
            state.temperature[i, j], state.water[i, j] = temperature, water
            if renew and column.mark[i] != BLEACHED:
                _renew(matter, light, state, i, j, column)
        went = False
        for i in range(floor, last):
            if state.temperature[i, j] >= matter.boiling and due(matter, state, removal, i, j):
                ejected += leave(space, matter, state, removal, i, j)
                went = True
        if went:
            floor = _floor(state, j, floor)
            passing = _through(column, floor)
        left -= portion
    _throw(column, floor)
    return absorbed, ejected


@njit(cache=True, inline="always")
def _renew(matter: Matter, light: Absorber, state: State, i: int, j: int, column: _Column) -> None:
    # Updates the fraction of light that a cell absorbs. A cell with confined steam whose absorption has reached its
    # lower limit is marked BLEACHED: further heating no longer changes the fraction.
    absorption = absorption_now(light, matter, state, i, j)
    column.mark[i] = min(state.temperature[i, j], matter.boiling)
    column.taken[i] = -np.expm1(-absorption * column.heights[i])
    if light.follow_steam and column.mark[i] >= matter.boiling and light.full[i] > 0.0:
        least = light.dry[i] + matter.start_water[i, j] / light.full[i] * light.floor * light.wet[i]
        if absorption <= least * (1.0 + ROUNDING):
            column.mark[i] = BLEACHED


@njit(cache=True)
def _floor(state: State, j: int, start: int) -> int:
    # Floor of the channel: the uppermost remaining cell of column j at or below ``start``.
    slabs = state.removed.shape[0]
    floor = start
    while floor < slabs and state.removed[floor, j] != 0.0:
        floor += 1
    return floor


@njit(cache=True)
def _through(column: _Column, floor: int) -> float:
    # Fraction of the light that the plume lets through to the floor.
    passing = 1.0
    for i in range(floor):
        passing *= 1.0 - column.veil[i]
    return passing


@njit(cache=True)
def _throw(column: _Column, floor: int) -> None:
    # Light that the plume scatters to the wall at each depth, from all light sent while the floor was deeper than that.
    slabs = column.veil.size
    column.thrown[:] = 0.0
    deeper = 0.0
    for i in range(floor, 0, -1):
        deeper += column.sent[i]
        column.thrown[i - 1] = deeper
    passing = 1.0
    for i in range(min(floor, slabs)):
        column.thrown[i] *= passing * column.veil[i]
        passing *= 1.0 - column.veil[i]


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
        taken = -np.expm1(-absorption * space.widths[k]) * left
        if left - taken < FAINTEST_AT_WALL * energy or k == rings - 1:
            taken = left
        left -= taken
        state.temperature[i, k], state.water[i, k] = heated(
            matter, i, state.temperature[i, k], state.water[i, k], taken / (space.heights[i] * space.areas[k]), 0.0
        )
        if due(matter, state, removal, i, k):
            ejected += leave(space, matter, state, removal, i, k)
        if left <= 0.0:
            break
    return ejected, left


@njit(cache=True)
def _portion(
    scene: Scene, j: int, floor: int, passing: float, left: float, column: _Column
) -> tuple[float, int, bool]:  # fmt: skip
    # Light that may be sent before absorption must be updated or a cell is removed, index after the last cell that it
    # reaches, and whether that cell absorbs the remainder.
    space, matter, light, removal, state = scene
    portion = left
    slabs = space.heights.size
    faint = FAINTEST * passing
    for i in range(floor, slabs):
        if state.removed[i, j] != 0.0 or column.taken[i] <= 0.0:
            continue
        fraction = column.taken[i] * passing / space.heights[i]
        if portion * fraction > SLACK:
            if state.temperature[i, j] < matter.boiling - 1e-6:
                limit = (matter.dry[i] + matter.per_water[i] * state.water[i, j]) * WARMING
            else:
                limit = room(matter, state, removal, i, j)
                if state.water[i, j] > 0.0 and column.mark[i] != BLEACHED:
                    limit = min(limit, DRYING * light.full[i] * matter.latent)
            portion = min(portion, max(limit, SLACK) / fraction)
        passing -= column.taken[i] * passing
        if passing < faint:
            return portion, i + 1, True
    return portion, slabs, False


@njit(cache=True)
def _change(light: Absorber, matter: Matter, state: State, change: Array) -> None:
    # Change of absorption from its reference value in models where steam escapes; written so that the loop vectorises.
    slabs, rings = change.shape
    for i in range(slabs):
        wet, slope, dry, least = light.wet[i], light.slope[i], light.dry[i], light.floor * light.wet[i]
        fraction = 1.0 / light.full[i] if light.full[i] > 0.0 else 0.0
        for j in range(rings):
            warm = min(state.temperature[i, j], matter.boiling) - light.reference
            now = dry + fraction * state.water[i, j] * max(wet + slope * warm, least)
            change[i, j] = (1.0 - state.removed[i, j]) * now - wet - dry


@njit(cache=True)
def scattered_power(
    scene: Scene, followed: Followed, sent: float, spare: tuple[Array, Array], power: Array
) -> float:  # fmt: skip
    """Power that each cell absorbs from scattered light at present, by reweighting the walk at reference absorption.

    Parameters
    ----------
    scene : Scene
        What the light meets.
    followed : Followed
        The light at reference absorption; its energy is per volume and time.
    sent : float
        Power that enters the skin, whatever becomes of it; no more than this is absorbed.
    spare : tuple of Array, (z, r)
        Room to work in: change of absorption, power per volume.
    power : Array, ((z + 2) (r + 2),)
        Filled with the power that each cell absorbs, flat with a margin of one cell.

    Returns
    -------
    float
        Total power that the cells would absorb; if it exceeds ``sent``, all cells are scaled down to that total.

    Notes
    -----
    q = energy · μ/μ_ref · survival(<μ - μ_ref>, path, spread): `path_reweighting.reweigh`. Cells that are gone let
    light pass.
    """
    space, matter, light, state = scene.space, scene.matter, scene.absorber, scene.state
    slabs, rings = state.temperature.shape
    change, heats = spare
    if light.follow_steam:
        for i in range(slabs):
            for j in range(rings):
                change[i, j] = absorption_now(light, matter, state, i, j) - followed.reference[i]
    else:
        _change(light, matter, state, change)
    reweigh(space.heights, space.areas, followed, change, MIXTURE, heats)
    absorbed = 0.0
    for i in range(slabs):
        row = (i + 1) * (rings + 2) + 1
        for j in range(rings):
            power[row + j] = heats[i, j] * space.heights[i] * space.areas[j]
            absorbed += power[row + j]
    if absorbed > sent:
        for k in range(power.size):
            power[k] *= sent / absorbed
    return absorbed
