"""NetCDF by the conventions CF: coordinates, units and names that other programs find by themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import netCDF4
import numpy as np

from microthermal.files import draft_of
from microthermal.store.exports.view import Variable, View


def write(view: View, path: Path) -> None:
    """Write a view as a NetCDF file; it appears whole or not at all.

    Raises
    ------
    SaveError
        If the file cannot be written.
    """
    with draft_of(path) as draft, netCDF4.Dataset(draft, "w", format="NETCDF4", diskless=True, persist=True) as dataset:
        put(dataset, view)


def put(group: Any, view: View) -> None:
    """Put a view into an open file or group.

    Parameters
    ----------
    group : netCDF4.Dataset or netCDF4.Group
        Without dimensions and variables so far.
    view : View
        What it is to hold.
    """
    for name, text in view.attributes.items():
        group.setncattr(name, text)
    for name, size in view.sizes.items():
        group.createDimension(name, size)
    for one in view.variables:
        _put(group, one)


def _put(group: Any, one: Variable) -> None:
    if one.named:
        _put_names(group, one)
        return
    packed: Any = {"compression": "zlib", "complevel": 4, "shuffle": True}
    variable = group.createVariable(one.name, "f8", one.dimensions, fill_value=False, **packed)
    variable.setncatts(one.attributes)
    variable[...] = one.values


def _put_names(group: Any, one: Variable) -> None:
    """Texts as rows of letters, as the conventions have them; readers make texts of them again."""
    letters = [text.encode() for text in one.values.tolist()]
    length = max(1, *(len(text) for text in letters))
    dimension = f"letters{length}"
    if dimension not in group.dimensions:
        group.createDimension(dimension, length)
    variable = group.createVariable(one.name, "S1", (*one.dimensions, dimension), fill_value=False)
    variable.setncatts({**one.attributes, "_Encoding": "utf-8"})
    variable.set_auto_chartostring(False)
    padded = b"".join(text.ljust(length, b"\0") for text in letters)
    variable[...] = np.frombuffer(padded, dtype="S1").reshape(len(letters), length)
