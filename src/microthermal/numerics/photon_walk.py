"""Monte Carlo light in planar layers: absorbed share on an r-z grid, its standard error, and where the rest went."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.photon_walk_batch import (
    ABSORBED,
    CUT,
    EVENTS,
    REFLECTED,
    ROULETTE,
    TOTALS,
    TRANSMITTED,
    walk_batch,
)
from microthermal.numerics.photon_walk_beam import beam_spread, beam_within, pencil_edges, spread_tally
from microthermal.numerics.photon_walk_direct import Stack, direct_absorption, direct_light

Array: TypeAlias = NDArray[np.float64]
# Independent batches: the standard error of a cell is itself known to 13 %.
BATCHES = 32
_TABLE_LIMIT = 16384
# Flights after which a photon is cut: far beyond any that matters, so that nothing hangs where nothing absorbs.
_FLIGHTS = 100_000


class Walk(NamedTuple):
    """Answer of `walk`: shares of the energy sent."""

    absorbed: Array
    """Share absorbed in each cell [1] (z, r)."""
    error: Array
    """Its standard error [1] (z, r)."""
    path: Array
    """Mean length that the light absorbed in each cell has flown in the layers [m] (z, r)."""
    specular: float
    """Share reflected by the surface at entry [1]."""
    reflected: float
    """Share that comes back out of the surface [1]."""
    reflected_error: float
    """Its standard error [1]."""
    transmitted: float
    """Share that leaves through the bottom [1]."""
    transmitted_error: float
    """Its standard error [1]."""
    outside: float
    """Share absorbed outside the grid, or cut [1]."""
    flights: int
    """Flights made, a measure of the work [1]."""

    @property
    def balance(self) -> float:
        """All shares together; 1 but for rounding [1]."""
        known = self.specular + self.reflected + self.transmitted + self.outside
        return float(self.absorbed.sum()) + known


def walk(
    stack: Stack, r_edges: Array, z_edges: Array, *, radius: float, gaussian: bool, photons: int, seed: int,
    threshold: float = 0.3, survival: float = 1.0 / 3.0, threads: int = 1,
) -> Walk:  # fmt: skip
    """Send a beam into layers and score where it is absorbed.

    Parameters
    ----------
    stack : Stack
        Layers; a bottomless one is given any large finite thickness.
    r_edges, z_edges : array (r + 1,), (z + 1,)
        Edges of the cells, growing from 0 [m].
    radius, gaussian : float, bool
        1/e² radius of a Gaussian beam or edge of a flat-top, at normal incidence and centred [m].
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
    Walk
        Shares of the energy sent.

    Notes
    -----
    Light before its first scattering is summed exactly; photons begin at that scattering, in strata. They are
    scored as a pencil and then spread over the beam, so every photon serves every cell at its distance.
    Each batch is divided by the weight it ended with, which the roulette keeps only on average; the bias is of
    the order of one over the photons of a batch, far below the standard error.
    """
    direct = direct_light(stack)
    column, depth, direct_total = direct_absorption(stack, direct, z_edges)
    within = np.diff(beam_within(r_edges, radius, gaussian))
    unscattered = column[:, None] * within[None, :]
    launched = float(direct.sources.sum())
    mean, square = np.zeros((2, *unscattered.shape, 2))
    totals = np.zeros((BATCHES, TOTALS))
    if launched > 0.0:
        rings = pencil_edges(r_edges, radius, gaussian)
        spread = beam_spread(rings, r_edges, radius, gaussian)
        batch = _prepare(stack, direct.sources, z_edges, rings, max(photons // BATCHES, 1), seed, threshold, survival)

        def one(number: int) -> tuple[Array, Array]:
            tally, sums = batch(number)
            return spread_tally(tally, spread), sums

        with ThreadPoolExecutor(threads) as pool:
            for number, (cells, sums) in enumerate(pool.map(one, range(BATCHES))):
                totals[number] = sums
                mean += cells / BATCHES
                square += cells**2 / BATCHES
    scattered = launched * mean
    variance = np.maximum(square - mean**2, 0.0)[..., 0]
    absorbed = unscattered + scattered[..., 0]
    moment = unscattered * depth[:, None] + scattered[..., 1]
    share = launched * totals.mean(axis=0)
    spreads = launched * totals.std(axis=0, ddof=1) / np.sqrt(BATCHES)
    everything = direct_total + float(share[ABSORBED] + share[CUT])
    return Walk(
        absorbed=absorbed,
        error=launched * np.sqrt(variance / (BATCHES - 1)),
        path=np.divide(moment, absorbed, out=np.zeros_like(moment), where=absorbed > 0),
        specular=direct.specular,
        reflected=float(share[REFLECTED]),
        reflected_error=float(spreads[REFLECTED]),
        transmitted=direct.transmitted + float(share[TRANSMITTED]),
        transmitted_error=float(spreads[TRANSMITTED]),
        outside=everything - float(absorbed.sum()),
        flights=int(totals[:, EVENTS].sum()),
    )


def _prepare(
    stack: Stack, sources: Array, z_edges: Array, rings: Array, each: int, seed: int, threshold: float, survival: float
) -> Callable[[int], tuple[Array, Array]]:
    # A function of the number of a batch that gives its tally and totals, both per weight at the end.
    edges, attenuation = stack.edges, stack.attenuation
    albedo = np.divide(stack.scattering, attenuation, out=np.zeros_like(attenuation), where=attenuation > 0)
    layers = np.column_stack((edges[:-1], edges[1:], attenuation, albedo, stack.anisotropy, stack.refraction))
    running = np.cumsum(sources) / sources.sum()
    z_upper, z_table, z_scale = lookup(z_edges)
    r_upper, r_table, r_scale = lookup(rings)

    def batch(number: int) -> tuple[Array, Array]:
        tally, totals = np.zeros((z_edges.size - 1, rings.size - 1, 2)), np.zeros(TOTALS)
        walk_batch(
            np.uint64(seed), number * each, each, layers, running, stack.index_above, stack.index_below,
            threshold, survival, _FLIGHTS, z_upper, z_table, z_scale, r_upper, r_table, r_scale, tally, totals,
        )  # fmt: skip
        ended = each + totals[ROULETTE]
        totals[:EVENTS] /= ended
        return tally / ended, totals

    return batch


def lookup(edges: Array) -> tuple[NDArray[np.float32], NDArray[np.int32], np.float32]:
    """Table that finds the cell of a place quickly on an uneven grid.

    Parameters
    ----------
    edges : array (cell + 1,)
        Edges of the cells, growing from 0.

    Returns
    -------
    upper : array (cell + 1,) float32
        Upper edge of each cell; infinite for the one that stands for "outside".
    table : array (bin + 1,) int32
        Cell just left of each of many equal bins, so never beyond the right one; the last is "outside".
    scale : float32
        Bins per unit of length.

    Examples
    --------
    >>> upper, table, scale = lookup(np.array([0.0, 1.0, 4.0]))
    >>> upper.tolist(), table.tolist(), float(scale)
    ([1.0, 4.0, inf], [0, 0, 1, 1, 2], 1.0)
    """
    bins = int(min(np.ceil(edges[-1] / np.diff(edges).min() * (1.0 - 1e-9)), _TABLE_LIMIT))
    # Searched in float32, as the walk will: no place may lie left of the cell that its bin names.
    left = (np.arange(bins) * (edges[-1] / bins)).astype(np.float32) * np.float32(1.0 - 1e-6)
    upper = np.append(edges[1:], np.inf).astype(np.float32)
    table = np.append(np.searchsorted(upper, left, side="right"), edges.size - 1)
    return upper, table.astype(np.int32), np.float32(bins / float(edges[-1]))
