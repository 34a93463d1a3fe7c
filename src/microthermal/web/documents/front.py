"""A plan of a front as a page walks it: options with every number and its band, all that was tried, aims, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from microthermal.domain.inputs.goal import Aim, Estimate
from microthermal.planning.aims import nothing_text, target_text
from microthermal.planning.estimates import band_text, risk_text, told, value_text
from microthermal.planning.front.reasons import room_sentence, searched_sentence
from microthermal.planning.front.records import Front
from microthermal.planning.front.robust import chance, expected, robust_value, worst_case
from microthermal.planning.metrics import metrics
from microthermal.planning.records import Option, Plan
from microthermal.report.sections.plan.calendar import span_of
from microthermal.report.sections.plan.front import course_words
from microthermal.report.spelling import spelt
from microthermal.report.wording import device_title, injection, plain, reasons_of, treatment_title
from microthermal.units import DAY, show, shown_in
from microthermal.web.documents.axes import short, ticks
from microthermal.web.documents.options import beside, options_table

# Metrics that a page can walk along beside the aims of the goal: what every patient pays.
_COSTS = ("downtime", "pigment_course", "pain")
_WORDS = {"ok": "inside", "warn": "warning", "stop": "stop"}
_DIGITS = 5
# A letter without width.
_THIN = "\N{ZERO WIDTH SPACE}"
# Steps of the slider of a wish.
_WISHES = 60


def front_document(plan: Plan) -> dict[str, Any]:
    """Options, candidates, aims, reasons and calendar of a plan.

    Parameters
    ----------
    plan : Plan
        Of a search for a front.
    """
    front, every = plan.search.front, (*plan.options, *plan.refused)
    walked = _walked(plan)
    candidates = {} if front is None else _candidates(front, walked)
    axes = [_axis(name, every, plan.goal.aims, front) for name in walked]
    options = [_option(one, number, plan) for number, one in enumerate(every, 1)]
    return {
        "title": spelt(plan.title), "goal": plan.goal.title, "said": [] if front is None else list(front.said),
        "notes": _notes(candidates, walked), "candidates": candidates,
        "aims": [_aim(one, every) for one in plan.goal.aims],
        "metrics": axes, "options": options, "table": options_table(options, axes), "beside": beside(options, axes),
        "reasons": [spelt(text) for text in reasons_of(plan)],
        "search": "" if front is None else spelt(f"{searched_sentence(front.evaluations)} {room_sentence(front)}"),
        "calendar": [
            {"kind": one.kind, "title": one.title, "text": one.text, "day": one.day / DAY, "until": one.until / DAY,
             "when": span_of(one, plan.date)}
            for one in plan.calendar
        ],
    }  # fmt: skip


def _notes(candidates: dict[str, list[float | None]], walked: Sequence[str]) -> dict[str, str]:
    """Sentences of the page about what was tried, and what to do with it."""
    tried = len(candidates.get(walked[0], ())) if walked else 0
    return {
        "choose": "Choose two options, in the picture or the table, to set them side by side.",
        "free": f"{tried} candidates keep every limit.",
        "wished": f"of {tried} candidates that keep every limit keep these wishes too. Let go of the slider to ask for "
        "the best of them.",
    }


def _walked(plan: Plan) -> list[str]:
    """Metrics that can be walked along: those of aims, then what a patient pays, where every option has the number."""
    known = {one.metric for option in (*plan.options, *plan.refused) for one in option.outcome.results}
    return [name for name in dict.fromkeys((*(aim.metric for aim in plan.goal.aims), *_COSTS)) if name in known]


def _aim(aim: Aim, every: tuple[Option, ...]) -> dict[str, Any]:
    estimate = every[0].outcome.of(aim.metric) if every else None
    unit = str(metrics[aim.metric].unit)
    return {
        "metric": aim.metric, "words": spelt(estimate.meaning if estimate else plain(aim.metric)), "want": aim.want,
        "target": spelt(target_text(aim, unit)), "nothing": spelt(nothing_text(aim, unit)), "weight": aim.weight,
        "reason": spelt(aim.reason),
    }  # fmt: skip


def _axis(name: str, every: tuple[Option, ...], aims: tuple[Aim, ...], front: Front | None) -> dict[str, Any]:
    """A metric as an axis and a slider: its unit, the factor to it from SI, its ends, and which way is better."""
    unit, values = str(metrics[name].unit), [one.outcome.of(name) for one in every]
    numbers = [one.value for one in values if not one.undefined] + _known(name, front)
    largest = max((abs(one) for one in numbers), default=1.0)
    factor, shown = shown_in(largest, unit)
    aim = next((one for one in aims if one.metric == name), None)
    better = "less" if name in _COSTS and aim is None else _way(aim)
    title = spelt((values[0].meaning if values else plain(name)).partition(",")[0])
    bracket = "" if shown == "1" else f" [{shown}]"
    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    bands = [end for one in values if not one.undefined for end in (one.low, one.high)]
    ends = _ends(min(low, *bands, high), max(high, *bands, low))
    return {
        "metric": name, "title": title[:1].upper() + title[1:], "unit": "" if shown == "1" else shown,
        "label": f"{title}{bracket}",
        "factor": factor, "low": _short(low), "high": _short(high), "better": better, "aim": aim is not None,
        "ends": ends, "ticks": _ticks(ends, factor),
        "stops": None if better == "near" or not high > low else _stops(low, high, factor, shown, better),
    }  # fmt: skip


def _ends(low: float, high: float) -> list[float]:
    """Ends of an axis: room on both sides, but none below zero where nothing is."""
    room = 0.05 * (high - low or abs(high) or 1.0)
    return [_short(max(low - room, 0.0) if low >= 0.0 else low - room), _short(high + room)]


def _ticks(ends: Sequence[float], factor: float) -> list[tuple[float, str]]:
    low, high = (end * factor for end in ends)
    return [(round((one - low) / (high - low), 5), short(one)) for one in ticks(low, high, 5)]


def _stops(low: float, high: float, factor: float, unit: str, better: str) -> dict[str, Any]:
    """Wishes that a slider can stand at, from the lowest to the highest; ``free`` is the end at which there is none."""
    values = [low + (high - low) * number / _WISHES for number in range(_WISHES + 1)]
    free, bound = (_WISHES, "at most") if better == "less" else (0, "at least")
    name = "" if unit == "1" else f" {unit}"
    words = [f"{bound} {short(one * factor)}{name}" for one in values]
    # Two that are written alike would be one for the slider.
    words = [word if words.index(word) == number else f"{word}{_THIN * number}" for number, word in enumerate(words)]
    words[free] = "any"
    return {"words": words, "values": [_short(one) for one in values], "free": free}


def _known(name: str, front: Front | None) -> list[float]:
    """Values of a metric over the candidates that keep every limit."""
    if front is None or name not in front.evaluations.metrics:
        return []
    found = front.evaluations
    kept = (found.feasible > 0.5) & (found.told[:, found.metrics.index(name)] > 0.5)
    return [float(value) for value in found.of(name)[kept]]


def _way(aim: Aim | None) -> str:
    if aim is None or aim.want == "near":
        return "near"
    return "more" if aim.target > aim.zero else "less"


def _candidates(front: Front, walked: list[str]) -> dict[str, list[float | None]]:
    """Every candidate that keeps all limits, by metric in SI; none where it has no such number."""
    found = front.evaluations
    kept = np.flatnonzero(found.feasible > 0.5)
    return {
        name: [
            _short(float(found.of(name)[place])) if found.told[place, found.metrics.index(name)] > 0.5 else None
            for place in kept
        ]
        for name in walked
        if name in found.metrics
    }


def _option(option: Option, number: int, plan: Plan) -> dict[str, Any]:
    name, least = worst_case(option)
    held = min((chance(option, one) for one in option.verdicts), default=(0, 0))
    return {
        "number": number, "title": spelt(treatment_title(option)),
        "kind": device_title(option.device) if option.lasered else "no laser",
        "course": spelt(course_words(option)),
        "doses": [spelt(injection(one)) for one in option.treatment.doses],
        "points": [
            spelt(f"every {show(one.spacing, 'm')}, {show(one.depth, 'm')} deep") for one in option.treatment.injections
        ],
        "state": option.state, "word": _WORDS[option.state], "refused": number > len(plan.options),
        "score": option.score, "robust": robust_value(option), "mean": expected(option), "worst": least,
        "worst_name": plain(name), "risk": risk_text(option.risk), "holds": list(held),
        "reasons": [spelt(text) for text in option.reasons],
        "results": {one.metric: _estimate(one.estimate) for one in option.outcome.results},
    }  # fmt: skip


def _estimate(estimate: Estimate) -> dict[str, Any]:
    turned = told(estimate)
    said = {"words": spelt(turned.meaning), "text": spelt(value_text(turned)), "band": spelt(band_text(turned))}
    if estimate.undefined:
        return {**said, "grade": estimate.grade}
    ends = {name: _short(getattr(estimate, name)) for name in ("value", "low", "high")}
    return {**said, **ends, "grade": estimate.grade}


def _short(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")
