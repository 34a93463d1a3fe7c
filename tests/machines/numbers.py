"""All numbers of a result, by name, each with the least scale on which a difference counts."""

from __future__ import annotations

import dataclasses
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.quantity import fields_of

# What a person reads of a number near zero: a difference is held against the greater of this and the number itself
# (the largest, of numbers given for many cells or moments). A fraction is read in parts of a hundred, a temperature in
# kelvin, a length in micrometres, a time in minutes. Units that are not here have no floor.
LEAST_SCALE = {"1": 1e-2, "%": 1e-2, "K": 1.0, "delta_degC": 1.0, "m": 1e-6, "s": 60.0}


class Entry(NamedTuple):
    """Numbers that share a scale."""

    values: NDArray[np.generic]
    floor: float = 0.0


def of_record(record: Any, name: str = "") -> dict[str, Entry]:
    """Every number of a record and of the records in it, by the path of its field."""
    found: dict[str, Entry] = {}
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        unit = field.quantity.unit if field.quantity is not None else ""
        found |= _of_value(value, unit, f"{name}/{field.name}" if name else field.name)
    return found


def _of_value(value: Any, unit: str, name: str) -> dict[str, Entry]:
    if isinstance(value, bool | int | float | np.ndarray | np.generic):
        return {name: Entry(np.asarray(value), LEAST_SCALE.get(unit, 0.0))}
    if isinstance(value, tuple):
        parts = (_of_value(item, unit, f"{name}/{_title(item, place)}") for place, item in enumerate(value))
        return {key: entry for part in parts for key, entry in part.items()}
    if dataclasses.is_dataclass(value):
        return of_record(value, name)
    return {}


def _title(item: Any, place: int) -> str:
    return str(getattr(item, "name", "") or getattr(item, "endpoint", "") or getattr(item, "metric", "") or place)
