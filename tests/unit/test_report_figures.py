"""Figures draw the numbers they are given, and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.results.grid import Grid
from microthermal.planning.records import CalendarEntry
from microthermal.report.drawing.sheet import sheet
from microthermal.report.sections.field.plan_view import meeting, positions
from microthermal.report.sections.plan.timeline import timeline
from microthermal.report.sections.weeks.course_panels import Curve, Panel, courses
from microthermal.report.sections.window.gauges import Gauge, gauges, narrow_gauges
from microthermal.report.sections.zone.cross_section import Map, Outline, cross_section
from microthermal.report.sections.zone.shell_map import FateBand, _border
from microthermal.zones.patterns import touching

pytestmark = pytest.mark.slow


def _words(svg: str) -> str:
    return " ".join("".join(node.itertext()) for node in ElementTree.fromstring(svg).iter("text"))


def test_words_of_a_gauge_are_on_the_figure() -> None:
    gauge = Gauge("Depth", "830 µm", 0.5, 0.7, 0.6, 0.9, "warn", "500 µm", "1 mm")
    for words in (_words(gauges((gauge,))), _words(narrow_gauges((gauge,)))):
        assert "Depth" in words
        assert "830 µm" in words
        assert "warning" in words
        assert "warn 500 µm, stop 1 mm" in words


def test_gauge_far_beyond_its_limit_stays_on_the_sheet() -> None:
    gauge = Gauge("Depth", "9 mm", 0.5, 1e9, -3.0, float("inf"), "stop", "500 µm", "1 mm")
    numbers = [float(number) for number in re.findall(r"[MLH](-?[\d.]+)", gauges((gauge,)))]
    assert 0.0 <= min(numbers) < max(numbers) <= 0.75 * 1060.0


def test_gauges_of_a_narrow_screen_stand_below_each_other_and_hold_no_numbers() -> None:
    long = Gauge(
        "Mean living tissue between a zone and its nearest neighbour, at least",
        "20 µm",
        0.3,
        0.4,
        0.3,
        0.9,
        "ok",
        "20 µm",
        "8 µm",
    )
    svg = narrow_gauges((long, long))
    assert "<metadata>" not in svg and 'class="narrow"' in svg
    rows = [float(row) for row in re.findall(r'<circle cx="[\d.]+" cy="([\d.]+)"', svg)]
    height = float(re.findall(r'viewBox="0 0 270 ([\d.]+)"', svg)[0])
    places = [float(row) for row in re.findall(r'<text x="[\d.]+" y="([\d.]+)"', svg)]
    assert rows[1] - rows[0] > 60.0 and max(places) < height and max(rows) < height


def test_fields_on_a_map_are_mirrored() -> None:
    edges = np.linspace(0, 1e-4, 11)
    z_edges = np.linspace(0, 2e-4, 21)
    values = np.tile(np.linspace(100, 30, 10), (20, 1))
    view = Map(
        grid=Grid(r_edges=edges, z_edges=z_edges), values=values, title="Heat", colours="viridis", unit="°C",
        removed=np.zeros((20, 10)), layers=(("Epidermis", 0.0, 1e-4), ("Dermis", 1e-4, 1e-3)),
        outlines=(Outline("Dead", "#000000", "-", values / 60),), marks=(("bulge", 1.5e-4),),
    )  # fmt: skip
    words = _words(cross_section("test", view, 2e-4, 1e-4))
    for word in ("Heat", "Epidermis", "Dermis", "Dead", "bulge", "50 µm"):
        assert word in words


def test_noise_in_the_last_bits_of_a_layout_does_not_reach_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    settle = ConstrainedLayoutEngine.execute

    def draw(noise: float) -> str:
        def execute(engine: ConstrainedLayoutEngine, figure: Any) -> None:
            settle(engine, figure)
            for axes in figure.axes:
                left, bottom, width, height = axes.get_position(original=True).bounds
                axes._set_position((left * (1 + noise), bottom, width * (1 - noise), height * (1 + noise)))

        monkeypatch.setattr(ConstrainedLayoutEngine, "execute", execute)
        days = np.array([0.0, 7.0, 30.0])
        return courses("days", Panel("T cells", (Curve("all", 1.0 - days / 90.0, 0.0 * days + 1.0),)), days, days)

    assert draw(0.0) == draw(3e-16)


@pytest.mark.parametrize("constant", [0.0, 1.0, 500.0])
def test_flat_fields_can_be_drawn(constant: float) -> None:
    view = Map(
        grid=Grid(r_edges=np.linspace(0, 1e-4, 4), z_edges=np.linspace(0, 1e-4, 4)), values=np.full((3, 3), constant),
        title="Flat", colours="viridis", unit="1", removed=np.zeros((3, 3)), layers=(), logarithmic=True,
    )  # fmt: skip
    assert "Flat" in _words(cross_section("flat", view, 1e-4, 1e-4))


@pytest.mark.parametrize("last", [5.0, 40.0, 180.0, 365.0])
def test_courses_of_any_length_can_be_drawn(last: float) -> None:
    days = np.linspace(0, last, 50)
    panel = Panel("Flow", (Curve("Perfusion", np.zeros(50), np.zeros(50)),))
    assert "Perfusion" in _words(courses("flow", panel, days, days, (2.0,)))


@pytest.mark.parametrize("layout", ["hexagonal", "square", "random"])
def test_positions_have_the_density_of_their_lattice(layout: str) -> None:
    pattern, side = Pattern(density=1e6, passes=3, layout=layout), 2e-2
    found = positions(pattern, side, np.random.default_rng(1))
    inside = ((found >= 0) & (found <= side)).all(axis=1).sum()
    # A rim of one pitch around 20 by 20 zones holds about a tenth of them.
    assert inside == pytest.approx(3e6 * side**2, rel=0.1)


@pytest.mark.parametrize(("layout", "passes"), [("hexagonal", 4), ("square", 3), ("random", 2), ("square", 1)])
def test_zones_of_the_examples_touch_as_often_as_the_numbers_say(layout: str, passes: int) -> None:
    pattern, side, radius = Pattern(density=1e6, passes=passes, layout=layout), 3e-3, 1.2e-4
    random = np.random.default_rng(1)
    examples = tuple(positions(pattern, side, random) for _ in range(4000))
    assert meeting(examples, side, 2.0 * radius) == pytest.approx(touching(radius, pattern), abs=0.02)


def test_fates_end_where_the_table_says_and_leave_no_gap_on_the_axis() -> None:
    z, end = np.linspace(5e-6, 2.95e-4, 30), 1.23e-4
    band = FateBand("dead", "#000000", np.sqrt(np.clip(1.2e-4 - z, 0.0, None)) * 1e-3, end)
    depths = np.array([0.0, 5e-6, 1.2e-4, end - 1e-9, end, 2e-4])
    border = _border(z, band, depths)
    assert border[0] == border[1] == band.border[0]
    assert border[3] > 0.0
    assert not border[4:].any()
    assert not _border(z, FateBand("none", "#000000", np.zeros(30), 0.0), depths).any()


def test_calendar_of_one_day_can_be_drawn() -> None:
    assert "Laser" in _words(timeline((CalendarEntry(day=0.0, until=0.0, title="Laser", text="", kind="laser"),)))


def test_reading_the_package_does_not_load_the_plotting_library() -> None:
    code = "import sys, microthermal.report; sys.exit('matplotlib' in sys.modules or 'jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _some_figure() -> str:
    with sheet("some", 400, 260) as page:
        axes = page.figure.add_subplot()
        for bend in range(8):
            axes.plot([0, 1, 2, bend], [0, 1, 4, 2], label=f"curve {bend} of $x^2$")
        axes.set_title("a title")
        axes.legend()
    return page.svg


def test_figures_drawn_in_two_threads_are_those_drawn_in_one() -> None:
    right = _some_figure()
    with ThreadPoolExecutor(2) as pool:
        assert set(pool.map(lambda _: _some_figure(), range(12))) == {right}


def test_settings_of_the_caller_are_neither_used_nor_changed() -> None:
    import matplotlib as mpl

    right = _some_figure()
    own = {"font.size": 23.0, "axes.grid": True, "svg.fonttype": "path", "svg.hashsalt": "mine", "lines.marker": "o"}
    with mpl.rc_context(own):
        before = dict(mpl.rcParams)
        with sheet("some", 100, 100) as page:
            page.figure.add_subplot()
            with ThreadPoolExecutor(1) as pool:
                assert pool.submit(lambda: mpl.rcParams["font.size"]).result() == 23.0
            mpl.rcParams["lines.markersize"] = 3.0
        assert mpl.rcParams["lines.markersize"] == 3.0
        assert _some_figure() == right
        assert dict(mpl.rcParams) == {**before, "lines.markersize": 3.0}
