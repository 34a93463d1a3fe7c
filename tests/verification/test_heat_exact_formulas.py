"""The exact solutions themselves: each solves its equation, keeps its borders and has the limits that it must have."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.special import erfc
from tests.verification import heat_exact as exact
from tests.verification.heat_cases import CONDUCTIVITY, heat_grid
from tests.verification.heat_problems import DIFFUSIVITY

GRID = heat_grid(600e-6, 600e-6, 5e-6, 5e-6)


def test_blobs_hold_all_their_heat_and_are_gaussian():
    found = exact.blob(GRID, 60e-6**2, 50e-6)
    assert (found * GRID.volume).sum() == pytest.approx(1.0, abs=1e-12)
    near = np.exp(-(GRID.r**2 + (GRID.z[:, None] - 50e-6) ** 2) / 60e-6**2)
    image = np.exp(-(GRID.r**2 + (GRID.z[:, None] + 50e-6) ** 2) / 60e-6**2)
    assert_allclose(found, (near + image) / (np.pi * 60e-6**2) ** 1.5, atol=5e-3 * found.max())


def test_continuous_sources_hold_what_was_given_and_agree_with_the_point_formula():
    time, depth = 5e-3, 60e-6
    blob = exact.blob_kept_up(GRID, 40e-6**2, depth, DIFFUSIVITY, time)
    assert (blob * GRID.volume).sum() == pytest.approx(time, rel=1e-9)
    far = np.hypot(GRID.r[None, :], GRID.z[:, None] - depth) > 60e-6
    point = exact.blob_kept_up(GRID, 0.0, depth, DIFFUSIVITY, time, 50e-6)[far]
    true = sum(
        exact.point_kept_up(np.hypot(GRID.r[None, :], GRID.z[:, None] + sign * depth), DIFFUSIVITY, time)
        for sign in (-1, 1)
    )[far]
    assert_allclose(point, true, atol=3e-3 * true.max())


def test_a_wide_disc_is_a_warmed_half_space_and_an_old_one_is_steady():
    depth = np.linspace(0.0, 100e-6, 5)
    wide = exact.disc(depth, 1.0, 4e5, CONDUCTIVITY, DIFFUSIVITY, 5e-3)
    assert wide[0] == pytest.approx(2 * 4e5 / CONDUCTIVITY * np.sqrt(DIFFUSIVITY * 5e-3 / np.pi))
    assert np.gradient(wide, depth, edge_order=2)[0] == pytest.approx(-4e5 / CONDUCTIVITY, rel=0.05)
    old = exact.disc(depth, 60e-6, 4e5, CONDUCTIVITY, DIFFUSIVITY, 1e6)
    assert_allclose(old, 4e5 / CONDUCTIVITY * (np.hypot(depth, 60e-6) - depth), rtol=1e-3)


def test_a_cooled_half_space_gives_its_flux_and_becomes_one_in_contact():
    depth, arguments = np.linspace(0.0, 2e-6, 3), (CONDUCTIVITY, DIFFUSIVITY, 0.2)
    found = exact.cooled(depth, -44.0, 4000.0, *arguments)
    slope = np.gradient(found, depth, edge_order=2)[0]
    assert CONDUCTIVITY * slope == pytest.approx(4000.0 * (found[0] + 44.0), rel=1e-4)
    contact = exact.cooled(np.array([1e-4]), -44.0, 1e9, *arguments)
    assert_allclose(contact, -44.0 * erfc(1e-4 / (2 * np.sqrt(DIFFUSIVITY * 0.2))), rtol=1e-4)


def test_pennes_profile_solves_its_equation_and_borders():
    z, exchange = np.linspace(0.0, 2e-3, 2001), 1.9e6
    found = exact.pennes(z, 2e-3, 310.15, exchange, CONDUCTIVITY, 275.0, 500.0)
    bent = (found[2:] - 2 * found[1:-1] + found[:-2]) / (z[1] - z[0]) ** 2
    assert_allclose(CONDUCTIVITY * bent, exchange * (found[1:-1] - 310.15), rtol=1e-4, atol=10.0)
    slope = np.gradient(found, z, edge_order=2)
    assert CONDUCTIVITY * slope[0] == pytest.approx(500.0 * (found[0] - 275.0), rel=1e-5)
    assert abs(slope[-1]) < 1e-5 * slope[0]


def test_a_slab_of_two_keeps_its_heat_begins_as_touching_bodies_and_ends_even():
    layers = (0.3e-3, 360.15, 0.5, 3.55e6), (0.5e-3, 300.15, 0.2, 1.9e6)
    edges = np.arange(801) * 1e-6
    capacity = np.where(edges[1:] < 0.3e-3 + 5e-7, 3.55e6, 1.9e6)
    whole = 0.3e-3 * 3.55e6 * 360.15 + 0.5e-3 * 1.9e6 * 300.15
    for time in (2e-3, 0.05, 100.0):
        found = exact.slab_of_two(edges, *layers, time)
        assert (found * capacity * 1e-6).sum() == pytest.approx(whole, rel=1e-12)
    assert np.ptp(found) < 1e-6
    early = exact.slab_of_two(edges, *layers, 2e-3)
    touching = exact.touching(edges[:-1] + 5e-7 - 0.3e-3, *(layer[1:] for layer in layers), 2e-3)
    assert_allclose(early, touching, atol=0.01)


@pytest.mark.parametrize(("cold", "dry"), [(373.15, (0.5, 3.55e6)), (307.15, (0.1, 7e5))])
def test_the_drying_front_boils_what_heat_arrives(cold, dry):
    wet, latent, time, step = (0.5, 3.55e6), 1.67e9, 0.05, 1e-8
    speed = exact.drying_front(1200.0, cold, 373.15, latent, dry, wet)
    front = speed * np.sqrt(time)
    x = front + np.array([-2 * step, -step, step, 2 * step])
    found = exact.beside_front(x, time, speed, 1200.0, cold, 373.15, dry, wet)
    assert_allclose(found, 373.15, atol=1.0)
    arrives = dry[0] * (found[0] - found[1]) / step
    leaves = wet[0] * (found[2] - found[3]) / step
    assert arrives - leaves == pytest.approx(latent * 0.5 * speed / np.sqrt(time), rel=1e-3)
    away = exact.beside_front(np.array([-1e-2, 1e-2]), time, speed, 1200.0, cold, 373.15, dry, wet)
    assert_allclose(away, [1200.0, cold])
    # One equation on each side: k T'' = c dT/dt.
    for place, (k, c) in ((0.5 * front, dry), (front + 50e-6, wet)):
        around = place + 1e-6 * np.array([-1.0, 0.0, 1.0])
        now, then = (
            exact.beside_front(around, t, speed, 1200.0, cold, 373.15, dry, wet) for t in (time - 1e-5, time + 1e-5)
        )
        middle = 0.5 * (now + then)
        bent = k * (middle[0] - 2 * middle[1] + middle[2]) / 1e-12
        assert bent == pytest.approx(c * (then[1] - now[1]) / 2e-5, rel=1e-2, abs=1.0)
