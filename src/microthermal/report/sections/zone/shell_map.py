"""Fates of tissue around one zone: all cells on the left of the axis, T cells on the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from microthermal.quantity import Array
from microthermal.report.drawing.axis import Axis, rounds
from microthermal.report.drawing.line_panel import LinePanel
from microthermal.report.drawing.lines import LineFigure
from microthermal.report.drawing.shapes import area, strokes
from microthermal.report.drawing.sheet import INK, LEFT, MUTED
from microthermal.report.drawing.strokes import Key, fill, stroke

_UM: Final = 1e6
# Size of the figure, and room above and below the panel [CSS pixels]; the colour of borders of layers.
_WIDTH, _HEIGHT, _MARGINS, _BORDER = 640.0, 560.0, (10.0, 42.0), "#7B8794"


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
    layered = [_layered(z, bands) for bands in sides]
    keys = {band.label: Key(band.label, band.colour, "", 1.0) for _, found in layered for band, _ in found}
    deep, wide = depth * _UM, radius * _UM
    x = Axis(
        -wide, wide, "distance from the beam axis [µm]", ticks=tuple((at, f"{abs(at):g}") for at in rounds(-wide, wide))
    )
    page = LineFigure("shells", _WIDTH, _HEIGHT, list(keys.values()), 3)
    panel = page.panel((LEFT, _WIDTH - 10.0), _MARGINS, x, Axis(deep, 0.0, "depth [µm]"), "")
    for (depths, found), sign in zip(layered, (-1.0, 1.0), strict=True):
        _side(panel, depths * _UM, found, sign * _UM)
    for top in layers:
        strokes(panel, (_line((-wide, top * _UM), (wide, top * _UM)),), f"{stroke(_BORDER, 0.7)}; stroke-opacity: 0.8")
    strokes(panel, (_line((0.0, 0.0), (0.0, deep)),), stroke(INK, 0.8))
    for place, words in zip((-0.5, 0.5), heads, strict=True):
        panel.say(words, place * wide, 0.98 * deep, MUTED, anchor="middle", size=8.5, bold=True)
    return page.svg()


def _line(begin: tuple[float, float], end: tuple[float, float]) -> Array:
    return np.array([begin, end])


def _layered(z: Array, bands: list[FateBand]) -> tuple[Array, list[tuple[FateBand, Array]]]:
    """Depths [m], and for each fate that is there its outer border at them [m], beyond that of the one before."""
    # The fates end between the centres of slabs, where the table says that they do.
    depths = np.unique(np.concatenate(([0.0], z, [band.end for band in bands], [band.begin for band in bands])))
    inner, found = np.zeros(depths.size), []
    for band in bands:
        outer = np.maximum(inner, _border(z, band, depths))
        if np.any(outer > inner):
            found.append((band, outer))
        inner = outer
    return depths, found


def _side(panel: LinePanel, depths: Array, layers: list[tuple[FateBand, Array]], scale: float) -> None:
    """One side: depths as they are drawn, fates from the innermost on, and what a border is multiplied by."""
    # Each fate is drawn from the axis on and covered by the worse ones, so that no gap is left between them.
    for band, outer in reversed(layers):
        around = np.column_stack((np.append(scale * outer, [0.0, 0.0]), np.append(depths, [depths[-1], depths[0]])))
        area(panel, (around,), fill(band.colour), band.label)
    for _, outer in layers:
        inside = outer > 0.0
        edge = np.column_stack((scale * outer[inside], depths[inside]))
        strokes(panel, (edge,), stroke("#ffffff", 0.8))


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
