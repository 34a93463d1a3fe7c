"""Convolution of the pencil-beam response with a beam profile: planar layers are translation invariant."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.parallel.threads import side_by_side

Array: TypeAlias = NDArray[np.float64]
# A Gaussian beam ends at three radii, where 1.5e-8 of its power is left; rings of 1/12 radius carry its power.
_GAUSSIAN_EXTENT, _GAUSSIAN_RINGS = 3.0, 36
# Rings of a measured beam between its first and last radius, at least.
_MEASURED_RINGS = 36
# Three Gauss-Legendre points in the area of each pencil ring.
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(3)
_SHARES = 0.5 * _WEIGHTS
# Rings of a pencil: narrow enough for the narrowest microbeams near the axis, then growing, out to beyond the lateral
# spread of near-infrared light.
_NARROWEST, _GROWTH, _FARTHEST = 5e-7, 0.06, 2e-2


class _Discs(NamedTuple):
    # Uniform discs that add up to a beam: radii, and fractions of the power; a disc that is taken away has a negative
    # one.
    radii: Array
    weights: Array


class BeamProfile(NamedTuple):
    """Collimated light at normal incidence: its power within a distance, and uniform rings that stand for it."""

    within: Callable[[Array], Array]
    """Fraction of the power within distances [m] from the axis [1]."""
    edges: Array
    """Edges of the uniform rings that carry its power [m] (ring + 1,)."""
    name: tuple[object, ...]
    """What tells this beam from others, for keeping results by content."""


def round_beam(radius: float, gaussian: bool) -> BeamProfile:
    """Gaussian beam of 1/e² radius, or flat-top beam with its edge at ``radius`` [m]."""
    rings = np.linspace(0.0, _GAUSSIAN_EXTENT * radius, _GAUSSIAN_RINGS + 1) if gaussian else np.array([0.0, radius])
    return BeamProfile(
        lambda r: beam_within(r, radius, gaussian), rings, ("gaussian" if gaussian else "flat_top", radius)
    )


def ring_beam(inner: float, outer: float) -> BeamProfile:
    """Beam that is uniform between two radii [m] and dark elsewhere."""

    def within(r: Array) -> Array:
        return np.clip((np.asarray(r) ** 2 - inner**2) / (outer**2 - inner**2), 0.0, 1.0)

    return BeamProfile(within, np.array([inner, outer]), ("ring", inner, outer))


def measured_beam(radii: Array, irradiance: Array) -> BeamProfile:
    """Beam of measured irradiance.

    Parameters
    ----------
    radii : array (point,)
        Growing distances from the axis [m].
    irradiance : array (point,)
        Irradiance there in any unit, not negative and not all 0; straight lines between the points, dark beyond
        the last, and before the first as bright as there.

    Returns
    -------
    Beam
        ``within`` integrates the straight lines exactly; at least 36 rings carry the power.
    """
    if radii[0] > 0.0:
        radii, irradiance = np.concatenate(([0.0], radii)), np.concatenate((irradiance[:1], irradiance))
    slope = np.diff(irradiance) / np.diff(radii)
    level = irradiance[:-1] - slope * radii[:-1]

    def integral(r: Array, piece: NDArray[np.int64]) -> Array:
        # Of (level + slope r) r dr, from the start of the piece.
        start = radii[piece]
        by_level = level[piece] * (r**2 - start**2) / 2.0
        result: Array = by_level + slope[piece] * (r**3 - start**3) / 3.0
        return result

    pieces = np.arange(slope.size)
    running = np.concatenate(([0.0], np.cumsum(integral(radii[1:], pieces))))

    def within(r: Array) -> Array:
        inside = np.minimum(np.asarray(r, dtype=np.float64), radii[-1])
        piece = np.clip(np.searchsorted(radii, inside, side="right") - 1, 0, slope.size - 1)
        fraction: Array = (running[piece] + integral(inside, piece)) / running[-1]
        return np.clip(fraction, 0.0, 1.0)

    parts = max(-(-_MEASURED_RINGS // slope.size), 1)
    edges = np.interp(np.arange(slope.size * parts + 1) / parts, np.arange(radii.size), radii)
    return BeamProfile(within, edges, ("measured", *radii.tolist(), *irradiance.tolist()))


def beam_within(r: Array, radius: float, gaussian: bool) -> Array:
    """Fraction of the beam's power within distances from its axis.

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


def pencil_edges() -> Array:
    """Rings on which a pencil is scored, the same for every beam and grid.

    Returns
    -------
    array (ring + 1,)
        Edges 0.5 µm apart at first, then growing by 6 % each, to 20 mm [m].
    """
    edges = [0.0]
    while edges[-1] < _FARTHEST:
        edges.append(edges[-1] + max(_NARROWEST, _GROWTH * edges[-1]))
    return np.array(edges)


def beam_spread(rings: Array, r_edges: Array, beam: BeamProfile, threads: int = 1) -> Array:
    """Fraction of what a pencil leaves in one ring that the beam leaves in another.

    Parameters
    ----------
    rings : array (ring + 1,)
        Edges of the pencil's rings [m].
    r_edges : array (r + 1,)
        Edges of the beam's rings [m].
    beam : Beam
        The beam.
    threads : int, optional
        Threads that share the rings; does not change a bit of the answer.

    Returns
    -------
    array (ring, r)
        Multiply a pencil's tally (z, ring) by this from the right. Rows sum to at most 1: the rest falls outside.
        It ends with the last ring from which the beam reaches the grid.

    Notes
    -----
    The beam is a sum of uniform discs, each ring being a disc less a smaller one; a disc of
    radius a seen from a point at distance d covers the fraction lens(a, d, b) / (π a²) of its area within b.
    """
    power = np.diff(beam.within(beam.edges))
    brightness = power / power.sum() / np.diff(beam.edges**2)
    # The weight of a disc is the step in brightness at its edge.
    weights = (np.concatenate(([0.0], brightness)) - np.append(brightness, 0.0)) * beam.edges**2
    used = weights != 0.0
    middle = 0.5 * (rings[1:] ** 2 + rings[:-1] ** 2)
    half = 0.5 * (rings[1:] ** 2 - rings[:-1] ** 2)
    points = np.sqrt(middle[:, None] + half[:, None] * _NODES[None, :])
    within, targets = np.zeros((points.shape[0], r_edges.size)), np.ascontiguousarray(r_edges)

    discs = _Discs(radii=beam.edges[used], weights=weights[used])

    def part(first: int) -> None:
        _within(points, targets, discs, first, threads, within)

    side_by_side(threads, part, range(threads))
    spread: Array = np.maximum(np.diff(within, axis=1), 0.0)
    return spread[: int(np.flatnonzero(spread.any(axis=1))[-1]) + 1]


@njit(cache=True, nogil=True)
def spread_tally(tally: NDArray[np.float32], spread: Array, beam: Array) -> None:
    """Tally of the beam from that of the pencil.

    Parameters
    ----------
    tally : array (z, ring)
        What the pencil left.
    spread : array (ring, r)
        Result of `beam_spread`.
    beam : array (z, r)
        Receives the matrix product over rings; by plain loops, because a threaded library would fight for our cores.
    """
    beam[:] = 0.0
    for row in range(tally.shape[0]):
        for ring in range(spread.shape[0]):
            weight = np.float64(tally[row, ring])
            if weight > 0.0:
                for column in range(spread.shape[1]):
                    beam[row, column] += weight * spread[ring, column]


@njit(cache=True, nogil=True)
def _within(points: Array, r_edges: Array, discs: _Discs, first: int, step: int, within: Array) -> None:
    # Every step-th ring from the first; the beam from a ring beyond all targets reaches none.
    radii, weights = discs.radii, discs.weights
    for i in range(first, points.shape[0], step):
        if points[i, 0] > radii[-1] + r_edges[-1]:
            continue
        for j in range(r_edges.size):
            for p in range(points.shape[1]):
                for k in range(radii.size):
                    lens = _lens(radii[k], points[i, p], r_edges[j]) / (math.pi * radii[k] ** 2)
                    within[i, j] += _SHARES[p] * weights[k] * lens


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
