"""Figures follow the page, light or dark; pictures of skin and scales of colours keep their light paper."""

from __future__ import annotations

import re

import pytest
from tests.reference import pages

from microthermal.report.blocks import Beside, Folded, Part, Picture
from microthermal.report.drawing.inks import INKS, follows, with_variables
from microthermal.report.figures import _variables, alone, on_both_papers, on_light_paper

pytestmark = pytest.mark.xdist_group("reference pages")

# Inks that words are written in, and those of lines and marks beside them; the rest are fills behind words.
WORDS, LINES = (
    ("ink", "muted", "warn", "stop", "accent"),
    ("blue", "sky", "green", "orange", "vermilion", "purple", "amber"),
)
BEHIND = ("paper", "ok-soft", "warn-soft", "stop-soft")


def _light(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, two: str) -> float:
    low, high = sorted((_light(one), _light(two)))
    return (high + 0.05) / (low + 0.05)


def _inks(*, dark: bool) -> dict[str, str]:
    return {name: _variables(dark=dark)[f"--figure-{name}"] for name in INKS.values()}


def test_every_ink_has_a_value_on_both_papers_and_the_light_one_is_its_own() -> None:
    light, dark = _inks(dark=False), _inks(dark=True)
    assert {ink: light[name] for ink, name in INKS.items()} == {ink: ink for ink in INKS}
    assert dark.keys() == light.keys() and all(dark[name] != light[name] for name in light)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_words_and_lines_are_seen_on_their_paper(dark: bool) -> None:
    inks = _inks(dark=dark)
    for name in WORDS:
        assert _contrast(inks[name], inks["paper"]) >= 4.5, name
    for name in LINES if dark else ():
        assert _contrast(inks[name], inks["paper"]) >= 3.0, name
    for name in BEHIND:
        assert _contrast(inks["ink"], inks[name]) >= 7.0, name


def test_a_drawing_with_a_colour_of_its_own_or_an_image_does_not_follow() -> None:
    assert follows('<path style="fill: #0072B2; stroke: #ffffff"/>')
    assert not follows('<path style="fill: #f8e2d9"/>') and not follows('<image href="data:"/>')
    assert follows('<use href="#a1b2c3"/>'), "a link is no colour"
    assert with_variables('<path id="#1f2933" style="stroke: #1F2933"/>') == (
        '<path id="#1f2933" style="stroke: var(--figure-ink)"/>'
    )


def _pictures(parts: tuple[Part, ...]) -> list[Picture]:
    found: list[Picture] = []
    for part in parts:
        if isinstance(part, Picture):
            found.append(part)
        elif isinstance(part, Beside | Folded):
            found += _pictures(part.parts)
    return found


@pytest.mark.slow
def test_figures_of_a_page_follow_it_or_say_that_they_do_not() -> None:
    pages.page("simulation")
    kinds = {
        kind: _pictures(block.parts)
        for kind in ("glance", "zone", "healing", "window")
        if (block := pages.block("simulation", kind)) is not None
    }
    assert all("data-paper" not in one.svg for one in kinds["healing"])
    assert any("data-paper" in one.svg for one in kinds["zone"]) and "data-paper" in kinds["glance"][0].svg
    for one in (*kinds["healing"], *kinds["zone"]):
        lone, both = alone("x", one.title, one.alt, one.svg).svg, on_both_papers(one.title, one.alt, one.svg)
        assert "var(" not in lone and lone.startswith("<svg xmlns")
        assert ("prefers-color-scheme" in both) == ("data-paper" not in one.svg)
        assert re.sub(r"\s", "", on_light_paper(one.svg)).count("var(") == 0
