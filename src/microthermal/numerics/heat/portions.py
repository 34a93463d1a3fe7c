"""Portions of collimated light in one column: how much may be sent at once, and what it does."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.boiling import (
    Cell,
    Slab,
    carried_by_steam,
    cell_of,
    heated,
    piece_of,
    room,
    seeping,
)
from microthermal.numerics.conduction.enthalpy import SLACK, Array
from microthermal.numerics.elementary import fraction_lost
from microthermal.numerics.heat.absorber import Scene, absorption_of
from microthermal.numerics.records import by_address

# Once less than this fraction of the light at the floor is left, the next cell absorbs all of it.
FAINTEST = 1e-5
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
# No steam has a shorter way out than this [m], as thick as bundles of collagen; assumed. With 1 µm or none, the leak of
# the outermost cells hangs on how thin cells are.
SHORTEST = 2e-6


@by_address
class Columns(NamedTuple):
    """Work arrays along the slabs (z,); of the column that is lit now unless said otherwise.

    ``taken`` is the fraction of the incident light that each cell absorbs, ``mark`` the temperature for which it was
    computed, ``left`` the heat per volume that a boiling cell can still take up; ``veil`` the fraction that the plume
    takes in an open cell, ``thrown`` light scattered to the wall, ``sent`` (z + 1,) light that was sent while the floor
    was at each depth. Of all columns: ``wall`` is the light on the wall of each slab, ``opened`` its outermost open
    ring; ``owed`` (r,) the light per area that what was thrown out of a column still takes; ``confined`` (2,) how far
    the channel confined the plume at the beginning of the last call, and how long that lasted, 0 if nothing is known.
    """

    taken: Array
    mark: Array
    left: Array
    veil: Array
    thrown: Array
    sent: Array
    wall: Array
    opened: NDArray[np.int64]
    owed: Array
    confined: Array


def columns_for(shape: tuple[int, int]) -> Columns:
    """Work arrays for a grid of this shape."""
    slabs, rings = shape
    taken, mark, left, veil, thrown, wall = np.zeros((6, slabs))
    return Columns(
        taken, mark, left, veil, thrown, sent=np.zeros(slabs + 1), wall=wall, opened=np.zeros(slabs, np.int64),
        owed=np.zeros(rings), confined=np.zeros(2),
    )  # fmt: skip


@njit(cache=True)
def ease_of_escape(upper: float, lower: float) -> float:
    """Mean of 1 / depth² over a cell between two wet depths, none of which counts as less than :data:`SHORTEST`.

    Taken at the centre of a cell as thick as light of CO2 reaches, how much leaks would hang on how cells are cut.
    """
    least, most = max(upper, SHORTEST), max(lower, SHORTEST)
    if lower <= upper:  # so thin that rounding leaves nothing of it
        return float(1.0 / (least * least))
    above = max(min(lower, SHORTEST) - upper, 0.0) / (SHORTEST * SHORTEST)
    return float((above + (most - least) / (least * most)) / (lower - upper))


@njit(cache=True)
def send(
    scene: Scene, j: int, floor: int, last: int, light: tuple[float, bool, float, float], columns: Columns
) -> tuple[float, float, bool]:  # fmt: skip
    """Heat the cells from the floor to before ``last`` with a portion of light.

    ``light`` is the portion that reaches the floor, whether the last cell absorbs the rest, which is then too weak to
    be followed deeper, how long the portion lasts, and the fraction of the heat that bursts tissue which light could
    bring by itself. Returns the energy absorbed, that of steam that has leaked, and whether a cell has to leave.
    """
    # Arrays are taken out of their records once: in the loop each access would be counted.
    matter, removal, heights, area = scene.matter, scene.removal, scene.space.heights, scene.space.areas[j]
    temperature, water, removed = scene.state.temperature, scene.state.water, scene.state.removed
    start_temperature, start_water, boiling = matter.start_temperature, matter.start_water, matter.boiling
    taken, mark, left, slope = columns.taken, columns.mark, columns.left, scene.absorber.slope
    pieces = matter.pieces.of
    reaching, spent, time, share = light
    absorbed, leaked, burst = 0.0, 0.0, False
    leak, wet = removal.leak * time * share, 0.0
    for i in range(floor, last):
        if removed[i, j] != 0.0:
            continue
        heat = reaching if spent and i == last - 1 else taken[i] * reaching
        reaching -= heat
        absorbed += heat * area
        before, slab = cell_of(temperature, water, i, j), piece_of(matter, pieces[i, j])
        after = heated(slab, before, heat / heights[i], 0.0)
        temperature[i, j], water[i, j] = after
        lost = 0.0
        if leak > 0.0:
            # Tissue that has lost its water lets steam through.
            thick = heights[i] * min(start_water[i, j] / slab.full, 1.0) if slab.full > 0.0 else 0.0
            if after.temperature >= boiling - NEARLY and thick > 0.0:
                start = cell_of(start_temperature, start_water, i, j)
                lost = seeping(slab, removal.enthalpy[i], after, start, leak * ease_of_escape(wet, wet + thick))
                start_water[i, j] -= lost
                leaked += lost * carried_by_steam(slab, start) * heights[i] * area
            wet += thick
        if after.temperature >= boiling - NEARLY:
            left[i] = room(slab, removal, i, after, cell_of(start_temperature, start_water, i, j), share)
            burst = burst or (after.temperature >= boiling and left[i] <= SLACK)
        warmer = min(after.temperature, boiling) - mark[i]
        renew = after.water != before.water or (slope[pieces[i, j]] != 0.0 and abs(warmer) > NOTICED)
        if (renew and mark[i] != BLEACHED) or lost > 0.0:
            _renew(scene, slab, i, j, columns)
    return absorbed, leaked, burst


@njit(cache=True)
def _renew(scene: Scene, slab: Slab, i: int, j: int, columns: Columns) -> None:
    # Updates the fraction of light that a cell absorbs. A cell with confined steam whose absorption has reached its
    # lower limit is marked BLEACHED: further heating no longer changes the fraction.
    light, temperature = scene.absorber, scene.state.temperature[i, j]
    start, gone, piece = scene.matter.start_water[i, j], scene.state.removed[i, j] != 0.0, scene.matter.pieces.of[i, j]
    absorption = absorption_of(light, slab, Cell(temperature, scene.state.water[i, j]), start, piece, gone=gone)
    columns.mark[i] = min(temperature, slab.boiling)
    columns.taken[i] = fraction_lost(absorption * scene.space.heights[i])
    if light.follow_steam and columns.mark[i] >= slab.boiling and light.full[piece] > 0.0:
        least = light.dry[piece] + start / light.full[piece] * light.floor * light.wet[piece]
        if absorption <= least * (1.0 + ROUNDING):
            columns.mark[i] = BLEACHED


@njit(cache=True)
def next_portion(
    scene: Scene, j: int, floor: int, known: int, light: tuple[float, float, float], columns: Columns
) -> tuple[float, int, bool]:  # fmt: skip
    """Light that may be sent before absorption must be updated or a cell is removed.

    Cells from ``known`` on are met for the first time. ``light`` is the fraction that reaches the floor, what is left
    to be sent, and the last number of that of :func:`send`. Returns the portion, the index after the last cell that it
    reaches, and whether that cell absorbs the rest.
    """
    matter, absorber, state = scene.matter, scene.absorber, scene.state
    temperature, water, removed, heights = state.temperature, state.water, state.removed, scene.space.heights
    taken, mark, left, full, pieces = columns.taken, columns.mark, columns.left, absorber.full, matter.pieces.of
    passing, portion, share = light
    faint, near = FAINTEST * passing, matter.boiling - NEARLY
    for i in range(floor, taken.size):
        if i >= known:
            slab = piece_of(matter, pieces[i, j])
            _renew(scene, slab, i, j, columns)
            if temperature[i, j] >= near:
                start = cell_of(matter.start_temperature, matter.start_water, i, j)
                left[i] = room(slab, scene.removal, i, cell_of(temperature, water, i, j), start, share)
        if removed[i, j] != 0.0 or taken[i] <= 0.0:
            continue
        fraction = taken[i] * passing / heights[i]
        if portion * fraction > SLACK:
            if temperature[i, j] < near:
                piece = pieces[i, j]
                limit = (matter.dry[piece] + matter.per_water[piece] * water[i, j]) * WARMING
            else:
                limit = left[i]
                if water[i, j] > 0.0 and (mark[i] != BLEACHED or scene.removal.leak > 0.0):
                    limit = min(limit, DRYING * full[pieces[i, j]] * matter.latent)
            portion = min(portion, max(limit, SLACK) / fraction)
        passing -= taken[i] * passing
        if passing < faint:
            return portion, i + 1, True
    return portion, taken.size, False
