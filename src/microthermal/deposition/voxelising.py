"""From a block of layers and inclusions to the voxels that a walk needs, and what of it is refused."""

from __future__ import annotations

import numpy as np

from microthermal.deposition.checks import STEEP_WORDS, STEEPEST, implausible, other_wavelength, unscattered
from microthermal.domain.inputs.block import Block
from microthermal.domain.inputs.laser import Pulse
from microthermal.errors import Fault, InputError
from microthermal.numerics.light.voxel_batch import CONTINUED, OPEN, PERIODIC, Media, Voxels
from microthermal.quantity import Array

# Four million voxels fill about 1 GB in the batches of a walk.
MOST_VOXELS = 4_000_000
_SIDES = {"periodic": PERIODIC, "open": OPEN, "continued": CONTINUED}
_PROFILES = ("gaussian", "flat_top")


def check_block(block: Block, pulse: Pulse) -> None:
    """Refuse what cannot be walked.

    Parameters
    ----------
    block : Block
        The skin.
    pulse : Pulse
        The light.

    Raises
    ------
    InputError
        With every fault found.
    """
    optics, faults = block.optics, list[Fault]()
    for name in ("absorption", "scattering", "anisotropy", "refractive_index"):
        faults += implausible(optics, name)
    if not bool(np.all(optics.thickness > 0.0)):
        faults.append(Fault("Optics.thickness", "a layer has no thickness; leave it out, or make it thicker than 0"))
    if bool(np.any((np.abs(optics.anisotropy) > STEEPEST) & (optics.anisotropy != 1.0))):
        faults.append(Fault("Optics.anisotropy", STEEP_WORDS))
    for number, inclusion in enumerate(block.inclusions):
        if abs(inclusion.anisotropy) > STEEPEST and inclusion.anisotropy != 1.0:
            faults.append(Fault(f"Block.inclusions.{number}.anisotropy", STEEP_WORDS))
        if not bool(np.any(block.inside(inclusion))):
            text = (
                f"'{inclusion.name}' holds the centre of no voxel; move it into the block, or make the voxels smaller"
            )
            faults.append(Fault(f"Block.inclusions.{number}", text))
    voxels = int(np.prod(block.shape))
    if voxels > MOST_VOXELS:
        faults.append(Fault("Block", f"{voxels} voxels are too many; use at most {MOST_VOXELS}"))
    faults += other_wavelength(optics, pulse, "take the optics")
    if pulse.profile not in _PROFILES:
        faults.append(Fault("Pulse.profile", f"a block takes beams that are {' or '.join(_PROFILES)}"))
    if pulse.handpiece.presses:
        faults.append(Fault("Pulse.handpiece", "a block is not pressed; make it of pressed skin, and leave this out"))
    if pulse.beam is not None:
        faults.append(Fault("Pulse.beam", "a block takes Gaussian and flat-top beams only; leave it out"))
    if optics.isotropic_fraction is not None and bool(np.any(optics.isotropic_fraction > 0.0)):
        faults.append(Fault("Optics.isotropic_fraction", "a block knows Henyey-Greenstein only; leave it out"))
    if optics.window_index is not None:
        faults.append(Fault("Optics.window_index", "a block knows no window; leave it out"))
    if faults:
        raise InputError(faults)


def voxelised(block: Block) -> Voxels:
    """Voxels of a block: each has the medium that holds its centre, layers first, then inclusions.

    Parameters
    ----------
    block : Block
        The block, checked.

    Returns
    -------
    Voxels
        Media are numbered from the first layer to the last inclusion.
    """
    optics = block.optics
    floors = np.cumsum(optics.thickness)[:-1]
    layer = np.searchsorted(floors, block.z, side="right")

    def column(name: str) -> Array:
        bodies = np.array([getattr(body, name) for body in block.inclusions], dtype=np.float64)
        return np.concatenate((getattr(optics, name), bodies))

    scattering, anisotropy = unscattered(column("scattering"), column("anisotropy"))
    spans = [(edges[-1] - edges[0]) / (edges.size - 1) for edges in (block.x_edges, block.y_edges, block.z_edges)]
    return Voxels(
        medium=block.media,
        media=Media(absorption=column("absorption"), scattering=scattering, anisotropy=anisotropy),
        refraction=optics.refractive_index[layer],
        index_above=optics.outside_index,
        corner=np.array([block.x_edges[0], block.y_edges[0]]),
        size=np.array(spans),
        sides=_SIDES[block.sides],
    )
