"""Shapes read off a damage field: outlines of endpoints and of the channel."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import pi
from types import MappingProxyType

import numpy as np

from microthermal.domain.results.flow import Damage
from microthermal.domain.results.zone import Reach
from microthermal.errors import InputError
from microthermal.numerics.damage.contours import deepest, on_axis, radii, shallowest
from microthermal.quantity import Array, Measured

# Damage integrals are compared on a logarithmic scale, in which they follow temperature; this stands for none at all.
_NO_OMEGA = 1e-9
# A cell counts as gone from this removed fraction.
_GONE = 0.5


@lru_cache(maxsize=16)  # outlines and reaches of all endpoints of one zone ask
def level_field(damage: Damage, endpoint: str) -> Array:
    """Natural logarithm of the damage integral of an endpoint (z, r); 0 is the threshold.

    Raises
    ------
    InputError
        If the endpoint was not followed.
    """
    followed(damage, endpoint)
    omega = damage.omega[damage.endpoints.index(endpoint)]
    level: Array = np.log(np.maximum(omega, _NO_OMEGA))
    level.setflags(write=False)
    return level


def followed(damage: Damage, endpoint: str) -> None:
    """Raise InputError if the damage of an endpoint was not followed."""
    if endpoint not in damage.endpoints:
        known = ", ".join(damage.endpoints)
        raise InputError(f"damage of '{endpoint}' was not followed; followed were: {known}")


@lru_cache(maxsize=4)
def outlines(damage: Damage) -> Mapping[str, Array]:
    """Radius of damage integral 1 of each endpoint at each slab's centre [m] (z,); never inside the channel.

    Notes
    -----
    ln(damage integral) is interpolated linearly between ring centres; where there are several crossings the outermost
    counts. Measures, coverage and injury of all patterns of one zone ask for the same outlines, so they are kept.
    """
    grid, channel = damage.grid, channel_outline(damage)
    r, end = grid.r, float(grid.r_edges[-1])
    found = {name: np.maximum(radii(r, level_field(damage, name), 0.0, end), channel) for name in damage.endpoints}
    for edge in found.values():
        edge.setflags(write=False)
    return MappingProxyType(found)


def channel_outline(damage: Damage) -> Array:
    """Radius of the channel at each slab's centre [m] (z,): that of a disc as large as what is removed there."""
    return np.sqrt(damage.removed @ damage.grid.ring_area / pi)


@lru_cache(maxsize=2)  # each endpoint's reach asks
def channel_depth(damage: Damage) -> float:
    """Depth of the channel below the original surface [m].

    Notes
    -----
    In each column a cell counts with its removed fraction if it lies at the surface, below a cell that is gone, or is
    gone itself; the deepest column decides.
    """
    gone = damage.removed >= _GONE
    below = np.concatenate((np.ones((1, gone.shape[1]), dtype=bool), gone[:-1]))
    counted = (gone | below) & (damage.removed > 0.0)
    edges = damage.grid.z_edges
    bottom = edges[:-1, None] + damage.removed * np.diff(edges)[:, None]
    return float(np.max(bottom[counted], initial=0.0))


def reach(damage: Damage, endpoint: str) -> Reach:
    """How far one endpoint reaches.

    Parameters
    ----------
    damage : Damage
        Damage integrals.
    endpoint : str
        Endpoint.

    Returns
    -------
    Reach
        Depth below the original surface (the axis itself included by extrapolation), depth at which it begins (0 where
        a channel opens at the surface), greatest radius over all depths, and volume ∫ π R(z)² dz, channel included.
        Where a zone fills the grid, the size of the grid.

    Raises
    ------
    InputError
        If the endpoint was not followed.
    """
    grid, field, edge = damage.grid, level_field(damage, endpoint), outlines(damage)[endpoint]
    end = float(grid.z_edges[-1])
    depth = max(deepest(grid.z, field, 0.0, end), channel_depth(damage))
    top = shallowest(grid.z, field, 0.0, end)
    if not np.any(damage.removed[:, :2]):
        # Near a channel the field is not smooth, and the wall, not the axis, is what counts.
        axis = on_axis(grid.r, field)[:, None]
        depth = max(depth, deepest(grid.z, axis, 0.0, end))
        top = min(top, shallowest(grid.z, axis, 0.0, end))
    if np.any(damage.removed[0]) or depth == 0.0:
        top = 0.0
    return Reach(
        endpoint=endpoint,
        depth=Measured(value=depth),
        radius=Measured(value=float(edge.max())),
        volume=Measured(value=float(pi * np.sum(edge**2 * np.diff(grid.z_edges)))),
        top=Measured(value=min(top, depth)),
    )
