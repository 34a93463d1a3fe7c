"""Kernels of heat against their plain twins."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from tests.numerics.twins import bioheat as twin

from microthermal.numerics.bioheat_cells import Matter, Removal, State, bury, cylinder, heated, tally
from microthermal.numerics.bioheat_conduction import Surroundings, conduct, link, links_for, stages_for
from microthermal.numerics.bioheat_light import Absorber, expose_columns, expose_scattered

EDGES_R = np.array([0.0, 4e-6, 9e-6, 14e-6, 22e-6, 35e-6])
EDGES_Z = np.array([0.0, 3e-6, 7e-6, 12e-6, 18e-6, 26e-6, 40e-6])
NEVER = Removal(1e6, np.inf, False)


def case(seed: int = 1) -> tuple[Matter, State]:
    random = np.random.default_rng(seed)
    slabs = EDGES_Z.size - 1
    shape = (slabs, EDGES_R.size - 1)
    one = np.ones(slabs)
    start = random.uniform(300.0, 372.0, shape)
    water = np.full(shape, 700.0)
    matter = Matter(
        4e5 * one, 3e6 / 700.0 * one, 0.05 * one, 0.4 / 700.0 * one, 5e5 * one, 310.0, 373.15, 2.256e6, start, water
    )
    removed = np.zeros(shape)
    removed[:2, :2] = 1.0
    return matter, State(start.copy(), water.copy(), removed, np.zeros(shape))


def test_super_step_agrees_with_many_explicit_steps():
    matter, state = case()
    space = cylinder(EDGES_R, EDGES_Z)
    state.temperature[4, 2], state.water[4, 2] = 900.0, 0.0  # a hot dry cell beside wet ones, which boil
    around = Surroundings(270.0, 4000.0, 298.15, 500.0)
    plain = twin.conduct(space, matter, state, around, 2e-5, 2000)
    links = links_for(state.temperature.shape)
    surface = blood = 0.0
    for _ in range(20):
        stable = link(space, matter, state, around, links)
        # The twin keeps the conductivity of the start; water hardly changes in so short a time.
        lost = conduct(space, matter, state, links, 1e-6, stages_for(1e-6, stable))
        surface, blood = surface + lost[0], blood + lost[1]
    here = state.removed == 0
    # Explicit steps of 10 ns and super steps of 1 us each err by about 1e-4 of the hottest difference of 600 K.
    assert_allclose(state.temperature[here], plain[0][here], atol=0.1)
    assert_allclose(state.water, plain[1], rtol=2e-3)
    assert_allclose([surface, blood], plain[2:], rtol=1e-3)
    assert plain[1].min() == 0.0
    assert state.water[here].min() == 0.0


def test_balance_of_one_super_step_closes_to_rounding():
    matter, state = case(2)
    space = cylinder(EDGES_R, EDGES_Z)
    links = links_for(state.temperature.shape)
    stable = link(space, matter, state, Surroundings(270.0, 4000.0, 298.15, 10.0), links)
    surface, blood = conduct(space, matter, state, links, 400 * stable, stages_for(400 * stable, stable))
    stored, steam = tally(space, matter, state, False)
    assert stored + steam + surface + blood == pytest.approx(0.0, abs=1e-12 * abs(surface))


@pytest.mark.parametrize("removal", [NEVER, Removal(673.15, np.inf, False), Removal(673.15, 1.7e9, True)])
def test_column_agrees_with_very_many_portions(removal):
    slabs = 40
    heights = np.full(slabs, 4e-6)
    one = np.ones(slabs)
    start, water = np.full((slabs, 1), 307.0), np.full((slabs, 1), 700.0)
    matter = Matter(4e5 * one, 3e6 / 700.0 * one, one, one, one, 310.0, 373.15, 2.256e6, start, water)
    state = State(start.copy(), water.copy(), np.zeros((slabs, 1)), np.zeros((slabs, 1)))
    space = cylinder(np.array([0.0, 5e-6]), np.concatenate([[0.0], np.cumsum(heights)]))
    light = Absorber(5e4 * one, 0.0 * one, 2e4 * one, 700.0 * one, 293.15, 0.2, 0.0)
    fluence = 1e5
    absorbed, ejected = expose_columns(space, matter, light, removal, state, np.array([fluence]))
    plain = twin.expose_column(
        heights, 5e4, 2e4, 2.256e6, 373.15, matter, removal, start[:, 0], water[:, 0], fluence, 20000
    )
    assert_allclose(state.removed[:, 0], plain[2])
    here = ~plain[2]
    # Absorption is renewed after at most 2.5 % of a cell's water: half of that, of a latent heat of 1.6 GJ/m³.
    taken = [
        (matter.dry + matter.per_water * w) * (t - 307.0) + (700.0 - w) * (2.256e6 + matter.per_water * 66.15)
        for t, w in ((state.temperature[:, 0], state.water[:, 0]), plain[:2])
    ]
    assert_allclose(taken[0][here], taken[1][here], atol=2e7)
    stored, steam = tally(space, matter, state, removal.confined)
    assert stored + steam + ejected == pytest.approx(absorbed, rel=1e-9)
    assert 0.9 * fluence * space.areas[0] < absorbed < fluence * space.areas[0]


def test_plume_hands_its_light_to_the_wall():
    matter, state = case(3)
    space = cylinder(EDGES_R, EDGES_Z)
    slabs = np.ones(EDGES_Z.size - 1)
    light = Absorber(1e6 * slabs, 0 * slabs, 1e6 * slabs, 700.0 * slabs, 293.15, 0.2, 1e4)
    fluence = np.array([1.0, 0.0, 0.0, 0.0, 0.0])
    before = state.temperature.copy()
    absorbed, _ = expose_columns(space, matter, light, NEVER, state, fluence)
    assert absorbed == pytest.approx(space.areas[0], rel=1e-6)
    warmed = state.temperature - before
    assert warmed[0, 2] > 0.0
    assert warmed[2, 0] > 0.0
    assert warmed[3, 2] == 0.0


def _scattered(rise, path=3e-4):
    matter, state = case(4)
    state.removed[:] = 0.0
    state.temperature[:] = 293.15 + rise
    space = cylinder(EDGES_R, EDGES_Z)
    slabs = np.ones(EDGES_Z.size - 1)
    light = Absorber(800.0 * slabs, -4.0 * slabs, 50.0 * slabs, 700.0 * slabs, 293.15, 0.2, 0.0)
    state.water[:] = 700.0
    energy = np.full(state.water.shape, 1e5)
    sent = 1.5 * float(np.sum(energy * space.heights[:, None] * space.areas))
    absorbed, _ = expose_scattered(space, matter, light, NEVER, state, energy, np.full(energy.shape, path), sent)
    return absorbed / sent * 1.5


def test_scattered_light_follows_its_formula():
    # Evenly warm skin: 40 K take 160/m from 850/m, wherever the light has been.
    assert _scattered(40.0) == pytest.approx(690.0 / 850.0 * np.exp(160.0 * 3e-4), rel=1e-12)


def test_scattered_light_at_the_reference_temperature_is_left_as_it_was():
    assert _scattered(0.0) == pytest.approx(1.0, rel=1e-12)


def test_caught_steam_condenses_and_escaped_steam_does_not():
    dry, per_water, boiling, latent = 4e5, 4e3, 373.15, 2.256e6
    warm = heated(360.0, 700.0, 5e8, dry, per_water, boiling, latent, 700.0)
    assert warm[0] == boiling
    assert warm[1] < 700.0
    caught = heated(*warm, -5e8, dry, per_water, boiling, latent, 700.0)
    assert_allclose(caught, (360.0, 700.0), rtol=1e-12)
    dried = heated(360.0, 700.0, 2e9, dry, per_water, boiling, latent, 700.0)
    assert dried[0] > boiling
    assert_allclose(heated(*dried, -2e9, dry, per_water, boiling, latent, 700.0), (360.0, 700.0), rtol=1e-9)
    escaped = heated(*warm, -5e8, dry, per_water, boiling, latent, 0.0)
    assert escaped[1] == warm[1]
    assert escaped[0] < caught[0]


def test_steam_is_caught_below_the_floor_only():
    matter, state = case(5)
    bury(cylinder(EDGES_R, EDGES_Z), matter, state, 8e-6)
    caught = state.ceiling > 0.0
    # Two rings are open down to 7 um; their floor cells and the wall beside them let steam out.
    assert not caught[:, 0][:4].any()
    assert caught[4:, 0].all()
    assert not caught[:2, 2].any()
    assert caught[3:, 2].all()
