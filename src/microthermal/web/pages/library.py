"""The library: every entry with its values, their spread, their source, how each was read, and which are debts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from microthermal import catalog
from microthermal.catalog.reading.state import remembered
from microthermal.catalog.reading.values import Row
from microthermal.documents.sentences import read_choice
from microthermal.errors import Fault, InputError
from microthermal.report.blocks import Folded, Heading, Items, Words
from microthermal.report.spelling import spelt
from microthermal.web.documents.blocks import cell, parts_document, table
from microthermal.web.documents.held import flag_in, only, text_in
from microthermal.web.offers import unmoved
from microthermal.web.pages import Answer, Request

# Values that one search shows; what is found beyond is counted.
_MOST = 40
_LONGEST = 80
_COLUMNS = ("Value", "", "Spread", "Source", "Read", "Grade")


def answer(request: Request) -> Answer:
    """Every entry of the library: its kind, name, title, and how many values and debts it holds."""
    only(request)
    every = [one for entries in _entries().values() for one in entries]
    values, debts = (sum(one[name] for one in every) for name in ("values", "debts"))
    return {
        "kinds": [
            {
                "kind": kind,
                "entries": [
                    {**one, "owed": f"{one['values']}" + (f", {one['debts']} owed" * (one["debts"] > 0))}
                    for one in entries
                ],
            }
            for kind, entries in _entries().items()
        ],
        "words": f"{values} values in {len(every)} entries; {debts} are debts. Skins are made of a site and a "
        "phototype, whose values count in both.",
    }


@remembered(1)
def _entries() -> dict[str, list[dict[str, Any]]]:
    return {
        kind: [
            {
                "name": name, "title": spelt(catalog.title(kind, name)), "values": len(rows),
                "debts": sum(row.debt for row in rows),
            }
            for name, rows in _rows_of(kind)
        ]
        for kind in catalog.kinds()
    }  # fmt: skip


def _rows_of(kind: str) -> list[tuple[str, tuple[Row, ...]]]:
    return [(name, catalog.entry(kind, name).rows) for name in catalog.names(kind)]


def entry(request: Request) -> Answer:
    """One entry, each of its values with what its file says of it.

    Parameters
    ----------
    request : dict
        ``kind`` and ``name``, as the list has them.

    Raises
    ------
    InputError
        If there is no such entry.
    """
    only(request, "kind", "name")
    kind = read_choice(text_in(request, "kind"), catalog.kinds(), "kind of entry")
    found = catalog.entry(kind, read_choice(text_in(request, "name"), catalog.names(kind), kind))
    keys = dict.fromkeys(row.source for row in found.rows)
    known = catalog.works()
    sources = tuple(f"{key}: {known[key].text()}" for key in keys if key in known)
    other = unmoved(found.name) if kind == "device" else ""
    return {
        "kind": kind, "name": found.name, "title": spelt(found.title), "about": spelt(found.about),
        "rows": [_row(row) for row in found.rows],
        "parts": [
            *parts_document(Heading(found.title), Words(found.about), *([Words(other)] if other else [])),
            _table(("", row) for row in found.rows),
            *parts_document(Folded("Sources", (Items(sources),))),
        ],
    }  # fmt: skip


def _table(rows: Iterable[tuple[str, Row]]) -> dict[str, Any]:
    """Values as a table; each with its entry, to be opened, where they are of several."""
    return _told(((entry, row, _row(row)) for entry, row in rows))


def _told(rows: Iterable[tuple[str, Row, dict[str, Any]]]) -> dict[str, Any]:
    """The same of values whose texts are there."""
    return table(_COLUMNS, ([_named(entry, row), *_cells(row, told)] for entry, row, told in rows), label="Values")


def _named(entry: str, row: Row) -> dict[str, Any]:
    kind, _, name = entry.partition("/")
    return cell(
        entry or row.path,
        strong=not entry,
        **({"go": {"kind": kind, "entry": name}, "note": row.path} if entry else {}),
    )


def _cells(row: Row, told: dict[str, Any]) -> list[dict[str, Any]]:
    grade = "from memory" if row.debt and row.read == "memory" else row.kind
    return [
        cell(told["value"], strong=True, note=told["note"]), cell(told["spread"] or "–"),
        cell(row.source, note=told["where"]), cell(row.read or "–"),
        cell("", badge=grade, tone="warn" if row.debt else "ok"),
    ]  # fmt: skip


def _row(row: Row) -> dict[str, Any]:
    ends = f"{row.low} to {row.high}" if row.low or row.high else ""
    spread = ", ".join(part for part in (ends, row.spread) if part)
    return {
        "path": row.path, "value": spelt(row.value), "spread": spelt(spread),
        "source": row.source, "where": spelt(row.where), "read": row.read, "kind": row.kind, "note": spelt(row.note),
        "debt": row.debt,
    }  # fmt: skip


def find(request: Request) -> Answer:
    """Values whose name, entry, source or note holds every word that is asked for.

    Parameters
    ----------
    request : dict
        ``text``, the words; ``debts``, whether only values that rest on memory or assumption are wanted.

    Raises
    ------
    InputError
        If the text is longer than a line.
    """
    only(request, "text", "debts")
    text, debts = text_in(request, "text"), flag_in(request, "debts", otherwise=False)
    if len(text) > _LONGEST:
        raise InputError([Fault("text", f"must have at most {_LONGEST} letters")])
    words = text.lower().split()
    found = [
        (kind, name, row)
        for kind, name, row, held in _every()
        if (row.debt or not debts) and all(word in held for word in words)
    ]
    # Spectra hold most of the values, and would hide what else is so named.
    found.sort(key=lambda one: one[0] == "spectrum")
    shown = [(f"{kind}/{name}", row, _row(row)) for kind, name, row in found[:_MOST]]
    more = f", of which the first {_MOST}" if len(found) > _MOST else ""
    return {
        "count": len(found), "values": [{"entry": entry, **told} for entry, _, told in shown],
        "parts": [*parts_document(Heading(f"{len(found)} values{more}")), _told(shown)],
    }  # fmt: skip


@remembered(1)
def _every() -> list[tuple[str, str, Row, str]]:
    """All values with the text in which words are looked for; skins are sites and phototypes, which both are there."""
    return [
        (kind, name, row, _searched(kind, name, row))
        for kind in catalog.kinds()
        if kind != "skin"
        for name, rows in _rows_of(kind)
        for row in rows
    ]


def _searched(kind: str, name: str, row: Row) -> str:
    """Text in which words are looked for; names as code writes them, and as words."""
    names = f"{kind} {name} {row.path}"
    return f"{names} {names.replace('_', ' ')} {row.value} {row.source} {row.where} {row.note}".lower()
