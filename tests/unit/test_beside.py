"""What stands beside the ranking of a plan: no laser, published treatments, other weights, and doses on other days."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.test_planning import dosed, estimate, option_of, outcome_of

from microthermal import catalog
from microthermal.cases.goals import read_goal
from microthermal.domain.inputs.goal import Aim, Goal
from microthermal.domain.inputs.medicine import Dose, Injection, TopicalFilm
from microthermal.domain.inputs.treatment import Treatment
from microthermal.errors import InputError
from microthermal.planning.beside.disagreements import beside, disagreement, settings
from microthermal.planning.beside.distances import NEAREST, agrees, differences, distance
from microthermal.planning.beside.published import compared, published_for
from microthermal.planning.beside.turning import turning, turning_sentence
from microthermal.planning.beside.weights import SAMPLES, sampled, weighed
from microthermal.planning.beside.without_laser import no_laser, sham, without_laser
from microthermal.planning.case import PlanCase, plan_case
from microthermal.planning.design.candidates import Candidate, goal_course
from microthermal.planning.design.courses import candidate_of
from microthermal.planning.design.following import followed
from microthermal.planning.evaluate import quickly, respread
from microthermal.planning.finalists import FINALISTS, finalists
from microthermal.planning.plan import plan_of
from microthermal.planning.ranking import apart, ranked
from microthermal.planning.reasons import without
from microthermal.planning.records import Beside, Comparison, Option, Plan, ScenarioScore
from microthermal.planning.window.limits import limits_of
from microthermal.planning.window.verdicts import score
from microthermal.quantity import of_today
from microthermal.report.wording import device_title
from microthermal.simulation.chain import simulate
from microthermal.store.summary import summary
from microthermal.units import DAY, cm, mJ, show

pytestmark = pytest.mark.xdist_group("small plan")

# What a person would call an outcome: it can be told without knowing the laser.
OUTCOMES = {
    "hair_density_change", "hair_calibre_change", "scar_fill", "scar_change", "fibrotic_fall",
    "new_collagen", "t_cell_drop", "inflammation_late",
    "perfusion_gain", "downtime", "pigment_course", "necrotic_fraction",
}  # fmt: skip


def case_of(goal: str = "hypertrophic_scar", **more: object) -> PlanCase:
    found = {
        "skin": {"site": "abdomen", "phototype": "III"}, "goal": goal, "devices": ["fractional_co2"],
        "drugs": ["triamcinolone", "fluorouracil"],
        "settings": {"cell": "20 um", "numerical_error": False, "persons": 6},
        "search": {"kind": "grid", "energies": 1, "densities": 1, "injection_days": ["0 day", "14 day"]},
    }  # fmt: skip
    return plan_case({**found, **more})


@lru_cache(maxsize=1)
def small() -> Plan:
    return plan_of(case_of())


@pytest.mark.slow
def test_nothing_the_laser_alone_and_each_medicine_alone_are_always_candidates() -> None:
    every = (*small().options, *small().refused)
    assert sum(one.nothing for one in every) == 1
    assert any(one.lasered and not one.treatment.doses for one in every)
    alone = [one for one in every if not one.lasered and one.treatment.doses]
    assert {one.treatment.doses[0].drug.name for one in alone} == {"triamcinolone", "fluorouracil"}
    assert all(one.banded for one in every if not one.lasered)
    assert small().untreated is not None


@pytest.mark.slow
def test_candidates_are_whole_courses_of_the_goal_and_published_ones_of_their_source() -> None:
    plan = small()
    goal, every = plan.goal, (*plan.options, *plan.refused)
    assert goal.sessions == 3
    for one in every:
        assert (one.sessions, one.interval) == (1 if one.nothing else 3, goal.session_interval)
    in_full = [one.option for one in plan.beside.published if one.option is not None][:NEAREST]
    mine = quickly(case_of(), candidate_of(in_full[0]), catalog.library())
    assert mine.outcome != in_full[0].outcome, "the nearest are told over all persons, as the first is"
    often = {one.published.name: one.option.sessions for one in plan.beside.published if one.option is not None}
    assert often["blome2016"] == 3 and often["lee_sj2016"] == 10 and often["belis_burn"] == goal.sessions


@pytest.mark.slow
def test_more_visits_do_more_and_the_first_is_told_by_its_course() -> None:
    plan, case, library = small(), case_of(), catalog.library()
    first = plan.options[0]
    assert first.treatment.doses and first.sessions == 3
    once = quickly(case, Candidate(device=first.device, treatment=first.treatment), library)
    assert first.outcome.of("fibrotic_fall").value > 1.5 * once.outcome.of("fibrotic_fall").value
    told = summary(plan)["best"]
    assert told["metrics"]["fibrotic_fall"] != told["metrics_of_first_visit"]["fibrotic_fall"]
    assert any("is a course of 3 visits" in caution.text for caution in plan.cautions)
    assert f"each as a course of {first.course}" in " ".join(plan.reasons)
    case = case_of(drugs=[], settings={"cell": "30 um", "numerical_error": False, "persons": 6})
    single = plan_of(replace(case, goal=replace(case.goal, sessions=1)))
    assert {one.sessions for one in single.options} == {1}
    assert "metrics_of_first_visit" not in summary(single)["best"]


def test_without_a_laser_no_caution_speaks_of_days_after_one() -> None:
    case, pulse = case_of(), case_of().devices[0].pulse(energy=20 * mJ)
    medicine = without_laser(case, pulse)[1]
    settings = replace(case.settings, numerical_error=False, until=30 * DAY)
    with_laser = replace(medicine, pulse=pulse)
    told = [simulate(case.skin, one, case.condition, settings).cautions for one in (medicine, with_laser)]
    assert [any("days of injection after a laser" in caution.text for caution in each) for each in told] == [
        False,
        True,
    ]


def test_without_a_laser_rounds_that_differ_by_their_day_alone_are_one() -> None:
    case = case_of()
    found = without_laser(case, case.devices[0].pulse(energy=20 * mJ))
    assert [len(each.doses) for each in found] == [0, 1, 1]
    assert all(each.pulse.sham and dose.time == 0.0 for each in found for dose in each.doses)


def test_no_limit_against_too_little_laser_holds_where_there_is_none() -> None:
    case, pulse = case_of(), case_of().devices[0].pulse(energy=20 * mJ)
    library = catalog.library()
    assert any(limit.under for limit in limits_of(case.skin, case.condition, pulse, library))
    assert not any(limit.under for limit in limits_of(case.skin, case.condition, sham(pulse).pulse, library))


def test_rules_of_lasers_do_not_hold_without_one() -> None:
    case = case_of(
        skin={"site": "abdomen", "phototype": "V"}, goal="keloid", history=["recent_tan", "active_infection"]
    )
    pulse, library = case.devices[0].pulse(energy=20 * mJ), catalog.library()

    def met(treatment: Treatment) -> set[str]:
        found = quickly(case, Candidate(device=case.devices[0], treatment=treatment), library)
        return {rule.name for rule in found.rules}

    none, *given = without_laser(case, pulse)
    lasered = replace(none, pulse=pulse)
    assert {"recent_tan_dark", "dark_skin_test_spot", "keloid_test_spot", "active_infection"} <= met(lasered)
    assert met(none) == set()
    assert met(given[0]) == {"active_infection"}


@lru_cache(maxsize=8)
def alone(day: float) -> Option:
    """Triamcinolone alone on a day, in a hypertrophic scar."""
    case, drug = case_of(), catalog.drug("triamcinolone")
    dose = Injection(drug=drug, concentration=10.0, volume=1e-7, depth=1.5e-3, spacing=1e-2, time=day * DAY)
    device = case.devices[0]
    one = Candidate(device=no_laser(device), treatment=sham(device.pulse(energy=20 * mJ), (dose,)))
    return quickly(case, one, catalog.library())


@pytest.mark.parametrize("day", [1.0, 14.0, 40.0])
def test_what_a_dose_does_moves_with_it(day: float) -> None:
    first, later = alone(0.0), alone(day)
    for metric in sorted(OUTCOMES | {"tgf_b1_late"}):
        one, other = first.outcome.of(metric), later.outcome.of(metric)
        # The course is stored in finer steps at its beginning: a mean of it differs by less than 6e-3 of itself.
        assert other.value == pytest.approx(one.value, rel=6e-3, abs=2e-5), metric
    assert later.score == pytest.approx(first.score, abs=4e-3)
    assert first.outcome.of("fibrotic_fall").value > 0.05


def test_every_candidate_is_followed_as_long_after_its_last_dose() -> None:
    settings = case_of().settings
    treatment = alone(14.0).treatment
    assert followed(settings, treatment).until == settings.until + 14 * DAY
    assert followed(settings, alone(0.0).treatment) == settings


@pytest.mark.parametrize("name", catalog.names("goal"))
def test_aims_are_outcomes_with_a_source_or_a_stated_choice(name: str) -> None:
    for aim in catalog.goal(name).aims:
        assert aim.metric in OUTCOMES, "a proxy pays for what a treatment is, not for what it does"
        assert aim.source and aim.weighed_by


@pytest.mark.slow
@given(
    fall=st.floats(0, 0.3), late=st.floats(0.5, 1),
    zones=st.lists(st.integers(1, 100), min_size=2, max_size=6, unique=True),
)  # fmt: skip
def test_how_few_are_enough_is_never_the_most(fall: float, late: float, zones: list[int]) -> None:
    goal = catalog.goal("inflammation_control")
    options = []
    for count in zones:
        share = count / 700
        found = outcome_of(t_cell_drop=fall, inflammation_late=late, necrotic_fraction=share, downtime=1e5 * share)
        options.append(replace(option_of(0.5, share), outcome=found, verdicts=(), score=score(found, goal), risk=share))
    first = ranked(tuple(options))[0][0]
    assert first.outcome.of("necrotic_fraction").value <= (min(zones) + 5) / 700


def nothing(gain: float) -> Option:
    plain = option_of(gain, 0.0)
    return replace(plain, treatment=sham(plain.treatment.pulse), device=no_laser(plain.device))


def under(option: Option, *scores: float) -> Option:
    spread = estimate(option.score, min(option.score, *scores), max(option.score, *scores))
    names = ("dry skin", "moist skin", "output low")
    each = tuple(ScenarioScore(name=name, score=one, reached=(one,)) for name, one in zip(names, scores, strict=False))
    return replace(option, spread=spread, scenario_scores=each)


def test_nothing_is_no_gentler_way_of_treating() -> None:
    treated, none = under(option_of(0.5, 0.3), 0.4, 0.6), under(nothing(0.45), 0.45, 0.45)
    assert not apart(treated, none)
    assert ranked((treated, none))[0][0] is not none and ranked((treated, none))[0][0].score == 0.5
    better = under(nothing(0.55), 0.55, 0.55)
    assert ranked((treated, better))[0][0].nothing


def test_a_step_of_risk_takes_no_one_the_lead() -> None:
    alone = under(replace(option_of(0.483, 0.19), device=no_laser(option_of(0.5, 0.1).device)), 0.483, 0.483)
    alone = replace(alone, treatment=sham(alone.treatment.pulse, dosed(0.5, 0.0).treatment.doses))
    lasered, weak = under(option_of(0.483, 0.185), 0.482, 0.484), under(option_of(0.433, 0.05), 0.433, 0.433)
    assert lasered.risk < alone.risk and ranked((lasered, weak, alone))[0][0] == replace(alone, front=False)


def test_scores_are_compared_in_the_same_skin() -> None:
    one, other = under(option_of(0.6, 0.3), 0.5, 0.8), under(option_of(0.5, 0.2), 0.4, 0.7)
    assert apart(one, other) and apart(other, one)  # the bands meet, and yet one is better in each
    assert not apart(one, under(option_of(0.5, 0.2), 0.55, 0.6))
    # Of what was saved before scenarios were kept one by one, the bands decide.
    assert not apart(replace(one, scenario_scores=()), replace(other, scenario_scores=()))


TWO = Goal(
    name="two", title="Two", condition="healthy", limits=(),
    aims=(Aim(metric="gain", want="high", target=1.0, zero=0.0), Aim(metric="ease", want="high", target=1.0, zero=0.0)),
)  # fmt: skip


def of_two(gain: float, ease: float, energy: float = 20 * mJ) -> Option:
    plain, found = option_of(gain, 0.1), outcome_of(gain=gain, ease=ease)
    pulse = replace(plain.treatment.pulse, energy=energy)
    treatment = replace(plain.treatment, pulse=pulse)
    return replace(plain, outcome=found, verdicts=(), score=score(found, TWO), risk=0.1, treatment=treatment)


def test_weights_lie_on_the_simplex_around_the_stated_ones_and_stay_the_same() -> None:
    goal = replace(TWO, aims=(replace(TWO.aims[0], weight=3.0), TWO.aims[1]))
    found = sampled(goal, 400)
    assert found.shape == (400, 2) and (found > 0.0).all()
    assert np.allclose(found.sum(axis=1), 1.0, rtol=0, atol=1e-12)
    ratios = found[:, 0] / found[:, 1]
    assert ratios.min() >= 3.0 / 9.0 - 1e-9 and ratios.max() <= 27.0 + 1e-9
    assert 2.0 < np.median(ratios) < 4.5  # around what is stated
    assert np.array_equal(sampled(goal, 100), found[:100])
    assert not np.array_equal(sampled(goal, 400, seed=2), found)


def test_sensitivity_to_weights_adds_up_and_answers_the_same_again() -> None:
    far = (of_two(0.9, 0.2), replace(of_two(0.2, 0.9, 10 * mJ), device=catalog.device("fractional_co2")))
    found = weighed(far, TWO)
    assert found is not None and found == weighed(far, TWO)
    assert found.samples == SAMPLES and sum(one.fraction for one in found.leaders) == pytest.approx(1.0, abs=1e-12)
    assert 0.3 < found.leads < 0.7 and len(found.leaders) == 2
    assert found.leads <= found.keeps
    # What is better in all aims leads under all weights.
    best = weighed((of_two(0.9, 0.9), *far), TWO)
    assert best is not None and best.leads == best.keeps == 1.0
    assert weighed(far[:1], TWO) is None


@pytest.mark.parametrize("name", catalog.names("published"))
def test_published_treatments_say_who_says_so(name: str) -> None:
    one = catalog.published(name)
    assert one.source in catalog.works() and one.said and one.conditions
    assert set(one.conditions) <= set(catalog.names("condition"))
    rows = {row.path: row for row in catalog.entry("published", name).rows}
    assert not any(row.read == "memory" for row in rows.values())
    assert set(one.filled) <= set(rows)
    if one.laser is not None:
        device = catalog.device(one.laser.device)
        assert one.laser.energy is None or not device.faults(energy=one.laser.energy)
    assert all(dose.drug in catalog.names("drug") for dose in one.doses)


# Healthy skin is treated by nobody; of grafts no trial was found, and their goal says so.
UNPUBLISHED = {"healthy", "skin_graft"}


def test_a_goal_without_published_treatments_says_so() -> None:
    known = {name for one in catalog.library().published for name in one.conditions}
    assert set(catalog.names("condition")) - known == UNPUBLISHED
    assert "no trial of a fractional laser in grafts" in " ".join(catalog.goal("skin_graft").evidence)


@pytest.mark.parametrize("name", [name for name in catalog.names("condition") if name not in UNPUBLISHED])
def test_each_condition_has_three_published_treatments_that_can_be_simulated(name: str) -> None:
    able = [one for one in catalog.library().published if name in one.conditions and not one.unstated]
    assert len(able) >= 3


def test_a_treatment_whose_settings_are_not_told_says_so_and_is_not_simulated() -> None:
    found = compared(case_of(), catalog.published("heliyon2023"), catalog.library())
    assert found.option is None and "gives no energy and no density" in found.unsimulated


@pytest.mark.slow
def test_published_treatments_are_judged_by_the_same_aims() -> None:
    plan = small()
    judged = [one for one in plan.beside.published if one.option is not None]
    assert {one.published.name for one in judged} >= {"blome2016", "lee_sj2016", "belis_burn", "behrangi2018"}
    assert len(published_for(case_of(), catalog.library())) == len(plan.beside.published)
    for one in judged:
        assert one.option.score == score(one.option.outcome, plan.goal)
        assert one.sentence.startswith(one.published.title)
    assert [one.distance for one in judged] == sorted(one.distance for one in judged)


def test_distances_are_doublings_of_settings() -> None:
    one = dosed(0.5, 0.0)
    assert distance(one, one) == 0.0 and agrees(one, one) and differences(one, one) == ("the same settings",)
    pulse = replace(one.treatment.pulse, energy=4.0 * one.treatment.pulse.energy)
    strong = replace(one, treatment=replace(one.treatment, pulse=pulse))
    assert distance(strong, one) == distance(one, strong) == 2.0
    assert not agrees(strong, one) and differences(strong, one) == ("4 times the energy of a microbeam",)
    plain = dosed(0.5, None)
    assert distance(one, plain) == 2.0 and "added" in differences(one, plain)[0]
    without = replace(nothing(0.5), treatment=sham(one.treatment.pulse, one.treatment.doses))
    assert differences(without, one) == ("no laser",) and differences(one, without) == ("a laser added",)


def test_what_no_distance_counts_is_told_too() -> None:
    one = replace(dosed(0.5, 0.0), sessions=3)
    (dose,) = one.treatment.doses
    finer = replace(dose, spacing=0.5 * dose.spacing)
    other = replace(one, treatment=replace(one.treatment, doses=(finer,)), interval=0.5 * one.interval)
    assert distance(one, other) == 0.0
    title = dose.drug.title
    apart = f"points of {title} {show(dose.spacing, 'm')} apart in place of {show(finer.spacing, 'm')}"
    visits = f"visits {show(one.interval, 's')} apart in place of {show(other.interval, 's')}"
    assert differences(one, other) == (apart, visits)
    longer = replace(one.treatment, pulse=replace(one.treatment.pulse, duration=2.0 * one.treatment.pulse.duration))
    (said,) = differences(replace(one, treatment=longer), one)
    assert said.startswith("pulses of ")


def test_one_medicine_by_two_routes_is_told_by_its_routes() -> None:
    injected = dosed(0.5, 0.0)
    (dose,) = injected.treatment.doses
    film = film_of(dose)
    laid = replace(injected, treatment=replace(injected.treatment, doses=(film,)))
    title = dose.drug.title
    assert differences(injected, laid) == (f"{title} injected in place of laid on",)
    assert differences(laid, injected) == (f"{title} laid on in place of injected",)
    assert distance(injected, laid) == 4.0
    assert settings(laid) == settings(injected).replace("mg/mL", "mg/mL laid on")


def film_of(dose: Dose) -> TopicalFilm:
    return TopicalFilm(drug=dose.drug, concentration=dose.concentration, volume=1e-7, side=1e-2, time=dose.time)


def test_a_treatment_that_is_like_the_first_is_told_with_its_score() -> None:
    mine, theirs = of_two(0.9, 0.4, 10 * mJ), of_two(0.2, 0.8, 10 * mJ)
    (one,) = beside_of(mine, theirs)
    assert one.agrees and "the first is like it, with the same settings" in one.sentence
    assert one.sentence.endswith("by this model it scores 65 % against 50 %.")


def beside_of(mine: Option, theirs: Option, goal: Goal = TWO) -> tuple[Comparison, ...]:
    return beside(mine, (Comparison(published=catalog.published("lee2011"), option=theirs),), goal)


def test_a_plan_that_agrees_with_none_says_so_first_and_why() -> None:
    mine, theirs = of_two(0.9, 0.4, 70 * mJ), of_two(0.2, 0.8, 6 * mJ)
    found = beside_of(mine, theirs)
    said = disagreement((mine,), found, TWO)
    assert said[0].startswith("This plan disagrees with the one published treatment")
    for words in ("Lee 2011", "6 mJ", "12 times the energy", "90 % against 20 %", "in spite of", "refuted by"):
        assert words in said[2], words
    assert said[1].startswith("In one sentence: against the nearest, Lee 2011")
    for words in ("12 times the energy", "the better of a fraction (90 % against 20 %)", "at the price of a fraction"):
        assert words in said[1], words
    assert disagreement((theirs,), beside_of(theirs, theirs), TWO) == ()
    medicine = sham(mine.treatment.pulse, dosed(0.5, 0.0).treatment.doses)
    both = replace(mine, treatment=replace(mine.treatment, doses=medicine.doses))
    alone = replace(of_two(0.6, 0.5), treatment=medicine, device=nothing(0.5).device)
    told = disagreement((both, alone), beside_of(both, theirs), TWO)[1]
    assert "to Triamcinolone acetonide without a laser the laser adds a fraction (90 % against 60 %)" in told
    same = replace(alone, outcome=both.outcome, score=both.score)
    assert "is not told apart from nothing" in disagreement((both, same), beside_of(both, theirs), TWO)[1]
    laid = replace(both, treatment=replace(both.treatment, doses=(film_of(both.treatment.doses[0]),)))
    told = disagreement((laid, alone), beside_of(laid, theirs), TWO)[1]
    assert "; against Triamcinolone acetonide without a laser, injected, it has the better of a fraction" in told
    assert "the laser adds" not in told
    better = replace(of_two(0.95, 0.95), treatment=medicine, device=nothing(0.5).device)
    for one, which in ((laid, ", injected,"), (both, "")):
        told = disagreement((one, better), beside_of(one, theirs), TWO)[1]
        assert f"; against Triamcinolone acetonide without a laser{which} it has the worse of a" in told
        assert "the laser adds" not in told
    same = replace(alone, outcome=both.outcome, score=both.score)
    assert "injected, is not told apart from it" in disagreement((laid, same), beside_of(laid, theirs), TWO)[1]
    mine, theirs = of_two(0.2, 0.3, 70 * mJ), of_two(0.9, 0.8, 6 * mJ)
    worse = disagreement((mine,), beside_of(mine, theirs), TWO)
    assert "by these aims is worse in" in worse[1] and "the published treatment is better by these aims" in worse[2]


def test_aims_are_turned_freed_and_added_in_the_case_file() -> None:
    plain, goal = catalog.goal("keloid"), read_goal(
        {
            "name": "keloid",
            "aims": {
                "downtime": {"weight": 0, "zero": "7 day"},
                "t_cell_drop": {"want": "high", "target": "30 %", "zero": "0 %"},
            },
        }
    )  # fmt: skip
    held = {aim.metric: aim for aim in goal.aims}
    assert (held["downtime"].weight, held["downtime"].zero, held["downtime"].source) == (0, 7 * DAY, "case file")
    assert held["t_cell_drop"].weight == 1.0 and held["t_cell_drop"].target == 0.3
    assert [aim for aim in goal.aims if aim.metric == "scar_change"] == [plain.aims[0]]
    assert read_goal("keloid") == plain
    assert plan_case({**_MINIMAL, "goal": {"name": "keloid"}}).goal == plain


_MINIMAL = {"skin": {"site": "back", "phototype": "III"}, "devices": ["fractional_co2"]}


def test_every_fault_of_a_turned_goal_is_told() -> None:
    with pytest.raises(InputError) as refused:
        read_goal(
            {
                "name": "keloid",
                "aim": 1,
                "aims": {"downtime": {"weight": -1, "zero": "7 mJ"}, "x": {"target": "1"}, "scar_change": 3},
            }
        )
    said = [str(fault) for fault in refused.value.faults]
    for path in ("aim:", "aims.downtime.weight:", "aims.downtime.zero:", "aims.x.want:", "aims.scar_change:"):
        assert any(one.startswith(path) for one in said), (path, said)


def test_plans_that_were_saved_with_untreated_skin_still_load() -> None:
    assert of_today(Plan, {"untreated": {"results": []}}) == {"beside": {"untreated": {"results": []}}}
    assert Beside().untreated is None and 200 / cm**2 > 0


def test_nothing_does_not_lead_where_what_was_simulated_in_nominal_skin_betters_all_with_bands() -> None:
    best, banded_one, none = option_of(0.56, 0.48), under(option_of(0.54, 0.5), 0.5, 0.6), under(nothing(0.14), 0.14)
    assert ranked((best, banded_one, none))[0][0].score == 0.56
    assert not ranked((option_of(0.16, 0.79), none))[0][0].nothing, "a treatment that scores more leads, harm or not"


def test_the_weight_that_would_put_a_laser_first_is_that_at_which_the_two_are_equal() -> None:
    goal = replace(TWO, aims=(replace(TWO.aims[0], weight=3.0), TWO.aims[1]))

    def judged(option: Option) -> Option:
        return replace(option, score=score(option.outcome, goal))

    alone = judged(replace(of_two(0.5, 1.0), treatment=nothing(0.5).treatment, device=nothing(0.5).device))
    better, far = judged(of_two(0.75, 0.2)), judged(of_two(0.6, 0.1))
    found = turning((alone, far, better), goal)
    assert found is not None and found.option is better
    assert found.factor == pytest.approx(0.8 / (3.0 * 0.25))
    heavier = replace(goal, aims=(replace(goal.aims[0], weight=3.0 * found.factor), goal.aims[1]))
    assert score(better.outcome, heavier) == pytest.approx(score(alone.outcome, heavier))
    said = turning_sentence((alone, far, better), goal)
    assert "With 1.1 times the weight on a fraction, a laser alone would be before it" in said
    assert "75 % against 50 %" in said
    for name in catalog.names("device"):
        titled = replace(better, device=catalog.device(name))
        assert f"({catalog.title('device', name)} at " in turning_sentence((alone, far, titled), goal, device_title)
        assert name.replace("_", " ") in turning_sentence((alone, far, titled), goal)
    priced = replace(better, harms=("thin skin",))
    assert turning((alone, priced), goal).factor == pytest.approx((1.0 - 0.9 * 0.2) / (3.0 * (0.9 * 0.75 - 0.5)))
    assert turning((better, alone), goal) is None and turning_sentence((better, alone), goal) == ""
    close = turning_sentence((alone, far, judged(of_two(0.55, 0.86))), goal)
    assert "not told apart from nothing: a laser alone reaches 63 % of the aims" in close
    assert "not with ten times the weight" in turning_sentence((alone, judged(of_two(0.4, 0.2))), goal)


def test_the_laser_that_a_little_more_weight_would_put_first_is_simulated_under_scenarios() -> None:
    goal = replace(TWO, aims=(replace(TWO.aims[0], weight=3.0), TWO.aims[1]))

    def judged(option: Option) -> Option:
        return replace(option, score=score(option.outcome, goal))

    alone = judged(replace(of_two(0.5, 1.0), treatment=nothing(0.5).treatment, device=nothing(0.5).device))
    gentle = tuple(judged(of_two(0.5, 0.8 - 0.01 * step, (4 + step) * mJ)) for step in range(FINALISTS + 1))
    strong = judged(of_two(0.72, 0.0, 70 * mJ))
    ordered = (alone, *gentle, strong)
    assert min(one.score for one in gentle) > strong.score, "it is none of the best by the stated weights"
    found = finalists(ordered, goal)
    assert found == (*gentle[:FINALISTS], strong, alone)
    assert finalists((*gentle, strong, alone), goal) == (*gentle[:FINALISTS], alone), (
        "where a laser leads, none is added"
    )


def test_without_a_laser_every_scenario_is_the_nominal_one() -> None:
    case, library = case_of(), catalog.library()
    device, pulse = no_laser(case.devices[0]), case.devices[0].pulse(energy=20 * mJ)
    few = quickly(case, goal_course(case.goal, device, without_laser(case, pulse)[1]), library)
    told = respread(case, few, few.outcome, {}, library)
    assert {one.score for one in told.scenario_scores} == {few.score} and len(told.scenario_scores) > 5
    assert told.spread is not None and told.spread.low == told.spread.high == told.score
    assert told.left_out == few.left_out != ()


def test_the_best_of_each_kind_is_no_less_than_the_list_shows() -> None:
    known, idle = under(option_of(0.5, 0.2), 0.5), under(nothing(0.1), 0.1)
    best = "the best of each kind reaches: a laser alone 50 %, nothing 10 %."
    assert without((known, idle, option_of(0.4, 0.2))) == [f"T{best[1:]}"]
    # One that was simulated in nominal skin only stands behind those with bands, whatever it reaches.
    (said,) = without((known, idle, option_of(0.6, 0.2)))
    assert said == (
        f"Of those simulated under the scenarios, {best} In nominal skin only, others reach a laser alone 60 %."
    )
