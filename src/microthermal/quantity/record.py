"""``record``: a frozen dataclass whose numbers are checked once, when it is made."""

from __future__ import annotations

import dataclasses
import inspect
import math
from typing import Any, TypeVar, dataclass_transform

import numpy as np

from microthermal.errors import Fault, InputError, brief
from microthermal.quantity.fields import Field, fields_of

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a class a record: frozen, keyword-only, its numbers checked at birth, its arrays read-only.

    Notes
    -----
    Records that hold arrays compare by identity; all others compare by value.

    Raises
    ------
    InputError
        When the record is made, with every fault found: a scalar that is not finite or not plausible,
        an array with another number of axes than stated, axes of one name that differ in length.
    """
    inner = cls.__dict__.get("__post_init__")

    def __post_init__(self: Any) -> None:
        _check(self)
        if inner is not None:
            inner(self)

    cls.__post_init__ = __post_init__  # type: ignore[attr-defined]
    # Read by documents: a misspelt field must be a fault, never be dropped in silence.
    cls.__pydantic_config__ = {"extra": "forbid", "arbitrary_types_allowed": True}  # type: ignore[attr-defined]
    annotations = inspect.get_annotations(cls)
    has_arrays = any("Array" in str(text) for text in annotations.values())
    return dataclasses.dataclass(frozen=True, kw_only=True, eq=not has_arrays)(cls)


def _check(self: Any) -> None:
    faults: list[Fault] = []
    lengths: dict[str, tuple[str, int]] = {}
    for field in fields_of(self.__class__):
        value = getattr(self, field.name)
        if field.item is not None and isinstance(value, tuple):
            texts = ((number, _scalar_fault(field.item, item)) for number, item in enumerate(value))
            faults += [Fault(f"{field.name}.{number}", text) for number, text in texts if text]
        if field.quantity is None:
            continue
        if value is None and field.optional:
            continue
        if field.quantity.axes:
            try:
                value = np.array(value, dtype=np.float64, order="C")
            except (TypeError, ValueError):  # texts, ragged lists
                faults.append(Fault(field.name, f"must be an array of numbers, not {brief(value)}"))
                continue
            value.setflags(write=False)
            object.__setattr__(self, field.name, value)
            faults += _array_faults(field, value, lengths)
        else:
            fault = _scalar_fault(field, value)
            if fault:
                faults.append(Fault(field.name, fault))
    if faults:
        raise InputError(Fault(f"{type(self).__name__}.{fault.path}", fault.text) for fault in faults)


def _scalar_fault(field: Field, value: object) -> str | None:
    if field.quantity is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        return f"{field.quantity.meaning} must be a number in {field.quantity.unit}, not {type(value).__name__}"
    if field.kind is int and not isinstance(value, int | np.integer):
        return f"{field.quantity.meaning} must be a whole number, not {brief(value)}"
    try:
        return field.quantity.fault(float(value))
    except OverflowError:  # a whole number of hundreds of digits
        return field.quantity.fault(math.inf)


def _array_faults(field: Field, value: np.ndarray, lengths: dict[str, tuple[str, int]]) -> list[Fault]:
    axes = field.quantity.axes if field.quantity else ()
    if value.ndim != len(axes):
        return [Fault(field.name, f"must have the axes ({', '.join(axes)}), but has shape {value.shape}")]
    faults = []
    for axis, length in zip(axes, value.shape, strict=True):
        other, expected = lengths.setdefault(axis, (field.name, length))
        if length != expected:
            text = f"has {length} values along '{axis}', but {other} has {expected}"
            faults.append(Fault(field.name, text))
    return faults
