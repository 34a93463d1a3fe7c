"""Shells around one zone: dead tissue beyond the channel, T cells in apoptosis, living tissue in heat shock."""

from __future__ import annotations

from collections.abc import Mapping
from math import pi

import numpy as np

from microthermal.domain.results.zone import Shell, Taper
from microthermal.quantity import Array, Measured

# How far down a zone, from its top to its bottom, its radius is given.
_QUARTERS = (0.25, 0.5, 0.75)


def shells(
    z_edges: Array, edges: Mapping[str, Array], channel: Array, endpoint: str, span: tuple[float, float]
) -> tuple[Shell, ...]:
    """Shells of one zone, those whose endpoints were followed.

    Parameters
    ----------
    z_edges : Array, (z_edge,)
        Edges of the slabs [m].
    edges : mapping of str to Array, (z,)
        Outline of each endpoint [m].
    channel : Array, (z,)
        Outline of the channel [m].
    endpoint : str
        Endpoint that is called dead.
    span : tuple of float
        Depths at which the zone begins and ends [m]. The thickness is read half way down, the greatest is sought from a
        quarter to three quarters: near the ends an outline bends inward, where a distance along the radius is no
        thickness.

    Returns
    -------
    tuple of Shell
        ``necrotic``: dead, beyond the channel (the whole column where there is none). ``t_cell_apoptosis``: T cells
        that die by apoptosis because heat has not killed them outright. ``heat_shock``: stressed enough to respond and
        still alive. A shell ends where the next worse fate begins, so that it can be empty.
    """
    dead = edges[endpoint]
    found = [_shell("necrotic", ("channel", endpoint), z_edges, channel, dead, span)]
    if "t_cell_apoptosis" in edges and "t_cell_necrosis" in edges:
        ends = ("t_cell_necrosis", "t_cell_apoptosis")
        found.append(_shell(ends[1], ends, z_edges, edges[ends[0]], edges[ends[1]], span))
    if "heat_shock" in edges:
        found.append(_shell("heat_shock", (endpoint, "heat_shock"), z_edges, dead, edges["heat_shock"], span))
    return tuple(found)


def _shell(
    name: str, ends: tuple[str, str], z_edges: Array, inside: Array, outside: Array, span: tuple[float, float]
) -> Shell:  # fmt: skip
    z = 0.5 * (z_edges[1:] + z_edges[:-1])
    outside = np.maximum(inside, outside)
    thickness = outside - inside
    first, middle, last = _down(span)
    between = np.concatenate(([first], z[(z > first) & (z < last)], [last]))
    return Shell(
        name=name,
        inner=ends[0],
        outer=ends[1],
        thickness=Measured(value=float(np.interp(middle, z, thickness))),
        greatest=Measured(value=float(np.interp(between, z, thickness).max())),
        volume=Measured(value=float(pi * np.sum((outside**2 - inside**2) * np.diff(z_edges)))),
    )


def _down(span: tuple[float, float]) -> tuple[float, float, float]:
    first, middle, last = (span[0] + fraction * (span[1] - span[0]) for fraction in _QUARTERS)
    return first, middle, last


def taper(z: Array, outline: Array, span: tuple[float, float]) -> Taper | None:
    """How an outline narrows downward; None if there is no zone.

    Parameters
    ----------
    z, outline : Array, (z,)
        Depths and radii [m].
    span : tuple of float
        Depths at which the zone begins and ends [m].
    """
    height = span[1] - span[0]
    if height == 0.0:
        return None
    upper, middle, lower = (float(np.interp(place, z, outline)) for place in _down(span))
    slope = Measured(value=(upper - lower) / (0.5 * height))
    return Taper(upper=upper, middle=middle, lower=lower, slope=slope)
