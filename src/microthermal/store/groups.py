"""Records to groups of a NetCDF file and back, the same for every record."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from microthermal.documents import read, write
from microthermal.errors import InputError
from microthermal.quantity import Field, fields_of
from microthermal.store.shapes import member_of, shape_of

# Attribute that holds the plain fields of a record, as JSON text.
FIELDS = "fields"
# A run of the finest grid holds a few million numbers; a file that claims far more is not one of ours.
_MOST_NUMBERS = 200_000_000
# Other programs take "%" for hundredths and know no differences of temperatures: shares are stored from 0 to 1.
_UNITS = {"%": "1", "delta_degC": "K"}


def put(group: Any, value: Any) -> None:
    """Write a record into a group.

    Parameters
    ----------
    group : netCDF4.Group
        Empty group.
    value : record
        Record with any nesting of arrays and records.
    """
    shape = shape_of(value.__class__)
    apart = {field.name for field in (*shape.arrays, *shape.groups, *shape.series)}
    kept = {name: item for name, item in write(value).items() if name not in apart}
    group.setncattr_string(FIELDS, json.dumps(kept, ensure_ascii=False, default=_plain_number))
    group.setncattr_string("record", type(value).__name__)
    for field in shape.arrays:
        array = getattr(value, field.name)
        if array is not None:
            _put_array(group, field, array)
    for field in shape.groups:
        inner = getattr(value, field.name)
        if inner is not None:
            put(group.createGroup(field.name), inner)
    for field in shape.series:
        holder = group.createGroup(field.name)
        for number, inner in enumerate(getattr(value, field.name)):
            put(holder.createGroup(f"{number:04d}"), inner)


def _plain_number(value: Any) -> Any:
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def _put_array(group: Any, field: Field, array: np.ndarray) -> None:
    if field.quantity is None:
        return
    for axis, length in zip(field.quantity.axes, array.shape, strict=True):
        if axis not in group.dimensions:
            group.createDimension(axis, length)
    variable = group.createVariable(
        field.name, "f8", field.quantity.axes, compression="zlib", complevel=4, shuffle=True, fill_value=False
    )
    variable.units = _UNITS.get(field.quantity.unit, field.quantity.unit)
    variable.long_name = field.quantity.meaning
    variable[...] = array


def get(group: Any, cls: type) -> Any:
    """Read a record from a group.

    Parameters
    ----------
    group : netCDF4.Group
        Group that :func:`put` wrote.
    cls : type
        Class of the record.

    Raises
    ------
    InputError
        If something is missing or wrong; the sentence says where.
    """
    shape = shape_of(cls)
    values: dict[str, Any] = {}
    if shape.shell is not None:
        plain: Any = read(shape.shell, _mapping(group), path=group.path.strip("/").replace("/", "."))
        values = {field.name: getattr(plain, field.name) for field in fields_of(shape.shell)}
    for field in shape.arrays:
        found = _get_array(group, field)
        if found is not None or not field.optional:
            values[field.name] = found
    for field in shape.groups:
        if field.name in group.groups:
            values[field.name] = get(group.groups[field.name], field.kind)
        elif field.optional:
            values[field.name] = None
        else:
            raise InputError(f"{group.path}: the group '{field.name}' is missing")
    for field in shape.series:
        if field.name not in group.groups:
            if field.required:
                raise InputError(f"{group.path}: the group '{field.name}' is missing")
            continue  # a file written before the field was thought of: its default
        members = group.groups[field.name].groups
        values[field.name] = tuple(get(members[name], member_of(field)) for name in sorted(members))
    return cls(**values)


def _mapping(group: Any) -> dict[str, Any]:
    if FIELDS not in group.ncattrs():
        raise InputError(f"{group.path}: the attribute '{FIELDS}' is missing")
    try:
        mapping = json.loads(group.getncattr(FIELDS))
    except (json.JSONDecodeError, TypeError):
        raise InputError(f"{group.path}: the attribute '{FIELDS}' is not JSON") from None
    if not isinstance(mapping, dict):
        raise InputError(f"{group.path}: the attribute '{FIELDS}' is not a table of fields")
    return mapping


def _get_array(group: Any, field: Field) -> np.ndarray | None:
    if field.name not in group.variables:
        if field.optional:
            return None
        raise InputError(f"{group.path}: the variable '{field.name}' is missing")
    variable = group.variables[field.name]
    if int(variable.size) > _MOST_NUMBERS:
        raise InputError(
            f"{group.path}: the variable '{field.name}' claims {variable.size} numbers; no run holds so many"
        )
    variable.set_auto_mask(False)
    return np.asarray(variable[...], dtype=np.float64)
