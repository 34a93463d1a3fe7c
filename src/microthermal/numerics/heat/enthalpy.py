"""Records that the heat kernels share, and the enthalpy balance of one cell: heating, boiling, removal."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit

Array: TypeAlias = NDArray[np.float64]

# A cell that lacks less heat per volume than this [J/m³] for its removal is removed: rounding could keep it from ever
# reaching the limit. It is worth some µK.
SLACK = 10.0
# A cell within this distance of its boiling point counts as boiling [K], so that rounding does not prevent it.
NEAR_BOILING = 1e-7


class Cylinder(NamedTuple):
    """Geometry of an axisymmetric grid, from :func:`cylinder`.

    ``heights`` of the slabs (z,), ``widths``, ``faces`` (outer circumference) and ``areas`` of the rings (r,).
    """

    heights: Array
    widths: Array
    faces: Array
    areas: Array


class Matter(NamedTuple):
    """Thermal properties of the slabs, and the initial state of the cells.

    Along z: heat capacity per volume without water (``dry``) and what a unit of water mass adds (``per_water``),
    conductivity without water and what a unit of water adds, heat exchange with blood per volume and kelvin, water
    of the untouched tissue (``full``). Then ``warming``, the relative rise of conductivity per kelvin above
    ``reference``; temperature of blood; where water begins to boil, over how many kelvin the boiling point rises until
    the last of it is gone (``span``), its latent heat; start values (z, r).
    """

    dry: Array
    per_water: Array
    dry_conductivity: Array
    conductivity_per_water: Array
    exchange: Array
    full: Array
    warming: float
    reference: float
    blood_temperature: float
    boiling: float
    span: float
    latent: float
    start_temperature: Array
    start_water: Array


class State(NamedTuple):
    """Present state of the cells (z, r): temperature, water per volume, 1 where removed. Kernels change it in place.

    ``ceiling`` is the water to which steam of a cell may condense: its initial water where steam is confined.
    """

    temperature: Array
    water: Array
    removed: Array
    ceiling: Array


class Removal(NamedTuple):
    """Removal criterion: a dry cell above ``temperature``, or more heat taken up per volume than ``enthalpy``.

    If ``confined``, steam stays in its cell until the cell leaves, and what lies above a leaving cell leaves with it.
    ``enthalpy`` is that of tissue with ``moist`` water per volume, and scales with the water of a slab (0: not at all).
    """

    temperature: float
    enthalpy: float
    confined: bool
    moist: float = 0.0


def cylinder(r_edges: Array, z_edges: Array) -> Cylinder:
    """Geometry of a grid from the edges of its rings and slabs.

    Parameters
    ----------
    r_edges, z_edges : Array, (r + 1,), (z + 1,)
        Edges, growing, from 0.
    """
    return Cylinder(
        np.diff(z_edges),
        np.diff(r_edges),
        2.0 * np.pi * r_edges[1:],
        np.pi * np.diff(r_edges**2),
    )


@njit(cache=True)
def effective_latent_heat(matter: Matter, i: int) -> float:
    """Effective latent heat per mass of water: latent heat, and sensible heat as the boiling point rises."""
    if matter.full[i] <= 0.0:
        return float(matter.latent)
    return float(matter.latent + matter.dry[i] * matter.span / matter.full[i])


@njit(cache=True)
def breakpoints(
    matter: Matter, i: int, temperature: float, water: float, ceiling: float
) -> tuple[float, float, float, float]:
    """Breakpoints of the enthalpy-temperature curve of a cell of slab i.

    Parameters
    ----------
    matter : Matter
        Material.
    i : int
        Slab.
    temperature, water : float
        Cell now; water per volume.
    ceiling : float
        Water to which steam condenses when a boiling cell is cooled; no more than ``water`` where steam has left.

    Returns
    -------
    tuple of float
        Heat per volume at which the cell reaches the temperature where boiling begins, at which its own water starts to
        boil, and at which it is dry (negative: passed already); then its water up to the second breakpoint.

    Notes
    -----
    The boiling point is T_b(w) = T_1 + span (1 - w / full): the last water is bound most strongly. Liquid takes
    c(w) dT = dh with c(w) = dry + per_water · w below T_1, c = dry above it; boiling takes -L_eff dw = dh.
    """
    boiling, dry = matter.boiling, matter.dry[i]
    latent = effective_latent_heat(matter, i)
    own = boiling
    if matter.full[i] > 0.0:
        own = boiling + matter.span * max(0.0, 1.0 - water / matter.full[i])
    if temperature < own - NEAR_BOILING:
        if temperature < boiling:
            first = (dry + matter.per_water[i] * water) * (boiling - temperature)
        else:
            first = dry * (boiling - temperature)
        second = first + dry * (own - boiling)
        return first, second, second + latent * water, water
    wet = max(water, ceiling)
    third = latent * water if water > 0.0 else -dry * (temperature - own)
    second = third - latent * wet
    start = boiling
    if matter.full[i] > 0.0:
        start = boiling + matter.span * max(0.0, 1.0 - wet / matter.full[i])
    return second - dry * (start - boiling), second, third, wet


@njit(cache=True)
def heated(
    matter: Matter, i: int, temperature: float, water: float, heat: float, ceiling: float
) -> tuple[float, float]:
    """Temperature and water of a cell of slab i after it takes up heat.

    Parameters
    ----------
    matter : Matter
        Material.
    i : int
        Slab.
    temperature, water : float
        Cell before; water per volume.
    heat : float
        Heat per volume; may be negative.
    ceiling : float
        As in :func:`breakpoints`.

    Returns
    -------
    tuple of float
        Temperature and water after.
    """
    boiling, dry = matter.boiling, matter.dry[i]
    capacity = dry + matter.per_water[i] * water
    if temperature < boiling and temperature * capacity + heat <= boiling * capacity:
        # Most cells stay below boiling, where there are no breakpoints.
        return temperature + heat / capacity, water
    first, second, third, wet = breakpoints(matter, i, temperature, water, ceiling)
    if heat <= first:
        return boiling + (heat - first) / (dry + matter.per_water[i] * wet), wet
    if heat <= second:
        return boiling + (heat - first) / dry, wet
    if heat < third:
        left = (third - heat) / effective_latent_heat(matter, i)
        if matter.full[i] <= 0.0:
            return boiling, left
        return boiling + matter.span * max(0.0, 1.0 - left / matter.full[i]), left
    top = boiling + (matter.span if matter.full[i] > 0.0 else 0.0)
    return top + (heat - third) / dry, 0.0


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
def _sensible(matter: Matter, i: int, water: float, temperature: float) -> float:
    # Sensible heat per volume, from the temperature at which boiling begins.
    above = temperature - matter.boiling
    if above > 0.0:
        return float(matter.dry[i] * above)
    return float((matter.dry[i] + matter.per_water[i] * water) * above)


@njit(cache=True)
def held(matter: Matter, state: State, i: int, j: int) -> float:
    """Sensible heat per volume above the initial state; water at its initial temperature counts as zero."""
    water = state.water[i, j]
    now = _sensible(matter, i, water, state.temperature[i, j])
    return now - _sensible(matter, i, water, matter.start_temperature[i, j])


@njit(cache=True)
def steamed(matter: Matter, state: State, i: int, j: int) -> float:
    """Heat per volume that steam has carried out of a cell: (latent + c_water (T_1 - T_start)) · water lost."""
    lost = matter.start_water[i, j] - state.water[i, j]
    sensible = matter.per_water[i] * max(0.0, matter.boiling - matter.start_temperature[i, j])
    return float(lost * (matter.latent + sensible))


@njit(cache=True)
def room(matter: Matter, state: State, removal: Removal, i: int, j: int) -> float:
    """Heat per volume that a cell can still take up before it leaves."""
    limit = removal.enthalpy
    if removal.moist > 0.0:
        limit *= matter.full[i] / removal.moist
    by_enthalpy = limit - held(matter, state, i, j) - steamed(matter, state, i, j)
    dried = breakpoints(matter, i, state.temperature[i, j], state.water[i, j], 0.0)[2]
    top = matter.boiling + (matter.span if matter.full[i] > 0.0 else 0.0)
    return float(min(by_enthalpy, dried + matter.dry[i] * (removal.temperature - top)))


@njit(cache=True)
def due(matter: Matter, state: State, removal: Removal, i: int, j: int) -> bool:
    """Whether a cell meets the removal criterion now; below boiling none does."""
    if state.temperature[i, j] < matter.boiling or state.removed[i, j] != 0.0:
        return False
    return room(matter, state, removal, i, j) <= SLACK


@njit(cache=True)
def leave(space: Cylinder, matter: Matter, state: State, removal: Removal, i: int, j: int) -> float:
    """Remove a cell, and with confined steam all cells above it; returns the heat that leaves with them.

    A removed cell keeps its water and gets its initial temperature, so that its stored heat is zero.
    """
    heat = 0.0
    top = 0 if removal.confined else i
    for k in range(top, i + 1):
        if state.removed[k, j] == 0.0:
            volume = space.heights[k] * space.areas[j]
            heat += held(matter, state, k, j) * volume
            if removal.confined:
                heat += steamed(matter, state, k, j) * volume
            state.removed[k, j] = 1.0
            state.temperature[k, j] = matter.start_temperature[k, j]
    return heat


@njit(cache=True)
def clear(space: Cylinder, matter: Matter, state: State, removal: Removal) -> float:
    """Remove all cells that meet the removal criterion; returns the heat that leaves with them."""
    heat = 0.0
    slabs, rings = state.temperature.shape
    temperature, boiling = state.temperature, matter.boiling
    for i in range(slabs):
        for j in range(rings):
            # Most cells are below boiling: this test is cheaper than the call.
            if temperature[i, j] >= boiling and due(matter, state, removal, i, j):
                heat += leave(space, matter, state, removal, i, j)
    return heat


@njit(cache=True)
def tally(space: Cylinder, matter: Matter, state: State, confined: bool) -> tuple[float, float]:
    """Heat held by all cells above their start, and heat carried off by steam (not that of burst cells)."""
    stored = 0.0
    steam = 0.0
    slabs, rings = state.temperature.shape
    for i in range(slabs):
        for j in range(rings):
            volume = space.heights[i] * space.areas[j]
            if not confined or state.removed[i, j] == 0.0:
                steam += steamed(matter, state, i, j) * volume
            if state.removed[i, j] == 0.0:
                stored += held(matter, state, i, j) * volume
    return stored, steam
