"""A metric over every input of a sweep: all runs as points, and the median of them as a line."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from microthermal.report.drawing.sheet import ACCENT, VERMILION, light_grid, sheet
from microthermal.units import shown_in

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLUMNS, _MOST = 4, 12
# Points that are drawn; more only make the page large. Parts of a range in which the median is taken.
_POINTS, _BINS = 1500, 12
# Ratio of the ends of a range from which on its axis is logarithmic.
_DECADE = 8.0

Column = tuple[str, str, str]


def scatter(name: str, table: dict[str, NDArray[Any]], inputs: list[Column], metric: Column) -> str:
    """SVG of one metric over each input.

    Parameters
    ----------
    name : str
        Word for the ids of this figure.
    table : dict
        Columns of the sweep.
    inputs : list of tuple
        Name, unit and meaning of each input.
    metric : tuple
        Name, unit and meaning of the metric.
    """
    shown = inputs[:_MOST]
    wide = min(_COLUMNS, len(shown))
    high = math.ceil(len(shown) / wide)
    factor, unit = _shown(table[metric[0]], metric[1])
    values = table[metric[0]] * factor
    with sheet(name, 240 * wide, 40 + 190 * high) as page:
        axes = page.figure.subplots(high, wide, squeeze=False, sharey=True)
        for place, panel in enumerate(axes.flat):
            if place >= len(shown):
                panel.set_axis_off()
                continue
            _panel(panel, table[shown[place][0]], shown[place], values)
        for row in axes[:, 0]:
            row.set_ylabel(f"{metric[0].replace('_', ' ')}{f' [{unit}]' if unit else ''}")
    return page.svg


def _panel(axes: Axes, places: NDArray[Any], column: Column, values: NDArray[Any]) -> None:
    name, si, _ = column
    keep = np.isfinite(values)
    step = max(1, int(keep.sum()) // _POINTS)
    if places.dtype == object:
        known = sorted({str(one) for one in places.tolist()})
        numbers = np.array([known.index(str(one)) for one in places.tolist()], dtype=float)
        axes.set_xticks(range(len(known)), known)
        axes.set_xlim(-0.5, len(known) - 0.5)
        unit = ""
    else:
        factor, unit = _shown(places, si)
        numbers = places * factor
        if numbers.min() > 0.0 and numbers.max() > _DECADE * numbers.min():
            axes.set_xscale("log")
            _plain_ticks(axes, float(numbers.min()), float(numbers.max()))
    axes.plot(numbers[keep][::step], values[keep][::step], ".", color=ACCENT, markersize=2.5, alpha=0.45)
    middles, medians = _medians(numbers[keep], values[keep])
    axes.plot(middles, medians, color=VERMILION, linewidth=1.4)
    axes.set_xlabel(f"{name}{f' [{unit}]' if unit else ''}")
    light_grid(axes)


def _plain_ticks(axes: Axes, low: float, high: float) -> None:
    ticks = [
        m * 10.0**e for e in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1) for m in (1, 2, 5)
    ]
    inside = [tick for tick in ticks if low * 0.999 <= tick <= high * 1.001]
    axes.set_xticks(inside, [f"{tick:g}" for tick in inside])
    axes.minorticks_off()


def _medians(numbers: NDArray[Any], values: NDArray[Any]) -> tuple[list[float], list[float]]:
    """Median of the values in even parts of the points, in the order of the numbers."""
    order = np.argsort(numbers, kind="stable")
    own = np.unique(numbers)
    if own.size <= _BINS:
        return own.tolist(), [float(np.median(values[numbers == one])) for one in own]
    parts = np.array_split(order, _BINS)
    return [float(np.median(numbers[part])) for part in parts], [float(np.median(values[part])) for part in parts]


def _shown(values: NDArray[Any], unit: str) -> tuple[float, str]:
    known = np.abs(values[np.isfinite(values)].astype(float))
    if unit in ("", "1") or not known.size:
        return 1.0, ""
    return (1.0, "K") if unit == "K" else shown_in(float(np.median(known)), unit)
