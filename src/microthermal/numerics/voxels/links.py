"""Conductances between voxels: half cells in series, so that temperature and flux are continuous between materials."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit

Array = NDArray[np.float64]
# Keeps 0 / 0 from happening between two media that conduct nothing [W/m/K].
_NONE = 1e-30


class VoxelMatter(NamedTuple):
    """What the media of a block are made of (medium,), and water (z, y, x): as ``Matter`` of a cylinder.

    Heat capacity per volume without water (``dry``) and what a unit of water adds (``per_water``), conductivity alike,
    heat exchange with blood per volume and kelvin, water of the untouched medium (``full``). ``warming`` is the rise of
    conductivity per kelvin above ``reference``; water begins to boil at ``boiling``, over ``span`` kelvin, and takes
    ``latent`` per mass.
    """

    medium: NDArray[np.int32]
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


class VoxelSpace(NamedTuple):
    """Lengths of a voxel along z, y, x [m]; whether the block is repeated at its sides, which else let nothing pass."""

    high: float
    deep: float
    wide: float
    periodic: bool


class Top(NamedTuple):
    """What the surface touches: its temperature [K] and the heat transfer coefficient [W/m²/K]."""

    temperature: float
    coefficient: float


class VoxelLinks(NamedTuple):
    """Conductances [W/K] to the neighbour above, before and left of each voxel (z, y, x), and of the surface (y, x).

    The first entry of ``before`` and ``left`` is the link to the last voxel of a repeated block, or 0.
    """

    above: Array
    before: Array
    left: Array
    top: Array


@njit(cache=True)
def conductivities(matter: VoxelMatter, temperature: Array, water: Array, found: Array) -> None:
    """Conductivity of each voxel as it is now [W/m/K]; it no longer rises beyond boiling."""
    slabs, rows, columns = temperature.shape
    for i in range(slabs):
        for j in range(rows):
            for k in range(columns):
                m = matter.medium[i, j, k]
                moist = matter.dry_conductivity[m] + matter.conductivity_per_water[m] * water[i, j, k]
                warm = min(temperature[i, j, k], matter.boiling) - matter.reference
                found[i, j, k] = moist * (1.0 + matter.warming * warm)


def links_of(space: VoxelSpace, conductivity: Array, top: Top) -> VoxelLinks:
    """Conductances from the conductivities of all voxels.

    Parameters
    ----------
    space : VoxelSpace
        Lengths of a voxel.
    conductivity : Array, (z, y, x)
        Of each voxel [W/m/K].
    top : Top
        What the surface touches.
    """
    faces = (space.deep * space.wide, space.high * space.wide, space.high * space.deep)
    above, before, left = np.zeros_like(conductivity), np.zeros_like(conductivity), np.zeros_like(conductivity)
    above[1:] = _series(conductivity[1:], conductivity[:-1], space.high) * faces[0]
    before[:, 1:] = _series(conductivity[:, 1:], conductivity[:, :-1], space.deep) * faces[1]
    left[:, :, 1:] = _series(conductivity[:, :, 1:], conductivity[:, :, :-1], space.wide) * faces[2]
    if space.periodic:
        before[:, 0] = _series(conductivity[:, 0], conductivity[:, -1], space.deep) * faces[1]
        left[:, :, 0] = _series(conductivity[:, :, 0], conductivity[:, :, -1], space.wide) * faces[2]
    open_top = np.zeros(conductivity.shape[1:])
    if top.coefficient > 0.0:
        open_top = faces[0] / (1.0 / top.coefficient + 0.5 * space.high / conductivity[0])
    return VoxelLinks(above, before, left, open_top)


def _series(one: Array, other: Array, length: float) -> Array:
    return np.asarray(2.0 * one * other / ((one + other + _NONE) * length))
