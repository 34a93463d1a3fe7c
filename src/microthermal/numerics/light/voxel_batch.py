"""One batch of photons through voxels: each flies from face to face and leaves light in every voxel it crosses."""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.elementary import circle, exp_m1, log_1p
from microthermal.numerics.light.batch import fresnel
from microthermal.numerics.light.counter_random import STRIDE, mixed, photon_counter, uniform

Array: TypeAlias = NDArray[Any]
# What lies beyond the four sides.
PERIODIC, OPEN, CONTINUED = 0, 1, 2
# Entries of the totals.
REFLECTED, ESCAPED, OUTSIDE, CUT, ROULETTE, EVENTS, TOTALS = 0, 1, 2, 3, 4, 5, 6
# Below this sine a direction counts as vertical.
_STEEP = 1e-6


@njit(cache=True, error_model="numpy")
def _turned(a: float, b: float, c: float, g: float, first: float, second: float) -> tuple[float, float, float]:
    # Direction after a scattering of Henyey and Greenstein; docs/theory/light.md, equation 6.
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
def walk_voxels_batch(
    seed: np.uint64, first: int, photons: int, medium: Array, media: Array, index: Array, index_above: float,
    corner: Array, size: Array, radius: float, gaussian: bool, sides: int, threshold: float, survival: float,
    flights: int, tally: Array, shares: Array, totals: Array,
) -> None:  # fmt: skip
    """Walk the photons ``first`` to ``first + photons`` and add what they leave.

    Parameters
    ----------
    seed : uint64
        Seed of all draws.
    first, photons : int
        Number of the first photon, and how many; the beam is cut into as many equal strata of power.
    medium : array (z, y, x) int32
        Medium of each voxel.
    media : array (medium, 3)
        Absorption and scattering [1/m], mean cosine of scattering [1].
    index, index_above : array (z,), float
        Refractive index of the slabs and above the surface [1].
    corner, size : array (2,), array (3,)
        Least x and y of the block; lengths of a voxel along x, y, z [m].
    radius, gaussian : float, bool
        1/e² radius of a Gaussian beam or edge of a flat-top, centred on x = y = 0 [m].
    sides : int
        PERIODIC, OPEN or CONTINUED.
    threshold, survival : float
        Weight below which the roulette is played, and its chance of survival [1].
    flights : int
        Faces and scatterings after which a photon is cut, its weight counted as outside.
    tally, shares, totals : array (z, y, x), array (medium,), array (6,)
        Receive absorbed weight by voxel and by medium; reflected, escaped, outside, cut (a part of
        outside), gain at the roulette, flights.
    """
    nz, ny, nx = medium.shape
    dx, dy, dz = size
    for i in range(photons):
        counter = photon_counter(seed, np.uint64(first + i))
        share = (i + uniform(mixed(counter))) / photons
        along, beside = circle(uniform(mixed(counter + STRIDE)))
        depth = -log_1p(-uniform(mixed(counter + STRIDE + STRIDE)))
        counter += STRIDE + STRIDE + STRIDE
        start = radius * math.sqrt(-0.5 * log_1p(-share) if gaussian else share)
        x, ix = _entry(start * along - corner[0], dx, nx, sides)
        y, iy = _entry(start * beside - corner[1], dy, ny, sides)
        z, iz, a, b, c, weight, flown = 0.0, 0, 0.0, 0.0, 1.0, 1.0, 0
        if sides == OPEN and (ix < 0 or ix >= nx or iy < 0 or iy >= ny):
            totals[ESCAPED] += weight
            continue
        while weight > 0.0:
            flown += 1
            jx, jy, jz = min(max(ix, 0), nx - 1), min(max(iy, 0), ny - 1), min(iz, nz - 1)
            here = medium[jz, jy, jx]
            absorption, scattering = media[here, 0], media[here, 1]
            along_x = _to_face(x, a, ix, dx, nx, sides == CONTINUED)
            along_y = _to_face(y, b, iy, dy, ny, sides == CONTINUED)
            along_z = math.inf if iz >= nz and c > 0.0 else _to_face(z, c, iz, dz, nz, False)
            flight = min(along_x, along_y, along_z)
            scatters = depth < flight * scattering
            flight = max(depth / scattering if scatters else flight, 0.0)
            if flown > flights or flight == math.inf:
                totals[OUTSIDE] += weight
                if flown > flights:
                    totals[CUT] += weight
                break
            taken = -weight * exp_m1(-absorption * flight)
            if ix == jx and iy == jy and iz == jz:
                tally[jz, jy, jx] += taken
                shares[here] += taken
            else:
                totals[OUTSIDE] += taken
            weight -= taken
            x, y, z = x + a * flight, y + b * flight, z + c * flight
            if scatters:
                a, b, c = _turned(
                    a, b, c, media[here, 2], uniform(mixed(counter)), uniform(mixed(counter + STRIDE))
                )  # fmt: skip
                depth = -log_1p(-uniform(mixed(counter + STRIDE + STRIDE)))
                counter += STRIDE + STRIDE + STRIDE
            else:
                depth -= flight * scattering
                if along_z <= flight:
                    beyond = iz + 1 if c > 0.0 else iz - 1
                    z = iz * dz if c < 0.0 else beyond * dz
                    n, m = index[jz], index_above if beyond < 0 else index[min(beyond, nz - 1)]
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
            if weight < threshold:
                kept = weight / survival if uniform(mixed(counter)) < survival else 0.0
                counter += STRIDE
                totals[ROULETTE] += kept - weight
                weight = kept
        totals[EVENTS] += flown
