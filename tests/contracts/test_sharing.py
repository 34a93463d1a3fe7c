"""Files of tests that share what they compute name their group so that the workers' scheduler can read it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.conftest import group_of, pytest_configure

TESTS = Path(__file__).parents[1]
MARK = "pytest.mark.xdist_" + "group("


def test_each_file_that_names_a_group_shares_it_with_another() -> None:
    naming = [path for path in TESTS.rglob("test_*.py") if MARK in path.read_text(encoding="utf-8")]
    names = {path: group_of(path.relative_to(TESTS.parent).as_posix()) for path in naming}
    assert naming and not [path.name for path, name in names.items() if name.endswith(".py")]
    alone = [name for name, files in Counter(names.values()).items() if files == 1]
    assert not alone


def test_a_file_without_a_group_is_its_own() -> None:
    assert group_of("tests/contracts/test_sharing.py") == "tests/contracts/test_sharing.py"


@pytest.mark.parametrize(("stated", "found"), [(None, "0"), ("3", "3")])
def test_a_run_ends_when_a_worker_dies_unless_a_number_of_others_is_stated(stated: str | None, found: str) -> None:
    config = SimpleNamespace(option=SimpleNamespace(maxworkerrestart=stated))
    pytest_configure(config)  # type: ignore[arg-type]
    assert config.option.maxworkerrestart == found
    pytest_configure(SimpleNamespace(option=SimpleNamespace()))  # type: ignore[arg-type]  # without pytest-xdist
