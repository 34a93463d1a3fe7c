"""Holding a simulation against a goal: metrics, verdicts on limits, score of aims."""

from __future__ import annotations

from microthermal.domain.inputs.goal import Aim, Estimate, Goal, Limit
from microthermal.numerics.wholes import WHOLE
from microthermal.planning.metrics import metrics
from microthermal.planning.posterior_courses import each_person
from microthermal.planning.records import Outcome, Result, State, Verdict
from microthermal.simulation.records import Simulation


def outcome(simulation: Simulation) -> Outcome:
    """All metrics of one simulation, each as an estimate; the band is a point unless its own figures have a spread."""
    each = each_person(simulation)
    return Outcome(results=tuple(Result(metric=one.kind, estimate=one(simulation, each)) for one in metrics))


def verdicts(result: Outcome, limits: tuple[Limit, ...]) -> tuple[Verdict, ...]:
    """One verdict for each limit; the worst end of the estimate's band decides."""
    return tuple(_verdict(limit, result.of(limit.metric)) for limit in limits)


def _verdict(limit: Limit, estimate: Estimate) -> Verdict:
    worst = estimate.low if limit.lower else estimate.high
    state = _state(limit, worst, estimate.value)
    # What was not followed to its end may lie beyond any limit.
    if state == "ok" and estimate.high_beyond and not limit.lower:
        state = "warn"
    return Verdict(limit=limit, estimate=estimate, state=state)


def _state(limit: Limit, worst: float, nominal: float) -> State:
    # Refused when the nominal value passes the stop mark; the band alone can only warn.
    if passed(limit, nominal, limit.stop):
        return "stop"
    return "warn" if passed(limit, worst, limit.warn) else "ok"


def passed(limit: Limit, value: float, mark: float) -> bool:
    """Whether a value lies beyond a mark of a limit; one that is the mark but for rounding is at it, not beyond."""
    slack = WHOLE * abs(mark)
    return value < mark - slack if limit.lower else value > mark + slack


def reached(aim: Aim, estimate: Estimate) -> float:
    """Fraction of an aim that is reached: 0 at ``zero``, 1 at ``target``, straight between, never beyond.

    A time that did not come within what was followed counts as its lower bound; the estimate says that it is one.
    """
    span = aim.target - aim.zero
    if estimate.undefined:
        return 0.0
    if aim.want == "near":
        return max(0.0, 1 - abs(estimate.value - aim.target) / abs(span))
    return min(1.0, max(0.0, (estimate.value - aim.zero) / span))


def score(result: Outcome, goal: Goal) -> float:
    """Weighted mean of the fractions of all aims that are reached, 0 to 1."""
    weights = sum(aim.weight for aim in goal.aims)
    return sum(aim.weight * reached(aim, result.of(aim.metric)) for aim in goal.aims) / weights


def risk(found: tuple[Verdict, ...]) -> float:
    """Greatest fraction of a stop limit that is used; above 1 a limit is passed. Too little is no risk of harm."""
    return max((used(verdict) for verdict in found if not verdict.limit.under), default=0.0)


def nearest(found: tuple[Verdict, ...]) -> Verdict | None:
    """Verdict whose stop limit is used most, limits against too little among them."""
    return max(found, key=used, default=None)


def used(verdict: Verdict) -> float:
    """Fraction of a stop limit that the nominal value uses; above 1 the limit is passed."""
    value, stop = verdict.estimate.value, verdict.limit.stop
    if verdict.limit.lower:
        return min(stop / value, 1e3) if value > 0 else (1e3 if value < stop else 0.0)
    return min(value / stop, 1e3) if stop > 0 else (1e3 if value > stop else 0.0)
