"""Grids for one microbeam: fine where the zone will be, growing outward, with edges on the borders of layers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from microthermal.domain.grid import Grid
from microthermal.domain.skin import Skin
from microthermal.quantity import Array

# Neighbouring cells differ by at most this factor where a grid grows, so that it stays of second order in practice.
GROWTH = 1.08
# Radius [m] out to which rings are fine if the caller does not say: a little more than the widest zones of one beam.
FINE_RADIUS = 1.5e-4
# Below the fine part the grid goes on for this far [m] or this share of the depth: room for heat to spread.
ROOM = 4e-4
ROOM_SHARE = 0.5


def grid_for(
    skin: Skin,
    radius: float,
    depth: float,
    cell: float,
    *,
    fine_radius: float | None = None,
    bottom: float | None = None,
) -> Grid:
    """Grid of one microbeam's cylinder.

    Parameters
    ----------
    skin : Skin
        Borders between its layers become edges of slabs.
    radius : float
        Outer radius of the cylinder [m].
    depth : float
        Depth down to which slabs are fine [m].
    cell : float
        Size of the finest cells [m]; a thin layer may make some slabs smaller.
    fine_radius : float, optional
        Radius out to which rings are fine [m]; without it, 0.15 mm.
    bottom : float, optional
        Depth of the cylinder [m]; without it, ``depth`` and half as much again, at least 0.4 mm more.

    Returns
    -------
    Grid
        Beyond the fine part cells grow by at most 8 % each.
    """
    fine = min(radius, FINE_RADIUS if fine_radius is None else fine_radius)
    end = depth + max(ROOM, ROOM_SHARE * depth) if bottom is None else bottom
    borders = np.cumsum([layer.thickness for layer in skin.layers])
    # A border nearer than half a cell to the bottom would make a sliver.
    inner = borders[borders < end - 0.5 * cell]
    return Grid(
        r_edges=edges(np.unique([0.0, fine, radius]), fine, cell),
        z_edges=edges(np.concatenate(([0.0], inner, [end])), min(depth, end), cell),
    )


def edges(borders: Array, fine: float, cell: float, growth: float = GROWTH) -> Array:
    """Edges that are fine at first, then grow, and fall on given borders.

    Parameters
    ----------
    borders : Array, (border,)
        Places that must be edges [m], growing, the first 0 and the last the end.
    fine : float
        Place up to which cells are of size ``cell`` or, to end on a border, a little smaller [m].
    cell : float
        Size of the finest cells [m].
    growth : float, optional
        Factor from cell to cell beyond ``fine``.

    Returns
    -------
    Array, (edge,)
        Edges [m].

    Notes
    -----
    The number of cells up to x is N(x) = x / h for x ≤ x_f and x_f / h + ln(1 + b (x - x_f) / h) / b beyond, with
    b = ln(growth). Between two borders N is divided evenly into whole cells.
    """
    rate = float(np.log(growth))

    def count(x: float) -> float:
        beyond = max(0.0, x - fine)
        return float(min(x, fine) / cell + np.log1p(rate * beyond / cell) / rate)

    def place(n: Array) -> Array:
        beyond = np.maximum(0.0, n - fine / cell)
        return np.minimum(n, fine / cell) * cell + np.expm1(rate * beyond) * cell / rate

    parts = [np.array([borders[0]])]
    for low, high in pairwise(borders):
        first, last = count(float(low)), count(float(high))
        cells = max(1, int(np.ceil(last - first - 1e-9)))
        inside = place(np.linspace(first, last, cells + 1))[1:-1]
        parts.append(np.concatenate((inside, [high])))
    return np.concatenate(parts)
