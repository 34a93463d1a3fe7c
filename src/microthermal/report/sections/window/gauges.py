"""The therapeutic window: one bar per limit with its warn and stop marks, the number and its band."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from microthermal.report.drawing.sheet import ACCENT, BLUE, INK, MUTED, STOP, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_CALM, _CARE, _HARM = "#DCEBF4", "#FBE8C4", "#F3D3CF"
# Each bar is scaled so that its stop mark stands at the same place; the bar ends a little beyond.
_STOP_AT, _END = 1.0, 1.3
# The words stand within the axes, which fill the sheet.
_NO_MARGINS = (4.0, 4.0, 4.0, 4.0)


@dataclass(frozen=True)
class Gauge:
    """A limit and its number: words, and fractions of the stop limit for warn, number and band."""

    label: str
    text: str
    warn: float
    value: float
    low: float
    high: float
    state: str
    warn_text: str
    stop_text: str

    @property
    def word(self) -> str:
        """Verdict in words; a value that keeps the limit may be warned of by its band alone."""
        if self.state == "warn" and self.value < self.warn:
            return "warning by its band"
        return {"ok": "inside", "warn": "warning", "stop": "stop"}[self.state]


def gauges(every: tuple[Gauge, ...]) -> str:
    """SVG of horizontal gauges, one row each."""
    with sheet("gauges", 1060, 62 + 52 * len(every), _NO_MARGINS) as page:
        axes = page.figure.add_subplot()
        for row, gauge in enumerate(every):
            _draw(axes, gauge, -row)
        axes.set_xlim(-0.72, _END + 0.36)
        axes.set_ylim(-len(every) + 0.35, 1.0)
        axes.axis("off")
        axes.text(_STOP_AT, 0.72, "stop", ha="center", va="bottom", color=STOP, fontsize=8, fontweight="bold")
        axes.text(0, 0.72, "fraction of the stop limit that is used", ha="left", va="bottom", color=MUTED, fontsize=8)
    return page.svg


def _draw(axes: Axes, gauge: Gauge, level: float) -> None:
    warn = min(max(gauge.warn, 0.0), _STOP_AT)
    for left, right, colour in ((0, warn, _CALM), (warn, _STOP_AT, _CARE), (_STOP_AT, _END, _HARM)):
        axes.barh(level, right - left, left=left, height=0.46, color=colour, linewidth=0)
    for place, colour in ((warn, "#8A6100"), (_STOP_AT, STOP)):
        axes.plot(
            [place, place], [level - 0.3, level + 0.3], color=colour, linewidth=1.4, solid_capstyle="butt", label="mark"
        )
    low, high = (min(max(one, 0.0), _END) for one in (gauge.low, gauge.high))
    colour = {"ok": BLUE, "warn": "#8A6100", "stop": STOP}[gauge.state]
    look: dict[str, Any] = {"linewidth": 5, "alpha": 0.45, "solid_capstyle": "butt", "label": f"{gauge.label}, band"}
    axes.plot([low, high], [level, level], color=colour, **look)
    mark = {"ok": "o", "warn": "D", "stop": "X"}[gauge.state]
    edge: dict[str, Any] = {"label": gauge.label, "markersize": 9, "markeredgecolor": "white", "markeredgewidth": 1.0}
    axes.plot([min(max(gauge.value, 0.0), _END)], [level], marker=mark, color=colour, **edge)
    # Long names take two lines, each set flush right by itself: the reader's font is not the one measured here.
    for number, line in enumerate(reversed(wrap(gauge.label, 44))):
        axes.text(-0.03, level - 0.03 + 0.27 * number, line, ha="right", va="bottom", color=INK, fontsize=8.5)
    marks = f"warn {gauge.warn_text}, stop {gauge.stop_text}"
    axes.text(-0.03, level - 0.27, marks, ha="right", va="center", color=MUTED, fontsize=8)
    axes.text(_END + 0.02, level + 0.12, gauge.text, ha="left", va="center", color=INK, fontsize=8.5, fontweight="bold")
    ink = ACCENT if gauge.state == "ok" else colour
    axes.text(_END + 0.02, level - 0.24, gauge.word, ha="left", va="center", color=ink, fontsize=8)
