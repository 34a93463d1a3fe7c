"""Healing over weeks: one small plot for a group of species, on a time axis that is split at day 14."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from microthermal.quantity import Array
from microthermal.report.drawing.axis import Axis
from microthermal.report.drawing.lines import LineFigure
from microthermal.report.drawing.sheet import CYCLE, FAINT, LEFT, MUTED

# Two weeks fill the left 60 % of each panel: inflammation would vanish on an even axis of months.
_SPLIT, _SHARE = 14.0, 0.6
_DAYS = (0, 1, 3, 7, 14, 30, 60, 90, 120, 180, 270, 365)
_SPARSE = (60, 120, 180, 270, 365)
# Width and height [CSS pixels].
_SIZE = (520.0, 245.0)
# Left, right, upper and lower margin [CSS pixels]: the panels of a page stand in line.
_MARGINS = (LEFT, 12.0, 30.0, 42.0)
# Room above the curves for the legend, as a fraction of the highest level.
_ROOM = 1.42
# Upper end of the axis of levels that are nothing.
_LEAST = 0.02


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
    last = float(days[-1])
    inks = [CYCLE[number % len(CYCLE)] for number in range(len(panel.curves))]
    left, right, *margins = _MARGINS
    day = Axis(0.0, 1.0, f"day after {panel.since}", ticks=_ticks(last), back=lambda place: _day(place, last))
    level = Axis(0.0, max(_ROOM * _highest(panel), _LEAST), grid=True)
    page = LineFigure(name, *_SIZE)
    drawn = page.panel((left, _SIZE[0] - right), (margins[0], margins[1]), day, level, panel.title)
    if last > _SPLIT:
        drawn.shade(_SHARE, 1.0, FAINT, 0.28)
    for curve, ink in zip(panel.curves, inks, strict=True):
        if curve.band is not None:
            when, low, high = curve.band
            drawn.band(_place(when, last), low, high, ink, 0.14, curve.label)
        if days_untreated.size:
            dashed = f"{curve.label} (dashed)"
            drawn.line(_place(days_untreated, last), curve.untreated, ink, 1.0, "3 2", dashed)
        drawn.line(_place(days, last), curve.treated, ink, name=curve.label)
    for event in events:
        drawn.upright(float(_place(np.array(event), last)), MUTED, "1 2")
    names = [(curve.label, ink) for curve, ink in zip(panel.curves, inks, strict=True)]
    drawn.legend(names, 1 if len(names) < 3 else 2)
    return page.svg()


def _highest(panel: Panel) -> float:
    """Highest level of a panel, with a twentieth of its span above it."""
    levels = [part for curve in panel.curves for part in (curve.treated, curve.untreated, *(curve.band or ())[1:])]
    ends = [(float(np.max(one)), float(np.min(one))) for one in levels if one.size]
    most, least = max(high for high, _ in ends), min(low for _, low in ends)
    return most + 0.05 * (most - least)


def _ticks(last: float) -> tuple[tuple[float, str], ...]:
    """Places of the days that are named."""
    early = [day for day in _DAYS if day <= min(last, _SPLIT)]
    late = [day for day in _DAYS if _SPLIT < day <= last and (day in _SPARSE or last < _SPARSE[0])]
    return tuple((float(_place(np.array(float(day)), last)), str(day)) for day in (*early, *late))


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
