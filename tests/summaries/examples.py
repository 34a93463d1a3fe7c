"""What each example gives: the JSON summary where the command writes one, else the numbers of its tables."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from tests.summaries.text import ROOT

from microthermal.cases.treatment import read_treatment_case
from microthermal.catalog.device_steps import step_cautions
from microthermal.documents import write
from microthermal.domain.inputs.goal import Estimate
from microthermal.planning.case import read_plan_case
from microthermal.planning.healing_run import follow_case
from microthermal.planning.injection_day.curve import days, usual_goal
from microthermal.planning.injection_day.study import simulated, study
from microthermal.planning.plan import plan_of
from microthermal.planning.records import Outcome
from microthermal.planning.window.map import banded, banded_plan
from microthermal.simulation.chain import simulate
from microthermal.store.summary import summary
from microthermal.units import parse
from microthermal.units import write as quantity

EXAMPLES = ROOT / "examples"
_DAY = 86400.0
# What was asked stands in the example; what changes with the clock says nothing.
_INPUTS = ("skin", "goal", "condition", "treatment", "settings", "format_version", "kind", "title")
# Bands over draws of the calibration follow the courses, which are here; drawing them takes longer than the example.
_DRAWN = ("scores", "scores_without_bands")
_COURSE_DAYS = (0, 1, 3, 7, 14, 28, 60, 90, 180)
_MEASURES = ("benefit", "harm", "leak", "thinning", "blunting", "acting")


def names() -> tuple[str, ...]:
    """All examples, cases and scripts."""
    return tuple(sorted(path.stem for path in EXAMPLES.iterdir() if path.suffix in (".toml", ".py")))


def command_of(name: str) -> str:
    """Command that runs an example; a case says it itself in its second line."""
    case = EXAMPLES / f"{name}.toml"
    if not case.exists():
        return f"python examples/{name}.py"
    found = re.search(r"^# Run: (mtz \S+ \S+)", case.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise ValueError(f"{case.name} does not say how it is run: '# Run: mtz ...'")
    return found[1]


def summary_of(name: str, *, reduced: bool = False) -> dict[str, Any]:
    """Summary of an example as a mapping; ``reduced`` asks for as little as shows that it can be made."""
    command = command_of(name).split()
    return _script(name) if command[0] == "python" else _KINDS[command[1]](EXAMPLES / f"{name}.toml", reduced)


def _plan(path: Path, reduced: bool) -> dict[str, Any]:
    case = read_plan_case(path)
    if reduced:
        search = replace(case.search, energies=2, densities=1, injection_days=(0.0,))  # type: ignore[call-arg]
        case = replace(case, devices=case.devices[:1], search=search)
    made = banded_plan(plan_of(case, workers=os.cpu_count() or 1))
    found = _results(summary(made))
    rows = (
        *((option, "options") for option in found.pop("options")),
        *((one, "refused") for one in found.pop("refused")),
    )
    options = {f"{kind}/{_option_name(row)}": _option(row, rank) for rank, (row, kind) in enumerate(rows)}
    judged = {} if made.judgement is None else {"judgement": _metrics(made.judgement.outcome)}
    return found | options | judged


def _option_name(option: Mapping[str, Any]) -> str:
    """What is done, so that an option is found wherever it is ranked."""
    pulse, pattern = option["treatment"]["pulse"], option["treatment"]["pattern"]
    doses = [f"{dose['drug']['name']} day {_in(dose['time'], 's', _DAY)}" for dose in option["treatment"]["doses"]]
    beam = f"{option['device']} {_in(pulse['energy'], 'J', 1e-3)} mJ {_in(pulse['duration'], 's', 1e-3)} ms"
    density = f"{_in(pattern['density'], '1/m**2', 1e4)} /cm2 x {pattern['passes']}"
    return ", ".join((beam, density, *(doses or ["no dose"])))


def _in(text: str, unit: str, size: float) -> str:
    # A number of a summary stands in the unit in which it is round.
    return f"{parse(text, unit) / size:.6g}"


def _option(option: Mapping[str, Any], rank: int) -> dict[str, Any]:
    metrics = {name: _short(found) for name, found in option["metrics"].items()}
    verdicts = {one["metric"]: one["state"] for one in option["verdicts"] if one["state"] != "ok"}
    kept = {name: option[name] for name in ("state", "score", "risk", "front")}
    return {"rank": rank, **kept, "metrics": metrics, "verdicts": verdicts}


def _short(metric: Mapping[str, Any]) -> Any:
    # A metric without a number says why; one that has no band is one number.
    if metric["value"] is None:
        return f"not defined: {metric['undefined']}"
    value, band = metric["value"], metric["over_scenarios"]
    return value if band["low"] == value == band["high"] else {"value": value, "low": band["low"], "high": band["high"]}


def _results(found: Mapping[str, Any]) -> dict[str, Any]:
    """Summary without what was asked and when."""
    kept = {name: value for name, value in found.items() if name not in _INPUTS}
    kept["stamp"] = {name: found["stamp"][name] for name in ("seed", "methods")}
    for part in (kept, kept.get("best") or {}):
        for name in _DRAWN:
            part.pop(name, None)
        if "metrics" in part:
            part["metrics"] = {name: _short(metric) for name, metric in part["metrics"].items()}
    return kept


def _metrics(found: Outcome) -> dict[str, Any]:
    """Metrics with their bands, as the report shows them."""
    return _estimates({one.metric: one.estimate for one in found.results})


def _estimates(found: Mapping[str, Estimate]) -> dict[str, Any]:
    ends = ("value", "low", "high")
    return {name: {end: quantity(float(getattr(one, end)), one.unit) for end in ends} for name, one in found.items()}


def _simulate(path: Path, reduced: bool) -> dict[str, Any]:
    asked = read_treatment_case(path)
    settings = replace(asked.settings, numerical_error=False, cell=1e-5) if reduced else asked.settings
    found = simulate(asked.skin, asked.treatment, asked.condition, settings)
    doubts = step_cautions(asked.device, asked.treatment.pulse, asked.treatment.pattern)
    found = replace(found, title=asked.title, date=asked.date, cautions=(*found.cautions, *doubts))
    shown = {} if reduced else {"judgement": _metrics(banded(found).judgement.outcome)}
    return _results(summary(found)) | shown | {"injury": _arrays(found.injury)}


def _timing(path: Path, reduced: bool) -> dict[str, Any]:
    case = read_treatment_case(path)
    count, last = (2, 2.0) if reduced else (20, 28.0)
    # As many scenarios and days as the command takes by itself.
    found = study(
        simulated(case), usual_goal(case.condition.name), days(-2 * _DAY, last * _DAY), count, os.cpu_count() or 1
    )
    curve = found.curve
    rows = {
        scenario: {measure: [float(value) for value in getattr(curve, measure)[place]] for measure in _MEASURES}
        for place, scenario in enumerate(curve.scenarios)
    }
    return {"day [s]": [float(day) for day in curve.day], "scenarios": rows, "words": list(found.words)}


def _healing(path: Path, reduced: bool) -> dict[str, Any]:
    case = read_treatment_case(path)
    if reduced:
        case = replace(case, settings=replace(case.settings, cell=1e-5))
    run = follow_case(case, 1, 28 * _DAY)
    return {
        "scores": _estimates(run.scores),
        "day": {
            f"{day:03}": {
                species: [float(of[_row(of_time, day), place]) for of, of_time in _courses(run)]
                for place, species in enumerate(run.healing.species)
            }
            for day in _COURSE_DAYS
        },
        "supply": {**write(run.supply), **_arrays(run.supply)},
    }


def _courses(run: Any) -> list[tuple[Any, Any]]:
    """Course, lower and upper end of its band, course without a laser; each with its times."""
    band = run.band
    return [
        (run.healing.state, run.healing.time), (band.low, band.time), (band.high, band.time),
        (run.untreated.state, run.untreated.time),
    ]  # fmt: skip


def _row(time: Any, day: int) -> int:
    """The output nearest to a day: nothing is interpolated."""
    return int(np.argmin(np.abs(np.asarray(time) - day * _DAY)))


def _arrays(record: Any) -> dict[str, Any]:
    """Arrays of one axis of a record, and its last row of those with two."""
    found = {}
    for name in record.__dataclass_fields__:
        value = getattr(record, name)
        if isinstance(value, np.ndarray):
            found[name] = [float(item) for item in (value[-1] if value.ndim == 2 else value)]
    return {name: values for name, values in found.items() if len(values) < 50}


def _script(name: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, str(EXAMPLES / f"{name}.py")], cwd=folder, capture_output=True, text=True, check=True
        )
    return {"printed": done.stdout.splitlines()}


_KINDS: dict[str, Callable[[Path, bool], dict[str, Any]]] = {
    "plan": _plan, "simulate": _simulate, "timing": _timing, "healing": _healing,
}  # fmt: skip
