"""Tornado of inputs that are moved alone, and bars of their Sobol indices."""

from __future__ import annotations

from typing import Any

from microthermal.report.drawing.sheet import ACCENT, INK, ORANGE, SKY, VERMILION, light_grid, sheet
from microthermal.studies.sensitivity.records import Bar, Index, OfMetric
from microthermal.units import shown_in

# Inputs that are drawn; the table holds all.
_MOST, _LONGEST = 12, 40
_BAR: dict[str, Any] = {"height": 0.62, "linewidth": 0}


def tornado(name: str, one: OfMetric) -> str:
    """SVG of the metric over the interval of each input alone, the widest at the top."""
    bars = [bar for bar in one.bars if bar.width > 0.0][:_MOST]
    factor, unit = _unit(one)
    with sheet(f"tornado-{name}", 720, 90 + 27 * len(bars)) as page:
        axes = page.figure.add_subplot()
        for place, bar in enumerate(reversed(bars)):
            middle = factor * min(max(one.nominal, bar.low), bar.high)
            low, high = factor * bar.low, factor * bar.high
            down, up = _colours(bar)
            axes.barh(place, middle - low, left=low, color=down, **_BAR)
            axes.barh(place, high - middle, left=middle, color=up, **_BAR)
        axes.axvline(factor * one.nominal, color=INK, linewidth=0.9)
        axes.set_yticks(range(len(bars)), [_short(bar.doubt.title) for bar in reversed(bars)])
        axes.set(ylim=(-0.6, len(bars) - 0.4), xlabel=f"{one.metric.replace('_', ' ')}{f' [{unit}]' if unit else ''}")
        axes.margins(x=0.03)
        axes.tick_params(axis="y", length=0)
        light_grid(axes, "x")
    return page.svg


def _colours(bar: Bar) -> tuple[str, str]:
    """Colours below and above the nominal value: that of the low end of the input, and that of its high end."""
    ends = bar.values[0], bar.values[-1]
    if bar.doubt.choices or ends[0] is None or ends[1] is None:
        return "#8A96A3", "#8A96A3"
    return (SKY, VERMILION) if ends[1] >= ends[0] else (VERMILION, SKY)


def sobol_bars(name: str, indices: tuple[Index, ...]) -> str:
    """SVG of first and total indices of each input with their bands, the greatest total at the top."""
    shown = indices[:_MOST]
    with sheet(f"sobol-{name}", 720, 100 + 30 * len(shown)) as page:
        axes = page.figure.add_subplot()
        for place, index in enumerate(reversed(shown)):
            for value, band, at, colour, label in (
                (index.total, index.total_band, place + 0.19, ACCENT, "total: with all others"),
                (index.first, index.first_band, place - 0.19, ORANGE, "first: alone"),
            ):
                text = label if place == 0 else None
                axes.barh(at, 100.0 * max(value, 0.0), height=0.34, color=colour, linewidth=0, label=text)
                axes.plot([100.0 * end for end in band], [at, at], color=INK, linewidth=1.1)
        axes.set_yticks(range(len(shown)), [_short(index.doubt.title) for index in reversed(shown)])
        axes.set(ylim=(-0.6, len(shown) - 0.4), xlim=(0.0, None), xlabel="of the variance [%]")
        axes.set_xlim(left=min(0.0, *(100.0 * index.first_band[0] for index in shown)))
        axes.tick_params(axis="y", length=0)
        light_grid(axes, "x")
        page.figure.legend(loc="outside lower center", ncols=2)
    return page.svg


def _unit(one: OfMetric) -> tuple[float, str]:
    if one.unit in ("1", ""):
        return 1.0, ""
    return (
        (1.0, "K")
        if one.unit == "K"
        else shown_in(one.nominal or max((bar.high for bar in one.bars), default=0.0), one.unit)
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
