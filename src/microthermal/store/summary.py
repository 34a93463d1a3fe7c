"""A summary for programs: inputs, metrics, verdicts and stamp as JSON, without fields."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeAlias

from microthermal import documents
from microthermal.domain.inputs.goal import Estimate
from microthermal.files import write_text
from microthermal.planning.front.records import Front
from microthermal.planning.front.robust import ROBUST_RULE
from microthermal.planning.noise.differences import noise
from microthermal.planning.posterior_courses import scores_of, undrawn
from microthermal.planning.ranking import RESOLUTION, RULE, alike, merit, warnings
from microthermal.planning.records import Comparison, Judgement, Option, Outcome, Plan, Verdict
from microthermal.planning.window.map import Window
from microthermal.planning.window.verdicts import outcome, score
from microthermal.simulation.records import Simulation
from microthermal.store.files import Storable, device_of
from microthermal.store.groups import plain_number
from microthermal.units import write_round

SUMMARY_VERSION = 2  # of the JSON files; run files have their own
# The two kinds of bands, which no reader may take for each other.
_SCENARIOS, _PERSONS = "over_scenarios", "over_persons_and_calibration"
# A simulation with the bands of its scenarios is summed up as the page shows it.
Summed: TypeAlias = Storable | Window


def _write(record: Any) -> dict[str, Any]:
    """Mapping of a record whose numbers stand in the unit in which they are round, read back to the same bits."""
    return documents.write(record, write_round)


def save_json(result: Summed, path: Path | str) -> None:
    """Save the summary of a simulation or a plan as JSON.

    Parameters
    ----------
    result : Simulation, Window or Plan
        What is to be summed up; a window brings the bands of its scenarios along.
    path : Path or str
        File to write; it appears whole or not at all.

    Raises
    ------
    SaveError
        If the file cannot be written.
    """
    write_json(summary(result), Path(path))


def write_json(document: dict[str, Any], path: Path) -> None:
    """Write a document as JSON; numbers that are not finite are refused."""
    text = json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False, default=plain_number)
    write_text(path, text + "\n")


def summary(result: Summed) -> dict[str, Any]:
    """Inputs, metrics, verdicts and stamp of a result as plain texts and numbers; every number with its unit.

    Parameters
    ----------
    result : Simulation, Window or Plan
        What is to be summed up.
    """
    head = {"format_version": SUMMARY_VERSION, "stamp": _write(result.stamp)}
    cautions = [_write(caution) for caution in result.cautions]
    if isinstance(result, Plan):
        return {"kind": "plan", **head, **_plan(result), "cautions": cautions}
    simulation, judgement = (result.simulation, result.judgement) if isinstance(result, Window) else (result, None)
    body = _inputs(simulation) | _results(simulation, judgement)
    return {"kind": "simulation", **head, **body, "cautions": cautions}


def _plan(plan: Plan) -> dict[str, Any]:
    equal = set(alike(plan.options))
    return {
        "title": plan.title, "device": device_of(plan), "goal": _write(plan.goal),
        "skin": _write(plan.skin), "condition": _write(plan.condition),
        "ranking": {
            "rule": RULE if plan.search.front is None else ROBUST_RULE, "resolution": RESOLUTION,
            "not_told_apart_from_first": [number for number, option in enumerate(plan.options, 1) if option in equal],
            "standard_errors_to_first": [noise(plan.options[0], option) for option in plan.options],
        },
        "asked": plan.search.asked, "simulated": len(plan.options) + len(plan.refused), "untreated": _untreated(plan),
        "published": [_compared(one) for one in plan.beside.published], "weighing": _weighing(plan),
        "options": [_option(option) for option in plan.options],
        "refused": [_option(option) for option in plan.refused],
        "calendar": [_write(visit) for visit in plan.calendar], "scenarios": list(plan.search.scenarios),
        "reasons": list(plan.reasons), "best": _best(plan),
        **({} if plan.search.front is None else {"front": _front(plan.search.front)}),
    }  # fmt: skip


def _best(plan: Plan) -> dict[str, Any] | None:
    """The first option in full; metrics are those of its whole course, fields and scores those of its first visit."""
    if plan.best is None:
        return None
    found = _results(plan.best, plan.judgement)
    if not plan.options or plan.options[0].sessions == 1:
        return found
    return found | {"metrics": _metrics(plan.options[0].outcome), "metrics_of_first_visit": found["metrics"]}


def _front(front: Front) -> dict[str, Any]:
    """How a front was searched, and how its options stand under the scenarios; candidates are in the run file."""
    found = front.evaluations
    last, more = front.room
    return {
        "variables": list(found.variables), "objectives": [one.name for one in front.objectives],
        "tried": len(found.ended), "feasible": int(found.feasible.sum()), "on_front": int(found.front.size),
        "volume": float(found.volume[-1]), "volume_of_second_half": last, "volume_still_possible": more,
        "preferred": list(front.said),
        "protocols": [{"name": one.name, "title": one.title, "told": one.why} for one in front.starts],
    }  # fmt: skip


def _untreated(plan: Plan) -> dict[str, Any] | None:
    """What untreated skin comes to by the same judge; None in a plan that was saved before it was asked."""
    if plan.untreated is None:
        return None
    return {"score": score(plan.untreated, plan.goal), "metrics": _metrics(plan.untreated)}


def _compared(one: Comparison) -> dict[str, Any]:
    """A published treatment beside the plan: what it is judged to be, or why it is not."""
    return {
        "name": one.published.name, "title": one.published.title, "source": one.published.source,
        "said": one.published.said, "filled_in": list(one.published.filled), "not_simulated": one.unsimulated,
        "distance": one.distance, "differences": list(one.differences), "agrees": one.agrees, "sentence": one.sentence,
        "option": None if one.option is None else _option(one.option),
    }  # fmt: skip


def _weighing(plan: Plan) -> dict[str, Any] | None:
    """How often the first comes first under other weights; None where there was nothing to weigh."""
    found = plan.beside.weighing
    if found is None:
        return None
    leaders = [{"device": one.device.name, "drugs": list(one.drugs), "fraction": one.fraction} for one in found.leaders]
    return {
        "samples": found.samples, "widest": found.widest, "leads": found.leads, "keeps": found.keeps,
        "leaders": leaders,
    }  # fmt: skip


def _option(option: Option) -> dict[str, Any]:
    """An option; of a course of several visits, and of one whose limits were followed over scenarios, that as well."""
    course = {} if option.sessions == 1 else {"sessions": option.sessions, "interval": _text(option.interval, "s")}
    return {
        **course,
        "device": option.device.name,
        "treatment": _write(option.treatment),
        "state": option.state,
        "score": option.score,
        "score_band": None if option.spread is None else [option.spread.low, option.spread.high],
        "risk": option.risk,
        "merit": merit(option),
        "warnings": warnings(option),
        "harms": list(option.harms),
        "scenarios": option.banded,
        "front": option.front,
        "metrics": _metrics(option.outcome),
        "reasons": list(option.reasons),
        "verdicts": [_verdict(verdict) for verdict in option.verdicts],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    limit, unit = verdict.limit, verdict.estimate.unit
    return {
        "metric": limit.metric, "state": verdict.state, "side": "below" if limit.lower else "above",
        "warn": _text(limit.warn, unit), "stop": _text(limit.stop, unit),
        "not_followed_so_far": verdict.estimate.high_beyond,
    }  # fmt: skip


def _inputs(simulation: Simulation) -> dict[str, Any]:
    names = ("skin", "condition", "treatment", "settings")
    named = {"title": simulation.title, "device": simulation.treatment.pulse.device}
    return named | {name: _write(getattr(simulation, name)) for name in names}


def _results(simulation: Simulation, judgement: Judgement | None) -> dict[str, Any]:
    scenarios: list[str] = [] if judgement is None else list(judgement.scenarios)
    verdicts = () if judgement is None else judgement.verdicts
    return {
        "metrics": _metrics(outcome(simulation) if judgement is None else judgement.outcome),
        "scores": {name: _estimate(one, _PERSONS) for name, one in scores_of(simulation).items()},
        "scores_without_bands": undrawn(simulation),
        "bands_over": scenarios, "depth_band": [_write(one) for one in (judgement.depth_shares if judgement else ())],
        "verdicts": [_verdict(verdict) for verdict in verdicts],
        "zone": _write(simulation.zone),
        "lattice": {name: item for name, item in _write(simulation.lattice).items() if name not in ("zone", "pattern")},
    }  # fmt: skip


def _metrics(found: Outcome) -> dict[str, Any]:
    return {result.metric: _estimate(result.estimate, _SCENARIOS) for result in found.results}


def _estimate(estimate: Estimate, over: str) -> dict[str, Any]:
    """A number with its band over something; not defined it has none, not reached it is called a lower bound."""
    if estimate.undefined:
        return {"value": None, "undefined": estimate.undefined, "meaning": estimate.meaning, "grade": estimate.grade}
    found: dict[str, Any] = {"value": _text(estimate.value, estimate.unit)}
    if estimate.beyond:
        found["lower_bound"] = True
    found[over] = {name: _text(getattr(estimate, name), estimate.unit) for name in ("low", "high")}
    if estimate.high_beyond:
        found[over]["high_is_lower_bound"] = True
    return found | {"meaning": estimate.meaning, "grade": estimate.grade}


def _text(value: float, unit: str) -> Any:
    return float(value) if unit == "1" else write_round(float(value), unit)
