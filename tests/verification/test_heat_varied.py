"""Heat where properties change as tissue warms: boiling over a range, warm tissue that conducts better, vessels."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from tests.verification import heat_problems as problems
from tests.verification import heat_varied as varied
from tests.verification.heat_cases import CAPACITY, WATER
from tests.verification.heat_fineness import finer, order_in_time

from microthermal.heat.boundary import BOILING_RANGE, TOLERANCE, VESSELS, WARMING
from microthermal.heat.water import BLOOD_HEAT_CAPACITY
from microthermal.numerics.constants import GAS_CONSTANT

pytestmark = pytest.mark.xdist_group("verification rows")


@pytest.mark.parametrize("pieces", [1, 4])
@pytest.mark.parametrize("fraction", [0.05, 0.13, 0.3, 0.6, 0.999, 1.02])
@pytest.mark.parametrize("boiling_range", [0.0, BOILING_RANGE, 50.0])
def test_a_cell_boils_over_a_range_however_its_heat_comes(boiling_range, fraction, pieces):
    (temperature, water), (true, left) = varied.dried_over(boiling_range, fraction, pieces)
    assert temperature == pytest.approx(true, rel=1e-10)
    assert water == pytest.approx(left, abs=1e-10 * WATER)


def test_a_narrow_range_is_one_boiling_point():
    ends = []
    for boiling_range in (0.0, 0.01, BOILING_RANGE):
        with problems.varied_by(boiling_range=boiling_range):
            ends.append(problems.stefan(10e-6)[0])
    assert ends[1] == pytest.approx(ends[0], abs=0.1e-6)
    # What the usual range does to the depth of a front: less than the warming of dry matter by it would take.
    assert ends[2] == pytest.approx(ends[0], abs=1e-6)


@pytest.mark.parametrize("warming", [WARMING, 0.01, -0.005])
def test_a_slab_whose_conductivity_follows_its_temperature_is_kirchhoffs(warming):
    errors, changes = [], []
    even = varied.warming_slab(25e-6, 0.0)[1]
    for cell in (50e-6, 25e-6, 12.5e-6):
        ours, true = varied.warming_slab(cell, warming)
        errors.append(float(np.abs(ours - true).max()))
        changes.append(float(np.abs(true).max() - even.max()))
    assert np.log2(np.array(errors[:-1]) / errors[1:]).min() > 1.9
    assert errors[-1] < 0.02
    # Without the warming the slab would be another.
    assert np.sign(changes[-1]) == -np.sign(warming)
    assert abs(changes[-1]) > 40 * errors[-1]


def test_warming_of_conductivity_is_of_first_order_in_time():
    with problems.varied_by(warming=WARMING):
        orders, errors = order_in_time(problems.warmed)
        with finer(8.0):
            fine = problems.last(problems.warmed()).temperature
        with problems.stepping_by(TOLERANCE):
            usual = problems.last(problems.warmed()).temperature
    # Conductances are those of the start of each step.
    assert orders.min() > 0.9
    assert errors[0] < 0.05
    assert np.abs(usual - fine).max() < 0.05 * TOLERANCE


def test_blood_that_is_stopped_gradually_cools_as_its_equations_say():
    errors = []
    for factor in (4.0, 8.0, 16.0):
        with finer(factor):
            (temperature, given), (true, carried), omega = varied.cooled_by_closing_vessels()
        errors.append(abs(temperature - true))
        assert given == pytest.approx(carried, rel=1e-3)
    # More than half of the vessels are closed in the end: with open ones the cell would be 6 K colder.
    assert omega > 1.5
    (open_end, _), _, _ = varied.cooled_by_closing_vessels(vessel_frequency=0.0, vessel_energy=1e4)
    assert open_end < true - 5.0
    # Of first order: burden is added up after each step.
    assert errors[0] < 3e-3
    assert errors[2] < 0.7 * errors[1] < errors[0]


def test_blood_in_open_vessels_is_of_second_order_in_time():
    errors = []
    for factor in (1.0, 2.0, 4.0):
        with finer(factor):
            (ours, _), (true, _), _ = varied.cooled_by_closing_vessels(vessel_frequency=0.0, vessel_energy=1e4)
        errors.append(abs(ours - true))
    assert np.log2(np.array(errors[:-1]) / errors[1:]).min() > 1.85


def test_the_fraction_of_open_vessels_falls_with_the_burden_of_a_steady_temperature():
    # So little blood that the cell stays as warm as it is: what blood takes is the integral of exp(-rate t).
    perfusion, until, difference = 1e-3, 4.0, varied.WARM - 310.15
    rate = varied.CLOSING["vessel_frequency"] * np.exp(-varied.CLOSING["vessel_energy"] / GAS_CONSTANT / varied.WARM)
    exact = perfusion * BLOOD_HEAT_CAPACITY * difference * -np.expm1(-rate * until) / rate
    with problems.stepping_by(1e-6):
        (warm, given), _, omega = varied.cooled_by_closing_vessels(until, perfusion)
    assert warm == pytest.approx(varied.WARM, abs=0.1)
    assert omega == pytest.approx(rate * until, rel=1e-2)
    assert given == pytest.approx(exact, rel=5e-3)
    assert CAPACITY * (varied.WARM - warm) == pytest.approx(given, rel=1e-9)


def test_vessels_of_hot_skin_close_within_a_second_and_those_of_warm_skin_do_not():
    usual = {"vessel_frequency": VESSELS[0], "vessel_energy": VESSELS[1]}
    open_ones = {"vessel_frequency": 0.0, "vessel_energy": VESSELS[1]}
    for start, least, most in ((318.15, 0.999, 1.001), (335.15, 0.0, 0.5)):
        with patch.object(varied, "WARM", start):
            given, free = (varied.cooled_by_closing_vessels(1.0, 1e-2, **how)[0][1] for how in (usual, open_ones))
        assert least < given / free < most
