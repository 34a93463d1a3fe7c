"""Monte Carlo light in a block of voxels: absorbed share of every voxel, its standard error, where the rest went."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.light.unscattered import normal_reflectance
from microthermal.numerics.light.voxel_batch import (
    CUT,
    ESCAPED,
    EVENTS,
    OUTSIDE,
    REFLECTED,
    ROULETTE,
    TOTALS,
    RoundBeam,
    Voxels,
    VoxelTally,
    walk_voxels_batch,
)
from microthermal.numerics.light.walk_setup import Batch, Termination
from microthermal.parallel.threads import one_by_one

Array: TypeAlias = NDArray[np.float64]
# Independent batches: the standard error of a voxel is itself known to 13 %.
BATCHES = 32
# Faces and scatterings after which a photon is cut, so that nothing hangs where nothing absorbs.
_FLIGHTS = 1_000_000


class VoxelWalk(NamedTuple):
    """Answer of `walk_voxels`: shares of the energy sent."""

    absorbed: Array
    """Share absorbed in each voxel [1] (z, y, x)."""
    error: Array
    """Its standard error [1] (z, y, x)."""
    shares: Array
    """Share absorbed in each medium, inside the block [1] (medium,)."""
    shares_error: Array
    """Its standard error [1] (medium,)."""
    specular: float
    """Share reflected by the surface at entry [1]."""
    reflected: float
    """Share that comes back out of the surface [1]."""
    reflected_error: float
    """Its standard error [1]."""
    escaped: float
    """Share that leaves through open sides [1]."""
    outside: float
    """Share absorbed outside the block, or cut [1]."""
    cut: float
    """Part of ``outside`` that was given up because nothing absorbs it [1]."""
    flights: int
    """Flights made, a measure of the work [1]."""

    @property
    def balance(self) -> float:
        """All shares together; 1 but for rounding [1]."""
        return float(self.absorbed.sum()) + self.specular + self.reflected + self.escaped + self.outside


def walk_voxels(
    voxels: Voxels, *, radius: float, gaussian: bool, photons: int, seed: int,
    threshold: float = 0.3, survival: float = 1.0 / 3.0, threads: int = 1,
) -> VoxelWalk:  # fmt: skip
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
    VoxelWalk
        Shares of the energy sent.

    Notes
    -----
    Absorption is continuous: a flight of length s leaves W (1 - exp(-μa s)) in the voxel that it crosses. Each batch
    is divided by the weight it ended with, as in `beam.walk`. Equations: docs/theory/inclusions.md.
    """
    each = max(photons // BATCHES, 1)
    specular = normal_reflectance(voxels.index_above, float(voxels.refraction[0]))
    beam = RoundBeam(radius=float(radius), gaussian=bool(gaussian))
    ending = Termination(threshold=float(threshold), survival=float(survival), flights=_FLIGHTS)
    media = voxels.media.absorption.size

    def one(number: int) -> tuple[Array, Array, Array]:
        batch = Batch(seed=np.uint64(seed), first=number * each, photons=each)
        tally = VoxelTally(absorbed=np.zeros(voxels.medium.shape), shares=np.zeros(media), totals=np.zeros(TOTALS))
        walk_voxels_batch(batch, voxels, beam, ending, tally)
        scale = (1.0 - specular) / (each + tally.totals[ROULETTE])
        tally.totals[:ROULETTE] *= scale
        return tally.absorbed * scale, tally.shares * scale, tally.totals

    mean, square = np.zeros((2, *voxels.medium.shape))
    shares, totals = np.zeros((BATCHES, media)), np.zeros((BATCHES, TOTALS))
    for number, (cells, parts, sums) in enumerate(one_by_one(threads, one, range(BATCHES))):
        shares[number], totals[number] = parts, sums
        mean += cells / BATCHES
        square += cells**2 / BATCHES
    root = np.sqrt(BATCHES)
    found = totals.mean(axis=0)
    return VoxelWalk(
        absorbed=mean,
        error=np.sqrt(np.maximum(square - mean**2, 0.0) / (BATCHES - 1)),
        shares=shares.mean(axis=0),
        shares_error=shares.std(axis=0, ddof=1) / root,
        specular=specular,
        reflected=float(found[REFLECTED]),
        reflected_error=float(totals[:, REFLECTED].std(ddof=1) / root),
        escaped=float(found[ESCAPED]),
        outside=float(found[OUTSIDE]),
        cut=float(found[CUT]),
        flights=int(totals[:, EVENTS].sum()),
    )
