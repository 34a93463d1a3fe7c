"""Judging, ranking and explaining options, on made-up outcomes."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microthermal import catalog
from microthermal.domain.inputs.goal import Aim, Estimate, Goal, Limit, Note
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.planning.evaluate import with_band
from microthermal.planning.goal_cautions import goal_cautions
from microthermal.planning.ranking import RESOLUTION, alike, merit, ranked
from microthermal.planning.reasons import option_reasons, plan_reasons, strengths
from microthermal.planning.records import Beside, Option, Outcome, Result
from microthermal.planning.searches import search
from microthermal.planning.window.harms import harm_of, harms
from microthermal.planning.window.verdicts import nearest, reached, risk, score, verdicts
from microthermal.planning.window.words import nearest_words
from microthermal.units import cm, mJ


def estimate(value: float, low: float | None = None, high: float | None = None) -> Estimate:
    return Estimate(
        value=value,
        low=value if low is None else low,
        high=value if high is None else high,
        unit="%",
        meaning="a fraction",
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


@cache
def laser() -> Any:
    """A device of the library, looked up once for thousands of made-up options."""
    return catalog.device("er_glass_1550")


def option_of(gain: float, harm: float, bridge: float = 1.0) -> Option:
    device = laser()
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
        harms=harms(judged, GOAL),
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
def test_fraction_of_an_aim_stays_between_nothing_and_all(value, want):
    zero, target = (1.0, 0.0) if want == "low" else (0.0, 1.0)
    aim = Aim(metric="gain", want=want, target=target, zero=zero)
    assert 0 <= reached(aim, estimate(value)) <= 1


def test_aims_that_want_less_are_reached_by_less():
    aim = Aim(metric="gain", want="low", target=0.2, zero=1.0)
    fractions = [reached(aim, estimate(value)) for value in (1.2, 1.0, 0.6, 0.2, 0.0)]
    assert fractions == [0.0, 0.0, pytest.approx(0.5), 1.0, 1.0]


def test_ranking_puts_the_best_first_and_refuses_what_passes_a_limit():
    options = (option_of(0.5, 0.1), option_of(0.9, 0.2), option_of(1.0, 0.9), option_of(0.92, 0.7))
    allowed, refused = ranked(options)
    # 0.92 warns, so that it counts 0.83 and stands behind 0.9.
    assert [item.score for item in allowed] == [0.9, 0.92, 0.5]
    assert [item.score for item in refused] == [1.0]
    assert merit(allowed[1]) < allowed[1].score


def test_a_harm_that_several_limits_tell_costs_once_and_one_that_an_aim_weighs_costs_nothing_more():
    dense = (
        Limit(metric="necrotic_fraction", warn=0.1, stop=0.3), Limit(metric="coverage", warn=0.1, stop=0.3),
        Limit(metric="bridge", warn=0.3, stop=0.1, lower=True), Limit(metric="bulk_rise", warn=0.1, stop=0.3),
    )  # fmt: skip
    found = verdicts(outcome_of(necrotic_fraction=0.2, coverage=0.2, bridge=0.2, bulk_rise=0.2), dense)
    assert [one.state for one in found] == ["warn"] * 4
    assert harms(found, GOAL) == ("too little living tissue", "heat between the zones")
    few = replace(GOAL, aims=(*GOAL.aims, Aim(metric="necrotic_fraction", want="low", target=0.0, zero=1.0)))
    assert harms(found, few) == ("heat between the zones",)
    free = replace(few, aims=(*GOAL.aims, replace(few.aims[-1], weight=0.0)))
    assert harms(found, free) == harms(found, GOAL)
    assert harm_of("erythema_time") == harm_of("downtime") and harm_of("of_a_script") == "of a script"


def test_what_is_not_known_and_what_is_too_little_cost_nothing():
    limit, shallow = GOAL.limits[0], Limit(metric="reach", warn=0.5, stop=0.1, lower=True, under=True)
    wide = Outcome(results=(Result(metric="harm", estimate=estimate(0.4, 0.2, 0.95)),))
    short = Outcome(results=(Result(metric="harm", estimate=replace(estimate(0.4), high_beyond=True)),))
    for found in (verdicts(wide, (limit,)), verdicts(short, (limit,)), verdicts(outcome_of(reach=0.3), (shallow,))):
        assert [one.state for one in found] == ["warn"]
        assert harms(found, GOAL) == ()
    assert harms(verdicts(outcome_of(harm=0.6), (limit,)), GOAL) == ("harm",)


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


def banded(option: Option, low: float, high: float) -> Option:
    return replace(option, spread=estimate(option.score, low, high))


def test_of_those_not_told_apart_from_the_best_the_one_with_least_risk_leads():
    best, gentle = banded(option_of(0.9, 0.49), 0.7, 0.95), banded(option_of(0.8, 0.3), 0.6, 0.9)
    poor = banded(option_of(0.6, 0.1), 0.5, 0.65)
    allowed, _ = ranked((best, poor, gentle))
    assert [item.score for item in allowed] == [0.8, 0.9, 0.6]
    # One that is beaten leads nothing: it gives less at no less risk.
    beaten = banded(option_of(0.85, 0.49), 0.7, 0.95)
    assert ranked((best, beaten))[0][0].score == 0.9
    # One without a band does not take the place of one that has one.
    assert ranked((best, option_of(0.9, 0.2)))[0][0].score == 0.9


def test_an_aim_that_wants_a_value_says_so():
    goal = replace(GOAL, aims=(Aim(metric="gain", want="near", target=2.0, zero=6.0),))
    said = option_reasons(option_of(1.31, 0.1), goal)[0]
    assert (
        said.startswith("Aim reached to 83 %") and "target near 200 %; nothing at or beyond 600 % (or -200 %)" in said
    )


@pytest.mark.parametrize(
    ("gain", "words"),
    [(1.0, "Aim reached:"), (0.997, "Aim reached to 99 %:"), (0.986, "Aim reached to 99 %:"),
     (0.006, "Aim reached to 1 %:"), (0.004, "Aim reached to less than 1 %:"), (0.0, "Aim not reached at all:")],
)  # fmt: skip
def test_only_all_is_reached_and_only_nothing_is_not(gain, words):
    assert option_reasons(option_of(gain, 0.1), GOAL)[0].startswith(words)


def dosed(gain: float, day: float | None, drug: str = "triamcinolone") -> Option:
    """An option with an injection on a day, or none."""
    plain = option_of(gain, 0.1)
    if day is None:
        return plain
    dose = Injection(drug=catalog.drug(drug), concentration=10.0, volume=1e-7, depth=2e-3, spacing=1e-2, time=day)
    return replace(plain, treatment=replace(plain.treatment, doses=(dose,)))


def test_what_an_injection_adds_is_told_apart_as_the_ranking_does():
    first, plain = banded(dosed(0.66, 0.0), 0.55, 0.71), dosed(0.60, None)
    said = " ".join(plan_reasons((first, plain), (), GOAL))
    assert alike((first, plain)) == (plain,) and "which the band over the scenarios does not tell apart" in said
    far = dosed(0.11, None)
    said = " ".join(
        plan_reasons((first, far), (), GOAL, stands=Beside(untreated=outcome_of(gain=0.08, harm=0.0, bridge=1.0)))
    )
    assert "does not tell apart" not in said
    assert "The drug gives most of this score: the laser alone would reach 11 %, untreated skin 8 %" in said
    assert said.count("hypothesis") == 1


def test_counts_of_refusals_that_overlap_say_so():
    both = option_of(1.0, 0.9, bridge=0.05)
    assert "can pass several limits" in " ".join(plan_reasons((), (both, option_of(1.0, 0.9)), GOAL))
    assert "can pass several limits" not in " ".join(plan_reasons((), (option_of(1.0, 0.9),), GOAL))


def test_candidates_that_became_others_are_counted():
    said = plan_reasons((option_of(0.5, 0.1),), (), GOAL, asked=4)
    assert said[1].startswith("4 were asked for: 3 of them were the same as another")
    assert "asked for" not in " ".join(plan_reasons((option_of(0.5, 0.1),), (), GOAL, asked=1))


def test_untreated_skin_is_scored_by_the_same_judge():
    said = " ".join(plan_reasons((option_of(0.5, 0.1),), (), GOAL, stands=Beside(untreated=outcome_of(gain=0.25))))
    assert "Untreated skin scores 25 %" in said and "a fraction (reached to 25 %)" in said


def test_notes_are_told_where_their_drugs_and_devices_are_at_hand():
    notes = (
        Note(text="steroid", drugs=("triamcinolone",)), Note(text="all"),
        Note(text="co2", families=("fractional_co2",)),
        Note(text="both", drugs=("triamcinolone",), families=("er_glass_1550",)),
    )  # fmt: skip
    goal = replace(GOAL, notes=notes)
    told = {"steroid", "all", "co2", "both"}
    assert told & set(plan_reasons((option_of(0.5, 0.1),), (), goal)) == {"all"}
    assert told & set(plan_reasons((dosed(0.5, 0.0),), (), goal)) == {"steroid", "all", "both"}


def test_an_aim_beyond_a_stop_limit_is_found_also_through_another_metric_of_depth():
    skin, scar = catalog.skin("cheek_v"), catalog.condition("atrophic_acne_scar")
    found = outcome_of(target_reach=0.5, depth_fraction=0.5, gain=0.5, harm=0.2, bridge=1.0)
    limits = (Limit(metric="depth_fraction", warn=0.1, stop=0.2), *GOAL.limits)
    option = replace(option_of(0.5, 0.1), outcome=found, verdicts=verdicts(found, limits))
    aims = (Aim(metric="target_reach", want="high", target=0.7, zero=0.2), *GOAL.aims)
    said = [one.text for one in goal_cautions(replace(GOAL, aims=aims), skin, scar, (option,))]
    assert len(said) == 1 and "beyond the stop limit" in said[0] and "70 %" in said[0] and "of this aim" in said[0]
    # The same metric needs no conversion; wanting less of it clashes with no upper limit.
    for want, target, zero, clashes in (("low", 0.9, 1.0, 0), ("high", 0.9, 0.0, 1), ("high", 0.7, 0.0, 0)):
        aims = (Aim(metric="harm", want=want, target=target, zero=zero),)
        assert len(goal_cautions(replace(GOAL, aims=aims), skin, scar, (option,))) == clashes, (want, target)
    named = replace(GOAL, not_measured=("the height of the scar",))
    assert "no aim measures the height of the scar" in goal_cautions(named, skin, scar, ())[0].text


def test_a_drug_is_as_strong_as_the_library_states_it_for_the_condition():
    drug = catalog.drug("triamcinolone")
    told = {}
    for name in ("keloid", "hypertrophic_scar", "androgenetic_alopecia"):
        rounds = list(search["grid"]().doses((drug,), catalog.skin("back_iv"), catalog.condition(name)))
        told[name] = {dose.concentration for doses in rounds for dose in doses}
    assert told == {"keloid": {20.0}, "hypertrophic_scar": {10.0}, "androgenetic_alopecia": {10.0}}
    tried = (dosed(0.5, 0.0), dosed(0.4, 0.0, "fluorouracil"))
    said = " ".join(strengths(tried, catalog.condition("keloid"), catalog.library()))
    assert "is tried at 20 mg/mL, the usual strength for keloid (Rehmus2023)" in said
    assert "is tried at 50 mg/mL, its usual strength (Alhamzawi2021)" in said


def test_the_grid_counts_what_it_asks_for():
    grid = search["grid"](energies=5, densities=5)
    drugs = (catalog.drug("triamcinolone"), catalog.drug("fluorouracil"))
    assert grid.asked(drugs) == 5 * 5 * 7


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
        assert offered.energy.low * 0.999 <= offered.setting(pulse) <= offered.energy.high * 1.001
        # The energy of a session of low-level light follows from its time.
        asked = {"duration": pulse.duration, "energy": offered.setting(pulse)}
        known = offered.faults.__kwdefaults__
        assert not offered.faults(**{name: value for name, value in asked.items() if name in known})


def test_full_grid_starts_with_no_injection_and_stays_in_the_skin():
    skin, drug = catalog.skin("scalp_iii"), catalog.drug("triamcinolone")
    rounds = list(search["grid"]().doses((drug,), skin, catalog.condition("alopecia_areata")))
    assert rounds[0] == ()
    bottom = skin.depth_of("dermis")[1]
    assert all(0 < dose.depth < bottom for doses in rounds for dose in doses)
    assert len(rounds) == 1 + 3


def test_risk_is_finite_even_where_nothing_lives():
    assert math.isfinite(option_of(0.5, 0.1, bridge=0.0).risk)
