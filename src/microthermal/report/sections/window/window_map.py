"""The window over energy and density: which settings are inside, which warn, which stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from microthermal.domain.inputs.exposures import MapAxes
from microthermal.planning.records import Option
from microthermal.report.drawing.sheet import ACCENT, BLUE, STOP, light_grid, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LOGARITHMIC_FROM = 6.0
_LOOK = {"ok": (BLUE, "o", "inside"), "warn": ("#C98A00", "D", "warning"), "stop": (STOP, "X", "stop")}


def _spread(axes: Axes, axis: str, values: tuple[float, ...]) -> None:
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


_LASER_AXES = MapAxes("energy of a microbeam", "microbeams")


def window_map(
    title: str, every: dict[tuple[float, float], Option], chosen: tuple[float, float] | None,
    words: MapAxes = _LASER_AXES,
) -> str:  # fmt: skip
    """SVG of the settings tried with one device.

    Parameters
    ----------
    title : str
        Name of the device.
    every : dict of Option
        The best candidate of each energy [mJ] and density of all passes [1/cm²]; a mark grows with its score.
    chosen : tuple of float, optional
        Energy [mJ] and density [1/cm²] of the chosen setting.
    words : MapAxes, optional
        What energy and density are called for this kind of device.
    """
    from matplotlib.lines import Line2D

    name = "window-" + "".join(letter for letter in title.lower() if letter.isalnum())
    with sheet(name, 520, 330, (58.0, 10.0, 24.0, 42.0)) as page:
        axes = page.figure.add_subplot()
        handles = []
        for state, (colour, mark, word) in _LOOK.items():
            some = {place: one for place, one in every.items() if one.state == state}
            sizes = [40 + 220 * min(max(one.score, 0.0), 1.0) for one in some.values()]
            look: dict[str, Any] = {"marker": mark, "color": colour, "alpha": 0.75, "edgecolors": "white"}
            energies, densities = ([place[axis] for place in some] for axis in (0, 1))
            axes.scatter(energies, densities, s=sizes, linewidths=0.8, zorder=3, **look)
            handles.append(Line2D([], [], marker=mark, color=colour, linestyle="none", label=word))
        if chosen is not None:
            ring: dict[str, Any] = {"facecolors": "none", "edgecolors": ACCENT, "linewidths": 2.2}
            axes.scatter([chosen[0]], [chosen[1]], s=420, zorder=5, **ring)
            ring = {"marker": "o", "markersize": 9, "markerfacecolor": "none", "markeredgewidth": 2}
            handles.append(Line2D([], [], color=ACCENT, linestyle="none", label="chosen", **ring))
        axes.margins(0.14)
        for axis, values in zip("xy", zip(*every, strict=True), strict=True):
            _spread(axes, axis, values)
        many = "shots" if words.spaced else words.density
        axes.set(xlabel=f"{words.energy} [mJ]", ylabel=f"{many}, all passes [1/cm²]", title=title)
        light_grid(axes)
        axes.grid(visible=True, axis="x")
        page.legend_below(handles, 4)
    return page.svg
