"""Routes of a drug in a search: injected, or laid on the zones where channels are open."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from microthermal import catalog
from microthermal.cli.showing.tables import _given
from microthermal.delivery.mechanisms.channels import Channels
from microthermal.delivery.mechanisms.unit_cell import COARSE
from microthermal.delivery.rounds import ways
from microthermal.domain.inputs.medicine import TopicalFilm
from microthermal.errors import InputError
from microthermal.planning.case import PlanCase, plan_case
from microthermal.planning.converse.statements import read_statement
from microthermal.planning.design.candidates import settings_of
from microthermal.planning.design.courses import repeated
from microthermal.planning.design.decoding import Decoder
from microthermal.planning.design.doses import dose_faults
from microthermal.planning.design.following import quick
from microthermal.planning.design.protocols import protocols_of
from microthermal.planning.design.space import check_space, variables_of
from microthermal.planning.front.scenarios import course_scenarios, few_outcome, outcome_under
from microthermal.quantity import amended
from microthermal.simulation.chain import simulate

pytest.importorskip("pymoo")
CASE: dict[str, Any] = {
    "title": "routes", "skin": {"site": "scalp", "phototype": "II"}, "goal": "androgenetic_alopecia",
    "devices": ["er_glass_1550", "fractional_co2"], "drugs": ["prp"], "search": {"kind": "front"},
}  # fmt: skip
FILM = {"drug": "minoxidil", "concentration": "50 mg/mL", "film": "10 uL/cm**2", "first": "0 day"}


def decoder(**more: Any) -> Decoder:
    case = plan_case({**CASE, **more})
    return Decoder(case, variables_of(case, case.search.variables), catalog.library())


def at(read: Decoder, **places: float) -> np.ndarray:
    """A place in the middle of the box but for what is named."""
    row = np.full(len(read.free), 0.4)
    for name, place in places.items():
        row[read.free.index(name)] = place
    return row


# The devices of the case are first 1550 nm, then CO2, then none.
GLASS, CO2, NONE, GIVEN, LAID = 0.1, 0.5, 0.9, 0.9, 0.9


def test_medicine_is_laid_on_where_channels_are_open() -> None:
    read = decoder()
    one = read.candidate(at(read, device=CO2, drug=GIVEN, route=LAID))
    (film,) = one.treatment.doses
    assert isinstance(film, TopicalFilm)
    assert (film.route, film.time, film.repeated) == ("zones", 0.0, False)
    assert film.volume / film.area == pytest.approx(1e-4)  # 10 µL on a square centimetre, as published
    held = read.settings(one)
    assert held["route"] == "zones"
    assert not {"spacing", "depth_of_needle", "day"} & set(held)
    assert [len(each.doses) for each in repeated(one.treatment, 3, 2e6)[0]] == [1, 1, 1]


@pytest.mark.parametrize("device", [GLASS, NONE])
def test_where_no_channels_are_open_it_is_injected(device: float) -> None:
    read = decoder()
    one = read.candidate(at(read, device=device, drug=GIVEN, route=LAID))
    assert [dose.route for dose in one.treatment.doses] == ["needle"]
    counted = read.canonical(at(read, device=device, drug=GIVEN, route=LAID)[None, :])
    assert counted.tobytes() == read.canonical(at(read, device=device, drug=GIVEN, route=0.1)[None, :]).tobytes()


def test_a_search_without_channels_or_without_drugs_varies_no_route() -> None:
    assert "route" in decoder().free
    assert "route" not in decoder(devices=["er_glass_1550", "thulium_1927"]).free
    assert "route" not in decoder(drugs=[]).free


@pytest.mark.parametrize("route", ["needle", "zones"])
def test_a_route_that_is_fixed_stays(route: str) -> None:
    read = decoder(fixed={"route": route})
    assert "route" not in read.free
    for device in (GLASS, CO2):
        given = read.candidate(at(read, device=device, drug=GIVEN)).treatment.doses
        assert [dose.route for dose in given] == [route]


@pytest.mark.parametrize(("drug", "enters"), [("prp", False), ("minoxidil", True)])
def test_what_closed_skin_lets_not_in_is_no_medicine_alone(drug: str, enters: bool) -> None:
    """Plasma on skin that nothing opened would lead a plan as a treatment, with the numbers of none."""
    read = decoder(fixed={"route": "zones"}, drugs=[drug])
    one = read.candidate(at(read, device=NONE, drug=GIVEN))
    assert [dose.route for dose in one.treatment.doses] == (["zones"] if enters else [])
    assert read.settings(one)["drug"] == (drug if enters else "none")
    injects = decoder(fixed={"route": "needle"}, drugs=[drug])
    assert injects.candidate(at(injects, device=NONE, drug=GIVEN)).treatment.injections


def test_what_the_case_lays_on_is_no_setting() -> None:
    read = decoder(topicals=[FILM])
    bare = read.candidate(at(read, device=CO2, drug=0.1))
    assert [dose.drug.name for dose in bare.treatment.doses] == ["minoxidil"]
    assert read.settings(bare)["drug"] == "none"
    given = read.candidate(at(read, device=CO2, drug=GIVEN, route=LAID))
    assert [dose.drug.name for dose in given.treatment.doses] == ["prp", "minoxidil"]
    assert read.settings(given)["drug"] == "prp"
    assert read.place(given).tobytes() == read.canonical(read.place(given)[None, :])[0].tobytes()


def test_what_is_laid_on_is_held_against_what_may_be_given() -> None:
    read = decoder()
    one = read.candidate(at(read, device=CO2, drug=GIVEN, route=LAID))
    assert not dose_faults(read.case, one)
    strong = replace(one.treatment.doses[0], concentration=100.0)
    faults = dose_faults(read.case, replace(one, treatment=replace(one.treatment, doses=(strong,))))
    assert any("would hold" in fault.text for fault in faults)
    assert not any("point" in fault.text for fault in faults)
    assert any("lay on less" in fault.text for fault in faults)


def test_published_treatments_that_lay_on_are_places_of_the_box() -> None:
    read = decoder(free={"sessions": [1, 10]})
    found = {one.published.name: one for one in protocols_of(read.case, (), read, read.library)}
    one = found["hanthavichai2022_high"]
    assert (one.why, one.starts) == ("", True)
    assert one.place is not None
    mine = read.candidate(one.place)
    assert mine.device.name == "fractional_co2"
    assert [dose.route for dose in mine.treatment.doses] == ["zones"]
    injects = decoder(fixed={"route": "needle"})
    other = {each.published.name: each for each in protocols_of(injects.case, (), injects, injects.library)}
    assert other["hanthavichai2022_high"].why == "its medicine is given by another route"


def test_scenarios_of_a_film_are_those_of_its_drug_and_not_of_a_needle() -> None:
    read = decoder()
    film, injected = (read.candidate(at(read, device=CO2, drug=GIVEN, route=place)) for place in (LAID, 0.1))
    names = {one.name for one in course_scenarios(film, read.library)}
    assert {"drug stays", "drug leaves"} <= names
    assert not {"needle shallow", "needle deep"} & names
    assert {"needle shallow", "needle deep", "drug stays"} <= {
        one.name for one in course_scenarios(injected, read.library)
    }


def test_medicine_given_while_channels_are_open_meets_plugs_as_scenarios_have_them() -> None:
    read = decoder(settings={"persons": 2, "numerical_error": False, "warm_start": False, "cell": "20 um",
                             "until": "60 day", "deposition": {"kind": "monte_carlo", "photons": 640}})  # fmt: skip
    film = read.candidate(at(read, device=CO2, drug=GIVEN, route=LAID, sessions=0.01))
    plugs = {one.name: one for one in course_scenarios(film, read.library) if one.plug}
    assert set(plugs) == {"channels close", "channels stay"}
    told = [few_outcome(read.case, film, read.library)]
    told += [outcome_under(read.case, film, one, read.library) for one in plugs.values()]
    usual, close, stay = (one.of("drug_dose").value for one in told)
    # Most of what enters of so large molecules is what fills the channels at once, plugs or not.
    assert 0.0 < 0.9 * usual < close < 0.999 * usual < usual < stay
    late = read.candidate(at(read, device=CO2, drug=GIVEN, route=0.1, day=0.9))
    closed = read.candidate(at(read, device=GLASS, drug=GIVEN, day=0.0))
    at_once = read.candidate(at(read, device=CO2, drug=GIVEN, route=0.1, day=0.0))
    have = [any(each.plug for each in course_scenarios(one, read.library)) for one in (late, closed, at_once)]
    assert have == [False, False, True]


def test_a_film_finds_channels_plugged_as_the_needle_does() -> None:
    read = decoder()
    (film,) = read.candidate(at(read, device=CO2, drug=GIVEN, route=LAID)).treatment.doses
    case = amended(read.case, settings=quick(read.case))
    one = read.candidate(at(read, device=CO2, drug=GIVEN, route=LAID))
    lattice = simulate(case.skin, one.treatment, case.condition, case.settings, library=read.library).lattice
    usual, soon = (ways(film, lattice, 9e6, needle)[0][0] for needle in (COARSE, amended(COARSE, plug=600.0)))
    assert (usual, soon) == (Channels(), Channels(plug=600.0))


def test_a_route_can_be_asked_for() -> None:
    read, wanted = decoder(), read_statement("route = zones")
    film, injected = (read.candidate(at(read, device=CO2, drug=GIVEN, route=place)) for place in (LAID, 0.1))
    assert [wanted.excess(settings_of(one).get("route")) for one in (film, injected)] == [0.0, 1.0]


def test_a_front_that_was_kept_before_routes_varied_injects() -> None:
    read = decoder()
    older = replace(read, variables=tuple(one for one in read.variables if one.name != "route"))
    one = older.candidate(at(older, device=CO2, drug=GIVEN))
    assert [dose.route for dose in one.treatment.doses] == ["needle"]


def test_unknown_routes_are_refused_in_one_sentence() -> None:
    with pytest.raises(InputError, match="known are: needle, zones"):
        plan_case({**CASE, "free": {"route": ["needle", "spray"]}})
    case: PlanCase = plan_case(CASE)
    check_space(case, variables_of(case, ()), catalog.library())


def test_a_terminal_says_that_medicine_is_laid_on() -> None:
    read = decoder()
    (film,) = read.candidate(at(read, device=CO2, drug=GIVEN, route=LAID)).treatment.doses
    assert _given(film) == "laid on"
    assert _given(replace(film, time=3 * 86400.0)) == "laid on, day 3"
