"""Monte Carlo response of planar layers to a pencil or a converging beam, stored as 32 independent parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.light.batch import (
    ENERGY,
    FIRST_MOMENT,
    MOMENTS,
    ROULETTE,
    SECOND_MOMENT,
    SPECULAR,
    TOTALS,
    walk_batch,
)
from microthermal.numerics.light.spread import pencil_edges
from microthermal.numerics.light.unscattered import Stack, direct_light
from microthermal.numerics.light.walk_setup import Batch, Focus, Launch, Layers, Lookup, Termination, WalkSetup
from microthermal.parallel.threads import may_stop, side_by_side

Array: TypeAlias = NDArray[np.float64]
# Independent parts: the standard error of a cell is itself known to 13 %.
PARTS = 32
# Photons of a part in one round. Runs are made of whole rounds, so a longer one repeats the shorter and adds to it.
ROUND = 1000
_TABLE_LIMIT = 16384
# A photon is cut after far more flights than relevant ones make, so that walks end where nothing absorbs.
_TERMINATION = Termination(threshold=0.3, survival=1.0 / 3.0, flights=100_000)
# Flights per photon of a batch, and flights in any case, after which what is left of it is cut. Skin needs 20 to 2000.
_MEAN_FLIGHTS, _LEAST_BUDGET = 4000, 400_000


class Pencil(NamedTuple):
    """What the photons of one walk left behind; every array can be written to a file."""

    rings: Array
    """Edges of the rings around the point of entry, or around the axis of a converging beam [m] (ring + 1,)."""
    parts: NDArray[np.float32]
    """Absorbed fraction of the photons' energy, one array for each independent part [1] (part, z, ring)."""
    moment: NDArray[np.float32]
    """Mean over the parts of absorbed fraction times path [m] (z, ring)."""
    square: NDArray[np.float32]
    """Mean over the parts of absorbed fraction times the square of path [m²] (z, ring)."""
    totals: Array
    """Fractions of each part, by the entries of `batch` [1] (part, total)."""


class PencilWalk:
    """A walk that can be made longer: photons start where the direct light of a pencil is first scattered.

    Parameters
    ----------
    stack : Stack
        Layers; a bottomless one is given any large finite thickness.
    z_edges : array (z + 1,)
        Edges of the slabs, growing from 0 [m].
    seed : int
        Seed of all draws.
    threads : int, optional
        Parts walked at once; does not change a bit of the answer.
    focus : Focus, optional
        A converging beam, whose photons start at the surface; without it, a pencil.
    rings : array (ring + 1,), optional
        Edges of the rings [m]; without them, `spread.pencil_edges`.

    Notes
    -----
    Each part is divided by the weight it ended with, which the roulette keeps only on average; the bias is of the
    order of one over the photons of a part, far below the standard error.
    """

    def __init__(
        self, stack: Stack, z_edges: Array, *, seed: int, threads: int = 1, focus: Focus | None = None,
        rings: Array | None = None,
    ) -> None:  # fmt: skip
        self._rings = pencil_edges() if rings is None else rings
        self._shape = (z_edges.size - 1, self._rings.size - 1)
        self._batch = _prepare(stack, z_edges, self._rings, seed, focus)
        self._threads, self._done = threads, list[int]()
        self._sums: list[Array] = [np.empty(0)] * PARTS
        self._totals = np.zeros((PARTS, TOTALS))

    def reach(self, photons: int) -> Pencil:
        """Result of so many photons, at least as many as before; the same to the last bit as in one walk.

        Parameters
        ----------
        photons : int
            Photons walked in all, at least one a part; rounded down to a multiple of the parts.
        """
        sizes = rounds(photons)
        if sizes[: len(self._done)] != self._done:
            raise ValueError(f"a walk to {photons} photons does not go on from {PARTS * sum(self._done)}; begin anew")
        new, start = sizes[len(self._done) :], PARTS * sum(self._done)
        parts = np.empty((PARTS, *self._shape), dtype=np.float32)
        moments, squares, totals = np.empty_like(parts), np.empty_like(parts), np.empty_like(self._totals)

        def one(number: int) -> None:
            before = start
            if not self._done:
                self._sums[number] = np.zeros((*self._shape, MOMENTS))
            for size in new:
                may_stop()
                self._batch(before + number * size, size, self._sums[number], self._totals[number])
                before += PARTS * size
            sent, bounced = float(sum(sizes)), float(self._totals[number, SPECULAR])
            ended = sent * (1.0 + self._totals[number, ROULETTE] / max(sent - bounced, 1.0))
            totals[number] = self._totals[number]
            totals[number, :SPECULAR] = self._totals[number, :SPECULAR] / ended
            totals[number, SPECULAR] = bounced / sent
            _split(self._sums[number], ended, parts[number], moments[number], squares[number])

        side_by_side(self._threads, one, range(PARTS))
        self._done = sizes
        return Pencil(self._rings, parts, moments.mean(axis=0), squares.mean(axis=0), totals)


def rounds(photons: int) -> list[int]:
    """Photons of one part in each round of a walk: whole rounds of 1000, then the rest.

    Examples
    --------
    >>> rounds(100_000)
    [1000, 1000, 1000, 125]
    """
    full, rest = divmod(max(photons // PARTS, 1), ROUND)
    return [ROUND] * full + ([rest] if rest else [])


def _prepare(
    stack: Stack, z_edges: Array, rings: Array, seed: int, focus: Focus | None
) -> Callable[[int, int, Array, Array], None]:
    # A function that walks a batch, given its first photon and its size, and adds to sums and totals.
    setup = WalkSetup(
        layers=_layers(stack),
        launch=Launch(_sources(stack), focus is not None, Focus(*map(float, focus or (0.0, 0.0, 0.0)))),
        termination=_TERMINATION,
        slabs=lookup(z_edges),
        rings=lookup(rings),
    )
    nothing = focus is None and setup.launch.sources[-1] == 0.0

    def batch(first: int, size: int, sums: Array, totals: Array) -> None:
        if not nothing:
            budget = max(_MEAN_FLIGHTS * size, _LEAST_BUDGET)
            walk_batch(Batch(seed=np.uint64(seed), first=first, photons=size), setup, budget, sums, totals)

    return batch


@njit(cache=True, nogil=True)
def _split(
    sums: Array, ended: float, tally: NDArray[np.float32], moment: NDArray[np.float32], square: NDArray[np.float32]
) -> None:
    for row in range(sums.shape[0]):
        for column in range(sums.shape[1]):
            tally[row, column] = sums[row, column, ENERGY] / ended
            moment[row, column] = sums[row, column, FIRST_MOMENT] / ended
            square[row, column] = sums[row, column, SECOND_MOMENT] / ended


def _layers(stack: Stack) -> Layers:
    edges, attenuation = stack.edges, stack.attenuation
    isotropic = np.zeros_like(attenuation) if stack.isotropic is None else stack.isotropic
    return Layers(
        top=edges[:-1],
        bottom=edges[1:],
        attenuation=attenuation,
        albedo=np.divide(stack.scattering, attenuation, out=np.zeros_like(attenuation), where=attenuation > 0),
        # The mean cosine of a stack is that of all scatterings.
        anisotropy=np.array(stack.anisotropy / (1.0 - isotropic)),
        isotropic=np.array(isotropic, dtype=np.float64),
        refraction=np.array(stack.refraction, dtype=np.float64),
        index_above=float(stack.index_above),
        index_window=float(stack.index_window),
        index_below=float(stack.index_below),
    )


def _sources(stack: Stack) -> Array:
    sources = direct_light(stack).sources
    launched = sources.sum()
    running: Array = np.cumsum(sources) / (launched if launched > 0.0 else 1.0)
    return running


def lookup(edges: Array) -> Lookup:
    """Table that finds the cell of a place quickly on an uneven grid.

    Parameters
    ----------
    edges : array (cell + 1,)
        Edges of the cells, growing from 0.

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
    return Lookup(upper=upper, table=table.astype(np.int32), scale=np.float32(bins / float(edges[-1])))
