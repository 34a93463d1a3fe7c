"""The calendar of a course on one line of time."""

from __future__ import annotations

from collections.abc import Sequence
from math import copysign, sqrt

from microthermal.planning.records import CalendarEntry
from microthermal.report.drawing.axis import Axis
from microthermal.report.drawing.lines import LineFigure
from microthermal.report.drawing.sheet import BLUE, GREEN, INK, ORANGE, PURPLE, STOP
from microthermal.units import DAY

_LOOK = {
    "laser": (INK, "down"),
    "injection": (PURPLE, "plus"),
    "medicine": (PURPLE, "square"),
    "skin": (ORANGE, "square"),
    "care": (GREEN, "square"),
    "gate": (BLUE, "diamond"),
    "flag": (STOP, "square"),
}
# Width, height of a row, rim and room below [CSS pixels]; half the height of a bar [rows].
_WIDTH, _ROW, _RIM, _BELOW, _HALF = 1060.0, 30.0, 6.0, 44.0, 0.22
# A stretch shorter than this part of the line of time is a mark; words stand as far from what they name.
_SHORT, _APART = 0.004, 0.014
_DAYS = (-28, -14, -7, 0, 1, 3, 7, 14, 28, 56, 84, 120, 180, 365)


def timeline(entries: Sequence[CalendarEntry]) -> str:
    """SVG of entries as bars and marks; days on a scale that gives the first weeks more room."""
    last = max(max(entry.until, entry.day) for entry in entries) / DAY
    first = min(0.0, *(entry.day for entry in entries)) / DAY
    span = _place(max(last, 1.0))
    ticks = tuple((_place(float(day)), str(day)) for day in _DAYS if first <= day <= last * 1.02)
    x = Axis(
        _place(first) - 0.02 * span, 1.28 * span, "day after the first treatment", ticks=ticks, grid=True, back=_day
    )  # fmt: skip
    page = LineFigure("timeline", _WIDTH, 70.0 + _ROW * len(entries))
    panel = page.panel(
        (_RIM, _WIDTH - _RIM), (_RIM, _BELOW), x, Axis(len(entries) - 0.4, -0.6, ticks=(), bare=True), ""
    )
    for row, entry in enumerate(entries):
        colour, mark = _LOOK[entry.kind]
        left, right = _place(entry.day / DAY), _place(entry.until / DAY)
        if right - left > _SHORT * span:
            panel.bar((left, right), (row - _HALF, row + _HALF), colour, 0.85, entry.title)
        else:
            panel.symbol(left, row, colour, mark, entry.title)
        panel.say(entry.title, max(right, left) + _APART * span, row + 0.13, INK, size=8.5)
    return page.svg()


def _place(days: float) -> float:
    # Square root: hours of swelling and months of sun protection both need room.
    return copysign(sqrt(abs(days)), days)


def _day(place: float) -> float:
    return copysign(place**2, place)
