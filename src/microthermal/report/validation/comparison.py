"""Model beside measurement: one row a case, all on one axis of ratios, so that any quantity can stand beside any."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

from microthermal.report.drawing.sheet import BLUE, FAINT, INK, MUTED, STOP, sheet
from microthermal.report.validation.rows import ROLES, centre, model_text
from microthermal.validation.records import Found

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Rows end at a third and at three times what was measured; what lies beyond is drawn at the end, as an arrow.
_LEAST, _MOST = 1 / 3.6, 3.6
_TICKS = (1 / 3, 1 / 2, 2 / 3, 1.0, 1.5, 2.0, 3.0)
_BAND = "#CFE6E4"
COLOURS = {"hit": BLUE, "near": "#8A6100", "miss": STOP, "unresolved": STOP, "not judged": MUTED}
MARKS = {"hit": "o", "near": "D", "miss": "X", "unresolved": "P", "not judged": "o"}


def comparison(name: str, every: tuple[Found, ...]) -> str:
    """SVG of rows: the measured bounds as a bar, the model's band as a line, its middle as a mark."""
    with sheet(name, 1060, 74 + 46 * len(every)) as page:
        left, axes, right = page.figure.subplots(1, 3, width_ratios=(4.3, 6.2, 2.6), sharey=True)
        for row, one in enumerate(every):
            _draw(axes, one, -row)
            _words(left, right, one, -row)
        axes.set(xscale="log", xlim=(_LEAST, _MOST), ylim=(-len(every) + 0.4, 0.75))
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


def _draw(axes: Axes, one: Found, level: float) -> None:
    """Draw a case as ratios to the middle of its measured bounds."""
    bounds, middle = one.case.measured, centre(one.case.measured)
    low = bounds.low / middle if bounds.low else _LEAST
    high = bounds.high / middle if bounds.high else _MOST
    axes.barh(level, high - low, left=low, height=0.62, color=_BAND, linewidth=0)
    for bound in (bounds.low, bounds.high):
        if bound is not None:
            line, span = [bound / middle, bound / middle], [level - 0.31, level + 0.31]
            axes.plot(line, span, color="#3F8F8A", linewidth=1.3, solid_capstyle="butt")
    colour = COLOURS[one.verdict]
    if one.value is None:
        box = {"facecolor": "white", "edgecolor": FAINT, "boxstyle": "round,pad=0.3"}
        axes.text(1.0, level, "not judged", ha="center", va="center", color=MUTED, fontsize=8, bbox=box)
        return
    value, error = one.value / middle, (one.error or 0.0) / middle
    ends = [_held((end or 0.0) / middle) for end in (one.low, one.high)]
    axes.plot(ends, [level, level], color=colour, linewidth=5, alpha=0.4, solid_capstyle="butt")
    axes.plot([_held(value - error), _held(value + error)], [level, level], color=INK, linewidth=1.1)
    outside = not _LEAST < value < _MOST
    mark = ("<" if value <= _LEAST else ">") if outside else MARKS[one.verdict]
    edge: dict[str, Any] = {"markersize": 9, "markeredgecolor": "white", "markeredgewidth": 1.0}
    axes.plot([_held(value)], [level], marker=mark, color=colour, clip_on=False, zorder=4, **edge)


def _held(value: float) -> float:
    return min(max(value, _LEAST * 1.02), _MOST / 1.02)


def _words(left: Axes, right: Axes, one: Found, level: float) -> None:
    role = ROLES[one.case.role] + ("" if one.case.counts else ", not counted")
    lines = wrap(one.case.title, 50)[:2]
    for number, line in enumerate(reversed(lines)):
        left.text(1.0, level - 0.02 + 0.28 * number, line, ha="right", va="bottom", color=INK, fontsize=8.5)
    left.text(1.0, level - 0.26, role, ha="right", va="center", color=MUTED, fontsize=8)
    right.text(0.0, level + 0.14, model_text(one), ha="left", va="center", color=INK, fontsize=8.5)
    look: dict[str, Any] = {"color": COLOURS[one.verdict], "fontsize": 8, "fontweight": "bold"}
    right.text(0.0, level - 0.24, one.verdict, ha="left", va="center", **look)
