"""Kernels of heat against their plain twins."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from tests.numerics.twins import bioheat as twin

from microthermal.numerics.conduction.blocks import workspace_for
from microthermal.numerics.conduction.boiling import Cell, heated, slab_of
from microthermal.numerics.conduction.enthalpy import Matter, Removal, State, cylinder
from microthermal.numerics.conduction.links import Surroundings, link, links_for
from microthermal.numerics.conduction.pieces import layered, pieces_of
from microthermal.numerics.conduction.step import IMPLICIT_FROM, conduct
from microthermal.numerics.heat.absorber import Absorber, Scene
from microthermal.numerics.heat.blood import close_vessels, look_ahead, perfuse, vessels_for
from microthermal.numerics.heat.columns import expose_columns
from microthermal.numerics.heat.portions import columns_for
from microthermal.numerics.heat.removal import confine_steam, tally
from microthermal.numerics.heat.scattered import scattered_of, scattered_power
from microthermal.numerics.light.path_reweighting import MIXTURE, Followed, reweigh, ways_of

EDGES_R = np.array([0.0, 4e-6, 9e-6, 14e-6, 22e-6, 35e-6])
EDGES_Z = np.array([0.0, 3e-6, 7e-6, 12e-6, 18e-6, 26e-6, 40e-6])
LINE = np.ones(EDGES_Z.size - 1)
NEVER = Removal(1e6 * LINE, np.inf * LINE, 0.0 * LINE, False)


def material(one: np.ndarray, start: np.ndarray, water: np.ndarray, exchange: float = 0.0, span: float = 0.0) -> Matter:
    return Matter(
        4e5 * one, 3e6 / 700.0 * one, 0.05 * one, 0.4 / 700.0 * one, exchange * one, 700.0 * one, 0.0, 310.0, 310.0,
        373.15, span, 2.256e6, start, water, layered(start.shape),
    )  # fmt: skip


def case(seed: int = 1) -> tuple[Matter, State]:
    random = np.random.default_rng(seed)
    slabs = EDGES_Z.size - 1
    shape = (slabs, EDGES_R.size - 1)
    one = np.ones(slabs)
    start = random.uniform(300.0, 372.0, shape)
    water = np.full(shape, 700.0)
    matter = material(one, start, water, exchange=5e5, span=4.0)
    removed = np.zeros(shape)
    removed[:2, :2] = 1.0
    return matter, State(start.copy(), water.copy(), removed, np.zeros(shape))


def test_super_step_agrees_with_many_explicit_steps():
    matter, state = case()
    space = cylinder(EDGES_R, EDGES_Z)
    state.temperature[4, 2], state.water[4, 2] = 900.0, 0.0  # a hot dry cell beside wet ones, which boil
    around = Surroundings(270.0, 4000.0, 298.15, 500.0)
    plain = twin.conduct(space, matter, state, around, 2e-5, 2000)
    links, workspace = links_for(state.temperature.shape), workspace_for(space, matter)
    surface = blood = 0.0
    before, taken_before = np.zeros(workspace.source.size), 0.0
    # The twin keeps the conductivity of the start; water hardly changes in so short a time.
    link(space, matter, state, around, links)
    for ratio in [0.0] + [1.0] * 19:
        power = np.zeros(workspace.source.size)
        taken = perfuse(space, matter, state, np.ones(state.water.shape), power)
        look_ahead(power, before, ratio, workspace.source)
        blood += 1e-6 * (taken + 0.5 * ratio * (taken - taken_before))
        before, taken_before = power, taken
        result = conduct(space, matter, state, links, workspace, 1e-6, np.inf)
        surface += result.surface
    here = state.removed == 0
    # Explicit steps of 10 ns and super steps of 1 us each err by about 1e-4 of the hottest difference of 600 K.
    assert_allclose(state.temperature[here], plain[0][here], atol=0.1)
    assert_allclose(state.water, plain[1], rtol=2e-3)
    assert_allclose([surface, blood], plain[2:], rtol=1e-3)
    assert plain[1].min() == 0.0
    assert state.water[here].min() == 0.0


def patched(seed: int) -> tuple[Matter, State]:
    """The same cells, each of one of three materials, some wetter and some that conduct more."""
    matter, state = case(seed)
    random = np.random.default_rng(seed)
    kind = random.integers(0, 3, state.water.shape)
    kind[3] = 1  # a slab of one material
    pieces = pieces_of(kind)
    assert pieces.slab.size > EDGES_Z.size - 1
    of = kind[pieces.slab, pieces.begin]
    full, capacity, conductivity = (
        np.array(each)[of] for each in ((700.0, 350.0, 600.0), (4e5, 1.2e6, 3e5), (1.0, 0.3, 2.0))
    )
    water = full[pieces.of].copy()
    matter = matter._replace(
        dry=capacity, per_water=4.2e3 + 0.0 * full, dry_conductivity=0.05 * conductivity,
        conductivity_per_water=6e-4 * conductivity, exchange=5e5 * conductivity, full=full, start_water=water,
        pieces=pieces,
    )  # fmt: skip
    return matter, state._replace(water=water.copy())


@pytest.mark.parametrize("seed", [1, 2])
def test_super_step_of_cells_of_many_materials_agrees_with_many_explicit_steps(seed):
    matter, state = patched(seed)
    state.temperature[4, 2] = 372.9  # boils within the step
    state.removed[:] = 0.0
    space, around = cylinder(EDGES_R, EDGES_Z), Surroundings(270.0, 4000.0, 298.15, 500.0)
    plain = twin.conduct(space, matter, state, around, 1e-5, 2000)
    links, workspace = links_for(state.temperature.shape), workspace_for(space, matter)
    link(space, matter, state, around, links)
    surface = blood = 0.0
    before, taken_before, stored = np.zeros(workspace.source.size), 0.0, tally(space, matter, state, False)
    for ratio in [0.0] + [1.0] * 19:
        power = np.zeros(workspace.source.size)
        taken = perfuse(space, matter, state, np.ones(state.water.shape), power)
        look_ahead(power, before, ratio, workspace.source)
        blood += 5e-7 * (taken + 0.5 * ratio * (taken - taken_before))
        before, taken_before = power, taken
        surface += conduct(space, matter, state, links, workspace, 5e-7, np.inf).surface
    assert_allclose(state.temperature, plain[0], atol=0.1)
    assert_allclose(state.water, plain[1], rtol=2e-3)
    assert_allclose([surface, blood], plain[2:], rtol=1e-3)
    given = sum(tally(space, matter, state, False)) - sum(stored) + surface
    assert given == pytest.approx(-blood, rel=1e-9)


def test_one_material_cut_into_pieces_gives_the_same_bits():
    (matter, state), space = case(4), cylinder(EDGES_R, EDGES_Z)
    cut = pieces_of(np.random.default_rng(4).integers(0, 2, state.water.shape))
    lines = ("dry", "per_water", "dry_conductivity", "conductivity_per_water", "exchange", "full")
    pieced = matter._replace(pieces=cut, **{name: getattr(matter, name)[cut.slab] for name in lines})
    found = []
    for each in (matter, pieced):
        here, links = State(*(part.copy() for part in state)), links_for(state.water.shape)
        workspace = workspace_for(space, each)
        link(space, each, here, Surroundings(270.0, 4000.0, 298.15, 500.0), links)
        workspace.source[7 * 3 + 2] = 2e-4
        assert conduct(space, each, here, links, workspace, 1e-4, np.inf).taken
        found.append((*here, *tally(space, each, here, False)))
    for one, other in zip(*found, strict=True):
        assert np.array_equal(one, other)


def test_pieces_cover_every_cell_once():
    kind = np.random.default_rng(5).integers(0, 3, (7, 9))
    pieces = pieces_of(kind)
    seen = np.zeros(kind.shape, dtype=int)
    for p, (slab, begin, end) in enumerate(zip(pieces.slab, pieces.begin, pieces.end, strict=True)):
        assert pieces.first[slab] <= p < pieces.first[slab + 1]
        assert len(set(kind[slab, begin:end])) == 1
        assert np.all(pieces.of[slab, begin:end] == p)
        seen[slab, begin:end] += 1
    assert np.all(seen == 1)
    for one, other in zip(layered((4, 3)), pieces_of(np.zeros((4, 3), dtype=int)), strict=True):
        assert np.array_equal(one, other)


def test_balance_of_one_super_step_closes_to_rounding():
    matter, state = case(2)
    space = cylinder(EDGES_R, EDGES_Z)
    links, workspace = links_for(state.temperature.shape), workspace_for(space, matter)
    link(space, matter, state, Surroundings(270.0, 4000.0, 298.15, 10.0), links)
    workspace.source[7 * 3 + 2] = 2e-4
    result = conduct(space, matter, state, links, workspace, 2e-3, np.inf)
    assert result.taken
    assert result.stages > 20
    stored, steam = tally(space, matter, state, False)
    assert stored + steam + result.surface == pytest.approx(4e-7, abs=1e-12 * abs(result.surface))


def test_a_step_with_too_great_an_error_is_not_taken():
    matter, state = case(2)
    space = cylinder(EDGES_R, EDGES_Z)
    links, workspace = links_for(state.temperature.shape), workspace_for(space, matter)
    link(space, matter, state, Surroundings(270.0, 4000.0, 298.15, 10.0), links)
    before = state.temperature.copy()
    refused = conduct(space, matter, state, links, workspace, 1e-4, 1e-6)
    assert not refused.taken
    assert refused.error > 1e-6
    assert np.array_equal(state.temperature, before)


def test_error_of_a_step_is_of_third_order():
    matter, state = case(6)
    state.removed[:] = 0.0
    state.temperature[:] = 310.0 + 20.0 * np.cos(np.arange(6) / 3.0)[:, None] + np.arange(5)
    space = cylinder(EDGES_R, EDGES_Z)
    links, workspace = links_for(state.temperature.shape), workspace_for(space, matter)
    link(space, matter, state, Surroundings(310.0, 0.0, 310.0, 0.0), links)
    errors = [conduct(space, matter, state, links, workspace, step, -1.0).error for step in (4e-7, 2e-7, 1e-7)]
    assert np.log2(errors[0] / errors[1]) == pytest.approx(3.0, abs=0.2)
    assert np.log2(errors[1] / errors[2]) == pytest.approx(3.0, abs=0.2)


def test_vessels_that_are_closed_take_no_heat():
    matter, state = case(3)
    state.removed[:] = 0.0
    state.temperature[:] = 330.0
    vessels = vessels_for(state.water.shape, 1e98, 6e5 / 8.314462618)
    close_vessels(state, vessels, 0.5)
    omega = vessels.omega
    assert_allclose(omega, 0.5 * 1e98 * np.exp(-6e5 / 8.314462618 / 330.0))
    space = cylinder(EDGES_R, EDGES_Z)
    power = np.zeros(8 * 7)
    open_flow = perfuse(space, matter, state, np.ones(omega.shape), np.zeros(8 * 7))
    taken = perfuse(space, matter, state, vessels.flowing, power)
    assert taken == pytest.approx(open_flow * np.exp(-omega[0, 0]))
    assert power.sum() == pytest.approx(-taken)


@pytest.mark.parametrize("hot", [350.0, 372.0, 600.0])
def test_no_heat_of_blood_is_below_the_normal_numbers(hot):
    # Some processors take a hundred times as long for such numbers: half of a zone's time went there.
    matter, state = case(3)
    state.removed[:] = 0.0
    state.temperature[:] = hot
    vessels = vessels_for(state.water.shape, 1e98, 6e5 / 8.314462618)
    for _ in range(3):
        close_vessels(state, vessels, 0.05)
    power = np.zeros(8 * 7)
    perfuse(cylinder(EDGES_R, EDGES_Z), matter, state, vessels.flowing, power)
    assert not ((power != 0.0) & (np.abs(power) < np.finfo(float).tiny)).any()
    assert_allclose(vessels.flowing, np.exp(-vessels.omega), atol=1e-17)


def test_looking_ahead_is_exact_for_straight_lines():
    now, before, source = np.array([3.0, 5.0]), np.array([1.0, 5.0]), np.zeros(2)
    look_ahead(now, before, 0.5, source)  # the last step was twice as long as the coming one
    assert_allclose(source, [3.5, 5.0])


@pytest.mark.parametrize(
    ("temperature", "enthalpy", "cost", "confined"),
    [(1e6, np.inf, 0.0, False), (673.15, np.inf, 0.0, False), (673.15, 1.7e9, 0.0, True), (673.15, 1.7e9, 2.6e9, True)],
)
def test_column_agrees_with_very_many_portions(temperature, enthalpy, cost, confined):
    slabs = 40
    removal = Removal(*(np.full(slabs, each) for each in (temperature, enthalpy, cost)), confined)
    heights = np.full(slabs, 4e-6)
    one = np.ones(slabs)
    start, water = np.full((slabs, 1), 307.0), np.full((slabs, 1), 700.0)
    matter = material(one, start, water)
    state = State(start.copy(), water.copy(), np.zeros((slabs, 1)), np.zeros((slabs, 1)))
    space = cylinder(np.array([0.0, 5e-6]), np.concatenate([[0.0], np.cumsum(heights)]))
    light = Absorber(5e4 * one, 0.0 * one, 2e4 * one, 700.0 * one, 293.15, 0.2, 0.0)
    fluence = 1e5
    scene, columns = Scene(space, matter, light, removal, state), columns_for((slabs, 1))
    absorbed, ejected, carried, _ = expose_columns(scene, columns, np.array([2.0 * fluence]), 0.5, 0.0)
    plain = twin.expose_column(
        heights, 5e4, 2e4, 2.256e6, 373.15, matter, removal, start[:, 0], water[:, 0], fluence, 20000
    )
    assert_allclose(state.removed[:, 0], plain[2])
    here = ~plain[2]
    # Absorption is renewed after at most 10 % of a cell's water: half of that, of a latent heat of 1.6 GJ/m³.
    taken = [
        (matter.dry + matter.per_water * w) * (t - 307.0) + (700.0 - w) * (2.256e6 + matter.per_water * 66.15)
        for t, w in ((state.temperature[:, 0], state.water[:, 0]), plain[:2])
    ]
    assert_allclose(taken[0][here], taken[1][here], atol=8e7)
    stored, steam = tally(space, matter, state, removal.confined)
    assert stored + steam + ejected + carried == pytest.approx(absorbed, rel=1e-9)
    # What has left has cost its price, but for what it had not met by the end.
    price = max(cost * float(state.removed[:, 0] @ heights) * space.areas[0], ejected + steam * (not removal.confined))
    assert carried + columns.owed[0] * space.areas[0] == pytest.approx(
        price - ejected if cost else 0.0, abs=2e-2 * price
    )
    assert 0.9 * fluence * space.areas[0] < absorbed < fluence * space.areas[0]


def shone(
    depth: int, thrown: float, lasting: float = 0.0, last: tuple[float, float] = (0.0, 0.0)
) -> tuple[float, float, float, np.ndarray]:
    """Light in a channel that is one ring of 8 µm wide and some slabs deep; what it gives, and how cells warm.

    ``last`` is how far the channel confined the plume at the beginning of the last call, and how long that lasted.
    """
    matter, state = case(3)
    state.removed[:] = 0.0
    state.removed[:depth, 0] = 1.0
    space = cylinder(EDGES_R, EDGES_Z)
    slabs = np.ones(EDGES_Z.size - 1)
    light = Absorber(1e6 * slabs, 0 * slabs, 1e6 * slabs, 700.0 * slabs, 293.15, 0.2, 1e4, thrown=thrown)
    scene, columns = Scene(space, matter, light, NEVER, state), columns_for(state.temperature.shape)
    before = state.temperature.copy()
    columns.confined[:] = last
    absorbed, _, carried, _ = expose_columns(scene, columns, np.array([1.0, 0.0, 0.0, 0.0, 0.0]), 1.0, lasting)
    assert absorbed == pytest.approx(space.areas[0], rel=1e-6)
    return absorbed, carried, float(space.areas[0]), state.temperature - before


def test_plume_hands_its_light_to_the_wall():
    _, carried, _, warmed = shone(4, 1.0)
    assert carried == 0.0
    assert warmed[0, 1] > 0.0
    assert warmed[4, 0] > 0.0
    assert warmed[4, 1] == 0.0


def test_plume_takes_no_light_in_a_channel_wider_than_deep():
    # 7 µm deep.
    assert not shone(2, 1.0)[3][:, 1].any()


def test_plume_is_as_confined_as_in_the_middle_of_a_call():
    now = 1.0 - 8.0 / 18.0
    # It was 0.3 a call of 2 µs ago; half of a call of 1 µs later it is a quarter of the growth further.
    _, carried, area, _ = shone(4, 0.0, lasting=1e-6, last=(0.3, 2e-6))
    assert carried == pytest.approx(area * -np.expm1(-1e4 * 18e-6 * (now + 0.25 * (now - 0.3))), rel=1e-9)
    # No more than all, no less than nothing, and what it is now where nothing is known.
    _, most, _, _ = shone(4, 0.0, lasting=1.0, last=(0.3, 1e-6))
    assert most == pytest.approx(area * -np.expm1(-1e4 * 18e-6), rel=1e-9)
    assert shone(4, 0.0, lasting=1.0, last=(0.9, 1e-6))[1] == 0.0
    assert shone(4, 0.0, lasting=1.0, last=(0.3, 0.0))[1] == shone(4, 0.0)[1]


def test_droplets_carry_off_what_the_plume_does_not_throw():
    _, carried, area, warmed = shone(4, 0.25)
    # 18 µm deep, 8 µm wide.
    assert carried == pytest.approx(0.75 * area * -np.expm1(-1e4 * 18e-6 * (1.0 - 8.0 / 18.0)), rel=1e-9)
    assert warmed[0, 1] == pytest.approx(0.25 * shone(4, 1.0)[3][0, 1])


def test_scattered_light_follows_its_formula_and_is_never_more_than_was_sent():
    matter, state = case(4)
    state.removed[:] = 0.0
    space = cylinder(EDGES_R, EDGES_Z)
    slabs, shape = np.ones(EDGES_Z.size - 1), state.water.shape
    light = Absorber(800.0 * slabs, -4.0 * slabs, 50.0 * slabs, 700.0 * slabs, 293.15, 0.2, 0.0)
    energy, path, spread = np.full(shape, 1e5), np.full(shape, 3e-4), np.full(shape, 1e-4)
    change = 50.0 + np.maximum(800.0 - 4.0 * (state.temperature - 293.15), 160.0) - 850.0
    expected = np.empty(shape)
    followed, scene = Followed(850.0 * slabs, energy, path, spread), Scene(space, matter, light, NEVER, state)
    reweigh(space.heights, ways_of(space.heights, space.areas, followed), followed, change, MIXTURE, expected)
    volumes, power = space.heights[:, None] * space.areas, np.zeros(8 * 7)
    scattered = scattered_of(space, followed)
    absorbed, beyond = scattered_power(scene, scattered, np.inf, 2.0, power)
    assert absorbed == pytest.approx(2.0 * np.sum(expected * volumes), rel=1e-12) and beyond == 0.0
    assert_allclose(power.reshape(8, 7)[1:-1, 1:-1], 2.0 * expected * volumes, rtol=1e-12)
    part, beyond = scattered_power(scene, scattered, 0.9 * absorbed, 1.0, power)
    assert beyond == 0.0
    part, beyond = scattered_power(scene, scattered, 0.45 * absorbed, 2.0, power)
    assert part == pytest.approx(0.9 * absorbed) and beyond == pytest.approx(0.1 * absorbed)
    assert power.sum() == pytest.approx(0.9 * absorbed)


@pytest.mark.parametrize("span", [0.0, 5.0])
def test_caught_steam_condenses_and_escaped_steam_does_not(span):
    one = np.ones(1)
    matter = material(one, np.full((1, 1), 307.0), np.full((1, 1), 700.0), span=span)
    slab = slab_of(matter, 0, 0)
    warm = heated(slab, Cell(360.0, 700.0), 5e8, 700.0)
    boiling = 373.15 + span * (1.0 - warm[1] / 700.0)
    assert warm[0] == pytest.approx(boiling, abs=1e-9)
    assert warm[1] < 700.0
    caught = heated(slab, warm, -5e8, 700.0)
    assert_allclose(caught, (360.0, 700.0), rtol=1e-12)
    dried = heated(slab, Cell(360.0, 700.0), 2e9, 700.0)
    assert dried[0] > boiling
    assert dried[1] == 0.0
    assert_allclose(heated(slab, dried, -2e9, 700.0), (360.0, 700.0), rtol=1e-9)
    escaped = heated(slab, warm, -5e8, 0.0)
    assert escaped[1] == warm[1]
    assert escaped[0] < caught[0]


@given(st.floats(280.0, 372.0), st.floats(1.0, 700.0), st.floats(0.0, 3e9), st.floats(0.05, 0.95), st.floats(0.0, 8.0))
def test_heat_taken_up_in_two_parts_is_heat_taken_up_at_once(temperature, water, heat, fraction, span):
    matter = material(np.ones(1), np.full((1, 1), 307.0), np.full((1, 1), 700.0), span=span)
    slab, cell = slab_of(matter, 0, 0), Cell(temperature, water)
    once = heated(slab, cell, heat, 0.0)
    twice = heated(slab, heated(slab, cell, fraction * heat, 0.0), (1 - fraction) * heat, 0.0)
    assert_allclose(twice, once, rtol=1e-7, atol=1e-6)


def test_steam_is_caught_below_the_floor_only():
    matter, state = case(5)
    confine_steam(cylinder(EDGES_R, EDGES_Z), matter, state, 8e-6, False)
    caught = state.ceiling > 0.0
    # Two rings are open down to 7 um; their floor cells and the wall beside them let steam out.
    assert not caught[:, 0][:4].any()
    assert caught[4:, 0].all()
    assert not caught[:2, 2].any()
    assert caught[3:, 2].all()


def test_a_sealed_surface_catches_steam_but_a_floor_does_not():
    matter, state = case(5)
    confine_steam(cylinder(EDGES_R, EDGES_Z), matter, state, 8e-6, True)
    caught = state.ceiling > 0.0
    assert caught[0, 3:].all()
    assert not caught[2:4, 0].any()


def test_a_long_step_in_which_water_begins_to_boil_is_made_of_stages():
    # Cool cells that strong light would take far beyond boiling within one long step.
    matter, state = case(7)
    state.removed[:] = 0.0
    state.temperature[:] = matter.start_temperature[:] = 300.0
    space = cylinder(EDGES_R, EDGES_Z)
    links, workspace = links_for(state.temperature.shape), workspace_for(space, matter)
    link(space, matter, state, Surroundings(300.0, 0.0, 300.0, 0.0), links)
    workspace.source[7 * 3 + 2] = 4e-3
    before, _ = tally(space, matter, state, False)
    result = conduct(space, matter, state, links, workspace, step=6e-3, tolerance=np.inf)
    assert result.taken and result.stages >= IMPLICIT_FROM and np.isfinite(result.error)
    stored, steam = tally(space, matter, state, False)
    assert steam > 0.0 and result.hottest >= matter.boiling
    assert stored + steam - before == pytest.approx(6e-3 * 4e-3, rel=1e-9)
