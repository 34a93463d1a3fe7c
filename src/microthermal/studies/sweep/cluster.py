"""Tasks on a Dask cluster: any of its processes may go, and this one only asks again for what it has not got."""

from __future__ import annotations

import itertools
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from queue import Empty, SimpleQueue
from typing import Any, Final

from microthermal.errors import InputError, MicrothermalError, WorkerError

# How long nobody may answer at the address of the scheduler [s], and the pause between two tries.
PATIENCE: Final = 120.0
_PAUSE: Final = 0.2
_CONNECT: Final = 5.0
# How often it is looked whether the scheduler is still there [s].
_GLANCE: Final = 1.0
# Tasks in flight for each worker, so that none waits for this process; and at least so many.
_AHEAD, _LEAST = 3, 8
# How often one task may end its worker before it is no accident.
_DEATHS: Final = 12


def on_cluster(
    address: str, patience: float = PATIENCE
) -> Callable[[Iterable[Any], Callable[[Any], Any]], Iterator[Any]]:
    """Something that runs tasks on the cluster of a scheduler, and gives each result as soon as it is there.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``"tcp://host:8786"``.
    patience : float, optional
        How long nobody may answer there [s].

    Raises
    ------
    InputError
        If Dask is not installed, or the address is none.
    """
    try:
        import distributed
    except ImportError:
        text = "needs Dask, which is not installed; install it with: pip install 'microthermal[cluster]'"
        raise InputError(f"--cluster: {text}") from None
    if "://" not in address:
        raise InputError(f"--cluster: '{address}' is no address of a scheduler; write for example tcp://host:8786")
    # What it says of processes that come and go is what this module is for.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    return lambda tasks, work: _as_done(distributed, address, patience, tasks, work)


def _as_done(
    distributed: Any, address: str, patience: float, tasks: Iterable[Any], work: Callable[[Any], Any]
) -> Iterator[Any]:
    waiting, deaths = _Waiting(tasks), {}  # type: ignore[var-annotated]
    while not waiting.empty():
        client = _connected(distributed, address, patience)
        flight = _Flight()
        try:
            while not waiting.empty() or flight.flying:
                _send(client, waiting, flight, work)
                for future in _ended(client, flight):
                    found = _result(distributed, future)
                    task = flight.flying.pop(future)
                    if found is None:
                        deaths[id(task)] = deaths.get(id(task), 0) + 1
                        if deaths[id(task)] > _DEATHS:
                            raise WorkerError(
                                f"one task has ended {_DEATHS} workers of the cluster; perhaps memory ran out"
                            )
                        waiting.again(task)
                        continue
                    yield found[0]
        except _Lost:
            for task in flight.flying.values():
                waiting.again(task)
        finally:
            _leave(client)


class _Lost(Exception):  # noqa: N818 - no error: the scheduler has gone, and another one is looked for
    """The scheduler does not answer any more."""


class _Flight:
    """Futures on the cluster with their tasks, and those that have landed."""

    def __init__(self) -> None:
        self.flying: dict[Any, Any] = {}
        self.landed: SimpleQueue[Any] = SimpleQueue()


class _Waiting:
    """Tasks that have not been given to the cluster, those first that it has lost."""

    def __init__(self, tasks: Iterable[Any]) -> None:
        self._lost: deque[Any] = deque()
        self._rest = iter(tasks)

    def empty(self) -> bool:
        if self._lost:
            return False
        following = next(self._rest, None)
        if following is None:
            return True
        self._rest = itertools.chain((following,), self._rest)
        return False

    def take(self) -> Any:
        return self._lost.popleft() if self._lost else next(self._rest)

    def again(self, task: Any) -> None:
        self._lost.append(task)


def _connected(distributed: Any, address: str, patience: float) -> Any:
    """Client of the scheduler, waited for."""
    end = time.monotonic() + patience
    while True:
        try:
            return distributed.Client(address, timeout=_CONNECT, set_as_default=False)
        except ValueError as error:
            raise InputError(f"--cluster: '{address}' is no address of a scheduler: {error}") from None
        except OSError:
            if time.monotonic() > end:
                text = f"no scheduler has answered at {address} for {patience:.0f} s"
                raise WorkerError(f"{text}; what is done is kept: start it, and run the same command again") from None
            time.sleep(_PAUSE)


def _send(client: Any, waiting: _Waiting, flight: _Flight, work: Callable[[Any], Any]) -> None:
    most = max(_LEAST, _AHEAD * len(client.scheduler_info(n_workers=-1)["workers"]))
    while len(flight.flying) < most and not waiting.empty():
        task = waiting.take()
        try:
            future = client.submit(work, task, pure=False)
        except (CancelledError, OSError, RuntimeError):  # the client has noticed before us that nobody is there
            waiting.again(task)
            raise _Lost from None
        flight.flying[future] = task
        future.add_done_callback(flight.landed.put)


def _ended(client: Any, flight: _Flight) -> list[Any]:
    """Futures that have ended, waited for; a scheduler that has gone is noticed within a second."""
    while flight.flying:
        if client.status != "running":
            raise _Lost
        try:
            found = [flight.landed.get(timeout=_GLANCE)]
        except Empty:
            continue
        while not flight.landed.empty():
            found.append(flight.landed.get())
        return found
    return []


def _result(distributed: Any, future: Any) -> tuple[Any] | None:
    """Result of a future; None if its worker was ended."""
    if future.status in ("cancelled", "lost"):
        raise _Lost
    if future.status == "error":
        error = future.exception()
        if isinstance(error, distributed.scheduler.KilledWorker):
            return None
        if isinstance(error, MicrothermalError):
            raise error
        raise WorkerError(f"a worker of the cluster failed: {type(error).__name__}: {error}")
    try:
        return (future.result(timeout=_CONNECT),)
    except (CancelledError, OSError):
        raise _Lost from None


def _leave(client: Any) -> None:
    try:
        client.close(timeout=1.0)
    except (OSError, RuntimeError):  # there is nobody any more whom one could leave
        return
