"""Benefit and harm against the day of injection, with bands over scenarios."""

from __future__ import annotations

import numpy as np

from microthermal.quantity import Array
from microthermal.report.figures.drawing import BLUE, GREEN, INK, MUTED, ORANGE, VERMILION, light_grid, sheet


def timing_curves(
    name: str,
    days: Array,
    benefit: Array,
    harm: Array,
    net: Array,
    parts: dict[str, Array],
    best: Array,
    width: float = 760,
    height: float = 640,
) -> str:
    """SVG of three panels: benefit and harm with their bands, what the harm is made of, and the best day over scenarios.

    Parameters
    ----------
    name : str
        Word for the ids of this figure.
    days : Array (day,)
        Days after the laser.
    benefit, harm, net : Array (scenario, day)
        Shares [1]; the first scenario is nominal.
    parts : dict
        Words to a nominal course (day,) of each part of the harm [1].
    best : Array (scenario,)
        Best day of each scenario.
    """
    with sheet(f"timing-{name}", width, height) as page:
        grid = page.figure.add_gridspec(3, 1, height_ratios=(3.2, 1.6, 1.0))
        axes = [page.figure.add_subplot(grid[0])]
        axes += [page.figure.add_subplot(grid[row], sharex=axes[0]) for row in (1, 2)]
        for values, colour, text in ((benefit, GREEN, "benefit"), (harm, VERMILION, "harm"), (net, BLUE, "net")):
            _band(axes[0], days, 100.0 * values, colour, text)
        axes[0].axhline(0, color=MUTED, linewidth=0.7)
        axes[0].set_ylabel("share of the goal [%]")
        axes[0].set_title("Hypothesis: no trial has compared days of injection")
        # Beside the curves nothing hides: the legend stands outside.
        axes[0].legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        for (text, course), colour in zip(parts.items(), (ORANGE, INK, BLUE), strict=False):
            axes[1].plot(days, 100.0 * course, color=colour, label=text)
        axes[1].set_ylabel("harm, parts [%]")
        axes[1].set_ylim(bottom=0)
        axes[1].legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        _votes(axes[2], days, best)
        for each in axes:
            each.axvline(0, color=MUTED, linewidth=0.9, linestyle=(0, (1, 2)))
            light_grid(each)
        axes[2].set_xlabel("day of the injection after the laser")
        for each in axes[:2]:
            each.tick_params(labelbottom=False)
    return page.svg


def _band(axes, days: Array, values: Array, colour: str, text: str) -> None:  # type: ignore[no-untyped-def]
    """Nominal course, all scenarios, and their middle half; broken at the laser, where courses jump."""
    for side in (days < 0, days >= 0):
        axes.fill_between(
            days[side], values[:, side].min(axis=0), values[:, side].max(axis=0), color=colour, alpha=0.10, lw=0
        )
        low, high = np.percentile(values[:, side], (25, 75), axis=0)
        axes.fill_between(days[side], low, high, color=colour, alpha=0.18, lw=0)
    axes.plot(days[days < 0], values[0, days < 0], color=colour, marker=".", markersize=4)
    axes.plot(days[days >= 0], values[0, days >= 0], color=colour, marker=".", markersize=4, label=text)


def _votes(axes, days: Array, best: Array) -> None:  # type: ignore[no-untyped-def]
    counts = [int(np.sum(np.isclose(best, day))) for day in days]
    axes.bar(days, counts, width=0.6, color=BLUE)
    axes.set_ylabel("scenarios")
    axes.set_ylim(0, max(counts) * 1.3)
    axes.set_title("Best day in how many scenarios")
