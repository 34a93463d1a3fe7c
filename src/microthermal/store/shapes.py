"""How a record is laid on disk: which of its fields are arrays, groups, or plain values."""

from __future__ import annotations

import dataclasses
import types
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from microthermal.quantity import Field, fields_of, record


@dataclass(frozen=True)
class Shape:
    """Fields of a record by the way in which they are stored.

    ``arrays`` become variables; ``groups`` hold records that hold arrays, one each; ``series`` hold tuples of such
    records; all else is written as text by ``documents``, and read back through ``shell``: the same record
    without its arrays, groups and series.
    """

    arrays: tuple[Field, ...]
    groups: tuple[Field, ...]
    series: tuple[Field, ...]
    shell: type | None


@cache
def shape_of(cls: type) -> Shape:
    """Shape of a record.

    Parameters
    ----------
    cls : type
        A class made by :func:`microthermal.quantity.record`.
    """
    arrays = tuple(field for field in fields_of(cls) if field.quantity is not None and field.quantity.axes)
    groups = tuple(field for field in fields_of(cls) if field not in arrays and _holds_arrays(field.kind))
    series = tuple(field for field in fields_of(cls) if _holds_arrays(member_of(field)))
    apart = {field.name for field in (*arrays, *groups, *series)}
    return Shape(arrays, groups, series, _shell(cls, apart))


def member_of(field: Field) -> Any:
    """Kind of the members of a tuple of any length; None for other fields."""
    if get_origin(field.kind) is tuple and get_args(field.kind)[1:] == (...,):
        return get_args(field.kind)[0]
    return None


def _holds_arrays(kind: Any) -> bool:
    if not isinstance(kind, type) or not hasattr(kind, "__dataclass_fields__"):
        return False
    shape = shape_of(kind)
    return bool(shape.arrays or shape.groups or shape.series)


def _shell(cls: type, apart: set[str]) -> type | None:
    """Record of the plain fields alone, with their annotations and defaults."""
    hints = get_type_hints(cls, include_extras=True)
    kept = [field for field in fields_of(cls) if field.name not in apart]
    if not kept:
        return None

    def fill(namespace: dict[str, Any]) -> None:
        namespace["__annotations__"] = {field.name: hints[field.name] for field in kept}
        namespace["__module__"] = cls.__module__
        for made in dataclasses.fields(cls):  # a file written before a field was thought of has its default
            if made.name in namespace["__annotations__"] and made.default is not dataclasses.MISSING:
                namespace[made.name] = made.default

    return record(types.new_class(cls.__name__, (), exec_body=fill))
