"""Measuring one zone: depth, radius, channel, rim and volume, with numerical error."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from microthermal.domain.flow import Damage
from microthermal.domain.zone import Zone
from microthermal.quantity import Array
from microthermal.zones.shapes import channel_depth, channel_outline, outline, reach


def measure(damage: Damage, endpoint: str = "dermal_cells") -> Zone:
    """Measure the zone that some damage amounts to.

    Parameters
    ----------
    damage : Damage
        Damage integrals of one microbeam.
    endpoint : str, optional
        Endpoint whose threshold is called the border of the zone.

    Returns
    -------
    Zone
        Depth is counted from the original surface, to the lowest point of burden 1; radius is the greatest over all
        depths, as a histologist would measure the widest section; all include the channel. The rim is the
        thickness of coagulated collagen (of the zone's endpoint if collagen was not followed) beyond the channel's wall
        at half the channel's depth, 0 without a channel. Errors are 0 until :func:`with_error`.

    Raises
    ------
    InputError
        If the endpoint was not followed.
    """
    reaches = tuple(reach(damage, name) for name in damage.endpoints)
    edge = outline(damage, endpoint)
    whole = reach(damage, endpoint)
    channel = channel_outline(damage)
    bottom = channel_depth(damage)
    coagulated = outline(damage, "collagen") if "collagen" in damage.endpoints else edge
    return Zone(
        endpoint=endpoint,
        channel_depth=bottom,
        channel_radius=float(channel.max()),
        depth=whole.depth,
        radius=whole.radius,
        rim=_rim(damage.grid.z, channel, coagulated, bottom),
        volume=whole.volume,
        z=damage.grid.z,
        outline=edge,
        channel_outline=channel,
        reaches=reaches,
    )


def _rim(z: Array, channel: Array, coagulated: Array, depth: float) -> float:
    if depth == 0.0:
        return 0.0
    return max(0.0, float(np.interp(0.5 * depth, z, coagulated) - np.interp(0.5 * depth, z, channel)))


def with_error(fine: Zone, coarse: Zone) -> Zone:
    """Give a zone the numerical error seen against the next coarser grid.

    Parameters
    ----------
    fine, coarse : Zone
        The same zone on a grid and on one of twice its cell size.

    Returns
    -------
    Zone
        ``fine`` with the differences as errors: what remains if the method is of first order, three times as much as
        remains if it is of second.
    """
    return replace(
        fine,
        depth_error=abs(fine.depth - coarse.depth),
        radius_error=abs(fine.radius - coarse.radius),
        volume_error=abs(fine.volume - coarse.volume),
    )


def shell(damage: Damage) -> float:
    """Thickness of the shell in which T cells die by apoptosis only [m].

    Notes
    -----
    Greatest radius of ``t_cell_apoptosis`` less that of ``t_cell_necrosis``.

    Raises
    ------
    InputError
        If either endpoint was not followed.
    """
    apoptosis, necrosis = reach(damage, "t_cell_apoptosis"), reach(damage, "t_cell_necrosis")
    return max(0.0, apoptosis.radius - necrosis.radius)
