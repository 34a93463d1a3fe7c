"""Skin on a grid: the layers sampled onto slabs, and the tissue as the next pulse finds it."""

from __future__ import annotations

import numpy as np

from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.flow import Snapshot
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Optics, Tissue
from microthermal.errors import InputError
from microthermal.quantity import Array, amended
from microthermal.tissue.resting import resting_temperature
from microthermal.tissue.thermal import dry_conductivity, dry_heat_capacity


def sample(skin: Skin, grid: Grid, optics: Optics) -> Tissue:
    """Untreated skin on a grid.

    Parameters
    ----------
    skin : Skin
        Layers from the surface down.
    grid : Grid
        Cells; each slab takes the layer in which its centre lies, the last layer goes on below.
    optics : Optics
        Optical coefficients of the same layers.

    Returns
    -------
    Tissue
        With resting temperature (module ``resting``), all its water, nothing removed.

    Raises
    ------
    InputError
        If ``optics`` is of other layers.
    """
    if optics.thickness.size != len(skin.layers):
        raise InputError(f"optics has {optics.thickness.size} layers, but the skin has {len(skin.layers)}")
    layer = _layers_of_slabs(skin, grid)
    thermal = [item.thermal for item in skin.layers]
    water = np.array([item.composition.water for item in skin.layers])
    density = np.array([item.density for item in thermal])
    specific_heat = np.array([item.specific_heat for item in thermal])
    conductivity = np.array([item.conductivity for item in thermal])
    dry_heat = [dry_heat_capacity(*row) for row in zip(water, density, specific_heat, strict=True)]
    dry_conduction = [dry_conductivity(*row) for row in zip(water, conductivity, strict=True)]
    initial_water = (water * density)[layer]
    temperature = resting_temperature(skin, grid.z)
    rings = np.ones(grid.shape[1])
    return Tissue(
        grid=grid,
        optics=optics,
        layer=layer.astype(np.float64),
        initial_water=initial_water,
        heat_capacity=(density * specific_heat)[layer],
        dry_heat_capacity=np.array(dry_heat)[layer],
        conductivity=conductivity[layer],
        dry_conductivity=np.array(dry_conduction)[layer],
        perfusion=np.array([item.perfusion for item in thermal])[layer],
        core_temperature=skin.core_temperature,
        temperature=np.outer(temperature, rings),
        water=np.outer(initial_water, rings),
        removed=np.zeros(grid.shape),
        fat=np.array([float(item.tissue == "fat") for item in skin.layers])[layer],
    )


def after(tissue: Tissue, snapshot: Snapshot) -> Tissue:
    """Tissue as the next pulse finds it.

    Parameters
    ----------
    tissue : Tissue
        Tissue before the pulse.
    snapshot : Snapshot
        The last snapshot before the next pulse.

    Returns
    -------
    Tissue
        With temperature, water and removed cells of the snapshot. Scattering is not changed: not even the sign of its
        change on coagulation is settled.

    Raises
    ------
    InputError
        If the snapshot is on another grid.
    """
    if snapshot.temperature.shape != tissue.temperature.shape:
        raise InputError("the snapshot lies on another grid than the tissue")
    return amended(tissue, temperature=snapshot.temperature, water=snapshot.water, removed=snapshot.removed)


def _layers_of_slabs(skin: Skin, grid: Grid) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    bottoms: Array = np.cumsum([item.thickness for item in skin.layers])
    found = np.searchsorted(bottoms, grid.z, side="right")
    return np.minimum(found, len(skin.layers) - 1)
