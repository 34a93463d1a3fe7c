"""STL of the zone and of a piece of the lattice, for printers and programs of solid bodies."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from microthermal.errors import InputError
from microthermal.files import draft_of
from microthermal.quantity import Array
from microthermal.simulation.records import Simulation
from microthermal.store.exports.surfaces import Surface, joined, refuse_open, turned
from microthermal.zones.scanning import scan
from microthermal.zones.shapes import outlines

# Corners of a ring: of one zone 64 miss the circle by 0.12 %, of many 24 by 0.9 % of the radius.
_SIDES, _SIDES_OF_MANY = 64, 24
# So many zones around the middle of the field are drawn, so that the file stays one that a viewer turns with ease.
_MOST = 100
_MILLIMETRE = 1e3


def surfaces_of(simulation: Simulation) -> dict[str, Surface]:
    """Closed surfaces of what a microbeam leaves, by name, and of a piece of the lattice.

    Parameters
    ----------
    simulation : Simulation
        Whose zone is drawn.

    Returns
    -------
    dict of Surface
        ``channel`` and each endpoint that is reached, channel included; ``lattice``: up to 100 zones around the middle
        of the field, as all passes lay them. Zones that overlap are drawn each by itself.

    Raises
    ------
    InputError
        If nothing is dead and nothing gone.
    """
    zone, edges = simulation.zone, simulation.damage.grid.z_edges
    found = {"channel": turned(zone.z, zone.channel_outline, edges, _SIDES, zone.channel_depth.value)}
    for name, outline in outlines(simulation.damage).items():
        found[name] = turned(zone.z, outline, edges, _SIDES, zone.reach(name).depth.value)
    solid = {name: joined(bodies) for name, bodies in found.items() if bodies}
    one = turned(zone.z, zone.outline, edges, _SIDES_OF_MANY, zone.depth.value)
    if one:
        solid["lattice"] = joined([body.at(x, y) for x, y in _middle(simulation) for body in one])
    if not solid:
        raise InputError("nothing is dead and nothing gone: there is no surface that STL could hold")
    for name, surface in solid.items():
        refuse_open(surface, name)
    return solid


def _middle(simulation: Simulation) -> Array:
    """Places of the zones nearest to the middle of the field (zone, 2) [m], around which they are counted."""
    pulse = simulation.treatment.pulse
    busy = (pulse.stack - 1) * pulse.interval + pulse.duration
    places = scan(simulation.treatment.pattern, busy, simulation.settings.seed).zones[:, :2]
    shifted = places - places.mean(axis=0)
    # To a nanometre, so that rounding does not choose between two that lie equally far.
    distance = np.round(np.hypot(shifted[:, 0], shifted[:, 1]), 9)
    chosen: Array = shifted[np.argsort(distance, kind="stable")[:_MOST]]
    return chosen


def write(surface: Surface, name: str, path: Path) -> None:
    """Write a surface as binary STL in millimetres; the file appears whole or not at all.

    Raises
    ------
    SaveError
        If the file cannot be written.
    """
    corners = (surface.points * _MILLIMETRE)[surface.triangles]
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    length = np.linalg.norm(normal, axis=1, keepdims=True)
    rows = np.zeros(corners.shape[0], dtype=[("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("spare", "<u2")])
    rows["normal"] = np.divide(normal, length, out=np.zeros_like(normal), where=length > 0.0)
    rows["corners"] = corners
    head = f"microthermal {name}, millimetres, z upward from the surface".encode("ascii", "replace")[:80].ljust(80)
    with draft_of(path) as draft:
        draft.write_bytes(head + np.uint32(len(rows)).tobytes() + rows.tobytes())
