"""Light inside the heat loop: absorption that follows temperature and water, and a floor that recedes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from microthermal.numerics.bioheat_cells import SLACK, Array, Cylinder, Matter, Removal, State, due, heated, leave, room

# Light weaker than this share of what entered a column, and columns this much weaker than the brightest, are left out.
FAINTEST = 1e-8
# The same for the light that a plume throws at a wall; the last cell takes the rest.
FAINTEST_AT_WALL = 1e-3
# Within one go a wet cell may warm by this much and lose this share of its water before absorption is renewed.
WARMING = 10.0
DRYING = 0.025


class Absorber(NamedTuple):
    """Absorption of the slabs (z,): by water at the reference temperature, its slope, and by all but water.

    ``full`` is the water per volume that ``wet`` belongs to; ``floor`` the least share of ``wet`` that heat leaves;
    ``plume`` the extinction per length by what fills an open channel, which throws light at the channel's wall.
    """

    wet: Array
    slope: Array
    dry: Array
    full: Array
    reference: float
    floor: float
    plume: float


@njit(cache=True)
def absorption_now(light: Absorber, matter: Matter, state: State, i: int, j: int) -> float:
    """Absorption of a cell now; 0 if it is gone.

    Notes
    -----
    μ = dry + w/full · max(wet + slope (min(T, T_boil) - T_reference), floor · wet).
    """
    if state.removed[i, j] != 0.0:
        return 0.0
    if state.water[i, j] <= 0.0 or light.full[i] <= 0.0:
        return float(light.dry[i])
    warm = min(state.temperature[i, j], matter.boiling) - light.reference
    wet = max(light.wet[i] + light.slope[i] * warm, light.floor * light.wet[i])
    return float(light.dry[i] + state.water[i, j] / light.full[i] * wet)


@njit(cache=True)
def expose_columns(
    space: Cylinder, matter: Matter, light: Absorber, removal: Removal, state: State, fluence: Array
) -> tuple[float, float]:
    """Send collimated light down each column, taking out cells as they become due.

    Parameters
    ----------
    space, matter, light, removal, state
        Geometry, material, absorption, when cells leave, and the cells (z, r), changed in place.
    fluence : Array, (r,)
        Energy per area that enters each column now.

    Returns
    -------
    tuple of float
        Energy absorbed; heat that left with removed cells.

    Notes
    -----
    A cell absorbs the share 1 - exp(-μ Δz) of what reaches it. The light is sent in portions: each is as large as the
    present absorption may be trusted, and ends where a cell leaves, so that what follows passes through the opening.
    The result therefore does not depend on how the pulse is cut into steps, as far as no heat is conducted.
    In a cell that is gone the plume takes the share 1 - exp(-plume Δz) and hands it to the wall at that depth, beyond
    the outermost ring that took part, where it is absorbed outward by the same law; it takes nothing where no wall is.
    """
    slabs, rings = state.temperature.shape
    share = np.zeros(slabs)
    wall = np.zeros(slabs)
    opened = np.zeros(slabs, np.int64)
    veil = np.zeros(slabs)
    for i in range(slabs):
        veil[i] = -np.expm1(-light.plume * space.heights[i])
    absorbed = 0.0
    ejected = 0.0
    least = 0.0
    for j in range(rings):
        least = max(least, FAINTEST * fluence[j])
    for j in range(rings):
        if fluence[j] <= least:
            continue
        left = fluence[j]
        while left > 0.0:
            last, portion = _portion(space, matter, light, removal, state, j, left, share, veil)
            for i in range(last):
                if share[i] > 0.0:
                    heat = share[i] * portion
                    absorbed += heat * space.heights[i] * space.areas[j]
                    if state.removed[i, j] != 0.0:
                        wall[i] += heat * space.heights[i] * space.areas[j]
                        opened[i] = j
                        continue
                    state.temperature[i, j], state.water[i, j] = heated(
                        state.temperature[i, j], state.water[i, j], heat,
                        matter.dry[i], matter.per_water[i], matter.boiling, matter.latent, 0.0,
                    )  # fmt: skip
            for i in range(last):
                if state.temperature[i, j] >= matter.boiling and due(matter, state, removal, i, j):
                    ejected += leave(space, matter, state, removal, i, j)
            left -= portion
    for i in range(slabs):
        if wall[i] > 0.0:
            burst, missed = _heat_wall(space, matter, light, removal, state, i, opened[i], wall[i])
            ejected += burst
            absorbed -= missed
    return absorbed, ejected


@njit(cache=True)
def _heat_wall(
    space: Cylinder,
    matter: Matter,
    light: Absorber,
    removal: Removal,
    state: State,
    i: int,
    j: int,
    energy: float,
) -> tuple[float, float]:
    # Light on a channel's wall, absorbed outward from ring j. Returns the heat of cells that leave, and what found no
    # wall: the last one may have left since the light was sent.
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
            state.temperature[i, k], state.water[i, k], taken / (space.heights[i] * space.areas[k]),
            matter.dry[i], matter.per_water[i], matter.boiling, matter.latent, 0.0,
        )  # fmt: skip
        if due(matter, state, removal, i, k):
            ejected += leave(space, matter, state, removal, i, k)
        if left <= 0.0:
            break
    return ejected, left


@njit(cache=True)
def _portion(
    space: Cylinder,
    matter: Matter,
    light: Absorber,
    removal: Removal,
    state: State,
    j: int,
    left: float,
    share: Array,
    veil: Array,
) -> tuple[int, float]:
    # Fills the heat per volume and unit fluence of a column; returns how deep it reaches and the portion to send.
    passing = 1.0
    portion = left
    slabs, rings = state.temperature.shape
    for i in range(slabs):
        share[i] = 0.0
        if state.removed[i, j] != 0.0:
            if state.removed[i, rings - 1] == 0.0:
                taken = veil[i] * passing
                share[i] = taken / space.heights[i]
                passing -= taken
            continue
        absorption = absorption_now(light, matter, state, i, j)
        if absorption <= 0.0:
            continue
        taken = -np.expm1(-absorption * space.heights[i]) * passing
        share[i] = taken / space.heights[i]
        passing -= taken
        if state.temperature[i, j] < matter.boiling - 1e-6:
            limit = (matter.dry[i] + matter.per_water[i] * state.water[i, j]) * WARMING
        else:
            limit = room(matter, state, removal, i, j)
            if state.water[i, j] > 0.0:
                limit = min(limit, DRYING * light.full[i] * matter.latent)
        portion = min(portion, max(limit, SLACK) / share[i])
        if passing < FAINTEST:
            return i + 1, portion
    return slabs, portion


@njit(cache=True)
def expose_scattered(
    space: Cylinder,
    matter: Matter,
    light: Absorber,
    removal: Removal,
    state: State,
    energy: Array,
    path: Array,
    sent: float,
) -> tuple[float, float]:
    """Deposit scattered light that was followed at reference absorption, corrected for absorption now.

    Parameters
    ----------
    space, matter, light, removal, state
        Geometry, material, absorption, when cells leave, and the cells (z, r), changed in place.
    energy : Array, (z, r)
        Energy per volume that reference absorption would deposit now.
    path : Array, (z, r)
        Mean path of the light absorbed in each cell.
    sent : float
        Energy sent to the skin now, whatever becomes of it.

    Returns
    -------
    tuple of float
        Energy absorbed; heat that left with removed cells.

    Notes
    -----
    h = s · energy · μ/μ_ref · exp(-path · <μ - μ_ref>), where <> is the mean over depth from the surface to the middle
    of the cell in its column: first order in the change of absorption. The factor s = sent / (sent - missing)
    shares what a warmer core lets through among all fates of the light, absorbed or not, in proportion.
    Cells that are gone let light pass.
    """
    slabs, rings = state.temperature.shape
    temperature, water, boiling = state.temperature, state.water, matter.boiling
    heats = np.empty((slabs, rings))
    missing = _reweigh(space, matter, light, state, energy, path, heats)
    scale = sent / (sent - missing) if sent > missing else 1.0
    absorbed = 0.0
    ejected = 0.0
    for i in range(slabs):
        for j in range(rings):
            if heats[i, j] > 0.0:
                heat = scale * heats[i, j]
                absorbed += heat * space.heights[i] * space.areas[j]
                temperature[i, j], water[i, j] = heated(
                    temperature[i, j], water[i, j], heat,
                    matter.dry[i], matter.per_water[i], boiling, matter.latent, 0.0,
                )  # fmt: skip
                if temperature[i, j] >= boiling and due(matter, state, removal, i, j):
                    ejected += leave(space, matter, state, removal, i, j)
    return absorbed, ejected


@njit(cache=True)
def _reweigh(
    space: Cylinder, matter: Matter, light: Absorber, state: State, energy: Array, path: Array, heats: Array
) -> float:
    # Fills heats with the energy per volume absorbed at today's absorption; gives what is missing of the reference.
    slabs, rings = heats.shape
    # Running depth-integrals of the change of absorption, one for each column: rows are walked in memory order.
    change = np.zeros(rings)
    depth = 0.0
    missing = 0.0
    for i in range(slabs):
        reference = light.wet[i] + light.dry[i]
        half = 0.5 * space.heights[i]
        depth += half
        for j in range(rings):
            now = absorption_now(light, matter, state, i, j)
            change[j] += half * (now - reference)
            heats[i, j] = 0.0
            if energy[i, j] > 0.0:
                heats[i, j] = energy[i, j] * now / reference * np.exp(-path[i, j] * change[j] / depth)
                missing += (energy[i, j] - heats[i, j]) * 2.0 * half * space.areas[j]
            change[j] += half * (now - reference)
        depth += half
    return missing
