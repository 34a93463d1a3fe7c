"""A table of measured zones becomes rows, or every fault becomes one sentence."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from microthermal.documents.sentences import meant
from microthermal.errors import Fault, InputError, brief
from microthermal.fitting.table.columns import COLUMNS, Column
from microthermal.fitting.table.zones import WORDS, MeasuredSize, MeasuredZone
from microthermal.units import parse

_HEAD = re.compile(r"^\s*(?P<name>[^\[\]]*?)\s*(?:\[(?P<unit>[^\[\]]*)\])?\s*$")
_NUMBER = re.compile(r"^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$")
# No table of histology is longer; a bound keeps a wrong file from being read to its end.
_MOST_BYTES, _MOST_ROWS = 1_000_000, 500
_FORM = "see 'mtz fit --template'"


@dataclass(frozen=True)
class _Head:
    """A column of a file: its name, what it holds, the unit in which its numbers stand."""

    name: str
    column: Column
    unit: str


def read_zones(path: Path) -> tuple[MeasuredZone, ...]:
    """Rows of a table of measured zones.

    Parameters
    ----------
    path : Path
        A CSV file, as ``mtz fit --template`` prints one.

    Raises
    ------
    InputError
        With every fault of the file, each naming its line and column.
    """
    lines = _lines(path)
    if not lines:
        raise InputError([Fault(path.name, f"is empty; it needs a line of columns and at least two rows; {_FORM}")])
    separator = max(",;\t", key=lines[0][1].count)
    (_, first), *rest = [(number, next(csv.reader([text], delimiter=separator))) for number, text in lines]
    faults: list[Fault] = []
    heads = _heads(first, faults)
    zones = [_zone(heads, number, cells, faults) for number, cells in rest]
    if not faults and len(zones) < 2:
        many = "no row" if not zones else "one row"
        faults.append(Fault(path.name, f"holds {many}; a fit needs at least two, with different settings"))
    if faults:
        raise InputError(faults)
    return tuple(zone for zone in zones if zone is not None)


def _lines(path: Path) -> list[tuple[int, str]]:
    """Lines of a file that hold something, with their numbers."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError([Fault(path.name, "is larger than a megabyte; it is no table of measured zones")])
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError([Fault(str(path), f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError:
        raise InputError([Fault(path.name, "is no text in UTF-8; save the table as CSV in UTF-8")]) from None
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    found = [(number, line) for number, line in lines if not line.lstrip().startswith("#")]
    if len(found) > _MOST_ROWS:
        raise InputError([Fault(path.name, f"holds {len(found)} lines; at most {_MOST_ROWS} are read")])
    return found


def _heads(cells: list[str], faults: list[Fault]) -> list[_Head | None]:
    found: list[_Head | None] = []
    seen: set[str] = set()
    for cell in cells:
        try:
            head = _head(cell)
            if head.name in seen:
                raise InputError("stands twice in the line of columns; leave one out")
            seen.add(head.name)
        except InputError as error:
            faults += [Fault(f"column {brief(cell)}", fault.text) for fault in error.faults]
            head = None
        found.append(head)
    if not faults and "energy" not in seen:
        faults.append(Fault("energy", f"this column is missing; write for example 'energy [mJ]'; {_FORM}"))
    if not faults and not {name.replace("_", " ") for name in WORDS} & seen:
        faults.append(Fault("depth", f"no size is given; write for example 'depth [um]' or 'width [um]'; {_FORM}"))
    return found


def _head(cell: str) -> _Head:
    parts = _HEAD.match(cell)
    name = " ".join((parts["name"] if parts else cell).lower().replace("_", " ").split())
    if parts is None or name not in COLUMNS:
        near = meant(name, tuple(COLUMNS))
        raise InputError(f"is not known; {f'did you mean {near!r}? ' if near else ''}{_FORM}")
    column, unit = COLUMNS[name], (parts["unit"] or "").strip()
    if column.kind != "number":
        if unit not in ("", "1"):
            raise InputError(f"has no unit; write '{name}'")
        return _Head(name, column, "1")
    if not unit:
        raise InputError(f"does not say its unit; write for example '{name} [{column.usual}]'")
    try:
        parse(f"1 {unit}", column.unit)
    except InputError as error:
        raise InputError(
            f"cannot be in {brief(unit)}: {error.faults[0].text}; write '{name} [{column.usual}]'"
        ) from None
    return _Head(name, column, unit)


def _zone(heads: list[_Head | None], number: int, cells: list[str], faults: list[Fault]) -> MeasuredZone | None:
    where = f"line {number}"
    if len(cells) != len(heads):
        faults.append(Fault(where, f"has {len(cells)} cells, but there are {len(heads)} columns"))
        return None
    given: dict[str, Any] = {}
    before = len(faults)
    for head, cell in zip(heads, cells, strict=True):
        if head is None or not cell.strip():
            continue
        try:
            given[head.name] = _value(head, cell.strip())
        except InputError as error:
            faults += [Fault(f"{where}, {head.name}", fault.text) for fault in error.faults]
    if len(faults) > before or None in heads:
        return None
    return _made(where, given, faults)


def _value(head: _Head, text: str) -> float | int | str:
    if head.column.kind == "text":
        return text
    if not _NUMBER.match(text):
        comma = "; write the decimal point as '.'" if re.match(r"^[-+]?\d+,\d+$", text) else ""
        raise InputError(f"{brief(text)} is not a number{comma}")
    if head.column.kind == "whole":
        if not text.isdigit() or int(text) < 1:
            raise InputError(f"must be a whole number of at least 1, not {brief(text)}")
        return int(text)
    if float(text) < 0.0 and head.column.unit != "K":
        raise InputError(f"must not be negative, and is {text}")
    if float(text) == 0.0 and not head.column.zero and head.column.unit != "K":
        raise InputError("must be more than 0; leave the cell empty if it is not known")
    return parse(f"{text} {head.unit}", head.column.unit)


def _made(where: str, given: dict[str, Any], faults: list[Fault]) -> MeasuredZone | None:
    found = []
    if "energy" not in given:
        found.append(Fault(f"{where}, energy", "is empty; each row needs its energy"))
    sizes = {name: name.replace("_", " ") for name in WORDS}
    if not any(column in given for column in sizes.values()):
        found.append(Fault(where, "holds no size of a zone; give a depth, a width or a rim"))
    for column in sizes.values():
        if f"{column} sd" in given and column not in given:
            found.append(Fault(f"{where}, {column} sd", f"stands beside no {column}"))
        if given.get(column) == 0.0 and f"{column} sd" not in given:
            found.append(Fault(f"{where}, {column} sd", f"is empty; a {column} of 0 needs its standard deviation"))
    if given.get("method", "living") not in ("living", "section"):
        found.append(Fault(f"{where}, method", f"must be living or section, not {brief(given['method'])}"))
    if found:
        faults += found
        return None
    renamed = {"n": "count", "skin temperature": "skin_temperature"}
    kept = ("energy", "duration", "stack", "interval", "radius", "skin temperature", "n", "method", "endpoint")
    plain = {renamed.get(name, name): given[name] for name in kept if name in given}
    note = f" ({given['note']})" if "note" in given else ""
    try:
        measured: list[Any] = [
            MeasuredSize(name=name, mean=given[column], deviation=given.get(f"{column} sd"))  # type: ignore[arg-type]
            for name, column in sizes.items()
            if column in given
        ]
        return MeasuredZone(name=f"{where}{note}", sizes=tuple(measured), **plain)
    except InputError as error:
        faults += [Fault(f"{where}, {fault.path.split('.')[-1]}", fault.text) for fault in error.faults]
        return None
