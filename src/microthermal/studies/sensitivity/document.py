"""A study of sensitivity for programs: plain texts and numbers, every number in the SI unit that stands beside it."""

from __future__ import annotations

import math
from typing import Any

from microthermal import documents
from microthermal.studies.sensitivity.records import Bar, Doubt, Index, OfMetric, Sensitivity
from microthermal.units import write_round

SENSITIVITY_VERSION = 1


def document(found: Sensitivity) -> dict[str, Any]:
    """Inputs, what each metric hangs on, sentences and stamp."""
    return {
        "kind": "sensitivity", "format_version": SENSITIVITY_VERSION, "title": found.title,
        "stamp": documents.write(found.stamp, write_round), "case": found.asked.case, "base": found.asked.base,
        "runs": found.runs, "failed": found.failed, "inputs": [_input(one) for one in found.doubts],
        "metrics": [_metric(one) for one in found.metrics],
        "cautions": [documents.write(one, write_round) for one in found.cautions],
    }  # fmt: skip


def _input(one: Doubt) -> dict[str, Any]:
    return {
        "name": one.name, "title": one.title, "low": one.low, "nominal": one.nominal, "high": one.high,
        "unit": one.unit, "source": one.source, "measurement": one.measurement, "choices": list(one.choices),
    }  # fmt: skip


def _metric(one: OfMetric) -> dict[str, Any]:
    return {
        "metric": one.metric, "meaning": one.meaning, "unit": one.unit,
        "nominal": one.nominal if math.isfinite(one.nominal) else None, "spread": one.spread, "points": one.rows,
        "alone": [_bar(bar) for bar in one.bars], "sobol": [_index(index) for index in one.indices],
        "sentences": list(one.sentences),
    }  # fmt: skip


def _bar(one: Bar) -> dict[str, Any]:
    return {
        "input": one.doubt.name, "low": one.low, "high": one.high, "values": list(one.values), "monotone": one.monotone,
    }  # fmt: skip


def _index(one: Index) -> dict[str, Any]:
    return {
        "input": one.doubt.name, "first": one.first, "first_band": one.first_band, "total": one.total,
        "total_band": one.total_band,
    }  # fmt: skip
