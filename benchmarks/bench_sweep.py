"""What the engine of a sweep costs: overhead of a task, and how well two workers are used.

Run with ``make bench-sweep``. Processor time is that of this process and of all that it has started. The tasks of the
overhead do nothing, one run each, so that all that is left is the engine: points, keys, processes or the cluster, and
the commit of every result. Tasks that sleep show how long workers wait for work, whatever else the machine has to do.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.sweeps.cluster import Processes, start_cluster
from tests.sweeps.kills import mapping

from microthermal.studies.sweep import running, study_of, sweep
from microthermal.studies.sweep.running import Engine
from microthermal.studies.sweep.tasks import Row, Task, evaluate

SLEEP = 0.02


def nothing(task: Task) -> list[Row]:
    """A row of each point, of no simulation."""
    return [Row(key, (0.0,) * len(task.metrics)) for key, _ in task.points]


def asleep(task: Task) -> list[Row]:
    """The same, after a while without any work of the processor."""
    time.sleep(SLEEP)
    return nothing(task)


def spent(what: Callable[[], Any]) -> tuple[float, float]:
    """Processor time of this process and its children, and wall time, of a call [s]."""
    begin, clock = _used(), time.perf_counter()
    what()
    return _used() - begin, time.perf_counter() - clock


def _used() -> float:
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in both)


def slope(folder: Path, engine: Engine, runs: int) -> tuple[float, float]:
    """Processor and wall time of one more run [s]: that of many less that of few, so that no start is in it."""
    few, many = max(runs // 10, 8), runs
    found = []
    for number in (8, few, many):  # the first one warms up what is compiled and loaded
        path = folder / f"{number}-{time.monotonic_ns()}.db"
        found.append(spent(lambda: sweep(study_of(mapping(number)), path, engine)))  # noqa: B023
    return tuple((high - low) / (many - few) for low, high in zip(*found[1:], strict=True))  # type: ignore[return-value]


def overhead(folder: Path, runs: int) -> None:
    """Time of a task that does nothing: here, in two processes, on a cluster of two."""
    for workers in (1, 2):
        used, wall = slope(folder, Engine(workers=workers, work=nothing, most=1), runs)
        print(f"{workers} workers: {1e3 * used:.2f} ms of processor a task, {1e3 * wall:.2f} ms wall", flush=True)
    processes = Processes(folder)
    try:
        used, wall = slope(folder, Engine(cluster=start_cluster(processes, 2), work=nothing, most=1), runs)
        print(
            f"cluster of 2: {1e3 * used:.2f} ms of processor of the command a task, {1e3 * wall:.2f} ms wall",
            flush=True,
        )
    finally:
        processes.end()


def efficiency(folder: Path, runs: int) -> None:
    """Time that two workers sleep over the time that they are there; and what a second one adds to real runs."""
    running._PAUSE = 0.0  # a word for each result
    seen: list[tuple[int, float]] = []
    engine, path = Engine(workers=2, work=asleep, most=1), folder / f"asleep{time.monotonic_ns()}.db"
    sweep(study_of(mapping(runs)), path, engine, lambda done, steps, text: seen.append((done, time.perf_counter())))
    # From where both workers have long begun, to where the last tasks have not.
    (first, begin), (last, end) = seen[runs // 5], seen[-10]
    share = (last - first) * SLEEP / 2.0 / (end - begin)
    print(f"2 workers, tasks of {1e3 * SLEEP:.0f} ms: asleep {share:.3f} of their time", flush=True)
    one, two = (1e3 * slope(folder, Engine(workers=workers, work=evaluate), runs)[0] for workers in (1, 2))
    print(f"real runs: processor time with 1 worker over that with 2: {one / two:.3f} ({one:.1f}, {two:.1f} ms)")


def main() -> None:
    """Print all."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=1000)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        overhead(Path(name), given.runs)
        efficiency(Path(name), given.runs)


if __name__ == "__main__":
    main()
