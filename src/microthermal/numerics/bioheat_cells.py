"""What the heat kernels share: plain tuples of arrays, and how one cell takes up heat."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]

# A cell this short of leaving, in heat per volume, is due: rounding could keep it from ever getting closer.
# In J/m³ it is some µK.
SLACK = 10.0


class Cylinder(NamedTuple):
    """Geometry of an axisymmetric grid, from :func:`cylinder`.

    ``heights`` of the slabs (z,), ``widths``, ``faces`` (outer circumference) and ``areas`` of the rings (r,).
    """

    heights: Array
    widths: Array
    faces: Array
    areas: Array


class Matter(NamedTuple):
    """What the slabs are made of, and each cell at the start.

    Along z: heat capacity per volume without water (``dry``) and what a unit of water mass adds (``per_water``),
    conductivity without water and what a unit of water adds, heat exchange with blood per volume and kelvin.
    Then the temperature of blood, boiling temperature and latent heat of water; start values (z, r).
    """

    dry: Array
    per_water: Array
    dry_conductivity: Array
    conductivity_per_water: Array
    exchange: Array
    blood_temperature: float
    boiling: float
    latent: float
    start_temperature: Array
    start_water: Array


class State(NamedTuple):
    """Cells now (z, r): temperature, water per volume, and 1 where the cell is gone. Kernels change it in place.

    ``ceiling`` is the water to which steam of a cell may condense: its water at the start where the cell is buried.
    """

    temperature: Array
    water: Array
    removed: Array
    ceiling: Array


class Removal(NamedTuple):
    """When a cell leaves: hotter than ``temperature``, or more heat taken up per volume than ``enthalpy``.

    If ``confined``, steam stays in its cell until the cell leaves, and what lies above a leaving cell leaves with it.
    """

    temperature: float
    enthalpy: float
    confined: bool


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
def heated(
    temperature: float,
    water: float,
    heat: float,
    dry: float,
    per_water: float,
    boiling: float,
    latent: float,
    ceiling: float,
) -> tuple[float, float]:
    """Temperature and water of a cell after it takes up heat.

    Parameters
    ----------
    temperature, water : float
        Cell before; water per volume.
    heat : float
        Heat per volume; may be negative.
    dry, per_water : float
        Heat capacity c(w) = dry + per_water · w.
    boiling, latent : float
        Boiling temperature, latent heat per water mass.
    ceiling : float
        Water to which steam condenses when a boiling cell is cooled; no more than ``water`` where steam has left.

    Returns
    -------
    tuple of float
        Temperature and water after.

    Notes
    -----
    Below boiling c(w) dT = dh; at boiling -latent dw = dh between w = ceiling and w = 0; then dry · dT = dh.
    """
    if heat < 0.0 and water < ceiling and temperature >= boiling:
        heat += dry * (temperature - boiling) if water <= 0.0 else 0.0
        if heat >= 0.0:
            return boiling + heat / dry, water
        back = min(ceiling - water, -heat / latent)
        water += back
        return boiling + (heat + back * latent) / (dry + per_water * water), water
    if water <= 0.0:
        return temperature + heat / dry, 0.0
    capacity = dry + per_water * water
    rest = heat - capacity * (boiling - temperature)
    if rest <= 0.0:
        return temperature + heat / capacity, water
    left = water - rest / latent
    if left > 0.0:
        return boiling, left
    return boiling + (rest - water * latent) / dry, 0.0


@njit(cache=True)
def bury(space: Cylinder, matter: Matter, state: State, escape: float) -> None:
    """Say where steam is caught: in cells deeper below the open floor or surface of their column than ``escape``."""
    slabs, rings = state.temperature.shape
    for j in range(rings):
        cover = 0.0
        for i in range(slabs):
            if state.removed[i, j] != 0.0:
                cover = 0.0
                state.ceiling[i, j] = 0.0
                continue
            beside_void = j > 0 and state.removed[i, j - 1] != 0.0
            if cover >= escape and not beside_void:
                state.ceiling[i, j] = matter.start_water[i, j]
            else:
                state.ceiling[i, j] = 0.0
            cover += space.heights[i]


@njit(cache=True)
def held(matter: Matter, state: State, i: int, j: int) -> float:
    """Heat per volume that a cell holds above its start: c(w) (T - T_start)."""
    capacity = matter.dry[i] + matter.per_water[i] * state.water[i, j]
    return float(capacity * (state.temperature[i, j] - matter.start_temperature[i, j]))


@njit(cache=True)
def steamed(matter: Matter, state: State, i: int, j: int) -> float:
    """Heat per volume that steam has carried out of a cell: (latent + c_water (T_boil - T_start)) · water lost."""
    lost = matter.start_water[i, j] - state.water[i, j]
    sensible = matter.per_water[i] * (matter.boiling - matter.start_temperature[i, j])
    return float(lost * (matter.latent + sensible))


@njit(cache=True)
def room(matter: Matter, state: State, removal: Removal, i: int, j: int) -> float:
    """Heat per volume that a cell can still take up before it leaves."""
    by_enthalpy = removal.enthalpy - held(matter, state, i, j) - steamed(matter, state, i, j)
    water = state.water[i, j]
    capacity = matter.dry[i] + matter.per_water[i] * water
    temperature = state.temperature[i, j]
    if water > 0.0:
        to_boiling = capacity * (matter.boiling - temperature)
        to_leaving = to_boiling + matter.latent * water + matter.dry[i] * (removal.temperature - matter.boiling)
    else:
        to_leaving = matter.dry[i] * (removal.temperature - temperature)
    return float(min(by_enthalpy, to_leaving))


@njit(cache=True)
def due(matter: Matter, state: State, removal: Removal, i: int, j: int) -> bool:
    """Whether a cell is there and must leave now; below boiling none must."""
    if state.temperature[i, j] < matter.boiling or state.removed[i, j] != 0.0:
        return False
    return room(matter, state, removal, i, j) <= SLACK


@njit(cache=True)
def leave(space: Cylinder, matter: Matter, state: State, removal: Removal, i: int, j: int) -> float:
    """Take a cell out, with all above it if it bursts; returns the heat that goes with them.

    A cell that has left keeps its water and takes its start temperature, so that it holds nothing.
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
    """Take out all cells that must leave now; returns the heat that goes with them."""
    heat = 0.0
    slabs, rings = state.temperature.shape
    temperature, boiling = state.temperature, matter.boiling
    for i in range(slabs):
        for j in range(rings):
            # Most cells are cold: ask those first that need no call.
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
