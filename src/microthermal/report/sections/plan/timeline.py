"""The calendar of a course on one line of time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from microthermal.planning.records import CalendarEntry
from microthermal.quantity import Array
from microthermal.report.drawing.sheet import BLUE, GREEN, INK, ORANGE, PURPLE, STOP, light_grid, sheet
from microthermal.units import DAY

_LOOK = {
    "laser": (INK, "v"),
    "injection": (PURPLE, "P"),
    "skin": (ORANGE, "s"),
    "care": (GREEN, "s"),
    "gate": (BLUE, "D"),
    "flag": (STOP, "s"),
}
# Left, right, upper and lower margin [CSS pixels].
_MARGINS = (6.0, 6.0, 6.0, 44.0)
_DAYS = (-28, -14, -7, 0, 1, 3, 7, 14, 28, 56, 84, 120, 180, 365)


def timeline(entries: Sequence[CalendarEntry]) -> str:
    """SVG of entries as bars and marks; days on a scale that gives the first weeks more room."""
    with sheet("timeline", 1060, 70 + 30 * len(entries), _MARGINS) as page:
        axes = page.figure.add_subplot()
        page.back[axes] = lambda place: np.sign(place) * place**2
        last = max(max(entry.until, entry.day) for entry in entries) / DAY
        first = min(0.0, *(entry.day for entry in entries)) / DAY
        span = float(_place(np.array(max(last, 1.0))))
        for row, entry in enumerate(entries):
            colour, mark = _LOOK[entry.kind]
            left, right = (float(_place(np.array(moment / DAY))) for moment in (entry.day, entry.until))
            if right - left > 0.004 * span:
                axes.barh(
                    row, right - left, left=left, height=0.44, color=colour, alpha=0.85, linewidth=0, label=entry.title
                )
            else:
                axes.plot([left], [row], marker=mark, markersize=9, color=colour, linestyle="none", label=entry.title)
            axes.text(max(right, left) + 0.014 * span, row, entry.title, va="center", fontsize=8.5)
        ticks = [day for day in _DAYS if first <= day <= last * 1.02]
        axes.set_xticks([float(_place(np.array(float(day)))) for day in ticks], [str(day) for day in ticks])
        axes.set_xlim(float(_place(np.array(first))) - 0.02 * span, span * 1.28)
        axes.set(ylim=(len(entries) - 0.4, -0.6), yticks=[])
        axes.spines["left"].set_visible(False)
        light_grid(axes, along="x")
        axes.set_xlabel("day after the first treatment")
    return page.svg


def _place(days: Array) -> Array:
    # Square root: hours of swelling and months of sun protection both need room.
    return np.asarray(np.sign(days) * np.sqrt(np.abs(days)))
