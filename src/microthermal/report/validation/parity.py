"""Every length at once: model against measurement, with the line on which both agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from microthermal.report.drawing.sheet import CYCLE, INK, MUTED, light_grid, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MARKS = ("o", "s", "^", "D", "v", "P")
# Lengths below a micrometre are drawn at it: a logarithm has no zero.
_LEAST = 1.0
_TICKS = (1, 3, 10, 30, 100, 300, 1000, 3000)


@dataclass(frozen=True)
class Both:
    """One length [µm]: measured bounds (None on an open side), the model and its band, group, held out or not."""

    group: str
    held_out: bool
    low: float | None
    high: float | None
    value: float
    model_low: float
    model_high: float


def parity(every: tuple[Both, ...], width: float = 720, height: float = 560) -> str:
    """SVG of model against measurement on logarithmic axes; calibration is drawn open, held out filled."""
    from matplotlib.lines import Line2D

    with sheet("parity", width, height) as page:
        axes = page.figure.add_subplot()
        span = (2.0, 3500.0)
        axes.fill_between(span, [0.8 * end for end in span], [1.25 * end for end in span], color="#EEF3F5", linewidth=0)
        axes.plot(span, span, color=MUTED, linewidth=1.0)
        handles = []
        for number, group in enumerate(dict.fromkeys(one.group for one in every)):
            colour, mark = CYCLE[number % len(CYCLE)], _MARKS[number % len(_MARKS)]
            for one in every:
                if one.group == group:
                    _draw(axes, one, colour, mark)
            handles.append(Line2D([], [], marker=mark, color=colour, linestyle="none", label=group))
        for label, face in (("calibration", "white"), ("held out", INK)):
            handles.append(Line2D([], [], marker="o", color=INK, markerfacecolor=face, linestyle="none", label=label))
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlim(*span)
        axes.set_ylim(_LEAST, span[1])
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_ticks(_TICKS, [str(tick) for tick in _TICKS])
            axis.minorticks_off()
        axes.set_xlim(*span)
        axes.set_xlabel("measured [µm]")
        axes.set_ylabel("model [µm]")
        axes.set_title("Every length: model against measurement", color=INK)
        light_grid(axes)
        page.figure.legend(handles=handles, loc="outside lower center", ncols=3)
    return page.svg


def _draw(axes: Axes, one: Both, colour: str, mark: str) -> None:
    low, high = one.low, one.high
    middle = (low * high) ** 0.5 if low and high else (low or high or 1.0)
    if low and high:
        axes.plot([low, high], [max(one.value, _LEAST)] * 2, color=colour, linewidth=1.0, alpha=0.6)
    else:
        # A bound on one side: an arrow towards where the measurement lies.
        end = middle * 1.35 if high is None else middle / 1.35
        axes.annotate("", (end, max(one.value, _LEAST)), (middle, max(one.value, _LEAST)),
                      arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.0, "alpha": 0.7})  # fmt: skip
    axes.plot([middle, middle], [max(one.model_low, _LEAST), max(one.model_high, _LEAST)], color=colour, linewidth=3,
              alpha=0.35, solid_capstyle="butt")  # fmt: skip
    axes.plot([middle], [max(one.value, _LEAST)], marker=mark, color=colour, markersize=7, markeredgewidth=1.2,
              markerfacecolor=colour if one.held_out else "white", clip_on=False, zorder=4)  # fmt: skip
