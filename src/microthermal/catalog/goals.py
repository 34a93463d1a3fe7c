"""Goals, whose numbers are read in the unit in which they are written, and families of devices barred from them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from microthermal.catalog.reading.entries import mapping_of, names, read_entry
from microthermal.catalog.reading.values import UNITS, is_value
from microthermal.documents.sentences import read_choice
from microthermal.domain.inputs.exposures import FAMILIES
from microthermal.domain.inputs.goal import GRADES, Bar, Goal
from microthermal.errors import InputError, LibraryError
from microthermal.units import parse_any


def goal(name: str) -> Goal:
    """Goal of treatment, such as ``"hypertrophic_scar"``.

    Raises
    ------
    InputError
        If there is no such goal.
    LibraryError
        If the library file is wrong.
    """
    path, mapping = mapping_of("goal", name)
    plain = dict(mapping)
    plain["aims"] = [_aim(path, f"aims.{number}", item) for number, item in enumerate(plain.get("aims", []))]
    plain["limits"] = [
        read_limit(path, f"limits.{number}", item) for number, item in enumerate(plain.get("limits", []))
    ]
    return read_entry(Goal, path, plain, name=path.stem, origin=f"goal/{path.stem}")


def _aim(path: Path, where: str, item: Any) -> dict[str, Any]:
    """Aim in SI, with the sources of its two values and that of its weight; a choice of this project is called so."""
    plain = with_unit(path, where, item)
    stated = [item[key] for key in ("target", "zero") if is_value(item.get(key))]
    sources = dict.fromkeys(str(table.get("source", "")) for table in stated)
    weight = item.get("weight")
    by = str(weight.get("source", "")) if is_value(weight) else ""
    return {**plain, "source": ", ".join(sources), "weighed_by": by}


def with_unit(path: Path, where: str, item: Any) -> dict[str, Any]:
    """Aim, limit or rule with its numbers as floats in SI, and with the SI unit in which they are.

    The library does not know metrics: whoever compares these numbers with one has to compare the units, too.
    """
    if not isinstance(item, Mapping):
        raise LibraryError(f"{path}: {where}: must be a table")
    plain = dict(item)
    for key in ("target", "zero", "warn", "stop", "above"):
        if is_value(plain.get(key)):
            try:
                plain[key], unit = parse_any(str(plain[key]["value"]), UNITS)
            except InputError as error:
                raise LibraryError(f"{path}: {where}.{key}: {error}") from None
            if plain.setdefault("unit", unit) != unit:
                raise LibraryError(
                    f"{path}: {where}.{key}: must be in a unit of the same kind as what stands beside it"
                )
        elif key in plain:
            raise LibraryError(f"{path}: {where}.{key}: must be a table with a value, a source and a kind")
    return plain


def read_limit(path: Path, where: str, item: Mapping[str, Any]) -> dict[str, Any]:
    """Limit in SI with source and grade: those of its numbers, the weaker grade of the two."""
    plain = with_unit(path, where, item)
    stated = [item[key] for key in ("stop", "warn") if is_value(item.get(key))]
    grades = [str(table.get("kind", "")) for table in stated]
    if not stated or not all(grade in GRADES for grade in grades):
        text = f"warn and stop must be tables with a value, a source and a kind, one of {', '.join(GRADES)}"
        raise LibraryError(f"{path}: {where}: {text}")
    weakest = max(grades, key=GRADES.index)
    sources = dict.fromkeys(str(table.get("source", "")) for table in stated)
    return {**plain, "source": ", ".join(sources), "kind": weakest}


def bar(name: str) -> Bar:
    """One of them, such as ``"sound"``.

    Raises
    ------
    InputError
        If there is no such entry.
    LibraryError
        If the library file is wrong, or names a family or a condition that does not exist.
    """
    path, mapping = mapping_of("barred", name)
    found = read_entry(Bar, path, mapping, name=path.stem, origin=f"barred/{path.stem}")
    try:
        read_choice(found.family, tuple(FAMILIES), "family of devices")
        for each in (*found.conditions, *found.but):
            read_choice(each, names("condition"), "condition")
    except InputError as error:
        raise LibraryError(f"{path}: {error}") from None
    return found


def bars() -> tuple[Bar, ...]:
    """All of them, by their names.

    Raises
    ------
    LibraryError
        If a file is wrong.
    """
    return tuple(bar(name) for name in names("barred"))
