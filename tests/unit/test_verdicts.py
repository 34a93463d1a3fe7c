"""Verdicts on limits: marks, fractions that are used or reached, what is nearest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from microthermal.domain.inputs.goal import Aim, Estimate, Goal, Limit
from microthermal.planning.records import Outcome, Result, State, Verdict
from microthermal.planning.window.verdicts import nearest, passed, reached, risk, score, used, verdicts

UPPER = Limit(metric="bulk_rise", warn=2.0, stop=4.0)
LOWER = Limit(metric="bridge", warn=3.0, stop=1.0, lower=True)
FLOOR = replace(LOWER, metric="coverage", under=True)


def estimate(value: float, low: float | None = None, high: float | None = None, **more: Any) -> Estimate:
    return Estimate(
        value=value, low=value if low is None else low, high=value if high is None else high, unit="delta_degC",
        meaning="rise between the zones", **more,
    )  # fmt: skip


def verdict(limit: Limit, value: float, state: State = "warn", **more: Any) -> Verdict:
    return Verdict(limit=limit, estimate=estimate(value, **more), state=state)


def state_of(limit: Limit, found: Estimate) -> str:
    (one,) = verdicts(Outcome(results=(Result(metric=limit.metric, estimate=found),)), (limit,))
    return one.state


@pytest.mark.parametrize("size", [1e-9, 1.0, 1e9])
def test_rounding_does_not_pass_a_mark_and_anything_more_does(size: float) -> None:
    for side, limit in ((1.0, UPPER), (-1.0, LOWER)):
        assert not passed(limit, size, size) and not passed(limit, size * (1.0 + side * 1e-12), size)
        assert passed(limit, size * (1.0 + side * 1e-6), size) and not passed(limit, size * (1.0 - side * 1e-6), size)


def test_a_mark_below_zero_has_its_slack_too() -> None:
    assert not passed(UPPER, -2.0 * (1.0 - 1e-12), -2.0) and passed(UPPER, -1.99, -2.0)


def test_what_was_not_followed_to_its_end_may_be_too_much_and_is_not_too_little() -> None:
    assert state_of(UPPER, estimate(1.0, high_beyond=True)) == "warn"
    assert state_of(UPPER, estimate(5.0, high_beyond=True)) == "stop"
    assert state_of(LOWER, estimate(5.0, high_beyond=True)) == "ok"
    assert (state_of(LOWER, estimate(5.0, low=2.0)), state_of(LOWER, estimate(5.0, high=9.0))) == ("warn", "ok")
    assert (state_of(UPPER, estimate(1.0, low=-9.0)), state_of(UPPER, estimate(1.0, high=9.0))) == ("ok", "warn")


@pytest.mark.parametrize(
    ("limit", "value", "fraction"),
    [
        (UPPER, 1.0, 0.25), (UPPER, 4.0, 1.0), (UPPER, 8.0, 2.0), (UPPER, 1e9, 1e3), (UPPER, 0.0, 0.0),
        (LOWER, 4.0, 0.25), (LOWER, 1.0, 1.0), (LOWER, 0.5, 2.0), (LOWER, 1e-9, 1e3), (LOWER, 0.0, 1e3),
        # Limits of nothing at all: any more is far too much, none is none of it.
        (replace(UPPER, stop=0.0), 0.1, 1e3), (replace(UPPER, stop=0.0), 0.0, 0.0),
        (replace(UPPER, stop=0.0), -1.0, 0.0),
        (replace(LOWER, stop=0.0), 0.0, 0.0), (replace(LOWER, stop=-1.0), -2.0, 1e3),
    ],
)  # fmt: skip
def test_the_fraction_of_a_stop_limit_that_is_used(limit: Limit, value: float, fraction: float) -> None:
    assert used(verdict(limit, value)) == pytest.approx(fraction)


def test_risk_is_of_harm_alone_and_the_nearest_limit_is_any() -> None:
    found = (verdict(UPPER, 2.0), verdict(LOWER, 1.25), verdict(FLOOR, 0.5))
    assert risk(found) == pytest.approx(0.8) and risk(found[:1]) == pytest.approx(0.5)
    assert nearest(found) is found[2] and nearest(found[:2]) is found[1]
    assert risk(()) == risk(found[2:]) == 0.0 and nearest(()) is None


def test_an_aim_is_reached_straight_between_nothing_and_all_of_it() -> None:
    high = Aim(metric="gain", want="high", target=3.0, zero=1.0)
    assert [reached(high, estimate(value)) for value in (0.0, 1.0, 1.5, 3.0, 9.0)] == [0.0, 0.0, 0.25, 1.0, 1.0]
    near = replace(high, want="near")
    assert [reached(near, estimate(value)) for value in (0.0, 1.0, 2.5, 3.0, 4.0, 6.0)] == [
        0.0,
        0.0,
        0.75,
        1.0,
        0.5,
        0.0,
    ]
    falling = replace(high, want="near", target=1.0, zero=3.0)
    assert [reached(falling, estimate(value)) for value in (-1.0, 0.0, 1.0, 2.5)] == [0.0, 0.5, 1.0, 0.25]
    for aim in (high, near):
        assert reached(aim, estimate(3.0, undefined="not followed")) == 0.0


def test_the_score_is_the_mean_of_the_aims_by_their_weights() -> None:
    aims = (
        Aim(metric="gain", want="high", target=1.0, zero=0.0, weight=3.0),
        Aim(metric="rest", want="high", target=1.0, zero=0.0, weight=1.0),
    )
    goal = Goal(name="two", title="Two", condition="healthy", aims=aims, limits=())
    found = Outcome(
        results=tuple(Result(metric=name, estimate=estimate(v)) for name, v in (("gain", 0.5), ("rest", 0.1)))
    )
    assert score(found, goal) == pytest.approx((3.0 * 0.5 + 0.1) / 4.0)
