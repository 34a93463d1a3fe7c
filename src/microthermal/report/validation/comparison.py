"""Model beside measurement: one row a case, all on one axis of ratios, so that any quantity can stand beside any."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from microthermal.report.drawing.sheet import BLUE, FAINT, INK, MUTED, STOP, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Rows end at a third and at three times what was measured; what lies beyond is drawn at the end, as an arrow.
_LEAST, _MOST = 1 / 3.6, 3.6
_TICKS = (1 / 3, 1 / 2, 2 / 3, 1.0, 1.5, 2.0, 3.0)
_BAND = "#CFE6E4"
COLOURS = {"hit": BLUE, "near": "#8A6100", "miss": STOP, "unresolved": STOP, "not judged": MUTED}
MARKS = {"hit": "o", "near": "D", "miss": "X", "unresolved": "P", "not judged": "o"}


@dataclass(frozen=True)
class Compared:
    """One case as ratios to what was measured; None for a side without a bound, or a model without a value."""

    label: str
    role: str
    low: float | None
    high: float | None
    value: float | None
    model_low: float | None
    model_high: float | None
    error: float
    verdict: str
    text: str


def comparison(name: str, every: tuple[Compared, ...], width: float = 1060) -> str:
    """SVG of rows: the measured bounds as a bar, the model's band as a line, its middle as a mark."""
    with sheet(name, width, 74 + 46 * len(every)) as page:
        left, axes, right = page.figure.subplots(1, 3, width_ratios=(4.3, 6.2, 2.6), sharey=True)
        for row, one in enumerate(every):
            _draw(axes, one, -row)
            _words(left, right, one, -row)
        axes.set_xscale("log")
        axes.set_xlim(_LEAST, _MOST)
        axes.set_ylim(-len(every) + 0.4, 0.75)
        axes.set_xticks(_TICKS, ["⅓", "½", "⅔", "measured", "1.5 ×", "2 ×", "3 ×"])
        axes.minorticks_off()
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.axvline(1.0, color="#9AA5B1", linewidth=0.8, zorder=0)
        for empty in (left, right):
            empty.axis("off")
            empty.set_xlim(0, 1)
        axes.set_xlabel("model over measurement")
    return page.svg


def _draw(axes: Axes, one: Compared, level: float) -> None:
    low, high = one.low or _LEAST, one.high or _MOST
    axes.barh(level, high - low, left=low, height=0.62, color=_BAND, linewidth=0)
    for bound in (one.low, one.high):
        if bound is not None:
            axes.plot(
                [bound, bound], [level - 0.31, level + 0.31], color="#3F8F8A", linewidth=1.3, solid_capstyle="butt"
            )
    colour = COLOURS[one.verdict]
    if one.value is None:
        axes.text(1.0, level, "not judged", ha="center", va="center", color=MUTED, fontsize=8,
                  bbox={"facecolor": "white", "edgecolor": FAINT, "boxstyle": "round,pad=0.3"})  # fmt: skip
        return
    ends = [_held(end) for end in (one.model_low or 0.0, one.model_high or 0.0)]
    axes.plot(ends, [level, level], color=colour, linewidth=5, alpha=0.4, solid_capstyle="butt")
    axes.plot([_held(one.value - one.error), _held(one.value + one.error)], [level, level], color=INK, linewidth=1.1)
    at = _held(one.value)
    outside = not _LEAST < one.value < _MOST
    mark = ("<" if one.value <= _LEAST else ">") if outside else MARKS[one.verdict]
    axes.plot([at], [level], marker=mark, color=colour, markersize=9, markeredgecolor="white", markeredgewidth=1.0,
              clip_on=False, zorder=4)  # fmt: skip


def _held(value: float) -> float:
    return min(max(value, _LEAST * 1.02), _MOST / 1.02)


def _words(left: Axes, right: Axes, one: Compared, level: float) -> None:
    lines = wrap(one.label, 50)[:2]
    for number, line in enumerate(reversed(lines)):
        left.text(1.0, level - 0.02 + 0.28 * number, line, ha="right", va="bottom", color=INK, fontsize=8.5)
    left.text(1.0, level - 0.26, one.role, ha="right", va="center", color=MUTED, fontsize=8)
    right.text(0.0, level + 0.14, one.text, ha="left", va="center", color=INK, fontsize=8.5)
    right.text(0.0, level - 0.24, one.verdict, ha="left", va="center", color=COLOURS[one.verdict], fontsize=8,
               fontweight="bold")  # fmt: skip
