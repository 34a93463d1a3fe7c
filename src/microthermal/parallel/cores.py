"""How many cores this process may use."""

from __future__ import annotations

import os
import threading
from typing import Final

_one_in_all = False
_own: Final = threading.local()


def cores() -> int:
    """Cores that this thread may use: those the system allows it, and one in a worker or beside other threads.

    Notes
    -----
    A large machine lends a job some of its cores (``taskset``, a queue, a container); using as many threads as the
    machine has cores would then make them wait for each other.
    """
    if counts_one():
        return 1
    if hasattr(os, "process_cpu_count"):  # Python 3.13
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def use_one_core() -> None:
    """Count one core from now on; for worker processes, which are as many as there are cores."""
    global _one_in_all
    _one_in_all = True


def count_one_here() -> None:
    """Count one core from now on in this thread, beside which others do the same work."""
    _own.beside_others = True


def counts_one() -> bool:
    """Whether this thread counts one core because others do the same work beside it: a worker process, or a thread."""
    return _one_in_all or getattr(_own, "beside_others", False)
