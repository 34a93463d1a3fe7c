"""The zone as a rectilinear grid of VTK (.vtr): a section through the beam's axis that ParaView opens."""

from __future__ import annotations

import base64
from pathlib import Path
from xml.sax.saxutils import quoteattr

import numpy as np

from microthermal.files import write_text
from microthermal.quantity import Array
from microthermal.simulation.records import Simulation


def write(simulation: Simulation, path: Path) -> None:
    """Write the fields of a zone as XML of VTK.

    Parameters
    ----------
    simulation : Simulation
        Whose zone is shown.
    path : Path
        File to write; it appears whole or not at all.

    Raises
    ------
    SaveError
        If the file cannot be written.

    Notes
    -----
    The plane y = 0 through the axis, x from -r to r, z upward with 0 at the surface before the laser [m]. Every field
    is one of cells: the mean of the ring and slab that the model holds, mirrored about the axis.
    """
    grid = simulation.damage.grid
    x = np.concatenate((-grid.r_edges[:0:-1], grid.r_edges))
    z = -grid.z_edges[::-1]
    extent = f"0 {x.size - 1} 0 0 0 {z.size - 1}"
    lines = [
        '<?xml version="1.0"?>',
        '<VTKFile type="RectilinearGrid" version="1.0" byte_order="LittleEndian" header_type="UInt64">',
        f'<RectilinearGrid WholeExtent="{extent}">',
        f'<Piece Extent="{extent}">',
        "<CellData>",
        *(_array(name, _mirrored(values).ravel()) for name, values in _fields(simulation).items()),
        "</CellData>",
        "<Coordinates>",
        *(_array(name, places) for name, places in (("x", x), ("y", np.zeros(1)), ("z", z))),
        "</Coordinates>",
        "</Piece>",
        "</RectilinearGrid>",
        "</VTKFile>",
    ]
    write_text(path, "\n".join(lines) + "\n")


def _fields(simulation: Simulation) -> dict[str, Array]:
    """Name with unit, and values (z, r)."""
    damage = simulation.damage
    found = {
        "peak temperature [K]": damage.peak,
        "removed fraction [1]": damage.removed,
        "absorbed energy [J/m3]": simulation.run.deposited.energy,
    }
    for number, name in enumerate(damage.endpoints):
        found[f"damage integral, {name} [1]"] = damage.omega[number]
    for moment in simulation.run.moments:
        found[f"temperature at {moment.time:.4g} s [K]"] = moment.temperature
    return found


def _mirrored(values: Array) -> Array:
    """Fields (z, r) from the deepest slab up, from -r to r."""
    return np.concatenate((values[::-1, ::-1], values[::-1]), axis=1)


def _array(name: str, values: Array) -> str:
    data = np.ascontiguousarray(values, dtype="<f8").tobytes()
    text = base64.b64encode(np.array([len(data)], dtype="<u8").tobytes() + data).decode()
    return f'<DataArray type="Float64" Name={quoteattr(name)} format="binary">{text}</DataArray>'
