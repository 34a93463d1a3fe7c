"""Records to groups of a NetCDF file and back, the same for every record."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np

from microthermal.documents import read, write
from microthermal.errors import ConvergenceError, InputError
from microthermal.quantity import Field, fields_of
from microthermal.store.coordinates import NAMES_MEANING, above, counted, dimension, middles, names_along
from microthermal.store.shapes import member_of, shape_of

# Attribute that holds the plain fields of a record, as JSON text.
FIELDS = "fields"
# Other programs take "%" for hundredths and know no differences of temperatures: fractions are stored from 0 to 1.
_UNITS = {"%": "1", "delta_degC": "K"}


def put(group: Any, value: Any) -> None:
    """Write a record into a group.

    Parameters
    ----------
    group : netCDF4.Group
        Empty group.
    value : record
        Record with any nesting of arrays and records.

    Raises
    ------
    ConvergenceError
        If an array holds numbers that are not finite.
    """
    cls = value.__class__
    shape = shape_of(cls)
    named = names_along(cls)
    apart = {field.name for field in (*shape.arrays, *shape.groups, *shape.series, *named.values())}
    kept = {name: item for name, item in write(value).items() if name not in apart}
    group.setncattr_string(FIELDS, json.dumps(kept, ensure_ascii=False, default=plain_number))
    group.setncattr_string("record", type(value).__name__)
    for axis, field in named.items():
        _put_names(group, axis, getattr(value, field.name))
    for axis, meaning in middles(cls).items():
        _put_middles(group, axis, meaning, getattr(value.grid, axis))
    for field in shape.arrays:
        array = getattr(value, field.name)
        if array is not None:
            _put_array(group, cls, field, array)
    for field in shape.groups:
        inner = getattr(value, field.name)
        if inner is not None:
            put(group.createGroup(field.name), inner)
    for field in shape.series:
        holder = group.createGroup(field.name)
        for number, inner in enumerate(getattr(value, field.name)):
            put(holder.createGroup(f"{number:04d}"), inner)


def plain_number(value: Any) -> Any:
    """Number of Python for one of numpy, which JSON cannot write."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def _put_array(group: Any, cls: type, field: Field, array: np.ndarray) -> None:
    if field.quantity is None:
        return
    if not np.isfinite(array).all():
        raise ConvergenceError(
            f"{field.quantity.meaning} ({group.path.strip('/')}/{field.name}) holds values that are not finite; such a "
            "result is not saved"
        )
    axes = tuple(dimension(cls, axis) for axis in field.quantity.axes)
    for axis, length in zip(axes, array.shape, strict=True):
        shared = axis in above(cls) and group.parent is not None and axis in group.parent.dimensions
        if axis not in group.dimensions and not shared:
            group.createDimension(axis, length)
            if axis in counted(cls):
                _variable(group, axis, (axis,), "1", counted(cls)[axis])[...] = np.arange(length)
    variable = _variable(group, field.name, axes, field.quantity.unit, field.quantity.meaning)
    if field.quantity.axes == ("z",) and axes == (field.name,):
        variable.positive = "down"
    variable[...] = array


def _variable(group: Any, name: str, axes: tuple[str, ...], unit: str, meaning: str) -> Any:
    variable = group.createVariable(name, "f8", axes, compression="zlib", complevel=4, shuffle=True, fill_value=False)
    variable.units = _UNITS.get(unit, unit)
    variable.long_name = meaning
    return variable


def _put_names(group: Any, axis: str, names: tuple[str, ...]) -> None:
    group.createDimension(axis, len(names))
    variable = group.createVariable(axis, str, (axis,))
    variable.units = "1"  # names have none, but programs ask every variable for its unit
    variable.long_name = NAMES_MEANING
    variable[...] = np.array(names, dtype=object)


def _put_middles(group: Any, axis: str, meaning: str, middle: np.ndarray) -> None:
    group.createDimension(axis, middle.size)
    variable = _variable(group, axis, (axis,), "m", meaning)
    if axis == "z":
        variable.positive = "down"
    variable[...] = middle


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
        mapping = _mapping(group)
        for axis, field in names_along(cls).items():  # those of version 1 stand in the mapping
            if field.name not in mapping:
                mapping[field.name] = _get_names(group, axis)
        plain: Any = read(shape.shell, mapping, path=group.path.strip("/").replace("/", "."))
        values = {field.name: getattr(plain, field.name) for field in fields_of(shape.shell)}
    for field in shape.arrays:
        found = _get_array(group, field)
        if found is not None or not field.optional:
            values[field.name] = found
    for field in shape.groups:
        if field.name in group.groups:
            values[field.name] = get(group.groups[field.name], field.kind)
        elif field.earlier:
            values[field.name] = _beside(group, field)
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


def _beside(group: Any, field: Field) -> Any:
    """Record of arrays that lay beside the others of this group before there was such a record."""
    names, arrays = dict(field.earlier), shape_of(field.kind).arrays
    return field.kind(**{array.name: _get_array(group, replace(array, name=names[array.name])) for array in arrays})


def _mapping(group: Any) -> dict[str, Any]:
    if FIELDS not in group.ncattrs():
        raise InputError(f"{group.path}: the attribute '{FIELDS}' is missing")
    try:
        mapping = json.loads(group.getncattr(FIELDS))
    except (ValueError, TypeError, RecursionError):
        raise InputError(f"{group.path}: the attribute '{FIELDS}' is not JSON") from None
    if not isinstance(mapping, dict):
        raise InputError(f"{group.path}: the attribute '{FIELDS}' is not a table of fields")
    return mapping


def _get_names(group: Any, axis: str) -> list[str]:
    if axis not in group.variables:
        raise InputError(f"{group.path}: the variable '{axis}' is missing")
    variable = group.variables[axis]
    if variable.dtype is not str or variable.ndim != 1:
        raise InputError(f"{group.path}: the variable '{axis}' must be a row of texts")
    variable.set_auto_mask(False)
    return [str(name) for name in variable[...]]


def _get_array(group: Any, field: Field) -> np.ndarray | None:
    earlier = field.quantity.was if field.quantity is not None else ""
    name = earlier if earlier in group.variables else field.name
    if name not in group.variables:
        if field.optional:
            return None
        raise InputError(f"{group.path}: the variable '{field.name}' is missing")
    variable = group.variables[name]
    if not isinstance(variable.dtype, np.dtype) or variable.dtype.kind not in "iuf":
        raise InputError(f"{group.path}: the variable '{field.name}' must hold numbers")
    variable.set_auto_maskandscale(False)
    values = np.asarray(variable[...], dtype=np.float64)
    fault = field.quantity.array_fault(values) if field.quantity is not None else None
    if fault:
        raise InputError(f"{group.path}: {field.name}: {fault}")
    return values
