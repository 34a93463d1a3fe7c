"""Cells in blocks of 64, laid out so that the stages of a super-time-step are vector code and stay in the cache."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.numerics.compiling import njit
from microthermal.numerics.heat.enthalpy import Array, Cylinder, Matter
from microthermal.numerics.heat.links import LANES, Links, blocks_of

# Where the fields of a block begin: conductances to the four neighbours, power, inflow at the start of the step, and
# the temperature of a cell that does not boil: start + heat taken up · slope.
UP, DOWN, INWARD, OUTWARD, SOURCE, RATE_0, SLOPE, START = (field * LANES for field in range(8))
STEADY = 8 * LANES
# The same for cells that may boil: heat at the three breakpoints, slope of dry tissue, slope given back on the plateau.
FIRST, SECOND, THIRD, HOT, PLATEAU = (field * LANES for field in range(5))
BENDS = 5 * LANES


class Workspace(NamedTuple):
    """Work arrays of the conduction step; cell (i, j) of a cylinder is at k = (i + 1) · stride + j + 1, stride rings + 2.

    ``steady`` and ``bends`` hold the fields named above, block by block. ``warm`` holds temperatures, from entry
    ``stride + 1`` on; ``newer`` and ``older`` the heat taken up at two stages; ``source`` the power and ``weight`` one
    over the heat capacity of moist tissue of each cell; ``capacity`` and ``ratio`` are
    room for implicit steps, ``lanes`` for the maxima of 64 lanes.

    A cell that has taken up the heat x since the step began is at T_1 + min(0, x - first) slope + max(0, x - first) hot
    + [max(0, x - third) - max(0, x - second)] plateau, where T_1 is the temperature at which water begins to boil.
    """

    steady: Array
    bends: Array
    warm: Array
    newer: Array
    older: Array
    source: Array
    weight: Array
    capacity: Array
    ratio: Array
    lanes: Array


class Layout(NamedTuple):
    """Temperature at which boiling begins, number of blocks in which it may in this step, number of blocks, stride."""

    boiling: float
    may_boil: int
    blocks: int
    stride: int


def workspace_for(space: Cylinder, matter: Matter) -> Workspace:
    """Work arrays for a cylinder of this geometry and material.

    Notes
    -----
    The margin conducts nothing and stays at 0 K: there the first breakpoint is T_1 at a slope of 1.
    """
    slabs, rings = space.heights.size, space.areas.size
    stride, blocks = rings + 2, blocks_of((slabs, rings))
    inner = np.zeros((slabs + 2, stride), dtype=bool)
    inner[1:-1, 1:-1] = True
    margin = np.ones(blocks * LANES, dtype=bool)
    margin[: inner.size] = ~inner.ravel()
    weight = np.zeros(blocks * LANES)
    wet = (matter.dry + matter.per_water * matter.full) * space.heights
    weight[~margin] = (1.0 / (wet[:, None] * space.areas)).ravel()
    steady, bends = np.zeros((blocks, STEADY // LANES, LANES)), np.zeros((blocks, BENDS // LANES, LANES))
    steady[:, SLOPE // LANES][margin.reshape(-1, LANES)] = 1.0
    bends[:, FIRST // LANES][margin.reshape(-1, LANES)] = matter.boiling
    return Workspace(
        steady=steady.ravel(),
        bends=bends.ravel(),
        warm=np.zeros(blocks * LANES + 2 * (stride + 1)),
        newer=np.zeros(blocks * LANES),
        older=np.zeros(blocks * LANES),
        source=np.zeros(blocks * LANES),
        weight=weight,
        capacity=np.zeros(blocks * LANES),
        ratio=np.zeros(blocks * LANES),
        lanes=np.zeros(LANES),
    )


@njit(cache=True, inline="always")
def at(k: int, size: int) -> int:
    """Place of cell k in an array of blocks of this size, before the field's own."""
    return (k // LANES) * size + k % LANES


@njit(cache=True)
def pack(links: Links, workspace: Workspace, layout: Layout) -> None:
    """Copy conductances and power of all cells into their blocks."""
    for block in range(layout.blocks):
        k = block * LANES
        fields = workspace.steady[block * STEADY : (block + 1) * STEADY]
        up, inward = links.up[k : k + LANES], links.inward[k : k + LANES]
        down, outward = links.up[k + layout.stride :][:LANES], links.inward[k + 1 :][:LANES]
        source = workspace.source[k : k + LANES]
        for lane in range(LANES):
            fields[UP + lane] = up[lane]
            fields[DOWN + lane] = down[lane]
            fields[INWARD + lane] = inward[lane]
            fields[OUTWARD + lane] = outward[lane]
            fields[SOURCE + lane] = source[lane]


@njit(cache=True)
def _warm(fields: Array, heat: Array, warm: Array) -> None:
    for lane in range(LANES):
        warm[lane] = fields[START + lane] + heat[lane] * fields[SLOPE + lane]


@njit(cache=True)
def _warm_boiling(fields: Array, bends: Array, heat: Array, boiling: float, warm: Array) -> None:
    for lane in range(LANES):
        x = heat[lane] - bends[FIRST + lane]
        latent = max(heat[lane] - bends[THIRD + lane], 0.0) - max(heat[lane] - bends[SECOND + lane], 0.0)
        sensible = min(x, 0.0) * fields[SLOPE + lane] + max(x, 0.0) * bends[HOT + lane]
        warm[lane] = boiling + sensible + latent * bends[PLATEAU + lane]


@njit(cache=True)
def warm_block(workspace: Workspace, layout: Layout, block: int, heat: Array) -> None:
    """Temperatures of one block after ``heat`` was taken up since the step began."""
    k = block * LANES
    fields = workspace.steady[block * STEADY : (block + 1) * STEADY]
    taken = heat[k : k + LANES]
    warm = workspace.warm[layout.stride + 1 + k :][:LANES]
    if block < layout.may_boil:
        _warm_boiling(fields, workspace.bends[block * BENDS : (block + 1) * BENDS], taken, layout.boiling, warm)
    else:
        _warm(fields, taken, warm)


class Recurrence(NamedTuple):
    """Coefficients of one stage: older ← newest · newer + oldest · older + forward · inflow + back · first inflow."""

    newest: float
    oldest: float
    forward: float
    back: float


@njit(cache=True)
def _stage(fields: Array, row: Array, above: Array, below: Array, heat: tuple[Array, Array], by: Recurrence) -> None:
    # ``row`` are the temperatures from one cell before the block to one after it.
    newer, older = heat
    newest, oldest, forward, back = by
    for lane in range(LANES):
        here = row[lane + 1]
        inflow = (
            fields[UP + lane] * (above[lane] - here)
            + fields[DOWN + lane] * (below[lane] - here)
            + fields[INWARD + lane] * (row[lane] - here)
            + fields[OUTWARD + lane] * (row[lane + 2] - here)
            + fields[SOURCE + lane]
        )
        older[lane] = newest * newer[lane] + oldest * older[lane] + (forward * inflow + back * fields[RATE_0 + lane])


@njit(cache=True)
def sweep(links: Links, workspace: Workspace, layout: Layout, heat: tuple[Array, Array], by: Recurrence) -> float:
    """One stage for all cells.

    Parameters
    ----------
    links : Links
        Its walls, which give heat to the surroundings.
    workspace : Workspace
        Packed fields; ``warm`` is filled with the temperatures of the heat of the stage before.
    layout : Layout
        Blocks and stride.
    heat : tuple of Array
        Heat taken up at the stage before, and at the one before that; the latter is overwritten with the new one.
    by : Recurrence
        Coefficients of the stage.

    Returns
    -------
    float
        Power that the surroundings take at the temperatures of the stage before.
    """
    newer, older = heat
    stride, blocks = layout.stride, layout.blocks
    lead, warmed = stride + 1, 0
    ahead = (LANES - 1 + stride) // LANES + 1
    for block in range(blocks):
        # The cells below a block reach into later blocks, whose temperatures are computed just before they are needed.
        while warmed < min(block + ahead, blocks):
            warm_block(workspace, layout, warmed, newer)
            warmed += 1
        k = block * LANES
        fields = workspace.steady[block * STEADY : (block + 1) * STEADY]
        row = workspace.warm[lead - 1 + k :][: LANES + 2]
        above, below = workspace.warm[lead + k - stride :][:LANES], workspace.warm[lead + k + stride :][:LANES]
        _stage(fields, row, above, below, (newer[k : k + LANES], older[k : k + LANES]), by)
    surface = 0.0
    for wall in range(links.walled[0]):
        k = links.walls[wall]
        out = links.lost[k] * workspace.warm[lead + k] - links.given[k]
        surface += out
        older[k] -= by.forward * out
    return surface
