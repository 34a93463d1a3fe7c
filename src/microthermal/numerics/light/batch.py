"""One batch of the photon walk: launches lanes, lets them scatter and advance, and scores what they leave behind."""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.elementary import circle, exp_m1, log_1p
from microthermal.numerics.light.counter_random import STRIDE, mixed, photon_counter, uniform
from microthermal.numerics.light.lanes import advance, scatter

Array: TypeAlias = NDArray[Any]
# Enough lanes to fill the vector units, few enough that their state stays in the first-level cache.
LANES = 240
# Rows of the lane state.
_X, _Y, _Z, _UX, _UY, _UZ, _DEPTH, _PATH = 0, 1, 2, 3, 4, 5, 6, 7
_ANISOTROPY, _ATTENUATION, _INVERSE, _TOP, _BOTTOM, _SPARE, _RADIUS, _ABSORBANCE = 8, 9, 10, 11, 12, 13, 14, 15
_ISOTROPIC = 16
_ROWS = 17
# Columns of the layer table.
TOP, BOTTOM, ATTENUATION, ALBEDO, ANISOTROPY, INDEX, ISOTROPIC = 0, 1, 2, 3, 4, 5, 6
# Entries of the totals.
ABSORBED, REFLECTED, TRANSMITTED, CUT, SPECULAR, ROULETTE, EVENTS, TOTALS = 0, 1, 2, 3, 4, 5, 6, 7
# Entries that describe a converging beam; an empty array is a pencil.
WAIST, SLOPE, FOCUS = 0, 1, 2
_LEAST_ATTENUATION = 1e-12
_TWO, _THREE, _FOUR = np.uint64(2), np.uint64(3), np.uint64(4)


@njit(cache=True)
def fresnel(first: float, second: float, cosine: float) -> tuple[float, float]:
    """Reflectance of unpolarised light, and cosine of the refracted ray.

    Parameters
    ----------
    first, second : float
        Refractive indices on the side of arrival and beyond [1].
    cosine : float
        Cosine of the angle of arrival, positive [1].

    Returns
    -------
    tuple of float
        Reflectance [1], 1 if totally reflected; cosine beyond [1].
    """
    squared = 1.0 - (first / second) ** 2 * (1.0 - cosine * cosine)
    if squared <= 0.0:
        return 1.0, 0.0
    beyond = math.sqrt(squared)
    across = (first * cosine - second * beyond) / (first * cosine + second * beyond)
    along = (first * beyond - second * cosine) / (first * beyond + second * cosine)
    return 0.5 * (across * across + along * along), beyond


@njit(cache=True)
def through_window(inside: float, window: float, above: float, cosine: float) -> tuple[float, float]:
    """Reflectance of a clear plate for light that comes from the first layer, and cosine above the plate.

    Parameters
    ----------
    inside, window, above : float
        Refractive indices of the first layer, of the plate, and above it [1]; ``window = above`` is no plate.
    cosine : float
        Cosine of the angle of arrival in the first layer, positive [1].

    Returns
    -------
    tuple of float
        Reflectance with every echo in the plate [1], 1 if totally reflected; cosine above [1]. The same
        ray coming down is reflected by as much.
    """
    inner, within = fresnel(inside, window, cosine)
    if inner >= 1.0 or window == above:
        return inner, within
    outer, beyond = fresnel(window, above, within)
    if outer >= 1.0:
        return 1.0, 0.0
    return inner + (1.0 - inner) ** 2 * outer / (1.0 - inner * outer), beyond


@njit(cache=True, error_model="numpy")
def _cross(
    n: int, layers: Array, index_above: float, index_window: float, index_below: float,
    layer: Array, depth: Array, spare: Array, ux: Array, uy: Array, uz: Array, weight: Array, totals: Array,
) -> None:  # fmt: skip
    # Lanes on a boundary are reflected, refracted into the next layer, or let go: their weight becomes 0.
    for i in range(n):
        if depth[i] <= 0.0:
            continue
        here, cosine = layer[i], uz[i]
        beyond = here + 1 if cosine > 0 else here - 1
        outside = beyond < 0 or beyond >= layers.shape[0]
        first = layers[here, INDEX]
        second = (index_above if beyond < 0 else index_below) if outside else layers[beyond, INDEX]
        behind = index_window if beyond < 0 else second
        if first != second or first != behind:
            reflectance, refracted = through_window(first, behind, second, abs(cosine))
            if reflectance >= 1.0 or spare[i] < reflectance:
                uz[i] = -cosine
                continue
            ux[i] *= first / second
            uy[i] *= first / second
            uz[i] = math.copysign(refracted, cosine)
        if outside:
            totals[REFLECTED if beyond < 0 else TRANSMITTED] += weight[i]
            weight[i] = 0.0
        else:
            layer[i] = beyond


@njit(cache=True, error_model="numpy")
def _locate(n: int, place: Array, upper: Array, table: Array, scale: np.float32, cell: Array) -> None:
    # The table gives the cell at the left end of a fine uniform bin; edges inside the bin need a step or more.
    last = np.float32(table.size - 1)
    for i in range(n):
        here = place[i]
        found = table[np.int64(min(here * scale, last))]
        while here >= upper[found]:
            found += 1
        cell[i] = found


@njit(cache=True, error_model="numpy")
def _absorb(
    n: int, absorbance: Array, threshold: float, survival: float, depth: Array, spare: Array, row: Array,
    column: Array, path: Array, weight: Array, tally: Array, totals: Array,
) -> None:  # fmt: skip
    # Lanes at an interaction leave their absorbed part in its cell, then play roulette; losers get weight 0.
    rows, columns = tally.shape[0], tally.shape[1]
    taken, gained = 0.0, 0.0
    for i in range(n):
        if depth[i] > 0.0:
            continue
        before = weight[i]
        absorbed = before * absorbance[i]
        after = before - absorbed
        taken += absorbed
        if row[i] < rows and column[i] < columns:
            tally[row[i], column[i], 0] += absorbed
            moment = absorbed * path[i]
            tally[row[i], column[i], 1] += moment
            tally[row[i], column[i], 2] += moment * path[i]
        if after < threshold:
            kept = after / survival if spare[i] < survival else 0.0
            gained += kept - after
            after = kept
        weight[i] = after
    totals[ABSORBED] += taken
    totals[ROULETTE] += gained


@njit(cache=True)
def _around_axis(share: float, turn: float) -> tuple[float, float]:
    # A place in a Gaussian beam of 1/e² radius 1: the circle that holds a share of its power, and a turn round it.
    away, (along, across) = math.sqrt(-0.5 * log_1p(-share)), circle(turn)
    return away * along, away * across


@njit(cache=True)
def _enter(i: int, start: np.uint64, share: float, entry: Array, lanes: Array) -> None:
    # A ray of a converging Gaussian beam: place in the focal plane and slope are drawn apart, strata are of slope.
    x, y = _around_axis(uniform(mixed(start + STRIDE)), uniform(mixed(start + STRIDE * _TWO)))
    a, b = _around_axis(share, uniform(mixed(start + STRIDE * _THREE)))
    a, b = a * entry[SLOPE], b * entry[SLOPE]
    length = math.sqrt(1.0 + a * a + b * b)
    lanes[_X, i] = x * entry[WAIST] - a * entry[FOCUS]
    lanes[_Y, i] = y * entry[WAIST] - b * entry[FOCUS]
    lanes[_UX, i], lanes[_UY, i], lanes[_UZ, i] = a / length, b / length, 1.0 / length
    lanes[_DEPTH, i] = -log_1p(-uniform(mixed(start + STRIDE * _FOUR)))


@njit(cache=True, error_model="numpy")
def _launch(
    n: int, seed: np.uint64, first: int, launched: int, photons: int, layers: Array, sources: Array, entry: Array,
    index_above: float, index_window: float,
    layer: Array, counter: Array, flown: Array, weight: Array, lanes: Array, totals: Array,
) -> int:  # fmt: skip
    # Empty lanes (weight 0) get new photons, which begin where the direct light is first scattered or turned back,
    # or at the surface if the beam converges.
    for i in range(n):
        if weight[i] > 0.0 or launched >= photons:
            continue
        start = photon_counter(seed, np.uint64(first + launched))
        share = (launched + uniform(mixed(start))) / photons
        launched += 1
        if entry.size > 0:
            layer[i] = 0
            lanes[: _PATH + 1, i] = 0.0
            _enter(i, start, share, entry, lanes)
            bounced = through_window(layers[0, INDEX], index_window, index_above, float(lanes[_UZ, i]))[0]
            totals[SPECULAR] += bounced
            weight[i] = 1.0 - bounced
            counter[i], flown[i] = start + STRIDE * _FOUR, 0
            continue
        source = min(int(np.searchsorted(sources, share, side="right")), sources.size - 1)
        layer[i] = source // 2
        top, bottom = layers[layer[i], TOP], layers[layer[i], BOTTOM]
        lanes[: _PATH + 1, i] = 0.0
        if source % 2 == 0:
            before = sources[source - 1] if source > 0 else 0.0
            part = min(max((share - before) / (sources[source] - before), 0.0), 1.0)
            attenuation = layers[layer[i], ATTENUATION]
            flight = -log_1p(part * exp_m1(-attenuation * (bottom - top))) / attenuation
            lanes[_Z, i] = min(top + flight, bottom)
            lanes[_UZ, i] = 1.0
        else:
            lanes[_Z, i] = bottom
            lanes[_UZ, i] = -1.0
            lanes[_DEPTH, i] = -log_1p(-uniform(mixed(start + STRIDE)))
        lanes[_PATH, i] = lanes[_Z, i]
        weight[i] = 1.0
        counter[i], flown[i] = start + STRIDE * _TWO, 0
    return launched


@njit(cache=True)
def _coefficients(n: int, layers: Array, layer: Array, known: Array, lanes: Array) -> None:
    # Copies the coefficients of its layer into every lane that has changed layers.
    for i in range(n):
        if known[i] != layer[i]:
            here = layer[i]
            known[i] = here
            attenuation = max(layers[here, ATTENUATION], _LEAST_ATTENUATION)
            lanes[_ANISOTROPY, i] = layers[here, ANISOTROPY]
            lanes[_ISOTROPIC, i] = layers[here, ISOTROPIC]
            lanes[_ATTENUATION, i] = attenuation
            lanes[_INVERSE, i] = 1.0 / attenuation
            lanes[_TOP, i] = layers[here, TOP]
            lanes[_BOTTOM, i] = layers[here, BOTTOM]
            lanes[_ABSORBANCE, i] = 1.0 - layers[here, ALBEDO]


@njit(cache=True)
def _close_ranks(
    n: int,
    flights: int,
    layer: Array,
    known: Array,
    counter: Array,
    flown: Array,
    weight: Array,
    lanes: Array,
    totals: Array,
) -> int:
    # Cuts lanes that have flown too often and, when no photons are left to launch, moves live lanes together.
    live = 0
    for i in range(n):
        flown[i] += 1
        if flown[i] >= flights:
            totals[CUT] += weight[i]
            weight[i] = 0.0
        if weight[i] > 0.0:
            if live < i:
                for k in range(_ROWS):
                    lanes[k, live] = lanes[k, i]
                layer[live], known[live], weight[live] = layer[i], known[i], weight[i]
                counter[live], flown[live] = counter[i], flown[i]
            live += 1
    return live


@njit(cache=True, nogil=True, error_model="numpy")
def walk_batch(
    seed: np.uint64, first: int, photons: int, layers: Array, sources: Array, entry: Array, index_above: float,
    index_window: float, index_below: float, threshold: float, survival: float, flights: int, budget: int,
    z_upper: Array, z_table: Array, z_scale: np.float32, r_upper: Array, r_table: Array, r_scale: np.float32,
    tally: Array, totals: Array,
) -> None:  # fmt: skip
    """Walk the photons ``first`` to ``first + photons`` and add what they leave to ``tally`` and ``totals``.

    Parameters
    ----------
    seed : uint64
        Seed of all draws.
    first, photons : int
        Number of the first photon, and how many.
    layers : array (layer, column)
        Top and bottom [m], attenuation [1/m], albedo, anisotropy of Henyey-Greenstein, refractive index,
        isotropic share [1].
    sources : array (2 layers,)
        Running sum of the shares in which photons begin, ending at 1 [1].
    entry : array (3,) or (0,)
        Waist radius [m], slope [1] and depth of the focus [m] of a converging Gaussian beam; empty for a pencil.
    index_above, index_window, index_below : float
        Refractive indices outside, and of the plate on the surface [1].
    threshold, survival : float
        Weight below which the roulette is played, and its chance of survival [1].
    flights : int
        Flights after which a photon is cut, its weight counted as lost.
    budget : int
        Flights of the batch after which all that is left is cut.
    z_upper, z_table, z_scale, r_upper, r_table, r_scale : arrays and floats
        Tables of `photon_walk.lookup` that find the cell of a place.
    tally : array (z, r, 3)
        Receives absorbed weight [1], and absorbed weight times path [m] and times its square [m²].
    totals : array (7,)
        Receives absorbed, reflected, transmitted, cut, reflected at entry, net gain at the roulette, flights.

    Notes
    -----
    Photons start at a scattering, so the first act of a lane is to turn. Each photon draws from its own
    counter; the order of summation depends on the batch alone. So do the bits of the result.
    """
    lanes = np.zeros((_ROWS, LANES), dtype=np.float32)
    z, ux, uy, uz, depth, path = lanes[_Z], lanes[_UX], lanes[_UY], lanes[_UZ], lanes[_DEPTH], lanes[_PATH]
    spare, radius, absorbance = lanes[_SPARE], lanes[_RADIUS], lanes[_ABSORBANCE]
    layer, known = np.zeros(LANES, dtype=np.int64), np.full(LANES, -1)
    row, column = np.zeros(LANES, dtype=np.int32), np.zeros(LANES, dtype=np.int32)
    counter, flown = np.zeros(LANES, dtype=np.uint64), np.zeros(LANES, dtype=np.int64)
    weight, n = np.zeros(LANES), min(LANES, photons)
    launched, last = 0, totals[EVENTS] + budget
    launched = _launch(
        n, seed, first, launched, photons, layers, sources, entry, index_above, index_window,
        layer, counter, flown, weight, lanes, totals,
    )  # fmt: skip
    while n > 0:
        _coefficients(n, layers, layer, known, lanes)
        scatter(n, counter, depth, spare, lanes[_ANISOTROPY], lanes[_ISOTROPIC], ux, uy, uz)
        advance(
            n, lanes[_X], lanes[_Y], z, ux, uy, uz, depth, path,
            lanes[_ATTENUATION], lanes[_INVERSE], lanes[_TOP], lanes[_BOTTOM], radius,
        )  # fmt: skip
        totals[EVENTS] += n
        _locate(n, z, z_upper, z_table, z_scale, row)
        _locate(n, radius, r_upper, r_table, r_scale, column)
        _absorb(n, absorbance, threshold, survival, depth, spare, row, column, path, weight, tally, totals)
        _cross(n, layers, index_above, index_window, index_below, layer, depth, spare, ux, uy, uz, weight, totals)
        if totals[EVENTS] > last:
            totals[CUT] += weight[:n].sum() + (photons - launched)
            return
        launched = _launch(
            n, seed, first, launched, photons, layers, sources, entry, index_above, index_window,
            layer, counter, flown, weight, lanes, totals,
        )  # fmt: skip
        n = _close_ranks(n, flights, layer, known, counter, flown, weight, lanes, totals)
