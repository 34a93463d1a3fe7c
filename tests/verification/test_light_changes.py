"""Reweighting of light by its paths against light that was followed at the changed absorption."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from tests.verification.light_changes import ABSORPTION, FALLS, GRID, RADIUS, blocks, corrected, exact, light, summed

from microthermal.deposition.reweighting import must_recompute, reweighted

CASES = range(FALLS.size)
SLABS = np.full(GRID.shape[0], ABSORPTION)


def deviation(case, even, truth):
    """Difference of blocks to the truth, and what doubt and three standard errors of both allow."""
    found = corrected(even)[case]
    ours = blocks(found.deposited)
    allowed = summed(found.doubt * GRID.volume) + 3 * np.hypot(ours.error, truth.error)
    return np.abs(ours.energy - truth.energy), allowed


@pytest.mark.parametrize("case", CASES)
def test_even_change_agrees_with_a_new_walk(case):
    difference, allowed = deviation(case, True, blocks(light((1 + FALLS[case]) * ABSORPTION, seed=2)))
    assert np.all(difference <= allowed)


@pytest.mark.parametrize("even", [True, False])
@pytest.mark.parametrize("case", CASES)
def test_change_agrees_with_exact_histories(case, even):
    difference, allowed = deviation(case, even, exact(even)[case])
    assert np.all(difference <= allowed)


def test_the_spread_of_the_paths_pays():
    # Everywhere 45 % less: what is missed by mean paths alone is more than halved.
    base, truth = light(ABSORPTION), float(exact(True)[2].energy.sum())
    change = np.full(GRID.shape, FALLS[2] * ABSORPTION)
    first, second = (
        abs(float((reweighted(one, SLABS, change).deposited.energy * GRID.volume).sum()) / truth - 1)
        for one in (replace(base, path_spread=None), base)
    )
    assert second < 0.5 * first


def test_doubt_grows_with_the_change_and_asks_for_new_light():
    shares = [found.doubtful for found in corrected(False)]
    assert shares == sorted(shares)
    assert [must_recompute(found) for found in corrected(False)] == [False, False, True]
    assert not any(must_recompute(found, limit=1.0) for found in corrected(False))


def test_no_change_changes_nothing():
    base = light(ABSORPTION, photons=32_000)
    found = reweighted(base, SLABS, np.zeros(GRID.shape))
    assert_array_equal(found.deposited.energy, base.energy)
    assert found.doubtful == 0.0 and not must_recompute(found)
    assert_allclose(found.deposited.lost, base.lost)


def test_all_shares_still_add_up():
    for found in (*corrected(True), *corrected(False)):
        one = found.deposited
        absorbed = float((one.energy * GRID.volume).sum())
        assert_allclose(absorbed + one.reflected + one.transmitted + one.lost, 1.0, rtol=1e-6)


def test_collimated_light_has_no_doubt():
    base = replace(light(ABSORPTION, photons=32_000), collimated=True)
    found = reweighted(base, SLABS, np.where(GRID.r < RADIUS, -400.0, 0.0) * np.ones(GRID.shape))
    assert not found.doubt.any() and found.doubtful == 0.0
