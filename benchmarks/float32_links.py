"""A stage of conduction with conductances in float32 beside the kernel: bytes, time, temperatures (decision 0074).

Run with ``python -m benchmarks.float32_links``; ``NUMBA_CPU_NAME=haswell`` and an empty ``NUMBA_CPU_FEATURES`` compile
for processors without AVX-512. Heat that flows between two cells is counted at both with the same number, so that heat
is conserved in either form.
"""

from __future__ import annotations

import statistics
import time
from typing import NamedTuple

import numpy as np
from numba import njit

from benchmarks.heat_speed import COLD, STAGES, STARTS
from microthermal.numerics.conduction.blocks import (
    DOWN,
    INWARD,
    LANES,
    OUTWARD,
    RATE_0,
    SLOPE,
    SOURCE,
    START,
    STEADY,
    UP,
    Layout,
    Recurrence,
    Workspace,
    pack,
    sweep,
    workspace_for,
)  # fmt: skip
from microthermal.numerics.conduction.enthalpy import Matter, State, cylinder
from microthermal.numerics.conduction.layout import first_rates, lay_out
from microthermal.numerics.conduction.links import Links, Surroundings, link, links_for, unsigned
from microthermal.numerics.conduction.pieces import layered

# Usual zones (1550 nm, CO2 of 15 and of 150 mJ), and one that leaves the second cache.
SHAPES = ((72, 52), (135, 50), (324, 50), (250, 200))
# Conductances of a block, in an array of their own.
TIES = 4 * LANES
BY = Recurrence(1.9, -0.9, 1e-7, -1e-8)


class Bench(NamedTuple):
    """A grid that is laid out."""

    links: Links
    workspace: Workspace
    layout: Layout


@njit(cache=True)
def narrowed(fields, blocks, ties):
    """Conductances of all blocks, rounded."""
    for block in range(blocks):
        for lane in range(TIES):
            ties[unsigned(block * TIES + lane)] = fields[unsigned(block * STEADY + lane)]


@njit(cache=True)
def sweep_narrow(links, workspace, layout, heat, ties, by):
    """As :func:`.blocks.sweep` where nothing boils, conductances from ``ties``."""
    newer, older = heat
    newest, oldest, forward, back = by
    fields, warm, stride = workspace.steady, workspace.warm, layout.stride
    lead, warmed = stride + 1, 0
    ahead = (LANES - 1 + stride) // LANES + 1
    for block in range(layout.blocks):
        while warmed < min(block + ahead, layout.blocks):
            k, b, m = warmed * LANES, warmed * STEADY, warmed * LANES + lead
            for lane in range(LANES):
                rise = newer[unsigned(k + lane)] * fields[unsigned(b + SLOPE + lane)]
                warm[unsigned(m + lane)] = fields[unsigned(b + START + lane)] + rise
            warmed += 1
        k, b, m, t = block * LANES, block * STEADY, block * LANES + lead, block * TIES
        for lane in range(LANES):
            here = warm[unsigned(m + lane)]
            inflow = (
                ties[unsigned(t + UP + lane)] * (warm[unsigned(m + lane - stride)] - here)
                + ties[unsigned(t + DOWN + lane)] * (warm[unsigned(m + lane + stride)] - here)
                + ties[unsigned(t + INWARD + lane)] * (warm[unsigned(m + lane - 1)] - here)
                + ties[unsigned(t + OUTWARD + lane)] * (warm[unsigned(m + lane + 1)] - here)
                + fields[unsigned(b + SOURCE + lane)]
            )
            change = forward * inflow + back * fields[unsigned(b + RATE_0 + lane)]
            older[unsigned(k + lane)] = newest * newer[unsigned(k + lane)] + oldest * older[unsigned(k + lane)] + change
    return 0.0


@njit(cache=True)
def wide_rounds(links, workspace, layout, by, rounds):
    """Stages as they are, so many."""
    newer, older = workspace.newer, workspace.older
    for _ in range(rounds):
        sweep(links, workspace, layout, (newer, older), by)
        newer, older = older, newer


@njit(cache=True)
def narrow_rounds(links, workspace, layout, ties, by, rounds):
    """The same with narrow conductances."""
    newer, older = workspace.newer, workspace.older
    for _ in range(rounds):
        sweep_narrow(links, workspace, layout, (newer, older), ties, by)
        newer, older = older, newer


def bench(slabs: int, rings: int) -> Bench:
    """Cells of 5 µm of moist tissue, too cold to boil."""
    shape, one = (slabs, rings), np.ones(slabs)
    space = cylinder(np.arange(rings + 1) * 5e-6, np.arange(slabs + 1) * 5e-6)
    start, water = np.random.default_rng(1).uniform(*STARTS[COLD], shape), np.full(shape, 740.0)
    matter = Matter(
        4e5 * one, 4e3 * one, 0.05 * one, 6e-4 * one, 0 * one, 740.0 * one, 2e-3, 310.0, 310.0, 373.15, 5.0, 2.256e6,
        start, water, layered(shape),
    )  # fmt: skip
    state, links, work = (
        State(start.copy(), water.copy(), *np.zeros((2, *shape))), links_for(shape), workspace_for(space, matter),
    )  # fmt: skip
    link(space, matter, state, Surroundings(298.0, 0.0, 298.0, 0.0), links)
    layout = lay_out(space, matter, state, work, 0)
    pack(links, work, layout)
    first_rates(links, work, layout)
    return Bench(links, work, layout)


def line(shape: tuple[int, int], pairs: int = 15) -> str:
    """Time of a stage in both forms, in turn, and the greatest difference of temperatures after some stages."""
    here, found = bench(*shape), []
    links, work, layout = here
    ties, cells = np.zeros(layout.blocks * TIES, np.float32), shape[0] * shape[1]
    narrowed(work.steady, layout.blocks, ties)
    for call in (lambda n: wide_rounds(links, work, layout, BY, n),
                 lambda n: narrow_rounds(links, work, layout, ties, BY, n)):  # fmt: skip
        work.newer[:], work.older[:] = 0.0, 0.0
        call(STAGES)
        found.append((call, work.warm.copy()))
    off, rounds = float(np.abs(found[0][1] - found[1][1]).max()), max(1, 2_000_000 // cells)
    times, ratios = [], []
    for _ in range(pairs):
        spent = []
        for call, _ in found:
            work.newer[:], work.older[:] = 0.0, 0.0
            start = time.process_time()
            call(rounds)
            spent.append((time.process_time() - start) / rounds / cells)
        times.append(spent[0])
        ratios.append(spent[1] / spent[0])
    return (
        f"{shape[0]:4d} x {shape[1]:3d} cells: 112 bytes {1e9 * statistics.median(times):5.2f} ns, 96 bytes "
        f"{statistics.median(ratios):.3f} of it ({min(ratios):.2f} to {max(ratios):.2f}), {off:.1e} K apart"
    )


if __name__ == "__main__":
    for each in SHAPES:
        print(line(each), flush=True)
