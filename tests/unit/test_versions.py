"""Bounds of dependencies: each has a lower end that can be installed by itself, and Pythons agree with each other."""

from __future__ import annotations

import subprocess

import pytest
from tests.versions.bounds import ROOT, oldest, oldest_pins, project, pythons, requirements
from tests.versions.extras import unchecked

PROJECT = project()
EXTRAS = tuple(PROJECT["project"]["optional-dependencies"])


@pytest.mark.parametrize("requirement", requirements(PROJECT, EXTRAS))
def test_every_dependency_states_its_oldest_version(requirement: str) -> None:
    name, version = oldest(requirement).split("==")
    assert requirement.startswith(f"{name}>={version}")


def test_an_open_end_is_refused() -> None:
    with pytest.raises(ValueError, match="no lower bound"):
        oldest("numpy<3")


def test_pins_hold_what_builds_the_package_too() -> None:
    assert any(pin.startswith("hatchling==") for pin in oldest_pins(PROJECT, ("dev",)))


def test_a_dependency_that_stands_twice_has_one_range() -> None:
    listed = requirements(PROJECT, EXTRAS)
    names = [oldest(item).split("==")[0] for item in listed]
    assert len(names) == len(set(names))


def test_pythons_begin_where_the_package_does() -> None:
    assert PROJECT["project"]["requires-python"].startswith(f">={pythons(PROJECT)[0]},")


def test_each_extra_has_a_check_of_what_needs_it() -> None:
    assert unchecked() == set()


def test_the_source_archive_takes_every_folder_and_page_of_the_repository() -> None:
    # Left out: folders that tools of one platform or of one person's editor need.
    taken = set(PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"])
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {name.partition("/")[0] for name in listed.splitlines()} - taken <= {".ci", ".gitignore"}
