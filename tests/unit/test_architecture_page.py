"""The page on architecture is true of the code: its picture, its packages and rooms, and the files of its traces."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from tests.guides.reading import blocks

ROOT = Path(__file__).parents[2]
CODE = ROOT / "src" / "microthermal"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"][0]
# Rooms whose own rooms the page need not name: a table of a floor would become a list of folders.
# Column at which the words beside the picture begin.
_WORDS = 49
DEEPEST = ("report/sections", "web/static", "report/live", "report/templates")


def picture(page: Path) -> list[set[str]]:
    """Packages of each line of the picture of floors, from the top."""
    drawn = next(text for _, language, text, _ in blocks(page) if not language and "errors" in text)
    names = [{hit[0] for hit in re.finditer(r"[a-z]+", line) if hit.start() < _WORDS} for line in drawn.splitlines()]
    return [line for line in names if line]


def rooms() -> dict[str, set[str]]:
    """Packages with the names of the folders of code in each, however deep."""
    found: dict[str, set[str]] = {}
    for path in sorted(CODE.rglob("__init__.py")):
        inside = path.parent.relative_to(CODE)
        if not inside.parts or any(inside.as_posix().startswith(f"{room}/") for room in DEEPEST):
            continue
        found.setdefault(inside.parts[0], set()).update(inside.parts[1:])
    return found


def table() -> dict[str, str]:
    """Text of the row of each package."""
    rows = re.search(r"^\| package \|.*?\n\n", PAGE, re.S | re.M)
    assert rows is not None
    return {name: row for row in rows[0].strip().splitlines()[2:] for name in re.findall(r"`(\w+)`", row.split("|")[1])}


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md"])
def test_the_picture_has_the_floors_that_are_checked(page: str) -> None:
    drawn = picture(ROOT / page)
    assert drawn == [{name.strip() for name in layer.split("|")} for layer in LAYERS["layers"]]


def test_each_package_has_a_row_and_each_room_its_name_there() -> None:
    listed, found = table(), rooms()
    assert set(found) - set(listed) == set()
    assert [f"{name}/{room}" for name in found for room in sorted(found[name]) if f"{room}" not in listed[name]] == []


def test_rooms_of_a_row_are_there() -> None:
    for name, row in table().items():
        for path in re.findall(r"`([a-z_/]+)`", row.split("|")[3]):
            places = [CODE / name / path, CODE / name / "results" / path, CODE / name / "inputs" / path]
            assert any(place.is_dir() for place in [*places, *CODE.glob(f"{name}/*/{path}")]) or "_" in path, (
                name,
                path,
            )


def test_files_of_traces_and_of_questions_are_there() -> None:
    parts = PAGE.partition("**Where is it?**")[2].partition("## The floors")[0]
    parts += PAGE.partition("## How many hands")[2].partition("## Habits")[0]
    named = set(re.findall(r"`([a-z_]+/[a-z_/.]*)`", parts))
    assert len(named) > 25
    assert [name for name in sorted(named) if not (CODE / name).exists()] == []
