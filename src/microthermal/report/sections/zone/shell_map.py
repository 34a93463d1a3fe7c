"""Fates of tissue around one zone: all cells on the left of the axis, T cells on the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from microthermal.quantity import Array
from microthermal.report.drawing.sheet import INK, MUTED, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_UM = 1e6


@dataclass(frozen=True)
class Band:
    """Tissue of one fate: label, colour, and its outer border at each depth [m] (z,)."""

    label: str
    colour: str
    border: Array


def shell_map(
    z: Array, left: tuple[Band, ...], right: tuple[Band, ...], layers: tuple[float, ...], depth: float, radius: float
) -> str:
    """SVG of the fates around one zone.

    Parameters
    ----------
    z : Array, (z,)
        Depths of the borders [m].
    left, right : tuple of Band
        Bands of either side, the innermost first; each begins where the one before it ends.
    layers : tuple of float
        Depths at which layers of skin begin [m].
    depth, radius : float
        How much is shown [m].
    """
    with sheet("shells", 640, 560) as page:
        axes = page.figure.add_subplot()
        handles = [*_side(axes, z, left, -1.0), *_side(axes, z, right, 1.0)]
        for top in layers:
            axes.axhline(top * _UM, color="#7B8794", linewidth=0.7, alpha=0.8)
        axes.axvline(0.0, color=INK, linewidth=0.8)
        axes.set_xlim(-radius * _UM, radius * _UM)
        axes.set_ylim(depth * _UM, 0)
        axes.set_xlabel("distance from the beam axis [µm]")
        axes.set_ylabel("depth [µm]")
        axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
        for place, words in ((0.25, "all cells"), (0.75, "T cells")):
            axes.text(
                place, 0.02, words, transform=axes.transAxes, ha="center", va="bottom", color=MUTED, fontweight="bold"
            )
        unique = {handle.get_label(): handle for handle in handles}
        page.figure.legend(handles=list(unique.values()), loc="outside lower center", ncols=3)
    return page.svg


def _side(axes: Axes, z: Array, bands: tuple[Band, ...], sign: float) -> list[Any]:
    from matplotlib.patches import Patch

    # The uppermost centre stands for the surface too, so that bands reach it.
    depths = np.concatenate(([0.0], z)) * _UM
    inner, handles = np.zeros(depths.size), []
    for band in bands:
        outer = np.maximum(inner, np.concatenate((band.border[:1], band.border)) * _UM)
        axes.fill_betweenx(depths, sign * inner, sign * outer, where=outer > inner, color=band.colour, linewidth=0)
        axes.plot(sign * outer, depths, color="white", linewidth=0.8)
        if np.any(outer > inner):
            handles.append(Patch(facecolor=band.colour, edgecolor="#9AA5B1", linewidth=0.6, label=band.label))
        inner = outer
    return handles
