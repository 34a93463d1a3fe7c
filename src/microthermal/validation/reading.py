"""Reading the measurements of the library: cases, the table they come from, and what is not used of it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, cast, get_args

from microthermal.catalog import works
from microthermal.catalog.reading.folders import load, single, text_of
from microthermal.catalog.reading.state import remembered
from microthermal.catalog.reading.values import READ
from microthermal.documents.sentences import read_choice
from microthermal.domain.inputs.laser import Structure
from microthermal.errors import InputError, LibraryError
from microthermal.units import parse
from microthermal.validation.exposing import NUMBERS, open_settings
from microthermal.validation.measures import MEASURES, unit_of
from microthermal.validation.records import (
    AskedMeasure,
    Case,
    Citation,
    Kind,
    MeasuredExposure,
    MeasuredValue,
    Role,
    StatedSetting,
    Unjudged,
    Unused,
)
from microthermal.validation.sampling import MOST_OPEN

_FOLDER = "validation"
_KEYS = {
    "title", "group", "role", "source", "where", "read", "rows", "note", "setting", "changed", "aim", "measured",
    "cell", "relaxation", "sectioned", "quick",
}  # fmt: skip
_PLAIN = {"device", "skin", "profiles", "cold_absorption", "structure"}


@remembered(1)
def cases() -> tuple[Case, ...]:
    """All measurements to be judged by, sorted by group and name.

    Raises
    ------
    LibraryError
        With file and rule, if a file is wrong.
    """
    paths = sorted(single(f"{_FOLDER}/cases").glob("*.toml"))
    return tuple(sorted((_case(path) for path in paths), key=lambda case: (case.group, case.name)))


def case_named(name: str) -> Case:
    """One case.

    Raises
    ------
    InputError
        If there is none of this name; the sentence names the nearest.
    """
    known = {case.name: case for case in cases()}
    return known[read_choice(name, tuple(sorted(known)), "validation case")]


@remembered(1)
def unused() -> tuple[Unused, ...]:
    """Lines of the table of measured zones that no case judges, each with the reason."""
    listed = load(single(f"{_FOLDER}/unused.toml"))["entries"]
    return tuple(Unused(**{**entry, "rows": tuple(entry["rows"])}) for entry in listed)


@remembered(1)
def unjudged() -> tuple[Unjudged, ...]:
    """Measured rows of families of devices beside lasers that no case judges, in files of a family each."""
    folder = single(f"{_FOLDER}/unused.toml").parent
    tables = [load(path)["entries"] for path in sorted(folder.glob("unjudged_*.toml"))]
    return tuple(Unjudged(**{**entry, "ids": tuple(entry["ids"])}) for table in tables for entry in table)


def literature() -> tuple[Mapping[str, str], ...]:
    """The table of measured zones, line by line; lines are counted from 1."""
    return tuple(csv.DictReader(text_of(single(f"{_FOLDER}/literature.csv")).splitlines()))


def _case(path: Path) -> Case:
    table = load(path)
    try:
        return _read(path.stem, table)
    except InputError as error:
        raise LibraryError("\n".join(f"{path}: {fault}" for fault in error.faults)) from None
    except (KeyError, TypeError, ValueError) as error:
        raise LibraryError(f"{path}: {type(error).__name__}: {error}") from None


def _read(name: str, table: Mapping[str, Any]) -> Case:
    if unknown := table.keys() - _KEYS:
        raise InputError(f"keys that are not known: {', '.join(sorted(unknown))}")
    read_choice(table["role"], get_args(Role), "role")
    read_choice(table["read"], READ, "way of reading")
    if table["source"] not in works():
        raise InputError(f"source '{table['source']}' is not in sources.bib")
    aim = _aim(table["aim"])
    unit = unit_of(aim.kind, aim.measure)
    exposure = _exposure(table["setting"])
    if open_settings(exposure) > MOST_OPEN:
        raise InputError(f"setting: at most {MOST_OPEN} may be open")
    changed = _exposure({**table["setting"], **table["changed"]}) if "changed" in table else None
    if (changed is None) == (aim.kind == "ratio"):
        raise InputError("changed: a ratio, and only a ratio, needs what is changed")
    more = {key: parse(table[key], "m" if key == "cell" else "s") for key in ("cell", "relaxation") if key in table}
    citation = Citation(
        source=table["source"], where=table["where"], read=table["read"], rows=tuple(table.get("rows", ()))
    )
    return Case(
        name=name, title=table["title"], group=table["group"], role=table["role"], citation=citation,
        note=table.get("note", ""),
        exposure=exposure, changed=changed, aim=aim, measured=_measured(table["measured"], unit), unit=unit,
        sectioned=bool(table.get("sectioned", False)), quick=bool(table.get("quick", False)), **more,
    )  # fmt: skip


def _aim(table: Mapping[str, Any]) -> AskedMeasure:
    read_choice(table["kind"], get_args(Kind), "kind of aim")
    measure = read_choice(table.get("measure", "depth"), tuple(MEASURES), "measure")
    fluences = tuple(parse(text, "J/m**2") for text in table.get("fluences", ()))
    if (len(fluences) == 2) != (table["kind"] in ("slope", "threshold")):
        raise InputError("aim.fluences: a slope or threshold, and only these, needs two fluences")
    asked = table.get("reach", "0 m")
    reach = None if asked == "dermis" else parse(asked, "m")
    endpoint = str(table.get("endpoint", "dermal_cells"))
    return AskedMeasure(kind=table["kind"], measure=measure, endpoint=endpoint, fluences=fluences, reach=reach)


def _exposure(table: Mapping[str, Any]) -> MeasuredExposure:
    if unknown := table.keys() - _PLAIN - NUMBERS.keys():
        raise InputError(f"setting: keys that are not known: {', '.join(sorted(unknown))}")
    numbers = tuple((key, _setting(table[key], NUMBERS[key])) for key in NUMBERS if key in table)
    return MeasuredExposure(
        device=table["device"], skin=table["skin"], numbers=numbers, profiles=tuple(table.get("profiles", ())),
        cold_absorption=bool(table.get("cold_absorption", False)),
        structure=cast(Structure, read_choice(table.get("structure", "spiking"), get_args(Structure), "structure")),
    )  # fmt: skip


def _setting(value: Any, unit: str) -> StatedSetting:
    if not isinstance(value, Mapping):
        known = float(value) if unit == "1" else parse(value, unit)
        return StatedSetting(low=known, middle=known, high=known)
    read = float if unit == "1" else partial(parse, unit=unit)
    low, high = read(value["low"]), read(value["high"])
    # Without a likeliest value the middle is that of ratios, as lengths, times and energies are chosen.
    middle = read(value["value"]) if "value" in value else (low * high) ** 0.5
    if not low <= middle <= high:
        raise InputError(f"setting: {value} must have low <= value <= high")
    return StatedSetting(low=low, middle=middle, high=high, note=str(value["assumed"]))


def _measured(table: Mapping[str, Any], unit: str) -> MeasuredValue:
    low, high = (parse(table[key], unit) if key in table else None for key in ("low", "high"))
    if low is None and high is None:
        raise InputError("measured: needs low, high, or both")
    return MeasuredValue(low=low, high=high, basis=str(table["basis"]))
