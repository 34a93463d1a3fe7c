"""One batch of the photon walk: launches photons, scatters and moves them, and scores their absorbed weight."""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.light.lanes import (
    ABSORBANCE,
    ANISOTROPY,
    ATTENUATION,
    BOTTOM,
    DEPTH,
    INVERSE,
    ISOTROPIC,
    PATH,
    RADIUS,
    SPARE,
    TOP,
    UX,
    UY,
    UZ,
    Packets,
    State,
    Z,
    advance,
    empty_lanes,
    scatter,
)
from microthermal.numerics.light.refraction import through_window
from microthermal.numerics.light.walk_setup import (
    Batch,
    Layers,
    Lookup,
    Starts,
    Termination,
    WalkSetup,
    starts_of,
)

Array: TypeAlias = NDArray[np.float64]
# Enough lanes to fill the vector units, few enough that their state stays in the first-level cache.
LANES: Any = np.int64(240)
# A literal argument has a type of its own in Numba, for which the called function would be compiled a second time.
_NONE: Any = np.int64(0)
# Entries of the tally: absorbed weight, and the same times the path and times its square. They lie side by side,
# because every absorption adds to all three.
ENERGY, FIRST_MOMENT, SECOND_MOMENT, MOMENTS = 0, 1, 2, 3
# Entries of the totals.
ABSORBED, REFLECTED, TRANSMITTED, CUT, SPECULAR, ROULETTE, EVENTS, TOTALS = 0, 1, 2, 3, 4, 5, 6, 7
_LEAST_ATTENUATION = 1e-12


@njit(cache=True, error_model="numpy")
def _cross(n: int, layers: Layers, state: State, packets: Packets, totals: Array) -> None:
    # Photons at a boundary are reflected, refracted into the next layer, or leave the tissue (weight 0).
    layer, weight, refraction = packets.layer, packets.weight, layers.refraction
    depth, spare, ux, uy, uz = state[DEPTH], state[SPARE], state[UX], state[UY], state[UZ]
    for i in range(n):
        if depth[i] <= 0.0:
            continue
        here, cosine = layer[i], uz[i]
        beyond = here + 1 if cosine > 0 else here - 1
        outside = beyond < 0 or beyond >= refraction.size
        first = refraction[here]
        second = (layers.index_above if beyond < 0 else layers.index_below) if outside else refraction[beyond]
        behind = layers.index_window if beyond < 0 else second
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
def _locate(n: int, place: NDArray[np.float32], lookup: Lookup, cell: NDArray[np.int32]) -> None:
    # The table gives the cell at the left end of a fine uniform bin; edges inside the bin need a step or more.
    upper, table, scale = lookup.upper, lookup.table, lookup.scale
    last = np.float32(table.size - 1)
    for i in range(n):
        here = place[i]
        found = table[np.int64(min(here * scale, last))]
        while here >= upper[found]:
            found += 1
        cell[i] = found


@njit(cache=True, error_model="numpy")
def _absorb(n: int, ending: Termination, state: State, packets: Packets, tally: Array, totals: Array) -> None:
    # Photons at an interaction deposit the absorbed weight in its cell, then play Russian roulette (weight 0 if lost).
    depth, spare, path, absorbance = state[DEPTH], state[SPARE], state[PATH], state[ABSORBANCE]
    row, column, weight = packets.row, packets.column, packets.weight
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
            tally[row[i], column[i], ENERGY] += absorbed
            moment = absorbed * path[i]
            tally[row[i], column[i], FIRST_MOMENT] += moment
            tally[row[i], column[i], SECOND_MOMENT] += moment * path[i]
        if after < ending.threshold:
            kept = after / ending.survival if spare[i] < ending.survival else 0.0
            gained += kept - after
            after = kept
        weight[i] = after
    totals[ABSORBED] += taken
    totals[ROULETTE] += gained


@njit(cache=True, error_model="numpy")
def _launch(n: int, launched: int, starts: Starts, state: State, packets: Packets, totals: Array) -> int:
    # Empty lanes (weight 0) get new photons.
    photons = starts.bounced.size
    layer, counter, flown, weight = packets.layer, packets.counter, packets.flown, packets.weight
    for i in range(n):
        if weight[i] > 0.0 or launched >= photons:
            continue
        for row in range(starts.state.shape[0]):
            state[row, i] = starts.state[row, launched]
        layer[i], counter[i], flown[i] = starts.layer[launched], starts.counter[launched], 0
        weight[i] = 1.0 - starts.bounced[launched]
        totals[SPECULAR] += starts.bounced[launched]
        launched += 1
    return launched


@njit(cache=True)
def _coefficients(n: int, layers: Layers, state: State, packets: Packets) -> None:
    # Copies the coefficients of its layer into every lane that has changed layers.
    layer, known = packets.layer, packets.known
    for i in range(n):
        if known[i] != layer[i] + 1:
            here = layer[i]
            known[i] = here + 1
            attenuation = max(layers.attenuation[here], _LEAST_ATTENUATION)
            state[ANISOTROPY, i] = layers.anisotropy[here]
            state[ISOTROPIC, i] = layers.isotropic[here]
            state[ATTENUATION, i] = attenuation
            state[INVERSE, i] = 1.0 / attenuation
            state[TOP, i] = layers.top[here]
            state[BOTTOM, i] = layers.bottom[here]
            state[ABSORBANCE, i] = 1.0 - layers.albedo[here]


@njit(cache=True)
def _close_ranks(n: int, flights: int, state: State, packets: Packets, totals: Array) -> int:
    # Cuts photons with too many flights and, when none are left to launch, compacts the lanes. Values that the next
    # flight computes anyway are not copied: random number, distance from the axis, cell, and coefficients.
    layer, known, counter = packets.layer, packets.known, packets.counter
    flown, weight = packets.flown, packets.weight
    moving, live = state[: PATH + 1], 0
    for i in range(n):
        flown[i] += 1
        if flown[i] >= flights:
            totals[CUT] += weight[i]
            weight[i] = 0.0
        if weight[i] > 0.0:
            if live < i:
                for row in range(moving.shape[0]):
                    moving[row, live] = moving[row, i]
                layer[live], counter[live], flown[live] = layer[i], counter[i], flown[i]
                weight[live], known[live] = weight[i], 0
            live += 1
    return live


@njit(cache=True, nogil=True, error_model="numpy")
def walk_batch(batch: Batch, setup: WalkSetup, budget: int, tally: Array, totals: Array) -> None:
    """Walk the photons of a batch and add what they leave to ``tally`` and ``totals``.

    Parameters
    ----------
    batch : Batch
        The photons; strata of where they begin are cut as many.
    setup : WalkSetup
        Layers, beginnings and ends of photons, and the grid.
    budget : int
        Flights of the batch after which all that is left is cut, its weight counted as lost.
    tally : array (z, r, 3)
        Receives absorbed weight [1], and absorbed weight times path [m] and times its square [m²].
    totals : array (7,)
        Receives absorbed, reflected, transmitted, cut, reflected at entry, net gain at the roulette, flights.

    Notes
    -----
    Photons start at a scattering, so the first act of a lane is to turn. Each photon draws from its own
    counter; the order of summation depends on the batch alone. So do the bits of the result.
    """
    starts, (state, packets), n = starts_of(batch, setup), empty_lanes(LANES), min(LANES, batch.photons)
    layers, slabs, rings, ending = setup.layers, setup.slabs, setup.rings, setup.termination
    z, radius, last = state[Z], state[RADIUS], totals[EVENTS] + budget
    launched = _launch(n, _NONE, starts, state, packets, totals)
    while n > 0:
        _coefficients(n, layers, state, packets)
        scatter(n, state, packets.counter)
        advance(n, state)
        totals[EVENTS] += n
        _locate(n, z, slabs, packets.row)
        _locate(n, radius, rings, packets.column)
        _absorb(n, ending, state, packets, tally, totals)
        _cross(n, layers, state, packets, totals)
        if totals[EVENTS] > last:
            left = 0.0
            for i in range(n):
                left += packets.weight[i]
            totals[CUT] += left + (batch.photons - launched)
            return
        launched = _launch(n, launched, starts, state, packets, totals)
        n = _close_ranks(n, ending.flights, state, packets, totals)
