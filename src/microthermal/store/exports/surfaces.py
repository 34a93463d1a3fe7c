"""Closed surfaces of zones: an outline turned about its axis, as triangles that leave no gap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from microthermal.errors import ConvergenceError
from microthermal.quantity import Array

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Surface:
    """Corners (point, 3) [m] and triangles of corners (triangle, 3), outward by the rule of the right hand."""

    points: Array
    triangles: Whole

    def at(self, x: float, y: float) -> Surface:
        """The same surface around another axis."""
        return Surface(self.points + np.array([x, y, 0.0]), self.triangles)


def joined(surfaces: list[Surface]) -> Surface:
    """Several surfaces as one; what each encloses stays closed by itself."""
    starts = np.cumsum([0, *(one.points.shape[0] for one in surfaces)])
    points = np.concatenate([np.empty((0, 3)), *(one.points for one in surfaces)])
    moved = [one.triangles + start for one, start in zip(surfaces, starts[:-1], strict=True)]
    return Surface(points, np.concatenate([np.empty((0, 3), dtype=np.int64), *moved]))


def turned(z: Array, radius: Array, edges: Array, sides: int, tip: float = 0.0) -> list[Surface]:
    """Bodies that an outline encloses when it is turned about its axis.

    Parameters
    ----------
    z : Array, (z,)
        Depths, growing [m].
    radius : Array, (z,)
        Radius at each depth [m]; 0 where there is nothing.
    edges : Array, (z + 1,)
        Edges of the slabs [m]: a body that begins or ends between two depths does so at the edge between them.
    sides : int
        Corners of a ring.
    tip : float, optional
        Depth at which the lowest body ends [m], if that is below its last ring.

    Returns
    -------
    list of Surface
        One for each unbroken stretch of depths with a radius; a body that reaches the first slab is flat at the
        surface.
    """
    inside = np.concatenate(([False], radius > 0.0, [False]))
    begins, ends = np.flatnonzero(inside[1:] & ~inside[:-1]), np.flatnonzero(~inside[1:] & inside[:-1])
    found = []
    for number, (first, last) in enumerate(zip(begins, ends, strict=True)):
        depths, radii = z[first:last], radius[first:last]
        end = float(edges[last])
        if number == begins.size - 1 and tip > depths[-1]:
            end = tip
        if first == 0:  # the outline goes on to the surface as it is at the first depth
            depths, radii = np.concatenate((edges[:1], depths)), np.concatenate((radii[:1], radii))
        found.append(_body(depths, radii, float(edges[first]), end, sides))
    return found


def _body(depths: Array, radii: Array, top: float, bottom: float, sides: int) -> Surface:
    angle = 2.0 * np.pi * np.arange(sides) / sides
    ring = np.stack((np.cos(angle), np.sin(angle)), axis=1)
    rings = [
        np.column_stack((radius * ring, np.full(sides, -depth))) for depth, radius in zip(depths, radii, strict=True)
    ]
    points = np.concatenate((*rings, [[0.0, 0.0, -top]], [[0.0, 0.0, -bottom]]))
    side, follow, count = np.arange(sides), (np.arange(sides) + 1) % sides, len(rings)
    above, below = count * sides, count * sides + 1
    triangles = [np.column_stack((np.full(sides, above), side, follow))]
    for row in range(count - 1):
        upper, lower = row * sides, (row + 1) * sides
        triangles.append(np.column_stack((upper + side, lower + side, lower + follow)))
        triangles.append(np.column_stack((upper + side, lower + follow, upper + follow)))
    last = (count - 1) * sides
    triangles.append(np.column_stack((np.full(sides, below), last + follow, last + side)))
    return Surface(points, np.concatenate(triangles))


def refuse_open(surface: Surface, name: str) -> None:
    """Refuse a surface with a gap: each edge must be run along once in either direction.

    Raises
    ------
    ConvergenceError
        If an edge belongs to one triangle alone, or two triangles run along it the same way.
    """
    corners = surface.triangles
    runs = np.concatenate((corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]))
    size = surface.points.shape[0] + 1
    forth, back = np.sort(runs[:, 0] * size + runs[:, 1]), np.sort(runs[:, 1] * size + runs[:, 0])
    if np.unique(forth).size != forth.size or not np.array_equal(forth, back):
        raise ConvergenceError(f"the surface of {name} is not closed; it is not written")


def volume(surface: Surface) -> float:
    """Volume that a closed surface encloses [m³], by the theorem of Gauss."""
    one, two, three = (surface.points[surface.triangles[:, corner]] for corner in range(3))
    return float(np.sum(np.cross(one, two) * three) / 6.0)
