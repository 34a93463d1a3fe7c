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

from microthermal.studies.sweep import study_of, sweep
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


def overhead(folder: Path, runs: int) -> None:
    """Time of a task that does nothing: here, in two processes, on a cluster of two."""
    study = study_of(mapping(runs))
    few = study_of(mapping(2))
    for workers in (1, 2):
        engine = Engine(workers=workers, work=nothing, most=1)
        start, _ = spent(lambda: sweep(few, folder / f"few{workers}.db", engine))  # noqa: B023
        whole, wall = spent(lambda: sweep(study, folder / f"many{workers}.db", engine))  # noqa: B023
        each, clock = (1e3 * (time - less) / runs for time, less in ((whole, start), (wall, 0.0)))
        print(f"{workers} workers: {each:.2f} ms of processor a task, {clock:.2f} ms wall")
    processes = Processes(folder)
    try:
        engine = Engine(cluster=start_cluster(processes, 2), work=nothing, most=1)
        sweep(few, folder / "few.db", engine)
        _, wall = spent(lambda: sweep(study, folder / "many.db", engine))
        print(f"cluster of 2: {1e3 * wall / runs:.2f} ms wall a task")
    finally:
        processes.end()


def efficiency(folder: Path, runs: int) -> None:
    """Time that two workers sleep over the time that they are there; and what a second one saves of real runs."""
    study = study_of(mapping(runs))
    engine = Engine(workers=2, work=asleep, most=1)
    _, start = spent(lambda: sweep(study_of(mapping(2)), folder / "a.db", engine))
    _, wall = spent(lambda: sweep(study, folder / "b.db", engine))
    ideal = SLEEP * runs / 2.0
    begun = ideal / (wall - start + SLEEP)
    print(f"2 workers, tasks of {1e3 * SLEEP:.0f} ms: {ideal / wall:.3f} of ideal, {begun:.3f} once they have started")
    real = {}
    for workers in (1, 2, 1, 2):
        path = folder / f"real{workers}-{len(real)}-{time.monotonic_ns()}.db"
        took, _ = spent(lambda: sweep(study, path, Engine(workers=workers, work=evaluate)))  # noqa: B023
        real[workers] = min(took, real.get(workers, took))
    ratio = real[1] / real[2]
    print(
        f"{runs} real runs: processor time with 1 worker over that with 2: {ratio:.3f} ({real[1]:.1f}, {real[2]:.1f} s)"
    )


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
