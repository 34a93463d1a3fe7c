"""A summary for programs: inputs, metrics, verdicts and stamp as JSON, without fields."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from microthermal.documents import write
from microthermal.files import write_text
from microthermal.planning.judge import outcome
from microthermal.planning.records import Option, Outcome, Plan
from microthermal.simulation.records import Simulation
from microthermal.store.files import FORMAT_VERSION, Storable
from microthermal.units import write as write_quantity


def save_json(result: Storable, path: Path | str) -> None:
    """Save the summary of a simulation or a plan as JSON.

    Parameters
    ----------
    result : Simulation or Plan
        What is to be summed up.
    path : Path or str
        File to write; it appears whole or not at all.

    Raises
    ------
    SaveError
        If the file cannot be written.
    """
    text = json.dumps(summary(result), indent=1, ensure_ascii=False, allow_nan=False, default=_number)
    write_text(Path(path), text + "\n")


def summary(result: Storable) -> dict[str, Any]:
    """Inputs, metrics, verdicts and stamp of a result as plain texts and numbers; every number with its unit.

    Parameters
    ----------
    result : Simulation or Plan
        What is to be summed up.
    """
    head = {"format_version": FORMAT_VERSION, "stamp": write(result.stamp)}
    cautions = [write(caution) for caution in result.cautions]
    if isinstance(result, Plan):
        return {"kind": "plan", **head, **_plan(result), "cautions": cautions}
    return {"kind": "simulation", **head, **_inputs(result), **_results(result), "cautions": cautions}


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "title": plan.title, "goal": write(plan.goal), "skin": write(plan.skin), "condition": write(plan.condition),
        "options": [_option(option) for option in plan.options],
        "refused": [_option(option) for option in plan.refused],
        "calendar": [write(visit) for visit in plan.calendar], "scenarios": list(plan.scenarios),
        "reasons": list(plan.reasons), "best": None if plan.best is None else _results(plan.best),
    }  # fmt: skip


def _option(option: Option) -> dict[str, Any]:
    return {
        "device": option.device.name,
        "treatment": write(option.treatment),
        "state": option.state,
        "score": option.score,
        "risk": option.risk,
        "front": option.front,
        "metrics": _metrics(option.outcome),
        "reasons": list(option.reasons),
        "verdicts": [
            _verdict(verdict.limit.metric, verdict.state, verdict.limit.warn, verdict.limit.stop, verdict.estimate.unit)
            for verdict in option.verdicts
        ],
    }


def _verdict(metric: str, state: str, warn: float, stop: float, unit: str) -> dict[str, Any]:
    return {"metric": metric, "state": state, "warn": _text(warn, unit), "stop": _text(stop, unit)}


def _inputs(simulation: Simulation) -> dict[str, Any]:
    names = ("skin", "condition", "treatment", "settings")
    return {name: write(getattr(simulation, name)) for name in names}


def _results(simulation: Simulation) -> dict[str, Any]:
    return {
        "metrics": _metrics(outcome(simulation)), "zone": write(simulation.zone),
        "lattice": {name: item for name, item in write(simulation.lattice).items() if name not in ("zone", "pattern")},
    }  # fmt: skip


def _metrics(found: Outcome) -> dict[str, Any]:
    return {
        result.metric: {
            "value": _text(result.estimate.value, result.estimate.unit),
            "low": _text(result.estimate.low, result.estimate.unit),
            "high": _text(result.estimate.high, result.estimate.unit), "meaning": result.estimate.meaning,
            "grade": result.estimate.grade,
        }
        for result in found.results
    }  # fmt: skip


def _text(value: float, unit: str) -> Any:
    return float(value) if unit == "1" else write_quantity(float(value), unit)


def _number(value: Any) -> Any:
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")
