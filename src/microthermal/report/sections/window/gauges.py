"""The therapeutic window: one bar per limit with its warn and stop marks, the number and its band."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

import numpy as np

from microthermal.report.drawing.axis import Axis
from microthermal.report.drawing.line_panel import LinePanel
from microthermal.report.drawing.lines import LineFigure
from microthermal.report.drawing.sheet import ACCENT, BLUE, INK, MUTED, STOP

_CALM, _CARE, _HARM, _WARN = "#DCEBF4", "#FBE8C4", "#F3D3CF", "#8A6100"
# Each bar is scaled so that its stop mark stands at the same place; the bar ends a little beyond.
_STOP_AT, _END = 1.0, 1.3
# Width of the figure, its edge, height of a row and of what stands above all [CSS pixels].
_WIDTH, _EDGE, _ROW, _ABOVE = 1060.0, 4.0, 52.0, 62.0
# Where names begin, what stands right of the bars, and how far the last row is from the lower edge.
_LEFT, _RIGHT, _LOWEST = -0.72, 0.36, 0.35
# On a narrow screen: width, what stands above all, a line of a name, bar and words of a row, a unit of a bar [CSS
# pixels]; rim beside the bars, in their units.
_PHONE, _HEAD, _LINE, _BESIDE, _UNIT, _RIM = 360.0, 38.0, 15.0, 58.0, 40.0, 0.02
_SYMBOLS = {"ok": "disc", "warn": "diamond", "stop": "cross"}


@dataclass(frozen=True)
class Gauge:
    """A limit and its number: words, and fractions of the stop limit for warn, number and band."""

    label: str
    text: str
    warn: float
    value: float
    low: float
    high: float
    state: str
    warn_text: str
    stop_text: str

    @property
    def word(self) -> str:
        """Verdict in words; a value that keeps the limit may be warned of by its band alone."""
        if self.state == "warn" and self.value < self.warn:
            return "warning by its band"
        return {"ok": "inside", "warn": "warning", "stop": "stop"}[self.state]


def gauges(every: tuple[Gauge, ...]) -> str:
    """SVG of horizontal gauges, one row each."""
    page = LineFigure("gauges", _WIDTH, _ABOVE + _ROW * len(every))
    x, y = Axis(_LEFT, _END + _RIGHT, ticks=()), Axis(_LOWEST - len(every), 1.0, ticks=())
    panel = page.panel((_EDGE, _WIDTH - _EDGE), (_EDGE, _EDGE), x, y, "", framed=False)
    for row, gauge in enumerate(every):
        _draw(panel, gauge, -row)
    panel.say("stop", _STOP_AT, 0.72, STOP, anchor="middle", bold=True)
    panel.say("fraction of the stop limit that is used", 0.0, 0.72, MUTED)
    return page.svg()


def narrow_gauges(every: tuple[Gauge, ...]) -> str:
    """The same for a narrow screen: the words of each gauge stand above and below its bar."""
    names = [wrap(gauge.label, 44) for gauge in every]
    heights = [_LINE * len(lines) + _BESIDE for lines in names]
    height = _HEAD + sum(heights)
    page = LineFigure("gauges-narrow", _PHONE, height, narrow=True)
    x, y = Axis(-_RIM, _END + _RIM, ticks=()), Axis(height, 0.0, ticks=())
    panel = page.panel((0.0, _PHONE), (0.0, 0.0), x, y, "", framed=False)
    panel.say("fraction of the stop limit that is used", 0.0, 15.0, MUTED)
    panel.say("stop", _STOP_AT, 15.0, STOP, anchor="middle", bold=True)
    top = _HEAD
    for gauge, lines, room in zip(every, names, heights, strict=True):
        for number, line in enumerate(lines):
            panel.say(line, 0.0, top + _LINE * number, INK, size=9.5)
        level = top + _LINE * len(lines) + 6.0
        colour = _mark(panel, gauge, level, _UNIT)
        below = level + 26.0
        panel.say(f"{gauge.text}, {gauge.word}", 0.0, below, colour, size=9.5, bold=True)
        panel.say(f"warn {gauge.warn_text}, stop {gauge.stop_text}", _END, below, MUTED, anchor="end", size=8.5)
        top += room
    return page.svg()


def _draw(panel: LinePanel, gauge: Gauge, level: float) -> None:
    colour = _mark(panel, gauge, level, 1.0)
    # Long names take two lines, each set flush right by itself: the reader's font is not the one measured here.
    for number, line in enumerate(reversed(wrap(gauge.label, 44))):
        panel.say(line, -0.03, level + 0.03 + 0.27 * number, INK, anchor="end", size=8.5)
    marks = f"warn {gauge.warn_text}, stop {gauge.stop_text}"
    panel.say(marks, -0.03, level - 0.34, MUTED, anchor="end")
    panel.say(gauge.text, _END + 0.02, level + 0.05, INK, size=8.5, bold=True)
    panel.say(gauge.word, _END + 0.02, level - 0.31, colour)


def _mark(panel: LinePanel, gauge: Gauge, level: float, unit: float) -> str:
    """Bar, marks, band and value of a gauge at a level, in units of the axis; the ink of its verdict."""
    warn = min(max(gauge.warn, 0.0), _STOP_AT)
    bar, mark, band = (unit * part for part in (0.23, 0.3, 0.036))
    for left, right, colour in ((0.0, warn, _CALM), (warn, _STOP_AT, _CARE), (_STOP_AT, _END, _HARM)):
        panel.bar((left, right), (level - bar, level + bar), colour)
    for place, colour in ((warn, _WARN), (_STOP_AT, STOP)):
        panel.line(np.array([place, place]), level + np.array([-mark, mark]), colour, 1.4, name="mark")
    low, high = (min(max(one, 0.0), _END) for one in (gauge.low, gauge.high))
    colour = {"ok": BLUE, "warn": _WARN, "stop": STOP}[gauge.state]
    panel.bar((low, high), (level - band, level + band), colour, 0.45, f"{gauge.label}, band")
    panel.symbol(min(max(gauge.value, 0.0), _END), level, colour, _SYMBOLS[gauge.state], gauge.label)
    return ACCENT if gauge.state == "ok" else colour
