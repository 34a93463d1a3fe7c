"""Judging, ranking and explaining options, on made-up outcomes."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microthermal import catalog
from microthermal.domain.inputs.goal import Aim, Estimate, Goal, Limit
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.planning.evaluate import with_band
from microthermal.planning.ranking import RESOLUTION, alike, merit, ranked
from microthermal.planning.reasons import option_reasons, plan_reasons
from microthermal.planning.records import Option, Outcome, Result
from microthermal.planning.searches import search
from microthermal.planning.window.score import nearest, reached, risk, score, verdicts
from microthermal.planning.window.words import nearest_words
from microthermal.units import cm, mJ


def estimate(value: float, low: float | None = None, high: float | None = None) -> Estimate:
    return Estimate(
        value=value,
        low=value if low is None else low,
        high=value if high is None else high,
        unit="%",
        meaning="a share",
    )


def outcome_of(**values: float) -> Outcome:
    return Outcome(results=tuple(Result(metric=name, estimate=estimate(value)) for name, value in values.items()))


GOAL = Goal(
    name="toy",
    title="Toy",
    condition="healthy",
    aims=(Aim(metric="gain", want="high", target=1.0, zero=0.0, weight=1.0),),
    limits=(Limit(metric="harm", warn=0.5, stop=0.8), Limit(metric="bridge", warn=0.3, stop=0.1, lower=True)),
)


def option_of(gain: float, harm: float, bridge: float = 1.0) -> Option:
    device = catalog.device("er_glass_1550")
    treatment = Treatment(pulse=device.pulse(energy=20 * mJ), pattern=Pattern(density=200 / cm**2))
    found = outcome_of(gain=gain, harm=harm, bridge=bridge)
    judged = verdicts(found, GOAL.limits)
    return Option(
        device=device,
        treatment=treatment,
        outcome=found,
        verdicts=judged,
        score=score(found, GOAL),
        risk=risk(judged),
    )


@pytest.mark.parametrize(("value", "state"), [(0.4, "ok"), (0.5, "ok"), (0.6, "warn"), (0.8, "warn"), (0.81, "stop")])
def test_upper_limit(value, state):
    assert verdicts(outcome_of(harm=value), GOAL.limits[:1])[0].state == state


@pytest.mark.parametrize(("value", "state"), [(0.4, "ok"), (0.2, "warn"), (0.05, "stop"), (0.0, "stop")])
def test_lower_limit(value, state):
    assert verdicts(outcome_of(bridge=value), GOAL.limits[1:])[0].state == state


def test_the_band_alone_can_warn_but_not_stop():
    result = Outcome(results=(Result(metric="harm", estimate=estimate(0.4, 0.2, 0.95)),))
    assert verdicts(result, GOAL.limits[:1])[0].state == "warn"


@given(value=st.floats(-10, 10), want=st.sampled_from(["high", "low", "near"]))
def test_share_of_an_aim_stays_between_nothing_and_all(value, want):
    zero, target = (1.0, 0.0) if want == "low" else (0.0, 1.0)
    aim = Aim(metric="gain", want=want, target=target, zero=zero)
    assert 0 <= reached(aim, estimate(value)) <= 1


def test_aims_that_want_less_are_reached_by_less():
    aim = Aim(metric="gain", want="low", target=0.2, zero=1.0)
    shares = [reached(aim, estimate(value)) for value in (1.2, 1.0, 0.6, 0.2, 0.0)]
    assert shares == [0.0, 0.0, pytest.approx(0.5), 1.0, 1.0]


def test_ranking_puts_the_best_first_and_refuses_what_passes_a_limit():
    options = (option_of(0.5, 0.1), option_of(0.9, 0.2), option_of(1.0, 0.9), option_of(0.92, 0.7))
    allowed, refused = ranked(options)
    # 0.92 warns, so that it counts 0.83 and stands behind 0.9.
    assert [item.score for item in allowed] == [0.9, 0.92, 0.5]
    assert [item.score for item in refused] == [1.0]
    assert merit(allowed[1]) < allowed[1].score


def test_front_holds_exactly_what_no_other_option_beats():
    points = [(0.9, 0.4), (0.8, 0.3), (0.7, 0.35), (0.6, 0.1), (0.5, 0.2)]
    allowed, _ = ranked(tuple(option_of(gain, harm) for gain, harm in points))
    for item in allowed:
        beaten = any(
            (other.score >= item.score and other.risk < item.risk)
            or (other.score > item.score and other.risk <= item.risk)
            for other in allowed
        )
        assert item.front != beaten


@given(
    points=st.lists(
        st.tuples(st.floats(0, 1), st.floats(0, 0.8), st.floats(0.15, 1), st.booleans()), min_size=1, max_size=12
    )
)
def test_the_first_is_beaten_by_no_other_in_score_and_risk(points):
    options = tuple(
        replace(option_of(gain, harm, bridge), spread=estimate(gain) if known else None)
        for gain, harm, bridge, known in points
    )
    allowed, _ = ranked(options)
    first = allowed[0]
    for other in allowed[1:]:
        assert not (other.score >= first.score + RESOLUTION and other.risk <= first.risk - RESOLUTION)
    assert first.front
    assert sorted(item.score for item in allowed) == sorted(item.score for item in options)


def test_a_first_with_fewer_warnings_gives_way_to_one_that_beats_it():
    careful, better = option_of(0.9, 0.49, 0.35), option_of(0.93, 0.45, 0.2)
    assert merit(careful) > merit(better)
    assert [item.score for item in ranked((careful, better))[0]] == [0.93, 0.9]


def test_equal_scores_are_told_as_equal():
    options, _ = ranked((option_of(0.632, 0.2), option_of(0.631, 0.3), option_of(0.5, 0.1)))
    assert [item.score for item in alike(options)] == [0.631]
    assert "1 other has a score that is not told apart" in " ".join(plan_reasons(options, (), GOAL))
    wide = replace(options[0], spread=estimate(0.632, 0.45, 0.7))
    assert len(alike((wide, *options[1:]))) == 2


def test_ties_go_to_less_light_and_do_not_hang_on_the_order_of_the_search():
    strong, weak = option_of(0.5, 0.2), option_of(0.5, 0.2)
    pulse = replace(weak.treatment.pulse, energy=10 * mJ)
    weak = replace(weak, treatment=replace(weak.treatment, pulse=pulse))
    for given_order in ((strong, weak), (weak, strong)):
        assert ranked(given_order)[0][0].treatment.pulse.energy == 10 * mJ


def test_the_nearest_limit_may_be_one_against_too_little():
    shallow = Limit(metric="bridge", warn=0.2, stop=0.05, lower=True, under=True)
    marks = verdicts(outcome_of(harm=0.144, bridge=0.0538), (GOAL.limits[0], shallow))
    assert nearest(marks).limit is shallow
    said = nearest_words(marks)
    assert "92.9 % is used" in said and "stop below 5 %" in said and "of those against harm at most 18 %" in said


def test_band_spans_nominal_and_scenarios():
    found = with_band(outcome_of(gain=0.5), (outcome_of(gain=0.3), outcome_of(gain=0.9))).of("gain")
    assert (found.low, found.value, found.high) == (0.3, 0.5, 0.9)


def test_reasons_name_values_targets_and_limits():
    said = " ".join(option_reasons(option_of(0.5, 0.7), GOAL))
    assert "50 %" in said and "target 100 %" in said and "Warning, too much" in said
    whole = plan_reasons((option_of(0.5, 0.1),), (option_of(1.0, 0.9),), GOAL)
    assert whole[0].startswith("2 treatments were simulated; 1 stay")


@pytest.mark.parametrize("device", catalog.names("device"))
def test_full_grid_proposes_only_what_the_device_offers(device):
    offered = catalog.device(device)
    pulses = search["grid"](energies=3).pulses(offered)
    assert 1 <= len(pulses) <= 3
    for pulse in pulses:
        assert not offered.faults(energy=pulse.energy, duration=pulse.duration)


def test_full_grid_starts_with_no_injection_and_stays_in_the_skin():
    skin, drug = catalog.skin("scalp_iii"), catalog.drug("triamcinolone")
    rounds = list(search["grid"]().doses((drug,), skin, 4e-3))
    assert rounds[0] == ()
    bottom = skin.depth_of("dermis")[1]
    assert all(0 < dose.depth < bottom for doses in rounds for dose in doses)
    assert len(rounds) == 1 + 3


def test_risk_is_finite_even_where_nothing_lives():
    assert math.isfinite(option_of(0.5, 0.1, bridge=0.0).risk)
