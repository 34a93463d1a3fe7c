"""How fast conduction updates cells, beside how fast this machine moves memory; only this benchmark sees kernels."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numba import njit

from microthermal.numerics.conduction.blocks import workspace_for
from microthermal.numerics.conduction.enthalpy import Matter, State, cylinder
from microthermal.numerics.conduction.links import Links, Surroundings, link, links_for
from microthermal.numerics.conduction.pieces import layered
from microthermal.numerics.conduction.step import conduct

# Doubles that a stage reads and writes for a cell; neighbours come from the same array and count once. Temperature:
# heat, slope, start; written. Recurrence: four conductances, power, first inflow, temperature, heat of two stages;
# written.
COLD = 8 * (4 + 10)
# In rows that may boil, temperature takes heat, slope below boiling, three bends and two slopes more; written.
BOILING = 8 * (8 + 10)
# Additions and multiplications of a stage for a cell; the greater of two numbers counts as one.
FLOPS = {COLD: 2 + 19, BOILING: 14 + 19}
# Odd, as the kernel wants it, and below what would make a step implicit; a usual step takes 3 to 60.
STAGES = 19
# How cells are at the start [K]: too cold to boil in any step, or so warm that each has to be asked.
STARTS = {COLD: (300.0, 302.0), BOILING: (355.0, 357.0)}


class Rate(NamedTuple):
    """Cell updates, bytes and operations of each, and what the machine could move, by second of processor time."""

    cells: int
    updates: float
    bytes: int
    flops: int
    bandwidth: float

    @property
    def fraction(self) -> float:
        """Fraction of the bandwidth that the updates need at least."""
        return self.updates * self.bytes / self.bandwidth


@njit(cache=True)
def triad(a, b, c, factor, rounds):
    """The loop of STREAM, two arrays read and one written, so many times; the next round reads what this one wrote."""
    for _ in range(rounds):
        for i in range(a.size):
            a[i] = b[i] + factor * c[i]
        a, b = b, a


@njit(cache=True)
def steps(space, matter, state, links, workspace, step, rounds):
    """Stages of so many steps; a compiled loop, because handing records to a kernel costs as much as a small step."""
    stages = 0
    for _ in range(rounds):
        stages += conduct(space, matter, state, links, workspace, step, np.inf).stages
    return stages


def least(call: Callable[[], object], repeats: int = 7) -> float:
    """Least processor time [s] of a call, after one that compiles."""
    call()
    times = []
    for _ in range(repeats):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)


def bandwidth(bytes_in_all: int) -> float:
    """Bytes a second of a triad over as many bytes; the written array is counted once, as STREAM counts."""
    size = max(bytes_in_all // 24, 1)
    a, b, c = np.zeros(size), np.ones(size), np.ones(size)
    rounds = max(1, 20_000_000 // size)

    # Numbers stay what they are, so that none overflows.
    return 24 * size * rounds / least(lambda: triad(a, b, c, 0.0, rounds))


def stable_step(links: Links, capacity: float, volume: np.ndarray) -> float:
    """Longest stable explicit step [s]: 1 / max (sum of conductances / heat capacity)."""
    stride = volume.shape[1] + 2
    total = links.up + links.inward + links.lost
    total[:-stride] += links.up[stride:]
    total[:-1] += links.inward[1:]
    total = total[: (volume.shape[0] + 2) * stride]
    return float(1.0 / (total.reshape(-1, stride)[1:-1, 1:-1] / (capacity * volume)).max())


def conduction(slabs: int, rings: int, size: int = COLD) -> Rate:
    """Updates of one cell by one stage, and a triad over as many bytes as a stage of these cells moves."""
    shape, one = (slabs, rings), np.ones(slabs)
    space = cylinder(np.arange(rings + 1) * 5e-6, np.arange(slabs + 1) * 5e-6)
    start, water = np.random.default_rng(1).uniform(*STARTS[size], shape), np.full(shape, 740.0)
    matter = Matter(
        4e5 * one, 4e3 * one, 0.05 * one, 6e-4 * one, 0 * one, 740.0 * one, 2e-3, 310.0, 310.0, 373.15, 5.0, 2.256e6,
        start, water, layered(shape),
    )  # fmt: skip
    state, links, bench = (
        State(start.copy(), water.copy(), *np.zeros((2, *shape))),
        links_for(shape),
        workspace_for(space, matter),
    )
    link(space, matter, state, Surroundings(298.0, 10.0, 298.0, 10.0), links)
    volume = space.heights[:, None] * space.areas
    step = 0.999 * stable_step(links, 4e5 + 4e3 * 740.0, volume) * (STAGES**2 + STAGES - 2) / 4
    rounds = max(1, 200_000 // (slabs * rings))

    def call() -> None:
        taken = steps(space, matter, state, links, bench, step, rounds)
        if taken != STAGES * rounds:
            raise RuntimeError(f"{taken} stages instead of {STAGES} in each of {rounds} steps")

    updates = slabs * rings * STAGES * rounds / least(call)
    return Rate(slabs * rings, updates, size, FLOPS[size], bandwidth(slabs * rings * size))
