"""Kernels that bring light to another absorption, against quadrature and a plain ray."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.stats import invgauss

from microthermal.numerics.light.path_reweighting import (
    COLUMN,
    EVERYWHERE,
    LINE,
    MIXTURE,
    Followed,
    doubt,
    reweigh,
    survival,
    ways_of,
)

HEIGHTS, R_EDGES = np.full(60, 1e-5), np.linspace(0.0, 4e-4, 41)
AREAS = np.pi * np.diff(R_EDGES**2)
REFERENCE = np.full(60, 900.0)
SHAPE = (60, 40)


def cells(change, mixture, path=1.0, spread=0.0):
    """Average change that light is held to have met, from the factor on its energy."""
    heats, one = np.zeros(SHAPE), np.ones(SHAPE)
    light = Followed(REFERENCE, one, path * one, spread * one)
    reweigh(HEIGHTS, ways_of(HEIGHTS, AREAS, light), light, change, mixture, heats)
    return -np.log(heats / (1.0 + change / REFERENCE[:, None])) / path


@pytest.mark.parametrize("change", [-600.0, -100.0, 0.0, 500.0])
@pytest.mark.parametrize("spread", [1e-5, 2e-4, 4e-4])
def test_survival_is_the_mean_over_an_inverse_gaussian(change, spread):
    path = 6e-4
    shape = path**3 / spread**2
    lengths = invgauss(path / shape, scale=shape)
    expected = lengths.expect(lambda length: np.exp(-change * length), lb=0.0, ub=path + 60 * spread)
    assert_allclose(survival(change, 2.0 * path, 2.0 * spread**2 / path), expected, rtol=1e-6)


def test_survival_is_bounded():
    assert survival(-500.0, 0.0, 0.0) == 1.0
    assert survival(-1e4, 2e-4, 2e4) <= np.exp(2.0) * (1 + 1e-12)


@pytest.mark.parametrize("mixture", [COLUMN, LINE, EVERYWHERE, MIXTURE])
def test_an_even_change_is_met_by_all(mixture):
    assert_allclose(cells(np.full(SHAPE, -300.0), mixture), -300.0, rtol=1e-10)


def test_line_of_sight_is_that_of_a_plain_ray():
    change = np.where(0.5 * (R_EDGES[1:] + R_EDGES[:-1]) < 6e-5, -300.0, 0.0) * np.ones(SHAPE)
    radius = 0.5 * (R_EDGES[1:] + R_EDGES[:-1])
    met = cells(change, LINE)
    # A straight line from the point of entry leaves a core of 60 µm after the fraction 60 µm/r of its length.
    assert_allclose(met, np.broadcast_to(-300.0 * np.minimum(6e-5 / radius, 1.0), SHAPE), atol=30.0)
    assert_allclose(met[:, :5], -300.0)


def test_light_that_flew_less_than_its_distance_came_from_above():
    change = np.where(R_EDGES[1:] < 2e-4, -300.0, 0.0) * np.ones(SHAPE)
    near = cells(change, LINE, path=1e-6)
    assert np.all(np.abs(near[:20, 30:]) < 2.0)


def test_doubt_is_zero_without_change_and_grows_with_it():
    one, change = np.ones(SHAPE), np.where(R_EDGES[1:] < 6e-5, -1.0, 0.0) * np.ones(SHAPE)
    doubts = []
    for size in (0.0, 100.0, 300.0):
        followed = Followed(REFERENCE, one, 5e-4 * one, 2e-4 * one)
        light = (HEIGHTS, ways_of(HEIGHTS, AREAS, followed), followed, size * change)
        heats = np.zeros(SHAPE)
        reweigh(*light, MIXTURE, heats)
        doubts.append(doubt(*light, heats).sum())
    assert doubts[0] == 0.0 and 0.0 < doubts[1] < doubts[2]
