"""Of what kinds the arguments of a kernel are, and the numbers of the block that it is handed in their place.

A number is one slot of eight bytes. An array is the place of its elements and the length of each axis, and behind them
its strides if its elements do not lie in order. A tuple or record is what it holds, one after the other.
"""

from __future__ import annotations

import ctypes
import hashlib
import struct
from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias

import numpy as np

Kinds: TypeAlias = tuple[Any, ...]
"""Kinds of all that is handed over, in a row: of a number its class; of an array its class, type, axes and flags; of a
tuple its class and length, and then its parts."""


class UnknownKindError(TypeError):
    """Something that no block holds, such as a text."""


# Numbers that a kernel takes for the same kind have one name.
_NUMBERS: Final[dict[type, type]] = {
    float: float, np.float64: float, int: int, np.int64: int, bool: bool, np.bool_: bool, np.float32: np.float32,
    **{kind: kind for kind in (np.int8, np.int16, np.int32, np.uint8, np.uint16, np.uint32, np.uint64)},
}  # fmt: skip
_FORMATS: Final[dict[type, str]] = {float: "d", np.float32: "d", bool: "?7x", np.uint64: "Q"}
# Flags of an array that a kernel is compiled for: in C's order, in Fortran's, aligned, writable.
_IN_ORDER: Final = 0x1
_TURNED: Final = 0x2
_FLAGS: Final = 0x1 | 0x2 | 0x100 | 0x400


def take(value: Any, kinds: list[Any], slots: list[Any]) -> None:
    """Append the kinds and the slots of an argument.

    Raises
    ------
    UnknownKindError
        If it holds something that is neither number, array, tuple nor nothing.
    """
    kind = type(value)
    if kind is np.ndarray:
        flags = value.flags.num & _FLAGS
        if flags & _IN_ORDER:
            flags &= ~_TURNED  # one row or column is in both orders, and is one kind for the compiler
        kinds += (kind, value.dtype, value.ndim, flags)
        slots.append(place_of(value))
        slots += value.shape
        if not flags & _IN_ORDER:
            slots += value.strides
    elif kind in _NUMBERS:
        kinds.append(_NUMBERS[kind])
        slots.append(value)
    elif isinstance(value, tuple):
        kinds += (kind, len(value))
        for part in value:
            take(part, kinds, slots)
    elif value is None:
        kinds.append(kind)
    else:
        raise UnknownKindError(f"a {kind.__name__} has no place in a block")


def _told(array: Any) -> int:
    """Where the elements of an array lie."""
    return int(array.__array_interface__["data"][0])


def _looked_up(array: Any) -> int:
    """The same from the first field of its structure in C, in a sixth of the time."""
    return _Place.from_address(id(array) + _HEAD).value or 0


_Place: Final = ctypes.c_void_p
_HEAD: Final = object.__basicsize__
_PROBE: Final = np.zeros(1)
place_of: Final = _looked_up if _looked_up(_PROBE) == _told(_PROBE) else _told


def format_of(kinds: Kinds) -> struct.Struct:
    """How slots of these kinds are written."""
    return struct.Struct("=" + "".join(_formats(iter(kinds))))


def _formats(kinds: Iterator[Any]) -> Iterator[str]:
    for kind in kinds:
        if kind is np.ndarray:
            _, axes, flags = next(kinds), next(kinds), next(kinds)
            yield "q" * (1 + axes + (0 if flags & _IN_ORDER else axes))
        elif issubclass(kind, tuple):
            next(kinds)
        elif kind is not type(None):
            yield _FORMATS.get(kind, "q")


def words_of(kinds: Kinds) -> str:
    """Kinds as text, the same in every process."""
    return " ".join(_word(kind) for kind in kinds)


def _word(kind: Any) -> str:
    if isinstance(kind, np.dtype):
        return str(kind.str)
    return f"{kind.__module__}.{kind.__qualname__}" if isinstance(kind, type) else str(kind)


def short(words: str) -> str:
    """Short digest of some words, for names of files and functions."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def local(classes: Sequence[Any]) -> bool:
    """Whether one of some classes lives in a function, where no other process finds it."""
    return any(isinstance(kind, type) and "<" in kind.__qualname__ for kind in classes)
