"""Each measured size beside what the fit expects of it: a picture and a table."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from microthermal.fitting.records import Fit, PredictedSize
from microthermal.fitting.table.zones import WORDS
from microthermal.report.blocks import Cell, Table, TableRow, Tone, cells
from microthermal.report.drawing.sheet import BLUE, INK, MUTED, STOP, light_grid, sheet
from microthermal.units import show

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Chances below these are shown as doubtful and as contradicting.
_DOUBTFUL, _AGAINST = 0.05, 0.01
_LEAST = 1.0  # micrometre; a logarithm has no zero


def comparison(found: Fit) -> str:
    """SVG of all sizes: measured means with their deviations, what the fit expects, what the library expected."""
    with sheet("rows", 720, 90 + 30 * len(found.sizes)) as page:
        axes = page.figure.add_subplot()
        for number, one in enumerate(found.sizes):
            _draw(axes, one, -number)
        axes.set_yticks(
            [-number for number in range(len(found.sizes))],
            [f"{shorten(one.row, 26, placeholder='…')}: {one.size.replace('_', ' ')}" for one in found.sizes],
        )
        axes.set(xscale="log", xlabel="size [µm]", ylim=(-len(found.sizes) + 0.4, 0.6))
        low, high = axes.get_xlim()
        ticks = [tick for tick in (2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000) if low <= tick <= high]
        axes.set_xticks(ticks, [str(tick) for tick in ticks])
        axes.minorticks_off()
        light_grid(axes, "x")
        _legend(page.figure)
    return page.svg


def _draw(axes: Axes, one: PredictedSize, level: float) -> None:
    low, value, high, prior, seen = (
        max(1e6 * size, _LEAST) for size in (one.low, one.value, one.high, one.prior, one.measured)
    )
    reach = 1e6 * 2.0 * one.deviation
    axes.plot([low, high], [level, level], color=BLUE, linewidth=7, alpha=0.3, solid_capstyle="butt")
    axes.plot([value, value], [level - 0.2, level + 0.2], color=BLUE, linewidth=1.5)
    axes.plot([prior], [level], marker="D", color=MUTED, markerfacecolor="white", markersize=4.5, linestyle="none")
    colour = STOP if one.chance < _AGAINST else INK
    axes.plot([max(seen - reach, _LEAST), seen + reach], [level, level], color=colour, linewidth=1.0)
    axes.plot([seen], [level], marker="o", color=colour, markersize=5.5, linestyle="none")


def _legend(figure: Figure) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], marker="o", color=INK, linestyle="none", label="measured, ± 2 errors of the mean"),
        Line2D([], [], color=BLUE, linewidth=7, alpha=0.3, label="expected by the fit (nine tenths)"),
        Line2D(
            [], [], marker="D", color=MUTED, markerfacecolor="white", linestyle="none", label="by the library, before"
        ),
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=3)


def table(found: Fit) -> Table:
    """Every size with what is expected of it, and its chance by all other rows."""
    columns = ("Row", "Measured", "Library, before", "Expected (nine tenths)", "At the medians", "Chance by the others")
    return Table(columns, tuple(map(_row, found.sizes)), widths=(26, 15, 13, 20, 13, 13))


def _row(one: PredictedSize) -> TableRow:
    tone: Tone = "stop" if one.chance < _AGAINST else "warn" if one.chance < _DOUBTFUL else "plain"
    stated = f"± {show(one.deviation, 'm')}" if one.deviation else "no deviation stated"
    few = "few draws tell it" if one.left < 10.0 else ""
    return cells(
        Cell(WORDS[one.size], note=one.row),
        Cell(show(one.measured, "m"), note=stated),
        show(one.prior, "m"),
        Cell(show(one.value, "m"), note=f"{show(one.low, 'm')} to {show(one.high, 'm')}"),
        show(one.at_centre, "m"),
        Cell(show(one.chance, "%"), tone=tone, note=few),
    )
