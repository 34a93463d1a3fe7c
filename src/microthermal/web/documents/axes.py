"""Axes and curves as a page draws them: where each tick and each point of the axis below stands, from 0 to 1."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

# A step between ticks is one of these times a power of ten.
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_DAYS = (0, 1, 3, 7, 14, 60, 120, 180, 270, 365)
# Of an axis of months, the first days, and the part that they fill: what comes in hours would vanish on an even one.
_EARLY, _PART = 14.0, 0.6


class Axis(NamedTuple):
    """The axis below a plot: its words, its ticks, and the place of a value."""

    label: str
    ticks: tuple[float, ...]
    place: Callable[[float], float]


def ticks(low: float, high: float, count: int) -> tuple[float, ...]:
    """Round numbers between two ends, some ``count`` of them."""
    raw = (high - low or 1.0) / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(one * power for one in _STEPS if one * power >= raw * (1.0 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple(float(f"{number * step:.10g}") for number in range(first, last + 1))


def even_axis(low: float, high: float, label: str) -> Axis:
    """An axis on which equal steps are equally long."""
    wide = high - low or 1.0
    return Axis(label, ticks(low, high, 6), lambda value: (value - low) / wide)


def days_axis(last: float) -> Axis:
    """Days after the laser: two weeks fill three fifths of an axis of months."""

    def place(day: float) -> float:
        if last <= _EARLY:
            return day / last
        return _PART * day / _EARLY if day <= _EARLY else _PART + (1.0 - _PART) * (day - _EARLY) / (last - _EARLY)

    return Axis("day after the laser", tuple(float(day) for day in _DAYS if day <= last), place)


def plotted(
    xs: Sequence[float], x: Axis, high: float, series: Sequence[dict[str, Any]], alt: str, *, low: float = 0.0,
    label: str = "", marks: Sequence[float] = (),
) -> dict[str, Any]:  # fmt: skip
    """A plot: ``series`` hold values between ``low`` and ``high`` at ``xs``, ``marks`` are upright lines."""
    return {
        "xs": [round(x.place(one), 5) for one in xs], "alt": alt, "series": list(series),
        "x": {"label": x.label, "ticks": [[round(x.place(one), 5), short(one)] for one in x.ticks]},
        "y": {"label": label, "low": low, "high": high, "ticks": [[one, short(one)] for one in ticks(low, high, 4)]},
        "marks": [round(x.place(one), 5) for one in marks if 0.0 <= x.place(one) <= 1.0],
        "split": round(x.place(_EARLY), 5) if x.label.startswith("day after") and xs[-1] > _EARLY else 1.0,
    }  # fmt: skip


def short(value: float) -> str:
    """A number beside an axis, in three digits."""
    return np.format_float_positional(float(f"{value:.3g}"), trim="-").replace("-", "\N{MINUS SIGN}")
