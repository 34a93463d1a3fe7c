"""Injury of each layer as stacked bars."""

from __future__ import annotations

import numpy as np

from microthermal.quantity import Array
from microthermal.report.drawing.sheet import light_grid, sheet


def injury_bars(layers: tuple[str, ...], parts: tuple[tuple[str, str, str, Array], ...], width: float = 1060) -> str:
    """SVG of horizontal bars, one per layer.

    Parameters
    ----------
    layers : tuple of str
        Names of the layers from the surface down.
    parts : tuple of (label, colour, hatch, fraction (layer,))
        Fractions that do not overlap [1]; drawn one after another.
    """
    with sheet("injury", width, 96 + 36 * len(layers)) as page:
        axes = page.figure.add_subplot()
        left = np.zeros(len(layers))
        for label, colour, hatch, fraction in parts:
            if not fraction.any():
                continue
            axes.barh(layers, 100 * fraction, left=100 * left, color=colour, hatch=hatch, edgecolor="white",
                      linewidth=0.6, height=0.62, label=label)  # fmt: skip
            left = left + fraction
        axes.invert_yaxis()
        axes.set_xlabel("fraction of the layer [%]")
        axes.set_xlim(0, max(105 * float(left.max()), 1.0))
        axes.tick_params(axis="y", length=0)
        light_grid(axes, along="x")
        axes.set_title("Injury per layer")
        page.figure.legend(loc="outside lower center", ncols=len(parts))
    return page.svg
