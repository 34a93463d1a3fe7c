"""Long steps of conduction far below boiling: implicit along the rings and along the slabs in turn."""

from __future__ import annotations

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.blocks import RATE_0, SLOPE, STEADY, Layout, Workspace
from microthermal.numerics.conduction.enthalpy import Array, greatest
from microthermal.numerics.conduction.links import LANES, Links, unsigned


@njit(cache=True)
def alternate(links: Links, workspace: Workspace, layout: Layout, slabs: int, step: float) -> float:
    """Conduct heat for one step in which no cell boils, with the capacities and conductances of its start.

    Parameters
    ----------
    links : Links
        Conductances and walls.
    workspace : Workspace
        Packed fields, ``source``, and in ``warm`` the temperatures of the start. Receives in ``warm`` those of the end,
        and in ``newer`` the heat that each cell has taken up.
    layout : Layout
        Blocks and stride.
    slabs : int
        Number of slabs.
    step : float
        Length of the step.

    Returns
    -------
    float
        Heat given to the surroundings.

    Notes
    -----
    The scheme of Peaceman and Rachford: with h half a step, C the capacities, R conduction along the rings, Z along
    the slabs and to the surroundings, S the source,

        (C - h R) T* = (C + h Z) T_0 + h S,    (C - h Z) T_1 = (C + h R) T* + h S.

    Of second order in the step, and stable for any. Each flow is counted at both of its ends with the same number, so
    that the balance closes to rounding.
    """
    stride, half, lead = layout.stride, 0.5 * step, layout.stride + 1
    capacity, sums, middle = workspace.capacity, workspace.newer, workspace.older
    for block in range(layout.blocks):
        k, b = block * LANES, block * STEADY
        for lane in range(LANES):
            capacity[unsigned(k + lane)] = 1.0 / workspace.steady[unsigned(b + SLOPE + lane)]
    first, last = stride, (slabs + 1) * stride
    warm = workspace.warm
    for cell in range(first, last):
        k, here = unsigned(cell), warm[unsigned(lead + cell)]
        inflow = links.up[k] * (warm[unsigned(lead + cell - stride)] - here) + workspace.source[k] + links.given[k]
        below = links.up[unsigned(cell + stride)] * (warm[unsigned(lead + cell + stride)] - here)
        sums[k] = capacity[k] * here + half * (inflow + below - links.lost[k] * here)
    for i in range(slabs):
        _solve_row(links, workspace.ratio, capacity, (i + 1) * stride, (i + 2) * stride, half, sums=(sums, middle))
    # (C + h R) T* is 2 C T* - (C - h R) T*, of which the second term is known.
    for k in range(first, last):
        sums[k] = 2.0 * capacity[k] * middle[k] - sums[k] + half * (workspace.source[k] + links.given[k])
    _solve_columns(links, workspace, stride, slabs, half)
    surface = 0.0
    for wall in range(links.walled[0]):
        k = links.walls[wall]
        surface += step * (links.lost[k] * 0.5 * (workspace.warm[lead + k] + middle[k]) - links.given[k])
    for k in range(first, last):
        sums[k] = capacity[k] * (middle[k] - workspace.warm[lead + k])
        workspace.warm[lead + k] = middle[k]
    return surface


@njit(cache=True)
def error_of(links: Links, workspace: Workspace, layout: Layout, slabs: int, step: float) -> float:
    """Error of a step of :func:`alternate` [K].

    Parameters
    ----------
    links, workspace, layout, slabs, step
        As for :func:`alternate`, after it; ``older`` holds the heat inflows at the end of the step. It is overwritten,
        and so are the inflows at the start.

    Notes
    -----
    With x the heat taken up, rate_0 and rate_1 the inflows at both ends, d their difference, and T‴ the third
    derivative of the temperatures over time, a step misses

        Δt/2 (rate_0 + rate_1) - x - Δt³/12 C T‴:

    what taking turns misses, and what the trapezoidal rule does. The first is nought where heat flows along rings
    alone, or along slabs alone: the step is that rule there. For the second, Δt C T″ ≈ d, and h T‴ ≈ (F C - 1) T″ to
    the same order, where F = (C - h Z)⁻¹ C (C - h R)⁻¹ and h is half a step. The whole is then, in kelvin,

        F [Δt/2 (rate_0 + rate_1) - x - Δt/6 d] + Δt/6 d / C.

    F is a filter, as is usual in implicit solvers: unfiltered the estimate would count what stiff cells do that are in
    balance with their neighbours at all times.
    """
    stride, half = layout.stride, 0.5 * step
    capacity, sums, found, fields = workspace.capacity, workspace.newer, workspace.older, workspace.steady
    for block in range(layout.blocks):
        first, b = block * LANES, block * STEADY
        for lane in range(LANES):
            k, rate = unsigned(first + lane), unsigned(b + RATE_0 + lane)
            grown = found[k] - fields[rate]
            sums[k] = step * (fields[rate] + grown / 3.0) - sums[k]
            fields[rate] = step / 6.0 * grown
    for i in range(slabs):
        _solve_row(links, workspace.ratio, capacity, (i + 1) * stride, (i + 2) * stride, half, sums=(sums, found))
    for k in range(stride, (slabs + 1) * stride):
        sums[k] = capacity[k] * found[k]
    _solve_columns(links, workspace, stride, slabs, half)
    worst = workspace.lanes
    worst[:] = 0.0
    for block in range(layout.blocks):
        first, b = block * LANES, block * STEADY
        for lane in range(LANES):
            bent = fields[unsigned(b + RATE_0 + lane)] * fields[unsigned(b + SLOPE + lane)]
            worst[unsigned(lane)] = max(worst[unsigned(lane)], abs(found[unsigned(first + lane)] + bent))
    return greatest(worst)


@njit(cache=True)
def _solve_row(
    links: Links, ratio: Array, capacity: Array, first: int, last: int, half: float, sums: tuple[Array, Array]
) -> None:
    # Elimination along one slab, from the axis out and back; the solution goes to the second of ``sums``. The
    # margin has no conductance, so that it neither gives nor takes anything.
    given, found = sums
    before, value = 0.0, 0.0
    for k in range(first, last):
        inner, outer = half * links.inward[k], half * links.inward[k + 1]
        scale = 1.0 / (capacity[k] + inner + outer - inner * before)
        value = (given[k] + inner * value) * scale
        before = outer * scale
        found[k], ratio[k] = value, before
    for k in range(last - 2, first - 1, -1):
        found[k] += ratio[k] * found[k + 1]


@njit(cache=True)
def _solve_columns(links: Links, workspace: Workspace, stride: int, slabs: int, half: float) -> None:
    # Elimination along all columns at once, from the surface down and back; the solution goes to workspace.older.
    capacity, sums, ratio, found = workspace.capacity, workspace.newer, workspace.ratio, workspace.older
    ratio[:stride] = 0.0
    found[:stride] = 0.0
    up, lost = links.up, links.lost
    for cell in range(stride, (slabs + 1) * stride):
        k, above = unsigned(cell), unsigned(cell - stride)
        upward, downward = half * up[k], half * up[unsigned(cell + stride)]
        scale = 1.0 / (capacity[k] + upward + downward + half * lost[k] - upward * ratio[above])
        found[k] = (sums[k] + upward * found[above]) * scale
        ratio[k] = downward * scale
    for cell in range(slabs * stride - 1, stride - 1, -1):
        k = unsigned(cell)
        found[k] += ratio[k] * found[unsigned(cell + stride)]
