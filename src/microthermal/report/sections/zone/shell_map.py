"""Fates of tissue around one zone: all cells on the left of the axis, T cells on the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from microthermal.quantity import Array
from microthermal.report.drawing.sheet import INK, LEFT, MUTED, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_UM = 1e6


@dataclass(frozen=True)
class FateBand:
    """Tissue of one fate: label, colour, its outer border at each depth [m] (z,), where it ends and begins [m]."""

    label: str
    colour: str
    border: Array
    end: float
    begin: float = 0.0


def shell_map(
    z: Array,
    sides: tuple[list[FateBand], list[FateBand]],
    layers: tuple[float, ...],
    depth: float,
    radius: float,
    heads: tuple[str, str] = ("all cells", "T cells"),
) -> str:
    """SVG of the fates around one zone.

    Parameters
    ----------
    z : Array, (z,)
        Centres of the slabs at which the borders are given [m].
    sides : tuple of list of FateBand
        Bands of the left and the right side, the innermost first; each begins where the one before it ends.
    layers : tuple of float
        Depths at which layers of skin begin [m].
    depth, radius : float
        How much is shown [m].
    heads : tuple of str, optional
        What is shown on the left and on the right.
    """
    with sheet("shells", 640, 560, (LEFT, 10.0, 10.0, 42.0)) as page:
        axes = page.figure.add_subplot()
        handles = [*_side(axes, z, sides[0], -1.0), *_side(axes, z, sides[1], 1.0)]
        for top in layers:
            axes.axhline(top * _UM, color="#7B8794", linewidth=0.7, alpha=0.8)
        axes.axvline(0.0, color=INK, linewidth=0.8)
        axes.set(xlim=(-radius * _UM, radius * _UM), ylim=(depth * _UM, 0))
        axes.set(xlabel="distance from the beam axis [µm]", ylabel="depth [µm]")
        axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
        look: dict[str, Any] = {"ha": "center", "va": "bottom", "color": MUTED, "fontweight": "bold"}
        for place, words in zip((0.25, 0.75), heads, strict=True):
            axes.text(place, 0.02, words, transform=axes.transAxes, **look)
        unique = {handle.get_label(): handle for handle in handles}
        page.legend_below(list(unique.values()), 3)
    return page.svg


def _side(axes: Axes, z: Array, bands: list[FateBand], sign: float) -> list[Any]:
    from matplotlib.patches import Patch

    # The fates end between the centres of slabs, where the table says that they do.
    depths = np.unique(np.concatenate(([0.0], z, [band.end for band in bands], [band.begin for band in bands])))
    inner, layers = np.zeros(depths.size), []
    for band in bands:
        outer = np.maximum(inner, _border(z, band, depths))
        if np.any(outer > inner):
            layers.append((band, outer))
        inner = outer
    # Each fate is drawn from the axis on and covered by the worse ones, so that no gap is left between them.
    for band, outer in reversed(layers):
        axes.fill_betweenx(depths * _UM, 0.0, sign * outer * _UM, color=band.colour, linewidth=0)
    for _, outer in layers:
        axes.plot(sign * np.where(outer > 0.0, outer, np.nan) * _UM, depths * _UM, color="white", linewidth=0.8)
    return [Patch(facecolor=band.colour, edgecolor="#9AA5B1", linewidth=0.6, label=band.label) for band, _ in layers]


def _border(z: Array, band: FateBand, depths: Array) -> Array:
    """Outer border [m] at some depths: it closes at its end, and where it begins unless that is the surface."""
    inside = np.flatnonzero(band.border > 0.0)
    if inside.size == 0:
        return np.zeros(depths.size)
    first, last = int(inside[0]), int(inside[-1]) + 1
    # At the surface the uppermost centre stands for it too.
    begin, wide = (0.0, band.border[:1]) if band.begin == 0.0 else (min(band.begin, float(z[first])), np.zeros(1))
    first = 0 if band.begin == 0.0 else first
    down = np.concatenate(([begin], z[first:last], [max(band.end, float(z[last - 1]))]))
    wide = np.concatenate((wide, band.border[first:last], [0.0]))
    return np.interp(depths, down, wide, left=float(wide[0]))
