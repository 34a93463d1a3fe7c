"""Questions to the window: limits, rules, scope and aims are asked at their own marks, a hair to either side."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from chores.numbers.answers import Answers, flat
from chores.numbers.asking import Setup, treated
from microthermal.catalog.library import Library
from microthermal.catalog.scope import scope_cautions
from microthermal.domain.inputs.goal import Estimate, Limit
from microthermal.domain.inputs.rule import Rule
from microthermal.numerics.wholes import WHOLE
from microthermal.planning.records import Outcome, Result
from microthermal.planning.window.calendar import recovery_calendar
from microthermal.planning.window.rules import findings
from microthermal.planning.window.verdicts import outcome, reached, score, verdicts
from microthermal.simulation.records import Simulation

# Beside a mark by this part of it: more than the rounding that verdicts allow.
BESIDE: Final = 1e3 * WHOLE
_SIDES: Final = (1 - BESIDE, 1 + BESIDE)
# A device of each class that rules ask for.
_OF_CLASS: Final = {"ablative": "fractional_co2", "current": "rf_insulated", "sound": "ulthera_4_45"}
# Ends of ranges that stand open.
_OPEN: Final = 9e7


def _at(metric: str, value: float) -> Outcome:
    estimate = Estimate(value=value, low=value, high=value, unit="1", meaning="asked at a mark", grade="derived")
    return Outcome(results=(Result(metric=metric, estimate=estimate),))


def marks(limits: tuple[Limit, ...], asked: tuple[Limit, ...]) -> Answers:
    """Verdicts of limits for numbers on both sides of the marks of other limits, which lie in the same places."""
    found: Answers = {}
    for place, (limit, own) in enumerate(zip(limits, asked, strict=True)):
        for name, mark in (("warn", own.warn), ("stop", own.stop)):
            for side in _SIDES:
                state = verdicts(_at(limit.metric, mark * side), (limit,))[0].state
                found[f"state/{place} {limit.metric} at {name} x {side:.6f}"] = state
    return found


def of_limits(library: Library, base: Library, name: str) -> Answers:
    """Verdicts at the marks of the base library."""
    return marks(tuple(one for one, _ in library.limits), tuple(one for one, _ in base.limits))


def of_scope(library: Library, base: Library, name: str) -> Answers:
    """Cautions on pulses at the ends of the ranges of the base library."""
    found: Answers = {}
    for place, one in enumerate(base.scopes):
        middle = (_middle(one.wavelength, 1e-6), _middle(one.duration, 1e-9))
        for end in ("low", "high"):
            for side in _SIDES:
                pulses = (
                    (getattr(one.wavelength, end) * side, middle[1]), (middle[0], getattr(one.duration, end) * side),
                )  # fmt: skip
                for number, pulse in enumerate(pulses):
                    weights = [caution.weight for caution in scope_cautions(*pulse, (library.scopes[place],))]
                    found[f"caution/{place} {end} {number} x {side:.6f}"] = str(weights)
    return found


def _middle(span: Any, usual: float) -> float:
    return usual if span.low <= usual < span.high else min(max(span.low, 1e-15) * 1.01, 0.99 * span.high)


def of_rules(library: Library, base: Library, name: str) -> Answers:
    """Whether each rule is met by a dose on the days, and by a metric at the mark, that the base library names."""
    found: Answers = {}
    for rule, own in zip(library.rules, base.rules, strict=True):
        known = _met_by(base, own)
        for mark in (own.criteria.after, own.criteria.before):
            if abs(mark) < _OPEN and own.criteria.drugs:
                for side in _SIDES:
                    found[f"day/{rule.name} {mark:g} x {side:.6f}"] = _holds(rule, known, mark * side or side - 1, 0.0)
        if own.criteria.metric:
            for side in _SIDES:
                found[f"mark/{rule.name} x {side:.6f}"] = _holds(rule, known, 0.0, own.criteria.above * side)
        if own.test_spot or own.interval:
            dates = recovery_calendar(known, outcome(known), (rule,))
            found |= flat(tuple((one.day, one.title) for one in dates), f"calendar/{rule.name}")
    return found


@lru_cache(maxsize=64)
def _met_by(base: Library, rule: Rule) -> Simulation:
    """A treatment that meets all of a rule but days and metrics."""
    asked = rule.criteria
    site = asked.sites[0] if asked.sites else "cheek"
    phototype = asked.phototypes[0].lower() if asked.phototypes else "iii"
    kinds = [_OF_CLASS[kind] for kind in asked.classes if kind in _OF_CLASS]
    return treated(base, Setup(
        skin=f"{site}_{phototype}", device=kinds[0] if kinds else "er_glass_1550",
        condition=asked.conditions[0] if asked.conditions else "healthy",
        drug=asked.drugs[0] if asked.drugs else "", history=asked.history[:1],
    ))  # fmt: skip


def _holds(rule: Rule, known: Simulation, day: float, value: float) -> bool:
    doses = tuple(replace(dose, time=day) for dose in known.treatment.doses)
    asked = replace(known.treatment, doses=doses)
    numbers = _at(rule.criteria.metric or "coverage", value)
    return bool(findings(known.skin, known.condition, asked, numbers, (rule,)))


def of_goal(library: Library, base: Library, name: str) -> Answers:
    """Aims at their marks, limits at their marks, the score of numbers on the way, the length of its course."""
    goal, own = (one.entries[f"goal/{name}"].record for one in (library, base))
    found = marks(goal.limits, own.limits)
    for aim, known in zip(goal.aims, own.aims, strict=True):
        for part in (0.25, 0.75):
            value = known.zero + part * (known.target - known.zero)
            found[f"reached/{aim.metric} at {part}"] = reached(aim, _at(aim.metric, value).of(aim.metric))
    results = tuple(
        _at(one.metric, one.zero + (0.1 + 0.07 * place**2) * (one.target - one.zero)).results[0]
        for place, one in enumerate(own.aims)
    )
    found["score"] = score(Outcome(results=results), goal)
    return flat(found | {"visits": goal.sessions, "course": goal.sessions * goal.session_interval})
