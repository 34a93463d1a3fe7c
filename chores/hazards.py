"""The list of hazards, and how the control of each is broken on purpose."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
HAZARDS = ROOT / "risk" / "hazards.csv"
BREAKS = ROOT / "risk" / "breaks.toml"


class Hazard(NamedTuple):
    """What can go wrong for a person who uses the program, what stands against it, and the test that proves that."""

    id: str
    hazard: str
    cause: str
    consequence: str
    severity: int
    """1 (a nuisance) to 5 (a wrong treatment in a study)."""
    control: str
    """In words."""
    test: str
    """Its file and name, as pytest takes them."""
    residual: str
    """What stays possible."""


def hazards() -> list[Hazard]:
    """All hazards, in the order of the list."""
    with HAZARDS.open(encoding="utf-8", newline="") as file:
        rows = [dict[str, Any](row) for row in csv.DictReader(file)]
    return [Hazard(**{**row, "severity": int(row["severity"])}) for row in rows]


def breaks() -> dict[str, dict[str, Any]]:
    """For each hazard the file in ``src``, the text that makes its control, and what stands there when it is broken."""
    return tomllib.loads(BREAKS.read_text(encoding="utf-8"))
