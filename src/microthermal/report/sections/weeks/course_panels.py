"""Healing over weeks: one small plot for a group of species, on a time axis that is split at day 14."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from microthermal.quantity import Array
from microthermal.report.drawing.sheet import CYCLE, FAINT, LEFT, MUTED, light_grid, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Two weeks fill the left 60 % of each panel: inflammation would vanish on an even axis of months.
_SPLIT, _SHARE = 14.0, 0.6
_DAYS = (0, 1, 3, 7, 14, 30, 60, 90, 120, 180, 270, 365)
_SPARSE = (60, 120, 180, 270, 365)
# Left, right, upper and lower margin [CSS pixels]: the panels of a page stand in line.
_MARGINS = (LEFT, 12.0, 30.0, 42.0)
# Room above the curves for the legend, as a fraction of the highest level.
_ROOM = 1.42


@dataclass(frozen=True)
class Curve:
    """One species: label, levels after the treatment and without it, and the ends of the band where one is known.

    ``species`` is its name in the model, ``grade`` how the course of a marker is known; empty where the model names no
    marker.
    """

    label: str
    treated: Array
    untreated: Array
    band: tuple[Array, Array, Array] | None = None  # days, lower end, upper end
    species: str = ""
    grade: str = ""


@dataclass(frozen=True)
class Panel:
    """A group of curves in one small plot."""

    title: str
    curves: tuple[Curve, ...]
    since: str = "the laser"


def courses(name: str, panel: Panel, days: Array, days_untreated: Array, events: tuple[float, ...] = ()) -> str:
    """SVG of the time courses of a group of species.

    Parameters
    ----------
    name : str
        Word for the ids of this figure.
    panel : Panel
        Curves to be drawn.
    days, days_untreated : Array, (t,)
        Times of the treated and of the untreated curves [d].
    events : tuple of float
        Days of injections, drawn as dotted lines.
    """
    with sheet(name, 520, 245, _MARGINS) as page:
        axes = page.figure.add_subplot()
        last = float(days[-1])
        page.back[axes] = lambda place: _day(place, last)
        for number, curve in enumerate(panel.curves):
            colour = CYCLE[number % len(CYCLE)]
            if curve.band is not None:
                when, low, high = curve.band
                axes.fill_between(_place(when, last), low, high, color=colour, alpha=0.14, linewidth=0)
            axes.plot(_place(days_untreated, last), curve.untreated, color=colour, linewidth=1.0, linestyle=(0, (3, 2)))
            axes.plot(_place(days, last), curve.treated, color=colour, label=curve.label)
        _dress(axes, panel, last)
        for day in events:
            axes.axvline(float(_place(np.array(day), last)), color=MUTED, linewidth=1.0, linestyle=(0, (1, 2)))
    return page.svg


def _place(days: Array, last: float) -> Array:
    if last <= _SPLIT:
        return np.asarray(days / last)
    late = _SHARE + (1 - _SHARE) * (days - _SPLIT) / (last - _SPLIT)
    return np.asarray(np.where(days <= _SPLIT, _SHARE * days / _SPLIT, late))


def _day(place: float, last: float) -> float:
    """Day at a place: the inverse of :func:`_place`."""
    if last <= _SPLIT:
        return place * last
    return _SPLIT * place / _SHARE if place <= _SHARE else _SPLIT + (place - _SHARE) / (1 - _SHARE) * (last - _SPLIT)


def _dress(axes: Axes, panel: Panel, last: float) -> None:
    from matplotlib.ticker import MaxNLocator

    ticks = [day for day in _DAYS if day <= min(last, _SPLIT)]
    ticks += [day for day in _DAYS if _SPLIT < day <= last and (day in _SPARSE or last < _SPARSE[0])]
    axes.set_xticks([float(_place(np.array(float(day)), last)) for day in ticks], [str(day) for day in ticks])
    axes.set_xlim(0, 1)
    if last > _SPLIT:
        axes.axvspan(_SHARE, 1, color=FAINT, alpha=0.28, linewidth=0)
    axes.set_ylim(bottom=0)
    axes.set_ylim(top=max(_ROOM * axes.get_ylim()[1], 0.02))
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.set(title=panel.title, xlabel=f"day after {panel.since}")
    light_grid(axes)
    columns = 1 if len(panel.curves) < 3 else 2
    axes.legend(loc="upper right", ncols=columns, handlelength=1.4, columnspacing=1.0)
