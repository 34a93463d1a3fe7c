"""Collimated light inside the heat loop: absorption that follows temperature and water, and a floor that recedes."""

from __future__ import annotations

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.boiling import cell_of, heated, slab_of
from microthermal.numerics.conduction.enthalpy import SLACK, Array, State, greatest
from microthermal.numerics.conduction.links import whole
from microthermal.numerics.elementary import fraction_lost
from microthermal.numerics.heat.absorber import Scene, absorption_now
from microthermal.numerics.heat.film import confinement_of
from microthermal.numerics.heat.portions import Columns, next_portion, send
from microthermal.numerics.heat.removal import due, leave

# Columns with less than this fraction of the highest fluence are left out.
FAINTEST_COLUMN = 1e-8
# Once less than this fraction of the light on the wall of a channel is left, the next cell absorbs all of it.
FAINTEST_AT_WALL = 1e-3


@njit(cache=True)
def expose_columns(
    scene: Scene, columns: Columns, entrance: Array, scale: float, time: float
) -> tuple[float, float, float, float]:
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
    time : float
        How long that takes [s]; meanwhile steam leaks from confined tissue.

    Returns
    -------
    tuple of float
        Energy absorbed; heat that left with removed cells; heat that droplets of the plume carried off; heat of
        steam that leaked.

    Notes
    -----
    A cell absorbs the fraction 1 - exp(-μ Δz) of what reaches it. The light is sent in portions: each is as large as
    the present absorption stays accurate for, and ends when a cell is removed, so that later light passes through the
    opening. The result therefore does not depend on how the pulse is cut into steps, as far as no heat is conducted and
    the plume stays as it is. In a removed cell the plume takes the fraction 1 - exp(-κ Δz), with κ = plume (1 - width /
    depth) in the middle of the call, as looked ahead from this one and the last: in a channel wider than deep the plume
    spreads freely, so that κ is 0. It
    throws a part of that light at the wall at that depth, beyond the outermost ring with light, where it is absorbed
    outward by the same law; without a wall it takes nothing.
    """
    space, state, thrown = scene.space, scene.state, scene.absorber.thrown
    slabs, rings = state.temperature.shape
    extinction = scene.absorber.plume * _confinement(scene, columns, entrance, time)
    for i in range(slabs):
        # The plume scatters light only at depths where the outermost ring is still there to absorb it.
        walled = state.removed[i, rings - 1] == 0.0
        columns.veil[i] = fraction_lost(extinction * space.heights[i]) if walled else 0.0
        columns.wall[i] = 0.0
    absorbed, ejected, carried, leaked = 0.0, 0.0, 0.0, 0.0
    least = FAINTEST_COLUMN * greatest(entrance)
    for j in range(rings):
        if entrance[j] > least:
            taken, left, seeped, paid = _drill(scene, j, (entrance[j], scale), columns, time)
            absorbed += taken + paid
            ejected += left
            leaked += seeped
            carried += paid
            for i in range(slabs):
                if columns.thrown[i] > 0.0:
                    taken = columns.thrown[i] * space.areas[j]
                    columns.wall[i] += thrown * taken
                    absorbed += taken
                    carried += taken - thrown * taken
                    columns.opened[i] = j
    for i in range(slabs):
        if columns.wall[i] > 0.0:
            burst, missed = _heat_wall(scene, i, columns.opened[i], columns.wall[i], columns.owed)
            ejected += burst
            absorbed -= missed
    return absorbed, ejected, carried, leaked


@njit(cache=True)
def _confinement(scene: Scene, columns: Columns, entrance: Array, time: float) -> float:
    # How far the channel confines the plume in the middle of this call, from its beginning and that of the call before.
    now = confinement_of(scene.space, scene.state, entrance)
    before, lasted = columns.confined[0], columns.confined[1]
    columns.confined[0], columns.confined[1] = now, time
    ahead = 0.5 * time / lasted * (now - before) if lasted > 0.0 else 0.0
    return min(max(now + ahead, 0.0), 1.0)


@njit(cache=True)
def _drill(
    scene: Scene, j: int, light: tuple[float, float], columns: Columns, time: float
) -> tuple[float, float, float, float]:  # fmt: skip
    # Sends light down one column in portions: a fraction of the fluence of the whole pulse. Returns the energy absorbed
    # below the floor, that of removed cells, that of steam that leaked, and that of light that what was thrown out
    # took.
    fluence = light[0] * light[1]
    matter, state = scene.matter, scene.state
    absorbed, ejected, leaked, paid = 0.0, 0.0, 0.0, 0.0
    columns.sent[:] = 0.0
    floor = _floor(state, j, whole(0))
    # Cells from this one on have not been reached by light in this call.
    known = floor
    passing, share = _through(columns, floor), _share(scene, j, floor, light[0])
    left = fluence
    while left > 0.0:
        if columns.owed[j] > 0.0:
            portion = _pay(columns, j, passing, left)
            columns.sent[floor] += portion
            paid += passing * portion * scene.space.areas[j]
            left -= portion
            continue
        portion, last, spent = next_portion(scene, j, floor, known, (passing, left, share), columns)
        known = max(known, last)
        columns.sent[floor] += portion
        taken, seeped, burst = send(
            scene, j, floor, last, light=(passing * portion, spent, time * portion / fluence, share), columns=columns
        )
        absorbed += taken
        leaked += seeped
        if burst:
            for i in range(floor, last):
                boils = state.removed[i, j] == 0.0 and state.temperature[i, j] >= matter.boiling
                if boils and columns.left[i] <= SLACK:
                    ejected += leave(scene.space, matter, state, scene.removal, columns.owed, (i, j))
            floor = _floor(state, j, floor)
            passing = _through(columns, floor)
        left -= portion
    _throw(columns, floor)
    return absorbed, ejected, leaked, paid


@njit(cache=True)
def _share(scene: Scene, j: int, floor: int, fluence: float) -> float:
    # Fraction of the heat that bursts tissue which the light of a whole pulse could bring to the floor of column j by
    # itself. As far as that, light drives steam, and bursts what has boiled; other heat was conducted, which is slow.
    # Without it a hair of light at the edge of a beam would drill a wall that conduction has boiled.
    if floor >= scene.state.removed.shape[0]:
        return 1.0
    piece, bursts = scene.matter.pieces.of[floor, j], scene.removal.enthalpy[floor]
    brought = fluence * (scene.absorber.dry[piece] + scene.absorber.wet[piece])
    return float(brought / bursts) if brought < bursts else 1.0


@njit(cache=True)
def _pay(columns: Columns, j: int, passing: float, left: float) -> float:
    # Light of column j that is sent while what was thrown out of it takes all that reaches it; no more than is left.
    if columns.owed[j] >= passing * left:
        columns.owed[j] -= passing * left
        return left
    portion = float(columns.owed[j] / passing)
    columns.owed[j] = 0.0
    return float(portion)


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
def _heat_wall(scene: Scene, i: int, j: int, energy: float, owed: Array) -> tuple[float, float]:
    # Light on a channel's wall, absorbed outward from ring j. Returns the heat of removed cells, and the light left
    # where no wall is: the last ring may have been removed since the light was sent.
    space, matter, light, removal, state = scene.space, scene.matter, scene.absorber, scene.removal, scene.state
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
        after = heated(slab_of(matter, i, k), cell, taken / (space.heights[i] * space.areas[k]), 0.0)
        state.temperature[i, k], state.water[i, k] = after
        if due(matter, state, removal, i, k):
            ejected += leave(space, matter, state, removal, owed, (i, k))
        if left <= 0.0:
            break
    return ejected, left
