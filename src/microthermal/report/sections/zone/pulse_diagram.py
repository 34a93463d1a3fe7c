"""What one pulse and its surface do in time: power above, what touches the skin below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

from microthermal.report.drawing.sheet import BLUE, FAINT, INK, LEFT, MUTED, SKY, VERMILION, light_grid, sheet
from microthermal.units import show

_INKS: Final = {"air": (FAINT, MUTED), "coolant": (BLUE, "white"), "film": (SKY, INK)}
# Powers of ten of the unit on the axis, the greatest that the power reaches.
_WATTS: Final = {6: "MW", 3: "kW", 0: "W", -3: "mW", -9: "nW"}
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
    with sheet("clock", 520, 250, (LEFT, 10.0, 24.0, 42.0)) as page:
        power, touch = page.figure.subplots(2, 1, sharex=True, height_ratios=(2.2, 1), gridspec_kw={"hspace": 0.18})
        highest = max(value for _, _, value in light)
        factor, watt = next((10.0**-n, name) for n, name in _WATTS.items() if highest >= 10.0**n or n == min(_WATTS))
        edges = [first, *(time for begin, end, _ in light for time in (begin, begin, end, end)), last]
        watts = [0.0, *(value for _, _, top in light for value in (0.0, top, top, 0.0)), 0.0]
        power.fill_between(edges, np.array(watts) * factor, color=VERMILION, alpha=0.85, linewidth=0)
        power.set_ylim(bottom=0)
        power.set(ylabel=f"power [{watt}]", title="One pulse")
        light_grid(power)
        for row in touches:
            colour, ink = _INKS[row.kind]
            touch.axvspan(row.begin, row.end, color=colour, alpha=0.75, linewidth=0)
            left, right = (_place(time, duration) for time in (row.begin, row.end))
            fraction = (right - left) / (_place(last, duration) - _place(first, duration))
            # About 95 letters fit into the width; a name that does not fit stands in the caption alone.
            if len(row.name) < 95 * fraction:
                middle = float(_time(0.5 * (left + right), duration))
                touch.text(middle, 0.5, row.name, ha="center", va="center", fontsize=7.5, color=ink)
        touch.set(ylim=(0, 1), yticks=[])
        touch.spines["left"].set_visible(False)
        # Linear within the pulse, logarithmic before and after, so that 1 s of cooling and 1 ms of light both show.
        power.set_xscale("function", functions=(lambda time: _place(time, duration), lambda at: _time(at, duration)))
        marks = _marks(first, last, duration)
        touch.set_xticks(marks, [show(mark, "s", 2) if mark else "0" for mark in marks])
        touch.minorticks_off()
        power.set_xlim(first, last)
        touch.set_xlabel("time since the pulse began; logarithmic before and after it")
    return page.svg


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
