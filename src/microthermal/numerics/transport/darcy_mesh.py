"""What fluid is pressed into: layers, the injection, cells, conductances of one step."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit

Array = NDArray[np.float64]


class FluidLayers(NamedTuple):
    """How each slab takes fluid, all (nz,).

    ``mobility``: permeability over viscosity without strain, across the slabs. ``in_plane``: mobility along a slab over
    that across it. ``stiffness``: pressure per volumetric strain. ``porosity``: fraction of fluid without strain.
    ``channels``: conductance of open channels to the outside, per volume of tissue.
    """

    mobility: Array
    in_plane: Array
    stiffness: Array
    porosity: Array
    channels: Array


class Infusion(NamedTuple):
    """Slab of the tip, volume per time, end of the injection, end of the run, first step in time."""

    tip: int
    rate: float
    stop: float
    end: float
    step: float


class Cells(NamedTuple):
    """Edges, widths of slabs (nz,), areas of rings (nr,) and volumes (n,), cell i = slab * nr + ring."""

    r_edges: Array
    z_edges: Array
    height: Array
    area: Array
    volume: Array


class PorousCell(NamedTuple):
    """Cells, how their slabs take fluid, and m and greatest strain of the law mobility * exp(m strain)."""

    cells: Cells
    layers: FluidLayers
    softening: tuple[float, float]


class Source(NamedTuple):
    """Cell of the tip, and volume per time."""

    cell: int
    rate: float


class FluidLinks(NamedTuple):
    """Conductances of one step (n,): to the ring inside, the slab above, beyond the far walls, and into channels."""

    inward: Array
    upward: Array
    out: Array
    channel: Array


def cells_of(r_edges: Array, z_edges: Array) -> Cells:
    """Cells of rings and slabs."""
    height, area = np.diff(z_edges), np.pi * np.diff(r_edges**2)
    return Cells(r_edges, z_edges, height, area, (height[:, None] * area[None, :]).ravel())


@njit(cache=True, nogil=True)
def empty_links(count):  # type: ignore[no-untyped-def]
    """No conductances."""
    return FluidLinks(np.zeros(count), np.zeros(count), np.zeros(count), np.zeros(count))


@njit(cache=True, nogil=True)
def connect(cells, layers, local, links):  # type: ignore[no-untyped-def]
    """Conductances of cells of a local mobility (n,) [second order in space]."""
    r, nr, nz = cells.r_edges, cells.area.size, cells.height.size
    for i in range(local.size):
        a, b = i // nr, i % nr
        dz = cells.height[a]
        along = 2.0 * np.pi * dz * layers.in_plane[a]
        links.out[i], links.inward[i], links.upward[i] = 0.0, 0.0, 0.0
        if b > 0:
            mean = 0.5 * (local[i] + local[i - 1])
            links.inward[i] = along * r[b] * mean / (0.5 * (r[b + 1] - r[b - 1]))
        if b == nr - 1:
            links.out[i] += along * r[b + 1] * local[i] / (0.5 * (r[b + 1] - r[b]))
        if a > 0:
            links.upward[i] = cells.area[b] / (0.5 * dz / local[i] + 0.5 * cells.height[a - 1] / local[i - nr])
        if a == nz - 1:
            links.out[i] += cells.area[b] * local[i] / (0.5 * dz)
        links.channel[i] = layers.channels[a] * cells.volume[i]
