"""What the scenarios of an option share is worked out once, and answers are the same bits without it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from microthermal import catalog
from microthermal.healing import persons
from microthermal.parallel.processes import executor
from microthermal.planning.case import plan_case
from microthermal.planning.converse import whole
from microthermal.planning.design.candidates import Candidate, goal_course
from microthermal.planning.front.assembly import Work
from microthermal.planning.front.plan import first_visit
from microthermal.planning.front.scenarios import CourseScenario, course_scenarios, in_turn, outcome_under
from microthermal.simulation import chain
from microthermal.simulation.many import remembered_field, remembered_zone
from microthermal.simulation.scenarios import changed

CASE: dict[str, Any] = {
    "skin": {"site": "abdomen", "phototype": "III"}, "goal": "hypertrophic_scar", "devices": ["er_glass_1550"],
    "drugs": ["triamcinolone"],
    "settings": {
        "cell": "30 um", "relaxation": "30 ms", "numerical_error": False, "warm_start": False, "persons": 2,
        "until": "60 day", "deposition": {"kind": "monte_carlo", "photons": 3200},
    },
}  # fmt: skip
PLAN = plan_case(CASE)
LIBRARY = catalog.library()


def injected() -> Candidate:
    device = PLAN.devices[0]
    pulse = PLAN.search.pulses(device, LIBRARY)[0]
    run = remembered_zone(PLAN.skin, pulse, device.cooling, PLAN.settings.of_zone, LIBRARY)
    pattern = PLAN.search.patterns(device, pulse, run.zone, LIBRARY)[0]
    doses = next(each for each in PLAN.search.doses(PLAN.drugs, PLAN.skin, PLAN.condition) if each)
    treatment = chain.Treatment(pulse=pulse, pattern=pattern, cooling=device.cooling, doses=doses)
    return replace(goal_course(PLAN.goal, device, treatment), sessions=1)


def scenario(one: Candidate, name: str) -> CourseScenario:
    return next(each for each in course_scenarios(one, LIBRARY) if each.name == name)


def test_scenarios_of_all_treatments_share_their_libraries() -> None:
    """A library is large: what is known of one, its digest too, is found once for a scenario."""
    one = injected()
    for each in course_scenarios(one, LIBRARY):
        if each.light is not None:
            first, again = (changed(each.light, PLAN.skin, one.treatment, LIBRARY)[2] for _ in range(2))
            assert first is again, each.name
            assert (first is LIBRARY) == (first.spectra == LIBRARY.spectra), each.name


def test_scenarios_run_in_an_order_in_which_those_of_one_zone_follow_each_other() -> None:
    every = course_scenarios(injected(), LIBRARY)
    found = in_turn(every)
    assert sorted(each.name for each in found) == sorted(each.name for each in every)
    of_light = [each.light is not None for each in found]
    assert of_light == sorted(of_light) and True in of_light and False in of_light


def test_doses_that_are_tried_with_a_laser_share_its_injury_and_the_healing_without_them() -> None:
    one = injected()
    simulated = [
        chain.simulate(
            PLAN.skin, replace(one.treatment, doses=doses), PLAN.condition, PLAN.settings,
            zone_runner=remembered_zone, field_runner=remembered_field, library=LIBRARY,
        )
        for doses in (one.treatment.doses, ())
    ]  # fmt: skip
    assert simulated[0].injury is simulated[1].injury
    persons._without_medicine.cache_clear()
    shallow, stays = scenario(one, "needle shallow"), scenario(one, "drug stays")
    outcome_under(PLAN, one, shallow, LIBRARY)
    known = persons._without_medicine.cache_info().misses
    warm = outcome_under(PLAN, one, stays, LIBRARY)
    assert persons._without_medicine.cache_info().misses == known
    # The same bits with nothing remembered.
    for each in (persons._without_medicine, persons._answered, chain._laid, remembered_zone, remembered_field):
        each.cache_clear()
    assert outcome_under(PLAN, one, stays, LIBRARY) == warm


@pytest.mark.slow
@pytest.mark.parametrize("threads", [1, 3])
def test_an_answer_in_threads_is_that_of_worker_processes(threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "cores", lambda: threads)
    one = injected()
    with executor(1) as run_all:
        (known,) = Work(PLAN, run_all, LIBRARY, LIBRARY).in_full([one], lambda done, text: None)
    for each in (persons._without_medicine, persons._answered, chain._laid, remembered_zone, remembered_field):
        each.cache_clear()
    found, shown = whole.in_full(PLAN, one, LIBRARY)
    assert found == known
    alone = first_visit(PLAN, one.treatment, LIBRARY, bands=False)
    assert shown.judgement.outcome == alone.judgement.outcome and shown.judgement.verdicts == alone.judgement.verdicts
    assert np.array_equal(shown.visit.healing.state, alone.visit.healing.state)
