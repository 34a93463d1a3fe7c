"""Ejection against what follows from its law of absorption: depth, threshold and heat under the floor."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from tests.verification.heat_cases import CAPACITY, START, VACUUM, WATER, column, heat_grid, heat_pulse, heat_tissue
from tests.verification.heat_problems import column_of, last

from microthermal.heat.channel import WallFilm
from microthermal.heat.models import evolve
from microthermal.heat.models.boil_off import BoilOff
from microthermal.heat.models.ejection import Ejection

ENTHALPY, COLD, SLOPE = 1.7e9, 8e5, -3.7e3
MODEL = Ejection(ejection_water=WATER, wall_film=WallFilm(thickness=0.0), air=VACUUM, boiling_range=0.0)


def heat_under_floor(bleached):
    """Heat per area [J/m²] under a floor that moves steadily: the integral of du / μ(u) up to the enthalpy.

    In the frame of the floor the profile stands still, so that the light I that passes a depth carries all that is
    below it: I = v u, dI/dz = -μ I, hence dz = -du / (μ u) and the heat is ∫ u dz = ∫ du / μ(u).
    """
    first = COLD + SLOPE * (START - 293.15)
    bend = (first - bleached * COLD) * CAPACITY / -SLOPE
    return CAPACITY / -SLOPE * np.log(first / (bleached * COLD)) + (ENTHALPY - bend) / (bleached * COLD)


@pytest.fixture(params=[0.24, 0.4])
def ejected(request):
    grid, fluence = column_of(60e-6, 0.25e-6), 6e4
    tissue = heat_tissue(grid, COLD, 0.0, SLOPE)
    model = dataclasses.replace(MODEL, bleached=request.param)
    snapshot = last(evolve(model, tissue, column(grid, fluence), heat_pulse(1e-7), None, 1e-7))
    return request.param, grid, fluence, snapshot


def test_depth_is_what_the_heat_under_the_floor_leaves(ejected):
    bleached, _, fluence, snapshot = ejected
    depth = float(snapshot.removed[:, 0].sum()) * 0.25e-6
    assert depth == pytest.approx((fluence - heat_under_floor(bleached)) / ENTHALPY, abs=0.5e-6)


def test_heat_under_the_floor_is_the_integral_of_one_over_absorption(ejected):
    bleached, grid, _, snapshot = ejected
    under = (snapshot.balance.stored + snapshot.balance.vapour) / float(grid.ring_area.sum())
    # A floor cell leaves whole: it holds between nothing and all that makes it leave.
    assert under == pytest.approx(heat_under_floor(bleached), abs=0.7 * ENTHALPY * 0.25e-6)


@pytest.mark.parametrize("model", [MODEL, BoilOff(air=VACUUM)])
def test_the_film_is_drawn_from_what_has_left(model):
    grid = heat_grid(120e-6, 300e-6, 4e-6, 4e-6)
    light = column(grid, np.where(grid.r < 60e-6, 2e5, 0.0))
    models = [dataclasses.replace(model, wall_film=WallFilm(thickness=film)) for film in (0.0, 20e-6)]
    tissue, pulse = heat_tissue(grid, COLD, 1e4), heat_pulse(1e-4)
    bare, coated = balances = [last(evolve(one, tissue, light, pulse, None, 1e-3)).balance for one in models]
    assert coated.ejected + coated.vapour < bare.ejected + bare.vapour
    assert min(coated.ejected, coated.vapour) >= 0.0
    for balance in balances:
        left = balance.stored + balance.surface + balance.perfused + balance.vapour + balance.ejected
        assert left == pytest.approx(balance.supplied, rel=1e-9)
