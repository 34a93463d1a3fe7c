"""One batch of the photon walk: launches photons, scatters and moves them, and scores their absorbed weight."""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.light.lanes import Flight, Lanes, Medium, Packets, advance, empty_lanes, scatter
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
def _cross(n: int, layers: Layers, flight: Flight, packets: Packets, totals: Array) -> None:
    # Photons at a boundary are reflected, refracted into the next layer, or leave the tissue (weight 0).
    layer, weight, refraction = packets.layer, packets.weight, layers.refraction
    depth, spare, ux, uy, uz = flight.depth, flight.spare, flight.ux, flight.uy, flight.uz
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
def _absorb(n: int, ending: Termination, lanes: Lanes, tally: Array, totals: Array) -> None:
    # Photons at an interaction deposit the absorbed weight in its cell, then play Russian roulette (weight 0 if lost).
    depth, spare, path = lanes.flight.depth, lanes.flight.spare, lanes.flight.path
    row, column, weight = lanes.packets.row, lanes.packets.column, lanes.packets.weight
    absorbance = lanes.medium.absorbance
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
def _launch(n: int, launched: int, starts: Starts, flight: Flight, packets: Packets, totals: Array) -> int:
    # Empty lanes (weight 0) get new photons.
    photons = starts.weight.size
    x, y, z, ux, uy, uz = flight.x, flight.y, flight.z, flight.ux, flight.uy, flight.uz
    depth, path, weight = flight.depth, flight.path, packets.weight
    layer, counter, flown = packets.layer, packets.counter, packets.flown
    for i in range(n):
        if weight[i] > 0.0 or launched >= photons:
            continue
        x[i], y[i], z[i] = starts.x[launched], starts.y[launched], starts.z[launched]
        ux[i], uy[i], uz[i] = starts.ux[launched], starts.uy[launched], starts.uz[launched]
        depth[i], path[i], weight[i] = starts.depth[launched], starts.z[launched], starts.weight[launched]
        layer[i], counter[i], flown[i] = starts.layer[launched], starts.counter[launched], 0
        totals[SPECULAR] += starts.bounced[launched]
        launched += 1
    return launched


@njit(cache=True)
def _coefficients(n: int, layers: Layers, medium: Medium, packets: Packets) -> None:
    # Copies the coefficients of its layer into every lane that has changed layers.
    layer, known = packets.layer, packets.known
    for i in range(n):
        if known[i] != layer[i]:
            here = layer[i]
            known[i] = here
            attenuation = max(layers.attenuation[here], _LEAST_ATTENUATION)
            medium.anisotropy[i] = layers.anisotropy[here]
            medium.isotropic[i] = layers.isotropic[here]
            medium.attenuation[i] = attenuation
            medium.inverse[i] = 1.0 / attenuation
            medium.top[i] = layers.top[here]
            medium.bottom[i] = layers.bottom[here]
            medium.absorbance[i] = 1.0 - layers.albedo[here]


@njit(cache=True)
def _close_ranks(n: int, flights: int, flight: Flight, packets: Packets, totals: Array) -> int:
    # Cuts photons with too many flights and, when none are left to launch, compacts the lanes. Values that the next
    # flight computes anyway are not copied: random number, distance from the axis, cell, and coefficients.
    x, y, z, ux, uy, uz = flight.x, flight.y, flight.z, flight.ux, flight.uy, flight.uz
    depth, path, weight = flight.depth, flight.path, packets.weight
    layer, known, counter, flown = packets.layer, packets.known, packets.counter, packets.flown
    live = 0
    for i in range(n):
        flown[i] += 1
        if flown[i] >= flights:
            totals[CUT] += weight[i]
            weight[i] = 0.0
        if weight[i] > 0.0:
            if live < i:
                x[live], y[live], z[live] = x[i], y[i], z[i]
                ux[live], uy[live], uz[live] = ux[i], uy[i], uz[i]
                depth[live], path[live], weight[live] = depth[i], path[i], weight[i]
                layer[live], counter[live], flown[live] = layer[i], counter[i], flown[i]
                known[live] = -1
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
    starts, lanes, n = starts_of(batch, setup), empty_lanes(LANES), min(LANES, batch.photons)
    flight, medium, packets = lanes
    z, radius, ending = flight.z, flight.radius, setup.termination
    layers, slabs, rings = setup.layers, setup.slabs, setup.rings
    last = totals[EVENTS] + budget
    launched = _launch(n, _NONE, starts, flight, packets, totals)
    while n > 0:
        _coefficients(n, layers, medium, packets)
        scatter(n, flight, medium, packets.counter)
        advance(n, flight, medium)
        totals[EVENTS] += n
        _locate(n, z, slabs, packets.row)
        _locate(n, radius, rings, packets.column)
        _absorb(n, ending, lanes, tally, totals)
        _cross(n, layers, flight, packets, totals)
        if totals[EVENTS] > last:
            totals[CUT] += packets.weight[:n].sum() + (batch.photons - launched)
            return
        launched = _launch(n, launched, starts, flight, packets, totals)
        n = _close_ranks(n, ending.flights, flight, packets, totals)
