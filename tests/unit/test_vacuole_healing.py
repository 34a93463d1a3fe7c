"""Vacuoles in healing: what is torn is filled and shed by its own rates, and nothing of it touches other injuries."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from tests.reference import synthetic
from tests.reference.torn import scenario
from tests.reference.torn import torn as with_vacuoles

from microthermal import catalog
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.results.response import Visit
from microthermal.domain.results.zone import Injury
from microthermal.healing.injury_fractions import fractions
from microthermal.healing.models._needles import Round, told
from microthermal.report.sections.families.vacuole_weeks import vacuole_weeks
from microthermal.simulation.families.torn_courses import torn_courses
from microthermal.zones.families.torn import torn_by, torn_fractions, without_torn

DAY = 86400.0
LAYERS = ("stratum_corneum", "epidermis", "papillary_dermis", "reticular_dermis")
THICKNESS = np.array([16.8, 45.0, 150.0, 1050.0]) * 1e-6
DENSITY = 1.2e7
HEALTHY = Condition(name="healthy", title="Healthy skin")


def hurt(burnt: float = 0.0) -> Injury:
    none = np.zeros(4)
    return Injury(
        layers=LAYERS, thickness=THICKNESS, removed=none, necrotic=np.array([0.0, burnt, burnt, 0.0]), denatured=none,
        stressed=none, lymphocytes_apoptotic=none, lymphocytes_lost=none, vessels_closed=none, epidermis_open=0.0,
        zone_radius=0.0, ablated=False, tissues=LAYERS,
    )  # fmt: skip


@pytest.fixture(scope="module")
def model() -> Any:
    return catalog.healing_model()


def rate(model: Any, name: str) -> float:
    return next(level.value for level in model.parameters if level.name == name) * DAY


@pytest.fixture(scope="module")
def one() -> Injury:
    return torn_by(hurt(), scenario("usual", 4e-5), DENSITY)


def level(injury: Injury, name: str) -> float:
    return next(one.value for one in fractions(injury) if one.name == name)


def test_filling_and_shedding_are_exponentials(model: Any, one: Injury) -> None:
    """Each leaves at its own rate, from what the laser tore: the exact solution of its equation."""
    course = model.follow(one, HEALTHY, (), 60 * DAY)
    days = course.time / DAY
    for species, start, speed in (
        ("vacuoles", "injury_torn", "vacuole_closing"),
        ("vacuole_debris", "injury_torn_epidermis", "vacuole_shedding"),
    ):
        exact = level(one, start) * np.exp(-rate(model, speed) * days)
        assert level(one, start) > 0.0
        assert_allclose(course.of(species), exact, rtol=1e-5, atol=1e-9, err_msg=species)


def test_what_is_torn_in_the_epidermis_is_no_debris_of_the_dermis(model: Any, one: Injury) -> None:
    """All dead tissue is debris somewhere, once: in vacuoles of the epidermis, or where phagocytes take it up."""
    course = model.follow(one, HEALTHY, (), 5 * DAY)
    both = float(course.of("debris")[0] + course.of("vacuole_debris")[0])
    assert both == pytest.approx(level(one, "injury_necrotic"), rel=1e-12)
    deep = torn_by(hurt(), replace(scenario("usual", 4e-5), depth=6e-4), DENSITY)
    assert level(deep, "injury_torn_epidermis") == 0.0 and level(deep, "injury_torn") > 0.0


def test_the_rate_of_filling_is_that_of_the_calendar(model: Any) -> None:
    """The calendar says until when vacuoles are cleared: a twentieth is left then."""
    cleared = catalog.library().ends.breakdown.value.clearing / DAY
    assert math.exp(-rate(model, "vacuole_closing") * cleared) == pytest.approx(0.05, abs=0.002)


def test_a_tear_of_nothing_moves_nothing(model: Any) -> None:
    """Injuries without vacuoles, and with none that tear, are the same to the last bit, and have no vacuoles."""
    burnt = hurt(0.1)
    plain = model.follow(burnt, HEALTHY, (), 30 * DAY)
    nothing = model.follow(torn_by(burnt, scenario("least", 0.0), DENSITY), HEALTHY, (), 30 * DAY)
    assert np.array_equal(plain.state, nothing.state)
    assert not plain.of("vacuoles").any() and not plain.of("vacuole_debris").any()


def test_vacuoles_hold_inflammation_longer_than_a_burn_of_as_much(model: Any, one: Injury) -> None:
    """Debris that is shed slowly is felt for as long: macrophages are there later than after the same dead tissue."""
    torn = model.follow(one, HEALTHY, (), 30 * DAY)
    dead = model.follow(replace(one, torn=None), HEALTHY, (), 30 * DAY)
    late = torn.time > 7 * DAY
    assert (torn.of("inflammatory_macrophages")[late] > dead.of("inflammatory_macrophages")[late]).all()


def test_new_collagen_lies_under_a_whole_epidermis_by_day_14(model: Any) -> None:
    """Seen in guinea pigs at each of three depths (Rhee2024): the sign, not the amount."""
    for depth in (1.2e-4, 2.7e-4, 6.7e-4):
        one = torn_by(hurt(), replace(scenario("usual", 4e-5), depth=depth), DENSITY)
        course = model.follow(one, HEALTHY, (), 15 * DAY)
        laid = course.of("new_collagen_3") + course.of("new_collagen_1")
        assert np.interp(14 * DAY, course.time, laid) > np.interp(3 * DAY, course.time, laid) >= 0.0
        assert not course.of("open_epidermis").any()


def test_visits_add_and_needles_tear_nothing(model: Any, one: Injury) -> None:
    """A second visit tears beside what is left of the first; a needle says that it tears nothing."""
    course = model.follow_visits((Visit(injury=one), Visit(injury=one, time=7 * DAY)), HEALTHY, 20 * DAY)
    start = level(one, "injury_torn")
    at = int(np.searchsorted(course.time, 7 * DAY))
    left = start * math.exp(-7.0 * rate(model, "vacuole_closing"))
    assert course.of("vacuoles")[at] == pytest.approx(start + left, rel=1e-4)
    hurts = {each.name for each in fractions(one) if each.name.startswith("injury_")}
    assert set(told(Round(0.0, 0.01))) == hurts


@pytest.mark.parametrize("burnt", [0.0, 0.3, 1.0])
def test_the_heat_alone_is_found_again(burnt: float) -> None:
    """What heat has killed is not torn as well, and taking the vacuoles out gives back what was put in."""
    before, some = hurt(burnt), scenario("usual", 4e-5)
    after = torn_by(before, some, DENSITY)
    assert after.torn == pytest.approx(torn_fractions(before, some, DENSITY) * (1.0 - before.necrotic))
    assert without_torn(after).necrotic == pytest.approx(before.necrotic, abs=1e-15)
    assert without_torn(after).torn is None


def test_the_page_tells_the_weeks_and_every_scenario() -> None:
    """A figure, a table by day, a table of scenarios and words; nothing where no vacuole is expected."""
    base = with_vacuoles(synthetic.simulation())
    found = base.run.extras.vacuoles
    model, injury = base.library.healing_model(base.settings.healing), base.injury
    torn = torn_by(without_torn(injury), found.usual, base.treatment.pattern.density)
    healing = model.follow(torn, base.condition, (), 60 * DAY)
    made = replace(base, injury=torn, healing=healing, deliveries=())
    picture, by_day, scenarios, words = vacuole_weeks(found, made)
    assert "half after 4.8 days" in picture.alt
    assert [row.cells[0].text for row in scenarios.rows] == ["least", "usual", "most"]
    assert by_day.rows[0].cells[1].text.startswith("100 %")
    assert "a twentieth is left after 21.0 days" in words.text and "recalled" in words.text
    courses = torn_courses(made, found)
    assert courses["usual"] is made.healing
    most, least = (float(courses[name].of("vacuoles")[0]) for name in ("most", "least"))
    assert most > float(healing.of("vacuoles")[0]) > least == 0.0
    none = replace(found, scenarios=tuple(scenario(one.name, 0.0) for one in found.scenarios))
    assert vacuole_weeks(none, made) == ()
