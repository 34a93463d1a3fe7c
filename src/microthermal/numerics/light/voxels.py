"""Monte Carlo light in a block of voxels: absorbed fraction of every voxel, its standard error, where the rest went."""

from __future__ import annotations

from microthermal.numerics.light.cell_walk import FLIGHTS, CellWalk, in_batches
from microthermal.numerics.light.unscattered import normal_reflectance
from microthermal.numerics.light.voxel_batch import RoundBeam, Voxels, VoxelTally, walk_voxels_batch
from microthermal.numerics.light.walk_setup import Batch, Termination


def walk_voxels(
    voxels: Voxels, *, radius: float, gaussian: bool, photons: int, seed: int,
    threshold: float = 0.3, survival: float = 1.0 / 3.0, threads: int = 1,
) -> CellWalk:  # fmt: skip
    """Send a beam into a block and score where it is absorbed.

    Parameters
    ----------
    voxels : Voxels
        The block.
    radius, gaussian : float, bool
        1/e² radius of a Gaussian beam or edge of a flat-top, at normal incidence on x = y = 0 [m].
    photons : int
        Photons to walk, at least one a batch; rounded down to a multiple of the batches.
    seed : int
        Seed of all draws.
    threshold, survival : float, optional
        Weight below which the roulette is played, and its chance of survival [1].
    threads : int, optional
        Batches walked at once; does not change a bit of the answer.

    Returns
    -------
    CellWalk
        Fractions of the energy sent.

    Notes
    -----
    Absorption is continuous: a flight of length s leaves W (1 - exp(-μa s)) in the voxel that it crosses.
    Equations: docs/theory/inclusions.md.
    """
    specular = normal_reflectance(voxels.index_above, float(voxels.refraction[0]))
    beam = RoundBeam(radius=float(radius), gaussian=bool(gaussian))
    ending = Termination(threshold=float(threshold), survival=float(survival), flights=FLIGHTS)

    def follow(batch: Batch, tally: VoxelTally) -> None:
        walk_voxels_batch(batch, voxels, beam, ending, tally)

    return in_batches(
        follow, voxels.medium.shape, voxels.media.absorption.size, specular,
        photons=photons, seed=seed, threads=threads,
    )  # fmt: skip
