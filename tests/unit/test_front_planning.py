"""A front of real treatments: settings are steps of devices, courses are whole, a search can be stopped, plans talk."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.validation import protocols as protocol_searches

from microthermal import catalog, store
from microthermal.catalog.device_steps import density_steps, energy_steps
from microthermal.errors import InputError
from microthermal.planning.case import PlanCase, plan_case
from microthermal.planning.converse.reach import reach
from microthermal.planning.design.candidates import settings_of
from microthermal.planning.design.courses import candidate_of, course_outcome, visits_of
from microthermal.planning.design.decoding import Decoder
from microthermal.planning.design.following import quick
from microthermal.planning.design.protocols import protocols_of
from microthermal.planning.design.space import check_space, variables_of
from microthermal.planning.evaluate import quickly
from microthermal.planning.front.limits import Begun, told_by
from microthermal.planning.front.robust import chance, expected, robust_value, worst_case
from microthermal.planning.front.scenarios import course_scenarios
from microthermal.planning.front.trial import tried
from microthermal.planning.healing_run import follow
from microthermal.planning.plan import plan_of
from microthermal.planning.records import Plan
from microthermal.planning.window.verdicts import outcome
from microthermal.report.sections import sections
from microthermal.simulation.chain import simulate
from microthermal.store.summary import summary

pytest.importorskip("pymoo")
CASE = {
    "title": "tiny", "skin": {"site": "abdomen", "phototype": "III"}, "goal": "hypertrophic_scar",
    "devices": ["fractional_co2", "er_glass_1550"], "drugs": ["triamcinolone"],
    "fixed": {"stack": 1, "cooling": "device"}, "free": {"sessions": [1, 2], "energy": ["5 mJ", "20 mJ"]},
    "search": {"kind": "front", "evaluations": 16, "population": 4, "shown": 2},
    "settings": {
        "cell": "20 um", "relaxation": "50 ms", "numerical_error": False, "warm_start": False, "persons": 2,
        "until": "60 day", "deposition": {"kind": "monte_carlo", "photons": 640},
    },
}  # fmt: skip


def case_of(**more: object) -> PlanCase:
    found = CASE | more
    return plan_case({name: value for name, value in found.items() if value is not None})


@cache
def decoder() -> Decoder:
    case = case_of(fixed=None, free=None)
    return Decoder(case, variables_of(case, ()), catalog.library())


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_every_place_is_a_course_that_its_device_can_be_set_to(data) -> None:
    read = decoder()
    row = np.array([data.draw(st.floats(0, 1)) for _ in read.free])
    one, library = read.candidate(row), read.library
    pulse, pattern = one.treatment.pulse, one.treatment.pattern
    counted = read.canonical(row[None, :])
    assert read.canonical(counted).tobytes() == counted.tobytes()
    assert settings_of(read.candidate(counted[0])) == settings_of(one)
    if pulse.sham:
        return
    assert energy_steps(one.device, library).holds(pulse.energy)
    assert density_steps(one.device, pattern.passes, library).holds(pattern.density)
    assert not one.device.faults(energy=pulse.energy, duration=pulse.duration, stack=pulse.stack, radius=pulse.radius)


def test_what_is_fixed_stays_and_what_is_free_keeps_its_ends() -> None:
    case = case_of(fixed={"device": "er_glass_1550", "day": "3 day", "passes": 2}, free={"energy": ["10 mJ", "20 mJ"]})
    read = Decoder(case, variables_of(case, case.search.variables), catalog.library())
    assert not {"device", "day", "passes"} & set(read.free)
    for place in np.linspace(0.0, 1.0, 7):
        one = read.candidate(np.full(len(read.free), place))
        assert one.device.name == "er_glass_1550"
        assert one.treatment.pattern.passes == 2
        assert 0.01 <= one.treatment.pulse.energy <= 0.02
        assert all(dose.time == 3 * 86400 for dose in one.treatment.injections)


def test_ends_that_no_device_offers_are_refused() -> None:
    case = case_of(fixed=None, free={"energy": ["1 J", "2 J"], "stack": [15, 20]})
    with pytest.raises(InputError) as error:
        check_space(case, variables_of(case, case.search.variables), catalog.library())
    assert [fault.path for fault in error.value.faults] == ["free.energy", "free.stack"]
    fixed = case_of(free=None, fixed={"energy": "2 J", "device": "er_yag_2940", "concentration": "200 mg/mL"})
    with pytest.raises(InputError) as error:
        check_space(fixed, variables_of(fixed, fixed.search.variables), catalog.library())
    assert {fault.path for fault in error.value.faults} == {"fixed.device", "fixed.concentration", "fixed.energy"}


@pytest.mark.parametrize("device", ["fractional_co2", "er_glass_1550"])
def test_what_is_told_before_healing_is_what_a_whole_simulation_tells(device: str) -> None:
    case = case_of(fixed={"device": device, "sessions": 1}, free={"energy": ["5 mJ", "20 mJ"]})
    read = Decoder(case, variables_of(case, case.search.variables), catalog.library())
    one = read.candidate(np.full(len(read.free), 0.2))
    found = simulate(case.skin, one.treatment, case.condition, quick(case), library=read.library)
    begun = Begun(
        case.skin, case.condition, one.treatment, read.library, found.run, lattice=found.lattice, injury=found.injury
    )
    whole, told = outcome(found), told_by(begun)
    assert len(told) > 15
    for metric in told:
        assert metric(begun).value == whole.of(metric.kind).value, metric.kind


def test_one_visit_is_judged_as_a_candidate_of_a_grid_is() -> None:
    read = decoder()
    case = case_of()
    one = replace(read.candidate(np.full(len(read.free), 0.3)), sessions=1)
    mine = course_outcome(visits_of(case, one, quick(case), read.library))
    assert mine == quickly(case, one, read.library).outcome


def test_a_course_has_the_scores_of_healing_over_its_visits() -> None:
    read, case = decoder(), case_of()
    place = np.full(len(read.free), 0.3)
    place[read.free.index("drug")] = 0.9
    one = replace(read.candidate(place), sessions=2, interval=28 * 86400.0)
    assert one.injection is not None
    found = visits_of(case, one, quick(case), read.library)
    course, scores = course_outcome(found), follow(found).scores
    for score in ("scar_change", "response_rate"):
        assert course.of(score).value == pytest.approx(scores[score].value, rel=1e-9, abs=1e-12)
    assert course.of("atrophy_exposure").value > outcome(found[0]).of("atrophy_exposure").value


def test_a_candidate_ends_at_the_first_limit_that_it_breaks() -> None:
    case = case_of(limits={"depth": {"stop": "10 um"}})
    read = Decoder(case, variables_of(case, case.search.variables), catalog.library())
    found = tried(case, read.candidate(np.full(len(read.free), 0.2)), read.library)
    assert (found.stage, found.outcome) == ("zone", None)
    assert found.broken["depth at most"] == 10.0  # far beyond it: cut off
    strong = case_of(limits={"drug_dose": {"stop": "0.01 %", "warn": "0.01 %"}}, fixed={"drug": "triamcinolone"})
    read = Decoder(strong, variables_of(strong, strong.search.variables), catalog.library())
    late = tried(strong, read.candidate(np.full(len(read.free), 0.2)), read.library)
    assert late.stage == "weeks"
    assert "drug_dose at most" in late.broken


def test_a_long_course_keeps_the_limits_of_a_month() -> None:
    read, case = decoder(), case_of()
    place = np.full(len(read.free), 0.3)
    place[read.free.index("drug")] = 0.9
    strong = replace(read.candidate(place), sessions=12, interval=28 * 86400.0)
    assert tried(case, strong, read.library).stage != "dose"
    dose = replace(strong.treatment.injections[0], concentration=200.0)
    given = replace(strong, treatment=replace(strong.treatment, doses=(dose,)))
    found = tried(case, given, read.library)
    assert found.stage == "dose"
    assert "dose: concentration" in found.broken


def test_what_the_library_holds_out_is_judged_and_starts_nothing_unless_the_case_names_it() -> None:
    case = case_of()
    read = Decoder(case, variables_of(case, case.search.variables), catalog.library())
    found = {one.published.name: one for one in protocols_of(case, (), read, read.library)}
    held = {name for name, one in found.items() if one.published.held_out}
    assert held == {"blome2016", "lee_sj2016"}
    assert {name for name, one in found.items() if not one.starts} == held
    assert all(found[name].candidate is not None for name in held)
    named = protocols_of(case, (catalog.published("blome2016"),), read, read.library)
    assert {one.published.name for one in named if not one.starts} == {"lee_sj2016"}


def test_every_fourth_published_treatment_that_can_be_simulated_is_held_out() -> None:
    able = [one for one in catalog.library().published if not one.unstated]
    places = [place for place, one in enumerate(able) if one.held_out]
    assert places == list(range(3, len(able), 4)), "by name, as decision 63 states"


def test_every_condition_of_published_protocols_is_searched_in_a_space_that_holds_them() -> None:
    told = {name for one in catalog.library().published if not one.unstated for name in one.conditions}
    assert set(protocol_searches.SKINS) == told
    for condition in told:
        case = plan_case(protocol_searches.case_of(condition, 12))
        read = Decoder(case, variables_of(case, case.search.variables), catalog.library())
        found = [one for one in protocols_of(case, (), read, read.library) if not one.published.unstated]
        assert found and all(one.candidate is not None for one in found)
        for one in found:
            assert one.place is not None, one.published.name
            there = read.candidate(one.place)
            assert there.device.name == one.candidate.device.name or one.candidate.treatment.pulse.sham
            assert there.sessions == min(one.candidate.sessions, 10)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(case_of())


@pytest.mark.slow
def test_a_plan_holds_a_front_in_full_with_bands(plan: Plan) -> None:
    front = plan.search.front
    assert front is not None
    assert len(front.evaluations.ended) == 16
    assert any(option.front for option in (*plan.options, *plan.refused))
    values = [robust_value(option) for option in plan.options if not option.nothing]
    assert values == pytest.approx(sorted(values, reverse=True), abs=0.01)
    for option in plan.options:
        names = [one.name for one in course_scenarios(candidate_of(option), plan.stamp.library)]
        assert [one.name for one in option.scenario_scores] == names
        assert worst_case(option)[1] <= expected(option) + 1e-12
        assert expected(option) <= 1.0 + 1e-12
        assert all(0 <= chance(option, one)[0] <= chance(option, one)[1] == 1 + len(names) for one in option.verdicts)
        assert option.spread is not None
    text = " ".join(plan.reasons)
    for word in ("candidates were tried", "What binds", "three pathways", "robust value", "may be found by going"):
        assert word in text


@pytest.mark.slow
def test_protocols_of_the_library_are_bettered_or_it_is_said_why_not(plan: Plan) -> None:
    front = plan.search.front
    known = {one.name for one in plan.stamp.library.published if "hypertrophic_scar" in one.conditions}
    assert {one.name for one in front.starts} == known
    assert all(one.candidate is not None or one.why for one in front.starts)


@pytest.mark.slow
def test_a_stored_plan_is_the_same_and_can_be_talked_to(plan: Plan, tmp_path: Path) -> None:
    store.save(plan, tmp_path / "plan.nc")
    again = store.load(tmp_path / "plan.nc")
    assert again.options == plan.options
    assert again.search.front.case == plan.search.front.case
    for name in ("places", "values", "losses", "excess", "ended", "volume"):
        mine, theirs = (getattr(one.search.front.evaluations, name) for one in (plan, again))
        assert mine.tobytes() == theirs.tobytes()
    asked, other = (one.prefer("sessions <= 1", "drug = none") for one in (plan, again))
    assert asked.options == other.options
    assert asked.reasons == other.reasons


@pytest.mark.slow
def test_what_is_preferred_is_kept_or_the_conflict_is_named(plan: Plan) -> None:
    kept = plan.prefer("sessions <= 1")
    assert kept.options[0].sessions == 1
    assert kept.search.front.said == ("sessions <= 1",)
    assert len(kept.search.front.evaluations.ended) > 16
    further = kept.prefer("depth < 5 mm")
    assert further.options[0].sessions == 1
    impossible = plan.prefer("depth > 30 mm")
    assert [one.search.missed for one in (plan, kept, further)] == [(), (), ()]
    assert impossible.search.missed == ("depth at least 30 mm",)
    assert any("each breaks the limit 'depth at least 30 mm'" in text for text in impossible.reasons)
    with pytest.raises(InputError, match="no candidate of this plan has the device 'laser'; it has"):
        plan.prefer("device = laser")
    assert any("The nearest candidate stands first here" in text for text in impossible.reasons)


@pytest.mark.slow
def test_a_setting_that_no_candidate_can_have_is_told_with_what_they_can_have(plan: Plan) -> None:
    said = plan.prefer("energy > 900 mJ").reasons
    assert any(text.startswith("energy at least 900 mJ: not kept, missed by ") for text in said)
    assert any("no candidate of this plan can have it; its energy goes from" in text for text in said)
    assert any("each breaks the limit 'energy at least 900 mJ'" in text for text in said)
    assert not any("What was not tried may keep them" in text for text in said)
    read = Decoder(plan.search.front.case, plan.search.front.variables, plan.stamp.library)
    every = [settings_of(read.candidate(place)) for place in plan.search.front.evaluations.places]
    for name in ("energy", "duration", "density", "sessions", "concentration"):
        low, high = reach(name, read)
        own = [one[name] for one in every if name in one]
        assert own and low <= min(own) and max(own) <= high


@pytest.mark.slow
def test_a_trade_gains_what_it_asks_for(plan: Plan) -> None:
    before = next(one for one in plan.options if one.lasered)
    traded = plan.trade("depth", "pigment_risk")
    first = traded.options[0]
    assert bool(traded.search.missed) == any("None of" in text for text in traded.reasons)
    if not traded.search.missed:
        assert first.outcome.of("depth").value > before.outcome.of("depth").value
    assert plan.near(1).options
    with pytest.raises(InputError, match="there is no option 99"):
        plan.near(99)
    with pytest.raises(InputError, match="is a setting"):
        plan.trade("sessions", "depth")


@pytest.mark.slow
def test_a_trade_that_nothing_makes_says_so_to_programs(plan: Plan) -> None:
    """Whose first is the deepest already can gain no depth: what is missed is no preference that the plan holds."""
    deepest = plan.prefer("route = needle").trade("coverage", "depth").trade("depth", "coverage")
    while not deepest.search.missed and len(deepest.search.front.evaluations.ended) < 80:
        deepest = deepest.trade("depth", "coverage")
    (missed,) = deepest.search.missed
    assert missed.startswith("depth at least")
    assert any(f"it breaks '{missed.replace('_', ' ')}'" in text for text in deepest.reasons)


@pytest.mark.slow
def test_a_search_that_was_stopped_goes_on_the_same(plan: Plan, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, steps: int, text: str) -> None:
        if text == "candidates" and done >= 10:
            raise Stopped

    state = tmp_path / "state"
    with pytest.raises(Stopped):
        plan_of(case_of(), progress=stop, state=state)
    lines = len(state.read_text(encoding="utf-8").splitlines())
    assert 10 <= lines < 17
    whole = plan_of(case_of(), state=state)
    assert whole.options == plan.options
    assert whole.search.front.evaluations.losses.tobytes() == plan.search.front.evaluations.losses.tobytes()
    with pytest.raises(InputError, match="is the state of another search"):
        plan_of(case_of(drugs=[]), state=state)
    state.write_text("nonsense", encoding="utf-8")
    with pytest.raises(InputError, match="is not the state of a search"):
        plan_of(case_of(), state=state)


@pytest.mark.slow
def test_more_workers_change_no_bit(plan: Plan) -> None:
    other = plan_of(case_of(), workers=2)
    assert other.options == plan.options
    assert other.search.front.evaluations.values.tobytes() == plan.search.front.evaluations.values.tobytes()


@pytest.mark.slow
def test_limits_that_nothing_keeps_are_named_and_the_nearest_is_shown() -> None:
    limits = {"depth": {"stop": "10 um"}, "necrotic_fraction": {"stop": "90 %", "warn": "80 %"}}
    none = plan_of(case_of(limits=limits, drugs=[], free=None))
    assert not any(option.lasered for option in none.options)
    assert "each breaks the limit 'depth at most'" in none.reasons[0]
    assert "The nearest candidate is number" in none.reasons[1]
    assert any(option.lasered for option in none.refused)
    assert none.prefer("passes <= 2").reasons


@pytest.mark.slow
def test_the_page_and_the_summary_show_the_front(plan: Plan) -> None:
    block = sections["front"](plan)
    assert block is not None
    assert sections["options"](plan) is None
    told = summary(plan)
    assert told["front"]["tried"] == 16
    assert "robust value" in told["ranking"]["rule"]


@pytest.mark.slow
def test_a_plan_over_a_grid_cannot_be_talked_to(plan: Plan) -> None:
    grid = replace(plan, search=replace(plan.search, front=None))
    with pytest.raises(InputError, match="one over a grid"):
        grid.prefer("downtime < 1 day")
