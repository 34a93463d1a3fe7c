"""The square of a bowl's pressure as a mean over the cells of a grid: what is absorbed is in proportion to it."""

from __future__ import annotations

import math
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.acoustics.field import Flux, Sounding, flux, pressures, waves_for
from microthermal.numerics.acoustics.nodes import cell_nodes

Array: TypeAlias = NDArray[np.float64]
# Largest panel over the least wavelength: the square of a field has two periods in a wavelength, so that each has
# five panels of two nodes.
PANEL = 0.1


class Cells(NamedTuple):
    """Mean of |p|² over (ρ c u)² in each cell (z, r), and the power through all edges of slabs over ρ c u² [m²]."""

    squared: Array
    flux: Flux


def squares(sounding: Sounding, r_edges: Array, z_edges: Array, refined: float = 1.0, panel: float = PANEL) -> Cells:
    """Mean square of the pressure in each cell of a cylinder around the axis.

    Parameters
    ----------
    sounding : Sounding
        Bowl, media and frequency.
    r_edges, z_edges : Array, (r + 1,) and (z + 1,)
        Edges of the cells, depths from the skin's surface [m].
    refined : float, optional
        Plane waves over the usual number.
    panel : float, optional
        Largest panel within a cell over the least wavelength [1].

    Notes
    -----
    Two nodes of Gauss and Legendre in each panel, along the depth and along the radius with its weight r: the error
    falls with the fourth power of the panel.
    """
    least = 2.0 * math.pi * float(sounding.media.speed.min()) / sounding.frequency
    depths, high, slab = cell_nodes(z_edges, panel * least)
    radii, wide, ring = cell_nodes(r_edges, panel * least)
    # The mean over a ring weighs with r.
    weights = wide * radii / (0.5 * (r_edges[1:] + r_edges[:-1]))[ring]
    waves = waves_for(sounding, float(z_edges[-1]), float(r_edges[-1]), refined)
    squared = pressures(sounding, waves, depths, radii).squared * high[:, None] * weights[None, :]
    rings = np.add.reduceat(squared, np.searchsorted(ring, np.arange(r_edges.size - 1)), axis=1)
    found = np.add.reduceat(rings, np.searchsorted(slab, np.arange(z_edges.size - 1)), axis=0)
    return Cells(np.asarray(found), flux(sounding, waves, z_edges))
