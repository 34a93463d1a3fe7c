"""Kernels of ejection: water that bleaches, enthalpy by water, and the film on wall and floor."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from tests.numerics.test_heat_kernels import EDGES_R, EDGES_Z, case

from microthermal.numerics.conduction.boiling import Cell, cell_of, heated, room, slab_of
from microthermal.numerics.conduction.enthalpy import Removal, cylinder
from microthermal.numerics.heat.absorber import Absorber, absorption_now
from microthermal.numerics.heat.film import Film, coat_floor, coat_wall, film_thickness
from microthermal.numerics.heat.portions import SHORTEST, ease_of_escape
from microthermal.numerics.heat.removal import due, leave, tally

FILM = Film(20e-6, 1e-6, 0.5, 0.0)
ONE = np.ones(EDGES_Z.size - 1)
EJECTION = Removal(673.15 * ONE, 1.7e9 * 700.0 / 741.0 * ONE, 0.0 * ONE, True)


def light(follow_steam: bool) -> Absorber:
    return Absorber(8e5 * ONE, -3.7e3 * ONE, 0.0 * ONE, 700.0 * ONE, 293.15, 0.24, 0.0, follow_steam)


@given(st.floats(0.0, 1.5e9))
def test_water_bleaches_with_the_heat_it_took_up(heat):
    matter, state = case()
    start, capacity = state.temperature[4, 2], 4e5 + 3e6
    state.temperature[4, 2], state.water[4, 2] = heated(slab_of(matter, 4, 2), Cell(start, 700.0), heat, 0.0)
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


def test_each_slab_leaves_at_its_own_enthalpy():
    matter, state = case()
    slab, now = slab_of(matter, 4, 2), cell_of(state.temperature, state.water, 4, 2)
    start = cell_of(matter.start_temperature, matter.start_water, 4, 2)
    own = Removal(1e4 * ONE, np.linspace(1e9, 2e9, ONE.size), 0.0 * ONE, True)
    found = [room(slab, own, i, now, start, 1.0) for i in range(ONE.size)]
    assert np.diff(found) == pytest.approx(np.diff(own.enthalpy))


def test_what_conduction_heats_dries_and_does_not_burst():
    matter, state = case()
    state.temperature[4, 2], state.water[4, 2] = 373.15, 300.0
    burst = Removal(673.15 * ONE, 1e8 * ONE, 0.0 * ONE, True)
    start = cell_of(matter.start_temperature, matter.start_water, 4, 2)
    assert room(slab_of(matter, 4, 2), burst, 4, cell_of(state.temperature, state.water, 4, 2), start, 1.0) < 0.0
    assert not due(matter, state, burst, 4, 2)
    state.temperature[4, 2], state.water[4, 2] = 680.0, 0.0
    assert due(matter, state, burst, 4, 2)


def test_a_cell_bursts_as_far_as_light_could_have_heated_it():
    matter, state = case()
    slab, now = slab_of(matter, 4, 2), cell_of(state.temperature, state.water, 4, 2)
    start = cell_of(matter.start_temperature, matter.start_water, 4, 2)
    burst = Removal(1e6 * ONE, 1e9 * ONE, 0.0 * ONE, True)
    taken = 1e9 - room(slab, burst, 4, now, start, 1.0)
    assert room(slab, burst, 4, now, start, 0.5) == pytest.approx(2e9 - taken)
    # Without light it leaves as its residue does.
    dry = room(slab, burst, 4, now, start, 0.0)
    assert dry == room(slab, burst, 4, now, start, 1e-300)
    assert dry > 2e9 - taken


def test_what_leaves_takes_the_rest_of_its_cost_from_the_light_of_its_column():
    matter, state = case()
    space, owed = cylinder(EDGES_R, EDGES_Z), np.zeros(EDGES_R.size - 1)
    cost = np.linspace(1e9, 2e9, ONE.size)
    there = (state.removed[:5, 3] == 0.0) * space.heights[:5]
    heat = leave(space, matter, state, Removal(673.15 * ONE, 1e9 * ONE, cost, True), owed, (4, 3))
    # All above goes with it; what each cell has taken up already counts.
    assert (state.removed[:5, 3] == 1.0).all()
    assert owed[3] == pytest.approx(float(cost[:5] @ there) - heat / space.areas[3])
    assert not owed[[0, 1, 2, 4]].any()
    dear = np.zeros_like(owed)
    matter, state = case()
    leave(space, matter, state, Removal(673.15 * ONE, 1e9 * ONE, 0.0 * ONE, True), dear, (4, 3))
    assert not dear.any()


@pytest.mark.parametrize("upper", [0.0, 1e-6, 3e-6])
@pytest.mark.parametrize("thick", [0.5e-6, 2e-6, 8e-6])
def test_how_easily_steam_escapes_does_not_hang_on_how_cells_are_cut(upper, thick):
    whole = ease_of_escape(upper, upper + thick)
    borders = np.linspace(upper, upper + thick, 8)
    parts = [ease_of_escape(one, other) for one, other in pairwise(borders)]
    assert np.mean(parts) == pytest.approx(whole, rel=1e-9)
    least, most = (1.0 / max(depth, SHORTEST) ** 2 for depth in (upper + thick, upper))
    assert least * (1.0 - 1e-9) <= whole <= most * (1.0 + 1e-9)


def test_a_film_is_as_thick_as_the_drag_of_the_plume_has_reached():
    _, state = case()
    space = cylinder(EDGES_R, EDGES_Z)
    thick = [film_thickness(FILM, space, state, blown) for blown in (1e-6, 4e-6, 1.0)]
    # 7 µm deep and 18 µm wide: no narrow channel.
    assert thick == pytest.approx([1e-6, 2e-6, 20e-6])
    state.removed[:5, :2] = 1.0
    assert film_thickness(FILM, space, state, 1e-6) == pytest.approx(np.sqrt(1e-12 * 26 / 18))


@pytest.mark.parametrize("thickness", [1e-6, 6e-6, 1e-3])
def test_a_film_holds_the_wall_at_boiling_and_takes_only_what_it_gives(thickness):
    matter, state = case()
    space = cylinder(EDGES_R, EDGES_Z)
    held_before = sum(tally(space, matter, state, True))
    given_up = coat_wall(FILM, space, matter, state, thickness)
    assert sum(tally(space, matter, state, True)) - held_before == pytest.approx(given_up, rel=1e-9)
    # The wall of the channel stands at ring 2; half of what left may stay, which is a film of 2.25 µm.
    covered = min(thickness, 2.25e-6) / 5e-6
    start = matter.start_temperature[:2, 2]
    assert_allclose(state.temperature[:2, 2], start + covered * (373.15 - start))
    assert_allclose(state.temperature[:2, 3:], matter.start_temperature[:2, 3:])
    assert_allclose(state.temperature[2:], matter.start_temperature[2:])
    assert not any(due(matter, state, EJECTION, i, j) for i in range(6) for j in range(5))
    # However short the steps in which it is renewed: what is warm already takes nothing.
    assert coat_wall(FILM, space, matter, state, thickness) == 0.0


def test_a_film_cools_nothing():
    matter, state = case()
    state.temperature[:2, 2] = 500.0
    coat_wall(FILM, cylinder(EDGES_R, EDGES_Z), matter, state, 1e-3)
    assert np.all(state.temperature[:2, 2] == 500.0)


@pytest.mark.parametrize("warmer", [1e-9, 0.01, 0.9, 1.1, 60.0])
def test_a_film_cools_no_cell_that_is_warmer_than_what_it_gives_however_little(warmer):
    matter, state = case()
    space, before = cylinder(EDGES_R, EDGES_Z), np.zeros(state.removed.shape)
    assert coat_wall(FILM, space, matter, state, 1e-3) > 0.0
    assert coat_floor(FILM, space, matter, state, before, 1e-3) > 0.0
    state.temperature[:] += warmer
    there = state.temperature.copy()
    assert coat_wall(FILM, space, matter, state, 1e-3) == 0.0
    assert coat_floor(FILM, space, matter, state, before, 1e-3) == 0.0
    assert np.array_equal(state.temperature, there)


def test_a_slab_without_a_wall_gets_no_film():
    matter, state = case()
    state.removed[:2] = 1.0
    assert coat_wall(FILM, cylinder(EDGES_R, EDGES_Z), matter, state, 5e-6) == 0.0


def test_a_floor_keeps_a_fraction_of_what_this_pulse_removed():
    matter, state = case()
    space, before = cylinder(EDGES_R, EDGES_Z), np.zeros(state.removed.shape)
    before[:2, 0] = 1.0
    held_before = sum(tally(space, matter, state, True))
    given_up = coat_floor(FILM, space, matter, state, before, 1e-3)
    assert sum(tally(space, matter, state, True)) - held_before == pytest.approx(given_up, rel=1e-9)
    # Ring 0 was open before, ring 1 lost 7 µm now, of which half may stay; the slab below is 5 µm thick.
    start = matter.start_temperature[2]
    assert state.temperature[2, 1] == pytest.approx(start[1] + 0.7 * (373.15 - start[1]))
    assert_allclose(state.temperature[2, [0, 2, 3, 4]], start[[0, 2, 3, 4]])
