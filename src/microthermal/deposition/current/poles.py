"""Poles and insulation in a block of voxels: what the current of a row of needles meets."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from microthermal.deposition.current.in_blocks import needles_of
from microthermal.domain.inputs.block import Block, Inclusion
from microthermal.domain.inputs.exposures.current import Electrode
from microthermal.errors import Fault, InputError
from microthermal.numerics.potential.conductor import CONDUCTS, HELD, INSULATES
from microthermal.numerics.voxels.potential import VoxelConductor, Wall
from microthermal.quantity import Array

# Where a surface cuts a link nearer to the middle of a voxel than this part of half of it, it is taken to lie there.
_NEAREST = 1e-3
# Potentials of poles that cancel to less than this part of them are 0.
_SMALL = 1e-9
# Voxels that must lie between two needles, so that the field there is more than one link.
_BETWEEN = 4


def conductor_in(block: Block, electrode: Electrode, conductivity: Array) -> VoxelConductor:
    """What the current of a row of needles meets in a block.

    Parameters
    ----------
    block : Block
        From :func:`block_of`.
    electrode : Electrode
        One pin; those of a bipolar row are at 1 and -1 in turn, those of a monopolar one all at 1.
    conductivity : Array (z, y, x)
        Conductivity of the skin [S/m].

    Raises
    ------
    InputError
        If the block holds something other than these needles, or its voxels are too coarse for them.

    Notes
    -----
    The surface of the skin lets nothing through. Through the sides and the bottom flows what small sources in place of
    the tips would send there, so that skin beyond the block conducts as its edge does: between two poles it comes back,
    from one pole it goes to a return that is infinitely far away.
    """
    _check(block, electrode)
    kind = np.full(block.shape, CONDUCTS)
    level = np.zeros(block.shape)
    part = _bare(block, electrode)
    cuts = _uncut(block.shape)
    for number, needle in enumerate(block.inclusions):
        inside = block.inside(needle)
        bare = part[:, None, None] > 0.0
        kind[inside & bare], kind[inside & ~bare] = HELD, INSULATES
        level[inside & bare] = _pole(electrode, number)
        _cut(block, needle, part, cuts)
    size = (_step(block.z_edges), _step(block.y_edges), _step(block.x_edges))
    return VoxelConductor(size, conductivity, kind, level, cuts, _far(block, electrode, conductivity))


def _check(block: Block, electrode: Electrode) -> None:
    faults, voxel = [], max(_step(block.x_edges), _step(block.y_edges))
    if block.inclusions != needles_of(electrode):
        faults.append(Fault("block.inclusions", "must be the needles of this electrode; `block_of` makes such a block"))
    if electrode.layout == "bipolar" and electrode.pins % 2:
        faults.append(Fault("electrode.pins", "must be even: both poles of a bipolar row have as many pins"))
    if electrode.pins > 1 and electrode.spacing - 2.0 * electrode.radius < _BETWEEN * voxel:
        faults.append(Fault("block", f"voxels are too coarse: less than {_BETWEEN} of them lie between two needles"))
    if voxel > electrode.radius:
        faults.append(Fault("block", "voxels are too coarse: they must be no wider than the radius of a needle"))
    if _step(block.z_edges) > electrode.bare:
        faults.append(Fault("block", "voxels are too coarse: they must be no higher than the bare tip"))
    if block.sides != "open":
        faults.append(Fault("block.sides", "must be open: the current of one row of needles is not repeated"))
    if faults:
        raise InputError(faults)


def _step(edges: Array) -> float:
    return float(edges[-1] - edges[0]) / (edges.size - 1)


def _bare(block: Block, electrode: Electrode) -> Array:
    """Part of each slab in which a needle is bare."""
    top = max(electrode.depth - electrode.bare, 0.0)
    overlap = np.minimum(block.z_edges[1:], electrode.depth) - np.maximum(block.z_edges[:-1], top)
    return np.asarray(np.clip(overlap / np.diff(block.z_edges), 0.0, 1.0))


def _uncut(shape: tuple[int, int, int]) -> tuple[Array, Array, Array]:
    z, y, x = shape
    return np.ones((z - 1, y, x)), np.ones((z, y - 1, x)), np.ones((z, y, x - 1))


def _cut(block: Block, needle: Inclusion, part: Array, cuts: tuple[Array, Array, Array]) -> None:
    """Where the round surface and the flat end of a needle lie between the middles of voxels, over half a voxel."""
    inside = block.inside(needle)
    disc, slabs = np.any(inside, axis=0), int(np.count_nonzero(np.any(inside, axis=(1, 2))))
    x, y = block.x - needle.x, block.y - needle.y
    # A slab that is bare in part lets a part through.
    whole = np.where(part > 0.0, part, 1.0)[:, None, None]
    for cut, chord in (
        (cuts[2], _chord(y, x, disc, needle.radius)), (cuts[1], _chord(x, y, disc.T, needle.radius).T),
    ):  # fmt: skip
        np.copyto(cut, chord[None] / whole, where=(chord > 0.0)[None])
    if 0 < slabs < block.z.size:
        end = 2.0 * (block.z[slabs] - 2.0 * needle.depth) / _step(block.z_edges)
        cuts[0][slabs - 1][disc] = max(end, _NEAREST)


def _chord(beside: Array, along: Array, disc: NDArray[np.bool_], radius: float) -> Array:
    """Cuts of the links along one axis by a circle: 0 where there are none (beside, along - 1)."""
    reach = np.sqrt(np.maximum(radius**2 - beside**2, 0.0))[:, None]
    outer = np.where(disc[:, 1:], along[:-1], along[1:])
    apart = (np.abs(outer) - reach) / (0.5 * (along[1] - along[0]))
    return np.where(disc[:, 1:] != disc[:, :-1], np.maximum(apart, _NEAREST), 0.0)


def _far(block: Block, electrode: Electrode, conductivity: Array) -> tuple[Wall, ...]:
    """Walls through which flows what point sources in the middles of the bare tips would send there.

    Sources of ±1 and their images above the surface: Φ = Σ ±1/s, and through a wall σ (-∂Φ/∂n)/Φ per area and
    potential; where current comes back between poles, or Φ is 0, the wall lets nothing through.
    """
    deep = electrode.depth - 0.5 * electrode.bare
    walls = []
    for axis, last in ((0, True), (1, False), (1, True), (2, False), (2, True)):
        end = -1 if last else 0
        middles = [block.z, block.y, block.x]
        middles[axis] = (block.z_edges, block.y_edges, block.x_edges)[axis][[end]]
        z, y, x = np.ix_(*middles)
        level, flux, size = 0.0 * (z + y + x), 0.0 * (z + y + x), 0.0 * (z + y + x)
        for number, needle in enumerate(block.inclusions):
            for source in (deep, -deep):
                apart = (z - source, y - needle.y, x - needle.x)
                far = np.sqrt(apart[0] ** 2 + apart[1] ** 2 + apart[2] ** 2)
                pole = _pole(electrode, number)
                level, size = level + pole / far, size + 1.0 / far
                flux = flux + pole * (apart[axis] if last else -apart[axis]) / far**3
        some = np.abs(level) > _SMALL * size
        ratio = np.divide(flux, level, out=np.zeros(level.shape), where=some)
        face = np.take(conductivity, end, axis=axis)
        walls.append(Wall(axis, last, face * np.maximum(np.squeeze(ratio, axis=axis), 0.0)))
    return tuple(walls)


def _pole(electrode: Electrode, number: int) -> float:
    return -1.0 if electrode.layout == "bipolar" and number % 2 else 1.0
