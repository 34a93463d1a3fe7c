"""Every number of a record beside the library's: the same, then its source; different, then set by the user."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from microthermal.catalog.goals import goal
from microthermal.catalog.models import deposition_engine, known_law
from microthermal.catalog.reading.entries import entry, names
from microthermal.catalog.reading.values import NAMES, Row, member
from microthermal.catalog.records import condition, cooling, device, drug, published, skin, structure
from microthermal.domain.results.caution import Caution, Weight
from microthermal.errors import LibraryError
from microthermal.quantity import Quantity, fields_of
from microthermal.units import show

# What reads the entries of a kind, by name.
READERS: dict[str, Callable[[str], Any]] = {
    "skin": skin, "device": device, "condition": condition, "drug": drug, "goal": goal, "law": known_law,
    "cooling": cooling, "published": published, "deposition": deposition_engine, "structure": structure,
}  # fmt: skip
USER = "set by the user"
# A saved run, or a record made by hand, may name an entry that the library does not hold.
LOST = "not in the library of today"
# Names of values that a caution spells out before it only counts the rest.
_SPELT = 4
_ANY_METRIC = ", in SI"


@dataclass(frozen=True)
class Traced:
    """One number of a record: where it stands, its text, what it means, where it comes from.

    ``metric`` names the metric whose value it is, if it is one of an aim or a limit.
    """

    origin: str
    path: str
    value: str
    meaning: str
    source: str
    where: str = ""
    read: str = ""
    kind: str = ""
    note: str = ""
    metric: str = ""

    @property
    def changed(self) -> bool:
        """Whether the user set this value."""
        return self.source == USER


@dataclass(frozen=True)
class Known:
    """What the library holds under one origin: the record, and where each of its values comes from."""

    record: Any
    rows: Mapping[str, Row]


Look: TypeAlias = Callable[[str], Known | None]


def known_entry(origin: str) -> Known | None:
    """What the installed library holds under an origin, such as ``"drug/triamcinolone"``, if anything."""
    kind, _, name = origin.partition("/")
    if kind not in READERS or name not in names(kind):
        return None
    return Known(READERS[kind](name), {row.path: row for row in entry(kind, name).rows})


def known_entries() -> dict[str, Known]:
    """What the installed library holds under every origin that the inputs of a simulation or a plan may name.

    An entry that cannot be read lends no sources: records that name it are told of as lost.
    """
    found: dict[str, Known] = {}
    for kind in READERS:
        for name in names(kind):
            try:
                held = known_entry(f"{kind}/{name}")
            except LibraryError:
                continue
            if held is not None:
                found[f"{kind}/{name}"] = held
    return found


def trace(record: Any, look: Look = known_entry) -> tuple[Traced, ...]:
    """Every number of a record, and of the records in it, with its source.

    Parameters
    ----------
    record : record
        Skin, device, condition, drug, goal or damage law from the library, changed or not, or a record that holds
        such, as a treatment holds drugs. Numbers of records without origin are the user's.
    look : callable, optional
        Finds what the library holds under an origin; without it, the installed library is read.
    """
    return tuple(_traced(record, "", None, {}, "", look))


def _traced(
    record: Any, path: str, original: Any, rows: Mapping[str, Row], origin: str, look: Look
) -> Iterator[Traced]:
    if getattr(record, "origin", ""):
        path, origin = "", record.origin
        found = look(origin)
        original, rows = (None, {}) if found is None else (found.record, found.rows)
    for field in fields_of(record.__class__):
        value = getattr(record, field.name)
        here = f"{path}.{field.name}" if path else field.name
        if value is None or (field.quantity is not None and field.quantity.axes):
            continue
        theirs = getattr(original, field.name, None)
        if field.quantity is not None:
            unit, meaning, metric = _told(record, field.quantity)
            text = show(float(value), unit)
            plain = Traced(origin=origin, path=here, value=text, meaning=meaning, source=USER, metric=metric)
            yield _sourced(plain, rows.get(here), known=original is not None, same=value == theirs)
        elif hasattr(type(value), "__dataclass_fields__"):
            yield from (_counted(record, line) for line in _traced(value, here, theirs, rows, origin, look))
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                if hasattr(type(item), "__dataclass_fields__"):
                    inner = theirs[number] if isinstance(theirs, tuple) and number < len(theirs) else None
                    name = member({key: getattr(item, key, None) or None for key in NAMES}, number)
                    yield from _traced(item, f"{here}.{name}", inner, rows, origin, look)


def _counted(record: Any, line: Traced) -> Traced:
    """The number of a device with the meaning that its densities have, of a pass or of a treatment."""
    basis = getattr(record, "basis", None)
    if basis is None:
        return line
    return replace(line, meaning=line.meaning.replace("of a pass or of a treatment", f"of a {basis.density}"))


def _told(record: Any, quantity: Quantity) -> tuple[str, str, str]:
    """Unit and meaning of a number, and the metric whose value it is: of an aim or a limit, whose unit it has."""
    meaning = quantity.meaning
    # A run that was saved before units were kept does not know them: its numbers stay in SI, and say so.
    unit = record.unit if meaning.endswith(_ANY_METRIC) else ""
    if not unit:
        return quantity.unit, meaning, ""
    return unit, meaning.removesuffix(_ANY_METRIC), record.metric


def _sourced(told: Traced, row: Row | None, known: bool, same: bool) -> Traced:
    """The number with its source; it is the user's unless the library is known to say the same."""
    if told.origin and not known:
        return replace(told, source=LOST)
    if not same or not known:
        return told
    if row is None:
        return replace(told, source="default of the program")
    return replace(told, source=row.source, where=row.where, read=row.read, kind=row.kind, note=row.note)


def cautions(*records: Any, traced: Callable[[Any], tuple[Traced, ...]] = trace) -> tuple[Caution, ...]:
    """What rests on memory, on an assumption or on a scenario: a sentence for each record, not for each number.

    Parameters
    ----------
    *records : record
        As for :func:`trace`; values that the user changed are the user's and are left out.
    traced : callable, optional
        Traces one record, as :func:`trace` does by the installed library.
    """
    found: list[Caution] = []
    for origin, lines in _by_origin(records, traced).items():
        if lines[0].source == LOST:
            sentence = f"{origin} is {LOST}: where its {len(lines)} values come from cannot be told"
            found.append(Caution(stage="catalog", text=sentence, weight="warn"))
            continue
        for text, weak in (
            ("are recalled and were not verified", [line for line in lines if line.read == "memory"]),
            ("are assumptions of this project", [line for line in lines if _assumed(line)]),
            ("are scenarios that nobody has measured", [line for line in lines if line.kind == "scenario"]),
        ):
            if weak:
                weight: Weight = "warn" if len(weak) * 2 > len(lines) else "note"
                spelt = ", ".join(_words(line) for line in weak[:_SPELT])
                more = f" and {len(weak) - _SPELT} more" if len(weak) > _SPELT else ""
                sentence = f"{origin}: {len(weak)} of {len(lines)} values {text} ({spelt}{more})"
                sources = ", ".join(sorted({line.source for line in weak}))
                found.append(Caution(stage="catalog", text=sentence, weight=weight, source=sources))
    return tuple(found)


def _words(line: Traced) -> str:
    """What a value means, with the name of the layer, aim or species that it belongs to."""
    parts = line.path.split(".")
    return f"{line.meaning} of {parts[1]}" if len(parts) > 2 else line.meaning


def _assumed(line: Traced) -> bool:
    return line.kind == "assumed" and line.read != "memory"


def _by_origin(records: tuple[Any, ...], traced: Callable[[Any], tuple[Traced, ...]]) -> dict[str, list[Traced]]:
    lines: dict[str, list[Traced]] = {}
    for record in records:
        if record is None or not hasattr(type(record), "__dataclass_fields__"):
            continue
        for line in traced(record):
            if line.origin and not line.changed:
                lines.setdefault(line.origin, []).append(line)
    return lines
