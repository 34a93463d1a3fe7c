"""Logarithmic axes of figures: powers of ten as text, small marks as one line that is no number of the figure."""

from __future__ import annotations

import re

import pytest

from microthermal.report.blocks import Picture
from microthermal.report.drawing.sheet import sheet


def drawn(values: list[float], along: str = "y") -> Picture:
    with sheet("decades", 400, 300, (40.0, 8.0, 8.0, 40.0)) as page:
        axes = page.figure.add_subplot()
        places = list(range(len(values)))
        axes.plot(*((places, values) if along == "y" else (values, places)), label="course")
        axes.set(**{f"{along}scale": "log", f"{along}lim": (values[0], values[-1])})
    return Picture(page.svg, "Decades", "words")


@pytest.mark.parametrize("along", ["x", "y"])
def test_powers_are_text_and_small_marks_one_line(along: str) -> None:
    picture = drawn([1e-3, 1e-1, 1e3], along)
    words = re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)
    assert {"10⁻³", "10⁰", "10³"} <= {word.strip() for word in words}
    # Eight marks in each of six decades.
    assert len(re.findall(r"<use ", picture.svg)) >= 48
    assert "small marks" not in picture.numbers and picture.numbers.count("course") == 3


def test_a_span_of_less_than_a_decade_keeps_its_own_marks() -> None:
    # As 2 times a power: without it nothing would stand at the axis.
    assert "×" in drawn([2.0, 3.0, 9.0]).svg


def test_numbers_are_linked_letter_by_letter() -> None:
    link = drawn([1e-3, 1e3]).numbers_link
    assert link.startswith("data:text/csv;charset=utf-8,%23 panel 1") and "%0A" in link and '"' not in link
