"""Warmth of the field: rise over depth, over time, and from above at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from microthermal.quantity import Array
from microthermal.report.drawing.sheet import BLUE, INK, MUTED, ORANGE, STOP, VERMILION, Sheet, light_grid, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class FieldHeatCurves:
    """Depths [mm] with rises [K]; moments [s] with the rise; places [mm] with the rise; marks of the limit [K]."""

    depth: Array
    peak: Array
    start: Array
    end: Array
    time: Array
    trace: Array
    x: Array
    y: Array
    map: Array
    warn: float
    stop: float


def field_heat(heat: FieldHeatCurves, width: float = 1060, height: float = 340) -> str:
    """SVG of three panels."""
    with sheet("field-heat", width, height) as page:
        over_depth, over_time, above = page.figure.subplots(1, 3, width_ratios=(1, 1.1, 1))
        for values, colour, label in (
            (heat.peak, VERMILION, "peak midway between zones"),
            (heat.start, BLUE, "before a pulse, hottest"),
            (heat.end, ORANGE, "end, cell mean"),
        ):
            over_depth.plot(values, heat.depth, color=colour, label=label)
        over_depth.set_ylim(min(3.0, float(heat.depth.max())), 0)
        over_depth.set_xlim(left=0)
        _limits(over_depth, heat)
        over_depth.set_xlabel("rise [°C]")
        over_depth.set_ylabel("depth [mm]")
        over_depth.set_title("Over depth", color=INK)
        over_depth.legend(loc="lower right")
        _over_time(over_time, heat)
        _above(page, above, heat)
        light_grid(over_depth, along="x")
    return page.svg


def _limits(axes: Axes, heat: FieldHeatCurves) -> None:
    """Marks of the limit, which judges the peak, where they are within the panel."""
    for mark, colour, word in ((heat.warn, "#8A6100", "warn"), (heat.stop, STOP, "stop")):
        if 0 < mark < axes.get_xlim()[1]:
            axes.axvline(mark, color=colour, linewidth=1, linestyle="--")
            axes.text(mark, axes.get_ylim()[0], word, color=colour, ha="right", va="bottom", fontsize=8, rotation=90)


def _over_time(axes: Axes, heat: FieldHeatCurves) -> None:
    axes.plot(heat.time, heat.trace, color=VERMILION)
    axes.set_ylim(0, 1.15 * max(float(heat.trace.max()), 0.1))
    axes.set_xlabel("time since the first pulse [s]")
    axes.set_ylabel("rise in the middle, cell mean [°C]")
    axes.set_title("Over time", color=INK)
    light_grid(axes)


def _above(page: Sheet, axes: Axes, heat: FieldHeatCurves) -> None:
    if heat.map.size < 4:
        axes.axis("off")
        axes.text(0.5, 0.5, "the map was not kept", ha="center", va="center", color=MUTED, transform=axes.transAxes)
        return
    ticks = np.linspace(0.0, max(float(heat.map.max()), 0.1), 9)
    drawn = axes.contourf(heat.x, heat.y, np.maximum(heat.map, 0.0), levels=ticks, cmap="inferno")
    axes.set_aspect("equal")
    axes.set_xlabel("across the lines [mm]")
    axes.set_ylabel("along the slow axis [mm]")
    axes.set_title("At the end, from above", color=INK)
    page.figure.colorbar(drawn, ax=axes, label="rise [°C]", shrink=0.85, format="%.2g")
