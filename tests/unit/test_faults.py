"""Damaged files, killed and rival writers, full disks: a few of each; ``make fuzz`` has a thousand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.fuzz import faults

pytestmark = [
    pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="limits and processes of POSIX"),
]  # fmt: skip


def test_a_damaged_run_is_refused_in_a_sentence(tmp_path: Path) -> None:
    assert faults.runs(12, tmp_path) == {"refused": 12}


def test_a_run_of_another_version_is_refused(tmp_path: Path) -> None:
    faults.versions(tmp_path)


def test_a_damaged_result_that_was_kept_is_made_again(tmp_path: Path) -> None:
    assert faults.results(60, tmp_path) == {"made again": 60}


def test_damaged_machine_code_is_not_run(tmp_path: Path) -> None:
    assert faults.kernels(200, tmp_path)["compiled again"] > 190


def test_a_damaged_library_is_read_anew(tmp_path: Path) -> None:
    assert faults.libraries(60, tmp_path) == {"read anew": 60}


def test_who_is_killed_while_saving_leaves_a_whole_file(tmp_path: Path) -> None:
    assert sum(faults.kills(5, tmp_path).values()) == 5


def test_two_writers_of_one_file_leave_one_whole_file(tmp_path: Path) -> None:
    assert faults.two_writers(3, tmp_path)


def test_a_full_disk_costs_no_result(tmp_path: Path) -> None:
    faults.full_disks(tmp_path)
