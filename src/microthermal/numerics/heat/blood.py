"""Heat exchange with blood, as long as the vessels are open."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.enthalpy import Array, Cylinder, Matter, State, greatest
from microthermal.numerics.conduction.links import LANES, unsigned
from microthermal.numerics.damage.exponential import exponential
from microthermal.numerics.records import by_address

# Below this temperature [K] no vessel closes within a run: stasis takes hours at 43 °C.
QUIET = 316.15
# From this damage integral on vessels count as closed: exp(-40) of the flow would be lost beside any other heat, and
# what is left of it times the size of a cell lies below the normal numbers, with which some processors reckon slowly.
CLOSED = 40.0


@by_address
class Vessels(NamedTuple):
    """How vessels close: rate A exp(-E / T) with the frequency factor A and E over the gas constant.

    ``omega`` is their damage integral so far, ``flowing`` the fraction exp(-omega) that is open (z, r), exactly 0 from
    an integral of :data:`CLOSED` on.
    """

    frequency: float
    energy: float
    omega: Array
    flowing: Array


def vessels_for(shape: tuple[int, int], frequency: float, energy: float) -> Vessels:
    """Vessels that are all open, on a grid of this shape."""
    return Vessels(frequency, energy, np.zeros(shape), np.ones(shape))


@njit(cache=True)
def close_vessels(state: State, vessels: Vessels, step: float) -> None:
    """Add the damage of one step at the present temperatures (z, r) to the damage integral of the vessels.

    The rings next to the axis that are gone, or whose vessels are closed, are left out: nothing changes there.
    """
    temperature, removed, omega, flowing = state.temperature, state.removed, vessels.omega, vessels.flowing
    frequency, energy = vessels.frequency, vessels.energy
    slabs, rings = omega.shape
    for i in range(slabs):
        hot = rings
        while hot > 0 and temperature[i, hot - 1] <= QUIET:
            hot -= 1
        first = 0
        while first < hot and (omega[i, first] >= CLOSED or removed[i, first] != 0.0):
            first += 1
        for ring in range(first, hot):
            j = unsigned(ring)
            warm = temperature[i, j]
            omega[i, j] += step * frequency * exponential(-energy / warm) if warm > QUIET else 0.0
        for ring in range(first, hot):
            j = unsigned(ring)
            flowing[i, j] = exponential(-omega[i, j]) if omega[i, j] < CLOSED else 0.0


@njit(cache=True)
def perfuse(space: Cylinder, matter: Matter, state: State, flowing: Array, power: Array) -> float:
    """Subtract the heat exchange with blood from the power of each cell; returns the total that blood takes.

    Parameters
    ----------
    space, matter, state
        Geometry, material and cells (z, r).
    flowing : Array, (z, r)
        Fraction of the vessels that is open.
    power : Array, (cells with their margin,)
        Power that each cell takes up, changed in place.
    """
    temperature, removed, areas = state.temperature, state.removed, space.areas
    rings = flowing.shape[1]
    taken, blood = 0.0, matter.blood_temperature
    pieces = matter.pieces
    for p in range(pieces.slab.size):
        i = unsigned(pieces.slab[p])
        each = matter.exchange[p] * space.heights[i]
        if each <= 0.0:
            continue
        row = (pieces.slab[p] + 1) * (rings + 2) + 1
        for ring in range(pieces.begin[p], pieces.end[p]):
            j = unsigned(ring)
            open_area = areas[j] * flowing[i, j] * (1.0 - removed[i, j])
            power[unsigned(row + ring)] -= each * open_area * (temperature[i, j] - blood)
        for ring in range(pieces.begin[p], pieces.end[p]):
            j = unsigned(ring)
            open_area = areas[j] * flowing[i, j] * (1.0 - removed[i, j])
            taken += each * open_area * (temperature[i, j] - blood)
    return taken


@njit(cache=True)
def look_ahead(now: Array, before: Array, ratio: float, source: Array) -> None:
    """Extrapolate the power to the middle of the coming step, from its start and the start of the step before.

    Parameters
    ----------
    now, before : Array, (n,)
        Power at the two moments.
    ratio : float
        Coming step over the last; 0 where nothing is known of it.
    source : Array, (n,)
        Filled with now + ratio / 2 (now - before); of second order.
    """
    for k in range(now.size):
        source[k] = now[k] + 0.5 * ratio * (now[k] - before[k])


@njit(cache=True)
def missed(now: Array, before: Array, used: Array, step: float, weight: Array, lanes: Array) -> float:
    """Greatest error of the extrapolated power of a step, as weighted energy, once the power at its end is known.

    Parameters
    ----------
    now, before : Array, (n,)
        Power at the end and at the start of the step; n is a multiple of :data:`LANES`.
    used : Array, (n,)
        Power that was used in its middle.
    step : float
        Length of the step.
    weight : Array, (n,)
        Weights, such as 1 / heat capacity.
    lanes : Array, (64,)
        Room for the greatest error of each lane of all blocks: one chain of comparisons would wait for itself.
    """
    lanes[:] = 0.0
    for block in range(now.size // LANES):
        k = block * LANES
        for lane in range(LANES):
            c = unsigned(k + lane)
            error = abs(0.5 * (now[c] + before[c]) - used[c]) * weight[c]
            lanes[unsigned(lane)] = max(lanes[unsigned(lane)], error)
    return greatest(lanes) * step
