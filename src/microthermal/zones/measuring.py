"""Measuring one zone: depth, radius, channel, rim, taper, volume and shells."""

from __future__ import annotations

import numpy as np

from microthermal.domain.results.flow import Damage
from microthermal.domain.results.zone import Zone
from microthermal.quantity import Array, Measured
from microthermal.zones.errors import with_resolution
from microthermal.zones.shapes import channel_depth, channel_outline, followed, outlines, reach
from microthermal.zones.shells import shells, taper


def measure(damage: Damage, endpoint: str = "dermal_cells") -> Zone:
    """Measure the zone that the damage of one microbeam defines.

    Parameters
    ----------
    damage : Damage
        Damage integrals of one microbeam.
    endpoint : str, optional
        Endpoint whose threshold is called the border of the zone.

    Returns
    -------
    Zone
        Depth is counted from the original surface, to the lowest point of damage integral 1, and so is ``top``, to the
        uppermost, 0 where damage reaches the surface; radius is the greatest
        over all depths, as a histologist would measure the widest section; all include the channel. The rim is the
        thickness of coagulated collagen (of the zone's endpoint if collagen was not followed) beyond the channel's wall
        at half the channel's depth, 0 without a channel. Errors are the resolution of the grid, until
        :func:`~microthermal.zones.errors.with_error` adds the difference from a coarser grid.

    Raises
    ------
    InputError
        If the endpoint was not followed.
    """
    followed(damage, endpoint)
    channel, edges = channel_outline(damage), outlines(damage)
    reaches = {name: reach(damage, name) for name in damage.endpoints}
    whole, edge = reaches[endpoint], edges[endpoint]
    bottom = channel_depth(damage)
    # Without dead tissue the shells of milder fates are read over all that any fate reaches.
    found = [item for item in reaches.values() if item.depth.value > 0.0]
    span = (whole.top.value, whole.depth.value)
    if whole.depth.value == 0.0 and found:
        span = (min(item.top.value for item in found), max(item.depth.value for item in found))
    zone = Zone(
        endpoint=endpoint,
        channel_depth=Measured(value=bottom),
        channel_radius=Measured(value=float(channel.max())),
        depth=whole.depth,
        radius=whole.radius,
        rim=Measured(value=_rim(damage.grid.z, channel, edges.get("collagen", edge), bottom)),
        volume=whole.volume,
        z=damage.grid.z,
        outline=edge,
        channel_outline=channel,
        reaches=tuple(reaches.values()),
        shells=shells(damage.grid.z_edges, edges, channel, endpoint, span),
        taper=taper(damage.grid.z, edge, (whole.top.value, whole.depth.value)),
        top=whole.top,
    )
    return with_resolution(zone, damage.grid)


def _rim(z: Array, channel: Array, coagulated: Array, depth: float) -> float:
    if depth == 0.0:
        return 0.0
    return max(0.0, float(np.interp(0.5 * depth, z, coagulated) - np.interp(0.5 * depth, z, channel)))
