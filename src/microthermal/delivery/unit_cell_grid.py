"""The unit cell of a grid of injections: its rings and slabs, and what drug meets in each slab."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from microthermal.domain.inputs.medicine import Drug
from microthermal.domain.inputs.skin import DERMIS, Skin
from microthermal.numerics.transport.depot_mesh import Mesh, mesh_of
from microthermal.numerics.wholes import whole_steps
from microthermal.quantity import Array

# Fat below the dermis that is followed [m]: several decay lengths of a small molecule (0.25 to 1.1 mm).
_FAT = 4e-3
_STRETCH = 1.3  # of one cell of fat to the next


@dataclass(frozen=True, eq=False)
class CellGrid:
    """Rings and slabs [m] of one unit cell; depths count from the surface of the skin, horny layer included.

    Two grids compare by identity.
    """

    r_edges: Array
    z_edges: Array
    layer: Array  # index of the layer of each slab

    @cached_property
    def r(self) -> Array:
        """Centres of the rings [m] (r,)."""
        return fixed(0.5 * (self.r_edges[1:] + self.r_edges[:-1]))

    @cached_property
    def z(self) -> Array:
        """Centres of the slabs [m] (z,)."""
        return fixed(0.5 * (self.z_edges[1:] + self.z_edges[:-1]))

    @cached_property
    def volume(self) -> Array:
        """Volumes of the cells [m³] (z, r)."""
        return fixed(np.diff(self.z_edges)[:, None] * (np.pi * np.diff(self.r_edges**2))[None, :])


def cell_radius(spacing: float) -> float:
    """Radius [m] of the cylinder that has the area of one point of a square grid of a spacing [m]."""
    return spacing / math.sqrt(math.pi)


@lru_cache(maxsize=16)  # doses that differ in time or drug have one grid
def cell_grid(skin: Skin, spacing: float, bolus: float, width: float) -> CellGrid:
    """Grid of a unit cell.

    Parameters
    ----------
    skin : Skin
        Layers; the horny layer bars the way out and is left out.
    spacing : float
        Distance between injection points [m].
    bolus : float
        Radius of the bolus [m], around whose edge rings are half as wide.
    width : float
        Greatest width of a cell in the dermis [m].
    """
    outer = cell_radius(spacing)
    edge = min(bolus, outer)
    near = max(edge - 2.0 * width, 0.0), min(edge + 2.0 * width, outer)
    r_edges = _joined(
        (0.0, near[0], width), (near[0], edge, 0.5 * width), (edge, near[1], 0.5 * width), (near[1], outer, width)
    )
    pieces: list[Array] = []
    indices, top = [], 0.0
    for index, layer in enumerate(skin.layers):
        bottom = top + layer.thickness
        if layer.tissue == "stratum_corneum":
            top = bottom
            continue
        edges = _fat(top, min(bottom, top + _FAT), width) if _below(skin, index) else _joined((top, bottom, width))
        pieces.append(edges[1:] if pieces else edges)
        indices.append(np.full(edges.size - 1, index))
        top = bottom
    z_edges = np.unique(np.concatenate(pieces))
    return CellGrid(r_edges=fixed(r_edges), z_edges=fixed(z_edges), layer=fixed(np.concatenate(indices)))


def fixed(array: Array) -> Array:
    """An array of our own that is kept, made read-only."""
    array.flags.writeable = False
    return array


def _below(skin: Skin, index: int) -> bool:
    return any(layer.tissue in DERMIS for layer in skin.layers[:index]) and skin.layers[index].tissue not in DERMIS


def _joined(*spans: tuple[float, float, float]) -> Array:
    """Edges over spans (low, high, greatest width), each divided evenly; empty spans are passed over."""
    parts = [
        np.linspace(low, high, max(1, whole_steps(high - low, width)) + 1)
        for low, high, width in spans
        if high - low > 1e-9
    ]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def _fat(top: float, bottom: float, width: float) -> Array:
    count = max(2, whole_steps(math.log1p((bottom - top) * (_STRETCH - 1.0) / width), math.log(_STRETCH)))
    steps = np.cumsum(_STRETCH ** np.arange(count))
    return np.concatenate([[top], top + (bottom - top) * steps / steps[-1]])


def mesh(grid: CellGrid, drug: Drug, in_plane: float = 1.0) -> Mesh:
    """Mesh of the kernel.

    Parameters
    ----------
    grid : CellGrid
        The cell.
    drug : Drug
        Its diffusion and binding, the same in every layer: none was measured outside the dermis.
    in_plane : float, optional
        Diffusion along the skin over that across it [1].
    """
    across = np.full(grid.z.size, drug.kinetics.partition * drug.kinetics.diffusivity)
    return mesh_of(grid.r_edges, grid.z_edges, in_plane * across, across)


def disc_fraction(grid: CellGrid, radius: float, top: float, bottom: float) -> Array:
    """Fraction of each cell [1] (z, r) that lies in a disc of a radius between two depths [m]."""
    rings = np.clip(radius**2 - grid.r_edges[:-1] ** 2, 0.0, None) / np.diff(grid.r_edges**2)
    low, high = np.maximum(grid.z_edges[:-1], top), np.minimum(grid.z_edges[1:], bottom)
    slabs = np.clip(high - low, 0.0, None) / np.diff(grid.z_edges)
    fraction: Array = np.minimum(rings, 1.0)[None, :] * slabs[:, None]
    return fraction


def vessels(grid: CellGrid, skin: Skin) -> Array:
    """Blood of each slab relative to the mean of the dermis [1] (z,); the papillary plexus is the richest.

    References
    ----------
    Young1980: the rate of clearance follows vessels per volume; fast papillary plexus, slow reticular dermis.
    """
    blood = np.array([layer.composition.blood for layer in skin.layers])
    thickness = np.array([layer.thickness if layer.tissue in DERMIS else 0.0 for layer in skin.layers])
    mean = float(blood @ thickness) / float(thickness.sum())
    within: Array = blood[grid.layer] / mean if mean > 0.0 else np.ones(grid.z.size)
    return within
