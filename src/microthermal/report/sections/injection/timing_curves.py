"""Benefit and harm against the day of injection, with bands over scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from microthermal.planning.injection_day.curve import TimingCurve
from microthermal.planning.injection_day.words import best_days
from microthermal.quantity import Array
from microthermal.report.drawing.sheet import BLUE, GREEN, INK, MUTED, ORANGE, SKY, VERMILION, light_grid, sheet
from microthermal.units import DAY

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def timing_curves(curve: TimingCurve) -> str:
    """SVG of four panels: benefit and harm with bands, their difference, parts of the harm, best days."""
    days = curve.day / DAY
    parts = {"leak": curve.leak, "thinning": curve.thinning, "blunted repair": curve.blunting}
    with sheet("timing-study", 760, 760) as page:
        grid = page.figure.add_gridspec(4, 1, height_ratios=(2.6, 2.0, 1.4, 1.0))
        axes = [page.figure.add_subplot(grid[0])]
        axes += [page.figure.add_subplot(grid[row], sharex=axes[0]) for row in (1, 2, 3)]
        _band(axes[0], days, 100.0 * curve.benefit, GREEN, "benefit")
        _band(axes[0], days, 100.0 * curve.harm, VERMILION, "harm")
        _band(axes[1], days, 100.0 * curve.net, BLUE, "benefit less harm")
        axes[1].axhline(0, color=MUTED, linewidth=0.7)
        title = "Hypothesis: no trial has compared days of injection"
        axes[0].set(ylabel="fraction of the goal [%]", title=title)
        axes[1].set_ylabel("net [%]")
        for (text, course), colour in zip(parts.items(), (ORANGE, INK, SKY), strict=False):
            for side, label in ((days < 0, None), (days >= 0, text)):
                axes[2].plot(days[side], 100.0 * course[0, side], color=colour, label=label)
        axes[2].set_ylabel("harm, parts [%]")
        axes[2].set_ylim(bottom=0)
        for each in axes[:3]:  # beside the curves a legend hides nothing
            each.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
            each.tick_params(labelbottom=False)
        _votes(axes[3], days, best_days(curve) / DAY)
        for each in axes:
            each.axvline(0, color=MUTED, linewidth=0.9, linestyle=(0, (1, 2)))
            light_grid(each)
        axes[3].set_xlabel("day of the injection after the laser")
    return page.svg


def _band(axes: Axes, days: Array, values: Array, colour: str, text: str) -> None:
    """Nominal course, middle half of scenarios filled, their ends dashed; broken at the laser, where courses jump."""
    for side, label in ((days < 0, None), (days >= 0, text)):
        low, high = np.percentile(values[:, side], (25, 75), axis=0)
        axes.fill_between(days[side], low, high, color=colour, alpha=0.16, linewidth=0)
        for end in (values[:, side].min(axis=0), values[:, side].max(axis=0)):
            axes.plot(days[side], end, color=colour, linewidth=0.7, linestyle=(0, (3, 2)))
        axes.plot(days[side], values[0, side], color=colour, marker=".", markersize=4, label=label)


def _votes(axes: Axes, days: Array, best: Array) -> None:
    counts = [int(np.sum(np.isclose(best, day))) for day in days]
    axes.bar(days, counts, width=0.6, color=BLUE)
    axes.set(ylabel="scenarios", ylim=(0, max(counts) * 1.3), title="Best day in how many scenarios")
