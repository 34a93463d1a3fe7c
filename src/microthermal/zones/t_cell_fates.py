"""Fates of T cells around one zone: untouched, in apoptosis, dead outright; and of no cell two at once."""

from __future__ import annotations

from functools import lru_cache
from math import pi

import numpy as np

from microthermal.domain.results.flow import Damage
from microthermal.domain.results.grid import Grid
from microthermal.quantity import Array

# Quadrature points in each ring: the fraction of lost cells falls from 1 to 0 within one or two cells.
_POINTS = 8
# Clipping limits of damage integrals, which are interpolated as logarithms: beyond them a fraction is 0 or 1.
_LEAST, _MOST = 1e-9, 1e3


@lru_cache(maxsize=2)  # all patterns in which a zone is laid ask
def t_cell_radii(damage: Damage) -> tuple[Array, Array]:
    """Radii of discs as large as the area of T cells lost outright, and lost in any way, at each depth.

    Parameters
    ----------
    damage : Damage
        Damage integrals; an endpoint that was not followed counts as never reached.

    Returns
    -------
    necrotic, lost : Array, (z,)
        Radii [m]; the ring between them holds as many cells as die by apoptosis.

    Notes
    -----
    Living cells become committed to apoptosis at the rate of ``t_cell_apoptosis``; living and committed ones alike die
    outright at that of ``t_cell_necrosis``, since apoptosis takes hours and heat does not wait. From the damage
    integrals Ωa and Ωn alone, whatever the course of temperature: necrotic 1 - exp(-Ωn), apoptotic exp(-Ωn) (1 -
    exp(-Ωa)), living exp(-Ωa - Ωn).
    """
    necrosis, apoptosis = _omega(damage, "t_cell_necrosis"), _omega(damage, "t_cell_apoptosis")
    radii = _disc(damage.grid, necrosis), _disc(damage.grid, necrosis + apoptosis)
    for each in radii:
        each.setflags(write=False)
    return radii


def _omega(damage: Damage, endpoint: str) -> Array:
    if endpoint not in damage.endpoints:
        return np.zeros(damage.grid.shape)
    return np.asarray(damage.omega[damage.endpoints.index(endpoint)])


def _disc(grid: Grid, omega: Array) -> Array:
    """Radius of a disc as large as the integral of 1 - exp(-damage integral) over the plane (z,)."""
    logarithm = np.log(np.clip(omega, _LEAST, _MOST))
    edges = grid.r_edges
    inside = (np.arange(_POINTS) + 0.5) / _POINTS
    r = (edges[:-1, None] + np.diff(edges)[:, None] * inside).ravel()
    area = 2.0 * pi * r * np.repeat(np.diff(edges) / _POINTS, _POINTS)
    right = np.clip(np.searchsorted(grid.r, r), 1, max(grid.r.size - 1, 1))
    if grid.r.size == 1:
        fraction = -np.expm1(-np.exp(logarithm)) * float(area.sum())
        return np.sqrt(fraction[:, 0] / pi)
    weight = np.clip((r - grid.r[right - 1]) / (grid.r[right] - grid.r[right - 1]), 0.0, 1.0)
    between = logarithm[:, right - 1] * (1.0 - weight) + logarithm[:, right] * weight
    # Values near the clipping limit come from interpolation between cells without damage: they count as none.
    dead = np.where(between > np.log(10 * _LEAST), -np.expm1(-np.exp(between)), 0.0)
    return np.sqrt(dead @ area / pi)
