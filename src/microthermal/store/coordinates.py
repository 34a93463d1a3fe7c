"""Coordinates of a run file: each dimension has a variable of its own name, which says where its points lie.

Programs that select by value or by name (``dataset.sel(time=..., species="mmp9")``) need just that.
"""

from __future__ import annotations

from microthermal.domain.results.grid import Grid
from microthermal.quantity import Field, fields_of

# Axis of records to the fields that may hold its points; the dimension of the file is named like the field.
_POINTS = {
    "t": ("time",), "moment": ("time",), "portion": ("time",), "z": ("z", "depth"), "r_edge": ("r_edges",),
    "z_edge": ("z_edges",), "level": ("level", "duration"), "quantile": ("quantiles",), "distance": ("distance",),
    "x": ("x",), "y": ("y",),
}  # fmt: skip
# Axis of records to the fields that may hold the names along it; the variable of names is named like the axis.
_NAMES = {
    "species": ("species",), "endpoint": ("endpoints",), "layer": ("layers", "names"), "place": ("places",),
    "shell": ("shells",), "body": ("names",), "variable": ("variables",), "metric": ("metrics",), "limit": ("limits",),
    "phototype": ("phototypes",),
}  # fmt: skip
# Axes whose points are the middles of the cells of the record's grid, with what they mean.
_MIDDLES = {"z": "depth of the middle of the slab", "r": "distance of the middle of the ring from the axis"}
# Axes along which things are counted, from 0, with what they are.
_COUNTED = {"candidate": "number of the candidate", "objective": "number of the objective"}

NAMES_MEANING = "names along this dimension"


def dimension(cls: type, axis: str) -> str:
    """Name in the file of an axis of a record's arrays.

    Parameters
    ----------
    cls : type
        Class of the record.
    axis : str
        As the annotation of the array states it.
    """
    for field in fields_of(cls):
        if field.name in _POINTS.get(axis, ()) and field.quantity is not None and field.quantity.axes == (axis,):
            return field.name
    return axis


def names_along(cls: type) -> dict[str, Field]:
    """Axes of a record along which names stand, each with the field that holds the names."""
    used = _axes(cls)
    return {
        axis: field
        for axis, fields in _NAMES.items()
        for field in fields_of(cls)
        if axis in used and field.name in fields and field.quantity is None
    }


def middles(cls: type) -> dict[str, str]:
    """Axes of a record whose points are the middles of its grid's cells, each with what they mean."""
    if not any(field.kind is Grid for field in fields_of(cls)):
        return {}
    return {axis: meaning for axis, meaning in _MIDDLES.items() if axis in _axes(cls)}


def counted(cls: type) -> dict[str, str]:
    """Axes of a record along which things are counted, from 0, each with what the number means."""
    return {axis: meaning for axis, meaning in _COUNTED.items() if axis in _axes(cls)}


def above(cls: type) -> set[str]:
    """Axes of a record that are those of the record that holds it, such as cells of bodies in a tissue, or layers."""
    own = {field.name for field in fields_of(cls)} | set(middles(cls)) | set(names_along(cls))
    return {axis for axis in (*_MIDDLES, *_NAMES) if axis in _axes(cls) - own and dimension(cls, axis) == axis}


def _axes(cls: type) -> set[str]:
    return {axis for field in fields_of(cls) if field.quantity is not None for axis in field.quantity.axes}
