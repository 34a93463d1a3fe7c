"""Questions to a plan about routes of a drug: what no course can have, where an answer is looked for, older plans."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.reference import synthetic
from tests.unit.test_front_routes import CASE, CO2, GIVEN, GLASS, LAID, at, decoder
from tests.verification.test_delivery_channels import lay

from microthermal import catalog
from microthermal.domain.inputs.medicine import Injection, TopicalFilm
from microthermal.errors import InputError
from microthermal.planning.beside.without_laser import without_laser
from microthermal.planning.case import plan_case
from microthermal.planning.converse.conversation import _check_choice
from microthermal.planning.converse.reach import beyond_all, kinds_with, reach
from microthermal.planning.converse.statements import Statement, read_statement
from microthermal.planning.converse.walk import Wish, _chosen, _kinds
from microthermal.planning.design.decoding import Decoder
from microthermal.planning.design.reading import read_variables
from microthermal.planning.design.space import check_space, variables_of
from microthermal.planning.records import ScenarioScore
from microthermal.planning.window.judgement import judged
from microthermal.report.sections.injection.injection import _histogram
from microthermal.report.sections.opening.glance import _entries, _sure
from microthermal.report.sections.opening.header import _named

pytest.importorskip("pymoo")


def asked(*texts: str) -> tuple[Statement, ...]:
    return tuple(read_statement(text) for text in texts)


def test_a_question_for_the_zones_walks_to_a_device_that_opens_them() -> None:
    """The best that is known may be an injection after a laser without channels: its route alone changes nothing."""
    read = decoder()
    wish = Wish(asked("route = zones"), np.zeros(1), np.ones(1))
    for place in (at(read, device=GLASS, drug=GIVEN), at(read, device=0.9, drug=0.1)):
        one = read.candidate(_chosen(_kinds(wish, read), place, read))
        assert (one.device.name, [dose.route for dose in one.treatment.doses]) == ("fractional_co2", ["zones"])
    # What has it already keeps all of its names.
    kept = at(read, device=CO2, drug=GIVEN, route=LAID)
    assert _chosen(_kinds(wish, read), kept, read) == pytest.approx(read.canonical(kept[None, :])[0], abs=0.5)
    assert read.candidate(_chosen(_kinds(wish, read), kept, read)) == read.candidate(kept)


def test_a_number_of_a_needle_walks_to_an_injection() -> None:
    read = decoder()
    wish = Wish(asked("depth_of_needle > 1 mm"), np.zeros(1), np.ones(1))
    one = read.candidate(_chosen(_kinds(wish, read), at(read, device=CO2, drug=GIVEN, route=LAID), read))
    assert (one.device.name, [dose.route for dose in one.treatment.doses]) == ("fractional_co2", ["needle"])


@pytest.mark.parametrize(
    "texts",
    [
        ("route = zones", "depth_of_needle > 1 mm"),
        ("route = zones", "day > 2 day"),
        ("route = zones", "drug = none"),
        ("route = zones", "device = er_glass_1550"),
        ("route = zones", "device = none"),
        ("device = none", "energy > 10 mJ"),
    ],
)
def test_what_no_course_can_have_at_once_is_said_to_be_so(texts: tuple[str, ...]) -> None:
    read = decoder()
    said = beyond_all(asked(*texts), read)
    together = "; ".join(one.text for one in asked(*texts))
    assert f"No candidate of this plan can have all of this at once: {together}." in said
    assert all(kinds_with(asked(text), read) for text in texts)


def test_a_setting_that_no_course_has_is_said_to_be_so() -> None:
    read = decoder(fixed={"route": "zones"})
    (said,) = beyond_all(asked("spacing > 8 mm"), read)
    assert said == "spacing at least 8 mm: no candidate of this plan can have it; none has this setting."
    assert beyond_all(asked("route = zones"), read) == []
    assert beyond_all(asked("downtime < 3 day", "sessions <= 2", "interval > 20 day"), read) == []


def test_a_needle_is_known_where_every_device_opens_channels() -> None:
    read = decoder(devices=["fractional_co2"], fixed={"device": "fractional_co2"})
    ends = reach("spacing", read)
    assert ends is not None
    assert ends[0] < ends[1]


def test_a_plan_that_was_kept_before_routes_varied_is_one_of_needles() -> None:
    read = decoder()
    older = replace(read, variables=tuple(one for one in read.variables if one.name != "route"))
    wanted, not_there = asked("route = needle", "route = zones")
    _check_choice(wanted, older)
    with pytest.raises(InputError, match="no candidate of this plan has the route 'zones'; it has needle"):
        _check_choice(not_there, older)
    wish = Wish((wanted,), np.zeros(1), np.ones(1))
    one = older.candidate(_chosen(_kinds(wish, older), at(older, device=CO2, drug=0.1), older))
    assert [dose.route for dose in one.treatment.doses] == ["needle"]


def test_an_example_of_a_name_is_a_name() -> None:
    with pytest.raises(InputError, match="write for example 'route = needle'"):
        read_statement("route < 3")
    with pytest.raises(InputError, match=r"""for example \["needle", "zones"\]"""):
        read_variables({"route": True}, None)


def test_no_route_varies_where_the_device_that_is_fixed_opens_none() -> None:
    assert "route" not in decoder(fixed={"device": "er_glass_1550"}).free
    assert "route" not in decoder(fixed={"drug": "none"}).free


def test_who_fixes_that_medicine_is_laid_on_is_offered_no_injection() -> None:
    """Nor a film of plasma, of which closed skin lets nothing in."""
    for route, kinds in ((None, [False, False]), ("needle", [False, False]), ("zones", [True])):
        fixed = {} if route is None else {"route": route}
        case = plan_case({**CASE, "drugs": ["prp", "minoxidil"], "fixed": fixed})
        pulse = case.search.pulses(case.devices[0])[0]
        doses = [dose for one in without_laser(case, pulse) for dose in one.doses]
        assert [isinstance(dose, TopicalFilm) for dose in doses] == kinds


@pytest.mark.parametrize("ends", [["1 ug/mL", "2 ug/mL"], ["0.01 ng/mL", "0.02 ng/mL"]])
def test_strengths_that_no_drug_has_are_refused(ends: list[str]) -> None:
    case = plan_case({**CASE, "free": {"concentration": ends}})
    with pytest.raises(InputError, match=r"free\.concentration: no drug of this case is given so"):
        check_space(case, variables_of(case, case.search.variables), catalog.library())
    bare = plan_case({**CASE, "drugs": [], "free": {"concentration": ends}})
    check_space(bare, variables_of(bare, bare.search.variables), catalog.library())
    assert Decoder(bare, variables_of(bare, ()), catalog.library()).routes == ("needle",)


def test_the_histogram_of_a_film_speaks_of_no_points() -> None:
    course = lay("triamcinolone")
    needle = Injection(drug=course.dose.drug, concentration=10.0, volume=1e-7, depth=1e-3, spacing=1e-2, time=0.0)
    (laid,), (injected,) = (_histogram(one, 0) for one in (course, replace(course, dose=needle)))
    assert "of a point that hits" in injected.caption and "wetted" in injected.caption
    assert "point" not in laid.caption and "wetted" not in laid.caption


def test_a_glance_tells_of_medicine_that_is_laid_on() -> None:
    film = TopicalFilm(drug=catalog.drug("prp"), concentration=1e-5, volume=1e-8, side=1e-2, time=0.0)
    found = synthetic.simulation(dosed=False)
    laid = replace(found, treatment=replace(found.treatment, doses=(film,)))
    for one, told in ((laid, True), (found, False)):
        table = _entries(one)
        assert table is not None
        whats = [row.cells[1].text for row in table.rows]
        assert ("Medicine on the skin" in whats) == told


def test_a_glance_does_not_say_that_no_scenario_ran_where_options_have_them() -> None:
    plan = synthetic.plan()
    assert plan.best is not None
    bare = replace(plan, judgement=replace(judged(plan.best, goal=plan.goal), scenarios=()))
    assert "No scenarios were run" in _sure(bare)
    scores = (ScenarioScore(name="drug leaves", score=0.5, reached=(), stops=()),)
    first = replace(plan.options[0], scenario_scores=scores)
    assert "No scenarios" not in _sure(replace(bare, options=(first, *plan.options[1:])))


def test_a_headline_says_that_medicine_is_laid_on() -> None:
    option = next(one for one in synthetic.plan().options if one.lasered and one.treatment.injections)
    title = option.treatment.doses[0].drug.title
    film = TopicalFilm(drug=option.treatment.doses[0].drug, concentration=10.0, volume=1e-8, side=1e-2, time=0.0)
    laid = replace(option, treatment=replace(option.treatment, doses=(film,)))
    assert f"with {title} laid on" in _named(laid)
    assert "laid on" not in _named(option)
