"""The window over energy and density: which settings are inside, which warn, which stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from microthermal.report.drawing.sheet import ACCENT, BLUE, INK, STOP, light_grid, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LOGARITHMIC_FROM = 6.0
_LOOK = {"ok": (BLUE, "o", "inside"), "warn": ("#C98A00", "D", "warning"), "stop": (STOP, "X", "stop")}


@dataclass(frozen=True)
class MapMark:
    """One candidate: energy [mJ], density of all passes [1/cm²], its worst verdict, and how far it reaches the aims."""

    energy: float
    density: float
    state: str
    score: float


def _spread(axes: Axes, axis: str, values: list[float]) -> None:
    """Even steps become logarithmic where the settings span most of a decade."""
    if min(values) <= 0 or max(values) / min(values) < _LOGARITHMIC_FROM:
        return
    from matplotlib.ticker import FixedLocator, NullLocator

    ticks = [step * 10.0**power for power in range(-3, 7) for step in (1, 2, 5)]
    within = [tick for tick in ticks if 0.7 * min(values) <= tick <= 1.4 * max(values)]
    ruler = axes.xaxis if axis == "x" else axes.yaxis
    (axes.set_xscale if axis == "x" else axes.set_yscale)("log")
    ruler.set_major_locator(FixedLocator(within))
    ruler.set_minor_locator(NullLocator())
    ruler.set_major_formatter(lambda value, _: f"{value:g}")


def window_map(title: str, every: tuple[MapMark, ...], chosen: tuple[float, float] | None, width: float = 520) -> str:
    """SVG of the settings tried with one device.

    Parameters
    ----------
    title : str
        Name of the device.
    every : tuple of Setting
        Settings; the area of a mark grows with the score.
    chosen : tuple of float, optional
        Energy [mJ] and density [1/cm²] of the chosen setting.
    """
    from matplotlib.lines import Line2D

    name = "window-" + "".join(letter for letter in title.lower() if letter.isalnum())
    with sheet(name, width, 330) as page:
        axes = page.figure.add_subplot()
        handles = []
        for state, (colour, mark, word) in _LOOK.items():
            some = [one for one in every if one.state == state]
            sizes = [40 + 220 * min(max(one.score, 0.0), 1.0) for one in some]
            axes.scatter(
                [one.energy for one in some],
                [one.density for one in some],
                s=sizes,
                marker=mark,
                color=colour,
                alpha=0.75,
                edgecolors="white",
                linewidths=0.8,
                zorder=3,
            )
            handles.append(Line2D([], [], marker=mark, color=colour, linestyle="none", label=word))
        if chosen is not None:
            axes.scatter(
                [chosen[0]], [chosen[1]], s=420, facecolors="none", edgecolors=ACCENT, linewidths=2.2, zorder=5
            )
            handles.append(
                Line2D(
                    [],
                    [],
                    marker="o",
                    markersize=9,
                    markerfacecolor="none",
                    markeredgewidth=2,
                    color=ACCENT,
                    linestyle="none",
                    label="chosen",
                )
            )
        axes.margins(0.14)
        for axis, values in (("x", [one.energy for one in every]), ("y", [one.density for one in every])):
            _spread(axes, axis, values)
        axes.set_xlabel("energy of a microbeam [mJ]")
        axes.set_ylabel("microbeams, all passes [1/cm²]")
        axes.set_title(title, color=INK)
        light_grid(axes)
        axes.grid(visible=True, axis="x")
        page.figure.legend(handles=handles, loc="outside lower center", ncols=4)
    return page.svg
