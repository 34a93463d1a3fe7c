"""The chance of pigment answers to device, epidermis, heat, density, phototype and calm; its band is that of trials."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from microthermal.cases.treatment import treatment_case
from microthermal.planning.metrics import metrics
from microthermal.simulation.chain import simulate
from microthermal.simulation.many import remembered_field, remembered_zone
from microthermal.simulation.records import Simulation

# Device, energy [mJ], density [1/cm²], sessions of the source, and what trials in type IV say [%]: judged
# middle, low, high.
USUAL = (
    ("fractional_co2", 15, 300, 1, 25, 5, 75), ("er_yag_2940", 15, 200, 1, 10, 3, 30),
    ("er_glass_1550", 16.3, 1000, 1, 8, 3, 20), ("thulium_1927", 10, 500, 3, 4, 1, 12),
)  # fmt: skip


@cache
def session(device: str, energy: float, density: float, phototype: str = "iv", steroid: bool = False) -> Simulation:
    dose = {
        "drug": "triamcinolone", "concentration": "2.5 mg/mL", "volume": "0.05 mL", "depth": "1 mm", "spacing": "10 mm",
        "time": "0 day",
    }  # fmt: skip
    doses = [dose] if steroid else []
    case = treatment_case(
        {
            "title": "pigment", "skin": f"cheek_{phototype}", "device": device, "pulse": {"energy": f"{energy} mJ"},
            "pattern": {"density": f"{density} / cm**2"}, "doses": doses,
        }
    )  # fmt: skip
    settings = replace(case.settings, numerical_error=False, warm_start=False, cell=1e-5)
    return simulate(case.skin, case.treatment, case.condition, settings, remembered_zone, remembered_field)


def risk(simulation: Simulation) -> float:
    return metrics["pigment_risk"](simulation).value


@pytest.mark.parametrize(("device", "energy", "density", "visits", "middle", "low", "high"), USUAL)
def test_usual_sessions_in_type_four(
    device: str, energy: float, density: float, visits: int, middle: float, low: float, high: float
) -> None:
    found = metrics["pigment_course"](session(device, energy, density), visits=visits)
    assert 100 * found.value == pytest.approx(middle, rel=0.25)
    assert 100 * found.low < 1.2 * low
    assert 100 * found.high > 0.8 * high


def test_classes_differ_in_their_order() -> None:
    found = [risk(session(device, energy, density)) for device, energy, density, *_ in USUAL]
    assert found == sorted(found, reverse=True)


def test_a_picosecond_array_is_a_class_of_its_own() -> None:
    """Its pulse is below ten nanoseconds; what it kills by heat, here nothing, does not move its chance."""
    usual = session("er_glass_1550", 10, 278)
    pulse = replace(usual.treatment.pulse, wavelength=1.064e-6, duration=2e-9)
    array = replace(
        usual, treatment=replace(usual.treatment, pulse=pulse), lattice=replace(usual.lattice, bulk_rise=0.0),
        injury=replace(usual.injury, epidermis_open=0.0),
    )  # fmt: skip
    found = metrics["pigment_course"](array, visits=4)
    assert 100 * found.value == pytest.approx(2.0, rel=0.1)
    assert 100 * found.low < 0.6 and 100 * found.high > 5.0
    opened = replace(array, injury=replace(array.injury, epidermis_open=0.1))
    assert risk(opened) == risk(array)
    warmer = replace(array, lattice=replace(array.lattice, bulk_rise=30.0))
    assert risk(warmer) > risk(array)
    assert risk(array) < risk(session("thulium_1927", 10, 500))


def test_twice_the_density_and_more_energy() -> None:
    one, twice = (risk(session("er_glass_1550", 10, density)) for density in (500, 1000))
    assert 1.4 < twice / one < 2.4, "71 against 43 % of persons at one energy"
    few, many = risk(session("er_glass_1550", 16.3, 1000)), risk(session("er_glass_1550", 8.2, 2000))
    assert many / few == pytest.approx(1.7, abs=0.3), "12.4 against 7.1 % of sessions at one fluence"
    ladder = [risk(session("fractional_co2", energy, 200)) for energy in (5, 10, 20, 40)]
    assert ladder == sorted(ladder)
    assert ladder[-1] / ladder[0] < 2.5


def test_epidermis_and_heat_count_by_themselves() -> None:
    usual = session("er_glass_1550", 16.3, 1000)
    opened = [
        risk(replace(usual, injury=replace(usual.injury, epidermis_open=killed))) for killed in (0.0, 0.05, 0.2, 0.8)
    ]
    warm = [risk(replace(usual, lattice=replace(usual.lattice, bulk_rise=rise))) for rise in (0.0, 15.0, 43.0)]
    for found in (opened, warm):
        assert found == sorted(found) and found[-1] > 1.2 * found[0]


def test_darker_skin_has_more_and_a_steroid_at_once_halves_it() -> None:
    found = [risk(session("er_glass_1550", 10, 500, phototype)) for phototype in ("ii", "iii", "iv", "v", "vi")]
    assert found == sorted(found)
    plain, calm = (risk(session("er_glass_1550", 16.3, 1000, steroid=steroid)) for steroid in (False, True))
    assert calm / plain == pytest.approx(0.5, abs=0.1)


def test_visits_add_hazard_as_sessions_against_persons_do() -> None:
    """Half of all sessions and nine tenths of persons over three of them (Manuskiatti2010), as independent ones do."""
    one = session("fractional_co2", 15, 300)
    once, thrice = (metrics["pigment_course"](one, visits=visits) for visits in (1, 3))
    assert once.value == pytest.approx(risk(one), rel=1e-12)
    assert (once.low, once.high) == pytest.approx((metrics["pigment_risk"](one).low, metrics["pigment_risk"](one).high))
    assert thrice.value == pytest.approx(1.0 - (1.0 - once.value) ** 3, rel=1e-12)
    # It may always be the same persons: then the course has no more than the session.
    assert once.low < thrice.low < 0.8 * (1.0 - (1.0 - once.low) ** 3) and thrice.high > thrice.value > once.value
    found = [metrics["pigment_course"](one, visits=visits).value for visits in range(1, 8)]
    assert found == sorted(found) and found[-1] < 1.0
