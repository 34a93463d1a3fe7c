"""The page of faults names tests, headings and sources that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "theory" / "faults.md"
TEXT = PAGE.read_text(encoding="utf-8")
ROWS = [line for line in TEXT.splitlines() if re.match(r"\| \d+ \|", line)]


def slug(heading: str) -> str:
    """Anchor of a heading, as the builder of the pages makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_fault_has_its_line() -> None:
    assert {int(row.split("|")[1]) for row in ROWS} == set(range(1, 13))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[2].strip().replace(" ", "_")[:40])
def test_its_tests_are_there(row: str) -> None:
    cell, path, names = row.split("|")[3], None, 0
    for file, name in re.findall(r"`([\w/.]*)::(\w+)`", cell):
        path = ROOT / "tests" / file if file else path
        assert path is not None and re.search(rf"^def {name}\(", path.read_text(encoding="utf-8"), re.MULTILINE), name
        names += 1
    assert names == cell.count("::") > 0


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[2].strip().replace(" ", "_")[:40])
def test_its_sources_are_known(row: str) -> None:
    _, _, _, _, theory, source, _ = row.split("|")
    known = (ROOT / "src/microthermal/library/sources.bib").read_text(encoding="utf-8")
    known += "".join((PAGE.parent / page).read_text(encoding="utf-8") for page in re.findall(r"\((\w+\.md)", theory))
    for key in re.findall(r"[A-Z]\w+\d{4}", source):
        assert key in known, key
    assert source.strip()


def test_its_headings_are_there() -> None:
    links = re.findall(r"\((\w+\.md)#([^)]+)\)", TEXT)
    assert len(links) > 12
    for page, anchor in links:
        lines = (PAGE.parent / page).read_text(encoding="utf-8").splitlines()
        assert anchor in {slug(line.lstrip("# ")) for line in lines if line.startswith("#")}, (page, anchor)
