"""Work done in order or side by side, with the same answers in the same order."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from typing import Any


@contextmanager
def executor(workers: int) -> Iterator[Callable[[list[Any], Callable[[int, str], None]], list[Any]]]:
    """Something that runs a list of calls in order or side by side, and gives their results in order."""
    if workers <= 1:
        yield _one_by_one
        return
    # Spawned workers share no threads with their parent, whichever libraries it has loaded.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=workers, mp_context=context) as pool:

        def side_by_side(work: list[Any], tell: Callable[[int, str], None]) -> list[Any]:
            futures = {pool.submit(function, *args): (index, text) for index, (function, args, text) in enumerate(work)}
            results: list[Any] = [None] * len(work)
            for done, future in enumerate(as_completed(futures), start=1):
                index, text = futures[future]
                results[index] = future.result()
                tell(done, text)
            return results

        yield side_by_side


def _one_by_one(work: list[Any], tell: Callable[[int, str], None]) -> list[Any]:
    results = []
    for done, (function, args, text) in enumerate(work, start=1):
        results.append(function(*args))
        tell(done, text)
    return results
