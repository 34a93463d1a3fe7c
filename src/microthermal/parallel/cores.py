"""How many cores this process may use."""

from __future__ import annotations

import os

_limit: int | None = None


def cores() -> int:
    """Cores that this process may use: those the system allows it, and one in a worker process.

    Notes
    -----
    A large machine lends a job some of its cores (``taskset``, a queue, a container); using as many threads as the
    machine has cores would then make them wait for each other.
    """
    if _limit is not None:
        return _limit
    if hasattr(os, "process_cpu_count"):  # Python 3.13
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def use_one_core() -> None:
    """Count one core from now on; for worker processes, which are as many as there are cores."""
    global _limit
    _limit = 1
