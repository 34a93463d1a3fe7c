"""Monte Carlo light in a cylinder whose cells differ along the radius too: absorbed fraction of every cell."""

from __future__ import annotations

from microthermal.numerics.light.cell_walk import FLIGHTS, CellWalk, in_batches
from microthermal.numerics.light.unscattered import normal_reflectance
from microthermal.numerics.light.voxel_batch import VoxelTally
from microthermal.numerics.light.walk_setup import Batch, Termination
from microthermal.numerics.rings.batch import DOWN, Rings, Source, walk_rings_batch


def walk_rings(
    rings: Rings, source: Source, *, photons: int, seed: int, specular: float | None = None,
    threshold: float = 0.3, survival: float = 1.0 / 3.0, threads: int = 1,
) -> CellWalk:  # fmt: skip
    """Send light into a cylinder and score where it is absorbed.

    Parameters
    ----------
    rings : Rings
        The cylinder.
    source : Source
        The light.
    photons : int
        Photons to walk, at least one a batch; rounded down to a multiple of the batches.
    seed : int
        Seed of all draws.
    specular : float, optional
        Fraction of light from above that the surface reflects at entry; that of the first slab if left out [1].
    threshold, survival : float, optional
        Weight below which the roulette is played, and its chance of survival [1].
    threads : int, optional
        Batches walked at once; does not change a bit of the answer.

    Notes
    -----
    As :func:`microthermal.numerics.light.voxels.walk_voxels`, but for the faces, which are cylinders and planes: a
    chord through a ring is exact. Equations: docs/theory/inclusions.md.
    """
    mirrored = normal_reflectance(rings.index_above, float(rings.refraction[0])) if specular is None else specular
    mirrored = mirrored if source.kind == DOWN else 0.0
    ending = Termination(threshold=float(threshold), survival=float(survival), flights=FLIGHTS)

    def follow(batch: Batch, tally: VoxelTally) -> None:
        walk_rings_batch(batch, rings, source, ending, tally)

    return in_batches(
        follow, rings.medium.shape, rings.media.absorption.size, mirrored,
        photons=photons, seed=seed, threads=threads,
    )  # fmt: skip
