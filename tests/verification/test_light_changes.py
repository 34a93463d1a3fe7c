"""Reweighting of light by its paths against light that was followed at the changed absorption."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from tests.reference.reweighting import reweighted
from tests.verification.light_changes import (
    ABSORPTION,
    ANISOTROPY,
    FALLS,
    GRID,
    INDEX,
    RADIUS,
    SCATTERING,
    blocks,
    corrected,
    exact,
    light,
    summed,
)

from microthermal.numerics.light.voxel_batch import CONTINUED, Media
from microthermal.numerics.light.voxels import Voxels, walk_voxels

pytestmark = pytest.mark.xdist_group("verification rows")


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


def test_doubt_grows_with_the_change():
    fractions = [found.doubtful for found in corrected(False)]
    assert fractions == sorted(fractions)
    zone = np.ix_(GRID.z < 1e-3, GRID.r < 150e-6)
    of_zone = [
        [float((part * GRID.volume)[zone].sum()) for part in (found.doubt, found.deposited.energy)]
        for found in corrected(False)
    ]
    assert [doubt > 0.05 * energy for doubt, energy in of_zone] == [False, False, True]


def test_no_change_changes_nothing():
    base = light(ABSORPTION, photons=32_000)
    found = reweighted(base, SLABS, np.zeros(GRID.shape))
    assert_array_equal(found.deposited.energy, base.energy)
    assert found.doubtful == 0.0
    assert_allclose(found.deposited.lost, base.lost)


def test_all_fractions_still_add_up():
    for found in (*corrected(True), *corrected(False)):
        one = found.deposited
        absorbed = float((one.energy * GRID.volume).sum())
        assert_allclose(absorbed + one.reflected + one.transmitted + one.lost, 1.0, rtol=1e-6)


def test_collimated_light_has_no_doubt():
    base = replace(light(ABSORPTION, photons=32_000), collimated=True)
    found = reweighted(base, SLABS, np.where(GRID.r < RADIUS, -400.0, 0.0) * np.ones(GRID.shape))
    assert not found.doubt.any() and found.doubtful == 0.0


def test_light_that_a_hot_core_lets_through_is_divided_as_a_walk_divides_it():
    # 3 mm of dermis in voxels of 30 µm, whose core of 0.1 mm absorbs 45 % less down to 1.2 mm.
    count, size = 100, 30e-6
    z, x = (np.arange(count) + 0.5) * size, (np.arange(count) - 0.5 * (count - 1)) * size
    away = np.hypot(x[:, None], x[None, :])
    core = (z[:, None, None] < 1.2e-3) & (away < 1e-4)
    inside = (z[:, None, None] < GRID.z_edges[-1]) & (away < GRID.r_edges[-1])

    def walked(fall):
        absorption = np.array([ABSORPTION, (1 + fall) * ABSORPTION])
        media = Media(absorption, np.full(2, SCATTERING), np.full(2, ANISOTROPY))
        corner = np.full(2, -0.5 * count * size)
        block = Voxels(core.astype(np.int32), media, np.full(count, INDEX), 1.0, corner, np.full(3, size), CONTINUED)
        found = walk_voxels(block, radius=RADIUS, gaussian=True, photons=200_000, seed=1, threads=2)
        return np.array([found.absorbed[inside].sum(), found.reflected])

    absorbed, back = walked(0.0) - walked(FALLS[2])
    base = replace(light(ABSORPTION), entrance=np.full(GRID.shape[1], 0.9734 / GRID.ring_area.sum()))
    found = reweighted(base, SLABS, np.where(GRID.r < 1e-4, FALLS[2] * ABSORPTION, 0.0) * np.ones(GRID.shape)).deposited
    passed = float(((base.energy - found.energy) * GRID.volume).sum())
    assert (found.reflected - base.reflected) / passed == pytest.approx(-back / absorbed, abs=0.1)
