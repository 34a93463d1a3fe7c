"""Monte Carlo light in a cylinder whose cells differ along the radius too: absorbed fraction of every cell."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.light.unscattered import normal_reflectance
from microthermal.numerics.light.voxel_batch import CUT, ESCAPED, OUTSIDE, REFLECTED, ROULETTE, TOTALS, VoxelTally
from microthermal.numerics.light.walk_setup import Batch, Termination
from microthermal.numerics.rings.batch import DOWN, Rings, Source, walk_rings_batch
from microthermal.parallel.threads import one_by_one

Array: TypeAlias = NDArray[np.float64]
# Independent batches: the standard error of a cell is itself known to 13 %.
BATCHES = 32
# Faces and scatterings after which a photon is cut, so that nothing hangs where nothing absorbs.
_FLIGHTS = 1_000_000


class RingWalk(NamedTuple):
    """Answer of :func:`walk_rings`: fractions of the energy sent."""

    absorbed: Array
    """Fraction absorbed in each cell [1] (z, r)."""
    error: Array
    """Its standard error [1] (z, r)."""
    fractions: Array
    """Fraction absorbed in each medium, inside the grid [1] (medium,)."""
    fractions_error: Array
    """Its standard error [1] (medium,)."""
    specular: float
    """Fraction reflected by the surface at entry [1]."""
    reflected: float
    """Fraction that comes back out of the surface [1]."""
    escaped: float
    """Fraction that leaves through an open side [1]."""
    outside: float
    """Fraction absorbed outside the grid, or cut [1]."""
    cut: float
    """Part of ``outside`` that was given up because nothing absorbs it [1]."""

    @property
    def balance(self) -> float:
        """All fractions together; 1 but for rounding [1]."""
        return float(self.absorbed.sum()) + self.specular + self.reflected + self.escaped + self.outside


def walk_rings(
    rings: Rings, source: Source, *, photons: int, seed: int, specular: float | None = None,
    threshold: float = 0.3, survival: float = 1.0 / 3.0, threads: int = 1,
) -> RingWalk:  # fmt: skip
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
    each = max(photons // BATCHES, 1)
    mirrored = normal_reflectance(rings.index_above, float(rings.refraction[0])) if specular is None else specular
    mirrored = mirrored if source.kind == DOWN else 0.0
    ending = Termination(threshold=float(threshold), survival=float(survival), flights=_FLIGHTS)
    media = rings.media.absorption.size

    def one(number: int) -> tuple[Array, Array, Array]:
        batch = Batch(seed=np.uint64(seed), first=number * each, photons=each)
        tally = VoxelTally(absorbed=np.zeros(rings.medium.shape), fractions=np.zeros(media), totals=np.zeros(TOTALS))
        walk_rings_batch(batch, rings, source, ending, tally)
        scale = (1.0 - mirrored) / (each + tally.totals[ROULETTE])
        tally.totals[:ROULETTE] *= scale
        return tally.absorbed * scale, tally.fractions * scale, tally.totals

    mean, square = np.zeros((2, *rings.medium.shape))
    fractions, totals = np.zeros((BATCHES, media)), np.zeros((BATCHES, TOTALS))
    for number, (cells, parts, sums) in enumerate(one_by_one(threads, one, range(BATCHES))):
        fractions[number], totals[number] = parts, sums
        mean += cells / BATCHES
        square += cells**2 / BATCHES
    found = totals.mean(axis=0)
    return RingWalk(
        absorbed=mean,
        error=np.sqrt(np.maximum(square - mean**2, 0.0) / (BATCHES - 1)),
        fractions=fractions.mean(axis=0),
        fractions_error=fractions.std(axis=0, ddof=1) / np.sqrt(BATCHES),
        specular=mirrored,
        reflected=float(found[REFLECTED]),
        escaped=float(found[ESCAPED]),
        outside=float(found[OUTSIDE]),
        cut=float(found[CUT]),
    )
