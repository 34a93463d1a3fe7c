"""Numbers of the library one by one, and where each is moved to: an end of its spread, or by a tenth without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from microthermal import catalog
from microthermal.catalog.reading.values import Row, in_si
from microthermal.errors import MicrothermalError

# Part of a value by which it is moved where its file states no spread.
PART: Final = 0.1
_NUMBER = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(.*)")


class Value(NamedTuple):
    """One number of the library: its entry, and the row that states it."""

    kind: str
    name: str
    row: Row

    @property
    def id(self) -> str:
        """Entry and path, such as ``"device/er_glass_1550 radius"``."""
        return f"{self.kind}/{self.name} {self.row.path}"


def values() -> Iterator[Value]:
    """Every number of the shipped library; words such as ``"hexagonal"`` are choices, and no numbers."""
    for kind in catalog.kinds():
        if kind == "skin":  # a site and a phototype, which are listed themselves
            continue
        for name in catalog.names(kind):
            for row in catalog.entry(kind, name).rows:
                if _NUMBER.fullmatch(row.value.strip()):
                    yield Value(kind, name, row)


def places(row: Row) -> tuple[str, ...]:
    """Texts that a value is moved to, one after another until something moves: far end, near end, or a tenth up, down.

    A value of zero without a spread is moved to a tenth of its unit, to one, to ten: the first that is not refused.
    """
    ends = tuple(text for text in (row.high, row.low) if text and _apart(text, row.value))
    return tuple(sorted(ends, key=lambda text: -_far(text, row.value))) or _by_part(row.value)


def _by_part(text: str) -> tuple[str, ...]:
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"'{text}' is no number")
    number, unit = float(found[1]), found[2]
    if number == 0.0:
        return tuple(f"{value:g}{unit}" for value in (PART, 1.0, 10.0))
    step = abs(number) * PART
    moved = [number + step, number - step]
    if number == int(number) and not unit.strip() and abs(number) >= 1:  # a count, as of visits, is moved by one
        moved += [number + 1.0, number - 1.0]
    return tuple(f"{value:.12g}{unit}" for value in moved)


def _apart(one: str, other: str) -> bool:
    return _far(one, other) > 0.0


def _far(one: str, other: str) -> float:
    try:
        return abs(in_si(one) - in_si(other))
    except MicrothermalError:  # a unit that no list knows: texts are compared
        return float(one != other)
