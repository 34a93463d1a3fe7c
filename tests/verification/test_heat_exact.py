"""Heat: boiling, removal and blood by plain formulas, balances, and what must never happen."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from tests.verification.heat_cases import (
    CAPACITY,
    DRY_CAPACITY,
    START,
    WATER,
    column,
    heat_grid,
    heat_pulse,
    heat_tissue,
    scattered,
)  # fmt: skip
from tests.verification.heat_exact import vaporisation_enthalpy
from tests.verification.heat_problems import QUIET, drilling_speed, ejected_depth, last

from microthermal.domain.inputs.laser import Cooling
from microthermal.heat.models import evolve
from microthermal.heat.models.boil_off import BoilOff
from microthermal.heat.models.ejection import Ejection
from microthermal.heat.water import BLOOD_HEAT_CAPACITY


def left(balance):
    return balance.stored + balance.surface + balance.perfused + balance.vapour + balance.ejected


def test_perfusion_relaxes_exponentially():
    grid = heat_grid(10e-6, 30e-6, 10e-6, 10e-6)
    tissue = dataclasses.replace(heat_tissue(grid), perfusion=np.full(3, 0.05), temperature=np.full((3, 1), 330.0))
    final = last(evolve(QUIET, tissue, scattered(grid, 0.0), heat_pulse(1e-3), None, 10.0))
    exact = 310.15 + (330.0 - 310.15) * np.exp(-0.05 * BLOOD_HEAT_CAPACITY / CAPACITY * 10.0)
    assert_allclose(final.temperature, exact, atol=0.01)
    assert final.balance.perfused == pytest.approx(-final.balance.stored, rel=1e-9)


def test_drying_takes_sensible_and_latent_heat():
    grid = heat_grid(10e-6, 10e-6, 10e-6, 10e-6)
    tissue = heat_tissue(grid, wet=0.0, dry=1e3)
    for fraction, expect in ((0.5, 373.15), (1.0, 373.15), (1.03, None)):
        energy = fraction * vaporisation_enthalpy(CAPACITY, WATER, START)
        final = last(evolve(QUIET, tissue, scattered(grid, energy), heat_pulse(1e-3), None, 1e-3))
        warmer = 373.15 + (fraction - 1.0) * vaporisation_enthalpy(CAPACITY, WATER, START) / DRY_CAPACITY
        assert final.temperature[0, 0] == pytest.approx(expect or warmer, rel=1e-9)
        evaporated = (energy - CAPACITY * (373.15 - START)) / 2.256e6
        assert final.water[0, 0] == pytest.approx(max(WATER - evaporated, 0.0), abs=1e-9 * WATER)


@pytest.mark.parametrize("residue", [450.15, 673.15])
def test_floor_moves_at_irradiance_over_enthalpy(residue):
    ours, true = drilling_speed(residue)
    # Steady motion: all that is supplied leaves; cells of 3 um in 430 um leave 1 %.
    assert ours == pytest.approx(true, rel=0.01)


@pytest.mark.parametrize("fluence", [5e4, 1e5, 2e5])
def test_ejected_depth_follows_the_ejection_enthalpy(fluence):
    ours, true = ejected_depth(fluence)
    # Light lost to the layer that stays, and to conduction from it, is worth a few absorption lengths of 1 um.
    assert ours == pytest.approx(true, abs=3e-6)


def test_no_new_extremes_and_a_closed_balance():
    grid = heat_grid(200e-6, 300e-6, 5e-6, 5e-6)
    energy = 3e8 * np.exp(-2 * (grid.r / 60e-6) ** 2) * np.exp(-grid.z[:, None] / 150e-6)
    cooling = Cooling(temperature=280.0, coefficient=4000.0, before=5e-3, after=20e-3)
    tissue = heat_tissue(grid, 700.0, 50.0)
    highest = np.inf
    for s in evolve(BoilOff(), tissue, scattered(grid, energy), heat_pulse(3e-3), cooling, 0.1):
        assert s.temperature.min() > 280.0
        if s.time > 3e-3:
            assert s.temperature.max() <= highest + 1e-9
            highest = s.temperature.max()
        assert left(s.balance) == pytest.approx(s.balance.supplied, abs=1e-9 * 1e-3)


def drill(model, energy, step=5e-6):
    grid = heat_grid(200e-6, 400e-6, step, step)
    fractions = np.diff(1 - np.exp(-2 * (grid.r_edges / 60e-6) ** 2))
    light = column(grid, energy * fractions / grid.ring_area)
    return last(evolve(model, heat_tissue(grid, 5.5e4, 1.7e4), light, heat_pulse(3e-4), None, 5e-3))


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
