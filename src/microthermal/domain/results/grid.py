"""The grid: one microbeam's cylinder of skin. Depth grows downward from 0; r is the distance from the axis."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from microthermal.errors import InputError
from microthermal.quantity import Array, Quantity, record

# A field of as many numbers fills a gigabyte: beyond this no machine of today could hold a tissue.
MOST_CELLS = 100_000_000


@record
class Grid:
    """Edges of the cells of one cylinder around the beam axis."""

    r_edges: Annotated[Array, Quantity("m", "edges of the rings", 0, 1, ("r_edge",))]
    z_edges: Annotated[Array, Quantity("m", "edges of the slabs", 0, 1, ("z_edge",))]

    def __post_init__(self) -> None:
        for edges, name in ((self.r_edges, "r_edges"), (self.z_edges, "z_edges")):
            grows = bool(np.all(np.diff(edges) > 0)) and bool(np.all(np.isfinite(edges)))
            if edges.size < 2 or edges[0] != 0.0 or not grows:
                raise InputError(f"Grid.{name} must start at 0 and grow from edge to edge")
        cells = (self.r_edges.size - 1) * (self.z_edges.size - 1)
        if cells > MOST_CELLS:
            raise InputError(f"Grid: {cells:.3g} cells are too many; one microbeam needs about 20 000")

    @property
    def r(self) -> Array:
        """Centres of the rings [m] (r,)."""
        return 0.5 * (self.r_edges[1:] + self.r_edges[:-1])

    @property
    def z(self) -> Array:
        """Centres of the slabs [m] (z,)."""
        return 0.5 * (self.z_edges[1:] + self.z_edges[:-1])

    @property
    def ring_area(self) -> Array:
        """Areas of the rings [m²] (r,)."""
        return np.pi * (self.r_edges[1:] ** 2 - self.r_edges[:-1] ** 2)

    @property
    def volume(self) -> Array:
        """Volumes of the cells [m³] (z, r)."""
        return np.diff(self.z_edges)[:, None] * self.ring_area[None, :]

    @property
    def shape(self) -> tuple[int, int]:
        """Number of slabs and of rings."""
        return self.z_edges.size - 1, self.r_edges.size - 1
