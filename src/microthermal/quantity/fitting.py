"""Whether values are already as a record holds them: asked of each record that is made, before the check that explains.

Most records are made inside of a simulation, of values that need neither a change nor a word.
"""

from __future__ import annotations

import dataclasses
import sys
import types
from collections.abc import Callable
from functools import cache, partial
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, Union, get_args, get_origin

import numpy as np

from microthermal.errors import InputError
from microthermal.quantity.compound import Compound
from microthermal.quantity.fields import Field, fields_of
from microthermal.quantity.quantity import Array

Test: TypeAlias = Callable[[Any], bool]
_FLOAT, _GREATEST = np.dtype(np.float64), sys.float_info.max


class Tests(NamedTuple):
    """For the fields of a record: may it be None, what is asked of it; compounds have a class, arrays their axes."""

    fields: tuple[tuple[str, bool, Test], ...]
    compounds: tuple[tuple[str, bool, type[Compound]], ...]
    arrays: tuple[tuple[str, bool, tuple[str, ...]], ...]


class Way(NamedTuple):
    """How one value is looked at by itself: may it be None, what is asked of it, whether it is an array."""

    optional: bool
    test: Test
    axes: bool


def fits(record: Any) -> bool:
    """Whether every value of a record is surely right, its compounds and arrays made its own; False means: not sure."""
    tests, values = _tests_of(record.__class__), record.__dict__
    for name, optional, test in tests.fields:
        value = values[name]
        if not ((value is None and optional) or test(value)):
            return False
    for name, optional, kind in tests.compounds:
        value = values[name]
        if type(value) is kind or (value is None and optional):
            continue
        try:
            object.__setattr__(record, name, kind.taken(value))
        except InputError:  # the check that explains finds it, and every other fault
            return False
    lengths: dict[str, int] = {}
    for name, optional, axes in tests.arrays:
        value = values[name]
        if value is None and optional:
            continue
        if type(value) is not np.ndarray or value.dtype != _FLOAT or value.ndim != len(axes):
            return False
        held = own(value)
        if held is not value:
            object.__setattr__(record, name, held)
        for axis, length in zip(axes, value.shape, strict=True):
            if lengths.setdefault(axis, length) != length:
                return False
    return True


def held_of(cls: type, values: dict[str, Any], before: dict[str, Any]) -> dict[str, Any] | None:
    """New values of some fields as a record holds them; None means: not sure that all are right.

    Parameters
    ----------
    cls : type
        A class made by :func:`microthermal.quantity.record`.
    values : dict
        New values by field.
    before : dict
        All fields of a record of the class; a new array has to have the shape of the one that it stands for.
    """
    known = _ways_of(cls)
    found: dict[str, Any] = {}
    for name, value in values.items():
        way = known.get(name)
        if way is None or (value is None and not way.optional):
            return None
        if value is None:
            found[name] = None
        elif way.axes:
            old = before[name]
            if type(value) is not np.ndarray or value.dtype != _FLOAT or old is None or value.shape != old.shape:
                return None
            found[name] = own(value)
        elif way.test(value):
            found[name] = value
        else:
            return None
    return found


def own(value: Any) -> Array:
    """A value as an array of floats that nobody can write to; it is copied unless it is one.

    Raises
    ------
    TypeError, ValueError
        If it is no array of numbers.
    """
    if type(value) is np.ndarray and value.dtype == _FLOAT:
        flags = value.flags
        # A view would change with the array that it looks into.
        if not flags.writeable and value.base is None and flags.c_contiguous:
            return value
    array: Array = np.array(value, dtype=np.float64, order="C")
    array.setflags(write=False)
    return array


@cache
def _tests_of(cls: type) -> Tests:
    fields = fields_of(cls)
    arrays = {field.name: field.quantity.axes for field in fields if field.quantity and field.quantity.axes}
    compounds = {
        field.name: field.kind for field in fields if isinstance(field.kind, type) and issubclass(field.kind, Compound)
    }
    others = [field for field in fields if field.name not in arrays and field.name not in compounds]
    return Tests(
        tuple((field.name, field.optional, _test_of(field)) for field in others),
        tuple((field.name, field.optional, compounds[field.name]) for field in fields if field.name in compounds),
        tuple((field.name, field.optional, arrays[field.name]) for field in fields if field.name in arrays),
    )


@cache
def _ways_of(cls: type) -> dict[str, Way]:
    # Fields that a record does not compare by are no part of what it says: anything may stand there.
    free = {field.name: Way(True, lambda value: True, False) for field in dataclasses.fields(cls) if not field.compare}
    tests = _tests_of(cls)
    plain = {name: Way(optional, test, False) for name, optional, test in tests.fields}
    compound = {name: Way(optional, partial(_is_exactly, kind), False) for name, optional, kind in tests.compounds}
    arrays = {name: Way(optional, lambda value: True, True) for name, optional, _ in tests.arrays}
    return {**free, **plain, **compound, **arrays}


def _is_exactly(kind: type, value: Any) -> bool:
    return type(value) is kind


def _test_of(field: Field) -> Test:
    if field.quantity is not None:
        quantity = field.quantity
        # Not the infinite ends: what is infinite, or a whole number that no float can hold, is no plausible value.
        low, high = max(quantity.low, -_GREATEST), min(quantity.high, _GREATEST)
        plain = (int,) if field.kind is int else (float, int)
        if quantity.zero:
            return lambda value: type(value) in plain and (low <= value <= high or value == 0)
        if quantity.zero_is_none:
            return lambda value: type(value) in plain and low <= value <= high and value != 0
        return lambda value: type(value) in plain and low <= value <= high
    if field.item is not None:
        return _each(_test_of(field.item))
    return _test_of_kind(field.kind)


def _test_of_kind(kind: Any) -> Test:
    kind = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    members = get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)
    if kind in (str, bool) or all(hasattr(one, "__dataclass_fields__") for one in members):
        return lambda value: isinstance(value, members)
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        if inner[-1] is Ellipsis:
            return _each(_test_of_kind(inner[0]))
        return _all(tuple(map(_test_of_kind, inner)))
    if get_origin(kind) is Literal:
        words = get_args(kind)
        return lambda value: isinstance(value, str) and value in words
    return lambda value: True


def _all(tests: tuple[Test, ...]) -> Test:
    def test(value: Any) -> bool:
        right = isinstance(value, tuple) and len(value) == len(tests)
        return right and all(one(item) for one, item in zip(tests, value, strict=True))

    return test


def _each(test: Test) -> Test:
    return lambda value: isinstance(value, tuple) and all(map(test, value))
