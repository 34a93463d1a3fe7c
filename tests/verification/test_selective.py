"""Hairs and vessels: the rows of the verification page that hold them, held walls, damage times."""

from __future__ import annotations

import numpy as np
import pytest
from tests.verification import selective_problems as problems
from tests.verification import selective_rows as rows
from tests.verification.rows import rows_of

from microthermal.damage.damage_time import damage_times
from microthermal.damage.laws.arrhenius import Arrhenius
from microthermal.numerics.conduction.held_wall import rise_around

pytestmark = pytest.mark.xdist_group("verification rows")


@pytest.mark.parametrize("make", [*rows.HEAT[:4], rows.held_wall, *rows.LIGHT], ids=lambda make: make.__name__)
def test_rows_pass(make):
    found = rows_of(make)
    assert found
    assert [row.case for row in found if not row.passed] == []


def test_darker_skin_lets_less_light_pass_and_1064_nm_most():
    for table in problems.FLUENCE.values():
        assert table["ii"] > table["iv"] > table["vi"]
    found = {name: problems.fluence_at_bulge(755, name)[0] for name in ("ii", "iv", "vi")}
    assert found["ii"] > found["iv"] > found["vi"]
    assert problems.fluence_at_bulge(1064, "vi")[0] > problems.fluence_at_bulge(808, "vi")[0] > found["vi"]


def test_a_sampled_rise_is_the_exact_one():
    ours, true = problems.after_pulse(30e-3)
    # Right after a pulse the wall of the shaft is steep: rings of a twentieth of its radius blur it.
    assert ours[1:] == pytest.approx(true[1:], abs=6e-4)
    assert ours[0] == pytest.approx(true[0], abs=4e-3)


def test_a_held_wall_is_followed_to_second_order_in_its_steps():
    coarse, fine, finest = (
        rise_around(35e-6, 70e-6, 1.1e-7, np.logspace(-6, -1, number))[-1] for number in (51, 101, 201)
    )
    assert np.log2(abs(coarse - fine) / abs(fine - finest)) > 1.7


def test_a_target_that_nothing_reaches_is_never_lost_and_hotter_walls_are_sooner():
    law = Arrhenius(
        endpoint="cells", frequency=3.1e98, energy=6.28e5, temperature_low=300, temperature_high=400, duration_low=1e-3,
        duration_high=1e3,
    )  # fmt: skip
    held = np.array([315.0, 345.0, 373.15, 423.15, 523.15])
    found = damage_times(law, held, 307.0, (35e-6, 150e-6), 1.1e-7, 2.0)
    assert found[0] == 2.0
    assert np.all(np.diff(found[1:]) < 0.0)
    # Far above the relaxation time of the shaft, as the extended theory has it.
    assert found[-1] > 4e-3
    nearer = damage_times(law, held, 307.0, (35e-6, 105e-6), 1.1e-7, 2.0)
    assert np.all(nearer <= found)


class Evenly:
    """A made-up law: the rate of damage is so much for each kelvin above 307 K, and something at any temperature."""

    def __init__(self, always: float, by_kelvin: float = 0.0) -> None:
        self._always, self._by_kelvin = always, by_kelvin

    def rate(self, temperature):
        return self._always + self._by_kelvin * (temperature - 307.0)


@pytest.mark.parametrize("wanted", [1e-9, 4e-7, 1e-6, 1.03e-6, 3.3e-5, 0.7, 1.999])
def test_the_time_to_damage_one_at_a_constant_rate_is_one_over_it(wanted):
    """Also within the first step, and wherever within a later one, with the damage of those before it."""
    found = damage_times(Evenly(1.0 / wanted), np.array([340.0, 400.0]), 307.0, (35e-6, 105e-6), 1.1e-7, 2.0)
    assert found == pytest.approx([wanted, wanted], rel=1e-9)


def test_damage_of_less_than_one_takes_longer_than_is_followed():
    slow = Evenly(0.499)
    assert damage_times(slow, np.array([340.0]), 307.0, (35e-6, 105e-6), 1.1e-7, 2.0) == [2.0]


@pytest.mark.parametrize("wanted", [1e-4, 3.3e-2, 1.7])
def test_the_time_to_damage_one_at_a_rate_that_grows_is_exact_within_the_steps(monkeypatch, wanted):
    # The target warms evenly, so that damage grows as the square of time; steps of 4 % are straight between their ends.
    monkeypatch.setattr("microthermal.damage.damage_time.rise_around", lambda *given: given[-1])
    law = Evenly(0.0, 2.0 / wanted**2 / 50.0)
    (found,) = damage_times(law, np.array([357.0]), 307.0, (35e-6, 105e-6), 1.1e-7, 2.0)
    assert found == pytest.approx(wanted, rel=3e-4)
