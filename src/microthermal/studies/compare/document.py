"""A comparison for programs: plain texts and numbers, every number in the SI unit that stands beside it."""

from __future__ import annotations

from typing import Any

from microthermal import documents
from microthermal.domain.inputs.goal import Estimate
from microthermal.studies.compare.inputs import input_differences
from microthermal.studies.compare.records import Difference, Side, SideBySide
from microthermal.studies.compare.settings import rows
from microthermal.units import write_round

COMPARISON_VERSION = 1


def document(found: SideBySide) -> dict[str, Any]:
    """Both sides, every metric with its difference, inputs that differ, sentences and stamp."""
    inputs = input_differences(found.a.simulation, found.b.simulation)
    return {
        "kind": "comparison", "format_version": COMPARISON_VERSION, "title": found.title,
        "stamp": documents.write(found.stamp, write_round), "goal": "" if found.goal is None else found.goal.name,
        "a": _side(found.a, found), "b": _side(found.b, found),
        "metrics": [_difference(one) for one in found.differences],
        "inputs": [{"path": one.path, "a": one.a, "b": one.b} for one in inputs],
        "doubts": list(found.doubts), "sentences": list(found.sentences),
        "cautions": [documents.write(one, write_round) for one in found.cautions],
    }  # fmt: skip


def _side(one: Side, found: SideBySide) -> dict[str, Any]:
    held = one.simulation.stamp
    return {
        "title": one.title, "kind": one.kind, "settings": rows(one, found.stamp.library), "state": one.state,
        "score": one.score, "version": held.version, "made": held.date, "seed": held.seed,
        "methods": list(held.methods), "library_digest": held.library_digest, "inputs": held.digest,
        "limits": [
            {"metric": each.limit.metric, "lower": each.limit.lower, "warn": each.limit.warn, "stop": each.limit.stop,
             "unit": each.estimate.unit, "state": each.state}
            for each in one.verdicts
        ],
        "rules": [{"text": rule.text, "action": rule.action} for rule in one.rules],
    }  # fmt: skip


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "metric": one.metric, "meaning": one.a.meaning, "unit": one.a.unit, "a": _estimate(one.a),
        "b": _estimate(one.b), "difference": one.value, "difference_low": one.low, "difference_high": one.high,
        "of_b_against_a": one.told, "doubts_agreeing": one.agreeing, "doubts": one.doubts,
        "numerical_error": one.floor,
    }  # fmt: skip


def _estimate(one: Estimate) -> dict[str, Any]:
    if one.undefined:
        return {"undefined": one.undefined}
    return {"value": one.value, "low": one.low, "high": one.high, "lower_bound": one.beyond, "grade": one.grade}
