"""The grid around a follicle or a vessel: fine at its wall, to half the distance of its neighbours, and below it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.structures.structure import Structure
from microthermal.domain.results.grid import Grid
from microthermal.tissue.grids import Fineness, edges

# Rings across the narrowest part and across the thinnest shell, and slabs at the surface, at cells of 5 µm: the
# epidermis is some 80 µm thin.
_RINGS, _SHELL, _SURFACE = 5.0, 2.0, 1e-5
# Cells grow by this fraction of the distance from the wall, and slabs by this fraction of the depth, up to 100 µm.
_GROWTH, _RISE, _LARGEST = 0.15, 0.1, 1e-4
# Below the lowest part heat and light go on for this depth [m].
_BELOW = 1e-3
# Neighbouring borders closer than this are one [m].
_SAME = 1e-6


def cylinder_around(skin: Skin, structure: Structure, cell: float) -> Grid:
    """Grid of a skin with a structure on its axis.

    Parameters
    ----------
    skin : Skin
        Layers whose borders slabs follow.
    structure : Structure
        As it stands in the skin; walls of its parts become edges of rings, ends of cylinders edges of slabs.
    cell : float
        Fineness [m]: at 5 µm the narrowest part has five rings, or as many more as it is finer.

    Notes
    -----
    The last ring ends half way to the neighbours (:attr:`.Structure.cell`), where heat and light are mirrored.
    """
    radii = sorted({part.radius for part in structure.parts})
    coarse = cell / 5e-6
    shells = [outer - inner for inner, outer in pairwise(radii)]
    first = coarse * min(radii[0] / _RINGS, *(shell / _SHELL for shell in shells), 1.0)
    rings = Fineness(first, first, 0.0, 2.0 * radii[0], _GROWTH, structure.cell)
    walls = tuple(radius for radius in radii if radius < structure.cell)
    slabs = Fineness(_SURFACE * coarse, _LARGEST * coarse, _RISE, 1.0, 0.0, _bottom(skin, structure))
    return Grid(
        r_edges=edges(np.array((0.0, *walls, structure.cell)), rings),
        z_edges=edges(np.array(_levels(skin, structure, slabs.end)), slabs),
    )


def _bottom(skin: Skin, structure: Structure) -> float:
    lowest = max(part.bottom for part in structure.parts) + _BELOW
    return min(lowest, sum(layer.thickness for layer in skin.layers))


def _levels(skin: Skin, structure: Structure, bottom: float) -> tuple[float, ...]:
    borders = np.cumsum([layer.thickness for layer in skin.layers])
    ends = {0.0, bottom, *(float(border) for border in borders)}
    for part in structure.parts:
        ends |= {part.top, part.bottom}
    inside = [*sorted(level for level in ends if 0.0 <= level <= bottom - _SAME), bottom]
    return (0.0, *(high for low, high in pairwise(inside) if high - low > _SAME))
