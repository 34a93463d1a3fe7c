"""Heat on voxels against exact solutions, its order, its balance, boiling, two hairs."""

from __future__ import annotations

import numpy as np
import pytest
from tests.verification import cylinder_exact as exact
from tests.verification import voxel_problems as problems
from tests.verification.cylinder_problems import DIFFUSIVITY, RADIUS, RISE

from microthermal.numerics.voxels.links import Top, VoxelMatter, VoxelSpace
from microthermal.numerics.voxels.steps import Span, follow

pytestmark = pytest.mark.xdist_group("verification rows")


@pytest.mark.parametrize("name", problems.PROBLEMS)
def test_heat_on_voxels_is_of_second_order(name):
    errors, orders = problems.refined(name)
    assert orders[-1] > 1.85
    assert errors[-1] < 3e-4 * RISE


def test_two_hairs_warm_what_is_between_them_as_the_sum_of_two():
    """Two shafts of equal heat, six radii apart: between them linear heat is the sum of two cylinders."""
    across, apart, duration = 4, 6, 10e-3
    size = RADIUS / across
    rows, columns = 24 * across, (24 + apart) * across
    y = (np.arange(rows) - rows // 2 + 0.5) * size
    x = (np.arange(columns) - columns // 2 + 0.5) * size
    centre = 0.5 * apart * RADIUS
    middle, level = slice(columns // 2 - across, columns // 2 + across), slice(rows // 2 - 1, rows // 2 + 1)
    power, true = np.zeros((1, rows, columns)), 0.0
    start = np.full(power.shape, problems.START)
    for place in (-centre, centre):
        r = np.hypot(y[:, None], x[None, :] - place)
        power[0] += (r <= RADIUS) * size**3 * problems.CAPACITY / duration
        # The exact integral takes a while, so it is asked where it is compared.
        places, back = np.unique(np.round(r[level, middle], 12), return_inverse=True)
        around = np.array([exact.around(one, RADIUS, DIFFUSIVITY, duration, duration * (1 + 1e-6)) for one in places])
        true = true + RISE * around[back].reshape(r[level, middle].shape)
    # As much heat as two whole shafts, though their outline is stepped.
    power *= 2.0 * np.pi * RADIUS**2 * size * problems.CAPACITY * RISE / duration / power.sum()
    frames = follow(
        VoxelSpace(size, size, size, False), problems.matter(np.zeros(power.shape)), (start, 0.0 * start),
        (Span(duration, power, problems.CLOSED),), 1e-2,
    )  # fmt: skip
    rise = problems.last(frames).temperature[0] - problems.START
    assert rise[level, middle] == pytest.approx(true, abs=1e-3 * RISE)
    # Far more than that error, and half of it would be there beside one hair alone.
    assert true.mean() > 25e-3 * RISE
    assert rise == pytest.approx(rise[:, ::-1], abs=1e-9)
    assert rise == pytest.approx(rise[::-1], abs=1e-9)


def boiling(heat, cells=6):
    """Cube of moist matter that takes up an energy per volume in its left half, and gives none away."""
    half = np.zeros((cells,) * 3)
    half[:, :, : cells // 2] = 1.0
    size, one = 1e-5, np.array([1.0])
    matter = VoxelMatter(
        medium=np.zeros(half.shape, dtype=np.int32), dry=1.3e6 * one, per_water=4.2e3 * one,
        dry_conductivity=0.0 * one, conductivity_per_water=0.0 * one, exchange=0.0 * one, full=700.0 * one, warming=0.0,
        reference=310.15, blood_temperature=310.15, boiling=373.15, span=5.0, latent=2.256e6,
    )  # fmt: skip
    start = (np.full(half.shape, 310.0), np.full(half.shape, 700.0))
    spans = (Span(1e-3, half * heat * size**3 / 1e-3, Top(300.0, 0.0)),)
    return problems.last(follow(VoxelSpace(size, size, size, False), matter, start, spans, 0.5))


def test_a_voxel_boils_its_water_and_then_warms_as_dry_matter():
    sensible = (1.3e6 + 4.2e3 * 700.0) * (373.15 - 310.0)
    latent = 700.0 * 2.256e6 + 1.3e6 * 5.0
    found = boiling(sensible + 0.5 * latent)
    assert found.water[0, 0, 0] == pytest.approx(350.0, rel=1e-6)
    assert found.temperature[0, 0, 0] == pytest.approx(375.65, abs=1e-3)
    dry = boiling(sensible + latent + 1.3e8)
    assert dry.water[0, 0, 0] == 0.0
    assert dry.temperature[0, 0, 0] == pytest.approx(373.15 + 5.0 + 100.0, abs=0.05)
    assert dry.temperature[0, 0, -1] == 310.0


def test_blood_holds_what_it_flows_through():
    medium = np.zeros((2, 2, 2))
    start = np.full(medium.shape, 320.0)
    matter = problems.matter(medium, exchange=3.55e5)
    spans = (Span(5.0, 0.0 * start, problems.CLOSED),)
    found = problems.last(follow(VoxelSpace(1e-5, 1e-5, 1e-5, True), matter, (start, 0.0 * start), spans, 1e-4))
    assert found.temperature == pytest.approx(310.15 + (320.0 - 310.15) * np.exp(-0.5), abs=1e-3)


def test_a_repeated_block_has_no_sides():
    """A stripe at the edge of a periodic block spreads over both of its sides alike."""
    power = np.zeros((1, 4, 20))
    power[0, :, 0] = 1e-4
    start = np.full(power.shape, 300.0)
    spans = (Span(2e-3, power, problems.CLOSED),)
    found = problems.last(
        follow(
            VoxelSpace(1e-5, 1e-5, 1e-5, True),
            problems.matter(np.zeros(power.shape)),
            (start, 0.0 * start),
            spans,
            1e-2,
        )
    )
    rise = found.temperature[0, 0] - 300.0
    assert rise[1:] == pytest.approx(rise[:0:-1], abs=1e-9)
    assert rise[1] > rise[2] > rise[9]
