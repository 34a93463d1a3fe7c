"""Conduction with boiling on a cylinder: one super-time-step in enthalpy form, and an estimate of its error."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.numerics.compiling import njit
from microthermal.numerics.heat.enthalpy import (
    NEAR_BOILING,
    Array,
    Cylinder,
    Matter,
    State,
    breakpoints,
    effective_latent_heat,
    heated,
)
from microthermal.numerics.heat.links import Links

# More stages than this in one step mean that some cell is far too thin: the run would not end.
MOST_STAGES = 2000
# Rows this far below boiling [K] are taken as unable to boil within a step, which is checked afterwards.
FAR_FROM_BOILING = 40.0
# The T(heat) of a cell that starts or stops boiling within a step has a kink, where no scheme is of high order. Heat is
# conserved exactly, and the error is small beside the latent heat (480 K of moist tissue): within NEAR_BEND kelvin of
# boiling it counts by the factor LENIENT.
NEAR_BEND, LENIENT = 15.0, 0.015


class Workspace(NamedTuple):
    """Work arrays, flat like :class:`~microthermal.numerics.heat.links.Links`; heat in energy per cell.

    A cell that has taken up the heat x since the step began is at the temperature
    T_1 + min(0, x - first) cool + max(0, x - first) hot + [max(0, x - third) - max(0, x - second)] breakpoint_, where
    T_1 is the temperature at which water begins to boil.
    """

    first: Array
    second: Array
    third: Array
    cool: Array
    hot: Array
    breakpoint_: Array
    start: Array
    warm: Array
    source: Array
    rate_0: Array
    rate: Array
    older: Array
    newer: Array


class _Layout(NamedTuple):
    # Temperature at which boiling begins, end of the part of the flat arrays that may boil in the step, row stride.
    boiling: float
    border: int
    stride: int


class Step(NamedTuple):
    """Result of a step: whether it was accepted, heat given to the surroundings, error [K], stages, hottest cell."""

    taken: bool
    surface: float
    error: float
    stages: int
    hottest: float


def workspace_for(shape: tuple[int, int]) -> Workspace:
    """Work arrays for a grid of this shape."""
    size = (shape[0] + 2) * (shape[1] + 2)
    return Workspace(*(np.zeros(size) for _ in Workspace._fields))


@njit(cache=True)
def stages_for(step: float, stable: float) -> int:
    """Stages of the super-time-step: the least odd s ≥ 3 with step ≤ stable (s² + s - 2) / 4."""
    stages = int(np.ceil(0.5 * (np.sqrt(9.0 + 16.0 * step / stable) - 1.0)))
    stages = max(stages, 3)
    return stages if stages % 2 == 1 else stages + 1


@njit(cache=True)
def _lay_out(space: Cylinder, matter: Matter, state: State, workspace: Workspace, everywhere: bool) -> int:
    # Slopes and breakpoints of T(heat) of each cell; returns the end of the part of the arrays in which water may boil.
    slabs, rings = state.temperature.shape
    stride = rings + 2
    boiling = matter.boiling
    rows = slabs if everywhere else 0
    for i in range(slabs):
        row = (i + 1) * stride + 1
        for j in range(rings):
            workspace.start[row + j] = state.temperature[i, j]
            volume = space.heights[i] * space.areas[j]
            capacity = matter.dry[i] + matter.per_water[i] * state.water[i, j]
            workspace.cool[row + j] = 1.0 / (capacity * volume)
        for j in range(rings):
            if state.temperature[i, j] > boiling - FAR_FROM_BOILING:
                rows = max(rows, i + 1)
                break
    for i in range(rows):
        row = (i + 1) * stride + 1
        latent, turn, rise = effective_latent_heat(matter, i), 0.0, 0.0
        if matter.full[i] > 0.0:
            rise = matter.span / matter.full[i]
            turn = rise / latent
        for j in range(rings):
            k = row + j
            temperature, water = state.temperature[i, j], state.water[i, j]
            volume = space.heights[i] * space.areas[j]
            workspace.hot[k] = 1.0 / (matter.dry[i] * volume)
            workspace.breakpoint_[k] = workspace.hot[k] - turn / volume
            if temperature < boiling:
                first = (boiling - temperature) / workspace.cool[k]
                second = first + matter.dry[i] * rise * (matter.full[i] - water) * volume
                third = second + latent * water * volume
            else:
                first, second, third, wet = breakpoints(matter, i, temperature, water, state.ceiling[i, j])
                first, second, third = first * volume, second * volume, third * volume
                workspace.cool[k] = 1.0 / ((matter.dry[i] + matter.per_water[i] * wet) * volume)
            workspace.first[k], workspace.second[k], workspace.third[k] = first, second, third
    return int((rows + 1) * stride)


@njit(cache=True)
def _warm(workspace: Workspace, boiling: float, border: int, heat: Array) -> None:
    # Temperatures after ``heat`` was taken up since the step began: with breakpoints up to ``border``, linear beyond.
    warm, start, cool, hot, breakpoint_ = (
        workspace.warm,
        workspace.start,
        workspace.cool,
        workspace.hot,
        workspace.breakpoint_,
    )
    first, second, third = workspace.first, workspace.second, workspace.third
    for k in range(border):
        x = heat[k] - first[k]
        warm[k] = boiling + min(x, 0.0) * cool[k] + max(x, 0.0) * hot[k]
    for k in range(border):
        warm[k] += (max(heat[k] - third[k], 0.0) - max(heat[k] - second[k], 0.0)) * breakpoint_[k]
    for k in range(border, warm.size):
        warm[k] = start[k] + heat[k] * cool[k]


@njit(cache=True)
def _flow(links: Links, warm: Array, stride: int, source: Array, rate: Array) -> float:
    # Heat inflow of each cell; returns what the surroundings take.
    n = warm.size - 2 * stride
    # Views, so that each loop runs over plain indices and becomes vector code.
    here, above, below = warm[stride : stride + n], warm[:n], warm[2 * stride :]
    inner, outer = warm[stride - 1 : stride - 1 + n], warm[stride + 1 : stride + 1 + n]
    up, down = links.up[stride : stride + n], links.up[2 * stride :]
    inward, outward = links.inward[stride : stride + n], links.inward[stride + 1 : stride + 1 + n]
    given, flow = source[stride : stride + n], rate[stride : stride + n]
    for k in range(n):
        flow[k] = up[k] * (above[k] - here[k]) + down[k] * (below[k] - here[k]) + given[k]
    for k in range(n):
        flow[k] += inward[k] * (inner[k] - here[k]) + outward[k] * (outer[k] - here[k])
    surface = 0.0
    for wall in range(links.walled[0]):
        k = links.walls[wall]
        out = links.lost[k] * warm[k] - links.given[k]
        surface += out
        rate[k] -= out
    return surface


@njit(cache=True)
def _stable(state: State, links: Links, workspace: Workspace, step: float, border: int) -> float:
    # Longest stable explicit step, 1 / max(sum of conductances / heat capacity): new values are then weighted means.
    slabs, rings = state.temperature.shape
    stride = rings + 2
    fastest = 0.0
    for i in range(slabs):
        row = (i + 1) * stride + 1
        for j in range(rings):
            k = row + j
            total = links.up[k] + links.up[k + stride] + links.inward[k] + links.inward[k + 1] + links.lost[k]
            slope = workspace.cool[k]
            # A cell that is dry, or may dry out within the step, warms as dry tissue does.
            if k < border and workspace.third[k] < 2.0 * step * workspace.rate_0[k]:
                slope = workspace.hot[k]
            fastest = max(fastest, total * slope)
    return 1.0 / fastest if fastest > 0.0 else np.inf


@njit(cache=True)
def _fraction(j: int) -> float:
    # Coefficient b_j of the Runge-Kutta-Legendre scheme of second order (RKL2).
    return 1.0 / 3.0 if j < 2 else (j * j + j - 2.0) / (2.0 * j * (j + 1.0))


@njit(cache=True)
def conduct(
    space: Cylinder, matter: Matter, state: State, links: Links, workspace: Workspace, step: float, tolerance: float
) -> Step:
    """Conduct heat for one step, with a steady source, changing the state in place.

    Parameters
    ----------
    space, matter, state, links
        Geometry, material, cells (z, r), and conductances filled by :func:`~microthermal.numerics.heat.links.link`.
    workspace : Workspace
        Work arrays; ``source`` is the power that each cell takes up from light and blood.
    step : float
        Length of the step.
    tolerance : float
        Error [K] beyond which the step is not taken and the state stays as it was.

    Returns
    -------
    Step
        Its ``surface`` is the heat given to the surroundings in this step.

    Notes
    -----
    Runge-Kutta-Legendre of second order in the heat x taken up by each cell since the step began, with
    dx/dt = Σ G (T' - T) + source, T = T(x) with boiling, conductances fixed in the step. The ledger of the surface goes
    through the same recurrence, so the balance closes to rounding. The error of a step is that of the family of
    stabilised schemes, 0.8 (x_0 - x_1) + 0.4 Δt (rate_0 + rate_1), in kelvin of moist tissue.
    """
    stride = state.temperature.shape[1] + 2
    border = _lay_out(space, matter, state, workspace, False)
    workspace.warm[:] = workspace.start
    surface_0 = _flow(links, workspace.warm, stride, workspace.source, workspace.rate_0)
    stages = stages_for(step, _stable(state, links, workspace, step, border))
    if stages > MOST_STAGES:
        return Step(False, 0.0, np.inf, stages, 0.0)
    layout = _Layout(boiling=matter.boiling, border=border, stride=stride)
    surface = _stages(links, workspace, layout, step, stages, surface_0)
    if _reaches(workspace.warm, border, matter.boiling):
        # Rows that were taken as too cold have begun to boil: the stages are repeated with breakpoints in all rows.
        border = _lay_out(space, matter, state, workspace, True)
        layout = _Layout(boiling=matter.boiling, border=border, stride=stride)
        surface = _stages(links, workspace, layout, step, stages, surface_0)
    error = _error(space, matter, workspace, step)
    if not error <= tolerance:
        return Step(False, 0.0, error, stages, 0.0)
    hottest = _take_up(space, matter, state, workspace)
    return Step(True, surface, error, stages, hottest)


@njit(cache=True)
def _stages(links: Links, workspace: Workspace, layout: _Layout, step: float, stages: int, surface_0: float) -> float:
    # Fills workspace.newer with the heat taken up in the whole step, and warm and rate with the temperatures and heat
    # flows at its end; returns the heat given to the surroundings.
    boiling, border, stride = layout
    first, rate = workspace.rate_0, workspace.rate
    older, newer = workspace.older, workspace.newer
    weight = 4.0 / (stages * stages + stages - 2.0)
    forward = _fraction(1) * weight * step
    for k in range(newer.size):
        older[k] = 0.0
        newer[k] = forward * first[k]
    surface_old, surface = 0.0, forward * surface_0
    for j in range(2, stages + 1):
        mu = (2.0 * j - 1.0) / j * _fraction(j) / _fraction(j - 1)
        nu = -(j - 1.0) / j * _fraction(j) / _fraction(j - 2)
        forward = mu * weight * step
        back = -(1.0 - _fraction(j - 1)) * forward
        _warm(workspace, boiling, border, newer)
        taken = _flow(links, workspace.warm, stride, workspace.source, rate)
        for k in range(newer.size):
            older[k] = mu * newer[k] + nu * older[k] + (forward * rate[k] + back * first[k])
        older, newer = newer, older
        surface_old, surface = surface, mu * surface + nu * surface_old + forward * taken + back * surface_0
    # The number of stages is odd: after an even number of swaps ``newer`` is workspace.newer again.
    _warm(workspace, boiling, border, newer)
    _flow(links, workspace.warm, stride, workspace.source, rate)
    return surface


@njit(cache=True)
def _reaches(warm: Array, border: int, boiling: float) -> bool:
    hottest = 0.0
    for k in range(border, warm.size):
        hottest = max(hottest, warm[k])
    return hottest > boiling


@njit(cache=True)
def _error(space: Cylinder, matter: Matter, workspace: Workspace, step: float) -> float:
    slabs, rings = space.heights.size, space.areas.size
    worst = 0.0
    for i in range(slabs):
        row = (i + 1) * (rings + 2) + 1
        wet = (matter.dry[i] + matter.per_water[i] * matter.full[i]) * space.heights[i]
        for j in range(rings):
            k = row + j
            miss = 0.4 * step * (workspace.rate_0[k] + workspace.rate[k]) - 0.8 * workspace.newer[k]
            heat = abs(miss) / (wet * space.areas[j])
            if max(workspace.start[k], workspace.warm[k]) > matter.boiling - NEAR_BEND:
                heat *= LENIENT
            worst = max(worst, heat)
    return worst


@njit(cache=True)
def _take_up(space: Cylinder, matter: Matter, state: State, workspace: Workspace) -> float:
    # Updates the cells from workspace.warm (temperatures) and workspace.newer (heat); returns the highest temperature.
    hottest = 0.0
    slabs, rings = state.temperature.shape
    for i in range(slabs):
        row = (i + 1) * (rings + 2) + 1
        for j in range(rings):
            warm = workspace.warm[row + j]
            if state.removed[i, j] != 0.0:
                continue
            hottest = max(hottest, warm)
            # At boiling the enthalpy decides: on the plateau the temperature does not tell how much water is left.
            if max(state.temperature[i, j], warm) < matter.boiling - NEAR_BOILING:
                state.temperature[i, j] = warm
                continue
            heat = workspace.newer[row + j] / (space.heights[i] * space.areas[j])
            state.temperature[i, j], state.water[i, j] = heated(
                matter, i, state.temperature[i, j], state.water[i, j], heat, state.ceiling[i, j]
            )
    return hottest
