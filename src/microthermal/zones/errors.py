"""Numerical error of a measured zone: resolution of its grid, and difference from a run on the next coarser grid."""

from __future__ import annotations

from collections.abc import Mapping
from math import pi
from typing import TypeVar

import numpy as np

from microthermal.domain.results.grid import Grid
from microthermal.domain.results.zone import Reach, Shell, Taper, Zone
from microthermal.quantity import Array, amended

T = TypeVar("T", Zone, Reach, Shell, Taper)
B = TypeVar("B", Zone, Reach)

# Least error of a border, as a fraction of the local cell size: in smooth tissue, in a zone with a channel, and of the
# channel's wall, which consists of whole cells. Found by comparison with finer runs (docs/theory/zones.md).
_SMOOTH, _BESIDE_CHANNEL, _WALL = 0.15, 0.75, 0.5

_ZONE = ("channel_depth", "channel_radius", "depth", "radius", "rim", "volume", "top")
_REACH = ("depth", "radius", "volume", "top")
_SHELL = ("thickness", "greatest", "volume")


def with_resolution(zone: Zone, grid: Grid) -> Zone:
    """Set the errors of a zone to those of the resolution of its grid.

    Parameters
    ----------
    zone : Zone
        Zone without errors.
    grid : Grid
        Grid on which it was measured.

    Returns
    -------
    Zone
        With errors of a fraction of the cell in which a border lies: 0.15 in smooth tissue, 0.75 in a zone with a
        channel, half where the channel's wall is the border. A measure that is 0 because nothing is there has none.
    """
    open_wall = zone.channel_depth.value > 0.0
    fraction = _BESIDE_CHANNEL if open_wall else _SMOOTH
    wall = _WALL if open_wall else _SMOOTH
    ring = _cell(grid.r_edges, zone.radius.value)
    shells = []
    for shell in zone.shells:
        error = (wall if shell.inner == "channel" else fraction) * ring
        around = 2.0 * pi * zone.radius.value * zone.height * error
        errors = {"thickness": error, "greatest": error, "volume": around}
        shells.append(_with_errors(shell, errors))
    slope = fraction * ring / zone.height if zone.height > 0.0 else 0.0
    walls = {
        "channel_depth": _WALL * _cell(grid.z_edges, zone.channel_depth.value),
        "channel_radius": _WALL * _cell(grid.r_edges, zone.channel_radius.value),
        "rim": _WALL * ring,
    }
    resolved = _resolved(zone, grid, fraction)
    return amended(
        _with_errors(resolved, walls) if open_wall else resolved,
        reaches=tuple(_resolved(item, grid, fraction) for item in zone.reaches),
        shells=tuple(shells),
        taper=_with_errors(zone.taper, {"slope": slope}) if zone.taper else None,
    )


def _resolved(item: B, grid: Grid, fraction: float) -> B:
    depth, radius, top = item.depth.value, item.radius.value, item.top.value
    if depth == 0.0:
        return item
    error = fraction * _cell(grid.r_edges, radius)
    around = 2.0 * pi * radius * (depth - top) * error
    errors = {"depth": fraction * _cell(grid.z_edges, depth), "radius": error, "volume": around}
    return _with_errors(item, errors | ({"top": fraction * _cell(grid.z_edges, top)} if top > 0.0 else {}))


def _with_errors(item: T, errors: Mapping[str, float]) -> T:
    return amended(item, **{name: amended(getattr(item, name), error=error) for name, error in errors.items()})


def _cell(edges: Array, place: float) -> float:
    """Local cell size [m], linear between cell centres, constant beyond the outermost ones."""
    return float(np.interp(place, 0.5 * (edges[1:] + edges[:-1]), np.diff(edges)))


def with_error(fine: Zone, coarse: Zone) -> Zone:
    """Give a zone the numerical error seen against the next coarser grid.

    Parameters
    ----------
    fine, coarse : Zone
        The same zone on a grid, and on one with cells (and steps) twice as large.

    Returns
    -------
    Zone
        ``fine`` with the differences as errors of itself, each endpoint, each shell and the taper, unless
        the resolution of its own grid (:func:`with_resolution`) is more.

    Notes
    -----
    The difference is the remaining error of a first-order method, and three times that of a second-order one. The
    smaller estimate is not used: near channels no order is observed, and it would be too small there.
    """
    reaches = {reach.endpoint: reach for reach in coarse.reaches}
    shells = {shell.name: shell for shell in coarse.shells}
    return amended(
        _with_differences(fine, coarse, _ZONE),
        reaches=tuple(_with_differences(item, reaches[item.endpoint], _REACH) for item in fine.reaches),
        shells=tuple(_with_differences(item, shells[item.name], _SHELL) for item in fine.shells),
        taper=_with_differences(fine.taper, coarse.taper, ("slope",)) if fine.taper and coarse.taper else fine.taper,
    )


def _with_differences(fine: T, coarse: T, names: tuple[str, ...]) -> T:
    errors = {}
    for name in names:
        here, there = getattr(fine, name), getattr(coarse, name)
        errors[name] = max(here.error, abs(here.value - there.value))
    return _with_errors(fine, errors)
