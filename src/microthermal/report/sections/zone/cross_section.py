"""The zone cut open: a map mirrored about the axis, outlines of the endpoints, layers, follicle, scale bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from microthermal.domain.results.grid import Grid
from microthermal.quantity import Array
from microthermal.report.drawing.axis import Axis, rounds
from microthermal.report.drawing.contours import areas, lines
from microthermal.report.drawing.line_panel import LinePanel
from microthermal.report.drawing.lines import LineFigure
from microthermal.report.drawing.shapes import area, picture, plate, scale_of_colours, strokes
from microthermal.report.drawing.sheet import INK, LEFT
from microthermal.report.drawing.strokes import Key, dashes_of, fill, stroke

_UM: Final = 1e6
# Colours of a needle: insulated, and bare; of borders of layers.
_COAT, _METAL, _BORDER = "#52606D", "#CBD2D9", "#7B8794"
# Size, and the right edge of the map, beside which the scale of colours stands [CSS pixels].
_WIDTH, _HEIGHT, _RIGHT, _MARGINS = 520.0, 560.0, 448.0, (24.0, 42.0)
# Width of outlines [points].
_LINE: Final = 1.6
# Part of the depth below which a layer is thinner than its name, and that words and the bar lie from its edges.
_THIN, _ABOVE, _LOWEST, _RIM = 0.035, 0.018, 0.975, 0.97


@dataclass(frozen=True)
class Outline:
    """A threshold to be drawn: label, colour, line style, and a field that is 1 on the line (z, r)."""

    label: str
    colour: str
    line: Any
    field: Array


@dataclass(frozen=True)
class Needle:
    """A needle that is drawn where it stands: its radius, and where its bare tip begins and ends [m]."""

    radius: float
    top: float
    point: float


@dataclass(frozen=True)
class Map:
    """What is drawn: words, colours, grid, values (z, r), and the depths at which layers begin [m].

    ``span`` is what the colours stand for at their ends, where several maps are to be compared; else it is that of the
    values.
    """

    title: str
    unit: str
    colours: str
    grid: Grid
    values: Array
    removed: Array
    layers: tuple[tuple[str, float, float], ...]
    outlines: tuple[Outline, ...] = ()
    marks: tuple[tuple[str, float], ...] = ()
    logarithmic: bool = False
    hollow: bool = True
    span: tuple[float, float] | None = None
    needle: Needle | None = None
    across: str = "distance from the beam axis [µm]"


def cross_section(name: str, view: Map, depth: float, radius: float) -> str:
    """SVG of a map of one cylinder, mirrored left and right.

    Parameters
    ----------
    name : str
        Word for the ids of this figure.
    view : Map
        What is drawn.
    depth, radius : float
        How much of the cylinder is shown [m].
    """
    deep, wide = depth * _UM, radius * _UM
    drawn = [(outline, dashes_of(outline.line, _LINE)) for outline in view.outlines if _reached(outline)]
    keys = [Key(outline.label, outline.colour, dash) for outline, dash in drawn]
    keys += [Key(label, colour, "", 1.0) for label, _, _, colour in _parts(view.needle)]
    page = LineFigure(name, _WIDTH, _HEIGHT, keys, 2)
    x = Axis(-wide, wide, view.across, ticks=tuple((at, f"{abs(at):g}") for at in rounds(-wide, wide)))
    panel = page.panel((LEFT, _RIGHT), _MARGINS, x, Axis(deep, 0.0, "depth [µm]"), view.title)
    picture(panel, (view.grid.r_edges * _UM, view.grid.z_edges * _UM), view.values, view.colours, *_span(view))
    _borders(panel, view, depth)
    for outline, dash in drawn:
        found = lines(*_mirrored(view, np.log10(np.clip(outline.field, 1e-12, 1e12))), 0.0)
        # A pale line below the coloured one keeps it visible on dark and on light ground.
        strokes(panel, found, "stroke: #ffffff; stroke-width: 2.8; stroke-opacity: 0.5")
        strokes(panel, found, stroke(outline.colour, _LINE, dash))
        points = np.concatenate(found)
        panel.tell(outline.label, "area", points[:, 0], points[:, 1])
    _channel(panel, view)
    for label, top, end, colour in _parts(view.needle):
        side = (view.needle.radius if view.needle else 0.0) * _UM
        corners = np.array([[-side, top], [side, top], [side, end], [-side, end]])
        area(panel, (corners,), f"{fill(colour)}; stroke: {INK}; stroke-width: 0.8", label)
    _words(panel, view, depth)
    _scale_bar(panel, deep, wide)
    (low, high), log = _span(view)
    panel.put(scale_of_colours(panel, view.colours, Axis(low, high, view.unit, log=log)))
    return page.svg()


def _span(view: Map) -> tuple[tuple[float, float], bool]:
    """What the ends of the colours stand for, and whether they are even in the logarithm."""
    top = float(np.max(view.values))
    if view.logarithmic:
        return (max(top * 1e-3, 1e-12), max(top, 1e-9)), True
    return view.span or (float(view.values.min()), top), False


def _mirrored(view: Map, field: Array) -> tuple[Array, Array, Array]:
    r, whole = view.grid.r, np.concatenate([field[:, ::-1], field], axis=1)
    # The uppermost centres stand for the surface too, so that lines reach it.
    z = np.concatenate([[0.0], view.grid.z])
    return np.concatenate([-r[::-1], r]) * _UM, z * _UM, np.concatenate([whole[:1], whole])


def _reached(outline: Outline) -> bool:
    return bool(outline.field.min() < 1.0 < outline.field.max())


def _channel(panel: LinePanel, view: Map) -> None:
    if view.removed.max() < 0.5:
        return
    where = _mirrored(view, view.removed)
    if view.hollow:
        for one in areas(*where, 0.5, 1.5):
            area(panel, one, fill("#ffffff"))
    strokes(panel, lines(*where, 0.5), stroke(INK if view.hollow else "#ffffff", 1.0))


def _parts(needle: Needle | None) -> list[tuple[str, float, float, str]]:
    """Parts of a needle: label, where each begins and ends [µm], colour."""
    if needle is None:
        return []
    top, point = needle.top * _UM, needle.point * _UM
    parts = [("insulated shaft", 0.0, top, _COAT), ("bare tip", top, point, _METAL)]
    return [one for one in parts if one[2] > one[1]]


def _borders(panel: LinePanel, view: Map, depth: float) -> None:
    wide = panel.x.high
    for top in (top for _, top, _ in view.layers if 0.0 < top < depth):
        across = np.array([[-wide, top * _UM], [wide, top * _UM]])
        strokes(panel, (across,), f"{stroke(_BORDER, 0.7)}; stroke-opacity: 0.8")
    for mark in (mark for _, mark in view.marks if mark < depth):
        strokes(panel, (np.array([[-wide, mark * _UM], [wide, mark * _UM]]),), stroke(INK, 1.0, "2 2"))


def _words(panel: LinePanel, view: Map, depth: float) -> None:
    """Names of layers at the right, unless a layer is thinner than its name, and of marks at the left."""
    side = _RIM * panel.x.high
    for label, top, bottom in view.layers:
        end = min(bottom, depth)
        if top < depth and end - top > _THIN * depth:
            plate(panel, label, (side, 0.5 * (top + end) * _UM), "end")
    for label, mark in view.marks:
        if mark < depth:
            plate(panel, label, (-side, (mark - _ABOVE * depth) * _UM), "start")


def _scale_bar(panel: LinePanel, deep: float, wide: float) -> None:
    length = next(one for one in (1000.0, 100.0, 50.0) if wide >= 1.5 * one or one == 50.0)
    right, level = _RIM * wide, _LOWEST * deep
    bar = np.array([[right - length, level], [right, level]])
    for colour, width in (("#ffffff", 5.5), (INK, 3.0)):
        strokes(panel, (bar,), stroke(colour, width).replace("round", "butt"))
    panel.tell("scale bar", "line", bar[:, 0], bar[:, 1])
    plate(panel, "1 mm" if length == 1000.0 else f"{length:.0f} µm", (right - 0.5 * length, level), "middle", 9.0)
