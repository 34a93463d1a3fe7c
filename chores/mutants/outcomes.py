"""Outcomes of mutants, in ``risk/mutants.csv``, and why some survive, in ``risk/mutants.toml``."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from chores.mutants.rooms import ROOT

OUTCOMES: Final = ROOT / "risk" / "mutants.csv"
SURVIVORS: Final = ROOT / "risk" / "mutants.toml"


class Outcome(NamedTuple):
    """What tests said of one mutant."""

    room: str
    id: str
    """File, line, column and operator."""
    verdict: str
    """``killed``; ``endless``, which counts as killed; ``survived``."""
    by: str
    """Test that failed, or how many files of tests were asked."""
    seconds: float
    """Processor time of the tests."""
    first: str
    """Verdict of the tests that there were when it was drawn."""


def outcomes() -> list[Outcome]:
    """All outcomes, in the order in which they were found."""
    if not OUTCOMES.is_file():
        return []
    with OUTCOMES.open(encoding="utf-8", newline="") as file:
        rows = [dict[str, Any](row) for row in csv.DictReader(file)]
    return [Outcome(**{**row, "seconds": float(row["seconds"])}) for row in rows]


def keep(found: Sequence[Outcome]) -> None:
    """Write all outcomes."""
    with OUTCOMES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Outcome._fields)
        writer.writerows(found)


def explanations() -> dict[str, dict[str, str]]:
    """For each survivor that was looked at: its ``kind`` and ``why``, by id."""
    if not SURVIVORS.is_file():
        return {}
    found: dict[str, dict[str, str]] = tomllib.loads(SURVIVORS.read_text(encoding="utf-8"))
    return found
