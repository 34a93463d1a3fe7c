"""The README opens with pictures that every clone has, and that are light."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_it_opens_with_a_zone_and_shows_a_report_before_the_first_heading() -> None:
    assert README.startswith("# microthermal\n\n![")
    pictures = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", README.partition("\n## ")[0])
    assert [path for _, path in pictures] == ["docs/pictures/zone.png", "docs/pictures/report.png"]
    assert all(len(words) > 30 for words, _ in pictures)  # for those who hear the page instead of seeing it


def test_pictures_and_pages_that_it_names_are_there_and_light() -> None:
    for path in re.findall(r"\]\(([^):]+)\)", README):
        file = ROOT / path
        assert file.is_file(), path
        if file.suffix == ".png":
            assert file.read_bytes().startswith(b"\x89PNG")
            assert file.stat().st_size < 300_000
