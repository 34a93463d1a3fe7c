"""Removal of cells: steam that is confined, what leaves, and what the cells hold."""

from __future__ import annotations

import numpy as np

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.boiling import (
    carried_by_steam,
    cell_of,
    held,
    piece_of,
    residue_room,
    slab_of,
    steamed,
)
from microthermal.numerics.conduction.enthalpy import SLACK, Array, Cylinder, Matter, Removal, State


@njit(cache=True)
def confine_steam(space: Cylinder, matter: Matter, state: State, escape: float, sealed: bool) -> None:
    """Mark the cells that confine steam: deeper than ``escape`` below the open floor or surface of their column.

    A sealed surface lets no steam out; the floor and the wall of a channel do. The ceiling of a cell that confines
    steam is its initial water.
    """
    slabs, rings = state.temperature.shape
    for j in range(rings):
        cover = np.inf if sealed else 0.0
        for i in range(slabs):
            beside_void = j > 0 and state.removed[i, j - 1] != 0.0
            present = state.removed[i, j] == 0.0
            confines = present and cover >= escape and not beside_void
            state.ceiling[i, j] = matter.start_water[i, j] if confines else 0.0
            cover = cover + space.heights[i] if present else 0.0


@njit(cache=True)
def due(matter: Matter, state: State, removal: Removal, i: int, j: int) -> bool:
    """Whether a cell is as dry and hot as its residue leaves; what conduction heats is too slow to burst."""
    if state.temperature[i, j] < matter.boiling or state.removed[i, j] != 0.0:
        return False
    now = cell_of(state.temperature, state.water, i, j)
    return bool(residue_room(slab_of(matter, i, j), removal.temperature[i], now) <= SLACK)


@njit(cache=True)
def leave(
    space: Cylinder, matter: Matter, state: State, removal: Removal, owed: Array, place: tuple[int, int]
) -> float:  # fmt: skip
    """Remove a cell, and with confined steam all cells above it; returns the heat that leaves with them.

    A removed cell keeps its water and gets its initial temperature, so that its stored heat is zero. What is thrown out
    of column j then stands in its light: ``owed`` (r,) is the energy per area that it still takes.
    """
    heat = 0.0
    i, j = place
    top = 0 if removal.confined else i
    for k in range(top, i + 1):
        if state.removed[k, j] == 0.0:
            volume, slab = space.heights[k] * space.areas[j], slab_of(matter, k, j)
            now = cell_of(state.temperature, state.water, k, j)
            start = cell_of(matter.start_temperature, matter.start_water, k, j)
            own = held(slab, now, start)
            heat += own * volume
            if removal.confined:
                heat += steamed(slab, now, start) * volume
            # Steam that has leaked has had its share of the light too.
            spent = own + (slab.full - now.water) * carried_by_steam(slab, start)
            owed[j] += max(removal.cost[k] - spent, 0.0) * space.heights[k]
            state.removed[k, j] = 1.0
            state.temperature[k, j] = matter.start_temperature[k, j]
    return heat


@njit(cache=True)
def clear(space: Cylinder, matter: Matter, state: State, removal: Removal, owed: Array) -> float:
    """Remove all cells that meet the removal criterion; returns the heat that leaves with them."""
    heat = 0.0
    slabs, rings = state.temperature.shape
    temperature, boiling = state.temperature, matter.boiling
    for i in range(slabs):
        for j in range(rings):
            # Most cells are below boiling: this test is cheaper than the call.
            if temperature[i, j] >= boiling and due(matter, state, removal, i, j):
                heat += leave(space, matter, state, removal, owed, (i, j))
    return heat


@njit(cache=True)
def tally(space: Cylinder, matter: Matter, state: State, confined: bool) -> tuple[float, float]:
    """Heat held by all cells above their start, and heat carried off by steam (not that of burst cells)."""
    stored = 0.0
    steam = 0.0
    temperature, water, removed = state.temperature, state.water, state.removed
    start_temperature, start_water, areas = matter.start_temperature, matter.start_water, space.areas
    pieces = matter.pieces
    for p in range(pieces.slab.size):
        i, slab = pieces.slab[p], piece_of(matter, p)
        high = space.heights[i]
        for j in range(pieces.begin[p], pieces.end[p]):
            now, start = cell_of(temperature, water, i, j), cell_of(start_temperature, start_water, i, j)
            if not confined or removed[i, j] == 0.0:
                steam += steamed(slab, now, start) * high * areas[j]
            if removed[i, j] == 0.0:
                stored += held(slab, now, start) * high * areas[j]
    return stored, steam
