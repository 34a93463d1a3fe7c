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
    busy: dict[object, tuple[Worker, Call]] = {}
    free: list[Worker] = []
    deaths = 0
    while True:
        while len(busy) < workers:
            call = again.popleft() if again else next(work, None)
            if call is None:
                break
            if not free:
                team.append(started())
                free.append(team[-1])
            worker = free.pop()
            with suppress(OSError):  # a worker that has ended is noticed when its answer is read
                worker.pipe.send(call[:2])
            busy[worker.pipe] = worker, call
        if not busy:
            return
        for pipe in wait([worker.pipe for worker, _ in busy.values()]):
            worker, call = busy.pop(pipe)
            answer = worker.answer()
            if answer is None:
                deaths += 1
                worker.end()
                team.remove(worker)
                again.append(call)
                if deaths > _DEATHS:
                    text = f"{deaths} worker processes were ended one after the other, the last at {call[2]}"
                    raise WorkerError(f"{text}; perhaps memory runs out: try again with --workers 1")
                continue
            deaths = 0
            free.append(worker)
            yield answer[0]
