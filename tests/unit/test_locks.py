"""One process at a time: who waits, who need not, and what a killed process leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from microthermal.files import alone

HOLD = """
import sys, time
from pathlib import Path
from microthermal.files import alone
with alone(Path(sys.argv[1]), sys.argv[2], 0.0) as held:
    print(held, flush=True)
    time.sleep(60)
"""
# It waits for a line, so that two of them begin at the same time.
COMPILE = """
import sys
import numpy as np
from microthermal.numerics.damage.contours import last_crossing
print("ready", flush=True)
sys.stdin.readline()
last_crossing(np.array([0.0, 1.0]), np.array([1.0, 0.0]), 0.5, 1.0)
print(len(last_crossing.made))
"""


def started(*command: str, **more: str) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)} | more
    return subprocess.Popen(
        [sys.executable, "-c", *command], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_one_process_at_a_time_until_it_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "made" / "lock"
    holder = started(HOLD, str(file), "one")
    try:
        assert holder.stdout.readline() == "True\n"
        with alone(file, "one", 0.1) as held:
            assert not held
        with alone(file, "another", 0.0) as held:
            assert held
    finally:
        holder.kill()
        holder.communicate()
    with alone(file, "one", 5.0) as held:
        assert held


def test_a_block_within_a_block_and_an_error(tmp_path: Path) -> None:
    with alone(tmp_path / "lock", "one", 0.0) as outer, alone(tmp_path / "lock", "one", 0.0) as inner:
        assert (outer, inner) == (True, True)
    with pytest.raises(ZeroDivisionError), alone(tmp_path / "lock", "one", 0.0):
        raise ZeroDivisionError
    holder = started(HOLD, str(tmp_path / "lock"), "one")
    try:
        assert holder.stdout.readline() == "True\n"
    finally:
        holder.kill()
        holder.communicate()


def test_without_a_file_nobody_waits(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with alone(tmp_path / "file" / "lock", "one", 60.0) as held:
        assert not held


@pytest.mark.slow
def test_a_kernel_is_compiled_by_one_of_two_processes_and_read_by_the_other(tmp_path: Path) -> None:
    both = [started(COMPILE, NUMBA_CACHE_DIR=str(tmp_path)) for _ in range(2)]
    for process in both:
        assert process.stdout.readline() == "ready\n"
    for process in both:
        process.stdin.write("\n")
        process.stdin.flush()
    said = sorted(process.communicate()[0] for process in both)
    assert said == ["0\n", "1\n"]
