"""Numbers of a figure are those that it draws, and stand beside it on the page."""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ElementTree
from urllib.parse import unquote

import numpy as np
import pytest
from tests.reference import pages, synthetic

from microthermal.domain.results.grid import Grid
from microthermal.report.blocks import Picture
from microthermal.report.drawing.sheet import sheet
from microthermal.report.figures import figures
from microthermal.report.sections.weeks.course_panels import Curve, Panel, courses
from microthermal.report.sections.zone.cross_section import Map, Outline, cross_section

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reference pages")]


def _rows(svg: str) -> list[dict[str, str]]:
    text = Picture(svg, "title", "words for those who cannot see").numbers
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def test_points_of_curves_are_those_that_were_given() -> None:
    with sheet("toy", 400, 300) as page:
        axes = page.figure.add_subplot()
        axes.plot([0.0, 1.0, 2.5], [3.0, 4.0, 5.0], label="one, two & <three>")
        axes.plot([0.0, 2.0], [1.0, 1.0])
        axes.axhline(2.0)
        axes.set(xlabel="day", ylabel="depth [µm]", xlim=(0, 2))
    rows = [row for row in _rows(page.svg) if row["series"] == "one, two & <three>"]
    assert [(float(row["x"]), float(row["y"])) for row in rows] == [(0.0, 3.0), (1.0, 4.0)]  # what lies in the panel
    assert "# panel 1: x is day; y is depth [µm]" in Picture(page.svg, "t", "a").numbers
    assert not [row for row in _rows(page.svg) if float(row["y"]) == 2.0]


def test_days_of_a_split_axis_are_days() -> None:
    days = np.array([0.0, 1.0, 7.0, 14.0, 60.0, 180.0])
    levels = np.array([1.0, 3.0, 2.0, 1.5, 1.2, 1.0])
    band = (days, 0.5 * levels, 2.0 * levels)
    rows = _rows(courses("days", Panel("Panel", (Curve("MMP-9", levels, 0.0 * days, band),)), days, days))
    treated = [row for row in rows if (row["series"], row["kind"]) == ("MMP-9", "line")]
    assert [float(row["x"]) for row in treated] == pytest.approx(days.tolist())
    assert [float(row["y"]) for row in treated] == pytest.approx(levels.tolist())
    assert {row["series"] for row in rows} == {"MMP-9", "MMP-9 (dashed)"}
    assert max(float(row["y"]) for row in rows if row["kind"] == "area") == pytest.approx(6.0, rel=0.5)


def test_a_map_tells_its_values_and_its_outlines_by_name() -> None:
    edges, z_edges = np.linspace(0, 1e-4, 5), np.linspace(0, 2e-4, 9)
    values = np.arange(32.0).reshape(8, 4) + 30.0
    grid = Grid(r_edges=edges, z_edges=z_edges)
    view = Map(
        grid=grid, values=values, title="Heat", colours="viridis", unit="°C", removed=np.zeros((8, 4)), layers=(),
        outlines=(Outline("Dead", "#AA0000", "-", np.tile(np.geomspace(100.0, 1e-3, 8)[:, None], 4)),),
    )  # fmt: skip
    rows = _rows(cross_section("test", view, 2e-4, 1e-4))
    told = {(float(row["x"]), float(row["y"])): float(row["value"]) for row in rows if row["kind"] == "map"}
    assert len(told) == 32
    expected = {
        (round(1e6 * r, 3), round(1e6 * z, 3)): values[j, i] for i, r in enumerate(grid.r) for j, z in enumerate(grid.z)
    }
    assert {(round(x, 3), round(y, 3)): value for (x, y), value in told.items()} == pytest.approx(expected, rel=1e-3)
    assert {row["series"] for row in rows if row["kind"] == "area"} == {"Dead"}
    assert {row["series"] for row in rows if row["kind"] == "line"} == {"scale bar"}


@pytest.mark.parametrize("result", ["simulation", "plan", "front"])
def test_each_figure_of_a_page_has_its_numbers_one_click_away(result: str) -> None:
    tree = ElementTree.fromstring(pages.page(result).replace("<!DOCTYPE html>", "").strip())
    drawn = list(tree.iter("figure"))
    assert len(drawn) > 3
    for figure in drawn:
        (link,) = (one for one in figure.iter("a") if one.get("download"))
        text = unquote(link.attrib["href"].removeprefix("data:text/csv;charset=utf-8,"))
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        assert lines[0] == "panel,series,kind,x,y,value"
        assert len(lines) > 1
        assert "nan" not in text
        assert re.fullmatch(r"[a-z0-9_]+\.csv", link.attrib["download"])
        assert link.attrib["aria-label"].startswith("Numbers of this figure")
        assert not list(figure.iter("metadata"))  # they stand there once


def test_a_figure_that_leaves_the_page_takes_its_numbers_along() -> None:
    for figure in figures(synthetic.results()["simulation"], "zone").values():
        held = ElementTree.fromstring(figure.svg).find("{http://www.w3.org/2000/svg}metadata")
        assert held is not None and "panel,series,kind,x,y,value" in (held.text or "")
