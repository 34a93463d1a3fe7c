"""Skin whose materials vary along the radius: heated cylinders against exact solutions, order, balance, boiling."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from numpy.testing import assert_allclose
from tests.verification import cylinder_exact as exact
from tests.verification import cylinder_problems as problems
from tests.verification.heat_cases import START, heat_grid, heat_pulse, heat_tissue, scattered
from tests.verification.heat_problems import QUIET, last

from microthermal.domain.inputs.block import Body, Inclusion
from microthermal.domain.inputs.skin import Thermal
from microthermal.errors import InputError
from microthermal.heat.models import evolve
from microthermal.heat.models.boil_off import BoilOff
from microthermal.heat.water import BOILING_TEMPERATURE, LATENT_HEAT
from microthermal.tissue.bodies import with_bodies
from microthermal.tissue.thermal import dry_heat_capacity

pytestmark = pytest.mark.xdist_group("verification rows")


def test_formulas_give_the_numbers_that_were_handed_down():
    """A1 to A3 of the table of exact solutions, and their limit of equal materials."""
    k, a = problems.DIFFUSIVITY, problems.RADIUS
    assert exact.centre(a, k, 4.017e-3) == pytest.approx(0.5, abs=1e-4)
    ends = [exact.centre_after(a, k, each * 1e-3) for each in (0.5, 3, 10, 30, 100, 400)]
    assert_allclose(ends, [0.9995, 0.8347, 0.5107, 0.2641, 0.1119, 0.0375], atol=6e-5)
    far = [exact.around(2 * a, a, k, tp, tp + later) for tp, later in ((3e-3, 10e-3), (30e-3, 3e-3), (0.1, 1e-3))]
    assert_allclose(far, [0.091, 0.077, 0.049], atol=6e-4)
    alike = exact.in_other([1e-9, 2 * a], a, 4e-3, problems.SKIN, problems.SKIN)
    assert_allclose(alike, [exact.centre(a, k, 4e-3), exact.around(2 * a, a, k, 1e-7, 4e-3)], rtol=1e-4)


def test_unlike_materials_meet_with_one_temperature_and_one_flux():
    a, step, time = problems.RADIUS, 1e-9, 4e-3
    places = a + step * np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    found = exact.in_other(places, a, time, problems.SHAFT, problems.SKIN)
    assert found[1] == pytest.approx(found[3], rel=1e-4)
    inside, outside = (found[1] - found[0]) / step, (found[4] - found[3]) / step
    assert problems.SHAFT[0] * inside == pytest.approx(problems.SKIN[0] * outside, rel=1e-3)


@pytest.mark.parametrize("name", problems.PROBLEMS)
def test_a_cylinder_is_heated_as_it_should_to_second_order(name):
    errors, orders, _ = problems.refined(name)
    assert orders[-1] > 1.9
    assert errors[-1] < 2e-4 * problems.RISE


@pytest.mark.parametrize(
    ("duration", "until"), [(1e-6, 4.017e-3), (5e-4, 5e-4), (3e-3, 3e-3), (10e-3, 10e-3), (30e-3, 30e-3), (0.1, 0.1)]
)
def test_the_middle_of_a_shaft_warms_as_it_should(duration, until):
    k, a = problems.DIFFUSIVITY, problems.RADIUS
    true = exact.centre_after(a, k, duration) if until == duration else exact.centre(a, k, until)
    assert problems.on_axis(problems.SKIN, duration, until) == pytest.approx(true, abs=1e-3)


def insulated(energy, water=0.1):
    """A body of little water fills a cylinder of skin that gives no heat away; it takes up this energy per volume."""
    grid = heat_grid(10e-6, 10e-6, 10e-6, 10e-6)
    inclusion = Inclusion(
        name="shaft", shape="cylinder", depth=0.0, radius=20e-6, absorption=1e3, scattering=0.0, anisotropy=0.0
    )
    thermal = Thermal(density=1300.0, specific_heat=1500.0, conductivity=0.2, perfusion=0.0)
    tissue = with_bodies(heat_tissue(grid), [Body(inclusion=inclusion, thermal=thermal, water=water)])
    return last(evolve(QUIET, tissue, scattered(grid, energy), heat_pulse(1e-3), None, 1e-3))


def test_a_body_boils_its_own_water_and_then_warms_as_its_own_dry_matter():
    capacity, moist = 1300.0 * 1500.0, 130.0
    sensible = capacity * (BOILING_TEMPERATURE - START)
    half = insulated(sensible + 0.5 * moist * LATENT_HEAT)
    assert half.temperature[0, 0] == pytest.approx(BOILING_TEMPERATURE, rel=1e-9)
    assert half.water[0, 0] == pytest.approx(0.5 * moist, rel=1e-6)
    dried = insulated(sensible + moist * LATENT_HEAT + 1e8)
    assert dried.water[0, 0] == 0.0
    expected = BOILING_TEMPERATURE + 1e8 / dry_heat_capacity(0.1, 1300.0, 1500.0)
    assert dried.temperature[0, 0] == pytest.approx(expected, rel=1e-9)


def test_a_shaft_that_boils_in_skin_closes_its_balance():
    grid = problems.rings(problems.COARSEST)
    tissue = dataclasses.replace(
        with_bodies(heat_tissue(grid), [problems.shaft(water=0.1)]), perfusion=np.array([0.01])
    )
    lit = np.where(grid.r < problems.RADIUS, 8e8, 1e7)
    hottest = 0.0
    for snapshot in evolve(BoilOff(), tissue, scattered(grid, lit[None, :]), heat_pulse(5e-3), None, 0.2):
        b = snapshot.balance
        left = b.stored + b.surface + b.perfused + b.vapour + b.ejected
        assert abs(left - b.supplied) <= 1e-9 * max(b.supplied, 1e-9)
        hottest = max(hottest, float(snapshot.temperature.max()))
    assert hottest > BOILING_TEMPERATURE
    assert snapshot.water[0, 0] < 130.0
    assert snapshot.water[0, -1] == pytest.approx(tissue.water[0, -1])


def test_a_body_of_the_skin_itself_changes_nothing():
    grid = heat_grid(120e-6, 100e-6, 10e-6, 10e-6)
    plain = heat_tissue(grid, 0.0, 1e3)
    inclusion = Inclusion(
        name="bulb", shape="sphere", depth=50e-6, radius=42e-6, absorption=1e3, scattering=0.0, anisotropy=0.8
    )
    thermal = Thermal(density=1140.0, specific_heat=3.55e6 / 1140.0, conductivity=0.5, perfusion=0.0)
    made = with_bodies(plain, [Body(inclusion=inclusion, thermal=thermal, water=740.0 / 1140.0)])
    same = dataclasses.replace(
        made.bodies, initial_water=np.array([740.0]), heat_capacity=plain.heat_capacity[:1],
        dry_heat_capacity=plain.dry_heat_capacity[:1], dry_conductivity=plain.dry_conductivity[:1],
    )  # fmt: skip
    made = dataclasses.replace(made, bodies=same, water=plain.water)
    assert 0 < same.place.sum() < same.place.size
    light = scattered(grid, 4e8 * np.exp(-((grid.r / 60e-6) ** 2)) * np.ones((grid.shape[0], 1)))
    found = [last(evolve(BoilOff(), one, light, heat_pulse(3e-3), None, 0.05)) for one in (plain, made)]
    assert found[0].temperature.max() > START + 10.0
    for name in ("temperature", "water", "removed"):
        assert np.array_equal(getattr(found[0], name), getattr(found[1], name)), name


def test_a_body_must_stand_on_the_axis_and_fill_a_cell():
    inclusion = Inclusion(
        name="hair", shape="cylinder", depth=0.0, radius=1e-6, absorption=1e3, scattering=0.0, anisotropy=0.0
    )
    thermal = Thermal(density=1300.0, specific_heat=1500.0, conductivity=0.2, perfusion=0.0)
    with pytest.raises(InputError, match="finer"):
        with_bodies(
            heat_tissue(heat_grid(50e-6, 50e-6, 10e-6, 10e-6)), [Body(inclusion=inclusion, thermal=thermal, water=0.1)]
        )
    for wrong, match in ({"axis": (1.0, 0.0, 0.0)}, "upright"), ({"x": 1e-3}, "on the axis"):
        with pytest.raises(InputError, match=match):
            Body(inclusion=dataclasses.replace(inclusion, **wrong), thermal=thermal, water=0.1)
