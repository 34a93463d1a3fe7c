"""Warmth between the zones: over depth, over time, and from above."""

from __future__ import annotations

from typing import Final

import numpy as np

from microthermal.domain.inputs.goal import Limit
from microthermal.domain.results.field import RiseMap, Warming
from microthermal.report.drawing.axis import Axis
from microthermal.report.drawing.contours import areas
from microthermal.report.drawing.line_panel import LinePanel
from microthermal.report.drawing.lines import LineFigure
from microthermal.report.drawing.palettes import shade
from microthermal.report.drawing.shapes import area, scale_of_colours
from microthermal.report.drawing.sheet import BLUE, LEFT, MUTED, ORANGE, STOP, VERMILION
from microthermal.report.drawing.strokes import fill

# Size of the figure, edges of its panels over depth and over time, and room above and below them [CSS pixels].
_WIDTH, _HEIGHT, _DEPTH, _TIME, _MARGINS = 1060.0, 340.0, (LEFT, 344.0), (412.0, 668.0), (24.0, 42.0)
# Left edge of the view from above, and how wide it may become [CSS pixels].
_ABOVE, _WIDEST = 742.0, 250.0
# Deepest place that is shown [mm]; parts of the scale of colours, and its name.
_DEEPEST, _PARTS, _COLOURS = 3.0, 8, "inferno"
_WARN: Final = "#8A6100"


def warmth_picture(warming: Warming, limit: Limit | None) -> str:
    """SVG of the rise over depth, over time, and from above at the end."""
    page = LineFigure("field-heat", _WIDTH, _HEIGHT)
    _over_depth(page, warming, limit)
    most = 1.15 * max(float(warming.trace.max()), 0.1)
    x = Axis(float(warming.time[0]), float(warming.time[-1]), "time since the first pulse [s]")
    y = Axis(0.0, most, "rise in the middle, cell mean [°C]", grid=True)
    page.panel(_TIME, _MARGINS, x, y, "Over time").line(warming.time, warming.trace, VERMILION)
    _from_above(page, warming.map)
    return page.svg()


def _over_depth(page: LineFigure, warming: Warming, limit: Limit | None) -> None:
    curves = (
        (warming.peak, VERMILION, "peak midway between zones"),
        (warming.start, BLUE, "before a pulse, hottest"),
        (warming.end, ORANGE, "end, cell mean"),
    )
    most = 1.05 * max(float(max(values.max() for values, _, _ in curves)), 0.1)
    y = Axis(min(_DEEPEST, float(warming.z.max()) * 1e3), 0.0, "depth [mm]")
    panel = page.panel(_DEPTH, _MARGINS, Axis(0.0, most, "rise [°C]", grid=True), y, "Over depth")
    for values, colour, label in curves:
        panel.line(values, warming.z * 1e3, colour, name=label)
    if limit is not None:
        _marks(panel, limit)
    panel.legend([(label, colour) for _, colour, label in curves], 1, below=True)


def _marks(panel: LinePanel, limit: Limit) -> None:
    """Marks of the limit, which judges the peak, where they are within the panel."""
    for mark, colour, word in ((limit.warn, _WARN, "warn"), (limit.stop, STOP, "stop")):
        if 0 < mark < panel.x.high:
            panel.upright(mark, colour, "3.7 1.6")
            panel.say(word, mark - 0.01 * panel.x.high, 0.05 * panel.y.low, colour, anchor="end")


def _from_above(page: LineFigure, seen: RiseMap) -> None:
    if min(seen.rise.shape, default=0) < 2:
        edges = (_ABOVE, _ABOVE + _WIDEST)
        panel = page.panel(edges, _MARGINS, Axis(0.0, 1.0), Axis(0.0, 1.0), "", framed=False)
        panel.say("the map was not kept", 0.5, 0.5, MUTED, anchor="middle")
        return
    x, y = seen.x * 1e3, seen.y * 1e3
    across, down = float(x[-1] - x[0]), float(y[-1] - y[0])
    room = _HEIGHT - sum(_MARGINS)
    # To scale: as high as there is room, or as wide.
    each = min(_WIDEST / across, room / down)
    low = _MARGINS[1] + 0.5 * (room - each * down)
    panel = page.panel(
        (_ABOVE, _ABOVE + each * across), (_HEIGHT - low - each * down, low),
        Axis(float(x[0]), float(x[-1]), "across the lines [mm]"),
        Axis(float(y[0]), float(y[-1]), "along the slow axis [mm]"), "At the end, from above",
    )  # fmt: skip
    levels = np.linspace(0.0, max(float(seen.rise.max()), 0.1), _PARTS + 1)
    colours = [shade(_COLOURS, (part + 0.5) / _PARTS) for part in range(_PARTS)]
    rise = np.maximum(seen.rise, 0.0)
    for number, (low_end, high_end, colour) in enumerate(zip(levels[:-1], levels[1:], colours, strict=True)):
        # What is no warmer than nothing belongs to the lowest part, and the warmest place to the highest.
        ends = (low_end if number else -1.0, high_end if number + 1 < _PARTS else 2.0 * high_end)
        found = [outline for one in areas(x, y, rise, *ends) for outline in one]
        area(panel, found, fill(colour), f"from {low_end:.4g} on")
    ticks = tuple((level, f"{level:.2g}") for level in levels.tolist())
    panel.put(scale_of_colours(panel, _COLOURS, Axis(0.0, float(levels[-1]), "rise [°C]", ticks=ticks), colours))
