"""Damage-volume histograms: the fraction of each layer that reaches at least a level, with its band over scenarios."""

from __future__ import annotations

from dataclasses import dataclass

from microthermal.quantity import Array
from microthermal.report.drawing.sheet import CYCLE, INK, MUTED, light_grid, sheet


@dataclass(frozen=True)
class VolumeCurve:
    """One layer of one panel: levels, fraction, and the ends of its band."""

    label: str
    level: Array
    fraction: Array
    low: Array
    high: Array


@dataclass(frozen=True)
class VolumePanel:
    """One endpoint: its curves, the words of its axis, and where its threshold stands."""

    title: str
    axis: str
    curves: tuple[VolumeCurve, ...]
    threshold: float
    logarithmic: bool


def volumes(panels: tuple[VolumePanel, ...], width: float = 1060, height: float = 330) -> str:
    """SVG of histograms side by side."""
    labels = list(dict.fromkeys(curve.label for panel in panels for curve in panel.curves))
    with sheet("volumes", width, height) as page:
        for number, panel in enumerate(panels):
            axes = page.figure.add_subplot(1, len(panels), number + 1)
            for curve in panel.curves:
                colour = CYCLE[labels.index(curve.label) % len(CYCLE)]
                axes.plot(curve.level, 100 * curve.fraction, color=colour, label=curve.label if number == 0 else None)
                axes.fill_between(curve.level, 100 * curve.low, 100 * curve.high, color=colour, alpha=0.18, linewidth=0)
            axes.axvline(panel.threshold, color=MUTED, linewidth=1, linestyle="--")
            if panel.logarithmic:
                axes.set_xscale("log")
            axes.set_ylim(bottom=0)
            axes.set_xlabel(panel.axis)
            axes.set_title(panel.title, color=INK)
            light_grid(axes)
            if number == 0:
                axes.set_ylabel("fraction of the layer [%]")
        page.figure.legend(loc="outside lower center", ncols=5)
    return page.svg
