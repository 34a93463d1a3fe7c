"""Cells in blocks of 64, laid out so that the stages of a super-time-step are vector code and stay in the cache."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.enthalpy import Array, Cylinder, Matter
from microthermal.numerics.conduction.links import LANES, Links, blocks_of, unsigned
from microthermal.numerics.records import by_address

# Where the fields of a block begin: conductances to the four neighbours, power, inflow at the start of the step, and
# the temperature of a cell that does not boil: start + heat taken up · slope.
UP, DOWN, INWARD, OUTWARD, SOURCE, RATE_0, SLOPE, START = (field * LANES for field in range(8))
STEADY = 8 * LANES
# The same for cells that may boil: heat at the three breakpoints, slope of dry tissue, slope given back on the plateau.
FIRST, SECOND, THIRD, HOT, PLATEAU = (field * LANES for field in range(5))
BENDS = 5 * LANES


@by_address
class Workspace(NamedTuple):
    """Work arrays of the conduction step; cell (i, j) is at k = (i + 1) · stride + j + 1, where stride is rings + 2.

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
    The margin conducts nothing and stays at 0 K: there the heat capacity is 1 and the first
    breakpoint T_1.
    """
    slabs, rings = space.heights.size, space.areas.size
    stride, blocks = rings + 2, blocks_of((slabs, rings))
    inner = np.zeros((slabs + 2, stride), dtype=bool)
    inner[1:-1, 1:-1] = True
    margin = np.ones(blocks * LANES, dtype=bool)
    margin[: inner.size] = ~inner.ravel()
    weight = np.zeros(blocks * LANES)
    wet = (matter.dry + matter.per_water * matter.full)[matter.pieces.of] * space.heights[:, None]
    weight[~margin] = (1.0 / (wet * space.areas)).ravel()
    steady, bends = np.zeros((blocks, STEADY // LANES, LANES)), np.zeros((blocks, BENDS // LANES, LANES))
    bends[:, FIRST // LANES][margin.reshape(-1, LANES)] = matter.boiling
    return Workspace(
        steady=steady.ravel(),
        bends=bends.ravel(),
        warm=np.zeros(blocks * LANES + 2 * (stride + 1)),
        newer=np.zeros(blocks * LANES),
        older=np.zeros(blocks * LANES),
        source=np.zeros(blocks * LANES),
        weight=weight,
        capacity=margin.astype(np.float64),
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
    fields = workspace.steady
    for block in range(layout.blocks):
        k, b = block * LANES, block * STEADY
        for lane in range(LANES):
            fields[unsigned(b + UP + lane)] = links.up[unsigned(k + lane)]
            fields[unsigned(b + DOWN + lane)] = links.up[unsigned(k + layout.stride + lane)]
            fields[unsigned(b + INWARD + lane)] = links.inward[unsigned(k + lane)]
            fields[unsigned(b + OUTWARD + lane)] = links.inward[unsigned(k + 1 + lane)]
            fields[unsigned(b + SOURCE + lane)] = workspace.source[unsigned(k + lane)]


@njit(cache=True, inline="always")
def _warm(fields: Array, b: int, heat: Array, k: int, warm: Array, m: int) -> None:
    # Temperatures of a block in which nothing boils; b, k and m are where it begins in each array.
    for lane in range(LANES):
        rise = heat[unsigned(k + lane)] * fields[unsigned(b + SLOPE + lane)]
        warm[unsigned(m + lane)] = fields[unsigned(b + START + lane)] + rise


@njit(cache=True, inline="always")
def _latent(bends: Array, c: int, heat: float) -> float:
    # Heat that boiling takes of the heat taken up by a cell, times the slope on the plateau, in kelvin.
    boiled = max(heat - bends[unsigned(c + THIRD)], 0.0) - max(heat - bends[unsigned(c + SECOND)], 0.0)
    return float(boiled * bends[unsigned(c + PLATEAU)])


class Recurrence(NamedTuple):
    """Coefficients of one stage: older ← newest · newer + oldest · older + forward · inflow + back · first inflow."""

    newest: float
    oldest: float
    forward: float
    back: float


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
    newest, oldest, forward, back = by
    # Taken out once: whatever is taken out of a record in a loop is counted there.
    fields, bends, warm = workspace.steady, workspace.bends, workspace.warm
    boiling, stride = layout.boiling, layout.stride
    lead, warmed = stride + 1, 0
    ahead = (LANES - 1 + stride) // LANES + 1
    for block in range(layout.blocks):
        # The cells below a block reach into later blocks, whose temperatures are computed just before they are needed.
        while warmed < min(block + ahead, layout.blocks):
            k, b, c, m = warmed * LANES, warmed * STEADY, warmed * BENDS, warmed * LANES + lead
            if warmed < layout.may_boil:
                for lane in range(LANES):
                    taken = newer[unsigned(k + lane)]
                    x = taken - bends[unsigned(c + FIRST + lane)]
                    sensible = min(x, 0.0) * fields[unsigned(b + SLOPE + lane)]
                    sensible += max(x, 0.0) * bends[unsigned(c + HOT + lane)]
                    warm[unsigned(m + lane)] = boiling + sensible + _latent(bends, c + lane, taken)
            else:
                _warm(fields, b, newer, k, warm, m)
            warmed += 1
        k, b, m = block * LANES, block * STEADY, block * LANES + lead
        for lane in range(LANES):
            here = warm[unsigned(m + lane)]
            inflow = (
                fields[unsigned(b + UP + lane)] * (warm[unsigned(m + lane - stride)] - here)
                + fields[unsigned(b + DOWN + lane)] * (warm[unsigned(m + lane + stride)] - here)
                + fields[unsigned(b + INWARD + lane)] * (warm[unsigned(m + lane - 1)] - here)
                + fields[unsigned(b + OUTWARD + lane)] * (warm[unsigned(m + lane + 1)] - here)
                + fields[unsigned(b + SOURCE + lane)]
            )
            change = forward * inflow + back * fields[unsigned(b + RATE_0 + lane)]
            older[unsigned(k + lane)] = newest * newer[unsigned(k + lane)] + oldest * older[unsigned(k + lane)] + change
    surface = 0.0
    for wall in range(links.walled[0]):
        k = links.walls[wall]
        out = links.lost[k] * warm[lead + k] - links.given[k]
        surface += out
        older[k] -= forward * out
    return surface
