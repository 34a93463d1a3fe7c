"""Differences of all metrics on one scale: in nominal skin, and over the doubts."""

from __future__ import annotations

from microthermal.numerics.ties import ordered
from microthermal.report.drawing.sheet import ACCENT, INK, MUTED, light_grid, sheet
from microthermal.studies.compare.records import Difference
from microthermal.studies.compare.words import size

# Beyond this many hundredths of the larger value the axis ends, and an arrow says so.
_END = 100.0
_LONGEST = 90


def intervals(shown: tuple[Difference, ...]) -> str:
    """SVG of the differences in hundredths of the larger of the two values, the greatest at the top."""
    lines = ordered(shown, [(lambda one: -size(one), 1e-6)], lambda one: one.metric)
    with sheet("intervals", 1060, 90 + 21 * len(lines)) as page:
        axes = page.figure.add_subplot()
        for place, one in enumerate(reversed(lines)):
            most = max(abs(one.a.value), abs(one.b.value)) or 1.0
            low, value, high = (100.0 * end / most for end in (one.low, one.value, one.high))
            colour = ACCENT if one.apart else MUTED
            axes.plot([max(low, -_END), min(high, _END)], [place, place], color=colour, linewidth=2.4, alpha=0.6)
            for end, beyond in ((low, low < -_END), (high, high > _END)):
                if beyond:
                    mark = "<" if end < 0.0 else ">"
                    edge = max(min(end, _END), -_END)
                    axes.plot([edge], [place], marker=mark, color=colour, markersize=5, clip_on=False)
            face = colour if one.apart else "white"
            axes.plot([value], [place], marker="o", color=colour, markerfacecolor=face, markersize=6, clip_on=False)
        axes.axvline(0.0, color=INK, linewidth=0.8)
        axes.set_yticks(range(len(lines)), [_short(one.a.meaning) for one in reversed(lines)])
        axes.set(xlim=(-_END, _END), ylim=(-0.7, len(lines) - 0.3))
        axes.set_xlabel("B less A, as a percentage of the larger of the two")
        axes.set_title("A is larger  ←   → B is larger", loc="center")
        light_grid(axes, "x")
    return page.svg


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
