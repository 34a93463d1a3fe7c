"""What a depot in a layered cylinder is made of: cells, the substance in them, and how fast it is eliminated."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit

Array = NDArray[np.float64]


class Mesh(NamedTuple):
    """Volumes (n,) and conductances of a cylinder of nz slabs and nr rings, cell i = slab * nr + ring.

    ``perfused`` is the volume from which substance is eliminated; it may be less than the volume.
    """

    rings: int
    volume: Array
    perfused: Array
    inward: Array
    upward: Array


class Substance(NamedTuple):
    """``capacity`` (nz,): total over free concentration; solubility; dissolution constant 3 D / (rho r0²), 0 if none.

    D is the flux per gradient of free concentration around the particles.
    """

    capacity: Array
    solubility: float
    dissolution: float


class Elimination(NamedTuple):
    """``rates`` (k, nz) of elimination of the free substance at ``moments`` (k,), straight between them.

    A jump is two equal moments.
    """

    moments: Array
    rates: Array


class Control(NamedTuple):
    """First step; error of a step as fraction of the dissolved mass; mass per capacity that is negligible."""

    first: float
    tolerance: float
    least: float


class Depot(NamedTuple):
    """Constant input of all steps, each array (n,): the cells along the shorter side of the cylinder first.

    ``row``: number of cells of that side. ``slab``: of each cell. ``near``, ``far``: conductances to the cell before it
    and to the one a row before it. ``linked``: sum of its conductances. ``store``: capacity times volume. ``solid``:
    undissolved mass per volume when its grains had their first radius.
    """

    row: int
    slab: NDArray[np.int64]
    volume: Array
    perfused: Array
    near: Array
    far: Array
    linked: Array
    store: Array
    solid: Array
    solubility: float
    dissolution: float


class DepotState(NamedTuple):
    """Free concentration after a step, and mass released per volume in it, each (n,)."""

    free: Array
    released: Array


def mesh_of(r_edges: Array, z_edges: Array, along_r: Array, along_z: Array) -> Mesh:
    """Volumes and conductances of a layered cylinder that nothing leaves through its walls.

    Parameters
    ----------
    r_edges : Array (nr + 1,)
        Edges of the rings, from 0.
    z_edges : Array (nz + 1,)
        Edges of the slabs.
    along_r, along_z : Array (nz,)
        Flux per gradient of free concentration (capacity times diffusion coefficient) of each slab.

    Notes
    -----
    Second order in space; across slabs of different kinds resistances add, so that flux is continuous.
    """
    dz, r = np.diff(z_edges), 0.5 * (r_edges[1:] + r_edges[:-1])
    area = np.pi * np.diff(r_edges**2)
    nz, nr = dz.size, r.size
    inward = np.zeros((nz, nr))  # between a ring and the next one inside it
    inward[:, 1:] = along_r[:, None] * dz[:, None] * (2.0 * np.pi * r_edges[1:-1] / np.diff(r))[None, :]
    upward = np.zeros((nz, nr))
    resistance = 0.5 * dz / along_z
    upward[1:] = area[None, :] / (resistance[1:] + resistance[:-1])[:, None]
    volume = (dz[:, None] * area[None, :]).ravel()
    return Mesh(nr, volume, volume.copy(), inward.ravel(), upward.ravel())


def depot_of(mesh: Mesh, substance: Substance, solid: Array) -> tuple[Depot, NDArray[np.int64]]:
    """Input of all steps, and which cell of the mesh each of its cells is (n,).

    Notes
    -----
    The matrix of a step has a band as wide as a row, and the work of a step goes with its square, so rows lie along
    the shorter side of the cylinder.
    """
    rings, cells = mesh.rings, np.arange(mesh.volume.size)
    slabs = cells.size // rings
    upright = slabs < rings
    order = cells.reshape(slabs, rings).T.ravel() if upright else cells
    row = slabs if upright else rings
    near, far = (mesh.upward, mesh.inward) if upright else (mesh.inward, mesh.upward)
    near, far = near[order], far[order]
    linked = near + far
    linked[:-1] += near[1:]
    linked[:-row] += far[row:]
    slab, volume = order // rings, mesh.volume[order]
    depot = Depot(
        row=row,
        slab=slab,
        volume=volume,
        perfused=mesh.perfused[order],
        near=near,
        far=far,
        linked=linked,
        store=volume * substance.capacity[slab],
        solid=solid[order],
        solubility=float(substance.solubility),
        dissolution=float(substance.dissolution),
    )
    return depot, order


@njit(cache=True, nogil=True)
def rates_at(elimination, time, rate):  # type: ignore[no-untyped-def]
    """Elimination at the end of a step; where it jumps there, its value before the jump."""
    moments, rates = elimination
    high = np.searchsorted(moments, time)  # first moment not before it
    if high == 0 or high == moments.size:
        # Loops: an assignment between arrays would bring the wording of its errors into the kernel.
        outermost = 0 if high == 0 else rates.shape[0] - 1
        for k in range(rate.size):
            rate[k] = rates[outermost, k]
    else:
        fraction = (time - moments[high - 1]) / (moments[high] - moments[high - 1])
        for k in range(rate.size):
            rate[k] = (1.0 - fraction) * rates[high - 1, k] + fraction * rates[high, k]


@njit(cache=True, nogil=True)
def empty_state(count):  # type: ignore[no-untyped-def]
    """A state of undefined numbers."""
    return DepotState(np.empty(count), np.empty(count))
