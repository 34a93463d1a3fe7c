"""The timing study: scenarios, days, words, and what must hold for any skin."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from numpy.testing import assert_allclose
from tests.reference import synthetic
from tests.unit.test_beside import case_of

from microthermal import catalog
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.domain.results.zone import Injury
from microthermal.errors import InputError
from microthermal.planning.design.candidates import Candidate
from microthermal.planning.evaluate import quickly
from microthermal.planning.injection_day import curve
from microthermal.planning.injection_day.curve import TimingCurve, days, deliver, laser_alone, timing, usual_goal
from microthermal.planning.injection_day.scenarios import TimingScenario, timing_scenarios, varied_dose, varied_flow
from microthermal.planning.injection_day.study import study as written
from microthermal.planning.injection_day.words import best_days, day_name, mechanisms, order_advice, orders, verdict
from microthermal.planning.metrics import metrics
from microthermal.planning.posterior_courses import drawn
from microthermal.report.page import html
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation
from microthermal.units import DAY, mJ

WHEN = np.array([-DAY, -600.0, 300.0, DAY, 7 * DAY])


@lru_cache(maxsize=4)
def treated(ablative: bool = True, name: str = "triamcinolone") -> Simulation:
    """A lattice without light or heat: only what delivery and healing need is real."""
    made = synthetic.simulation(ablative=ablative, dosed=False)
    skin, condition = catalog.skin("abdomen_iii"), catalog.condition("hypertrophic_scar")
    drug = catalog.drug(name)
    dose = Injection(drug=drug, concentration=drug.concentration, volume=1e-7, depth=1.2e-3, spacing=0.01, time=0.0)
    count = len(skin.layers)
    nothing = np.zeros(count)
    injury = Injury(
        layers=tuple(layer.name for layer in skin.layers),
        thickness=np.array([layer.thickness for layer in skin.layers]),
        removed=nothing + (0.02 if ablative else 0.0),
        necrotic=nothing + 0.08,
        denatured=nothing + 0.05,
        stressed=nothing + 0.1,
        lymphocytes_apoptotic=nothing + 0.02,
        lymphocytes_lost=nothing + 0.08,
        vessels_closed=nothing + 0.06,
        epidermis_open=0.08,
        zone_radius=1e-4,
        ablated=ablative,
    )
    model = catalog.healing_model()
    healing = model.follow(injury, condition, (), 180 * DAY)
    flow = healing.of("perfusion") / healing.of("perfusion")[0]
    return replace(
        made,
        skin=skin,
        condition=condition,
        injury=injury,
        healing=healing,
        untreated=healing,
        deliveries=(),
        treatment=replace(made.treatment, doses=(dose,)),
        perfusion=replace(made.perfusion, time=healing.time, factor=flow),
    )


@lru_cache(maxsize=4)
def study(ablative: bool = True) -> TimingCurve:
    return timing(treated(ablative), usual_goal("hypertrophic_scar"), WHEN, timing_scenarios(3))


def test_days_stand_on_both_sides_of_the_laser() -> None:
    found = days(-2 * DAY, 28 * DAY)
    assert found.size == 32
    assert (np.diff(found) > 0).all()
    assert 0.0 not in found


def test_scenarios_fill_the_space_and_stay_the_same() -> None:
    many = timing_scenarios(20)
    assert many[:5] == timing_scenarios(5)
    assert many[0] == TimingScenario(name="nominal")
    ends = catalog.library().ends.timing_ends
    for name in ("clearance", "flow", "plug", "reperfusion", "half", "effect", "depth"):
        values = np.array([getattr(scenario, name) for scenario in many[1:]])
        low, high = getattr(ends, f"{name}_low"), getattr(ends, f"{name}_high")
        assert (values >= low - 1e-12).all() and (values <= high + 1e-12).all()
        assert values.max() - values.min() > 0.6 * (high - low) or values.max() / max(values.min(), 1e-9) > 3


def test_a_scenario_changes_what_it_says() -> None:
    simulation = treated()
    dose = simulation.treatment.doses[0]
    scenario = TimingScenario(name="x", clearance=2.0, depth=1e-4, half=3.0, effect=0.5, flow=2.0)
    other = varied_dose(dose, scenario, DAY, 4e-3)
    assert (other.time, other.depth) == (DAY, pytest.approx(1.3e-3))
    assert other.drug.kinetics.clearance == 2 * dose.drug.kinetics.clearance
    assert other.drug.effects[0].half == 3 * dose.drug.effects[0].half
    assert other.drug.effects[0].change == 0.5 * dose.drug.effects[0].change
    flow = varied_flow(simulation.perfusion, scenario)
    assert_allclose(flow.factor, np.maximum(1 + 2 * (simulation.perfusion.factor - 1), 0.05))


@pytest.mark.slow
def test_leak_stands_only_after_an_ablative_laser() -> None:
    curve = study()
    assert curve.leak[0, 2] > 0.1
    assert (curve.leak[:, :2] == 0.0).all()
    assert curve.leak[0, 4] < 1e-6
    assert (study(ablative=False).leak == 0.0).all()


def test_benefit_and_harm_are_fractions() -> None:
    curve = study()
    assert curve.benefit[0].max() > 0.0
    for part in (curve.harm, curve.leak, curve.thinning, curve.blunting):
        assert part.min() >= 0.0
        assert part.max() <= 1.0
    assert (curve.net <= curve.benefit).all()


def test_scenarios_do_not_depend_on_each_other_or_on_the_days_asked() -> None:
    alone = timing(treated(), usual_goal("hypertrophic_scar"), WHEN[2:4], timing_scenarios(3)[2:])
    assert_allclose(alone.acting[0], study().acting[2, 2:4], rtol=1e-9)


def test_words_name_the_hypothesis_the_mechanisms_and_the_order() -> None:
    simulation, curve = treated(), study()
    said = " ".join((*verdict(curve), *mechanisms(simulation, curve)))
    for word in ("No trial has compared", "leak through channels", "blood flow is", "Blunted remodelling", "barrier"):
        assert word in said
    moments = orders(simulation, curve)
    assert moments[0].leak == 0.0
    assert moments[1].leak > moments[2].leak > moments[3].leak
    assert "inject first" in order_advice(moments, curve.dose)[0]
    other = study(ablative=False)
    assert "does not matter" in order_advice(orders(treated(False), other), other.dose)[0]
    assert best_days(curve).shape == (3,)


@pytest.mark.slow
def test_days_are_compared_over_the_persons_of_a_plan() -> None:
    # One quantity, one band: the laser alone scores in a study what it scores as a candidate of a plan.
    case = case_of(settings={"cell": "15 um", "until": "120 day", "numerical_error": False, "warm_start": False})
    goal, library = case.goal, catalog.library()
    laser = Treatment(pulse=case.devices[0].pulse(energy=40 * mJ), pattern=Pattern(density=1e6))
    candidate = quickly(case, Candidate(device=case.devices[0], treatment=laser), library)
    dose = treated().treatment.doses[0]
    asked = simulate(case.skin, replace(laser, doses=(dose,)), case.condition, case.settings, library=library)
    alone = laser_alone(asked, case.settings.until)
    assert drawn(alone).courses
    assert curve._score(alone, goal) == pytest.approx(candidate.score, rel=1e-9)
    nominal = replace(alone, settings=replace(alone.settings, persons=0))
    assert abs(curve._score(nominal, goal) - candidate.score) > 1e-4
    few, one = (
        timing(replace(asked, settings=replace(asked.settings, persons=persons)), goal, WHEN[3:], timing_scenarios(1))
        for persons in (8, 0)
    )
    assert np.abs(few.benefit - one.benefit).max() > 0.01


def test_days_have_names() -> None:
    assert [day_name(moment) for moment in (-600.0, 300.0, -2 * DAY, 14 * DAY)] == [
        "just before the laser",
        "just after the laser",
        "day -2",
        "day 14",
    ]


def test_a_case_without_injection_or_goal_is_refused() -> None:
    bare = treated()
    bare = replace(bare, treatment=replace(bare.treatment, doses=()))
    with pytest.raises(InputError, match="doses"):
        timing(bare, usual_goal("keloid"), WHEN)
    with pytest.raises(InputError, match="name one of"):
        usual_goal("healthy")


@pytest.mark.slow
def test_threads_change_nothing() -> None:
    goal, chosen = usual_goal("hypertrophic_scar"), timing_scenarios(3)
    side_by_side = timing(treated(), goal, WHEN, chosen, workers=3)
    for name in ("benefit", "leak", "thinning", "blunting", "acting"):
        assert (getattr(side_by_side, name) == getattr(study(), name)).all(), name


def test_thinning_counts_volume_times_duration() -> None:
    """Points twice as far apart thin a smaller fraction of the dermis; two rounds thin twice as long."""
    simulation = laser_alone(treated(False), 180 * DAY)
    measure = metrics["atrophy_exposure"]

    def exposed(spacing: float, rounds: int = 1) -> float:
        dose = replace(treated(False).treatment.doses[0], spacing=spacing)
        delivery = deliver(simulation, TimingScenario(name="nominal"), dose, DAY)
        return float(measure(replace(simulation, deliveries=(delivery,) * rounds)).value)

    near, far = exposed(0.01), exposed(0.02)
    dose = treated(False).treatment.doses[0]
    felt = deliver(simulation, TimingScenario(name="nominal"), dose, DAY).exposures[0]
    # Thinning and half effect have the same level here, and 10 mm apart no dermis is spared.
    assert (felt.target, felt.time_above) == ("dermis", pytest.approx(near, rel=1e-6))
    assert far < 0.6 * near
    assert exposed(0.01, rounds=2) == pytest.approx(2 * near)
    assert measure(simulation).value == 0.0


@pytest.mark.slow
def test_the_page_says_hypothesis_bands_order_and_where_the_drug_goes() -> None:
    simulation = treated()
    dose = simulation.treatment.doses[0]
    delivery = deliver(laser_alone(simulation, 180 * DAY), TimingScenario(name="nominal"), dose, DAY)
    found = written(replace(simulation, deliveries=(delivery,)), usual_goal("hypertrophic_scar"), WHEN, 2, 2)
    page = html(found)
    for word in ("No trial has compared", "span of the scenarios", "Order in one session", "Fate of the dose",
                 "Exposure by target", "leak through channels"):  # fmt: skip
        assert word in page
