"""Writing: a record becomes a mapping of texts that reads back to the same record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from microthermal.quantity import Field, fields_of
from microthermal.units import write as write_quantity


def write(record: Any, number: Callable[[float, str], str] = write_quantity) -> dict[str, Any]:
    """Mapping of a record, with every number written with its unit; arrays are left to ``store``.

    Parameters
    ----------
    record : record
        Instance of a class made by :func:`microthermal.quantity.record`.
    number : callable, optional
        Text of a number in a unit; the SI number with all its digits if left out.

    Returns
    -------
    dict
        Plain texts, numbers, lists and mappings, ready for JSON or TOML; fields that are None are left out.
    """
    mapping: dict[str, Any] = {}
    if hasattr(type(record), "kind"):
        mapping["kind"] = type(record).kind
    for field in fields_of(record.__class__):
        value = getattr(record, field.name)
        if value is None or isinstance(value, np.ndarray):
            continue
        mapping[field.name] = _plain(field, value, number)
    return mapping


def _plain(field: Field | None, value: Any, number: Callable[[float, str], str]) -> Any:
    if field is not None and field.quantity is not None:
        if field.quantity.unit == "1":  # plain numbers, also where NumPy's had been given
            return int(value) if field.kind is int else float(value)
        return number(float(value), field.quantity.unit)
    if hasattr(type(value), "__dataclass_fields__"):
        return write(value, number)
    if isinstance(value, tuple | list):
        inner = None if field is None else field.item
        return [_plain(inner, item, number) for item in value]
    return value
