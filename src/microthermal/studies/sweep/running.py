"""Running a study: what is not yet in its database is given to workers, and each result is committed once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from microthermal import catalog
from microthermal.parallel.cores import cores
from microthermal.parallel.streams import as_done
from microthermal.studies.sweep.cluster import on_cluster
from microthermal.studies.sweep.database import Database, created
from microthermal.studies.sweep.points import points
from microthermal.studies.sweep.records import Study, canonical
from microthermal.studies.sweep.tasks import Row, Task, base_digest, evaluate, key_of
from microthermal.units import parse, show

Progress: TypeAlias = Callable[[int, int, str], None]
Work: TypeAlias = Callable[[Task], list[Row]]
# Runs in one task at most: a worker that is killed loses no more than these.
_MOST: Final = 16
# Tasks for each worker that a sweep is at least cut into, so that none waits long for the last one.
_SHARES: Final = 8
# Time between two words of progress [s].
_PAUSE: Final = 0.5
# Fields on which one microbeam and the heat that it leaves do not hang: runs that differ in these alone share a zone.
_AFTER: Final = ("pattern", "doses", "topicals", "history", "condition")
# Number of a point -> what its inputs are, for every point with one key.
_Numbers: TypeAlias = dict[str, dict[int, tuple[Any, ...]]]


@dataclass(frozen=True)
class Engine:
    """What runs tasks: so many processes, or a cluster by the address of its scheduler; and what a task does."""

    workers: int | None = None
    cluster: str = ""
    work: Work = evaluate
    most: int = _MOST

    def run(self, tasks: Iterable[Task]) -> Iterator[list[Row]]:
        """Rows of each task, in the order in which they are there."""
        if self.cluster:
            yield from on_cluster(self.cluster)(tasks, self.work)
            return
        calls = ((self.work, (task,), f"run {task.points[0][0][:8]}") for task in tasks)
        yield from as_done(calls, cores() if self.workers is None else self.workers)

    @property
    def hands(self) -> int:
        """Workers that a sweep is cut for; of a cluster nobody knows how many there will be."""
        return 16 if self.cluster else max(1, cores() if self.workers is None else self.workers)


@dataclass(frozen=True)
class Swept:
    """What a call of :func:`sweep` has done: all runs of the study, those that failed, those that it found there."""

    path: Path
    runs: int
    failed: int
    found: int
    seconds: float


_USUAL = Engine()


def sweep(study: Study, path: Path | str, engine: Engine = _USUAL, progress: Progress | None = None) -> Swept:
    """Run a study, or what is left of it, and keep every run in a database.

    Parameters
    ----------
    study : Study
        What is asked for; see :func:`microthermal.studies.sweep.reading.read_study`.
    path : Path or str
        Database; one that is there is gone on with, whatever has ended whoever wrote it.
    engine : Engine, optional
        Processes or cluster.
    progress : callable, optional
        Told of runs that are there, of all, and how many failed, with the time left.

    Raises
    ------
    InputError
        If another process writes to the database, or it holds runs of another study, library or program.
    WorkerError
        If workers end again and again, or no scheduler answers; what is done is kept.

    Examples
    --------
    >>> sweep(read_study(Path("study.toml")), "study.db")  # doctest: +SKIP
    """
    library = catalog.library()
    begin = time.monotonic()
    with created(Path(path), study, library.digest) as database:
        done = database.done()
        numbers, left = _planned(study, base_digest(study, library.digest), done)
        found = study.runs - sum(len(numbers[key]) for key in left)
        told = _Told(progress, study.runs, found)
        told.now(database.counts()[1])
        _run(study, database, engine, (numbers, left), told)
        total, failed = database.counts()
    told.now(failed, last=True)
    return Swept(path=Path(path), runs=total, failed=failed, found=found, seconds=time.monotonic() - begin)


def _planned(study: Study, base: str, done: set[str]) -> tuple[_Numbers, dict[str, dict[str, Any]]]:
    """Numbers of the points of each key, and what stands in the case of those keys that are not done."""
    numbers: _Numbers = {}
    left: dict[str, dict[str, Any]] = {}
    for number, values in enumerate(points(study)):
        key = key_of(base, values)
        shown = tuple(_shown(one.unit, one.listed, values[one.path]) for one in study.inputs)
        numbers.setdefault(key, {})[number] = shown
        if key not in done:
            left[key] = values
    return numbers, left


def _run(
    study: Study, database: Database, engine: Engine, planned: tuple[_Numbers, dict[str, Any]], told: _Told
) -> None:
    numbers, left = planned
    tasks = list(_tasks(study, database, left, engine))
    failed = database.counts()[1]
    for rows in engine.run(tasks):
        database.commit((row, numbers[row.key]) for row in rows)
        failed += sum(len(numbers[row.key]) for row in rows if row.sentence)
        told.more(sum(len(numbers[row.key]) for row in rows), failed)


def _tasks(study: Study, database: Database, left: dict[str, dict[str, Any]], engine: Engine) -> Iterator[Task]:
    """Points in tasks of one zone each where they share one, so that it is worked out once."""
    zones: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for key, values in left.items():
        zone = canonical({path: value for path, value in values.items() if path.split(".")[0] not in _AFTER})
        zones.setdefault(zone, []).append((key, values))
    most = max(1, min(engine.most, -(-len(left) // (_SHARES * engine.hands))))
    shared = canonical(study.case), study.metrics, database.held["library_digest"], database.held["program_digest"]
    part: list[tuple[str, dict[str, Any]]] = []
    for point in (one for zone in zones.values() for one in zone):
        part.append(point)
        if len(part) == most:
            yield Task(*shared, points=tuple(part))
            part = []
    if part:
        yield Task(*shared, points=tuple(part))


def _shown(unit: str, listed: bool, value: Any) -> Any:
    """An input as the table holds it: a number in SI, or a text."""
    from_case = value if isinstance(value, int | float) and not isinstance(value, bool) else None
    if from_case is not None:
        return from_case
    if listed:
        return value if isinstance(value, str) else canonical(value)
    return parse(value, unit)


class _Told:
    """Progress in words, now and then: how many are there, how many failed, and for how long it goes on."""

    def __init__(self, progress: Progress | None, runs: int, found: int) -> None:
        self._progress, self._runs, self._found, self._done = progress, runs, found, found
        self._begin = self._last = time.monotonic()

    def more(self, runs: int, failed: int) -> None:
        self._done += runs
        if time.monotonic() - self._last >= _PAUSE:
            self.now(failed)

    def now(self, failed: int, last: bool = False) -> None:
        self._last = time.monotonic()
        words = [f"{failed} failed"] if failed else []
        fresh, left = self._done - self._found, self._runs - self._done
        if fresh and left:
            words.append(f"{show((self._last - self._begin) / fresh * left, 's', 2)} left")
        if last:
            words.append("done")
        if self._progress is not None:
            self._progress(self._done, self._runs, ", ".join(words) or f"{self._done} there")
