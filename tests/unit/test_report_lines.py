"""Figures of lines that are written without matplotlib."""

from __future__ import annotations

import csv
import re
from xml.etree import ElementTree

import numpy as np
import pytest

from microthermal.report.blocks import Picture
from microthermal.report.drawing.axis import Axis, rounds
from microthermal.report.drawing.line_panel import LinePanel
from microthermal.report.drawing.lines import LineFigure
from microthermal.report.drawing.sheet import BLUE, GREEN
from microthermal.report.sections.zone.traces import temperature_traces


def _toy(name: str = "toy", x: Axis = Axis(0.0, 10.0, "x")) -> tuple[LineFigure, LinePanel]:  # noqa: B008 - frozen
    page = LineFigure(name, 520.0, 245.0)
    return page, page.panel((60.0, 508.0), (30.0, 42.0), x, Axis(0.0, 5.0), "Title")


@pytest.mark.parametrize("top", [0.02, 0.7, 1.0, 3.3, 7.1, 10.0, 42.0, 999.0, 1e5])
def test_an_axis_has_a_few_round_numbers(top: float) -> None:
    found = rounds(0.0, top)
    steps = np.diff(found)
    assert found[0] == 0.0
    assert top - steps[0] < found[-1] <= top
    assert 2 <= steps.size <= 5
    assert np.allclose(steps, steps[0], rtol=1e-9)
    assert float(f"{steps[0]:e}".split("e")[0]) in {1.0, 2.0, 2.5, 5.0}


def test_a_line_is_drawn_where_its_numbers_lie() -> None:
    page, panel = _toy()
    panel.line(np.array([0.0, 10.0]), np.array([0.0, 5.0]), BLUE, name="one")
    drawn = re.search(r'd="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)" clip-path', page.svg())
    assert drawn is not None
    # Points are three quarters of a CSS pixel.
    assert [float(one) / 0.75 for one in drawn.groups()] == pytest.approx([60.0, 203.0, 508.0, 30.0])


def test_bends_are_kept_and_straight_stretches_are_not() -> None:
    x = np.linspace(0.0, 10.0, 401)
    page, panel = _toy()
    panel.line(x, np.abs(x - 5.0), BLUE, name="bend")
    path = re.findall(r'd="(M[^"]+)" clip-path', page.svg())[0]
    points = np.array([[float(one) for one in part.split()] for part in path[1:].split("L")])
    assert len(points) < 60
    assert points[:, 1].max() == pytest.approx(0.75 * 203.0)  # the bend itself
    wanted = np.interp(points[:, 0], [45.0, 213.0, 381.0], [22.5, 152.25, 22.5])
    assert points[:, 1] == pytest.approx(wanted, abs=0.02)


def test_words_are_escaped_and_the_figure_is_xml() -> None:
    page, panel = _toy("strange", Axis(0.0, 10.0, "day -1", ticks=((0.0, "-1"), (10.0, "2"))))
    panel.line(np.array([0.0, 1.0]), np.array([1.0, 2.0]), GREEN, name="<one> & two")
    panel.legend([("<one> & two", GREEN)], 1)
    svg = page.svg()
    found = ElementTree.fromstring(svg)
    words = [one.text for one in found.iter("text")]
    assert {"Title", "<one> & two", "\N{MINUS SIGN}1"} <= set(words)
    rows = list(csv.DictReader(line for line in Picture(svg, "t", "a").numbers.splitlines() if line[0] != "#"))
    assert [(row["series"], row["kind"], row["x"], row["y"]) for row in rows] == [
        ("<one> & two", "line", "0", "1"), ("<one> & two", "line", "1", "2"),
    ]  # fmt: skip


def test_numbers_outside_the_panel_are_not_told() -> None:
    page, panel = _toy()
    panel.line(np.array([-1.0, 1.0, 11.0]), np.array([1.0, 2.0, 3.0]), BLUE, name="one")
    numbers = Picture(page.svg(), "t", "a").numbers
    assert [line for line in numbers.splitlines() if ",line," in line] == ["1,one,line,1,2,"]


def test_a_legend_that_is_wide_begins_inside_the_panel() -> None:
    page, panel = _toy()
    panel.legend([("a name that is longer than any panel is wide, and goes on and on and on and on and on", BLUE)], 1)
    drawn = re.search(r'd="M([\d.]+) [\d.]+h11.2"', page.svg())
    assert drawn is not None
    assert float(drawn[1]) == pytest.approx(49.0)


def test_a_logarithmic_axis_names_powers_of_ten_and_places_values_evenly() -> None:
    page, panel = _toy(x=Axis(0.01, 100.0, "x", log=True))
    panel.line(np.array([0.01, 1.0, 100.0]), np.array([1.0, 3.0, 1.0]), BLUE, name="one")
    svg = page.svg()
    assert re.findall(r">([\d.]+)</text>", svg)[:5] == ["0.01", "0.1", "1", "10", "100"]
    wide = Axis(1e-8, 1e8, "x", log=True).marks()[0]
    assert [words for _, words in wide] == ["10⁻⁸", "10⁻⁵", "10⁻²", "10¹", "10⁴", "10⁷"]
    drawn = re.search(r'd="M45.00 [\d.]+L([\d.]+) [\d.]+L381.00 [\d.]+" clip-path', svg)
    assert drawn is not None
    assert float(drawn[1]) == pytest.approx(213.0)


def test_a_legend_below_has_room_of_its_own_and_its_rows_stand_in_the_table() -> None:
    page = LineFigure("toy", 520.0, 245.0, [("one", BLUE, ""), ("two", GREEN, "3 2"), ("three", BLUE, "")], 2)
    panel = page.panel((60.0, 508.0), (30.0, 42.0), Axis(0.0, 1.0, "x"), Axis(1.0, 0.0, "down"), "Title")
    panel.line(np.array([0.0, 1.0]), np.array([0.0, 1.0]), BLUE, name="one")
    svg = page.svg()
    low = max(float(one) for one in re.findall(r'clip-path="[^"]+"', svg) and re.findall(r"V([\d.]+)H", svg))
    rows = [float(one) for one in re.findall(r'y="([\d.]+)"[^>]*>(?:one|two|three)<', svg)]
    assert min(rows) > low + 25.0
    assert max(rows) < 0.75 * 245.0
    assert "# panel 1: Title; x is x; y is down" in Picture(svg, "t", "a").numbers


@pytest.mark.parametrize("places", [(), ("surface", "250 µm deep")])
def test_temperatures_are_drawn_even_where_every_place_is_gone(places: tuple[str, ...]) -> None:
    time = np.geomspace(1e-5, 1.0, 50)
    celsius = 34.0 + 60.0 * np.exp(-time)[:, None] * np.ones(len(places))
    svg = temperature_traces(places, time, celsius, 3e-3)
    assert len(re.findall("stroke-width: 1.7", svg)) == 2 * len(places)  # each in the panel and in the legend
    assert "nan" not in svg
