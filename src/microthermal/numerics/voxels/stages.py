"""One stage of a super-time-step on voxels: temperatures from heat, inflows from temperatures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.boiling import Cell, Slab, heated, held, steamed
from microthermal.numerics.voxels.links import VoxelLinks, VoxelMatter

Array = NDArray[np.float64]


@njit(cache=True, inline="always")
def _slab(matter: VoxelMatter, m: int) -> Slab:
    return Slab(matter.dry[m], matter.per_water[m], matter.full[m], matter.boiling, matter.span, matter.latent)


@njit(cache=True)
def warmed(
    matter: VoxelMatter, state: tuple[Array, Array], heat: Array, volume: float, found: tuple[Array, Array]
) -> float:
    """Temperature and water of all voxels after each has taken up heat; the highest temperature.

    Parameters
    ----------
    matter : VoxelMatter
        Media.
    state : tuple of Array, (z, y, x)
        Temperature and water before.
    heat : Array, (z, y, x)
        Heat taken up by each voxel [J].
    volume : float
        Of a voxel [m³].
    found : tuple of Array, (z, y, x)
        Receives temperature and water after.

    Notes
    -----
    The cell physics is that of the cylinder (:mod:`microthermal.numerics.conduction.boiling`): sensible heat, boiling
    over a few kelvin, dry residue. Steam leaves where it is made.
    """
    temperature, water = state
    warm, wet = found
    hottest = 0.0
    slabs, rows, columns = temperature.shape
    for i in range(slabs):
        for j in range(rows):
            for k in range(columns):
                slab = _slab(matter, matter.medium[i, j, k])
                cell = heated(slab, Cell(temperature[i, j, k], water[i, j, k]), heat[i, j, k] / volume, 0.0)
                warm[i, j, k], wet[i, j, k] = cell.temperature, cell.water
                hottest = max(hottest, cell.temperature)
    return hottest


@njit(cache=True)
def inflows(
    links: VoxelLinks, matter: VoxelMatter, warm: Array, source: Array, top: tuple[float, float], found: Array
) -> tuple[float, float]:
    """Power that flows into each voxel, and those that the surroundings and blood take in all.

    Parameters
    ----------
    links : VoxelLinks
        Conductances.
    matter : VoxelMatter
        Exchange with blood.
    warm : Array, (z, y, x)
        Temperatures.
    source : Array, (z, y, x)
        Power of the light in each voxel [W].
    top : tuple of float
        Temperature above the surface [K], and the volume of a voxel [m³].
    found : Array, (z, y, x)
        Receives the power that flows in [W].

    Notes
    -----
    Each flow is counted with the same number at both of its ends.
    """
    outside, volume = top
    slabs, rows, columns = warm.shape
    surface, perfused = 0.0, 0.0
    for i in range(slabs):
        for j in range(rows):
            back, fore = (j - 1) % rows, (j + 1) % rows
            for k in range(columns):
                before, after = (k - 1) % columns, (k + 1) % columns
                here = warm[i, j, k]
                flow = source[i, j, k]
                if i > 0:
                    flow += links.above[i, j, k] * (warm[i - 1, j, k] - here)
                if i < slabs - 1:
                    flow += links.above[i + 1, j, k] * (warm[i + 1, j, k] - here)
                flow += links.before[i, j, k] * (warm[i, back, k] - here)
                flow += links.before[i, fore, k] * (warm[i, fore, k] - here)
                flow += links.left[i, j, k] * (warm[i, j, before] - here)
                flow += links.left[i, j, after] * (warm[i, j, after] - here)
                blood = matter.exchange[matter.medium[i, j, k]] * volume * (here - matter.blood_temperature)
                perfused += blood
                flow -= blood
                if i == 0:
                    out = links.top[j, k] * (here - outside)
                    surface += out
                    flow -= out
                found[i, j, k] = flow
    return surface, perfused


@njit(cache=True)
def stiffest(links: VoxelLinks, matter: VoxelMatter, water: Array, volume: float) -> float:
    """Highest sum of conductances of a voxel over its heat capacity [1/s]; explicit steps are stable to one over it."""
    slabs, rows, columns = water.shape
    found = 0.0
    for i in range(slabs):
        for j in range(rows):
            for k in range(columns):
                m = matter.medium[i, j, k]
                total = links.above[i, j, k] + (links.above[i + 1, j, k] if i < slabs - 1 else 0.0)
                total += links.before[i, j, k] + links.before[i, (j + 1) % rows, k]
                total += links.left[i, j, k] + links.left[i, j, (k + 1) % columns]
                total += links.top[j, k] if i == 0 else 0.0
                total += matter.exchange[m] * volume
                # Dry voxels hold least; a voxel may dry within the step.
                found = max(
                    found,
                    total / (volume * matter.dry[m])
                    if water[i, j, k] < matter.full[m]
                    else total / (volume * (matter.dry[m] + matter.per_water[m] * water[i, j, k])),
                )
    return found


@njit(cache=True)
def ledger(
    matter: VoxelMatter, now: tuple[Array, Array], start: tuple[Array, Array], volume: float
) -> tuple[float, float]:
    """Heat held above the start, and heat that steam has carried off [J]."""
    stored, vapour = 0.0, 0.0
    slabs, rows, columns = now[0].shape
    for i in range(slabs):
        for j in range(rows):
            for k in range(columns):
                slab = _slab(matter, matter.medium[i, j, k])
                cell, first = Cell(now[0][i, j, k], now[1][i, j, k]), Cell(start[0][i, j, k], start[1][i, j, k])
                stored += held(slab, cell, first) * volume
                vapour += steamed(slab, cell, first) * volume
    return stored, vapour
