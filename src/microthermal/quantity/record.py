"""``record``: a frozen dataclass whose numbers are checked once, when it is made."""

from __future__ import annotations

import dataclasses
import inspect
import types
from functools import partial, partialmethod
from typing import Annotated, Any, Literal, TypeVar, Union, dataclass_transform, get_args, get_origin

import numpy as np

from microthermal.display import ask
from microthermal.errors import Fault, InputError, brief
from microthermal.quantity.compound import Compound
from microthermal.quantity.earlier import of_today
from microthermal.quantity.fields import Field, fields_of
from microthermal.quantity.fitting import fits, own
from microthermal.quantity.short import short
from microthermal.units import from_quantity, is_quantity

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
        if not fits(self):
            _check(self)
        if inner is not None:
            inner(self)

    cls.__post_init__ = __post_init__  # type: ignore[attr-defined]
    cls.__own_check__ = inner  # type: ignore[attr-defined]  # asked of an amended record as well
    if "__repr__" not in cls.__dict__:
        cls.__repr__ = short  # type: ignore[method-assign]
    if "_repr_html_" not in cls.__dict__:
        cls._repr_html_ = partialmethod(_shown)  # type: ignore[attr-defined]
    # Read by documents: a misspelt field must be a fault, never be dropped in silence.
    cls.__pydantic_config__ = {"extra": "forbid", "arbitrary_types_allowed": True}  # type: ignore[attr-defined]
    annotations = inspect.get_annotations(cls)
    cls.__get_pydantic_core_schema__ = classmethod(_with_earlier_names)  # type: ignore[attr-defined]
    has_arrays = any("Array" in str(text) for text in annotations.values())
    # Its own `__repr__` is not written anew: it was given above.
    return dataclasses.dataclass(frozen=True, kw_only=True, eq=not has_arrays, repr=False)(cls)


def _shown(self: Any) -> Any:
    """Picture and words for a notebook, by an upper floor."""
    return ask("html", self)


def _with_earlier_names(cls: type, source: Any, handler: Any) -> Any:
    """Schema of a record that reads files of earlier versions too."""
    from pydantic_core import core_schema

    return core_schema.no_info_before_validator_function(partial(of_today, cls), handler(source))


def _check(self: Any) -> None:
    faults: list[Fault] = []
    lengths: dict[str, tuple[str, int]] = {}
    for field in fields_of(self.__class__):
        value = getattr(self, field.name)
        if value is None and field.optional:
            continue
        try:
            held = _taken(field, value)
        except InputError as error:
            faults += [
                Fault(".".join(part for part in (field.name, one.path) if part), one.text) for one in error.faults
            ]
            continue
        if field.optional and field.quantity is not None and field.quantity.zero_is_none and held == 0:
            held = None
        if held is not value:
            object.__setattr__(self, field.name, held)
        if held is not None and field.quantity is not None and field.quantity.axes:
            faults += _array_faults(field, held, lengths)
    if faults:
        raise InputError(Fault(f"{type(self).__name__}.{fault.path}", fault.text) for fault in faults)


def taken(cls: type, needed: tuple[str, ...] = (), **values: object) -> dict[str, Any]:
    """Values of some fields of a record as the record would hold them, before its ranges are checked.

    Parameters
    ----------
    cls : type
        A class made by :func:`record`.
    needed : tuple of str, optional
        Fields for which None is no value.
    **values
        Fields and what was given for them; None is left as it is.

    Raises
    ------
    InputError
        With one fault for each that cannot be meant, named by its field.
    """
    fields, found, faults = {field.name: field for field in fields_of(cls)}, {}, []
    for name, value in values.items():
        try:
            if value is None and name in needed:
                raise InputError("must be given, not None")
            found[name] = None if value is None else _taken(fields[name], value, ranged=False)
        except InputError as error:
            faults += [Fault(name, fault.text) for fault in error.faults]
    if faults:
        raise InputError(faults)
    return found


def check_kinds(**given: tuple[object, type]) -> None:
    """Refuse arguments of another kind than a function takes, all at once; None is let through.

    Parameters
    ----------
    **given
        For each argument by name, its value and the record that it must be.

    Raises
    ------
    InputError
        With one fault for each, named by its argument.
    """
    faults = []
    for name, (value, kind) in given.items():
        try:
            if value is not None:
                _check_kind(kind, value)
        except InputError as error:
            faults += [Fault(name, fault.text) for fault in error.faults]
    if faults:
        raise InputError(faults)


def _taken(field: Field, value: Any, *, ranged: bool = True) -> Any:
    """A value as a record holds it: plain numbers, read-only arrays, tuples, records of the right kind."""
    if field.quantity is not None:
        if field.quantity.axes:
            return _array(value, field.quantity.unit)
        whole, quantity = field.kind is int, field.quantity
        if ranged:
            return quantity.take_whole(value) if whole else quantity.take(value)
        return quantity.whole(value) if whole else quantity.number(value)
    if field.item is not None:
        return _numbers(field.item, value)
    if isinstance(field.kind, type) and issubclass(field.kind, Compound):
        return field.kind.taken(value)
    _check_kind(field.kind, value)
    return value


def _array(value: Any, unit: str) -> np.ndarray:
    value = from_quantity(value, unit) if is_quantity(value) else value
    try:
        return own(value)
    except (TypeError, ValueError):  # texts, ragged lists
        raise InputError(f"must be an array of numbers, not {brief(value)}") from None


def _numbers(item: Field, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, tuple):
        raise InputError(f"must be a tuple of numbers, not {type(value).__name__}")
    faults, numbers = [], []
    for number, one in enumerate(value):
        try:
            numbers.append(_taken(item, one))
        except InputError as error:
            faults += [Fault(f"{number}", fault.text) for fault in error.faults]
    if faults:
        raise InputError(faults)
    return value if all(one is other for one, other in zip(numbers, value, strict=True)) else tuple(numbers)


def _check_kind(kind: Any, value: Any) -> None:
    """Refuse a value of another kind than the annotation states, as far as that is one of ours."""
    kind = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    members = get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)
    if all(hasattr(one, "__dataclass_fields__") for one in members) and not isinstance(value, tuple(members)):
        names = [f"{'an' if one.__name__[0] in 'AEIOU' else 'a'} {one.__name__}" for one in members]
        raise InputError(f"must be {' or '.join(names)}, not {type(value).__name__}")
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        if not isinstance(value, tuple):
            raise InputError(f"must be a tuple, not {type(value).__name__}")
        for each, one in zip(inner[:1] * len(value) if inner[-1] is Ellipsis else inner, value, strict=True):
            _check_kind(each, one)
    elif get_origin(kind) is Literal:
        if not isinstance(value, str) or value not in get_args(kind):
            raise InputError(f"must be one of {', '.join(map(repr, get_args(kind)))}, not {brief(value)}")
    elif kind in (str, bool) and not isinstance(value, kind):
        raise InputError(f"must be {'a text' if kind is str else 'True or False'}, not {type(value).__name__}")


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


Compound.record = staticmethod(record)
