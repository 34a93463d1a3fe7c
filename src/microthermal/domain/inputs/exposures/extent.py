"""Where an exposure heats that does not shine from the surface down: what the cylinder of one zone has to resolve."""

from __future__ import annotations

from typing import NamedTuple


class Extent(NamedTuple):
    """Part of the skin in which an exposure leaves its energy [m]: fine cells go there.

    ``radius`` around the axis, from the depth ``top`` down to ``bottom``; ``finest`` is the smallest length that cells
    have to resolve, such as the radius of a needle or half the width of a focus. ``along`` is the smallest along the
    depth (0: the same). Energy that is too thin for fine cells may lie out to the radius ``reach``, and as far below.
    Where the field is sharp, cells are finest at the radii ``rims`` and at the depths ``marks``, and grow from there.
    """

    radius: float
    top: float
    bottom: float
    finest: float
    along: float = 0.0
    reach: float = 0.0
    rims: tuple[float, ...] = ()
    marks: tuple[float, ...] = ()
