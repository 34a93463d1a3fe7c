"""The case files: what they must hold, and how their numbers are read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent / "cases"
SECTIONS = ("geometry", "light", "matter", "pulse", "boundary", "damage", "removal")
UNITS = frozenset({
    "1", "m", "m³", "1/m", "1/m²", "1/m³", "s", "1/s", "K", "J", "J/m", "J/mol", "J/mol/K", "J/kg", "J/m³", "J/m³/K",
    "W/m³", "W/m/K", "W/m²/K", "W/m³/K", "kg", "kg/m³",
})  # fmt: skip


class Asked(NamedTuple):
    """One number that a code has to find: name, definition, unit, and how far two codes may differ (absolute)."""

    name: str
    definition: str
    unit: str
    tolerance: float


class Case(NamedTuple):
    """One case file."""

    name: str
    data: dict[str, Any]

    def number(self, place: str) -> float:
        """A number of the file, such as ``light.radius``, in the unit that the file states."""
        section, key = place.split(".")
        return float(self.data[section][key][0])

    @property
    def asked(self) -> list[Asked]:
        """What is asked, in order."""
        return [Asked(**each) for each in self.data["asked"]]


def read(path: Path) -> Case:
    """Case of one file."""
    return Case(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))


def cases() -> list[Case]:
    """All cases, in order."""
    return [read(path) for path in sorted(FOLDER.glob("*.toml"))]


def faults(case: Case) -> list[str]:
    """What a file lacks, a sentence each; none if a stranger finds everything in it."""
    found, data = [], case.data
    known = {"title", "question", "equations", "files", "asked", *SECTIONS}
    found += [f"{case.name}: {key} is not known" for key in data if key not in known]
    found += [f"{case.name}: {key} is missing" for key in ("title", "question", "equations") if not data.get(key)]
    found += [f"{case.name}: file {name} is missing" for name in data.get("files", ()) if not (FOLDER / name).exists()]
    for section in SECTIONS:
        if not str(data.get(section, {}).get("statement", "")).endswith("."):
            found.append(f"{case.name}: section {section} says nothing")
        for key, value in data.get(section, {}).items():
            if key != "statement" and not _is_quantity(value):
                found.append(f"{case.name}: {section}.{key} must be [number, unit]")
    if not data.get("asked"):
        found.append(f"{case.name}: nothing is asked")
    for each in data.get("asked", ()):
        whole = set(each) == set(Asked._fields) and each["definition"].endswith(".") and each["unit"] in UNITS
        if not whole or not each["tolerance"] > 0.0:
            found.append(f"{case.name}: what is asked as {each.get('name')} lacks a definition, a unit or a tolerance")
    return found


def _is_quantity(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 2:
        return False
    number, unit = value
    return isinstance(number, int | float) and not isinstance(number, bool) and unit in UNITS
