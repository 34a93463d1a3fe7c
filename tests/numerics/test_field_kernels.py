"""Kernels of the field: sums against a plain twin, modes in depth against exact conduction, Gaussians for rings."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.special import erf, erfcx
from tests.numerics.twins.field_sum import plain_rises

from microthermal.numerics.field.field_sum import Growth, age_weights, ladder, plane_sum
from microthermal.numerics.field.gaussian_rings import gaussian_rings
from microthermal.numerics.field.slab_modes import Slabs, modes, response, spread, steady


def even(surface: float, cells: int = 400, depth: float = 8e-3) -> Slabs:
    one = np.ones(cells)
    return Slabs(np.linspace(0, depth, cells + 1), 0.5 * one, 4e6 * one, 0.0 * one, surface)


def test_the_sum_agrees_with_its_plain_twin() -> None:
    generator = np.random.default_rng(1)
    ages, ratio = ladder(1e-3, 5.0, 40)
    sources = np.column_stack(
        (generator.uniform(0, 4e-3, (60, 2)), np.sort(generator.uniform(0, 2, 60)), np.arange(60) % 2)
    )
    probes = np.column_stack((generator.uniform(0, 4e-3, (9, 2)), generator.uniform(0, 3, 9), np.arange(9) % 3 - 1.0))
    widths = np.array([1e-8, 2e-7])[:, None] + 5e-7 * ages
    felt = np.exp(-ages[None, :, None] * np.array([[[0.2]], [[0.5]]])) * generator.uniform(0, 1, (2, 1, 5))
    weights = age_weights(sources, probes, Growth(widths, ages[1], ratio, 3e-8))
    found = weights.reshape(9, -1) @ felt.reshape(-1, 5)
    exact = plain_rises(sources, probes, ages, widths, felt, 3e-8)
    # The kernel interpolates in the logarithm of the age and cuts Gaussians at 1e-6 of their peak.
    assert_allclose(found, exact, rtol=5e-3, atol=2e-3 * exact.max())


def test_a_map_is_the_sum_at_its_places() -> None:
    generator = np.random.default_rng(3)
    ages, ratio = ladder(1e-3, 5.0, 40)
    sources = np.column_stack(
        (generator.uniform(0, 4e-3, (60, 2)), np.sort(generator.uniform(0, 2, 60)), np.arange(60) % 2)
    )
    widths = np.array([1e-8, 2e-7])[:, None] + 5e-7 * ages
    felt = np.exp(-ages[None, :] * np.array([[0.2], [0.5]]))
    x, y = np.linspace(0, 4e-3, 7), np.linspace(0, 3e-3, 5)
    drawn = plane_sum(sources, x, y, 2.1, felt, Growth(widths, ages[1], ratio, 3e-8))
    across, along = np.meshgrid(x, y)
    probes = np.column_stack((across.ravel(), along.ravel(), np.full(35, 2.1), np.full(35, -1.0)))
    summed = age_weights(sources, probes, Growth(widths, ages[1], ratio, 3e-8)).reshape(35, -1) @ felt.ravel()
    # One map weighs amounts, the other Gaussians between two ages: they part by the curvature over a step.
    assert_allclose(drawn.ravel(), summed, rtol=5e-3, atol=2e-3 * drawn.max())


def test_widths_that_are_alike_count_as_one() -> None:
    generator = np.random.default_rng(4)
    ages, ratio = ladder(1e-3, 50.0, 40)
    sources = np.column_stack((generator.uniform(0, 4e-3, (200, 2)), np.linspace(0, 20, 200), np.zeros(200)))
    probes = np.column_stack((generator.uniform(0, 4e-3, (9, 2)), np.full(9, 30.0), np.zeros(9)))
    narrow = np.array([1e-9, 1e-8, 1e-7, 1e-6])[:, None] + 5e-7 * ages
    every = age_weights(sources, probes, Growth(narrow, ages[1], ratio, 0.0))
    alone = np.concatenate(
        [age_weights(sources, probes, Growth(row[None, :], ages[1], ratio, 0.0)) for row in narrow], axis=1
    )  # fmt: skip
    assert_allclose(every.sum(axis=2), alone.sum(axis=2), rtol=3e-3)


def test_modes_cool_a_half_space_as_conduction_does() -> None:
    slabs, time, h = even(2000.0), 2.0, 2000.0
    alpha, middle = 0.5 / 4e6, 0.5 * (slabs.edges[1:] + slabs.edges[:-1])
    found = response(modes(slabs), np.ones(middle.size), np.array([time]))[0]
    u, w = middle / (2 * np.sqrt(alpha * time)), h / 0.5 * np.sqrt(alpha * time)
    exact = erf(u) + np.exp(-(u**2)) * erfcx(u + w)
    assert_allclose(found[middle < 4e-3], exact[middle < 4e-3], atol=1e-3)


def test_heat_that_nothing_takes_stays_and_spreads_by_its_diffusivity() -> None:
    slabs = even(0.0)
    start = np.exp(-slabs.edges[1:] / 5e-4)
    times = np.array([0.0, 0.1, 1.0, 10.0])
    found = response(modes(slabs), start, times)
    assert_allclose(found.sum(axis=1), start.sum(), rtol=1e-10)
    assert_allclose(spread(slabs, found, times), 4 * 0.5 / 4e6 * times, rtol=1e-9)


def test_skin_comes_to_rest_between_air_and_blood() -> None:
    slabs = even(10.0, 800, 6e-2)._replace(sink=np.full(800, 7500.0))
    found = steady(slabs, 298.15, 310.15)
    assert found[-1] == pytest.approx(310.15, abs=0.05)
    assert 303.0 < found[0] < 310.0
    assert np.all(np.diff(found) > 0)
    # What goes out at the surface is what blood brings.
    top = 1 / (1 / 10.0 + 0.5 * slabs.edges[1] / 0.5)
    brought = np.sum(7500.0 * (310.15 - found) * np.diff(slabs.edges))
    assert top * (found[0] - 298.15) == pytest.approx(brought, rel=2e-3)


def test_rings_are_filled_by_gaussians_that_hold_as_much() -> None:
    edges, widths = np.linspace(0, 1e-3, 101), np.geomspace(3e-5, 1e-3, 7)
    shape = 1 - np.exp(-((edges / widths[3]) ** 2))
    amounts = np.vstack((np.diff(shape), 2 * np.diff(shape), np.zeros(100)))
    found = gaussian_rings(edges, amounts, widths)
    assert_allclose(found.sum(axis=1), amounts.sum(axis=1), rtol=1e-9)
    assert found[0, 3] == pytest.approx(amounts[0].sum(), rel=1e-3)
    assert np.all(found >= 0)
