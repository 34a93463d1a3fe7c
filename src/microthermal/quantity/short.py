"""A record in a line or a few, for people at a prompt: whole where it is small, else only its outline."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

# Letters that a record may take; a screen of a terminal holds some 2000.
_MOST: Final = 1500
# Items of a row and levels of records that are written, from all down to names alone.
_TRIES: Final = ((10**6, 10**6), (4, 3), (3, 2), (2, 1), (1, 0))
_WORDS, _WHOLE = 80, 6


class _TooLongError(Exception):
    """More letters than are wanted."""


def short(record: Any) -> str:
    """A record as its class and fields, in at most some 1500 letters.

    Parameters
    ----------
    record : record
        An instance of a class made by :func:`microthermal.quantity.record`.

    Returns
    -------
    str
        As a dataclass writes itself where that is short and holds no long array; otherwise arrays are told by shape
        and range, long rows by their first items, and inner records by their class.
    """
    for items, levels in _TRIES:
        writer = _Writer(items)
        try:
            return writer.record(record, levels)
        except _TooLongError:  # tried again with less of it
            continue
    return f"{type(record).__name__}(...)"


class _Writer:
    """Writes a record once; stops as soon as it grows too long."""

    def __init__(self, items: int) -> None:
        self.items, self.left = items, _MOST

    def _taken(self, text: str) -> str:
        self.left -= len(text)
        if self.left < 0:
            raise _TooLongError
        return text

    def record(self, value: Any, levels: int) -> str:
        """Class and fields of a record."""
        shown = (field.name for field in dataclasses.fields(value) if field.repr)
        inner = (f"{self._taken(name)}={self.value(getattr(value, name), levels - 1)}" for name in shown)
        return f"{self._taken(type(value).__qualname__)}({', '.join(inner)})"

    def value(self, value: Any, levels: int) -> str:
        """Any value of a field."""
        if isinstance(value, np.ndarray):
            return self._taken(_array(value))
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            own = type(value).__repr__ is not short
            if levels < 0 or own:
                return self._taken(repr(value) if own and levels >= 0 else f"{type(value).__qualname__}(...)")
            return self.record(value, levels)
        if isinstance(value, tuple | list):
            return self._row(value, levels)
        if isinstance(value, str):
            return self._taken(
                repr(value if len(value) <= _WORDS or self.items > len(value) else f"{value[:_WORDS]}...")
            )
        if isinstance(value, Mapping) and len(value) > self.items:
            return self._taken(f"{{{len(value)} items}}")
        return self._taken(repr(value))

    def _row(self, value: Any, levels: int) -> str:
        named = getattr(value, "_fields", ())
        if levels < 0 and len(value) > 1:
            return self._taken(f"({len(value)} items)")
        begins = [self.value(one, levels) for one in value[: self.items]]
        if named:
            begins = [f"{name}={text}" for name, text in zip(named, begins, strict=False)]
        if len(value) > self.items:
            begins.append(f"... {len(value) - self.items} more")
        ends = ("[", "]") if isinstance(value, list) else ("(", ",)" if len(value) == 1 and not named else ")")
        return f"{type(value).__name__ if named else ''}{ends[0]}{self._taken(', '.join(begins))}{ends[1]}"


def _array(value: np.ndarray) -> str:
    if value.size <= _WHOLE and value.ndim == 1:
        return f"array({value.tolist()})"
    size = " x ".join(str(length) for length in value.shape)
    if value.dtype.kind not in "iuf" or not value.size:
        return f"<{size} values>"
    return f"<{size} numbers, {value.min():.4g} to {value.max():.4g}>"
