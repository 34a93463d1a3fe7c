"""Needles in a block of voxels: a pair, or any row, whose field has no axis."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from microthermal.deposition.current.conducting import BOILING, LEAST, REFERENCE, Conducting, at_rest, conductivity_of
from microthermal.domain.inputs.block import Block, Inclusion
from microthermal.domain.inputs.exposures.current import Current, Electrode
from microthermal.domain.inputs.skin import Skin
from microthermal.errors import Fault, InputError
from microthermal.numerics.potential.conductor import CONDUCTS, HELD, INSULATES
from microthermal.numerics.voxels.gradients import dot
from microthermal.numerics.voxels.potential import VoxelConductor, VoxelPotential, Wall
from microthermal.numerics.wholes import whole_steps
from microthermal.quantity import Array, amended
from microthermal.tissue.neutral_optics import neutral_optics

# Tissue around the needles that a block holds unless it is asked for otherwise [m].
_AROUND = 1e-3
# Where a surface cuts a link nearer to the middle of a voxel than this part of half of it, it is taken to lie there.
_NEAREST = 1e-3
# Potentials of poles that cancel to less than this part of them are 0.
_SMALL = 1e-9
# Voxels that must lie between two needles, so that the field there is more than one link.
_BETWEEN = 4


def needles_of(electrode: Electrode) -> tuple[Inclusion, ...]:
    """Needles of a row along x, as bodies of a block: as many as current flows through, about x = 0."""
    middle = 0.5 * (electrode.pins - 1)
    return tuple(
        Inclusion(
            name=f"needle {number + 1}", shape="cylinder", x=(number - middle) * electrode.spacing,
            depth=0.5 * electrode.depth, radius=electrode.radius, length=electrode.depth, absorption=0.0,
            scattering=0.0, anisotropy=0.0,
        )
        for number in range(electrode.pins)
    )  # fmt: skip


def block_of(exposure: Current, skin: Skin, voxel: float, around: float = _AROUND) -> Block:
    """A block of skin with the needles of a current in it, which does not shine.

    Parameters
    ----------
    exposure : Current
        Its electrode says how many needles stand in a row, and how far apart.
    skin : Skin
        Its layers.
    voxel : float
        Edge of a voxel [m].
    around : float, optional
        Skin beside and below the needles that the block holds at least [m].
    """
    tip = exposure.electrode
    across, reach = 0.5 * (tip.pins - 1) * tip.spacing + tip.radius + around, tip.radius + around
    wide, deep, high = (whole_steps(length, voxel) for length in (across, reach, tip.depth + around))
    names = tuple(layer.name for layer in skin.layers)
    return Block(
        x_edges=_edges(voxel, -wide, wide), y_edges=_edges(voxel, -deep, deep),
        z_edges=_edges(voxel, 0, high), optics=amended(neutral_optics(skin), names=names),
        inclusions=needles_of(tip), sides="open",
    )  # fmt: skip


def conductivity_in(
    block: Block, skin: Skin, conducting: Conducting, temperature: Array, moist: Array
) -> Array:  # fmt: skip
    """Conductivity of each voxel with the temperature [K] and the part of its water that it has [S/m] (z, y, x)."""
    layers = at_rest(conducting, tuple(layer.tissue or layer.name for layer in skin.layers))
    # Needles are poles or insulation: what stands here of them is not asked.
    rest = np.concatenate((layers, np.full(len(block.inclusions), layers[0])))
    return conductivity_of(rest[block.media], temperature, moist, conducting)


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


def movement(
    found: VoxelPotential, conducting: Conducting, temperature: Array, moist: Array, holds: tuple[Array, Array]
) -> float:
    """How far conductivity moves by the heat of a potential, as a fraction per energy that the poles give [1/J].

    Parameters
    ----------
    found : VoxelPotential
        The field.
    conducting : Conducting
        How conductivity follows temperature and water.
    temperature, moist : Array (z, y, x)
        Temperature [K], and the part of its water that each voxel has.
    holds : tuple of Array (z, y, x)
        Heat that a voxel takes up per kelvin [J/K], and that which boils all of its water [J].

    Notes
    -----
    The mean over the heat, so that it is the fraction by which the conductance between the poles moves. No heat flows
    away here: what is found is the most until water boils.
    """
    each_kelvin, all_water = holds
    warming = conducting.rise / np.maximum(1.0 + conducting.rise * (temperature - REFERENCE), LEAST) / each_kelvin
    left = conducting.dry + (1.0 - conducting.dry) * moist * moist
    drying = np.divide(
        2.0 * (1.0 - conducting.dry) * moist, left * all_water, out=np.zeros(moist.shape), where=all_water > 0.0
    )  # fmt: skip
    each = np.where(temperature < BOILING, warming, drying)
    return dot(found.power * each, found.power) / found.given**2


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


def _edges(voxel: float, first: int, last: int) -> Array:
    return np.array([voxel * number for number in range(first, last + 1)])


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
