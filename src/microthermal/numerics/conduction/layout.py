"""Cells laid out for a step of conduction: temperatures, slopes, breakpoints of boiling, first inflows, stability."""

from __future__ import annotations

import numpy as np

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.blocks import (
    BENDS,
    DOWN,
    FIRST,
    HOT,
    INWARD,
    OUTWARD,
    PLATEAU,
    RATE_0,
    SECOND,
    SLOPE,
    START,
    STEADY,
    THIRD,
    UP,
    Layout,
    Recurrence,
    Workspace,
    at,
    sweep,
)
from microthermal.numerics.conduction.boiling import breakpoints, cell_of, effective_latent_heat, piece_of
from microthermal.numerics.conduction.enthalpy import (
    Array,
    Cylinder,
    Matter,
    State,
    greatest,
)
from microthermal.numerics.conduction.links import LANES, Links, unsigned

# Rows this far below boiling [K] are taken as unable to boil within a step, which is checked afterwards.
FAR_FROM_BOILING = 40.0


@njit(cache=True)
def lay_out(space: Cylinder, matter: Matter, state: State, workspace: Workspace, rows: int) -> Layout:
    """Lay out temperature and slope of each cell; breakpoints where water may boil, or in the first ``rows`` rows."""
    slabs, rings = state.temperature.shape
    stride, steady = rings + 2, workspace.steady
    temperature, water, areas = state.temperature, state.water, space.areas
    start, capacity = workspace.ratio, workspace.capacity
    far = matter.boiling - FAR_FROM_BOILING
    # Cells are laid out flat first, and then copied into their blocks.
    pieces = matter.pieces
    for i in range(slabs):
        row, high = (i + 1) * stride + 1, space.heights[i]
        for p in range(pieces.first[i], pieces.first[i + 1]):
            dry, per_water = matter.dry[p], matter.per_water[p]
            for j in range(pieces.begin[p], pieces.end[p]):
                start[unsigned(row + j)] = temperature[i, unsigned(j)]
                moist = dry + per_water * water[i, unsigned(j)]
                capacity[unsigned(row + j)] = moist * high * areas[unsigned(j)]
    rows = max(rows, _warm_rows(temperature, far))
    for block in range(workspace.newer.size // LANES):
        k, b = block * LANES, block * STEADY
        for lane in range(LANES):
            steady[unsigned(b + START + lane)] = start[unsigned(k + lane)]
            steady[unsigned(b + SLOPE + lane)] = 1.0 / capacity[unsigned(k + lane)]
    blocks = workspace.newer.size // LANES
    may_boil = 0
    if rows > 0:
        may_boil = min(((rows + 1) * stride + LANES - 1) // LANES, blocks)
        # The last of these blocks may begin the next row, which then needs breakpoints as well.
        rows = min(slabs, (may_boil * LANES - 1) // stride)
        _lay_out_bends(space, matter, state, workspace, rows)
    return Layout(boiling=matter.boiling, may_boil=may_boil, blocks=blocks, stride=stride)


@njit(cache=True)
def _warm_rows(temperature: Array, far: float) -> int:
    # Number of rows down to the lowest in which some cell is warmer than this.
    rows, rings = temperature.shape
    while rows > 0:
        for j in range(rings):
            if temperature[rows - 1, j] > far:
                return int(rows)
        rows -= 1
    return 0


@njit(cache=True)
def _lay_out_bends(space: Cylinder, matter: Matter, state: State, workspace: Workspace, rows: int) -> None:
    # Breakpoints and slopes of the cells of the first rows.
    temperature, water, ceiling, areas = state.temperature, state.water, state.ceiling, space.areas
    steady, bends, rings, pieces = workspace.steady, workspace.bends, space.areas.size, matter.pieces
    for p in range(pieces.first[rows]):
        i, slab = pieces.slab[p], piece_of(matter, p)
        high = space.heights[i]
        latent, rise = effective_latent_heat(slab), slab.span / slab.full if slab.full > 0.0 else 0.0
        for j in range(pieces.begin[p], pieces.end[p]):
            place = (i + 1) * (rings + 2) + 1 + j
            k, volume, now = at(place, BENDS), high * areas[j], cell_of(temperature, water, i, j)
            hot = 1.0 / (slab.dry * volume)
            if now.temperature < slab.boiling:
                first = (slab.boiling - now.temperature) * (slab.dry + slab.per_water * now.water) * volume
                second = first + slab.dry * rise * (slab.full - now.water) * volume
                third = second + latent * now.water * volume
            else:
                first, second, third, wet = breakpoints(slab, now, ceiling[i, j])
                first, second, third = first * volume, second * volume, third * volume
                steady[at(place, STEADY) + SLOPE] = 1.0 / ((slab.dry + slab.per_water * wet) * volume)
            bends[k + FIRST], bends[k + SECOND], bends[k + THIRD] = first, second, third
            bends[k + HOT], bends[k + PLATEAU] = hot, hot - rise / latent / volume


@njit(cache=True)
def first_rates(links: Links, workspace: Workspace, layout: Layout) -> float:
    """Fill the heat inflow of all cells at the start of the step; returns what the surroundings take then."""
    newer, older = workspace.newer, workspace.older
    for k in range(newer.size):
        newer[k] = 0.0
    surface = sweep(links, workspace, layout, (newer, older), Recurrence(0.0, 0.0, 1.0, 0.0))
    for block in range(layout.blocks):
        k, b = block * LANES, block * STEADY
        for lane in range(LANES):
            workspace.steady[unsigned(b + RATE_0 + lane)] = older[unsigned(k + lane)]
    return surface


@njit(cache=True)
def stable_step(links: Links, workspace: Workspace, layout: Layout, step: float) -> float:
    """Longest stable explicit step, 1 / max(sum of conductances / heat capacity).

    New temperatures are then weighted means of old ones.
    """
    fastest, fields, bends = workspace.lanes, workspace.steady, workspace.bends
    fastest[:] = 0.0
    for block in range(layout.blocks):
        k, b, c = block * LANES, block * STEADY, block * BENDS
        for lane in range(LANES):
            total = (
                fields[unsigned(b + UP + lane)] + fields[unsigned(b + DOWN + lane)]
                + fields[unsigned(b + INWARD + lane)] + fields[unsigned(b + OUTWARD + lane)]
                + links.lost[unsigned(k + lane)]
            )  # fmt: skip
            slope = fields[unsigned(b + SLOPE + lane)]
            if block < layout.may_boil:
                # A cell that is dry, or may dry out within the step, warms as dry tissue does.
                dries = bends[unsigned(c + THIRD + lane)] < 2.0 * step * fields[unsigned(b + RATE_0 + lane)]
                slope = bends[unsigned(c + HOT + lane)] if dries else slope
            fastest[unsigned(lane)] = max(fastest[unsigned(lane)], total * slope)
    most = greatest(fastest)
    return float(1.0 / most) if most > 0.0 else np.inf
