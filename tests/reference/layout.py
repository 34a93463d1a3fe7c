"""Where each array of a run file lies, from the annotations: what the table of the page on formats must hold."""

from __future__ import annotations

from dataclasses import dataclass

from microthermal.store.coordinates import NAMES_MEANING, dimension, middles, names_along
from microthermal.store.shapes import member_of, shape_of


@dataclass(frozen=True)
class Place:
    """One variable of a run file: its path, dimensions, unit (``text`` for names) and meaning."""

    path: str
    axes: tuple[str, ...]
    unit: str
    meaning: str


def layout(cls: type, path: str) -> tuple[Place, ...]:
    """Every variable below a record.

    Parameters
    ----------
    cls : type
        Class of the record.
    path : str
        Its group.
    """
    shape = shape_of(cls)
    found = [Place(f"{path}/{axis}", (axis,), "text", NAMES_MEANING) for axis in names_along(cls)]
    found += [Place(f"{path}/{axis}", (axis,), "m", meaning) for axis, meaning in middles(cls).items()]
    for field in shape.arrays:
        if field.quantity is not None:
            axes = tuple(dimension(cls, axis) for axis in field.quantity.axes)
            found.append(Place(f"{path}/{field.name}", axes, field.quantity.unit, field.quantity.meaning))
    for field in shape.groups:
        found += layout(field.kind, f"{path}/{field.name}")
    for field in shape.series:
        found += layout(member_of(field), f"{path}/{field.name}/0000")
    return tuple(found)
