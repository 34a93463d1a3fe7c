"""Walks of photons by their number: how many a part walks in each round, and that none stands still."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from tests.numerics.test_light_kernels import LAYERED

from microthermal.numerics.light.pencil import PARTS, ROUND, PencilWalk, rounds


@pytest.mark.parametrize("photons", [0, 1, PARTS - 1, PARTS, 50 * PARTS, ROUND * PARTS, 2 * ROUND * PARTS + 7 * PARTS])
def test_every_part_walks_its_share_in_whole_rounds_and_at_least_one_photon(photons):
    found = rounds(photons)
    assert sum(found) == max(photons // PARTS, 1)
    assert all(size == ROUND for size in found[:-1]) and 1 <= found[-1] <= ROUND


def test_fewer_photons_than_parts_are_one_for_each_part():
    z_edges = np.linspace(0.0, 3e-4, 4)
    few, one = (PencilWalk(LAYERED, z_edges, seed=2).reach(photons) for photons in (3, PARTS))
    assert_array_equal(few.parts, one.parts)
    assert np.all(np.isfinite(few.parts)) and np.all(few.parts.sum(axis=(1, 2)) + few.totals.sum(axis=1) > 0.0)
