"""A library with one number at another value: only what its file is read for is read again."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from chores.numbers.values import Value
from microthermal import catalog
from microthermal.catalog.figures import figure_ends, figures
from microthermal.catalog.library import Library
from microthermal.catalog.limits import rules, stated_limits, stated_targets
from microthermal.catalog.models import heat_model, known_law
from microthermal.catalog.optics import spectra
from microthermal.catalog.reading import folders
from microthermal.catalog.reading.entries import SINGLES, mapping_of
from microthermal.catalog.reading.naming import find
from microthermal.catalog.reading.state import _held
from microthermal.catalog.reading.values import in_si, tables
from microthermal.catalog.scope import scopes
from microthermal.catalog.tracing import known_entry
from microthermal.domain.inputs.condition import Level

# Values that a reader adds to what a file states, and the end of a spread from which it takes each.
_ADDED = {"basis.radius_range.low": "low", "basis.radius_range.high": "high"}


@contextmanager
def moved(base: Library, value: Value, text: str) -> Iterator[Library]:
    """The library with a value at another text; within, files are read as if that stood there.

    Raises
    ------
    LibraryError
        If the library refuses the value.
    """
    if value.kind == "spectrum":
        with patch.object(folders, "text_of", _spectrum(value, text)):
            yield replace(base, spectra=spectra())
        return
    if value.kind == "healing":
        yield _healing(base, value, text)
        return
    path, mapping = mapping_of(value.kind, value.name)
    changed = _changed(mapping, value, text)
    load = folders.load

    def loaded(asked: Path) -> Mapping[str, Any]:
        return changed if asked == path else load(asked)

    with patch.object(folders, "load", loaded):
        mark = _held.set("moved")  # what is kept for the library as it stands does not answer
        try:
            found = _read(base, value)
        finally:
            _held.reset(mark)
        yield found


def _changed(mapping: Mapping[str, Any], value: Value, text: str) -> Mapping[str, Any]:
    """What a file states, with one value at another text."""
    changed = copy.deepcopy(dict(mapping))
    known = dict(tables(changed))
    path, end = value.row.path, _ADDED.get(value.row.path, "value")
    if path not in known and end != "value":
        radius: Any = changed.get("radius") or changed.get("electrode", {}).get("radius") or changed["aperture"]
        radius[end] = text
        return changed
    table: Any = known[path]
    if value.kind == "device":
        _tied(changed, path, table["value"], text)
    table["value"] = _like(table["value"], text)
    for bound in ("low", "high"):  # a value beyond its own spread is no library file
        table.pop(bound, None) if value.kind not in ("figures", "device") else None
    return changed


def _tied(changed: Mapping[str, Any], path: str, stated: object, text: str) -> None:
    """Move what must go with a value of a device: the other end of a point, the rest of a needle, other lines.

    Fractions of lines add up to 1, and a device of several lines is named after one of them.
    """
    lines = changed.get("basis", {}).get("lines", ())
    if path.startswith("basis.lines."):
        number, what = path.removeprefix("basis.lines.").split(".")
        if what == "fraction":
            others, left = [one for one in lines if one is not lines[int(number)]], 1.0 - in_si(text)
            whole = sum(in_si(str(one["fraction"]["value"])) for one in others)
            for one in others:
                one["fraction"]["value"] = f"{100.0 * left * in_si(str(one['fraction']['value'])) / whole:.12g} %"
        elif changed["wavelength"]["value"] == stated:
            changed["wavelength"]["value"] = text
    if path == "wavelength":
        for one in lines:
            one["wavelength"]["value"] = text if one["wavelength"]["value"] == stated else one["wavelength"]["value"]
    group, _, end = path.rpartition(".")
    held: Any = changed.get(group)
    if group in ("duration", "energy") and end in ("low", "high"):
        other = held["high" if end == "low" else "low"]
        if other["value"] == stated:
            other["value"] = text
    if path in ("electrode.depth", "electrode.bare") and "insulated" in held:
        lengths = {name: in_si(str(held[name]["value"])) for name in ("depth", "bare")} | {end: in_si(text)}
        held["insulated"]["value"] = f"{(lengths['depth'] - lengths['bare']) * 1e3:.9g} mm"
    if path == "electrode.insulated":
        held["bare"]["value"] = f"{(in_si(str(held['depth']['value'])) - in_si(text)) * 1e3:.9g} mm"


def _like(stated: object, text: str) -> object:
    """A text as the kind of thing that its file states: a number stays one, a whole number where it can."""
    if isinstance(stated, str):
        return text
    number = float(text)
    return int(number) if isinstance(stated, int) and number == int(number) else number


def _spectrum(value: Value, text: str) -> Callable[[Path], str]:
    """What reads texts of files, with one line of a spectrum at another absorption."""
    target, text_of = find("spectrum", value.name), folders.text_of
    number = next(i for i, row in enumerate(catalog.entry("spectrum", value.name).rows) if row.path == value.row.path)
    lines = text_of(target).splitlines()
    told = [place for place, line in enumerate(lines) if line.strip() and not line.startswith("#")]
    head = [cell.strip().partition(" [")[0] for cell in lines[told[0]].split(",")]
    cells = lines[told[number + 1]].split(",")
    cells[head.index("absorption")] = text.split()[0]
    for bound in ("low", "high"):
        if bound in head and cells[head.index(bound)].strip():
            cells[head.index(bound)] = text.split()[0] if value.row.kind == "scenario" else ""
    lines[told[number + 1]] = ",".join(cells)
    whole = "\n".join(lines)
    return lambda asked: whole if asked == target else text_of(asked)


def _healing(base: Library, value: Value, text: str) -> Library:
    name = value.row.path.removeprefix("parameters.")
    model: Any = base.healing[value.name]
    levels = tuple(Level(name=one.name, value=in_si(text)) if one.name == name else one for one in model.parameters)
    return replace(base, healing={**base.healing, value.name: replace(model, parameters=levels)})


def _read(base: Library, value: Value) -> Library:
    kind, name = value.kind, value.name
    if kind in _WHOLE:
        return replace(base, **_WHOLE[kind]())
    if kind in ("site", *SINGLES):
        origins = tuple(f"skin/{one}" for one in catalog.names("skin") if kind != "site" or one.startswith(f"{name}_"))
    else:
        origins = (f"{kind}/{name}",)
    entries = {**base.entries, **{origin: held for origin in origins if (held := known_entry(origin)) is not None}}
    found = replace(base, entries=entries)
    if kind == "law":
        laws = {**base.laws, name: known_law(name)}
        return replace(found, laws=laws, removal={one: heat_model(one) for one in base.removal})
    if kind == "removal":
        return replace(found, removal={**base.removal, name: heat_model(name)})
    if kind == "published":
        every = tuple(entries[f"published/{one}"].record for one in catalog.names("published"))
        return replace(found, published=every)
    return found


_WHOLE: Mapping[str, Callable[[], dict[str, Any]]] = {
    "figures": lambda: {"figures": figures(), "ends": figure_ends()},
    "limits": lambda: {"limits": stated_limits()},
    "rules": lambda: {"rules": rules()},
    "targets": lambda: {"targets": stated_targets()},
    "scope": lambda: {"scopes": scopes()},
    "optics": lambda: {"spectra": spectra()},
}
