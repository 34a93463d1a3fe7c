"""What one pulse and its surface do in time: power above, what touches the skin below."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import numpy as np

from microthermal.report.drawing.axis import Axis
from microthermal.report.drawing.line_panel import LinePanel
from microthermal.report.drawing.lines import LineFigure
from microthermal.report.drawing.shapes import area
from microthermal.report.drawing.sheet import BLUE, FAINT, INK, LEFT, MUTED, SKY, VERMILION
from microthermal.report.drawing.strokes import fill
from microthermal.units import show

_INKS: Final = {"air": (FAINT, MUTED), "coolant": (BLUE, "#ffffff"), "film": (SKY, INK)}
# Powers of ten of the unit on the axis, the greatest that the power reaches.
_WATTS: Final = {6: "MW", 3: "kW", 0: "W", -3: "mW", -9: "nW"}
# Size of the figure, and edges of what is above and below in it [CSS pixels]; letters that fit into its width.
_WIDTH, _HEIGHT, _POWER, _TOUCH, _LETTERS = 520.0, 250.0, (24.0, 118.0), (148.0, 42.0), 95
# Marks of time on each side of the pulse, at most.
_SIDE: Final = 3


@dataclass(frozen=True)
class Touch:
    """What touches the surface from one time to another [s]: its name, and what kind of thing it is."""

    begin: float
    end: float
    name: str
    kind: Literal["air", "coolant", "film"]


def pulse_diagram(light: tuple[tuple[float, float, float], ...], touches: tuple[Touch, ...], duration: float) -> str:
    """SVG of the power of one pulse and of what touches the surface around it.

    Parameters
    ----------
    light : tuple of tuple
        Begin, end [s] and power [W] of each stretch with light.
    touches : tuple of Touch
        In order, without gaps.
    duration : float
        Pulse length, the linear middle of the scale of time [s].
    """
    first, last = touches[0].begin, touches[-1].end
    highest = max(value for _, _, value in light)
    factor, watt = next((10.0**-n, name) for n, name in _WATTS.items() if highest >= 10.0**n or n == min(_WATTS))
    edges = np.array([first, *(time for begin, end, _ in light for time in (begin, begin, end, end)), last])
    watts = np.array([0.0, *(value for _, _, top in light for value in (0.0, top, top, 0.0)), 0.0]) * factor
    page = LineFigure("clock", _WIDTH, _HEIGHT)
    # Linear within the pulse, logarithmic before and after, so that 1 s of cooling and 1 ms of light both show.
    ends = (float(_place(first, duration)), float(_place(last, duration)))
    x = Axis(*ends, ticks=(), back=lambda at: float(_time(at, duration)))
    y = Axis(0.0, 1.05 * float(watts.max()) or 1.0, f"power [{watt}]", grid=True)
    power = page.panel((LEFT, _WIDTH - 10.0), _POWER, x, y, "One pulse")
    area(power, (np.column_stack((_place(edges, duration), watts)),), fill(VERMILION, 0.85))
    marks = tuple(
        (float(_place(mark, duration)), show(mark, "s", 2) if mark else "0") for mark in _marks(first, last, duration)
    )
    x = replace(x, ticks=marks, label="time since the pulse began; logarithmic before and after it")
    _touches(page.panel((LEFT, _WIDTH - 10.0), _TOUCH, x, Axis(0.0, 1.0, ticks=()), ""), touches, duration)
    return page.svg()


def _touches(panel: LinePanel, touches: tuple[Touch, ...], duration: float) -> None:
    for row in touches:
        colour, ink = _INKS[row.kind]
        left, right = (float(_place(time, duration)) for time in (row.begin, row.end))
        panel.bar((left, right), (0.0, 1.0), colour, 0.75)
        # A name that does not fit stands in the caption alone.
        if len(row.name) < _LETTERS * (right - left) / (panel.x.high - panel.x.low):
            panel.say(row.name, 0.5 * (left + right), 0.42, ink, anchor="middle", size=7.5)


def _place(time: Any, duration: float) -> Any:
    """Place on the page: -log before the pulse, 0 to 2 within it, log after it; a decade is half a unit."""
    x = np.asarray(time, dtype=float) / duration
    before = -0.5 * np.log10(1.0 + 10.0 * np.maximum(-x, 0.0))
    after = 0.5 * np.log10(1.0 + 10.0 * np.maximum(x - 1.0, 0.0))
    return np.asarray(before + 2.0 * np.clip(x, 0.0, 1.0) + after)


def _time(place: Any, duration: float) -> Any:
    """Time at a place: the inverse of :func:`_place`."""
    y = np.asarray(place, dtype=float)
    before = -(10.0 ** (2.0 * np.maximum(-y, 0.0)) - 1.0) / 10.0
    after = (10.0 ** (2.0 * np.maximum(y - 2.0, 0.0)) - 1.0) / 10.0
    return np.asarray((before + 0.5 * np.clip(y, 0.0, 2.0) + after) * duration)


def _marks(first: float, last: float, duration: float) -> list[float]:
    """Begin and end of the pulse, and a few decades of its length on each side."""
    sides = []
    for reach in (-first, last):
        decades = [duration * 10.0**k for k in range(1, 13) if duration * 10.0**k <= reach * (1.0 + 1e-9)]
        sides.append(decades[:: -max(1, -(-len(decades) // _SIDE))])
    return [*(-time for time in sides[0]), 0.0, duration, *reversed(sides[1])]
