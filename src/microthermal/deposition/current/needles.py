"""A needle and its return in the cylinder of one pin: which cells are metal, and where the current goes back."""

from __future__ import annotations

import math

import numpy as np

from microthermal.domain.inputs.exposures.current import Electrode
from microthermal.domain.results.grid import Grid
from microthermal.numerics.potential.conductor import (
    CONDUCTS,
    EARTHED,
    HELD,
    INSULATES,
    Conductor,
    Surfaces,
    Walls,
    conductor_of,
)
from microthermal.quantity import Array

# Radius of the circle that conducts to its centre as a square of side 1 does (conformal radius of the square).
_SQUARE = 0.5393526


def return_radius(electrode: Electrode) -> float:
    """Radius at which the potential around a bipolar pin is that half way between poles [m]; infinite if monopolar.

    Parameters
    ----------
    electrode : Electrode
        One pin.

    Notes
    -----
    A pair has no axis, but each of its pins has half the pair's resistance inside an earthed cylinder of radius
    d/2 + √(d²/4 - a²), for long needles exactly, and for spheres, 1/2πσ (1/a - 1/d), to a thousandth. In an array whose
    pins alternate, the planes half way between neighbours are at the potential of the middle; the square that they
    make conducts as a circle of 0.539 times the spacing does.
    """
    if electrode.layout == "monopolar":
        return math.inf
    if electrode.pins > 2:
        return _SQUARE * electrode.spacing
    half = 0.5 * electrode.spacing
    return half + math.sqrt(max(half * half - electrode.radius**2, 0.0))


def conductor(grid: Grid, electrode: Electrode, conductivity: Array, below: tuple[float, float]) -> Conductor:
    """What the current of one pin meets.

    Parameters
    ----------
    grid : Grid
        Its cylinder.
    electrode : Electrode
        The pin; its point is blunt.
    conductivity : Array (z, r)
        Conductivity of the skin [S/m].
    below : tuple of float
        Resistance times area of the skin below the grid [ohm m²], and conductivity of the body below [S/m]: what a
        monopolar current has yet to pass.

    Notes
    -----
    The surface of the skin lets nothing through. Slabs that are bare in part count in proportion.
    """
    z, r, high = grid.z, grid.r, np.diff(grid.z_edges)
    top = max(electrode.depth - electrode.bare, 0.0)
    overlap = np.minimum(grid.z_edges[1:], electrode.depth) - np.maximum(grid.z_edges[:-1], top)
    part = np.clip(overlap / high, 0.0, 1.0)
    inside, shaft = r < electrode.radius, z < electrode.depth
    kind = np.full(grid.shape, CONDUCTS)
    kind[np.ix_(shaft & (part > 0.0), inside)] = HELD
    kind[np.ix_(shaft & (part == 0.0), inside)] = INSULATES
    reach = return_radius(electrode)
    kind[:, r > reach] = EARTHED
    return conductor_of(
        grid.r_edges, grid.z_edges, conductivity, kind,
        _walls(grid, electrode, conductivity, reach, below), _surfaces(grid, electrode, part, reach),
    )  # fmt: skip


def _surfaces(grid: Grid, electrode: Electrode, part: Array, reach: float) -> Surfaces:
    slabs, rings = grid.shape
    across, along = np.ones((slabs, rings + 1)), np.ones((slabs + 1, rings))
    z, r, wide, high = grid.z, grid.r, np.diff(grid.r_edges), np.diff(grid.z_edges)
    j = int(np.searchsorted(r, electrode.radius))
    if 0 < j < rings:
        across[:, j] = 2.0 * (r[j] - electrode.radius) / wide[j]
    across[:, j] /= np.where(part > 0.0, part, 1.0)
    i = int(np.searchsorted(z, electrode.depth))
    if 0 < i < slabs:
        along[i, :j] = 2.0 * (z[i] - electrode.depth) / high[i]
    k = int(np.searchsorted(r, reach, side="right"))
    if 0 < k < rings:
        across[:, k] = 2.0 * (reach - r[k - 1]) / wide[k - 1]
    return Surfaces(np.maximum(across, 1e-6), np.maximum(along, 1e-6))


def _walls(
    grid: Grid, electrode: Electrode, conductivity: Array, reach: float, below: tuple[float, float]
) -> Walls:  # fmt: skip
    slabs, rings = grid.shape
    bottom, side = np.zeros(rings), np.zeros(slabs)
    out, end = float(grid.r_edges[-1]), float(grid.z_edges[-1])
    if electrode.layout == "bipolar":
        if reach > out:
            side = conductivity[:, -1] / (out * math.log(reach / out))
    elif electrode.pins > 1:
        # Pins of one pole share the way to the return: below the array it widens as from a disc, σ 4ρ for all of them.
        skin, body = below
        array = math.sqrt(electrode.pins / math.pi) * electrode.spacing
        bottom = np.full(rings, 1.0 / (skin + electrode.pins * electrode.spacing**2 / (4.0 * body * array)))
    else:
        # What a single pin sends beyond the walls goes to infinity, as from the surface above it.
        bottom = conductivity[-1] * end / (end * end + grid.r * grid.r)
        side = conductivity[:, -1] * out / (out * out + grid.z * grid.z)
    return Walls(np.zeros(rings), np.asarray(bottom), np.asarray(side))
