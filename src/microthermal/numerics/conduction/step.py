"""Conduction with boiling on a cylinder: one super-time-step in enthalpy form, and an estimate of its error."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.alternating import alternate, error_of
from microthermal.numerics.conduction.blocks import (
    RATE_0,
    START,
    STEADY,
    Layout,
    Recurrence,
    Workspace,
    pack,
    sweep,
)
from microthermal.numerics.conduction.boiling import cell_of, heated, piece_of
from microthermal.numerics.conduction.enthalpy import (
    NEAR_BOILING,
    Cylinder,
    Matter,
    State,
    greatest,
)
from microthermal.numerics.conduction.layout import first_rates, lay_out, stable_step
from microthermal.numerics.conduction.links import LANES, Links, unsigned, whole

# More stages than this in one step mean that some cell is far too thin: the run would not end.
MOST_STAGES = 2000
# Steps with as many stages or more, in which nothing can boil, are implicit: from here on that is less work.
IMPLICIT_FROM = 21
# The T(heat) of a cell that starts or stops boiling within a step has a kink, where no scheme is of high order. Heat is
# conserved exactly, and the error is small beside the latent heat (480 K of moist tissue): within NEAR_BEND kelvin of
# boiling it counts by the factor LENIENT. What flows from such a cell to its neighbours has a kink then, and shorter
# steps make them better in proportion only: while some cell is near a bend, the error of those within BESIDE_BEND
# kelvin counts by the factor MILDER (decision 105).
NEAR_BEND, LENIENT = 15.0, 0.05
BESIDE_BEND, MILDER = 40.0, 0.1


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
        Geometry, material, cells (z, r), and conductances filled by :func:`.links.link`.
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
    :func:`.alternating.alternate`, whose error is estimated alike.
    """
    slabs, none = space.heights.size, whole(0)
    layout = lay_out(space, matter, state, workspace, none)
    pack(links, workspace, layout)
    surface_0 = first_rates(links, workspace, layout)
    stages = stages_for(step, stable_step(links, workspace, layout, step))
    if stages > MOST_STAGES:
        return Step(False, 0.0, np.inf, stages, 0.0)
    implicit = layout.may_boil == 0 and stages >= IMPLICIT_FROM
    if implicit:
        surface = alternate(links, workspace, layout, slabs, step)
        sweep(links, workspace, layout, (workspace.newer, workspace.older), Recurrence(0.0, 0.0, 1.0, 0.0))
        # A step in which water begins to boil after all is made of stages, which know boiling.
        implicit = not _reaches(workspace, layout)
    if implicit:
        error = error_of(links, workspace, layout, slabs, step)
    else:
        surface = _stages(links, workspace, layout, step, stages, surface_0)
        if _reaches(workspace, layout):
            # Rows that were taken as too cold have begun to boil: the stages are repeated with breakpoints in all rows.
            layout = lay_out(space, matter, state, workspace, slabs)
            surface = _stages(links, workspace, layout, step, stages, surface_0)
        error = _error(workspace, layout, step)
    if not error <= tolerance:
        return Step(False, 0.0, error, stages, 0.0)
    hottest = _take_up(space, matter, state, workspace, layout)
    return Step(True, surface, error, stages, hottest)


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
    bend = layout.boiling - NEAR_BEND
    beside = layout.boiling - BESIDE_BEND if _hottest(workspace, layout) > bend else bend
    worst[:] = 0.0
    for block in range(layout.blocks):
        k, b, m = block * LANES, block * STEADY, block * LANES + layout.stride + 1
        for lane in range(LANES):
            rates = fields[unsigned(b + RATE_0 + lane)] + workspace.older[unsigned(k + lane)]
            miss = 0.4 * step * rates - 0.8 * workspace.newer[unsigned(k + lane)]
            hotter = max(fields[unsigned(b + START + lane)], warm[unsigned(m + lane)])
            milder = MILDER if hotter > beside else 1.0
            factor = LENIENT if hotter > bend else milder
            error = factor * abs(miss) * workspace.weight[unsigned(k + lane)]
            worst[unsigned(lane)] = max(worst[unsigned(lane)], error)
    return greatest(worst)


@njit(cache=True)
def _hottest(workspace: Workspace, layout: Layout) -> float:
    # Highest temperature at the start and the end of a step; no more rows than may boil are asked.
    most, fields, warm = workspace.lanes, workspace.steady, workspace.warm
    most[:] = 0.0
    for block in range(layout.may_boil):
        b, m = block * STEADY, block * LANES + layout.stride + 1
        for lane in range(LANES):
            hotter = max(fields[unsigned(b + START + lane)], warm[unsigned(m + lane)])
            most[unsigned(lane)] = max(most[unsigned(lane)], hotter)
    return greatest(most)


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
    warm, taken, high, pieces = workspace.warm, workspace.newer, space.heights[i], matter.pieces
    rings = temperature.shape[1]
    hottest, calm, row = 0.0, matter.boiling - NEAR_BOILING, (i + 1) * (rings + 2) + 1
    for p in range(pieces.first[i], pieces.first[i + 1]):
        slab = piece_of(matter, p)
        for j in range(pieces.begin[p], pieces.end[p]):
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
