"""Answers of a stage as flat numbers and words, and how far two sets of them lie apart."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np

from microthermal.catalog.library import Library
from microthermal.catalog.tracing import Known

Answers: TypeAlias = dict[str, Any]
# Asked of a library, with the library as it stands, and the name of the entry.
Question: TypeAlias = Callable[[Library, Library, str], Answers]
# Stages are exact repeats of themselves: what moves by less than this does so in the last digits alone.
LEAST: Final = 1e-9
# What records hold of how they were made, and texts that repeat the number that was moved.
_ASIDE: Final = ("stamp", "library", "origin", "left_out")


class Moved(NamedTuple):
    """The answer that moved farthest: its name, and by how much of the greater of the two; 1 for other words."""

    name: str
    far: float


def flat(value: Any, name: str = "") -> Answers:
    """Numbers and words of a record, and of the records in it, by path."""
    return dict(_flat(value, name))


def _flat(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Library | Known):
        return
    if isinstance(value, bool | str) or value is None:
        yield name, value
    elif isinstance(value, int | float | np.ndarray | np.generic):
        yield name, np.asarray(value)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _flat(item, _joined(name, str(key)))
    elif isinstance(value, tuple | list):
        yield _joined(name, "count"), len(value)
        for place, item in enumerate(value):
            yield from _flat(item, _joined(name, str(place)))
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in _ASIDE:
                yield from _flat(getattr(value, field.name), _joined(name, field.name))
    else:
        raise TypeError(f"{name}: {type(value).__name__} is no answer")


def _joined(name: str, part: str) -> str:
    return f"{name}/{part}" if name else part


def farthest(base: Answers, found: Answers) -> Moved:
    """The answer of two sets that moved farthest; one that only one of them holds counts as other words."""
    best = Moved("", 0.0)
    for name in dict.fromkeys((*base, *found)):
        far = _apart(base[name], found[name]) if name in base and name in found else 1.0
        if far > best.far:
            best = Moved(name, far)
    return best if best.far > LEAST else Moved("", 0.0)


def _apart(one: Any, other: Any) -> float:
    if not isinstance(one, np.ndarray) or not isinstance(other, np.ndarray):
        return float(one != other) if type(one) is type(other) else 1.0
    if one.shape != other.shape:
        return 1.0
    if one.dtype.kind not in "fiu" or one.size == 0:
        return float(not np.array_equal(one, other))
    same = (one == other) | (np.isnan(one) & np.isnan(other))
    if same.all():
        return 0.0
    good = np.isfinite(one) & np.isfinite(other)
    if not (good | same).all():
        return 1.0
    scale = max(float(np.abs(one[good]).max(initial=0.0)), float(np.abs(other[good]).max(initial=0.0)))
    return float(np.abs(one[good] - other[good]).max(initial=0.0)) / scale if scale > 0.0 else 0.0
