"""Grids for one microbeam: fine where the zone will be, growing outward, with edges on the borders of layers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.grid import Grid
from microthermal.numerics.wholes import whole_steps
from microthermal.quantity import Array
from microthermal.tissue.marked_grids import Marked

# Sampling points of the cell size for the integral that counts cells; edges are exact to that resolution.
_POINTS = 4000


@dataclass(frozen=True)
class Fineness:
    """How large cells are along one axis [m]: ``first`` at 0, growing by ``rise`` per length to ``largest`` at most.

    Beyond ``fine`` they grow by ``growth`` per length, which is about the fraction by which a cell is larger than its
    neighbour; the axis ends at ``end``.
    """

    first: float
    largest: float
    rise: float
    fine: float
    growth: float
    end: float

    def size(self, place: Array) -> Array:
        """Size of the cells at places [m], of the same shape."""
        inside = np.minimum(np.minimum(place, self.fine) * self.rise + self.first, max(self.first, self.largest))
        return np.asarray(inside + self.growth * np.maximum(0.0, place - self.fine))


@dataclass(frozen=True)
class Within:
    """How large cells are along the depth [m] where they are fine from ``top`` to ``fine``: ``first`` there.

    Above and below they grow by ``growth`` per length, above to ``most`` at most; the axis ends at ``end``.
    """

    first: float
    most: float
    top: float
    fine: float
    growth: float
    end: float

    def size(self, place: Array) -> Array:
        """Size of the cells at places [m], of the same shape."""
        above = np.minimum(self.first + self.growth * np.maximum(0.0, self.top - place), self.most)
        return np.asarray(above + self.growth * np.maximum(0.0, place - self.fine))


def grid_for(
    skin: Skin, rings: Fineness | Marked, slabs: Fineness | Within | Marked, rims: tuple[float, ...] = ()
) -> Grid:  # fmt: skip
    """Grid of one microbeam's cylinder.

    Parameters
    ----------
    skin : Skin
        Borders between its layers become edges of slabs.
    rings, slabs : Fineness or Within
        Sizes of the cells along the radius and the depth.
    rims : tuple of float, optional
        Radii that become edges of rings [m], growing, such as the sharp rim of a beam.

    Returns
    -------
    Grid
        A thin layer may make some slabs smaller.
    """
    borders = np.cumsum([layer.thickness for layer in skin.layers])
    # A border nearer than half a cell to the bottom would make a very thin slab.
    inner = borders[borders < slabs.end - 0.5 * slabs.first]
    return Grid(
        r_edges=_kept_edges((0.0, *rims, rings.end), rings),
        z_edges=_kept_edges((0.0, *inner.tolist(), slabs.end), slabs),
    )


@lru_cache(maxsize=64)  # zones of other energies and of other skin have the same grid, or the same rings
def _kept_edges(borders: tuple[float, ...], fineness: Fineness | Within | Marked) -> Array:
    found = edges(np.array(borders), fineness)
    found.setflags(write=False)
    return found


def edges(borders: Array, fineness: Fineness | Within | Marked) -> Array:
    """Edges of cells of given sizes that fall on given borders.

    Parameters
    ----------
    borders : Array, (border,)
        Places that must be edges [m], growing, the first 0 and the last the end.
    fineness : Fineness or Within
        Sizes of the cells; to end on a border they are a little smaller.

    Returns
    -------
    Array, (edge,)
        Edges [m].

    Notes
    -----
    N(x) = ∫ dx / size(x) counts the cells up to x. Between two borders N is divided evenly into whole cells.
    """
    places = np.unique(np.concatenate((np.linspace(0.0, float(borders[-1]), _POINTS), borders, [fineness.fine])))
    places = places[places <= borders[-1]]
    density = 1.0 / fineness.size(places)
    count = np.concatenate(([0.0], np.cumsum(0.5 * (density[1:] + density[:-1]) * np.diff(places))))
    parts = [np.array([float(borders[0])])]
    for low, high in pairwise(borders):
        first, last = np.interp((low, high), places, count)
        # The count is a sum over thousands of places, whole to a millionth.
        cells = max(1, whole_steps(float(last - first) - 1e-6))
        inside = np.interp(np.linspace(first, last, cells + 1), count, places)[1:-1]
        parts.append(np.concatenate((inside, [float(high)])))
    return np.concatenate(parts)
