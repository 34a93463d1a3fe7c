"""Verdicts on disk: one JSON for programs, one CSV for people."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import Any

from microthermal.documents import write
from microthermal.files import write_text
from microthermal.store.summary import SUMMARY_VERSION, write_json
from microthermal.units import write as write_quantity
from microthermal.validation.records import Found, Validation

_COLUMNS = (
    "case", "title", "group", "role", "source", "where", "read", "verdict", "counts", "unit", "measured_low",
    "measured_high", "model", "model_low", "model_high", "numerical_error", "runs", "note",
)  # fmt: skip


def save_validation(found: Validation, path: Path) -> None:
    """Save a validation as JSON; every number with its unit.

    Raises
    ------
    SaveError
        If the file cannot be written.
    """
    write_json(validation_document(found), path)


def validation_document(found: Validation) -> dict[str, Any]:
    """A validation as plain texts and numbers; every number with its unit."""
    head = {"kind": "validation", "format_version": SUMMARY_VERSION, "stamp": write(found.stamp), "quick": found.quick}
    cases = [{**_words(one), **_numbers(one, texts=True)} for one in found.found]
    return {**head, "cases": cases, "unused": [write(one) for one in found.unused]}


def save_validation_table(found: Validation, path: Path) -> None:
    """Save a validation as a table; the column ``unit`` holds the SI unit of the numbers of a line.

    Raises
    ------
    SaveError
        If the file cannot be written.
    """
    text = StringIO()
    table = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows({**_words(one), "unit": one.case.unit, **_numbers(one, texts=False)} for one in found.found)
    write_text(path, text.getvalue())


def _words(one: Found) -> dict[str, Any]:
    case, read = one.case, one.case.citation
    named = {"case": case.name, "title": case.title, "group": case.group, "role": case.role}
    cited = {"source": read.source, "where": read.where, "read": read.read}
    return {**named, **cited, "verdict": one.verdict, "counts": case.counts, "runs": one.runs, "note": one.note}


def _numbers(one: Found, texts: bool) -> dict[str, Any]:
    numbers = {"measured_low": one.case.measured.low, "measured_high": one.case.measured.high}
    numbers |= {"model": one.value, "model_low": one.low, "model_high": one.high, "numerical_error": one.error}
    if not texts:
        return {name: "" if value is None else f"{value:.6g}" for name, value in numbers.items()}
    return {name: None if value is None else write_quantity(value, one.case.unit) for name, value in numbers.items()}
