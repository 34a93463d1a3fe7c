"""Where a drug is wanted: the named targets of a skin, and what each feels over a course."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

import numpy as np

from microthermal.delivery.depot import NOTHING
from microthermal.delivery.layers import dermis
from microthermal.delivery.unit_cell_grid import CellGrid, fixed
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.response import Exposure
from microthermal.numerics.transport.depot_balance import DepotCourse
from microthermal.numerics.wholes import WHOLE
from microthermal.quantity import Array

# Half the height of bulge and bulb [m]: assumed, the order of one isthmus and one papilla.
_HALF_HEIGHT = 2e-4
# Rows of a histogram, as fractions of the longest time.
_ROWS = np.linspace(0.0, 1.0, 33)

Depths: TypeAlias = dict[str, tuple[float, float]]


def target_depths(skin: Skin) -> Depths:
    """Depths [m] of the targets of a skin.

    Parameters
    ----------
    skin : Skin
        Papillary dermis, bulge and bulb lie where it says; the core of a scar is a third of its dermis around the depth
        that its condition says, and only scars have one.
    """
    found = dermis(skin)
    depths = {
        "dermis": (found.top, found.bottom),
        "bulge": _around(skin.follicle.bulge_depth),
        "bulb": _around(skin.follicle.papilla_depth),
    }
    if skin.scar_core is not None:
        half = (found.bottom - found.top) / 6.0
        depths["scar_core"] = (skin.scar_core - half, skin.scar_core + half)
    if skin.has("papillary_dermis"):
        depths["papillary_dermis"] = skin.depth_of("papillary_dermis")
    return depths


def _around(depth: float) -> tuple[float, float]:
    return depth - _HALF_HEIGHT, depth + _HALF_HEIGHT


@lru_cache(maxsize=64)
def weights(grid: CellGrid, depths: tuple[float, float]) -> Array:
    """Volume of each cell [m³] (cell,) that lies between two depths, over the whole unit cell."""
    low, high = np.maximum(grid.z_edges[:-1], depths[0]), np.minimum(grid.z_edges[1:], depths[1])
    fraction = np.clip(high - low, 0.0, None) / np.diff(grid.z_edges)
    return fixed((fraction[:, None] * grid.volume).ravel())


def exposures(
    depths: Depths, grid: CellGrid, course: DepotCourse, half: float, tissue: Array | None = None
) -> tuple[Exposure, ...]:
    """What each target inside the grid feels.

    Parameters
    ----------
    depths : dict
        Depths of the targets, from :func:`target_depths`.
    grid : CellGrid
        Unit cell of the course.
    course : DepotCourse
        Its first level is ``half``.
    half : float
        Unbound concentration of half the effect [kg/m³]; infinite if nothing is known.
    tissue : Array (cell,), optional
        1 where a cell is tissue, 0 where a channel took it; all are tissue where it is not told.
    """
    if not np.isfinite(half):
        return ()
    felt = np.stack([course.peak, course.area, course.above[:, 0], course.peak >= half], axis=1)
    left = 1.0 if tissue is None else tissue
    volumes = {name: left * weights(grid, between) for name, between in depths.items()}
    return tuple(_exposure(name, volume, felt, half) for name, volume in volumes.items() if volume.sum() > 0.0)


def _exposure(name: str, volume: Array, felt: Array, half: float) -> Exposure:
    """Means of peak, integral, time above and whether ever above, the columns of what each cell has felt (cell, 4)."""
    whole = float(volume.sum())
    fraction, above = volume / whole, felt[:, 2]
    peak, integral, time_above, ever = (fraction @ felt).tolist()
    # A cell that a target only touches does not belong to it; times that differ by rounding are one time.
    longest = float(above[fraction > NOTHING].max())
    duration = longest * _ROWS
    histogram = (above >= duration[:, None] * (1.0 - WHOLE)) @ fraction
    histogram[duration == 0.0] = 1.0
    return Exposure(
        target=name,
        half=half,
        volume=whole,
        peak=peak,
        integral=integral,
        time_above=time_above,
        fraction_above=min(ever, 1.0),
        duration=duration,
        fraction=np.clip(histogram, 0.0, 1.0),
    )
