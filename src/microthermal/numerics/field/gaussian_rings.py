"""Radial profiles fitted by sums of Gaussians, whose further spreading by conduction is known exactly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from microthermal.errors import ConvergenceError
from microthermal.numerics.matrices.nonnegative import nonnegative

Array = NDArray[np.float64]


def gaussian_rings(edges: Array, amounts: Array, widths: Array) -> Array:
    """Non-negative amounts of Gaussians of given widths that reproduce a radial profile.

    Parameters
    ----------
    edges : Array, (r_edge,)
        Edges of the rings, from 0.
    amounts : Array, (z, r)
        What each ring holds, at each depth.
    widths : Array, (component,)
        Widths s of exp(-r²/s²) / (π s²).

    Returns
    -------
    Array, (z, component)
        Amount in each Gaussian, none negative; at each depth they hold together what the rings hold.

    Raises
    ------
    ConvergenceError
        If no Gaussians are found.

    Notes
    -----
    Least squares on the cumulated amount, none negative; the sum is then scaled to that of the rings. Heat blurs
    all that the fit misses: detail of size a is gone after a²/4α.
    """
    shapes = 1.0 - np.exp(-((edges[1:, None] / widths[None, :]) ** 2))
    totals = amounts.sum(axis=1)
    warm = np.flatnonzero(totals > 0.0)
    try:
        fractions = nonnegative(shapes, np.cumsum(amounts[warm], axis=1) / totals[warm, None])
    except RuntimeError as error:
        raise ConvergenceError(f"field: heat could not be laid into Gaussians: {error}") from None
    sizes = fractions.sum(axis=1)
    if not bool((sizes > 0.0).all()):
        raise ConvergenceError("field: heat could not be laid into Gaussians: none of them has its shape")
    found = np.zeros((amounts.shape[0], widths.size))
    found[warm] = totals[warm, None] * (fractions / sizes[:, None])
    return found
