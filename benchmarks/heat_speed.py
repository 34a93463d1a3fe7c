"""How fast conduction updates cells, beside how fast this machine moves memory; only this benchmark sees kernels."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numba import njit

from microthermal.numerics.bioheat_cells import Matter, State, cylinder
from microthermal.numerics.bioheat_conduction import Surroundings, conduct, link, links_for

# Arrays of doubles that one stage of conduction moves for each cell, each counted once: it reads temperature, water,
# heat, ceiling, conductances (up, out, lost, given), removed, the first rate and the stage before, and writes a stage.
BYTES = 8 * 12
# Odd, as the kernel wants it; a usual step takes 5 to 60.
STAGES = 21


class Rate(NamedTuple):
    """Cell updates, and what the machine could move, each a second of processor time."""

    cells: int
    updates: float
    bandwidth: float

    @property
    def share(self) -> float:
        """Share of the bandwidth that the updates need at least."""
        return self.updates * BYTES / self.bandwidth


@njit(cache=True)
def triad(a, b, c, factor):
    """The loop of STREAM: two arrays read and one written."""
    for i in range(a.size):
        a[i] = b[i] + factor * c[i]


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

    def call() -> None:
        for _ in range(rounds):
            triad(a, b, c, 3.0)

    return 24 * size * rounds / least(call)


def conduction(slabs: int, rings: int) -> Rate:
    """Updates of one cell by one stage, and a triad over as many bytes as these cells hold."""
    shape, one = (slabs, rings), np.ones(slabs)
    space = cylinder(np.arange(rings + 1) * 5e-6, np.arange(slabs + 1) * 5e-6)
    start, water = np.random.default_rng(1).uniform(300.0, 320.0, shape), np.full(shape, 740.0)
    matter = Matter(4e5 * one, 4e3 * one, 0.05 * one, 6e-4 * one, 0 * one, 310.0, 373.15, 2.256e6, start, water)
    state, links = State(start.copy(), water.copy(), np.zeros(shape), np.zeros(shape)), links_for(shape)
    stable = link(space, matter, state, Surroundings(298.0, 10.0, 298.0, 10.0), links)
    rounds = max(1, 200_000 // (slabs * rings))

    def call() -> None:
        for _ in range(rounds):
            conduct(space, matter, state, links, 10.0 * stable, STAGES)

    updates = slabs * rings * STAGES * rounds / least(call)
    return Rate(slabs * rings, updates, bandwidth(slabs * rings * BYTES))
