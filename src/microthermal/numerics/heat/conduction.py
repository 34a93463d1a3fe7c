"""Conduction with boiling on a cylinder: one super-time-step in enthalpy form, and an estimate of its error."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.numerics.compiling import njit
from microthermal.numerics.heat.alternating import alternate, error_of
from microthermal.numerics.heat.blocks import (
    BENDS,
    DOWN,
    FIRST,
    HOT,
    INWARD,
    OUTWARD,
    PLATEAU,
    RATE_0,
    SECOND,
    SLOPE,
    START,
    STEADY,
    THIRD,
    UP,
    Layout,
    Recurrence,
    Workspace,
    at,
    pack,
    sweep,
)
from microthermal.numerics.heat.boiling import breakpoints, cell_of, effective_latent_heat, heated, slab_of
from microthermal.numerics.heat.enthalpy import (
    NEAR_BOILING,
    Cylinder,
    Matter,
    State,
)
from microthermal.numerics.heat.links import LANES, Links, unsigned, whole

# More stages than this in one step mean that some cell is far too thin: the run would not end.
MOST_STAGES = 2000
# Steps with as many stages or more, in which nothing can boil, are implicit: from here on that is less work.
IMPLICIT_FROM = 21
# Rows this far below boiling [K] are taken as unable to boil within a step, which is checked afterwards.
FAR_FROM_BOILING = 40.0
# The T(heat) of a cell that starts or stops boiling within a step has a kink, where no scheme is of high order. Heat is
# conserved exactly, and the error is small beside the latent heat (480 K of moist tissue): within NEAR_BEND kelvin of
# boiling it counts by the factor LENIENT.
NEAR_BEND, LENIENT = 15.0, 0.015


class Step(NamedTuple):
    """Result of a step: accepted or not, heat to the surroundings, error [K], stages, hottest cell near boiling."""

    taken: bool
    surface: float
    error: float
    stages: int
    hottest: float


@njit(cache=True)
def stages_for(step: float, stable: float) -> int:
    """Stages of the super-time-step: the least odd s ≥ 3 with step ≤ stable (s² + s - 2) / 4."""
    stages = int(np.ceil(0.5 * (np.sqrt(9.0 + 16.0 * step / stable) - 1.0)))
    stages = max(stages, 3)
    return stages if stages % 2 == 1 else stages + 1


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
    Where nothing can boil and there would be very many stages, the step is
    :func:`~microthermal.numerics.heat.alternating.alternate`, whose error is estimated alike.
    """
    slabs, none = space.heights.size, whole(0)
    layout = _lay_out(space, matter, state, workspace, none)
    pack(links, workspace, layout)
    surface_0 = _first_rates(links, workspace, layout)
    stages = stages_for(step, _stable(links, workspace, layout, step))
    if stages > MOST_STAGES:
        return Step(False, 0.0, np.inf, stages, 0.0)
    end = Recurrence(0.0, 0.0, 1.0, 0.0)
    if layout.may_boil == 0 and stages >= IMPLICIT_FROM:
        surface = alternate(links, workspace, layout, slabs, step)
        sweep(links, workspace, layout, (workspace.newer, workspace.older), end)
        error = np.inf if _reaches(workspace, layout) else error_of(links, workspace, layout, slabs, step)
    else:
        surface = _stages(links, workspace, layout, step, stages, surface_0)
        if _reaches(workspace, layout):
            # Rows that were taken as too cold have begun to boil: the stages are repeated with breakpoints in all rows.
            layout = _lay_out(space, matter, state, workspace, slabs)
            surface = _stages(links, workspace, layout, step, stages, surface_0)
        error = _error(workspace, layout, step)
    if not error <= tolerance:
        return Step(False, 0.0, error, stages, 0.0)
    hottest = _take_up(space, matter, state, workspace, layout)
    return Step(True, surface, error, stages, hottest)


@njit(cache=True)
def _lay_out(space: Cylinder, matter: Matter, state: State, workspace: Workspace, rows: int) -> Layout:
    # Temperature and slope of each cell; breakpoints too in the blocks in which water may boil, and in so many rows.
    slabs, rings = state.temperature.shape
    stride, steady = rings + 2, workspace.steady
    temperature, water, areas = state.temperature, state.water, space.areas
    start, capacity = workspace.ratio, workspace.capacity
    far = matter.boiling - FAR_FROM_BOILING
    # Cells are laid out flat first, and then copied into their blocks.
    for i in range(slabs):
        row, dry, per_water, high = (i + 1) * stride + 1, matter.dry[i], matter.per_water[i], space.heights[i]
        for j in range(rings):
            start[unsigned(row + j)] = temperature[i, j]
            capacity[unsigned(row + j)] = (dry + per_water * water[i, j]) * high * areas[j]
        for j in range(rings):
            if temperature[i, j] > far:
                rows = max(rows, i + 1)
                break
    for block in range(workspace.newer.size // LANES):
        k, b = block * LANES, block * STEADY
        for lane in range(LANES):
            steady[unsigned(b + START + lane)] = start[unsigned(k + lane)]
            steady[unsigned(b + SLOPE + lane)] = 1.0 / capacity[unsigned(k + lane)]
    blocks = workspace.newer.size // LANES
    may_boil = 0
    if rows > 0:
        may_boil = min(((rows + 1) * stride + LANES - 1) // LANES, blocks)
        # The last of these blocks may begin the next row, which then needs breakpoints as well.
        rows = min(slabs, (may_boil * LANES - 1) // stride)
        _lay_out_bends(space, matter, state, workspace, rows)
    return Layout(boiling=matter.boiling, may_boil=may_boil, blocks=blocks, stride=stride)


@njit(cache=True)
def _lay_out_bends(space: Cylinder, matter: Matter, state: State, workspace: Workspace, rows: int) -> None:
    # Breakpoints and slopes of the cells of the first rows.
    temperature, water, ceiling, areas = state.temperature, state.water, state.ceiling, space.areas
    steady, bends, rings = workspace.steady, workspace.bends, space.areas.size
    for i in range(rows):
        slab, high = slab_of(matter, i), space.heights[i]
        latent, rise = effective_latent_heat(slab), slab.span / slab.full if slab.full > 0.0 else 0.0
        for j in range(rings):
            place = (i + 1) * (rings + 2) + 1 + j
            k, volume, now = at(place, BENDS), high * areas[j], cell_of(temperature, water, i, j)
            hot = 1.0 / (slab.dry * volume)
            if now.temperature < slab.boiling:
                first = (slab.boiling - now.temperature) * (slab.dry + slab.per_water * now.water) * volume
                second = first + slab.dry * rise * (slab.full - now.water) * volume
                third = second + latent * now.water * volume
            else:
                first, second, third, wet = breakpoints(slab, now, ceiling[i, j])
                first, second, third = first * volume, second * volume, third * volume
                steady[at(place, STEADY) + SLOPE] = 1.0 / ((slab.dry + slab.per_water * wet) * volume)
            bends[k + FIRST], bends[k + SECOND], bends[k + THIRD] = first, second, third
            bends[k + HOT], bends[k + PLATEAU] = hot, hot - rise / latent / volume


@njit(cache=True)
def _first_rates(links: Links, workspace: Workspace, layout: Layout) -> float:
    # Heat inflow of all cells at the start of the step; returns what the surroundings take then.
    newer, older = workspace.newer, workspace.older
    for k in range(newer.size):
        newer[k] = 0.0
    surface = sweep(links, workspace, layout, (newer, older), Recurrence(0.0, 0.0, 1.0, 0.0))
    for block in range(layout.blocks):
        k, b = block * LANES, block * STEADY
        for lane in range(LANES):
            workspace.steady[unsigned(b + RATE_0 + lane)] = older[unsigned(k + lane)]
    return surface


@njit(cache=True)
def _stable(links: Links, workspace: Workspace, layout: Layout, step: float) -> float:
    # Longest stable explicit step, 1 / max(sum of conductances / heat capacity): new values are then weighted means.
    fastest, fields, bends = workspace.lanes, workspace.steady, workspace.bends
    fastest[:] = 0.0
    for block in range(layout.blocks):
        k, b, c = block * LANES, block * STEADY, block * BENDS
        for lane in range(LANES):
            total = (
                fields[unsigned(b + UP + lane)] + fields[unsigned(b + DOWN + lane)]
                + fields[unsigned(b + INWARD + lane)] + fields[unsigned(b + OUTWARD + lane)]
                + links.lost[unsigned(k + lane)]
            )  # fmt: skip
            slope = fields[unsigned(b + SLOPE + lane)]
            if block < layout.may_boil:
                # A cell that is dry, or may dry out within the step, warms as dry tissue does.
                dries = bends[unsigned(c + THIRD + lane)] < 2.0 * step * fields[unsigned(b + RATE_0 + lane)]
                slope = bends[unsigned(c + HOT + lane)] if dries else slope
            fastest[unsigned(lane)] = max(fastest[unsigned(lane)], total * slope)
    most = np.max(fastest)
    return float(1.0 / most) if most > 0.0 else np.inf


@njit(cache=True)
def _fraction(j: int) -> float:
    # Coefficient b_j of the Runge-Kutta-Legendre scheme of second order (RKL2).
    return 1.0 / 3.0 if j < 2 else (j * j + j - 2.0) / (2.0 * j * (j + 1.0))


@njit(cache=True)
def _stages(
    links: Links, workspace: Workspace, layout: Layout, step: float, stages: int, surface_0: float
) -> float:  # fmt: skip
    # Leaves in workspace.newer the heat taken up in the whole step, in warm the temperatures and in older the inflows
    # at its end; returns the heat given to the surroundings.
    older, newer = workspace.older, workspace.newer
    weight = 4.0 / (stages * stages + stages - 2.0)
    forward = _fraction(1) * weight * step
    for block in range(layout.blocks):
        k, b = block * LANES, block * STEADY
        for lane in range(LANES):
            older[unsigned(k + lane)] = 0.0
            newer[unsigned(k + lane)] = forward * workspace.steady[unsigned(b + RATE_0 + lane)]
    surface_old, surface = 0.0, forward * surface_0
    for j in range(2, stages + 1):
        mu = (2.0 * j - 1.0) / j * _fraction(j) / _fraction(j - 1)
        nu = -(j - 1.0) / j * _fraction(j) / _fraction(j - 2)
        forward = mu * weight * step
        back = -(1.0 - _fraction(j - 1)) * forward
        taken = sweep(links, workspace, layout, (newer, older), Recurrence(mu, nu, forward, back))
        older, newer = newer, older
        surface_old, surface = surface, mu * surface + nu * surface_old + forward * taken + back * surface_0
    # The number of stages is odd: after an even number of swaps ``newer`` is workspace.newer again.
    sweep(links, workspace, layout, (newer, older), Recurrence(0.0, 0.0, 1.0, 0.0))
    return surface


@njit(cache=True)
def _reaches(workspace: Workspace, layout: Layout) -> bool:
    # Whether a cell that was taken as too cold has begun to boil.
    hottest = 0.0
    for k in range(layout.may_boil * LANES, layout.blocks * LANES):
        hottest = max(hottest, workspace.warm[layout.stride + 1 + k])
    return hottest > layout.boiling


@njit(cache=True)
def _error(workspace: Workspace, layout: Layout, step: float) -> float:
    # Highest error [K].
    worst, fields, warm = workspace.lanes, workspace.steady, workspace.warm
    worst[:] = 0.0
    bend = layout.boiling - NEAR_BEND
    for block in range(layout.blocks):
        k, b, m = block * LANES, block * STEADY, block * LANES + layout.stride + 1
        for lane in range(LANES):
            rates = fields[unsigned(b + RATE_0 + lane)] + workspace.older[unsigned(k + lane)]
            miss = 0.4 * step * rates - 0.8 * workspace.newer[unsigned(k + lane)]
            hotter = max(fields[unsigned(b + START + lane)], warm[unsigned(m + lane)])
            factor = LENIENT if hotter > bend else 1.0
            error = factor * abs(miss) * workspace.weight[unsigned(k + lane)]
            worst[unsigned(lane)] = max(worst[unsigned(lane)], error)
    return float(np.max(worst))


@njit(cache=True)
def _take_up(space: Cylinder, matter: Matter, state: State, workspace: Workspace, layout: Layout) -> float:
    # Updates the cells from their temperatures and heat at the end of the step; returns the highest temperature among
    # the rows in which water may boil.
    temperature, removed, warm = state.temperature, state.removed, workspace.warm
    slabs, rings = temperature.shape
    hottest, lead = 0.0, layout.stride + 1
    boiling_rows = min(slabs, layout.may_boil * LANES // layout.stride)
    for i in range(boiling_rows):
        hottest = max(hottest, _take_up_boiling(space, matter, state, workspace, i))
    for i in range(boiling_rows, slabs):
        row = lead + (i + 1) * layout.stride + 1
        for j in range(rings):
            temperature[i, j] = warm[unsigned(row + j)] if removed[i, j] == 0.0 else temperature[i, j]
    return hottest


@njit(cache=True)
def _take_up_boiling(space: Cylinder, matter: Matter, state: State, workspace: Workspace, i: int) -> float:
    # The same for one row in which water may boil.
    temperature, water, removed, ceiling = state.temperature, state.water, state.removed, state.ceiling
    warm, taken, high = workspace.warm, workspace.newer, space.heights[i]
    rings = temperature.shape[1]
    slab = slab_of(matter, i)
    hottest, calm, row = 0.0, matter.boiling - NEAR_BOILING, (i + 1) * (rings + 2) + 1
    for j in range(rings):
        now = warm[unsigned(rings + 3 + row + j)]
        if removed[i, j] != 0.0:
            continue
        hottest = max(hottest, now)
        # At boiling the enthalpy decides: on the plateau the temperature does not tell how much water is left.
        if max(temperature[i, j], now) < calm:
            temperature[i, j] = now
            continue
        heat = taken[unsigned(row + j)] / (high * space.areas[j])
        temperature[i, j], water[i, j] = heated(slab, cell_of(temperature, water, i, j), heat, ceiling[i, j])
    return hottest
