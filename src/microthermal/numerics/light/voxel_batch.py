"""One batch of photons through voxels: each flies from face to face and leaves light in every voxel it crosses."""

from __future__ import annotations

import math
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.elementary import circle, exp_m1, log_1p
from microthermal.numerics.light.counter_random import STRIDE, mixed, photon_counter, uniform
from microthermal.numerics.light.refraction import fresnel
from microthermal.numerics.light.walk_setup import Batch, Termination

Array: TypeAlias = NDArray[np.float64]
# What lies beyond the four sides.
PERIODIC, OPEN, CONTINUED = 0, 1, 2
# Entries of the totals.
REFLECTED, ESCAPED, OUTSIDE, CUT, ROULETTE, EVENTS, TOTALS = 0, 1, 2, 3, 4, 5, 6
# Below this sine a direction counts as vertical.
_STEEP = 1e-6


class Media(NamedTuple):
    """Coefficients of the media in a block (medium,)."""

    absorption: Array
    """Absorption [1/m]."""
    scattering: Array
    """Scattering [1/m]."""
    anisotropy: Array
    """Mean cosine of scattering [1]."""


class Voxels(NamedTuple):
    """What light sees of a block."""

    medium: NDArray[np.int32]
    """Medium of each voxel (z, y, x)."""
    media: Media
    """What the media are made of."""
    refraction: Array
    """Refractive index of each slab [1] (z,)."""
    index_above: float
    """Refractive index above the surface [1]."""
    corner: Array
    """Least x and y [m] (2,)."""
    size: Array
    """Lengths of a voxel along x, y, z [m] (3,)."""
    sides: int
    """What lies beyond the sides: PERIODIC, OPEN or CONTINUED."""


class RoundBeam(NamedTuple):
    """A round beam at normal incidence on x = y = 0."""

    radius: float
    """1/e² radius of a Gaussian beam, or edge of a flat-top [m]."""
    gaussian: bool
    """Whether it is Gaussian."""


class VoxelTally(NamedTuple):
    """What photons have left."""

    absorbed: Array
    """Absorbed weight by voxel [1] (z, y, x)."""
    fractions: Array
    """Absorbed weight by medium, inside the block [1] (medium,)."""
    totals: Array
    """Reflected, escaped, outside, cut (a part of outside), gain at the roulette, flights (6,)."""


@njit(cache=True, error_model="numpy")
def turned(a: float, b: float, c: float, g: float, first: float, second: float) -> tuple[float, float, float]:
    """Direction after a scattering of Henyey and Greenstein; docs/theory/light.md, equation 6.

    Parameters
    ----------
    a, b, c : float
        Direction before.
    g : float
        Mean cosine.
    first, second : float
        Two numbers between 0 and 1, for the angle and for the side to which the photon turns.
    """
    x = 2.0 * first - 1.0
    cosine = x * (1.0 + g * g) + 0.5 * g * (x * x + 3.0) + 0.5 * g**3 * (x * x - 1.0)
    cosine = min(max(cosine / (1.0 + g * x) ** 2, -1.0), 1.0)
    sine, (along, beside) = math.sqrt(1.0 - cosine * cosine), circle(second)
    p, q, across = sine * along, sine * beside, math.sqrt(a * a + b * b)
    if across < _STEEP:
        return p, q, math.copysign(cosine, c * cosine)
    va = (a * c * p - b * q) / across + a * cosine
    vb = (b * c * p + a * q) / across + b * cosine
    vc = -p * across + c * cosine
    unit = 1.0 / math.sqrt(va * va + vb * vb + vc * vc)
    return va * unit, vb * unit, vc * unit


@njit(cache=True, error_model="numpy")
def _to_face(place: float, cosine: float, cell: int, size: float, cells: int, halo: bool) -> float:
    # Length to the face ahead on one axis; a halo cell (-1 or the last) has no outer face.
    if cosine > 0.0:
        return math.inf if halo and cell >= cells else ((cell + 1) * size - place) / cosine
    if cosine < 0.0:
        return math.inf if halo and cell < 0 else (cell * size - place) / cosine
    return math.inf


@njit(cache=True)
def _entry(place: float, size: float, cells: int, sides: int) -> tuple[float, int]:
    # Where a photon enters on one axis: place and cell, wrapped into a periodic block.
    span = cells * size
    if sides == PERIODIC:
        place -= span * math.floor(place / span)
        return place, min(int(place / size), cells - 1)
    return place, min(max(math.floor(place / size), -1), cells)


@njit(cache=True)
def _stepped(cell: int, cosine: float, size: float, cells: int, sides: int) -> tuple[int, float]:
    # The cell beyond a side face, and the place on that face seen from it.
    if cosine > 0.0:
        beyond, place = cell + 1, (cell + 1) * size
        return (0, 0.0) if sides == PERIODIC and beyond == cells else (beyond, place)
    beyond, place = cell - 1, cell * size
    return (cells - 1, cells * size) if sides == PERIODIC and beyond < 0 else (beyond, place)


@njit(cache=True, nogil=True, error_model="numpy")
def walk_voxels_batch(batch: Batch, voxels: Voxels, beam: RoundBeam, ending: Termination, tally: VoxelTally) -> None:
    """Walk the photons of a batch and add what they leave.

    Parameters
    ----------
    batch : Batch
        The photons; the beam is cut into as many equal strata of power.
    voxels : Voxels
        The block.
    beam : RoundBeam
        The light.
    ending : Termination
        When photons end; a flight ends at every face and scattering, and the weight of a photon that is cut counts as
        outside.
    tally : VoxelTally
        Receives what they leave.
    """
    medium, media, sides = voxels.medium, voxels.media, voxels.sides
    absorbed, fractions, totals = tally.absorbed, tally.fractions, tally.totals
    least_x, least_y = voxels.corner
    nz, ny, nx = medium.shape
    dx, dy, dz = voxels.size
    for i in range(batch.photons):
        counter = photon_counter(batch.seed, np.uint64(batch.first + i))
        fraction = (i + uniform(mixed(counter))) / batch.photons
        along, beside = circle(uniform(mixed(counter + STRIDE)))
        depth = -log_1p(-uniform(mixed(counter + STRIDE + STRIDE)))
        counter += STRIDE + STRIDE + STRIDE
        start = beam.radius * math.sqrt(-0.5 * log_1p(-fraction) if beam.gaussian else fraction)
        x, ix = _entry(start * along - least_x, dx, nx, sides)
        y, iy = _entry(start * beside - least_y, dy, ny, sides)
        z, iz, a, b, c, weight, flown = 0.0, 0, 0.0, 0.0, 1.0, 1.0, 0
        if sides == OPEN and (ix < 0 or ix >= nx or iy < 0 or iy >= ny):
            totals[ESCAPED] += weight
            continue
        while weight > 0.0:
            flown += 1
            jx, jy, jz = min(max(ix, 0), nx - 1), min(max(iy, 0), ny - 1), min(iz, nz - 1)
            here = medium[jz, jy, jx]
            absorption, scattering = media.absorption[here], media.scattering[here]
            along_x = _to_face(x, a, ix, dx, nx, sides == CONTINUED)
            along_y = _to_face(y, b, iy, dy, ny, sides == CONTINUED)
            along_z = math.inf if iz >= nz and c > 0.0 else _to_face(z, c, iz, dz, nz, False)
            flight = min(along_x, along_y, along_z)
            scatters = depth < flight * scattering
            flight = max(depth / scattering if scatters else flight, 0.0)
            if flown > ending.flights or flight == math.inf:
                totals[OUTSIDE] += weight
                if flown > ending.flights:
                    totals[CUT] += weight
                break
            taken = -weight * exp_m1(-absorption * flight)
            if ix == jx and iy == jy and iz == jz:
                absorbed[jz, jy, jx] += taken
                fractions[here] += taken
            else:
                totals[OUTSIDE] += taken
            weight -= taken
            x, y, z = x + a * flight, y + b * flight, z + c * flight
            if scatters:
                a, b, c = turned(
                    a, b, c, media.anisotropy[here], uniform(mixed(counter)), uniform(mixed(counter + STRIDE))
                )
                depth = -log_1p(-uniform(mixed(counter + STRIDE + STRIDE)))
                counter += STRIDE + STRIDE + STRIDE
            else:
                depth -= flight * scattering
                if along_z <= flight:
                    beyond = iz + 1 if c > 0.0 else iz - 1
                    z = iz * dz if c < 0.0 else beyond * dz
                    n = voxels.refraction[jz]
                    m = voxels.index_above if beyond < 0 else voxels.refraction[min(beyond, nz - 1)]
                    passes = True
                    if n != m:
                        reflectance, bent = fresnel(n, m, abs(c))
                        passes = reflectance < 1.0 and uniform(mixed(counter)) >= reflectance
                        counter += STRIDE
                        if passes:
                            a, b, c = a * n / m, b * n / m, math.copysign(bent, c)
                    if not passes:
                        c = -c
                    elif beyond < 0:
                        totals[REFLECTED] += weight
                        break
                    else:
                        iz = beyond
                elif along_x <= flight:
                    ix, x = _stepped(ix, a, dx, nx, sides)
                else:
                    iy, y = _stepped(iy, b, dy, ny, sides)
                if sides == OPEN and (ix < 0 or ix >= nx or iy < 0 or iy >= ny):
                    totals[ESCAPED] += weight
                    break
            if weight < ending.threshold:
                kept = weight / ending.survival if uniform(mixed(counter)) < ending.survival else 0.0
                counter += STRIDE
                totals[ROULETTE] += kept - weight
                weight = kept
        totals[EVENTS] += flown
