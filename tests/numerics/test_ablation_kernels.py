"""Kernels of ejection: water that bleaches, enthalpy by water, and the film on a wall."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.numerics.test_heat_kernels import EDGES_R, EDGES_Z, case

from microthermal.numerics.conduction.boiling import Cell, cell_of, heated, room, slab_of
from microthermal.numerics.conduction.enthalpy import Removal, cylinder
from microthermal.numerics.heat.absorber import Absorber, absorption_now
from microthermal.numerics.heat.removal import deposit_film, due, tally

EJECTION = Removal(673.15, 1.7e9, True, 741.0)
ONE = np.ones(EDGES_Z.size - 1)


def light(follow_steam: bool) -> Absorber:
    return Absorber(8e5 * ONE, -3.7e3 * ONE, 0.0 * ONE, 700.0 * ONE, 293.15, 0.24, 0.0, follow_steam)


@given(st.floats(0.0, 1.5e9))
def test_water_bleaches_with_the_heat_it_took_up(heat):
    matter, state = case()
    start, capacity = state.temperature[4, 2], 4e5 + 3e6
    state.temperature[4, 2], state.water[4, 2] = heated(slab_of(matter, 4), Cell(start, 700.0), heat, 0.0)
    # As if it had stayed liquid, less the heat that raised the boiling point.
    as_liquid = start + heat / capacity
    lost = (700.0 - state.water[4, 2]) / 700.0
    expected = max(8e5 - 3.7e3 * (as_liquid - 4.0 * 4e5 / capacity * lost - 293.15), 0.24 * 8e5)
    assert absorption_now(light(True), matter, state, 4, 2) == pytest.approx(expected, rel=1e-9)


def test_steam_that_has_left_absorbs_nothing():
    matter, state = case()
    state.temperature[4, 2], state.water[4, 2] = 374.0, 350.0
    hot = 8e5 - 3.7e3 * (373.15 - 293.15)
    assert absorption_now(light(False), matter, state, 4, 2) == pytest.approx(0.5 * hot)
    assert absorption_now(light(True), matter, state, 4, 2) == pytest.approx(0.24 * 8e5)


def test_a_layer_is_ejected_at_the_same_fraction_of_full_vaporisation():
    matter, state = case()
    by_volume = Removal(1e4, 1.7e9, True)
    slab, now = slab_of(matter, 4), cell_of(state.temperature, state.water, 4, 2)
    start = cell_of(matter.start_temperature, matter.start_water, 4, 2)
    ratio = room(slab, Removal(1e4, 1.7e9, True, 741.0), now, start) / room(slab, by_volume, now, start)
    assert ratio == pytest.approx(700.0 / 741.0)


@pytest.mark.parametrize("film", [1e-7, 3e-6, 1e-3])
def test_the_film_takes_no_more_than_was_thrown_out_and_nothing_leaves(film):
    matter, state = case()
    space, before = cylinder(EDGES_R, EDGES_Z), np.zeros(state.removed.shape)
    held_before = sum(tally(space, matter, state, True))
    given_up = deposit_film(space, matter, EJECTION, state, before, film)
    assert sum(tally(space, matter, state, True)) - held_before == pytest.approx(given_up, rel=1e-9)
    thrown = 1.7e9 * 700.0 / 741.0 * float((state.removed * space.areas * space.heights[:, None]).sum())
    assert 0.0 < given_up <= thrown
    assert not any(due(matter, state, EJECTION, i, j) for i in range(6) for j in range(5))
    if film == 1e-7:
        wall = space.faces[1] * space.heights[:2].sum()
        assert given_up == pytest.approx(film * 1.7e9 * 700.0 / 741.0 * wall, rel=0.05)
    # What was opened is coated once.
    assert deposit_film(space, matter, EJECTION, state, before, film) == 0.0


def test_a_slab_without_a_wall_gets_no_film():
    matter, state = case()
    state.removed[0, :] = 1.0
    before = state.removed.copy()
    before[0, 2:] = 0.0
    assert deposit_film(cylinder(EDGES_R, EDGES_Z), matter, EJECTION, state, before, 5e-6) == 0.0
