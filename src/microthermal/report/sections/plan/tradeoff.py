"""All candidates at once: how far the aims are reached against the fraction of a stop limit that is used."""

from __future__ import annotations

from dataclasses import dataclass

from microthermal.report.drawing.sheet import ACCENT, CYCLE, INK, MUTED, STOP, light_grid, sheet

# Candidates far beyond the stop limit are drawn at the edge, so that those near it have room.
_FARTHEST = 2.0
_MARKS = ("o", "s", "^", "D", "v", "P", "X", "h")


@dataclass(frozen=True)
class Point:
    """One candidate: device, score, risk, on the front, refused."""

    device: str
    score: float
    risk: float
    front: bool
    refused: bool


def tradeoff(points: tuple[Point, ...], width: float = 1060, height: float = 380) -> str:
    """SVG of score against risk; the first point is the chosen one."""
    from matplotlib.lines import Line2D

    with sheet("tradeoff", width, height) as page:
        axes = page.figure.add_subplot()
        names = tuple(dict.fromkeys(point.device for point in points))
        handles = []
        for number, name in enumerate(names):
            colour, mark = CYCLE[number % len(CYCLE)], _MARKS[number % len(_MARKS)]
            own = [point for point in points if point.device == name]
            for refused in (True, False):
                some = [point for point in own if point.refused == refused]
                axes.scatter(
                    [min(point.risk, _FARTHEST) for point in some],
                    [point.score for point in some],
                    s=34,
                    marker=mark,
                    facecolors="none" if refused else colour,
                    edgecolors=colour if refused else "white",
                    alpha=0.5 if refused else 0.85,
                    linewidths=0.7,
                    zorder=3,
                )
            handles.append(Line2D([], [], marker=mark, color=colour, linestyle="none", label=name))
        front = sorted((point.risk, point.score) for point in points if point.front)
        if len(front) > 1:
            axes.plot(*zip(*front, strict=True), color=MUTED, linewidth=1.1, drawstyle="steps-post", zorder=2)
            handles.append(Line2D([], [], color=MUTED, label="trade-off front"))
        handles.append(
            Line2D([], [], marker="o", markerfacecolor="none", color=MUTED, linestyle="none", label="refused")
        )
        best = points[0]
        axes.scatter(
            [best.risk], [best.score], s=230, marker="o", facecolors="none", edgecolors=ACCENT, linewidths=2.2, zorder=5
        )
        axes.annotate("chosen", (best.risk, best.score), xytext=(-14, 10), textcoords="offset points", ha="right",
                      color=ACCENT, fontweight="bold")  # fmt: skip
        axes.set_xlim(0, max(1.12, 1.04 * min(max(point.risk for point in points), _FARTHEST)))
        axes.margins(y=0.12)
        axes.axvline(1.0, color=STOP, linewidth=1.2)
        axes.text(
            1.0, 1.0, "stop", color=STOP, transform=axes.get_xaxis_transform(), va="bottom", ha="center", fontsize=8
        )
        axes.set_xlabel("risk: greatest fraction of a stop limit against harm that is used")
        axes.set_ylabel("score: how far the aims are reached")
        axes.set_title("Every candidate: benefit against risk", color=INK)
        light_grid(axes)
        page.figure.legend(handles=handles, loc="outside lower center", ncols=min(len(handles), 5))
    return page.svg
