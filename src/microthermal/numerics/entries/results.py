"""What a kernel gives back: numbers, tuples of them, and arrays, which are copied out of its own memory."""

from __future__ import annotations

import ctypes
import importlib
import math
import pickle
import struct
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from microthermal.numerics.entries.kinds import place_of


class Result(NamedTuple):
    """One thing that a kernel gives back, or what one holds."""

    kind: str
    """Type of a number or of the elements of an array, as NumPy writes it; ``"none"``; or ``"tuple"``."""
    axes: int = 0
    """Axes of an array; -1 for a number."""
    parts: tuple[Result, ...] = ()
    record: Any = None
    """Class of a record, where a tuple is one."""

    def formats(self) -> str:
        """How its slots are read: of an array its owner, the place of its elements and the length of each axis."""
        if self.kind == "tuple":
            return "".join(part.formats() for part in self.parts)
        if self.axes >= 0:
            return "q" * (2 + self.axes)
        return {"f": "d", "u": "Q", "n": ""}.get(self.kind.lstrip("<|")[0], "q")

    def records(self) -> Iterator[Any]:
        """Classes of records in it."""
        if self.record is not None:
            yield self.record
        for part in self.parts:
            yield from part.records()

    def written(self) -> list[Any]:
        """The same in lists, numbers and texts."""
        named = None if self.record is None else f"{self.record.__module__}:{self.record.__qualname__}"
        return [self.kind, self.axes, [part.written() for part in self.parts], named]


def result_of(written: list[Any]) -> Result:
    """What `Result.written` has written."""
    kind, axes, parts, named = written
    record = None
    if named is not None:
        module, name = named.split(":")
        record = getattr(importlib.import_module(module), name)
    return Result(kind, axes, tuple(map(result_of, parts)), record)


def read(result: Result, slots: Iterator[Any], arguments: tuple[Any, ...], release: Callable[[int], Any]) -> Any:
    """A result from its slots; arrays of the kernel are copied, and its memory is released.

    Parameters
    ----------
    result : Result
        Its kind.
    slots : iterator
        Slots that follow.
    arguments : tuple
        What the kernel was handed. An array of these that it gives back is that array.
    release : callable
        Gives the memory of an owner back.
    """
    if result.axes >= 0 and result.kind != "tuple":
        return _array(result, slots, arguments, release)
    if result.kind == "tuple":
        parts = [read(part, slots, arguments, release) for part in result.parts]
        return result.record(*parts) if result.record is not None else tuple(parts)
    if result.kind == "none":
        return None
    value = next(slots)
    return bool(value) if result.kind == "|b1" else value


def _array(result: Result, slots: Iterator[Any], arguments: tuple[Any, ...], release: Callable[[int], Any]) -> Any:
    owner, place = next(slots), next(slots)
    shape = tuple(next(slots) for _ in range(result.axes))
    if not owner:
        return _lent(arguments, place, shape, np.dtype(result.kind))
    found = np.empty(shape, result.kind)
    ctypes.memmove(place_of(found), place, found.nbytes)
    release(owner)
    return found


def _lent(arguments: tuple[Any, ...], place: int, shape: tuple[int, ...], kind: Any) -> Any:
    size = math.prod(shape) * kind.itemsize
    for array in _arrays(arguments):
        begin = place_of(array)
        if array.flags.c_contiguous and begin <= place and place + size <= begin + array.nbytes:
            return np.ndarray(shape, kind, array.data, place - begin)
    raise RuntimeError("a kernel gives an array back that nobody owns")


def _arrays(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for part in value:
            yield from _arrays(part)
    elif isinstance(value, np.ndarray):
        yield value


def error_of(place: int) -> Exception:
    """The error that a kernel has raised, from where the compiler has written it.

    Notes
    -----
    The compiler writes the place of a pickled (class, arguments, line) and its length; what depends on numbers of the
    kernel stands elsewhere, and is not read.
    """
    data, size = struct.unpack("=qi", ctypes.string_at(place, 12))
    kind, arguments, _ = pickle.loads(ctypes.string_at(data, size))
    made: Exception = kind(*(arguments or ()))
    return made
