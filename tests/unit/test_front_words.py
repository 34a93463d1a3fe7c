"""What a case and a user say of a front: goals combined, what is free and fixed, preferences, conflicts."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microthermal import catalog
from microthermal.domain.inputs.goal import Aim, Estimate, Goal
from microthermal.errors import InputError
from microthermal.planning.case import PlanCase, plan_case
from microthermal.planning.converse.conflicts import conflict_of
from microthermal.planning.converse.statements import read_statement
from microthermal.planning.front.objectives import MOST, loss_of, objectives_of
from microthermal.planning.front.records import Evaluations

BASE = {
    "skin": {"site": "abdomen", "phototype": "III"}, "goal": "hypertrophic_scar",
    "devices": ["fractional_co2", "er_glass_1550"], "drugs": ["triamcinolone"], "search": {"kind": "front"},
}  # fmt: skip


def case_of(**more: object) -> PlanCase:
    found = BASE | more
    if "goals" in more:
        del found["goal"]
    return plan_case({name: value for name, value in found.items() if value is not None})


def test_goals_are_combined() -> None:
    one, other = catalog.goal("hypertrophic_scar"), catalog.goal("inflammation_control")
    both = case_of(goals=["hypertrophic_scar", "inflammation_control"]).goal
    weights = {aim.metric: aim.weight for aim in both.aims}
    theirs = {goal: {aim.metric: aim.weight for aim in goal.aims} for goal in (one, other)}
    assert set(weights) == set(theirs[one]) | set(theirs[other])
    assert weights["downtime"] == theirs[one]["downtime"] + theirs[other]["downtime"]
    assert both.condition == one.condition
    assert set(both.not_measured) == set(one.not_measured) | set(other.not_measured)


def test_aims_limits_and_priorities_are_turned() -> None:
    goal = case_of(
        aims={"downtime": {"weight": 5, "priority": 2}, "depth": {"want": "high", "target": "1 mm", "zero": "0 mm"}},
        limits={"pigment_risk": {"warn": "5 %", "stop": "10 %"}, "bridge": {"stop": "50 um", "lower": True}},
    ).goal
    aims, limits = {aim.metric: aim for aim in goal.aims}, {limit.metric: limit for limit in goal.limits}
    assert (aims["downtime"].weight, aims["downtime"].priority, aims["depth"].target) == (5, 2, 1e-3)
    assert (limits["pigment_risk"].stop, limits["bridge"].lower, limits["bridge"].warn) == (
        0.1,
        True,
        pytest.approx(5e-5),
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"goals": []}, "goals: names 0 goals"),
        ({"goals": "keloid"}, "must be a list of goals"),
        ({"goals": ["keloid", "nothing"]}, "goals.1: there is no goal"),
        ({"aims": {"downtime": {"wait": 3}}}, "aims.downtime.wait: this field is not known"),
        ({"aims": {"downtime": {"priority": 0}}}, "aims.downtime.priority: must be a whole number from 1 to 9"),
        ({"limits": {"depth": {"stop": "-1 mm"}}}, "limits.depth.stop: must not be negative, and is '-1 mm'"),
        ({"aims": {"downtime": {"zero": "-3 day"}}}, "aims.downtime.zero: must not be negative"),
        ({"limits": {"downtime": {"warn": "3 day"}}}, "limits.downtime.stop: this field is missing"),
        ({"limits": {"downtime": {"stop": "3 day", "warn": "5 day"}}}, "a limit warns first"),
        ({"free": {"energi": ["1 mJ", "2 mJ"]}}, "free.energi: cannot vary; did you mean 'energy'"),
        ({"free": {"energy": ["1 mJ"]}}, "free.energy: must be two ends"),
        ({"free": {"energy": ["9 mJ", "2 mJ"]}}, "is greater than high; exchange them"),
        ({"free": {"energy": [3, 4]}}, "must be a text with a unit"),
        ({"free": 3}, "free: must be a table"),
        ({"fixed": {"passes": 0}}, "fixed.passes: must be a whole number from 1 to 20"),
        ({"fixed": {"density": "-1 / cm**2"}}, "must be greater than 0"),
        ({"free": {"energy": ["1 mJ", "2 mJ"]}, "fixed": {"energy": "1 mJ"}}, "is free and fixed"),
        ({"fixed": {"drug": "aspirin"}}, "there is no drug 'aspirin'"),
        ({"protocols": ["nobody1999"]}, "protocols.0: there is no published"),
        ({"protocols": ["nowhere.toml"]}, "protocols.0: there is no file"),
        ({"search": {"kind": "grid"}, "fixed": {"passes": 1}}, "fixed: is for a search of a front"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(more: dict, words: str) -> None:
    with pytest.raises(InputError) as error:
        case_of(**more)
    assert len(error.value.faults) == 1
    assert words in str(error.value.faults[0])


def test_a_protocol_of_ones_own_is_a_file(tmp_path) -> None:
    text = '[laser]\ndevice = "fractional_co2"\nenergy = "30 mJ"\ndensity = "100 / cm**2"\n'
    (tmp_path / "mine.toml").write_text(f"sessions = 2\n{text}", encoding="utf-8")
    found = plan_case({**BASE, "protocols": ["mine.toml", "blome2016"]}, folder=tmp_path).search.protocols
    assert [one.name for one in found] == ["mine", "blome2016"]
    assert found[0].laser.energy == pytest.approx(0.03)


def aim(want: str, zero: float, target: float, metric: str = "depth", **more: object) -> Aim:
    return Aim(metric=metric, want=want, zero=zero, target=target, **more)


@given(values=st.tuples(st.floats(-5, 5), st.floats(-5, 5)), want=st.sampled_from(["high", "low"]))
def test_what_is_better_has_less_loss_beyond_the_target_too(values: tuple[float, float], want: str) -> None:
    one = aim(want, *((0.0, 1.0) if want == "high" else (1.0, 0.0)))
    losses = [loss_of(one, Estimate(value=v, low=v, high=v, unit="m", meaning="depth")) for v in values]
    assert all(0.0 <= loss <= 1.0 for loss in losses)
    if abs(values[0] - values[1]) > 1e-6:
        better = values[0] > values[1] if want == "high" else values[0] < values[1]
        assert (losses[0] < losses[1]) == better


def test_objectives_are_few_and_hold_every_aim() -> None:
    aims = tuple(aim("high", 0.0, 1.0, f"metric_{n}", weight=float(n + 1)) for n in range(9))
    goal = Goal(name="g", title="g", condition="healthy", aims=aims, limits=())
    found = objectives_of(goal)
    assert len(found) == MOST
    assert {each.metric for one in found for each in one.aims} == {each.metric for each in aims}
    assert found[0].name == "metric_8"
    ranked = objectives_of(
        Goal(name="g", title="g", condition="healthy", limits=(),
             aims=(aims[0], *(aim("high", 0.0, 1.0, f"late_{n}", priority=2) for n in range(3)))),
    )  # fmt: skip
    assert [len(one.aims) for one in ranked] == [1, 3]


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("downtime < 3 day", "downtime at most 3 d"),
        ("pigment risk<=10 %", "pigment_risk at most 10 %"),
        ("depth > 0.8 mm", "depth at least 800 µm"),
        ("sessions <= 2", "sessions at most 2"),
        ("dose < 5 mg/mL", "concentration at most 5 mg/mL"),
        ("drug = none", "drug = none"),
    ],
)
def test_preferences_are_understood(text: str, understood: str) -> None:
    assert read_statement(text).text == understood


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("downtime < -1 day", "downtime is never negative, so that no plan can be asked for '-1 day'"),
        ("less downtime", "is no preference; write for example"),
        ("downtim < 3 day", "did you mean 'downtime'"),
        ("downtime < 3 kg", "write for example 'downtime < 1 day'"),
        ("drug < 3", "drug is a name"),
        ("sessions = 2", "sessions is a number"),
    ],
)
def test_what_is_no_preference_is_told(text: str, words: str) -> None:
    with pytest.raises(InputError) as error:
        read_statement(text)
    assert words in str(error.value)


def evaluations(excess: np.ndarray, ended: np.ndarray) -> Evaluations:
    count, limits = excess.shape
    return Evaluations(
        variables=("energy",), metrics=("depth",), limits=tuple(f"limit_{n}" for n in range(limits)),
        places=np.full((count, 1), 0.5), values=np.zeros((count, 1)), told=np.ones((count, 1)),
        losses=np.ones((count, 2)), excess=excess, ended=ended, lasered=np.ones(count), volume=np.zeros(count),
    )  # fmt: skip


@settings(max_examples=60)
@given(data=st.lists(st.lists(st.booleans(), min_size=5, max_size=5), min_size=1, max_size=9))
def test_the_conflict_is_a_smallest_one(data: list[list[bool]]) -> None:
    broken = np.array(data)
    found = conflict_of(evaluations(broken * 0.5, np.full(len(data), 3.0)))
    if not broken.any(axis=1).all():
        assert found is None
        return
    assert found is not None and found.exact
    chosen = [int(name.removeprefix("limit_")) for name in found.limits]
    assert broken[:, chosen].any(axis=1).all()
    smaller = [
        set for size in range(1, len(chosen)) for set in combinations(range(5), size)
        if broken[:, list(set)].any(axis=1).all()
    ]  # fmt: skip
    assert not smaller


def test_the_nearest_candidate_and_what_it_breaks_are_told() -> None:
    excess = np.array([[0.5, 0.0], [0.1, 0.05], [0.0, 0.3]])
    found = conflict_of(evaluations(excess, np.full(3, 3.0)))
    assert found is not None
    assert (found.limits, found.candidate, found.broken) == (("limit_0", "limit_1"), 1, ("limit_0", "limit_1"))
    assert found.excess == (0.1, 0.05)
    wanted = {"downtime at most 1 d": np.array([0.0, 0.4, 0.4])}
    assert conflict_of(evaluations(np.zeros((3, 2)), np.full(3, 3.0)), wanted) is None
