"""Worker processes: calls side by side, with the same answers in the same order; none outlives its parent."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pickle import PicklingError
from typing import Any, Final, TypeAlias

from microthermal.errors import WorkerError
from microthermal.parallel.cores import use_one_core

# Function, its arguments, and a few words that say what it does.
Call: TypeAlias = tuple[Callable[..., Any], tuple[Any, ...], str]
Tell: TypeAlias = Callable[[int, str], None]
RunAll: TypeAlias = Callable[[list[Call], Tell], list[Any]]

# Libraries of linear algebra start a thread for each core, in every worker, unless these say otherwise.
_THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_living: set[BaseProcess] = set()
_starting = threading.Lock()
# A signal to the whole group ends workers a moment before their parent: it is given time to end, too [s].
_GRACE = 1.0


@contextmanager
def executor(workers: int) -> Iterator[RunAll]:
    """Something that runs a list of calls in order or side by side, and gives their results in order.

    Parameters
    ----------
    workers : int
        Processes; with one, the calls run in this process. They end with the block, however it ends.
    """
    if workers <= 1:
        yield _one_by_one
        return
    team: list[Worker] = []
    try:
        yield partial(_side_by_side, team, workers)
    finally:
        for worker in team:
            worker.end()


def end_workers() -> None:
    """End all worker processes of this process at once; for its very end, in any thread."""
    _starting.acquire(timeout=_GRACE)  # held for good: no worker starts any more
    for process in tuple(_living):
        with suppress(ValueError, OSError):
            process.kill()
            process.join(_GRACE)


def _one_by_one(work: list[Call], tell: Tell) -> list[Any]:
    results = []
    for done, (function, args, text) in enumerate(work, start=1):
        results.append(function(*args))
        tell(done, text)
    return results


@dataclass(frozen=True)
class Worker:
    """A worker process, and the pipe by which it is asked."""

    process: BaseProcess
    pipe: Connection

    def end(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        _living.discard(self.process)

    def answer(self) -> tuple[Any] | None:
        """Its result, raised if that is an error; None if the process was ended from outside."""
        try:
            value, error, trace = self.pipe.recv()
        except (EOFError, OSError):
            return None
        if error is not None:
            error.add_note(f"in a worker process:\n{trace}")
            raise error
        return (value,)


def _side_by_side(team: list[Worker], workers: int, work: list[Call], tell: Tell) -> list[Any]:
    while len(team) < min(workers, len(work)):
        team.append(started())
    results: list[Any] = [None] * len(work)
    waiting = deque(range(len(work)))
    busy: dict[object, tuple[Worker, int]] = {}
    for worker in team[: len(work)]:
        busy[worker.pipe] = _give(worker, work, waiting.popleft())
    done = 0
    while busy:
        for pipe in wait([worker.pipe for worker, _ in busy.values()]):
            worker, index = busy.pop(pipe)
            results[index] = _answer(worker)
            if waiting:
                busy[pipe] = _give(worker, work, waiting.popleft())
            done += 1
            tell(done, work[index][2])
    return results


def _give(worker: Worker, work: list[Call], index: int) -> tuple[Worker, int]:
    function, args, _ = work[index]
    with suppress(OSError):  # a worker that has ended is noticed when its answer is read
        worker.pipe.send((function, args))
    return worker, index


def _answer(worker: Worker) -> Any:
    answer = worker.answer()
    if answer is None:
        worker.process.join()
        time.sleep(_GRACE)
        code = worker.process.exitcode or 0
        how = f"by signal {-code}" if code < 0 else f"with code {code}"
        text = f"a worker process was ended {how}, perhaps because memory ran out; try again with --workers 1"
        raise WorkerError(text)
    return answer[0]


def started() -> Worker:
    """Start a worker process."""
    # Spawned workers share no threads with their parent, whichever libraries it has loaded.
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there,), daemon=True)
    with _starting, _deaf(), _single_threaded():
        process.start()
        _living.add(process)
    there.close()
    return Worker(process, here)


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C in a terminal reaches every process of the group; workers are ended by their parent alone.

    They take the blocked signal over, before any of their own code runs.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it would unblock the signal when the first worker starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _single_threaded() -> Iterator[None]:
    unset = [name for name in _THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(unset, "1"))
    try:
        yield
    finally:
        for name in unset:
            os.environ.pop(name, None)


def _serve(pipe: Connection) -> None:
    """Life of a worker: one call after another, until its parent has no more or is gone."""
    use_one_core()
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    while True:
        try:
            answer = _called(pipe)
            try:
                pipe.send(answer)
            except (PicklingError, TypeError, AttributeError) as error:
                pipe.send((None, TypeError(f"the result of a worker cannot be sent: {error}"), traceback.format_exc()))
        except (EOFError, OSError):  # the parent has no more, or has gone
            return


def _called(pipe: Connection) -> tuple[Any, Exception | None, str]:
    asked = pipe.recv_bytes()
    try:
        function, args = pickle.loads(asked)
        return function(*args), None, ""
    except Exception as error:
        return None, error, traceback.format_exc()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
