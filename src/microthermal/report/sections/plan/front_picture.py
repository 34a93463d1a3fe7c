"""The front: two metrics of every candidate against each other, and how the search went."""

from __future__ import annotations

from typing import Any

import numpy as np

from microthermal.domain.inputs.goal import Aim
from microthermal.planning.front.records import Front
from microthermal.planning.records import Option
from microthermal.report.drawing.sheet import ACCENT, CYCLE, FAINT, INK, MUTED, light_grid, sheet
from microthermal.report.wording import device_title
from microthermal.units import shown_in

# Most candidates whose names stand beside their marks; the table holds them all.
_NAMED = 14


def front_picture(options: tuple[Option, ...], front: Front, aims: tuple[Aim, Aim]) -> str:
    """SVG of the options of a front in the two metrics that weigh most, and of the volume over the evaluations.

    Parameters
    ----------
    options : tuple of Option
        In the order of the table, by whose numbers they are marked.
    front : Front
        All that was tried.
    aims : tuple of Aim
        The two that weigh most.
    """
    with sheet("front", 1060, 400) as page:
        left, right = page.figure.subplots(1, 2, width_ratios=(2.1, 1.0))
        _tradeoff(left, options, front, aims)
        _search(right, front)
        handles, labels = left.get_legend_handles_labels()
        page.figure.legend(handles, labels, loc="outside lower center", ncols=min(len(labels), 5))
    return page.svg


def _tradeoff(axes: Any, options: tuple[Option, ...], front: Front, aims: tuple[Aim, Aim]) -> None:
    found = front.evaluations
    across, up = (_scale(options, aim.metric) for aim in (aims[1], aims[0]))
    told = found.feasible > 0.5
    for aim in aims:
        told &= found.told[:, found.metrics.index(aim.metric)] > 0.5
    x, y = (found.of(aim.metric)[told] * scale for aim, (scale, _) in ((aims[1], across), (aims[0], up)))
    axes.scatter(x, y, s=12, color=FAINT, label="candidates that keep every limit", linewidths=0)
    kinds = list(dict.fromkeys(_kind(one) for one in options))
    labelled: set[str] = set()
    for number, option in enumerate(options, 1):
        kind, ends = _kind(option), [option.outcome.of(aim.metric) for aim in (aims[1], aims[0])]
        if any(one.undefined for one in ends):
            continue
        colour = CYCLE[kinds.index(kind) % len(CYCLE)]
        values = [one.value * scale for one, (scale, _) in zip(ends, (across, up), strict=True)]
        bars = [
            [[max(one.value - one.low, 0.0) * scale], [max(one.high - one.value, 0.0) * scale]]
            for one, (scale, _) in zip(ends, (across, up), strict=True)
        ]
        label = {} if kind in labelled else {"label": kind}
        labelled.add(kind)
        axes.errorbar(
            [values[0]], [values[1]], xerr=bars[0], yerr=bars[1], color=colour, elinewidth=0.8, alpha=0.35, fmt="none"
        )
        axes.scatter([values[0]], [values[1]], s=46, color=colour, zorder=3, edgecolors="white", **label)
        if number <= _NAMED:
            weight = "bold" if number == 1 else "normal"
            axes.annotate(
                str(number), values, xytext=(5, 5), textcoords="offset points", color=ACCENT if number == 1 else INK,
                fontweight=weight, fontsize=8.5,
            )  # fmt: skip
    names = [_label(options, aim, unit) for aim, (_, unit) in ((aims[1], across), (aims[0], up))]
    axes.set(xlabel=names[0], ylabel=names[1], title="Options of the front, with their bands over the scenarios")
    axes.margins(0.08)
    light_grid(axes)


def _search(axes: Any, front: Front) -> None:
    volume = front.evaluations.volume
    axes.plot(np.arange(1, volume.size + 1), 100 * volume, color=ACCENT)
    axes.axvline(volume.size / 2, color=MUTED, linewidth=0.8, linestyle=":")
    axes.set(xlabel="candidates tried", ylabel="volume that the front betters (%)", title="How far the search came")
    axes.set_ylim(0, 100)
    light_grid(axes)


def _kind(option: Option) -> str:
    return device_title(option.device) if option.lasered else "no laser"


def _scale(options: tuple[Option, ...], metric: str) -> tuple[float, str]:
    """Factor and unit in which a metric of all options reads best."""
    ends = [option.outcome.of(metric) for option in options]
    largest = max((abs(one.value) for one in ends if not one.undefined), default=1.0)
    unit = ends[0].unit if ends else "1"
    factor, name = shown_in(largest, unit)
    return factor, name


def _label(options: tuple[Option, ...], aim: Aim, unit: str) -> str:
    meaning = options[0].outcome.of(aim.metric).meaning.partition(",")[0]
    way = {"high": "more is wanted", "low": "less is wanted", "near": "a value is wanted"}[aim.want]
    return f"{meaning} ({f'{unit}; ' if unit and unit != '1' else ''}{way})"
