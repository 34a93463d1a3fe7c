"""Heat: exact solutions, balances, orders of convergence."""

from __future__ import annotations

import dataclasses
from collections import deque

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.special import erfc, erfcx
from tests.verification.heat_cases import (
    CAPACITY,
    CONDUCTIVITY,
    DRY_CAPACITY,
    START,
    VACUUM,
    WATER,
    column,
    heat_grid,
    heat_pulse,
    heat_tissue,
    scattered,
)  # fmt: skip

from microthermal.domain.laser import Cooling
from microthermal.heat.models.boil_off import BoilOff
from microthermal.heat.models.ejection import Ejection
from microthermal.heat.water import BLOOD_HEAT_CAPACITY, ablation_enthalpy, ejection_depth, vaporisation_enthalpy

DIFFUSIVITY = CONDUCTIVITY / CAPACITY
# One conductivity and one boiling point, as the exact solutions have.
PLAIN = {"boiling_range": 0.0, "warming": 0.0, "vessel_frequency": 0.0, "tolerance": 1e-3}
QUIET = BoilOff(air=VACUUM, **PLAIN)


def last(stream):
    return deque(stream, maxlen=1)[0]


def left(balance):
    return balance.stored + balance.surface + balance.perfused + balance.vapour + balance.ejected


def gaussian_line(ring: float, until: float = 20e-3):
    """Cooling of a Gaussian line source; numbers and exact values along r."""
    grid = heat_grid(600e-6, 20e-6, ring, 10e-6)
    width, per_length = 60e-6, 2.0
    inner, outer = np.exp(-(grid.r_edges[:-1] ** 2) / width**2), np.exp(-(grid.r_edges[1:] ** 2) / width**2)
    energy = np.tile(per_length * (inner - outer) / grid.ring_area, (grid.shape[0], 1))
    pulse = heat_pulse(1e-6)
    final = last(QUIET.evolve(heat_tissue(grid), scattered(grid, energy), pulse, None, until))
    wide = width**2 + 4 * DIFFUSIVITY * until
    # Mean over the ring, as a finite volume means it.
    inner, outer = np.exp(-(grid.r_edges[:-1] ** 2) / wide), np.exp(-(grid.r_edges[1:] ** 2) / wide)
    return final.temperature[0] - START, per_length * (inner - outer) / grid.ring_area / CAPACITY


def test_gaussian_line_source_spreads_as_the_exact_solution():
    numeric, exact = gaussian_line(5e-6)
    assert_allclose(numeric, exact, atol=2e-3 * exact.max())


def test_space_is_of_second_order():
    errors = []
    for ring in (40e-6, 20e-6, 10e-6):
        numeric, exact = gaussian_line(ring)
        errors.append(np.abs(numeric - exact).max())
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    assert orders.min() > 1.8


def test_time_is_of_second_order():
    from microthermal.numerics.bioheat_cells import Matter, State, cylinder
    from microthermal.numerics.bioheat_conduction import bench_for, conduct
    from microthermal.numerics.bioheat_links import Surroundings, link, links_for

    edges = np.arange(101) * 5e-6
    one, shape = np.ones(100), (100, 1)
    start = START + 50 * np.exp(-(((edges[1:, None] + edges[:-1, None]) / 2 / 80e-6) ** 2))
    matter = Matter(
        CAPACITY * one, 0 * one, CONDUCTIVITY * one, 0 * one, 0 * one, 0 * one, 0.0, 310.0, 310.0, 373.15, 0.0, 2.256e6,
        start, 0 * start,
    )  # fmt: skip
    space, links, bench, ends = cylinder(np.array([0, 5e-6]), edges), links_for(shape), bench_for(shape), []
    for steps in (2, 4, 8, 64):
        state = State(start.copy(), np.zeros(shape), np.zeros(shape), np.zeros(shape))
        link(space, matter, state, Surroundings(START, 5000.0, START, 0.0), links)
        for _ in range(steps):
            conduct(space, matter, state, links, bench, 20e-3 / steps, np.inf)
        ends.append(state.temperature)
    errors = [np.abs(end - ends[-1]).max() for end in ends[:-1]]
    assert np.log2(np.array(errors[:-1]) / errors[1:]).min() > 1.7


def test_convection_at_the_surface_of_a_half_space():
    grid = heat_grid(10e-6, 3e-3, 10e-6, 5e-6)
    cooling = Cooling(temperature=263.15, coefficient=4000.0, before=0.2)
    pulse = heat_pulse(1e-6)
    first = next(s for s in QUIET.evolve(heat_tissue(grid), scattered(grid, 0.0), pulse, cooling, 1e-6) if s.time >= 0)
    x, h, t = grid.z, cooling.coefficient / CONDUCTIVITY, cooling.before
    u = x / (2 * np.sqrt(DIFFUSIVITY * t))
    v = u + h * np.sqrt(DIFFUSIVITY * t)
    exact = START + (cooling.temperature - START) * (erfc(u) - np.exp(-(u**2)) * erfcx(v))
    assert_allclose(first.temperature[:, 0], exact, atol=0.05)
    assert left(first.balance) == pytest.approx(0.0, abs=1e-9 * abs(first.balance.stored))


def test_perfusion_relaxes_exponentially():
    grid = heat_grid(10e-6, 30e-6, 10e-6, 10e-6)
    tissue = dataclasses.replace(heat_tissue(grid), perfusion=np.full(3, 0.05), temperature=np.full((3, 1), 330.0))
    final = last(QUIET.evolve(tissue, scattered(grid, 0.0), heat_pulse(1e-3), None, 10.0))
    exact = 310.15 + (330.0 - 310.15) * np.exp(-0.05 * BLOOD_HEAT_CAPACITY / CAPACITY * 10.0)
    assert_allclose(final.temperature, exact, atol=0.01)
    assert final.balance.perfused == pytest.approx(-final.balance.stored, rel=1e-9)


def test_drying_takes_sensible_and_latent_heat():
    grid = heat_grid(10e-6, 10e-6, 10e-6, 10e-6)
    tissue = heat_tissue(grid, wet=0.0, dry=1e3)
    for share, expect in ((0.5, 373.15), (1.0, 373.15), (1.03, None)):
        energy = share * vaporisation_enthalpy(CAPACITY, WATER, START)
        final = last(QUIET.evolve(tissue, scattered(grid, energy), heat_pulse(1e-3), None, 1e-3))
        warmer = 373.15 + (share - 1.0) * vaporisation_enthalpy(CAPACITY, WATER, START) / DRY_CAPACITY
        assert final.temperature[0, 0] == pytest.approx(expect or warmer, rel=1e-9)
        evaporated = (energy - CAPACITY * (373.15 - START)) / 2.256e6
        assert final.water[0, 0] == pytest.approx(max(WATER - evaporated, 0.0), abs=1e-9 * WATER)


@pytest.mark.parametrize("residue", [450.15, 673.15])
def test_floor_moves_at_irradiance_over_enthalpy(residue):
    grid = heat_grid(10e-6, 900e-6, 10e-6, 3e-6)
    enthalpy = ablation_enthalpy(CAPACITY, DRY_CAPACITY, WATER, START, residue)
    model = BoilOff(residue_temperature=residue, air=VACUUM, **PLAIN)
    depths, times = [], []
    for s in model.evolve(heat_tissue(grid, 5.5e4, 1.7e4), column(grid, 1.2e6), heat_pulse(1e-3), None, 1e-3):
        times.append(s.time)
        depths.append(s.removed.sum() * 3e-6)
    late = np.array(times) > 0.3e-3
    velocity = np.polyfit(np.array(times)[late], np.array(depths)[late], 1)[0]
    # Steady motion: all that is supplied leaves; cells of 3 um in 430 um leave 1 %.
    assert velocity == pytest.approx(1.2e9 / enthalpy, rel=0.01)


def test_ejected_depth_follows_the_ejection_enthalpy():
    grid = heat_grid(10e-6, 200e-6, 10e-6, 1e-6)
    tissue = heat_tissue(grid, 1e6, 2e4)
    model = Ejection(ejection_enthalpy=1.7e9, air=VACUUM, **PLAIN)
    for fluence in (5e4, 1e5, 2e5):
        final = last(model.evolve(tissue, column(grid, fluence), heat_pulse(2e-4), None, 1e-3))
        depth = final.removed.sum() * 1e-6
        # Light lost to the layer that stays, and to conduction from it, is worth a few absorption lengths of 1 um.
        assert depth == pytest.approx(ejection_depth(fluence, 1.7e9, 1e6), abs=4e-6)
        assert left(final.balance) == pytest.approx(final.balance.supplied, rel=1e-9)


def test_no_new_extremes_and_a_closed_balance():
    grid = heat_grid(200e-6, 300e-6, 5e-6, 5e-6)
    energy = 3e8 * np.exp(-2 * (grid.r / 60e-6) ** 2) * np.exp(-grid.z[:, None] / 150e-6)
    cooling = Cooling(temperature=280.0, coefficient=4000.0, before=5e-3, after=20e-3)
    tissue = heat_tissue(grid, 700.0, 50.0)
    highest = np.inf
    for s in BoilOff().evolve(tissue, scattered(grid, energy), heat_pulse(3e-3), cooling, 0.1):
        assert s.temperature.min() > 280.0
        if s.time > 3e-3:
            assert s.temperature.max() <= highest + 1e-9
            highest = s.temperature.max()
        assert left(s.balance) == pytest.approx(s.balance.supplied, abs=1e-9 * 1e-3)


def drill(model, energy, step=5e-6):
    grid = heat_grid(200e-6, 400e-6, step, step)
    shares = np.diff(1 - np.exp(-2 * (grid.r_edges / 60e-6) ** 2))
    light = column(grid, energy * shares / grid.ring_area)
    return last(model.evolve(heat_tissue(grid, 5.5e4, 1.7e4), light, heat_pulse(3e-4), None, 5e-3))


@settings(max_examples=4)
@given(st.floats(1e-4, 3e-3), st.floats(1.05, 2.0), st.sampled_from([BoilOff(), Ejection()]))
def test_more_energy_never_removes_less(energy, factor, model):
    less, more = drill(model, energy, 10e-6), drill(model, energy * factor, 10e-6)
    assert np.all(more.removed.sum(axis=0) >= less.removed.sum(axis=0))
    for final in (less, more):
        assert left(final.balance) == pytest.approx(final.balance.supplied, rel=1e-9)
        assert final.water.min() >= 0.0


def test_finer_grids_change_less():
    volumes = []
    for step in (10e-6, 5e-6, 2.5e-6):
        final = drill(BoilOff(), 4e-3, step)
        volumes.append(float(np.sum(final.removed * final.grid.volume)))
    first, second = np.abs(np.diff(volumes))
    assert second < first
    assert second < 0.05 * volumes[-1]
