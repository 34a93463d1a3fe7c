"""Worker processes for calls that come one by one: each result as soon as it is there, whatever becomes of a worker."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from typing import Any, Final

from microthermal.errors import WorkerError
from microthermal.parallel.processes import Call, Worker, started

# Workers that may be ended from outside, one after the other without a result between, before it is no accident.
_DEATHS: Final = 8
# Calls that a worker has at once: the one that runs, and the next.
_AHEAD: Final = 2


def as_done(work: Iterable[Call], workers: int) -> Iterator[Any]:
    """Results of calls in the order in which they are there.

    Parameters
    ----------
    work : iterable of Call
        What is called; asked for as workers become free.
    workers : int
        Processes; with one, the calls run in this process. They end with the iterator, however it ends.

    Raises
    ------
    WorkerError
        If one worker after another is ended from outside. A call whose worker was ended is given to another one.
    """
    if workers <= 1:
        for function, args, _ in work:
            yield function(*args)
        return
    with _team() as team:
        yield from _side_by_side(iter(work), workers, team)


@contextmanager
def _team() -> Iterator[list[Worker]]:
    team: list[Worker] = []
    try:
        yield team
    finally:
        for worker in team:
            worker.end()


def _side_by_side(work: Iterator[Call], workers: int, team: list[Worker]) -> Iterator[Any]:
    again: deque[Call] = deque()
    # Calls that each worker has, in their order: the next one lies in its pipe, so that it never waits for us.
    given: dict[object, tuple[Worker, deque[Call]]] = {}
    deaths = 0
    while True:
        _fill(work, again, given, workers, team)
        if not given:
            return
        for pipe in wait([worker.pipe for worker, _ in given.values()]):
            worker, calls = given[pipe]
            answer = worker.answer()
            if answer is None:
                deaths += 1
                worker.end()
                team.remove(worker)
                del given[pipe]
                again.extend(calls)
                if deaths > _DEATHS:
                    text = f"{deaths} worker processes were ended one after the other, the last at {calls[0][2]}"
                    raise WorkerError(f"{text}; perhaps memory runs out: try again with --workers 1")
                continue
            deaths = 0
            calls.popleft()
            yield answer[0]


def _fill(
    work: Iterator[Call],
    again: deque[Call],
    given: dict[object, tuple[Worker, deque[Call]]],
    workers: int,
    team: list[Worker],
) -> None:
    """Give every worker as much as it may have, those with the least first; one that has nothing more is not asked."""
    for many in range(1, _AHEAD + 1):
        while True:
            hungry = [pair for pair in given.values() if len(pair[1]) < many]
            if not hungry and len(given) >= workers:
                break
            call = again.popleft() if again else next(work, None)
            if call is None:
                break
            if hungry:
                worker, calls = hungry[0]
            else:
                worker, calls = started(), deque()
                team.append(worker)
                given[worker.pipe] = worker, calls
            with suppress(OSError):  # a worker that has ended is noticed when its answer is read
                worker.pipe.send(call[:2])
            calls.append(call)
    for pipe in [pipe for pipe, (_, calls) in given.items() if not calls]:
        worker, _ = given.pop(pipe)
        worker.end()
        team.remove(worker)
