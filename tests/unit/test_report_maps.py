"""Maps, areas and discs of figures that are written at once."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from tests.reference import synthetic

from microthermal.report.blocks import Picture
from microthermal.report.drawing.axis import Axis
from microthermal.report.drawing.contours import areas, lines
from microthermal.report.drawing.line_panel import LinePanel
from microthermal.report.drawing.lines import LineFigure
from microthermal.report.drawing.palettes import palette, shade
from microthermal.report.drawing.raster import cells, png, shades
from microthermal.report.drawing.shapes import area, discs, picture
from microthermal.report.drawing.sheet import BLUE
from microthermal.report.drawing.strokes import Key, dashes_of, fill
from microthermal.report.sections.field.warmth_picture import warmth_picture


def _toy(keys: tuple[Key, ...] = ()) -> tuple[LineFigure, LinePanel]:
    page = LineFigure("toy", 400.0, 300.0, keys)
    return page, page.panel((50.0, 350.0), (20.0, 80.0), Axis(-3.0, 3.0, "r"), Axis(2.0, 0.0, "z"), "Map")


def _colours(file: bytes) -> np.ndarray:
    """Red, green and blue of each dot of a PNG of a table of colours whose rows are told by those above them."""
    assert file[:8] == b"\x89PNG\r\n\x1a\n"
    held, place = {}, 8
    while place < len(file):
        length, name = struct.unpack(">I4s", file[place : place + 8])
        data = file[place + 8 : place + 8 + length]
        assert struct.unpack(">I", file[place + 8 + length : place + 12 + length])[0] == zlib.crc32(name + data)
        held[name], place = data, place + 12 + length
    columns, rows, depth, kind = struct.unpack(">IIBB", held[b"IHDR"][:10])
    assert (depth, kind) == (8, 3)
    told = np.frombuffer(zlib.decompress(held[b"IDAT"]), dtype=np.uint8).reshape(rows, columns + 1)
    assert set(told[:, 0].tolist()) == {2}
    dots = np.cumsum(told[:, 1:].astype(np.int64), axis=0) % 256
    return np.frombuffer(held[b"PLTE"], dtype=np.uint8).reshape(-1, 3)[dots]


def test_an_image_holds_the_colours_that_were_asked_for() -> None:
    dots = np.random.default_rng(1).integers(0, 256, (7, 5)).astype(np.uint8)
    assert np.array_equal(_colours(png(dots, palette("viridis"))), palette("viridis")[dots])


@pytest.mark.parametrize("name", ["YlOrRd", "inferno", "viridis"])
def test_scales_of_colours_are_those_that_are_known_by_their_names(name: str) -> None:
    from matplotlib import colormaps

    known = np.array([colormaps[name](number)[:3] for number in range(256)]) * 255.0
    assert np.abs(palette(name).astype(float) - known).max() < 2.5
    assert shade(name, 0.0) == f"#{bytes(palette(name)[0].tolist()).hex()}"
    assert shade(name, 1.0) == f"#{bytes(palette(name)[255].tolist()).hex()}"


def test_shades_run_from_one_end_to_the_other_evenly_or_in_the_logarithm() -> None:
    values = np.array([-5.0, 0.0, 5.0, 10.0, 50.0])
    assert shades(values, 0.0, 10.0).tolist() == [0, 0, 128, 255, 255]
    assert shades(np.array([0.0, 0.01, 1.0, 100.0]), 0.01, 100.0, log=True).tolist() == [0, 0, 128, 255]
    assert shades(values, 3.0, 3.0).tolist() == [0] * 5


def test_dots_show_the_cells_in_which_they_lie() -> None:
    found = cells(np.array([0.0, 1.0, 3.0]), 0.0, 4.0, 3.0 / 8.0 * 8.0)
    assert found.tolist() == [0, 0, 1, 1, 1, 1, 1, 1]


def test_a_map_is_mirrored_and_tells_each_cell_once() -> None:
    page, panel = _toy()
    values = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    picture(panel, (np.arange(4.0), np.array([0.0, 0.5, 2.0])), values, "viridis", (1.0, 6.0), log=False)
    svg = page.svg()
    held = re.search(r'href="data:image/png;base64,([^"]+)"', svg)
    assert held is not None
    dots = _colours(base64.b64decode(held[1]))
    assert np.array_equal(dots, dots[:, ::-1])
    assert np.array_equal(dots[0, -1], palette("viridis")[int(256 * 0.4)]) and np.array_equal(
        dots[-1, 0], palette("viridis")[255]
    )
    rows = [line.split(",") for line in Picture(svg, "t", "a").numbers.splitlines() if ",map," in line]
    told = {(float(r), float(z)): float(value) for *_, r, z, value in rows}
    assert told == {
        (r, z): values[row, column]
        for row, z in enumerate((0.25, 1.25))
        for column, r in enumerate((0.5, 1.5, 2.5))
    }  # fmt: skip
    assert 'data-paper="light"' in svg and "var(--figure-ink)" not in svg


def test_an_area_has_its_holes_and_a_line_runs_where_the_field_passes_its_level() -> None:
    x, y = np.linspace(-2.0, 2.0, 81), np.linspace(-2.0, 2.0, 81)
    radius = np.hypot(*np.meshgrid(x, y))
    (ring,) = areas(x, y, radius, 0.5, 1.5)
    sizes = sorted(float(np.hypot(*one.T).mean()) for one in ring)
    assert sizes == pytest.approx([0.5, 1.5], abs=0.01)
    (line,) = lines(x, y, radius, 1.0)
    assert np.hypot(*line.T) == pytest.approx(1.0, abs=0.002)
    assert lines(x, y, radius, 9.0) == [] and areas(x, y, radius, 8.0, 9.0) == []


def test_areas_and_discs_stand_in_the_table_and_in_the_legend() -> None:
    page, panel = _toy((Key("one", BLUE, "", 0.4), Key("two", "#123456", "3 2")))
    area(panel, [np.array([[-1.0, 0.5], [1.0, 0.5], [0.0, 1.5]])], fill(BLUE, 0.4), "one")
    discs(panel, np.array([[-2.0, 1.0], [2.0, 1.0]]), 0.3, "#123456")
    area(panel, [], fill(BLUE))
    svg = page.svg()
    found = ElementTree.fromstring(svg)
    wide = [re.findall(r"stroke-width: ([\d.]+); stroke-linecap: round", one.get("style", "")) for one in found]
    assert ["22.50"] in wide  # 0.6 of the 6 that 300 CSS pixels show, in points
    numbers = Picture(svg, "t", "a").numbers
    assert "1,one,area,-1,0.5," in numbers and "1,,marks,2,1," in numbers
    assert {"one", "two"} <= {one.text for one in found.iter("text")}


def test_a_figure_of_inks_alone_follows_its_page() -> None:
    page, panel = _toy()
    area(panel, [np.array([[-1.0, 0.5], [1.0, 0.5], [0.0, 1.5]])], fill(BLUE))
    assert "data-paper" not in page.svg() and "var(--figure-blue)" in page.svg()


def test_dashes_grow_with_their_line() -> None:
    assert dashes_of("-", 2.0) == "" and dashes_of("--", 2.0) == "7.4 3.2" and dashes_of((0, (5, 1.5)), 2.0) == "10 3"


def test_an_axis_of_one_place_is_drawn() -> None:
    assert Axis(3.0, 3.0).at(np.array([3.0]), 0.0, 8.0).tolist() == [0.0]
    assert next(words for _, words in Axis(3.0, 3.0).marks()[0]) == "3"


def test_warmth_of_a_moment_and_without_a_map_is_drawn() -> None:
    warming = synthetic.simulation().lattice.warming
    assert warming is not None
    one = np.zeros(1)
    short = replace(warming, time=one, trace=one, map=replace(warming.map, x=one, y=one, rise=np.zeros((1, 1))))
    assert "the map was not kept" in warmth_picture(short, None)
    whole = warmth_picture(warming, None)
    assert "At the end, from above" in whole and "nan" not in whole
