"""Photons followed in independent batches through a grid of cells: means, standard errors, where the rest went."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.light.voxel_batch import (
    CUT,
    ESCAPED,
    EVENTS,
    OUTSIDE,
    REFLECTED,
    ROULETTE,
    TOTALS,
    VoxelTally,
)
from microthermal.numerics.light.walk_setup import Batch
from microthermal.parallel.threads import one_by_one

Array: TypeAlias = NDArray[np.float64]
# Independent batches: the standard error of a cell is itself known to 13 %.
BATCHES = 32
# Faces and scatterings after which a photon is cut, so that nothing hangs where nothing absorbs.
FLIGHTS = 1_000_000


class CellWalk(NamedTuple):
    """Where light went that was followed photon by photon, as fractions of the energy sent."""

    absorbed: Array
    """Fraction absorbed in each cell [1], of the grid's shape."""
    error: Array
    """Its standard error [1] (z, y, x)."""
    fractions: Array
    """Fraction absorbed in each medium, inside the grid [1] (medium,)."""
    fractions_error: Array
    """Its standard error [1] (medium,)."""
    specular: float
    """Fraction reflected by the surface at entry [1]."""
    reflected: float
    """Fraction that comes back out of the surface [1]."""
    reflected_error: float
    """Its standard error [1]."""
    escaped: float
    """Fraction that leaves through open sides [1]."""
    outside: float
    """Fraction absorbed outside the grid, or cut [1]."""
    cut: float
    """Part of ``outside`` that was given up because nothing absorbs it [1]."""
    flights: int
    """Flights made, a measure of the work [1]."""

    @property
    def balance(self) -> float:
        """All fractions together; 1 but for rounding [1]."""
        return float(self.absorbed.sum()) + self.specular + self.reflected + self.escaped + self.outside


def in_batches(
    follow: Callable[[Batch, VoxelTally], None], shape: tuple[int, ...], media: int, specular: float,
    *, photons: int, seed: int, threads: int,
) -> CellWalk:  # fmt: skip
    """Follow photons in batches and put their tallies together.

    Parameters
    ----------
    follow : callable
        Follows the photons of a batch and adds to a tally.
    shape, media : tuple of int, int
        Shape of the grid, and how many media there are.
    specular : float
        Fraction of the light that the surface reflects at entry [1].
    photons, seed, threads : int
        Photons in all, rounded down to a multiple of the batches; seed of all draws; batches followed at once, which
        changes no bit.

    Notes
    -----
    Each batch is divided by the weight it ended with, as in `beam.walk`; batches are added in order.
    """
    each = max(photons // BATCHES, 1)

    def one(number: int) -> tuple[Array, Array, Array]:
        batch = Batch(seed=np.uint64(seed), first=number * each, photons=each)
        tally = VoxelTally(absorbed=np.zeros(shape), fractions=np.zeros(media), totals=np.zeros(TOTALS))
        follow(batch, tally)
        scale = (1.0 - specular) / (each + tally.totals[ROULETTE])
        tally.totals[:ROULETTE] *= scale
        return tally.absorbed * scale, tally.fractions * scale, tally.totals

    mean, square = np.zeros((2, *shape))
    fractions, totals = np.zeros((BATCHES, media)), np.zeros((BATCHES, TOTALS))
    for number, (cells, parts, sums) in enumerate(one_by_one(threads, one, range(BATCHES))):
        fractions[number], totals[number] = parts, sums
        mean += cells / BATCHES
        square += cells**2 / BATCHES
    root, found = np.sqrt(BATCHES), totals.mean(axis=0)
    return CellWalk(
        absorbed=mean,
        error=np.sqrt(np.maximum(square - mean**2, 0.0) / (BATCHES - 1)),
        fractions=fractions.mean(axis=0),
        fractions_error=fractions.std(axis=0, ddof=1) / root,
        specular=specular,
        reflected=float(found[REFLECTED]),
        reflected_error=float(totals[:, REFLECTED].std(ddof=1) / root),
        escaped=float(found[ESCAPED]),
        outside=float(found[OUTSIDE]),
        cut=float(found[CUT]),
        flights=int(totals[:, EVENTS].sum()),
    )
