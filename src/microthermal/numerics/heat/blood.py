"""Heat exchange with blood, as long as the vessels are open."""

from __future__ import annotations

import numpy as np

from microthermal.numerics.compiling import njit
from microthermal.numerics.heat.enthalpy import Array, Cylinder, Matter, State

# Below this temperature [K] no vessel closes within a run: stasis takes hours at 43 °C.
QUIET = 316.15


@njit(cache=True)
def close_vessels(state: State, frequency: float, energy: float, step: float, burden: Array) -> None:
    """Add the damage of one step at the present temperatures to the damage integral of the vessels.

    Parameters
    ----------
    state : State
        Cells (z, r).
    frequency, energy : float
        Rate A exp(-E / T): frequency factor, and activation energy over the gas constant.
    step : float
        Length of the step.
    burden : Array, (z, r)
        Damage integral, changed in place.
    """
    slabs, rings = burden.shape
    for i in range(slabs):
        for j in range(rings):
            if state.temperature[i, j] > QUIET:
                burden[i, j] += step * frequency * np.exp(-energy / state.temperature[i, j])


@njit(cache=True)
def perfuse(space: Cylinder, matter: Matter, state: State, burden: Array, power: Array) -> float:
    """Subtract the heat exchange with blood from the power of each cell; returns the total that blood takes.

    Parameters
    ----------
    space, matter, state
        Geometry, material and cells (z, r).
    burden : Array, (z, r)
        Damage integral of the vessels; the fraction exp(-burden) of them is open.
    power : Array, ((z + 2) (r + 2),)
        Power that each cell takes up, flat with a margin of one cell; changed in place.
    """
    slabs, rings = burden.shape
    taken = 0.0
    for i in range(slabs):
        if matter.exchange[i] <= 0.0:
            continue
        row = (i + 1) * (rings + 2) + 1
        for j in range(rings):
            if state.removed[i, j] != 0.0:
                continue
            flow = matter.exchange[i] * (state.temperature[i, j] - matter.blood_temperature)
            if burden[i, j] > 0.0:
                flow *= np.exp(-burden[i, j])
            out = flow * space.heights[i] * space.areas[j]
            taken += out
            power[row + j] -= out
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
def missed(now: Array, before: Array, used: Array, step: float, weight: Array) -> float:
    """Greatest error of the extrapolated power of a step, as weighted energy, once the power at its end is known.

    Parameters
    ----------
    now, before : Array, (n,)
        Power at the end and at the start of the step.
    used : Array, (n,)
        Power that was used in its middle.
    step : float
        Length of the step.
    weight : Array, (n,)
        Weights, such as 1 / heat capacity.
    """
    worst = 0.0
    for k in range(now.size):
        worst = max(worst, abs(0.5 * (now[k] + before[k]) - used[k]) * weight[k])
    return worst * step
