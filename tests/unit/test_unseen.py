"""What judging cannot see is told, and never taken for nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.reference import synthetic

from microthermal import catalog
from microthermal.catalog.calibration import evidence, healing_priors
from microthermal.domain.inputs.condition import Level
from microthermal.domain.inputs.goal import Aim, Estimate, Goal, Limit
from microthermal.errors import InputError
from microthermal.healing.calibration.likelihood import Judge
from microthermal.planning.course_means import mean_ratio
from microthermal.planning.posterior_courses import drawn, undrawn
from microthermal.planning.records import Verdict
from microthermal.planning.window.targets import reached_targets
from microthermal.planning.window.verdicts import outcome, used
from microthermal.report.mechanisms import _course
from microthermal.report.sections.plan.reasons import reasons_section
from microthermal.report.sections.weeks.scores import scores_section
from microthermal.simulation.records import Simulation

DAY = 86400.0


@pytest.fixture(scope="module")
def whole() -> Simulation:
    return synthetic.simulation(ablative=True, dosed=False)


def test_what_an_old_run_did_not_keep_is_computed_or_refused(whole: Simulation) -> None:
    lattice = whole.lattice
    old = replace(whole, lattice=replace(lattice, meeting=None, shells=None))
    for metric in ("double_hit", "narrow_bridge"):
        assert outcome(old).of(metric).value == pytest.approx(outcome(whole).of(metric).value)
    real = replace(whole, condition=replace(whole.condition, name="healthy"))
    bare = replace(real, lattice=old.lattice)
    assert [one.dead for one in reached_targets(bare)] == [one.dead for one in reached_targets(real)]
    cold = replace(whole, lattice=replace(lattice, warming=None))
    with pytest.raises(InputError, match="does not know how warm"):
        outcome(cold)


def test_an_endpoint_that_was_not_followed_is_no_fraction_of_zero(whole: Simulation) -> None:
    held = whole.lattice.shells
    assert held is not None
    few = replace(held, shells=held.shells[:2], covered=held.covered[:2], twice=held.twice[:2])
    with pytest.raises(InputError, match="was not followed"):
        reached_targets(replace(whole, lattice=replace(whole.lattice, shells=few)))


def test_a_ratio_to_nothing_is_refused(whole: Simulation) -> None:
    without = replace(whole, untreated=replace(whole.untreated, state=0.0 * whole.untreated.state))
    with pytest.raises(InputError, match="untreated skin has no t cells"):
        mean_ratio(without, "t_cells", 0.0, 10 * DAY)


@pytest.mark.parametrize(
    ("value", "stop", "lower", "fraction"),
    [
        (2.0, 0.0, False, 1e3),
        (0.0, 0.0, False, 0.0),
        (1.0, 2.0, False, 0.5),
        (-2.0, -1.0, True, 1e3),
        (2.0, 1.0, True, 0.5),
    ],
)
def test_a_limit_of_zero_that_is_passed_is_used_up(value: float, stop: float, lower: bool, fraction: float) -> None:
    limit = Limit(metric="coverage", warn=stop, stop=stop, lower=lower)
    estimate = Estimate(value=value, low=value, high=value, unit="1", meaning="x")
    assert used(Verdict(limit=limit, estimate=estimate, state="ok")) == fraction


def test_goals_by_which_nothing_can_be_ranked_are_refused() -> None:
    aim = Aim(metric="coverage", want="high", target=1.0, zero=0.0)
    with pytest.raises(InputError, match="must differ from zero"):
        replace(aim, target=0.0)
    with pytest.raises(InputError, match="a weight greater than 0"):
        Goal(name="none", title="None", condition="healthy", aims=(replace(aim, weight=0.0),), limits=())


def test_a_signal_that_begins_at_nothing_has_no_multiple_of_it(whole: Simulation) -> None:
    whole = replace(whole, settings=replace(whole.settings, persons=0))  # the course of no one else is told
    column = whole.healing.species.index("vegf")

    def told(treated: float, untreated: float) -> str:
        state, before = np.array(whole.healing.state), np.array(whole.untreated.state)
        state[:, column], before[:, column] = untreated, untreated
        state[1, column] = treated
        found = replace(
            whole, healing=replace(whole.healing, state=state), untreated=replace(whole.untreated, state=before)
        )
        return _course("VEGF", found, "vegf")

    assert told(2.0, 0.0).startswith("VEGF comes from nothing and peaks")
    assert told(0.0, 0.0) == "No VEGF"
    assert "3 times that of untreated skin" in told(3.0, 1.0)


def test_an_aim_whose_metric_was_not_kept_stays_in_the_table() -> None:
    plan = synthetic.plan()
    first = plan.options[0]
    few = replace(first, outcome=replace(first.outcome, results=first.outcome.results[1:]))
    lost = replace(plan.goal.aims[0], metric=first.outcome.results[0].metric)
    assert "not kept" in str(reasons_section(replace(plan, goal=replace(plan.goal, aims=(lost,)), options=(few,))))


def test_studies_that_look_beyond_the_course_are_refused() -> None:
    studies, seen = evidence(), evidence().observations[0]
    late = replace(studies, observations=(replace(seen, begin=200 * DAY),))
    with pytest.raises(InputError, match=f"begin after the 180 days followed: {seen.name}"):
        Judge(catalog.healing_model(), late, healing_priors())  # type: ignore[arg-type]


def test_bands_that_cannot_be_drawn_say_why(whole: Simulation) -> None:
    other = replace(whole, stamp=replace(whole.stamp, methods=("another",)))
    assert drawn(other).courses == ()
    assert "another healing model" in undrawn(other) and "another healing model" in str(scores_section(other))
    later = replace(whole, condition=replace(whole.condition, start=(Level(name="t_cells", value=1.0),)))
    assert "an earlier one has left the skin" in undrawn(later)
