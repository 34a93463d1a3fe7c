"""From the answer to a pencil to the answer to a beam: planar layers look alike from every point of entry."""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
# A Gaussian beam ends at three radii, where 1.5e-8 of its power is left; rings of 1/12 radius carry its power.
_GAUSSIAN_EXTENT, _GAUSSIAN_RINGS = 3.0, 36
# Three Gauss-Legendre points in the area of each pencil ring.
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(3)


def beam_within(r: Array, radius: float, gaussian: bool) -> Array:
    """Share of the beam's power within distances from its axis.

    Parameters
    ----------
    r : array (any,)
        Distances [m].
    radius : float
        1/e² radius of a Gaussian beam, edge of a flat-top [m].
    gaussian : bool
        Whether the beam is Gaussian, else flat-top.

    Returns
    -------
    array, shape of ``r``
        1 - exp(-2 r²/R²), or min(r²/R², 1) [1].
    """
    ratio = (np.asarray(r, dtype=np.float64) / radius) ** 2
    within: Array = -np.expm1(-2.0 * ratio) if gaussian else np.minimum(ratio, 1.0)
    return within


def pencil_edges(r_edges: Array, radius: float, gaussian: bool) -> Array:
    """Rings on which to score a pencil so that its beam can be formed.

    Parameters
    ----------
    r_edges : array (r + 1,)
        Edges of the grid that will receive the beam [m].
    radius, gaussian : float, bool
        The beam, as in `beam_within`.

    Returns
    -------
    array (ring + 1,)
        Edges growing by 6 % each from 1/50 of the beam or half the finest ring, whichever is larger [m].
    """
    extent = radius * (_GAUSSIAN_EXTENT if gaussian else 1.0)
    width = max(radius / 50.0, 0.5 * float(np.diff(r_edges).min()))
    edges, end = [0.0], float(r_edges[-1]) + extent
    while edges[-1] < end:
        edges.append(edges[-1] + max(width, 0.06 * edges[-1]))
    return np.array(edges)


def beam_spread(rings: Array, r_edges: Array, radius: float, gaussian: bool) -> Array:
    """Share of what a pencil leaves in one ring that the beam leaves in another.

    Parameters
    ----------
    rings : array (ring + 1,)
        Edges of the pencil's rings [m].
    r_edges : array (r + 1,)
        Edges of the beam's rings [m].
    radius, gaussian : float, bool
        The beam, as in `beam_within`.

    Returns
    -------
    array (ring, r)
        Multiply a pencil's tally (z, ring) by this from the right. Rows sum to at most 1: the rest falls outside.

    Notes
    -----
    The beam is a sum of uniform discs, a Gaussian one of 36 nested rings with its exact power; a disc of
    radius a seen from a point at distance d covers the share lens(a, d, b) / (π a²) of its area within b.
    """
    if gaussian:
        discs = np.linspace(0.0, _GAUSSIAN_EXTENT * radius, _GAUSSIAN_RINGS + 1)[1:]
        power = np.diff(beam_within(np.concatenate(([0.0], discs)), radius, True))
        area = np.diff(np.concatenate(([0.0], discs**2)))
        brightness = power / power.sum() / area
        # A ring is a disc less a smaller one: the weight of a disc is its step in brightness.
        weights = (brightness - np.append(brightness[1:], 0.0)) * discs**2
    else:
        discs, weights = np.array([radius]), np.array([1.0])
    middle = 0.5 * (rings[1:] ** 2 + rings[:-1] ** 2)
    half = 0.5 * (rings[1:] ** 2 - rings[:-1] ** 2)
    points = np.sqrt(middle[:, None] + half[:, None] * _NODES[None, :])
    within = _within(points, 0.5 * _WEIGHTS, np.ascontiguousarray(r_edges), discs, weights)
    spread: Array = np.diff(within, axis=1)
    return np.maximum(spread, 0.0)


@njit(cache=True, nogil=True)
def spread_tally(tally: Array, spread: Array) -> Array:
    """Tally of the beam from that of the pencil.

    Parameters
    ----------
    tally : array (z, ring, 2)
        What the pencil left.
    spread : array (ring, r)
        Result of `beam_spread`.

    Returns
    -------
    array (z, r, 2)
        The matrix product over rings; by plain loops, because a threaded library would fight for our cores.
    """
    beam = np.zeros((tally.shape[0], spread.shape[1], 2))
    for row in range(tally.shape[0]):
        for ring in range(tally.shape[1]):
            weight, moment = tally[row, ring, 0], tally[row, ring, 1]
            if weight > 0.0:
                for column in range(spread.shape[1]):
                    beam[row, column, 0] += weight * spread[ring, column]
                    beam[row, column, 1] += moment * spread[ring, column]
    return beam


@njit(cache=True)
def _within(points: Array, shares: Array, r_edges: Array, discs: Array, weights: Array) -> Array:
    within = np.zeros((points.shape[0], r_edges.size))
    for i in range(points.shape[0]):
        for j in range(r_edges.size):
            for p in range(points.shape[1]):
                for k in range(discs.size):
                    lens = _lens(discs[k], points[i, p], r_edges[j]) / (math.pi * discs[k] ** 2)
                    within[i, j] += shares[p] * weights[k] * lens
    return within


@njit(cache=True)
def _lens(a: float, distance: float, b: float) -> float:
    # Area common to two circles of radii a and b.
    if distance >= a + b:
        return 0.0
    if distance <= abs(a - b):
        return math.pi * min(a, b) ** 2
    cosine_a = (distance**2 + a**2 - b**2) / (2.0 * distance * a)
    cosine_b = (distance**2 + b**2 - a**2) / (2.0 * distance * b)
    angle_a = math.acos(min(max(cosine_a, -1.0), 1.0))
    angle_b = math.acos(min(max(cosine_b, -1.0), 1.0))
    sectors = a * a * (angle_a - math.sin(angle_a) * math.cos(angle_a))
    return sectors + b * b * (angle_b - math.sin(angle_b) * math.cos(angle_b))
