"""Damage as it lies once a needle is out again and the skin that it had pushed aside has come back."""

from __future__ import annotations

import numpy as np

from microthermal.domain.results.flow import Damage
from microthermal.domain.results.tissue import Tissue
from microthermal.quantity import Array, amended

# The point of a needle narrows over so many of its radii.
_POINT = 2.0
# Damage integrals are interpolated on a logarithmic scale, in which they follow temperature; this stands for none.
_NO_OMEGA = 1e-12


def closed(damage: Damage, tissue: Tissue) -> Damage:
    """Damage after what was put into the skin for the time of the exposure has been drawn out.

    Parameters
    ----------
    damage : Damage
        With the needle in place.
    tissue : Tissue
        Skin with its bodies; those that are ``withdrawn`` leave, and without any nothing changes.

    Returns
    -------
    Damage
        On the same grid: skin that lay at the distance s from the axis lies at r with r² = s² - a², where a is the
        radius of the needle at that depth. Skin does not change its volume; the puncture that is left has none.

    Notes
    -----
    A needle pushes the skin aside and punches nothing out. Its point is taken to narrow over two radii.
    """
    radius = _withdrawn(tissue)
    if not radius.any():
        return damage
    grid = damage.grid
    source = np.sqrt(grid.r[None, :] ** 2 + radius[:, None] ** 2)
    levels = np.log(np.maximum(damage.omega, _NO_OMEGA))
    omega, peak = np.empty_like(damage.omega), np.empty_like(damage.peak)
    for i, radii in enumerate(source):
        peak[i] = np.interp(radii, grid.r, damage.peak[i])
        for place, level in enumerate(levels):
            omega[place, i] = np.exp(np.interp(radii, grid.r, level[i]))
    omega[omega <= 2.0 * _NO_OMEGA] = 0.0
    there = radius == 0.0
    omega[:, there], peak[there] = damage.omega[:, there], damage.peak[there]
    return amended(damage, omega=omega, peak=peak)


def _withdrawn(tissue: Tissue) -> Array:
    """Radius of what is drawn out, at each slab's centre [m] (z,)."""
    grid, bodies = tissue.grid, tissue.bodies
    if bodies is None or bodies.withdrawn is None:
        return np.zeros(grid.shape[0])
    place = bodies.place.astype(np.int64)
    leaves = (place > 0) & (bodies.withdrawn[np.maximum(place, 1) - 1] > 0.0)
    full: Array = np.sqrt(leaves @ grid.ring_area / np.pi)
    filled = np.flatnonzero(full > 0.0)
    if not filled.size:
        return np.asarray(full)
    end = float(grid.z_edges[filled[-1] + 1])
    return np.asarray(full * np.clip((end - grid.z) / (_POINT * max(float(full.max()), 1e-9)), 0.0, 1.0))
