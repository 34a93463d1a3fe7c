"""Every length at once: model against measurement, with the line on which both agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from microthermal.report.drawing.sheet import CYCLE, INK, MUTED, light_grid, sheet
from microthermal.validation.records import Found

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MARKS = ("o", "s", "^", "D", "v", "P")
# Lengths below a micrometre are drawn at it: a logarithm has no zero.
_LEAST = 1.0
_TICKS = (1, 3, 10, 30, 100, 300, 1000, 3000)


def parity(every: tuple[Found, ...]) -> str:
    """SVG of model against measured lengths on logarithmic axes; calibration is drawn open, held out filled."""
    from matplotlib.lines import Line2D

    with sheet("parity", 720, 560) as page:
        axes = page.figure.add_subplot()
        span = (2.0, 3500.0)
        axes.fill_between(span, [0.8 * end for end in span], [1.25 * end for end in span], color="#EEF3F5", linewidth=0)
        axes.plot(span, span, color=MUTED, linewidth=1.0)
        handles = []
        for number, group in enumerate(dict.fromkeys(one.case.group for one in every)):
            colour, mark = CYCLE[number % len(CYCLE)], _MARKS[number % len(_MARKS)]
            for one in every:
                if one.case.group == group:
                    _draw(axes, one, colour, mark)
            handles.append(Line2D([], [], marker=mark, color=colour, linestyle="none", label=group))
        for label, face in (("calibration", "white"), ("held out", INK)):
            handles.append(Line2D([], [], marker="o", color=INK, markerfacecolor=face, linestyle="none", label=label))
        axes.set(xscale="log", yscale="log", xlim=span, ylim=(_LEAST, span[1]))
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_ticks(_TICKS, [str(tick) for tick in _TICKS])
            axis.minorticks_off()
        axes.set(xlim=span, xlabel="measured [µm]", ylabel="model [µm]")
        axes.set_title("Every length: model against measurement")
        light_grid(axes)
        page.figure.legend(handles=handles, loc="outside lower center", ncols=3)
    return page.svg


def _draw(axes: Axes, one: Found, colour: str, mark: str) -> None:
    low, high = (None if bound is None else 1e6 * bound for bound in (one.case.measured.low, one.case.measured.high))
    middle = (low * high) ** 0.5 if low and high else (low or high or 1.0)
    value, *band = (max(1e6 * (length or 0.0), _LEAST) for length in (one.value, one.low, one.high))
    if low and high:
        axes.plot([low, high], [value, value], color=colour, linewidth=1.0, alpha=0.6)
    else:
        # A bound on one side: an arrow towards where the measurement lies.
        end = middle * 1.35 if high is None else middle / 1.35
        arrow = {"arrowstyle": "->", "color": colour, "linewidth": 1.0, "alpha": 0.7}
        axes.annotate("", (end, value), (middle, value), arrowprops=arrow)
    axes.plot([middle, middle], band, color=colour, linewidth=3, alpha=0.35, solid_capstyle="butt")
    face = colour if one.case.role == "held_out" else "white"
    edge: dict[str, Any] = {"markersize": 7, "markeredgewidth": 1.2, "markerfacecolor": face}
    axes.plot([middle], [value], marker=mark, color=colour, clip_on=False, zorder=4, **edge)
