"""The same bits for any number of threads and workers, and however a process was started."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from tests.verification import same_answers

from microthermal.cache import forget

# What libraries read when they are loaded: threads of their own.
THREADS = ("NUMBA_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@cache
def alone() -> dict[str, str]:
    """One thread, one worker, in this process, nothing remembered."""
    forget()
    return same_answers.answers(1)


@pytest.mark.parametrize("workers", [2, 3])
def test_threads_and_workers_change_no_bit(workers: int) -> None:
    expected = alone()["simulation"]
    # The key of light holds no threads: what is remembered would be compared with itself.
    forget()
    start = same_answers.simulation(workers)
    assert same_answers.of_simulation(start) == expected
    assert same_answers.of_timing(start, workers) == alone()["timing"]
    # Spawned processes; those of a plan with two workers are compared in the journeys.
    if workers == 2:
        assert same_answers.of_window(workers) == alone()["window"]
    else:
        assert same_answers.of_plan(workers) == alone()["plan"]


@pytest.mark.skipif(sys.platform == "win32", reason="no process is forked there")
def test_a_forked_process_and_threads_of_libraries_change_no_bit() -> None:
    root = Path(__file__).parents[2]
    environment = {**os.environ, **dict.fromkeys(THREADS, "3"), "PYTHONPATH": os.pathsep.join([str(root), *sys.path])}
    done = subprocess.run(
        [sys.executable, "-m", "tests.verification.same_answers"], env=environment, cwd=root, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == alone()
