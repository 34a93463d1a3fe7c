"""The treated skin cut open, to scale: layers, a follicle, zones at their mean distance or points of an injection."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from microthermal.domain.inputs.skin import Follicle
from microthermal.domain.results.flow import Damage
from microthermal.report.drawing.axis import Axis
from microthermal.report.drawing.line_panel import LinePanel
from microthermal.report.drawing.lines import LineFigure
from microthermal.report.drawing.shapes import area, discs, strokes
from microthermal.report.drawing.sheet import GREEN, INK, LEFT, MUTED, PURPLE
from microthermal.report.drawing.strokes import Key, fill, stroke
from microthermal.report.sections.opening.skin_shapes import Shape, vacuoles
from microthermal.report.sections.opening.skin_shapes import zones as zones_at

_MM = 1e3
# Colours of layers by what they are made of; paler downwards, so that zones are seen on all of them.
_TINTS = {
    "stratum_corneum": "#C9A386", "epidermis": "#DDB396", "papillary_dermis": "#F3D3C7", "reticular_dermis": "#F8E2D9",
    "dermis": "#F8E2D9", "fat": "#FBF0CF", "muscle": "#E7B9B4",
}  # fmt: skip
_PLAIN = "#EFEFEA"
# Width of a follicle on the picture [m]: that of no one hair, but to be seen.
_FOLLICLE = 1e-4
# Height of a line of small print on the page [CSS pixels], and the part of the width that zones or points stand in.
_LINE, _LEFT, _SPAN = 16.0, 0.14, 0.68
# Width of the figure, greatest size of the skin, room above and below it, a row of the legend [CSS pixels]; part of the
# depth that is shown above the surface.
_WIDTH, _ACROSS, _DOWN, _MARGINS, _ROW, _AIR = 520.0, 436.0, 540.0, (6.0, 42.0), 26.0, 0.03
# How far below a place words begin whose middle is there [lines of small print].
_SINK = 0.24
# Strength of what is within reach: layers are seen through it.
_REACH = 0.2
_HAIR, _ROOT = "#5B4636", "#A9826B"


@dataclass(frozen=True)
class Ground:
    """Skin that is drawn: layers (tissue, name, upper and lower border [m]) and where its follicles end."""

    layers: tuple[tuple[str, str, float, float], ...]
    follicle: Follicle

    def down_to(self, depth: float) -> Ground:
        """The same skin whose lowest layer goes on to a depth [m], as it does where heat is followed."""
        *above, (tissue, name, top, _) = self.layers
        return Ground((*above, (tissue, name, top, depth)), self.follicle)


@dataclass(frozen=True)
class Points:
    """Points of an injection: depth of the tip, distance of points and reach of each [m]."""

    depth: float
    spacing: float
    reach: float


def skin_picture(
    ground: Ground,
    width: float,
    depth: float,
    zones: tuple[Damage, float] | None,
    points: Points | None,
    torn: tuple[float, float] | None = None,
) -> str:
    """SVG of a cut through the skin.

    Parameters
    ----------
    ground : Ground
        The skin.
    width, depth : float
        How much of it is shown [m].
    zones : (Damage, float) or None
        Damage around one zone, and the mean distance of zones [m]; None where no laser is used.
    points : Points or None
        Where medicine is injected; None where none is, or where zones are shown.
    torn : (float, float), optional
        Depth and radius [m] of the vacuole that each microbeam leaves beside its zone.
    """
    tall = (1.0 + _AIR) * depth
    # To scale: as wide as there is room, or as high.
    each = min(_ACROSS / width, _DOWN / tall)
    across, down = each * width, each * tall
    shapes: list[Shape] = []
    if zones is not None:
        places = _places(zones[1], width)
        shapes = [*zones_at(zones[0], places), *([] if torn is None else [vacuoles(*torn, places)])]
    keys = [Key(one.name, one.colour, "", one.strength) for one in shapes]
    keys += [] if points is None else [Key("Within reach of a point", GREEN, "", _REACH)]
    page = LineFigure("skin", _WIDTH, sum(_MARGINS) + down + (_ROW if keys else 0.0), keys, 4)
    left = LEFT + 0.5 * (_ACROSS - across)
    y = Axis(depth * _MM, -_AIR * depth * _MM, "depth [mm]", bare=True)
    panel = page.panel((left, left + across), _MARGINS, Axis(0.0, width * _MM, "[mm]", bare=True), y, "")
    _layers(panel, ground, depth)
    _follicle(panel, ground.follicle, width, depth, _LINE / each)
    for shape in shapes:
        _draw(panel, shape)
    if points is not None:
        _points(panel, points, width)
    _names(panel, ground, depth, _LINE / each)
    return page.svg()


def _draw(panel: LinePanel, shape: Shape) -> None:
    area(panel, shape.outlines, fill(shape.colour, shape.strength), shape.name)
    strokes(panel, shape.rims, stroke(INK, 0.7))


def _layers(panel: LinePanel, ground: Ground, depth: float) -> None:
    for tissue, _, top, bottom in ground.layers:
        if top < depth:
            panel.bar((0.0, panel.x.high), (min(bottom, depth) * _MM, top * _MM), _TINTS.get(tissue, _PLAIN))


def _names(panel: LinePanel, ground: Ground, depth: float, least: float) -> None:
    for _, name, top, bottom in ground.layers:
        end = min(bottom, depth)
        # A layer thinner than its own name would only be covered by it.
        if top < depth and end - top > least:
            middle = (0.5 * (top + end) + _SINK * least) * _MM
            panel.say(name, 0.985 * panel.x.high, middle, INK, anchor="end")


def _follicle(panel: LinePanel, follicle: Follicle, width: float, depth: float, line: float) -> None:
    """A hair at the left edge: where its bulge and its papilla lie decides what zones and needles reach."""
    if follicle.density <= 0.0:
        return
    place, wide = 0.06 * width * _MM, 0.5 * _FOLLICLE * _MM
    end = min(follicle.papilla_depth, depth) * _MM
    panel.bar((place - wide, place + wide), (0.0, end), _ROOT, 0.35)
    strokes(panel, (np.array([[place, -_AIR * depth * _MM], [place, end]]),), stroke(_HAIR, 1.6))
    for name, level in (("bulge", follicle.bulge_depth), ("papilla", follicle.papilla_depth)):
        if level < depth:
            panel.symbol(place, level * _MM, _HAIR, "disc", name)
            panel.say(name, place + 0.02 * width * _MM, (level + _SINK * line) * _MM, INK)


def _places(distance: float, width: float) -> list[float]:
    """Where zones or points stand that lie a distance [m] apart [mm]."""
    count = max(int(_SPAN * width / distance), 1)
    first = _LEFT * width + 0.5 * (_SPAN * width - (count - 1) * distance)
    return [(first + number * distance) * _MM for number in range(count)]


def _points(panel: LinePanel, points: Points, width: float) -> None:
    places, depth = _places(points.spacing, width), points.depth * _MM
    tips = np.column_stack((places, np.full(len(places), depth)))
    discs(panel, tips, points.reach * _MM, GREEN, strength=_REACH)
    for place in places:
        strokes(panel, (np.array([[place, 0.0], [place, depth]]),), stroke(MUTED, 1.2))
        panel.symbol(place, depth, PURPLE, "down")
