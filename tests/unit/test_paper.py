"""The draft of a paper: its parts, its length, and each work that it cites in its list."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAD, TEXT = re.fullmatch(
    r"---\n(.*?)\n---\n(.*)", (ROOT / "paper/paper.md").read_text(encoding="utf-8"), re.S
).groups()
WORKS = dict(
    re.findall(r"^@\w+\{(\w+),\n(.*?)^\}", (ROOT / "paper/paper.bib").read_text(encoding="utf-8"), re.S | re.M)
)
PARTS = (
    "Summary", "Statement of need", "State of the field", "Software design", "Research impact statement",
    "AI usage disclosure", "Acknowledgements", "References",
)  # fmt: skip


def test_its_parts_are_those_that_the_journal_asks_for() -> None:
    assert re.findall(r"^# (.+)$", TEXT, re.M) == list(PARTS)
    for field in ("title", "tags", "authors", "affiliations", "date", "bibliography"):
        assert re.search(rf"^{field}:", HEAD, re.M)


def test_it_is_as_long_as_the_journal_wants() -> None:
    assert 750 <= len(re.sub(r"\[@[^\]]*\]", "", TEXT).split()) <= 1750


def test_it_cites_what_its_list_holds_and_the_list_says_how_each_was_read() -> None:
    cited = set(re.findall(r"@(\w+)", TEXT))
    assert cited == set(WORKS)
    assert [key for key, entry in WORKS.items() if not re.search(r"note = \{[^}]+\}", entry)] == []


def test_works_of_the_library_are_cited_as_it_has_them() -> None:
    library = (ROOT / "src/microthermal/library/sources.bib").read_text(encoding="utf-8")
    for key, entry in WORKS.items():
        found = re.search(rf"^@\w+\{{{key},\n(.*?)^\}}", library, re.S | re.M)
        assert (found is not None) == ("as in the library" in entry), key
        if found is not None:
            for field in ("title", "year", "doi"):
                words = re.findall(rf"^  {field} = \{{(.*)\}},$", found[1], re.M)
                assert words == re.findall(rf"^  {field} = \{{(.*)\}},$", entry, re.M), (key, field)


def test_it_says_what_the_program_is_not() -> None:
    assert "not medical advice" in TEXT and "drives no device" in TEXT
