"""The library judged by its own rules: every number has a unit, a source, a spread that holds it, a plausible value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from microthermal.catalog.bibliography import works
from microthermal.catalog.figures import figure_kinds, figures_of
from microthermal.catalog.goals import bar
from microthermal.catalog.limits import every_limit, rules, targets
from microthermal.catalog.models import default_laws, deposition_engine, heat_model
from microthermal.catalog.reading.entries import KINDS, device_noun, entry, mapping_of, names
from microthermal.catalog.reading.spectra import spectrum
from microthermal.catalog.reading.state import one_state
from microthermal.catalog.reading.values import KEYS, READ, Entry, Row, in_si, is_value, tables
from microthermal.catalog.reading.values import KINDS as GRADES
from microthermal.catalog.records import condition, protocol, skin
from microthermal.catalog.scope import scopes
from microthermal.catalog.tracing import READERS
from microthermal.catalog.unused import unused
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.inputs.medicine import Drug
from microthermal.domain.inputs.published import Published
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.structures.structure import Structure
from microthermal.domain.library.spectra import OpticalOptions
from microthermal.errors import Fault, MicrothermalError
from microthermal.quantity import Field, Quantity, fields_of
from microthermal.units import parse

_NOUNS = {
    "site": Skin, "skin": Skin, "condition": Condition, "drug": Drug, "cooling": Cooling,
    "published": Published, "optics": OpticalOptions, "structure": Structure,
}  # fmt: skip
_READERS: dict[str, Callable[[str], Any]] = {
    **READERS, "barred": bar, "removal": heat_model, "spectrum": spectrum,
    "figures": lambda name: figures_of(name) if name in figure_kinds() else None,
}  # fmt: skip
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


@dataclass(frozen=True)
class Debt:
    """A value that rests on memory, an assumption or a scenario, and the entry it stands in."""

    entry: str
    row: Row


def debts() -> tuple[Debt, ...]:
    """Every value of the library that rests on memory, an assumption or a scenario."""
    return tuple(Debt(f"{kind}/{name}", row) for kind, name in _entries() for row in entry(kind, name).rows if row.debt)


@one_state()
def check() -> list[Fault]:
    """Faults of the whole library, shipped and user's; an empty list when every rule holds.

    Notes
    -----
    Rules: a file loads into its noun, so that units and plausible ranges hold; every number is a value table with
    known keys, a source of the bibliography, a kind and how it was read (but for choices of this project, which are
    read nowhere); low <= value <= high in the unit of the value; a value that is derived says how; every file in a
    user's folders is one that the program reads.

    Raises
    ------
    LibraryError
        If a file or a folder cannot be read at all.
    """
    found: list[Fault] = []
    for kind, name in _entries():
        where = f"{kind}/{name}"
        try:
            found += _value_faults(entry(kind, name), kind, name)
        except MicrothermalError as error:
            found.append(Fault(where, str(error)))
        if kind == "site":
            continue
        try:
            if kind in _READERS:
                _READERS[kind](name)
        except MicrothermalError as error:
            found.append(Fault(where, str(error)))
    for text, action in (
        ("skin", _all_skins),
        ("law", default_laws),
        ("limits", _all_limits),
        ("device", _all_protocols),
        ("scope", scopes),
    ):
        try:
            action()
        except MicrothermalError as error:
            found.append(Fault(text, str(error)))
    return found + unused()


def _entries() -> Iterator[tuple[str, str]]:
    for kind in KINDS:
        if kind != "skin":  # skins are sites and phototypes, and both are listed
            yield from ((kind, name) for name in names(kind))


def _all_skins() -> None:
    for name in names("skin"):
        skin(name)


def _all_protocols() -> None:
    for name in names("device"):
        protocol(name)


def _all_limits() -> None:
    rules()
    every_limit()
    for name in names("skin"):
        for state in names("condition"):
            targets(skin(name), condition(state))


def _value_faults(found: Entry, kind: str, name: str) -> Iterator[Fault]:
    if not any(str(path).endswith(".csv") for path in found.files):
        path, mapping = mapping_of(kind, name)
        yield from _table_faults(path, mapping)
        yield from _bare_numbers(path, mapping)
    known = works()
    for row in found.rows:
        where = f"{found.files[0]}: {row.path}"
        if row.source not in known:
            yield Fault(where, f"source '{row.source}' is not in sources.bib")
        if row.kind not in GRADES:
            yield Fault(where, f"kind '{row.kind}' is not known; write one of {', '.join(GRADES)}")
        if row.read not in READ and not (row.source == "proposed" and not row.read):
            yield Fault(where, f"read '{row.read}' is not known; write one of {', '.join(READ)}")
        if row.kind == "derived" and not (row.where or row.note):
            yield Fault(where, "a derived value needs 'where' or 'note' to say how")
        yield from _order(where, row, quantity_of(kind, name, row))


def _table_faults(path: Path, mapping: Mapping[str, Any]) -> Iterator[Fault]:
    for where, table in tables(mapping):
        for key in table:
            if key not in KEYS:
                yield Fault(f"{path}: {where}", f"key '{key}' is not known; known are: {', '.join(KEYS)}")


def _bare_numbers(path: Path, item: Any, where: str = "") -> Iterator[Fault]:
    """Numbers that stand without a table, and so without a source."""
    if is_value(item):
        return
    if isinstance(item, Mapping):
        for key, inner in item.items():
            yield from _bare_numbers(path, inner, f"{where}.{key}" if where else key)
    elif isinstance(item, list):
        for number, inner in enumerate(item):
            yield from _bare_numbers(path, inner, f"{where}.{number}")
    elif isinstance(item, int | float) and not isinstance(item, bool):
        yield Fault(
            f"{path}: {where}", f"{item} stands without a source; write {{ value = ..., source = ..., kind = ... }}"
        )


def _order(where: str, row: Row, quantity: Quantity | None) -> Iterator[Fault]:
    try:
        value, low, high = (_size(text, quantity) if text else None for text in (row.value, row.low, row.high))
    except MicrothermalError as error:
        yield Fault(where, str(error))
        return
    if value is None:
        return
    # Texts in different units differ by rounding.
    slack = 1e-9 * abs(value)
    if low is not None and low > value + slack:
        yield Fault(where, f"low {row.low} is above the value {row.value}")
    if high is not None and high < value - slack:
        yield Fault(where, f"high {row.high} is below the value {row.value}")


def _size(text: str, quantity: Quantity | None) -> float | None:
    if quantity is not None:
        return parse(text, quantity.unit)
    # A value that no noun states may also be a word; a number counts in its unit.
    return in_si(text) if _NUMBER.match(text) else None


def quantity_of(kind: str, name: str, row: Row) -> Quantity | None:
    """Quantity of the field that a row of an entry fills, or None where no noun states it."""
    current: Any = figure_kinds().get(name) if kind == "figures" else _NOUNS.get(kind)
    if kind == "device":
        current = device_noun(*mapping_of(kind, name))
    if kind == "deposition":
        current = type(deposition_engine(name))
    found: Field | None = None
    for part in row.path.split("."):
        if current is None:
            return None
        field = next((field for field in fields_of(current) if field.name == part), None)
        if field is None:  # the name of a member of a list
            continue
        found, current = field, _record_in(field)
    return found.quantity if found else None


def _record_in(field: Field) -> Any:
    inner = getattr(field.kind, "__args__", None) or (field.kind,)
    return next((kind for kind in inner if hasattr(kind, "__dataclass_fields__")), None)
