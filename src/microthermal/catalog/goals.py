"""Goals, whose values are read in the unit of their metric."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from microthermal.catalog.reading import folders
from microthermal.catalog.reading.entries import mapping_of, read_entry
from microthermal.catalog.reading.values import is_value
from microthermal.documents.sentences import read_choice
from microthermal.domain.inputs.goal import GRADES, Goal
from microthermal.errors import InputError, LibraryError
from microthermal.units import parse


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
    plain["aims"] = [_in_si(path, f"aims.{number}", item) for number, item in enumerate(plain.get("aims", []))]
    plain["limits"] = [
        read_limit(path, f"limits.{number}", item) for number, item in enumerate(plain.get("limits", []))
    ]
    return read_entry(Goal, path, plain, name=path.stem, origin=f"goal/{path.stem}")


def _in_si(path: Path, where: str, item: Any) -> dict[str, Any]:
    """Aim or limit with its numbers as floats in SI, read in the unit of its metric."""
    if not isinstance(item, Mapping):
        raise LibraryError(f"{path}: {where}: must be a table")
    plain = dict(item)
    unit = metric_unit(str(item.get("metric", "")), f"{path}: {where}.metric")
    for key in ("target", "zero", "warn", "stop"):
        if is_value(plain.get(key)):
            try:
                plain[key] = parse(str(plain[key]["value"]), unit)
            except InputError as error:
                raise LibraryError(f"{path}: {where}.{key}: {error}") from None
        elif key in plain:
            raise LibraryError(f"{path}: {where}.{key}: must be a table with a value, a source and a kind")
    return plain


def read_limit(path: Path, where: str, item: Mapping[str, Any]) -> dict[str, Any]:
    """Limit in SI with source and grade: those of its numbers, the weaker grade of the two."""
    plain = _in_si(path, where, item)
    stated = [item[key] for key in ("stop", "warn") if is_value(item.get(key))]
    grades = [str(table.get("kind", "")) for table in stated]
    if not stated or not all(grade in GRADES for grade in grades):
        text = f"warn and stop must be tables with a value, a source and a kind, one of {', '.join(GRADES)}"
        raise LibraryError(f"{path}: {where}: {text}")
    weakest = max(grades, key=GRADES.index)
    sources = dict.fromkeys(str(table.get("source", "")) for table in stated)
    return {**plain, "source": ", ".join(sources), "kind": weakest}


def metric_unit(metric: str, where: str = "metric") -> str:
    """SI unit of a metric, as the library states it.

    Raises
    ------
    LibraryError
        If the library knows no such metric.
    """
    path = folders.single("metrics.toml")
    units = folders.load(path)
    try:
        return str(units[read_choice(metric, tuple(units), "metric")])
    except InputError as error:
        raise LibraryError(f"{where}: {error}") from None
