"""How much sooner two threads are done than one, and how much of the rest is the machine's own doing.

The control is the arithmetic of the walk alone, 240 lanes that fit into the first-level cache: no memory, nothing
shared, no order to keep. What it falls short of 2 is the machine's: cores that share a clock or a physical core, and
other programs.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numba import njit

from microthermal.numerics.light.lanes import DEPTH, UZ, empty_lanes, scatter

LANES, LOTS, TURNS = 240, 32, 10_000


@njit(nogil=True)
def _turn(times, state, counter):
    for _ in range(times):
        state[DEPTH] = 0.0
        scatter(counter.size, state, counter)


def arithmetic(threads: int, turns: int = TURNS) -> None:
    """Turn lanes over and over, in lots that share nothing."""

    def lot(number: int) -> None:
        state, packets = empty_lanes(LANES)
        state[UZ] = 1.0
        packets.counter[:] = np.arange(LANES, dtype=np.uint64) + np.uint64(number * LANES)
        _turn(turns, state, packets.counter)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lot, range(LOTS)))


class Scaling(NamedTuple):
    """Least times of one and of two threads, measured in turns."""

    clock: tuple[float, float]
    processor: tuple[float, float]

    @property
    def faster(self) -> float:
        """How many times as fast two threads are as one, by the clock."""
        return self.clock[0] / self.clock[1]

    @property
    def efficiency(self) -> float:
        """Processor time of one thread beside that of two; 1 if sharing costs nothing."""
        return self.processor[0] / self.processor[1]


def scaling(run: Callable[[int], object], repeats: int = 7) -> Scaling:
    """Least clock and processor time [s] of one and of two threads, in turns."""
    run(2)
    clock, processor = np.zeros((2, 2, repeats))
    for repeat in range(repeats):
        for k, threads in enumerate((1, 2)):
            start, spent = time.perf_counter(), time.process_time()
            run(threads)
            clock[k, repeat] = time.perf_counter() - start
            processor[k, repeat] = time.process_time() - spent
    least = [(float(values[0].min()), float(values[1].min())) for values in (clock, processor)]
    return Scaling(least[0], least[1])


def print_scaling(run: Callable[[int], object]) -> None:
    """Print the scaling of a run and of the control, with the load of the machine before and after."""
    before = os.getloadavg()[0]
    for name, work in (("two threads of the walk", run), ("control, arithmetic alone", arithmetic)):
        found = scaling(work)
        print(
            f"{name}: {found.faster:.2f} times as fast as one by the clock"
            f" ({found.clock[0]:.3f} and {found.clock[1]:.3f} s),"
            f" processor time of one over two {found.efficiency:.3f}"
        )
    print(f"load of the machine {before:.1f} before, {os.getloadavg()[0]:.1f} after, {os.cpu_count()} processors")
