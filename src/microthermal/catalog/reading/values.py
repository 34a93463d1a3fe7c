"""Value tables: a number with its spread, its source and how it was read; and the mapping without them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from microthermal.units import parse_any

KEYS = ("value", "low", "high", "spread", "source", "where", "read", "kind", "note", "kept_for")
READ = ("table", "figure", "text", "abstract", "code", "memory")
KINDS = ("measured", "fitted", "derived", "assumed", "scenario")
# Fields by which a member of a list is named in paths.
NAMES = ("name", "metric", "species", "condition")
# Keys that describe a file for people and belong to no record.
ABOUT = ("about", "default", "protocol")
# Units tried for values whose unit no field of a record states.
UNITS = (
    "1", "%", "s", "1/s", "m", "1/m", "1/m**2", "kg", "kg/m**3", "J", "J/m**2", "J/m**3", "delta_degC", "K", "W/m**2/K",
    "J/mol", "J", "W", "W/m**2", "m**2", "m**3", "m**2/s", "Hz", "V", "ohm",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One value of an entry as its file states it; texts are empty where the file says nothing.

    ``kept_for`` says what a value is kept for that moves no answer of the program.
    """

    path: str
    value: str
    low: str = ""
    high: str = ""
    spread: str = ""
    source: str = ""
    where: str = ""
    read: str = ""
    kind: str = ""
    note: str = ""
    kept_for: str = ""

    @property
    def debt(self) -> bool:
        """Whether the value rests on memory, on an assumption or on nothing that was measured."""
        return self.read == "memory" or self.kind in ("assumed", "scenario")


def is_value(item: object) -> bool:
    """Whether a mapping is a value table; a record with a field of that name holds a table there, not a value."""
    return isinstance(item, Mapping) and "value" in item and not isinstance(item["value"], Mapping)


def bare(item: Any) -> Any:
    """Mapping with every value table replaced by its value, as ``documents.read`` wants it."""
    if isinstance(item, Mapping):
        if is_value(item):
            return item["value"]
        return {key: bare(inner) for key, inner in item.items()}
    if isinstance(item, list):
        return [bare(inner) for inner in item]
    return item


def tables(item: Any, path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Value tables of a mapping with their paths; members of a list go by their name, else by their number."""
    if is_value(item):
        yield path, item
    elif isinstance(item, Mapping):
        for key, inner in item.items():
            yield from tables(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(item, list):
        for number, inner in enumerate(item):
            yield from tables(inner, f"{path}.{member(inner, number)}")


def member(item: Any, number: int) -> str:
    """Name of a member of a list in paths."""
    if isinstance(item, Mapping):
        for key in NAMES:
            if isinstance(item.get(key), str):
                return str(item[key])
    return str(number)


def in_si(text: str) -> float:
    """Value of a text in SI when no field states its unit: the unit written decides; ``"5 degC"`` is a temperature.

    Raises
    ------
    InputError
        If it is neither a pure number nor in one of ``UNITS``.
    """
    return parse_any(text, UNITS)[0]


def rows(item: Any, prefix: str = "") -> tuple[Row, ...]:
    """Value tables of a mapping as rows of text."""
    return tuple(
        Row(path=path, **{key: str(table.get(key, "")) for key in KEYS}) for path, table in tables(item, prefix)
    )


@dataclass(frozen=True)
class Entry:
    """One entry of the library: every value with its source, as the file states it."""

    kind: str
    name: str
    title: str
    about: str
    files: tuple[Path, ...]
    rows: tuple[Row, ...]
