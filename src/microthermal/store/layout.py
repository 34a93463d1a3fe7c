"""Where each array of a run file lies: the table of the page on formats, made from the annotations."""

from __future__ import annotations

from dataclasses import dataclass

from microthermal.store.shapes import member_of, shape_of


@dataclass(frozen=True)
class Place:
    """One array of a run file: its path, axes, unit and meaning."""

    path: str
    axes: tuple[str, ...]
    unit: str
    meaning: str


def layout(cls: type, path: str) -> tuple[Place, ...]:
    """Every array below a record.

    Parameters
    ----------
    cls : type
        Class of the record.
    path : str
        Its group.
    """
    shape = shape_of(cls)
    found = [
        Place(f"{path}/{field.name}", field.quantity.axes, field.quantity.unit, field.quantity.meaning)
        for field in shape.arrays
        if field.quantity is not None
    ]
    for field in shape.groups:
        found += layout(field.kind, f"{path}/{field.name}")
    for field in shape.series:
        found += layout(member_of(field), f"{path}/{field.name}/0000")
    return tuple(found)
