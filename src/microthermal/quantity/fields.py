"""Looking at a record: its fields with their quantities, as documents, forms, tables and files need them."""

from __future__ import annotations

import dataclasses
import types
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from microthermal.quantity.compound import Compound
from microthermal.quantity.quantity import Quantity


@dataclasses.dataclass(frozen=True)
class Grouped:
    """Note on a field that holds a small record whose fields stood beside it in files of earlier versions.

    Parameters
    ----------
    renamed : tuple of (str, str)
        Fields that had another name there, and that name; the others were called as they are.
    """

    renamed: tuple[tuple[str, str], ...] = ()


@dataclasses.dataclass(frozen=True)
class Field:
    """One field of a record: name, bare type, quantity (None if it is no number), may it be None, default.

    ``earlier`` pairs fields of the record that it holds with their names in files of earlier versions, where they
    stood beside it.
    """

    name: str
    kind: Any
    quantity: Quantity | None
    optional: bool
    required: bool
    earlier: tuple[tuple[str, str], ...] = ()

    @property
    def item(self) -> Field | None:
        """One item of a field that is a tuple of numbers; None for all other fields."""
        if get_origin(self.kind) is not tuple or get_origin(hint := get_args(self.kind)[0]) is not Annotated:
            return None
        bare, *notes = get_args(hint)
        quantity = next((note for note in notes if isinstance(note, Quantity)), None)
        return None if quantity is None else Field(self.name, bare, quantity, optional=False, required=True)


@cache
def fields_of(cls: type) -> tuple[Field, ...]:
    """Fields of a record in their order, but for those that it does not compare by: they are no part of what it says.

    Parameters
    ----------
    cls : type
        A class made by :func:`microthermal.quantity.record`.
    """
    hints = get_type_hints(cls, include_extras=True)
    return tuple(_field(field, hints[field.name]) for field in dataclasses.fields(cls) if field.compare)


def _field(field: dataclasses.Field[Any], hint: Any) -> Field:
    required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    optional, quantity, earlier = False, None, {}
    if get_origin(hint) in (Union, types.UnionType):
        parts = [part for part in get_args(hint) if part is not type(None)]
        optional = len(parts) < len(get_args(hint))
        hint = parts[0] if len(parts) == 1 else hint
    if get_origin(hint) is Annotated:
        bare, *notes = get_args(hint)
        quantity = next((note for note in notes if isinstance(note, Quantity)), None)
        grouped = next((note for note in notes if isinstance(note, Grouped)), None)
        if grouped is not None:
            earlier = {inner.name: inner.name for inner in dataclasses.fields(bare)} | dict(grouped.renamed)
        # A note of another kind, as a choice of methods, stays: documents read by it.
        hint = hint if quantity is None and grouped is None else bare
    if quantity is not None and isinstance(hint, type) and issubclass(hint, Compound):
        hint, quantity, earlier = hint.of(quantity), None, hint.earlier(field.name)
    return Field(field.name, hint, quantity, optional, required, tuple(earlier.items()))
