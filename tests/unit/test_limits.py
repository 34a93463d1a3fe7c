"""Limits that hold for a treatment: the goal's before the library's, and which hold where no laser is used."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from microthermal import catalog
from microthermal.catalog.library import Library
from microthermal.domain.inputs.goal import Goal, Limit
from microthermal.domain.inputs.rule import Criteria, Rule
from microthermal.errors import InputError
from microthermal.planning.beside.without_laser import sham
from microthermal.planning.window.limits import check_goal, check_metrics, limits_of
from microthermal.units import mJ

SKIN, HEALTHY = catalog.skin("cheek_iii"), catalog.condition("healthy")
LASER = catalog.device("fraxel_restore").pulse(energy=20 * mJ)
UPPER = Limit(metric="bulk_rise", warn=2.0, stop=4.0, unit="delta_degC")
LOWER = Limit(metric="bridge", warn=1e-4, stop=5e-5, lower=True, unit="m")
FLOOR = Limit(metric="coverage", warn=0.05, stop=0.01, lower=True, under=True, unit="%")
CEILING = Limit(metric="downtime", warn=1e6, stop=2e6, under=True, unit="s")


def library(*limits: Limit) -> Library:
    return replace(catalog.library(), limits=tuple((limit, Criteria()) for limit in limits))


def metrics(*among: Limit, pulse: Any = LASER, goal: Goal | None = None) -> list[tuple[str, float]]:
    return [(one.metric, one.stop) for one in limits_of(SKIN, HEALTHY, pulse, library(*among), goal)]


def goal(*limits: Limit) -> Goal:
    return replace(catalog.goal("keloid"), limits=limits)


def test_a_goals_limit_stands_for_that_of_the_library_on_the_same_side() -> None:
    own = replace(UPPER, stop=3.0)
    assert metrics(UPPER, LOWER, goal=goal(own)) == [("bulk_rise", 3.0), ("bridge", 5e-5)]
    other_side = replace(UPPER, warn=0.5, stop=0.1, lower=True)
    assert metrics(UPPER, goal=goal(other_side)) == [("bulk_rise", 0.1), ("bulk_rise", 4.0)]
    assert metrics(UPPER, LOWER) == [("bulk_rise", 4.0), ("bridge", 5e-5)]


def test_without_a_laser_nothing_is_too_little_and_no_zone_too_near() -> None:
    every = (UPPER, LOWER, FLOOR, CEILING)
    assert [name for name, _ in metrics(*every)] == ["bulk_rise", "bridge", "coverage", "downtime"]
    assert metrics(*every, pulse=sham(LASER).pulse) == [("bulk_rise", 4.0)]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (replace(UPPER, metric="bulk_rice"), "bulk_rice"),
        (replace(UPPER, unit="m"), "are not in a unit of this metric"),
    ],
)
def test_limits_on_what_is_no_metric_or_in_another_unit_are_refused(wrong: Limit, words: str) -> None:
    with pytest.raises(InputError, match=words) as told:
        limits_of(SKIN, HEALTHY, LASER, library(LOWER, wrong))
    assert all(fault.path.startswith("limits") for fault in told.value.faults)
    with pytest.raises(InputError, match=words):
        check_goal(goal(LOWER, wrong))
    with pytest.raises(InputError) as both:
        check_metrics((wrong, wrong), "here")
    assert [fault.path.split(".")[0] for fault in both.value.faults] == ["here", "here"]


def test_what_names_no_metric_or_no_unit_is_not_asked_for_one() -> None:
    plain = Rule(name="a", title="A", action="warn", text="")
    check_metrics(
        (plain, replace(UPPER, unit=""), replace(plain, criteria=Criteria(metric="bridge", unit="m"))), "rules"
    )
    with pytest.raises(InputError, match="no_such"):
        check_metrics((replace(plain, criteria=Criteria(metric="no_such")),), "rules")
