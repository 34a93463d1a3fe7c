"""Monte Carlo light in planar layers: absorbed fraction on an r-z grid, its standard error, and where the rest went."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.light.batch import ABSORBED, CUT, EVENTS, REFLECTED, SPECULAR, TRANSMITTED
from microthermal.numerics.light.pencil import PARTS, Pencil, PencilWalk
from microthermal.numerics.light.spread import BeamProfile, beam_spread, round_beam, spread_tally
from microthermal.numerics.light.unscattered import Stack, direct_absorption, direct_light
from microthermal.parallel.threads import side_by_side

Array: TypeAlias = NDArray[np.float64]


class Walk(NamedTuple):
    """Answer of `walk`: fractions of the energy sent."""

    absorbed: Array
    """Fraction absorbed in each cell [1] (z, r)."""
    error: Array
    """Its standard error [1] (z, r)."""
    path: Array
    """Mean length that the light absorbed in each cell has flown in the layers [m] (z, r)."""
    path_spread: Array
    """Standard deviation of that length [m] (z, r)."""
    specular: float
    """Fraction reflected by the surface at entry [1]."""
    reflected: float
    """Fraction that comes back out of the surface [1]."""
    reflected_error: float
    """Its standard error [1]."""
    transmitted: float
    """Fraction that leaves through the bottom [1]."""
    transmitted_error: float
    """Its standard error [1]."""
    outside: float
    """Fraction absorbed outside the grid, or cut [1]."""
    cut: float
    """Part of ``outside`` that was given up because nothing absorbs it [1]."""
    flights: int
    """Flights made, a measure of the work [1]."""

    @property
    def balance(self) -> float:
        """All fractions together; 1 but for rounding [1]."""
        known = self.specular + self.reflected + self.transmitted + self.outside
        return float(self.absorbed.sum()) + known


def walk(
    stack: Stack, r_edges: Array, z_edges: Array, *, radius: float, gaussian: bool, photons: int, seed: int,
    threads: int = 1,
) -> Walk:  # fmt: skip
    """Send a round beam into layers and score where it is absorbed.

    Parameters
    ----------
    stack : Stack
        Layers; a bottomless one is given any large finite thickness.
    r_edges, z_edges : array (r + 1,), (z + 1,)
        Edges of the cells, growing from 0 [m].
    radius, gaussian : float, bool
        1/e² radius of a Gaussian beam or edge of a flat-top, at normal incidence and centred [m].
    photons : int
        Photons to walk, at least one a part; rounded down to a multiple of the parts.
    seed : int
        Seed of all draws.
    threads : int, optional
        Parts walked at once; does not change a bit of the answer.

    Returns
    -------
    Walk
        Fractions of the energy sent.

    Notes
    -----
    Light before its first scattering is summed exactly; photons begin at that scattering, in strata. They are
    scored as a pencil and then spread over the beam, so every photon serves every cell at its distance.
    """
    pencil = PencilWalk(stack, z_edges, seed=seed, threads=threads).reach(photons)
    return illuminate(stack, r_edges, z_edges, pencil, round_beam(radius, gaussian), threads)


def illuminate(
    stack: Stack, r_edges: Array, z_edges: Array, pencil: Pencil, beam: BeamProfile | None, threads: int = 1
) -> Walk:
    """Answer to a beam from the answer to a pencil.

    Parameters
    ----------
    stack : Stack
        The layers in which the pencil was walked.
    r_edges, z_edges : array (r + 1,), (z + 1,)
        Edges of the cells [m]; ``z_edges`` as in the walk.
    pencil : Pencil
        Result of `PencilWalk.reach`.
    beam : Beam or None
        The collimated beam; None if the pencil is a converging beam, walked on the rings ``r_edges``.
    threads : int, optional
        Parts spread at once; does not change a bit of the answer.

    Returns
    -------
    Walk
        Fractions of the energy sent.
    """
    (column, depth, depth_square), within = np.zeros((3, z_edges.size - 1)), np.zeros(r_edges.size - 1)
    direct_total = direct_transmitted = specular = 0.0
    launched = 1.0
    if beam is not None:
        direct = direct_light(stack)
        column, depth, depth_square, direct_total = direct_absorption(stack, direct, z_edges)
        within, launched = np.diff(beam.within(r_edges)), float(direct.sources.sum())
        specular, direct_transmitted = direct.specular, direct.transmitted
        parts, moment, square = _spread(pencil, beam_spread(pencil.rings, r_edges, beam, threads), threads)
    else:
        parts, moment, square = (kept.astype(np.float64) for kept in (pencil.parts, pencil.moment, pencil.square))
    mean, error = _mean_and_error(parts, threads)
    unscattered = column[:, None] * within[None, :]
    absorbed = unscattered + launched * mean
    path, path_square = (
        np.divide(
            unscattered * straight[:, None] + launched * bent, absorbed, out=np.zeros_like(mean), where=absorbed > 0
        )
        for straight, bent in ((depth, moment), (depth_square, square))
    )
    fraction = launched * pencil.totals.mean(axis=0)
    spreads = launched * pencil.totals.std(axis=0, ddof=1) / np.sqrt(PARTS)
    everything = direct_total + float(fraction[ABSORBED] + fraction[CUT])
    return Walk(
        absorbed=absorbed,
        error=launched * error,
        path=path,
        path_spread=np.sqrt(np.maximum(path_square - path**2, 0.0)),
        specular=specular + float(fraction[SPECULAR]),
        reflected=float(fraction[REFLECTED]),
        reflected_error=float(spreads[REFLECTED]),
        transmitted=direct_transmitted + float(fraction[TRANSMITTED]),
        transmitted_error=float(spreads[TRANSMITTED]),
        outside=everything - float(absorbed.sum()),
        cut=float(fraction[CUT]),
        flights=int(pencil.totals[:, EVENTS].sum()),
    )


def _spread(pencil: Pencil, spread: Array, threads: int) -> tuple[Array, Array, Array]:
    shape = (pencil.moment.shape[0], spread.shape[1])
    parts, (moment, square) = np.zeros((PARTS, *shape)), np.zeros((2, *shape))
    work = (*zip(pencil.parts, parts, strict=True), (pencil.moment, moment), (pencil.square, square))
    side_by_side(threads, lambda pair: spread_tally(pair[0], spread, pair[1]), work)
    return parts, moment, square


def _mean_and_error(parts: Array, threads: int) -> tuple[Array, Array]:
    # Rows are shared out; each is summed over the parts in their order, so that threads change no bit.
    mean, error = np.zeros((2, *parts.shape[1:]))
    side_by_side(threads, lambda first: _rows(parts, first, threads, mean, error), range(threads))
    return mean, error


@njit(cache=True, nogil=True, error_model="numpy")
def _rows(parts: Array, first: int, step: int, mean: Array, error: Array) -> None:
    # Mean over the parts and its standard error, for every step-th row from the first.
    number, rows, columns = parts.shape
    for row in range(first, rows, step):
        for part in range(number):
            for column in range(columns):
                mean[row, column] += parts[part, row, column] / number
        for part in range(number):
            for column in range(columns):
                error[row, column] += (parts[part, row, column] - mean[row, column]) ** 2
        for column in range(columns):
            error[row, column] = np.sqrt(error[row, column] / (number * (number - 1)))
