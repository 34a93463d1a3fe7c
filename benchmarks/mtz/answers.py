"""The stored answers: one row of a table for each number that is asked."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.mtz.case import Case
from benchmarks.mtz.found import Found
from benchmarks.mtz.ours.light import PHOTONS

PATH = Path(__file__).parent / "answers.csv"
_DIGITS = 10


class Answer(NamedTuple):
    """Our answer and what stands beside it; empty where there is none.

    ``error`` is the numerical error of ``ours`` and ``how`` says how it was found; ``coarse`` is our answer on cells
    twice as large, with looser steps and fewer photons.
    """

    case: str
    metric: str
    unit: str
    ours: float
    error: float
    how: str
    coarse: float
    exact: float | None
    twin: float | None
    twin_error: float | None


def made(case: Case, fine: dict[str, Found], coarse: dict[str, Found], exact: dict[str, float],
         twin: dict[str, Found]) -> list[Answer]:  # fmt: skip
    """Rows of one case."""
    rows = []
    for asked in case.asked:
        here, there, beside = fine[asked.name], coarse[asked.name], twin.get(asked.name)
        if here.error is not None:
            error, how = here.error, here.how or f"standard error of {PHOTONS[True]} photons"
        elif here.value == there.value:
            error, how = 0.0, "none but rounding"
        else:
            error, how = abs(here.value - there.value), "change from the coarse run"
        rows.append(Answer(
            case.name, asked.name, asked.unit, here.value, error, how, there.value, exact.get(asked.name),
            None if beside is None else beside.value, None if beside is None else beside.error,
        ))  # fmt: skip
    return rows


def write(answers: Sequence[Answer], path: Path = PATH) -> None:
    """Store the answers."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(Answer._fields)
        table.writerows([_text(value) for value in row] for row in answers)


def stored(path: Path = PATH) -> dict[tuple[str, str], Answer]:
    """The stored answers by case and metric; none if nothing is stored yet."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = [_read(row) for row in csv.DictReader(file)]
    return {(row.case, row.metric): row for row in rows}


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.{_DIGITS}g}" if isinstance(value, float) else str(value)


def _read(row: dict[str, str]) -> Answer:
    words = {name: row[name] for name in ("case", "metric", "unit", "how")}
    numbers = {name: float(row[name]) for name in ("ours", "error", "coarse")}
    maybe = {name: float(row[name]) if row[name] else None for name in ("exact", "twin", "twin_error")}
    return Answer(**words, **numbers, **maybe)  # type: ignore[arg-type]
