"""All candidates at once: how far the aims are reached against the fraction of a stop limit that is used."""

from __future__ import annotations

from typing import Any

from microthermal.planning.records import Option
from microthermal.report.drawing.sheet import ACCENT, CYCLE, MUTED, STOP, light_grid, sheet
from microthermal.report.wording import device_title

# Candidates far beyond the stop limit are drawn at the edge, so that those near it have room.
_FARTHEST = 2.0
_MARKS = ("o", "s", "^", "D", "v", "P", "X", "h")


def _kind(option: Option) -> str:
    return device_title(option.device) if option.lasered else "no laser"


def tradeoff(options: tuple[Option, ...], refused: tuple[Option, ...]) -> str:
    """SVG of score against risk of ranked candidates, of which the first is the chosen one, and of refused ones."""
    from matplotlib.lines import Line2D

    with sheet("tradeoff", 1060, 380) as page:
        axes = page.figure.add_subplot()
        every, handles = (*options, *refused), []
        for number, name in enumerate(dict.fromkeys(_kind(one) for one in every)):
            colour, mark = CYCLE[number % len(CYCLE)], _MARKS[number % len(_MARKS)]
            open_look = {"facecolors": "none", "edgecolors": colour, "alpha": 0.5}
            filled_look = {"facecolors": colour, "edgecolors": "white", "alpha": 0.85}
            for group, look in ((refused, open_look), (options, filled_look)):
                some = [one for one in group if _kind(one) == name]
                risks = [min(one.risk, _FARTHEST) for one in some]
                shape: dict[str, Any] = {"s": 34, "marker": mark, "linewidths": 0.7, "zorder": 3, **look}
                axes.scatter(risks, [one.score for one in some], **shape)
            handles.append(Line2D([], [], marker=mark, color=colour, linestyle="none", label=name))
        front = sorted((one.risk, one.score) for one in every if one.front)
        if len(front) > 1:
            axes.plot(*zip(*front, strict=True), color=MUTED, linewidth=1.1, drawstyle="steps-post", zorder=2)
            handles.append(Line2D([], [], color=MUTED, label="trade-off front"))
        hollow: dict[str, Any] = {"marker": "o", "markerfacecolor": "none", "linestyle": "none"}
        handles.append(Line2D([], [], color=MUTED, label="refused", **hollow))
        place = (options[0].risk, options[0].score)
        ring: dict[str, Any] = {"s": 230, "marker": "o", "facecolors": "none", "edgecolors": ACCENT}
        axes.scatter([place[0]], [place[1]], linewidths=2.2, zorder=5, **ring)
        words: dict[str, Any] = {"ha": "right", "color": ACCENT, "fontweight": "bold"}
        axes.annotate("chosen", place, xytext=(-14, 10), textcoords="offset points", **words)
        axes.set_xlim(0, max(1.12, 1.04 * min(max(one.risk for one in every), _FARTHEST)))
        axes.margins(y=0.12)
        axes.axvline(1.0, color=STOP, linewidth=1.2)
        words = {"color": STOP, "va": "bottom", "ha": "center", "fontsize": 8}
        axes.text(1.0, 1.0, "stop", transform=axes.get_xaxis_transform(), **words)
        axes.set_xlabel("risk: greatest fraction of a stop limit against harm that is used")
        axes.set(ylabel="score: how far the aims are reached", title="Every candidate: benefit against risk")
        light_grid(axes)
        page.figure.legend(handles=handles, loc="outside lower center", ncols=min(len(handles), 5))
    return page.svg
