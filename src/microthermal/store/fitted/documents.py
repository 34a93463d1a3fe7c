"""A fit as JSON, and its draws as a table for other programs."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import Any

from microthermal.documents import write
from microthermal.files import write_text
from microthermal.fitting.records import Fit, FittedParameter, PredictedSize
from microthermal.store.summary import SUMMARY_VERSION, write_json
from microthermal.units import write as write_quantity


def save_fit(found: Fit, path: Path) -> None:
    """Save a fit as JSON; every number with its unit.

    Raises
    ------
    SaveError
        If the file cannot be written.
    """
    write_json(fit_document(found), path)


def fit_document(found: Fit) -> dict[str, Any]:
    """A fit as a mapping of plain values: what its JSON file holds, and what ``--json`` prints."""
    return {
        "kind": "fit", "format_version": SUMMARY_VERSION, "title": found.title, "stamp": write(found.stamp),
        "sentences": list(found.sentences), "parameters": [_parameter(one) for one in found.parameters],
        "spread": None if found.spread is None else _parameter(found.spread),
        "pairs": [write(one) for one in found.pairs], "sizes": [_size(one) for one in found.sizes],
        "rows": [write(one) for one in found.zones], "effort": write(found.effort),
        "cautions": [write(one) for one in found.cautions], "device": write(found.fitted_device),
        "skin": write(found.fitted_skin),
    }  # fmt: skip


def _parameter(one: FittedParameter) -> dict[str, Any]:
    prior, unit = one.prior, one.prior.unit
    known = {"source": prior.source, "where": prior.where, "kind": prior.kind}
    before = {end: _text(getattr(prior, end), unit) for end in ("middle", "low", "high")}
    after = {end: _text(getattr(one, end), unit) for end in ("value", "low", "high", "least", "most")}
    # Errors are differences: of a temperature, in kelvin.
    errors = {end: _text(getattr(one, end), unit) for end in ("error", "end_error")}
    told = {"told": one.told, "narrowing": one.narrowing}
    return {"name": prior.name, "meaning": prior.text, **after, **errors, **told, "prior": {**before, **known}}


def _size(one: PredictedSize) -> dict[str, Any]:
    return {"row": one.row, **write(one)}


def _text(value: float, unit: str) -> Any:
    return value if unit == "1" else write_quantity(value, unit)


def save_draws(found: Fit, path: Path) -> None:
    """Save the draws as a table: weight, parameters and sizes of each, with SI units in the header.

    Raises
    ------
    SaveError
        If the file cannot be written.
    """
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    parameters = [f"{one.prior.name} [{one.prior.unit}]" for one in found.parameters]
    sizes = [f"{one.row}: {one.size} [m]" for one in found.sizes]
    table.writerow(("weight", *parameters, *sizes))
    draws = found.draws
    for weight, values, seen in zip(draws.weights, draws.values, draws.sizes, strict=True):
        table.writerow([repr(float(number)) for number in (weight, *values, *seen)])
    write_text(path, text.getvalue())
