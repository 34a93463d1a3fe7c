"""Needles in a block of voxels: a pair, or any row, whose field has no axis."""

from __future__ import annotations

import numpy as np

from microthermal.deposition.current.conducting import BOILING, LEAST, REFERENCE, Conducting, at_rest, conductivity_of
from microthermal.domain.inputs.block import Block, Inclusion
from microthermal.domain.inputs.exposures.current import Current, Electrode
from microthermal.domain.inputs.skin import Skin
from microthermal.numerics.voxels.gradients import dot
from microthermal.numerics.voxels.potential import VoxelPotential
from microthermal.numerics.wholes import whole_steps
from microthermal.quantity import Array, amended
from microthermal.tissue.neutral_optics import neutral_optics

# Tissue around the needles that a block holds unless it is asked for otherwise [m].
_AROUND = 1e-3


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


def _edges(voxel: float, first: int, last: int) -> Array:
    return np.array([voxel * number for number in range(first, last + 1)])
