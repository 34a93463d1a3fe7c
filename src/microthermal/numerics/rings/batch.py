"""One batch of photons through an axisymmetric grid: each flies from ring to ring and slab to slab."""

from __future__ import annotations

import math
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.elementary import circle, exp_m1, log_1p
from microthermal.numerics.light.counter_random import STRIDE, mixed, photon_counter, uniform
from microthermal.numerics.light.refraction import fresnel
from microthermal.numerics.light.voxel_batch import (
    CUT,
    ESCAPED,
    EVENTS,
    OUTSIDE,
    REFLECTED,
    ROULETTE,
    Media,
    VoxelTally,
    turned,
)
from microthermal.numerics.light.walk_setup import Batch, Termination

Array: TypeAlias = NDArray[np.float64]
# What lies beyond the outermost ring: a mirror, as in the middle of a wide beam; nothing; the tissue of that ring.
MIRROR, OPEN_SIDE, CONTINUED_SIDE = 0, 1, 2
# Where light comes from: down on the surface; through the outer wall with equal radiance from everywhere; across.
DOWN, ALL_AROUND, ACROSS = 0, 1, 2


class Rings(NamedTuple):
    """What light sees of a cylinder."""

    medium: NDArray[np.int32]
    """Medium of each cell (z, r)."""
    media: Media
    """What the media are made of."""
    refraction: Array
    """Refractive index of each slab [1] (z,)."""
    index_above: float
    """Refractive index above the surface [1]."""
    r_edges: Array
    """Edges of the rings [m] (r + 1,)."""
    z_edges: Array
    """Edges of the slabs [m] (z + 1,)."""
    side: int
    """What lies beyond the outermost ring: MIRROR, OPEN_SIDE or CONTINUED_SIDE."""


class Source(NamedTuple):
    """Light that comes in."""

    kind: int
    """DOWN, ALL_AROUND or ACROSS; the last two enter half way down, for cylinders far longer than wide."""
    radius: float
    """Of light from above: 1/e² radius of a Gaussian beam, or edge of a flat-top [m]."""
    gaussian: bool
    """Whether it is Gaussian."""


class _Ray(NamedTuple):
    # Place and direction of a photon, and the numbers of its slab and ring: they, not the place, which is rounded, say
    # on which side of an edge it is.
    place: tuple[float, float, float]
    way: tuple[float, float, float]
    i: int
    j: int


@njit(cache=True, error_model="numpy")
def _begin(rings: Rings, source: Source, first: float, second: float) -> _Ray:
    # A photon as it enters, from two numbers between 0 and 1.
    edges, last = rings.r_edges, rings.r_edges.size - 2
    along, beside = circle(second)
    if source.kind == DOWN:
        start = source.radius * math.sqrt(-0.5 * log_1p(-first) if source.gaussian else first)
        j = 0
        while j <= last and start >= edges[j + 1]:
            j += 1
        return _Ray((start * along, start * beside, 0.0), (0.0, 0.0, 1.0), 0, j)
    outer, i = edges[last + 1], rings.z_edges.size // 2 - 1
    z = 0.5 * (rings.z_edges[i] + rings.z_edges[i + 1])
    if source.kind == ALL_AROUND:
        # Equal radiance through a wall: the cosine to its normal is the root of an even number.
        inward, aslant = math.sqrt(first), math.sqrt(1.0 - first)
        return _Ray((outer, 0.0, z), (-inward, aslant * along, aslant * beside), i, last)
    across = 2.0 * first - 1.0
    return _Ray((-outer * math.sqrt(1.0 - across * across), outer * across, z), (1.0, 0.0, 0.0), i, last)


@njit(cache=True, error_model="numpy")
def _to_ring(ray: _Ray, edges: Array) -> tuple[float, int]:
    # Length to the next ring on the way, and that ring.
    (x, y, _), (a, b, _) = ray.place, ray.way
    q = a * a + b * b
    if q == 0.0:
        return math.inf, ray.j
    p, square = x * a + y * b, x * x + y * y
    if p < 0.0 and ray.j > 0:
        inner = edges[ray.j]
        found = p * p - q * max(square - inner * inner, 0.0)
        if found > 0.0:
            return max((-p - math.sqrt(found)) / q, 0.0), ray.j - 1
    if ray.j >= edges.size - 1:  # beyond the outermost ring
        return math.inf, ray.j
    outer = edges[ray.j + 1]
    found = p * p + q * max(outer * outer - square, 0.0)
    return max((-p + math.sqrt(found)) / q, 0.0), ray.j + 1


@njit(cache=True, error_model="numpy")
def _mirrored(ray: _Ray) -> _Ray:
    # Reflected by the outer wall, on which the photon is.
    (x, y, _), (a, b, c) = ray.place, ray.way
    twice = 2.0 * (x * a + y * b) / (x * x + y * y)
    return _Ray(ray.place, (a - twice * x, b - twice * y, c), ray.i, ray.j - 1)


@njit(cache=True, nogil=True, error_model="numpy")
def walk_rings_batch(batch: Batch, rings: Rings, source: Source, ending: Termination, tally: VoxelTally) -> None:
    """Walk the photons of a batch and add what they leave.

    Parameters
    ----------
    batch : Batch
        The photons; the light is cut into as many equal strata of power.
    rings : Rings
        The cylinder; below its last slab the tissue goes on.
    source : Source
        The light.
    ending : Termination
        When photons end; a flight ends at every face and scattering, and the weight of a photon that is cut counts as
        outside.
    tally : VoxelTally
        Receives what they leave; ``absorbed`` (z, r).
    """
    for i in range(batch.photons):
        counter = photon_counter(batch.seed, np.uint64(batch.first + i))
        fraction = (i + uniform(mixed(counter))) / batch.photons
        ray = _begin(rings, source, fraction, uniform(mixed(counter + STRIDE)))
        _walk(rings, ending, tally, ray, counter + STRIDE + STRIDE)


@njit(cache=True, error_model="numpy")
def _walk(rings: Rings, ending: Termination, tally: VoxelTally, ray: _Ray, counter: np.uint64) -> None:
    media, totals, z_edges = rings.media, tally.totals, rings.z_edges
    nz, nr = rings.medium.shape
    depth, weight, flown = -log_1p(-uniform(mixed(counter))), 1.0, 0
    counter += STRIDE
    if ray.j >= nr and rings.side == OPEN_SIDE:
        totals[ESCAPED] += weight
        return
    while weight > 0.0:
        flown += 1
        row, column = min(ray.i, nz - 1), min(ray.j, nr - 1)
        (x, y, z), (a, b, c) = ray.place, ray.way
        here = rings.medium[row, column]
        scattering = media.scattering[here]
        along_r, ring = _to_ring(ray, rings.r_edges)
        along_z = math.inf
        if c < 0.0:
            along_z = (z_edges[min(ray.i, nz)] - z) / c
        elif c > 0.0 and ray.i < nz:
            along_z = (z_edges[ray.i + 1] - z) / c
        flight = min(along_r, along_z)
        scatters = depth < flight * scattering
        flight = max(depth / scattering if scatters else flight, 0.0)
        if flown > ending.flights or flight == math.inf:
            totals[OUTSIDE] += weight
            if flown > ending.flights:
                totals[CUT] += weight
            return
        taken = -weight * exp_m1(-media.absorption[here] * flight)
        if row == ray.i and column == ray.j:
            tally.absorbed[row, column] += taken
            tally.fractions[here] += taken
        else:
            totals[OUTSIDE] += taken
        weight -= taken
        ray = _Ray((x + a * flight, y + b * flight, z + c * flight), ray.way, ray.i, ray.j)
        totals[EVENTS] += 1
        if scatters:
            first, second = uniform(mixed(counter)), uniform(mixed(counter + STRIDE))
            turn = turned(a, b, c, media.anisotropy[here], first=first, second=second)
            ray = _Ray(ray.place, turn, ray.i, ray.j)
            depth = -log_1p(-uniform(mixed(counter + STRIDE + STRIDE)))
            counter += STRIDE + STRIDE + STRIDE
        else:
            depth -= flight * scattering
            if along_z <= flight:
                ray = _across_slabs(rings, ray, uniform(mixed(counter)))
                counter += STRIDE
                if ray.i < 0:
                    totals[REFLECTED] += weight
                    return
            else:
                ray = _Ray(ray.place, ray.way, ray.i, ring)
                if ring == nr and rings.side == MIRROR:
                    ray = _mirrored(ray)
                elif ring == nr and rings.side == OPEN_SIDE:
                    totals[ESCAPED] += weight
                    return
        if weight < ending.threshold:
            kept = weight / ending.survival if uniform(mixed(counter)) < ending.survival else 0.0
            counter += STRIDE
            totals[ROULETTE] += kept - weight
            weight = kept


@njit(cache=True, error_model="numpy")
def _across_slabs(rings: Rings, ray: _Ray, chance: float) -> _Ray:
    # Refracted into the slab beyond, or reflected; slab -1 is above the surface.
    nz, (x, y, _), (a, b, c) = rings.refraction.size, ray.place, ray.way
    here = min(ray.i, nz)
    beyond = here + 1 if c > 0.0 else here - 1
    place = (x, y, rings.z_edges[min(here, nz)] if c < 0.0 else rings.z_edges[beyond])
    n = rings.refraction[min(here, nz - 1)]
    m = rings.index_above if beyond < 0 else rings.refraction[min(beyond, nz - 1)]
    if n != m:
        reflectance, bent = fresnel(n, m, abs(c))
        if reflectance >= 1.0 or chance < reflectance:
            return _Ray(place, (a, b, -c), ray.i, ray.j)
        return _Ray(place, (a * n / m, b * n / m, math.copysign(bent, c)), beyond, ray.j)
    return _Ray(place, ray.way, beyond, ray.j)
