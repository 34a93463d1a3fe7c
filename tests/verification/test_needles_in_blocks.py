"""Needles in a block of voxels: two cylinders, one pin against its cylinder, both sides of a pair, walls."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from tests.verification import needle_problems as problems
from tests.verification.needle_problems import ALONE, LONG, SIGMA, SKIN, in_block, in_cylinder
from tests.verification.test_current_zone import JOULE, LIBRARY, USUAL, run

from microthermal.deposition.current.in_blocks import block_of
from microthermal.deposition.current.pairs import field_over_even
from microthermal.simulation.around.current import follow_current

PAIR = replace(ALONE, layout="bipolar", pins=2, spacing=1.5e-3)


def test_two_cylinders_have_their_exact_resistance_and_the_error_is_of_second_order():
    exact = math.acosh(0.5 * LONG.spacing / LONG.radius) / (math.pi * SIGMA * 1e-3)
    found = np.array([problems.long_pair(per) for per in (3, 6, 12)])
    errors = np.column_stack((np.abs(found[:, 0] / exact - 1.0), found[:, 1]))
    orders = np.log2(errors[:-1] / errors[1:])
    assert np.all(errors[-1] < (2e-4, 6e-5))
    assert np.all(orders > 1.9), orders


def test_one_pin_has_the_resistance_and_the_heat_that_it_has_in_its_cylinder():
    grid, power, resistance = in_cylinder(ALONE)
    block, found = in_block(ALONE, 50e-6)
    # The cylinder itself is good to about a hundredth (`test_current.py`: wherever edges of cells lie).
    assert 1.0 / found.given == pytest.approx(resistance, rel=0.02)
    # Heat around the bare tip and in the whole skin above it.
    for reach, deep in ((3e-4, 1.2e-3), (6e-4, 1.2e-3), (6e-4, 0.55e-3)):
        near = np.hypot(block.y[:, None], block.x[None, :]) <= reach
        ours = found.power[block.z < deep][:, near].sum() / found.given
        true = power[grid.z < deep][:, grid.r <= reach].sum() * resistance
        assert ours == pytest.approx(true, rel=0.04), (reach, deep)


def test_a_block_that_holds_more_skin_finds_nearly_the_same():
    """What skin beyond the block does is in its walls: mirrors or earth in their place would be off by a tenth."""
    small, large = (in_block(PAIR, 62.5e-6, around)[1].given for around in (0.75e-3, 2e-3))
    assert small == pytest.approx(large, rel=0.02)
    alone, wide = (in_block(ALONE, 62.5e-6, around)[1].given for around in (0.75e-3, 2e-3))
    assert alone == pytest.approx(wide, rel=0.003)


def test_a_pair_is_alike_on_both_sides_and_its_poles_take_what_they_give():
    _, found = in_block(PAIR, 50e-6)
    np.testing.assert_allclose(found.level[:, :, ::-1], -found.level, atol=1e-7)
    np.testing.assert_allclose(found.level[:, ::-1], found.level, atol=1e-7)
    # What one pole sends is half of level times current, so that the other one takes as much.
    assert found.sent == pytest.approx(0.5 * found.given, rel=1e-8)
    # Far apart a pin of a pair has the resistance of one alone; near by it has less.
    far = in_block(replace(PAIR, spacing=6e-3), 62.5e-6, 0.75e-3)[1].given / 2.0
    alone = in_block(ALONE, 62.5e-6, 0.75e-3)[1].given
    assert alone < far < found.given / 2.0
    assert far == pytest.approx(alone, rel=0.05)


def test_the_field_leans_to_the_partner_as_the_exact_one_does():
    exact = field_over_even(2.0 * LONG.radius, LONG) / field_over_even(-2.0 * LONG.radius, LONG)
    assert exact > 1.5
    assert problems.long_pair(6)[2] == pytest.approx(exact, rel=0.01)


def test_a_zone_of_one_pin_is_that_of_its_cylinder():
    """Field, warm skin that conducts better, heat, needle of steel, boiling and damage together."""
    exposure = replace(USUAL, electrode=ALONE, energy=0.12)
    chain = run(exposure)
    block = block_of(exposure, SKIN, 50e-6, 0.8e-3)
    found = follow_current(block, SKIN, exposure, LIBRARY.chosen_laws(), JOULE, until=0.5)
    skin = block.media < len(SKIN.layers)
    dead = (found.omega[found.endpoints.index("dermal_cells")][skin] >= 1.0).sum() * block.voxel
    assert dead == pytest.approx(chain.zone.volume.value, rel=0.1)
    ours, theirs = found.current, chain.extras.current
    assert ours.impedance[0] == pytest.approx(theirs.impedance[0], rel=0.03)
    # Impedance falls by a quarter: each record holds that at the beginning of a portion.
    begins = [np.concatenate(([0.0], one.time[:-1])) for one in (ours, theirs)]
    late = np.interp(0.08, begins[0], ours.impedance)
    assert late == pytest.approx(np.interp(0.08, begins[1], theirs.impedance), rel=0.06)
    assert late < 0.8 * ours.impedance[0]
