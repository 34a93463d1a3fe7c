"""The same work for many items in threads that stop early when the whole is stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from typing import Final, TypeVar

from microthermal.parallel.cores import count_one_here, counts_one

Item = TypeVar("Item")
Result = TypeVar("Result")
_own: Final = threading.local()


def side_by_side(threads: int, work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """Results of a function for every item, in the order of the items; see :func:`one_by_one`."""
    return list(one_by_one(threads, work, items))


def one_by_one(threads: int, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """Results of a function for every item, in the order of the items, each as soon as those before it are given.

    When one call fails, or the caller is interrupted, no further call begins, and those that run end at their next
    :func:`may_stop`; the caller does not wait for them.

    Parameters
    ----------
    threads : int
        How many run at once. Each counts one core: what it asks for side by side in turn runs in it, one by one.
    work : callable
        Function of an item; compiled kernels inside leave the interpreter free.
    items : iterable
        What it is called with.
    """
    if threads <= 1 and counts_one():
        for item in items:
            may_stop()
            yield work(item)
        return
    stopped = threading.Event()

    def one(item: Item) -> Result:
        _own.stopped = stopped
        may_stop()
        return work(item)

    pool = ThreadPoolExecutor(threads, initializer=count_one_here)
    try:
        yield from pool.map(one, items)
    except BaseException:
        stopped.set()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def may_stop() -> None:
    """Point at which a long call in a thread ends if its caller has been interrupted.

    Raises
    ------
    concurrent.futures.CancelledError
        If nobody waits for the result any more.
    """
    stopped = getattr(_own, "stopped", None)
    if stopped is not None and stopped.is_set():
        raise CancelledError
