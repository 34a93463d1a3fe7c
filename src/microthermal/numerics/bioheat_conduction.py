"""Conduction with boiling on a cylinder: one super-time-step in enthalpy form."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from microthermal.numerics.bioheat_cells import Array, Cylinder, Matter, State, heated


class Surroundings(NamedTuple):
    """What touches the tissue: temperature and heat transfer coefficient at the top, and in open channels."""

    top_temperature: float
    top_coefficient: float
    channel_temperature: float
    channel_coefficient: float


class Links(NamedTuple):
    """Conductances of a state (z, r): to the cell above, to the next ring, and to the surroundings.

    ``given`` is the sum of conductance times temperature over the surroundings.
    """

    up: Array
    out: Array
    lost: Array
    given: Array


def links_for(shape: tuple[int, int]) -> Links:
    """Room for the conductances of a grid of this shape."""
    return Links(np.zeros(shape), np.zeros(shape), np.zeros(shape), np.zeros(shape))


@njit(cache=True)
def link(space: Cylinder, matter: Matter, state: State, around: Surroundings, links: Links) -> float:
    """Fill the conductances of a state; returns the longest stable explicit step.

    Notes
    -----
    Half cells in series: G = A / (d₁/(2k₁) + d₂/(2k₂)); a wall towards a removed cell: G = A / (1/h + d/(2k)).
    The outer rim and the bottom pass no heat. The step is 1 / max ΣG/(V c): then an explicit step is a weighted
    mean of neighbours, so no new extreme appears. Cells within 10 K of boiling are rated with their dry heat capacity,
    as they may dry out within the step.
    """
    slabs, rings = state.temperature.shape
    links.up[:] = 0.0
    links.out[:] = 0.0
    links.lost[:] = 0.0
    links.given[:] = 0.0
    for i in range(slabs):
        for j in range(rings):
            here = state.removed[i, j] == 0.0
            k = matter.dry_conductivity[i] + matter.conductivity_per_water[i] * state.water[i, j]
            high = 0.5 * space.heights[i] / k
            wide = 0.5 * space.widths[j] / k
            area = space.areas[j]
            if i == 0:
                if here:
                    _wall(links, i, j, area, high, around.top_temperature, around.top_coefficient)
            else:
                above = state.removed[i - 1, j] == 0.0
                k = matter.dry_conductivity[i - 1] + matter.conductivity_per_water[i - 1] * state.water[i - 1, j]
                if here and above:
                    links.up[i, j] = area / (high + 0.5 * space.heights[i - 1] / k)
                elif here:
                    _wall(links, i, j, area, high, around.channel_temperature, around.channel_coefficient)
                elif above:
                    half = 0.5 * space.heights[i - 1] / k
                    _wall(links, i - 1, j, area, half, around.channel_temperature, around.channel_coefficient)
            if j < rings - 1:
                outer = state.removed[i, j + 1] == 0.0
                side = space.faces[j] * space.heights[i]
                k = matter.dry_conductivity[i] + matter.conductivity_per_water[i] * state.water[i, j + 1]
                half = 0.5 * space.widths[j + 1] / k
                if here and outer:
                    links.out[i, j] = side / (wide + half)
                elif here:
                    _wall(links, i, j, side, wide, around.channel_temperature, around.channel_coefficient)
                elif outer:
                    _wall(links, i, j + 1, side, half, around.channel_temperature, around.channel_coefficient)
    fastest = 0.0
    for i in range(slabs):
        for j in range(rings):
            total = links.up[i, j] + links.out[i, j] + links.lost[i, j]
            if i < slabs - 1:
                total += links.up[i + 1, j]
            if j > 0:
                total += links.out[i, j - 1]
            capacity = matter.dry[i]
            if state.temperature[i, j] < matter.boiling - 10.0:
                capacity += matter.per_water[i] * state.water[i, j]
            rate = (total / (space.heights[i] * space.areas[j]) + matter.exchange[i]) / capacity
            fastest = max(fastest, rate)
    return 1.0 / fastest if fastest > 0.0 else np.inf


@njit(cache=True)
def _wall(links: Links, i: int, j: int, area: float, half: float, temperature: float, coefficient: float) -> None:
    if coefficient > 0.0:
        conductance = area / (1.0 / coefficient + half)
        links.lost[i, j] += conductance
        links.given[i, j] += conductance * temperature


@njit(cache=True)
def stages_for(step: float, stable: float) -> int:
    """Stages of the super-time-step: the least odd s ≥ 3 with step ≤ stable (s² + s - 2) / 4."""
    stages = int(np.ceil(0.5 * (np.sqrt(9.0 + 16.0 * step / stable) - 1.0)))
    stages = max(stages, 3)
    return stages if stages % 2 == 1 else stages + 1


@njit(cache=True)
def _flow(
    space: Cylinder, matter: Matter, state: State, links: Links, heat: Array, warm: Array, rate: Array
) -> tuple[float, float]:
    # Heat inflow per volume with ``heat`` taken up since the step began; returns what surface and blood take.
    slabs, rings = heat.shape
    temperature, water, removed, ceiling = state.temperature, state.water, state.removed, state.ceiling
    up, side, lost, given = links.up, links.out, links.lost, links.given
    areas, artery, boiling, latent = space.areas, matter.blood_temperature, matter.boiling, matter.latent
    for i in range(slabs):
        dry, per_water = matter.dry[i], matter.per_water[i]
        for j in range(rings):
            warm[i, j] = heated(
                temperature[i, j], water[i, j], heat[i, j], dry, per_water, boiling, latent, ceiling[i, j]
            )[0]
    surface = 0.0
    blood = 0.0
    for i in range(slabs):
        height = space.heights[i]
        exchange = matter.exchange[i]
        for j in range(rings):
            here = warm[i, j]
            out = lost[i, j] * here - given[i, j]
            surface += out
            flow = -out
            if i > 0:
                flow += up[i, j] * (warm[i - 1, j] - here)
            if i < slabs - 1:
                flow += up[i + 1, j] * (warm[i + 1, j] - here)
            if j > 0:
                flow += side[i, j - 1] * (warm[i, j - 1] - here)
            if j < rings - 1:
                flow += side[i, j] * (warm[i, j + 1] - here)
            volume = height * areas[j]
            if removed[i, j] == 0.0:
                taken = exchange * (here - artery)
                blood += taken * volume
                rate[i, j] = flow / volume - taken
            else:
                rate[i, j] = 0.0
    return surface, blood


@njit(cache=True)
def _share(j: int) -> float:
    # The b of the scheme.
    return 1.0 / 3.0 if j < 2 else (j * j + j - 2.0) / (2.0 * j * (j + 1.0))


@njit(cache=True)
def conduct(
    space: Cylinder, matter: Matter, state: State, links: Links, step: float, stages: int
) -> tuple[float, float]:
    """Conduct heat for one step, changing the state in place.

    Parameters
    ----------
    space, matter, state, links
        Geometry, material, cells (z, r), and conductances filled by :func:`link`.
    step : float
        Length of the step.
    stages : int
        Odd number of stages from :func:`stages_for`.

    Returns
    -------
    tuple of float
        Heat given to the surroundings and to blood in this step.

    Notes
    -----
    Runge-Kutta-Legendre of second order in the heat h taken up by each cell since the step began, with
    V dh/dt = Σ G (T' - T) - V e (T - T_blood), T = T(h) with boiling, conductances fixed in the step. The two
    ledgers go through the same recurrence, so the balance closes to rounding. Order: 2 in space, 2 in time.
    """
    shape = state.temperature.shape
    first = np.zeros(shape)
    warm = np.empty(shape)
    rate = np.empty(shape)
    older = np.zeros(shape)
    newer = np.empty(shape)
    weight = 4.0 / (stages * stages + stages - 2.0)
    surface_0, blood_0 = _flow(space, matter, state, links, older, warm, first)
    forward = _share(1) * weight * step
    for i in range(shape[0]):
        for k in range(shape[1]):
            newer[i, k] = forward * first[i, k]
    surface_old, surface, blood_old, blood = 0.0, forward * surface_0, 0.0, forward * blood_0
    for j in range(2, stages + 1):
        mu = (2.0 * j - 1.0) / j * _share(j) / _share(j - 1)
        nu = -(j - 1.0) / j * _share(j) / _share(j - 2)
        forward = mu * weight * step
        back = -(1.0 - _share(j - 1)) * forward
        surface_rate, blood_rate = _flow(space, matter, state, links, newer, warm, rate)
        for i in range(shape[0]):
            for k in range(shape[1]):
                older[i, k] = mu * newer[i, k] + nu * older[i, k] + forward * rate[i, k] + back * first[i, k]
        older, newer = newer, older
        surface_new = mu * surface + nu * surface_old + forward * surface_rate + back * surface_0
        blood_new = mu * blood + nu * blood_old + forward * blood_rate + back * blood_0
        surface_old, surface, blood_old, blood = surface, surface_new, blood, blood_new
    take_up(matter, state, newer)
    return surface, blood


@njit(cache=True)
def take_up(matter: Matter, state: State, heat: Array) -> None:
    """Let each cell that is there take up heat per volume (z, r), changing the state in place."""
    slabs, rings = heat.shape
    for i in range(slabs):
        for j in range(rings):
            if state.removed[i, j] == 0.0:
                state.temperature[i, j], state.water[i, j] = heated(
                    state.temperature[i, j], state.water[i, j], heat[i, j],
                    matter.dry[i], matter.per_water[i], matter.boiling, matter.latent, state.ceiling[i, j],
                )  # fmt: skip
