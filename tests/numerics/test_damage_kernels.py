"""The sweep over first-order laws against its plain twin, and the exponential function it is built on."""

from __future__ import annotations

import numpy as np
import pytest
from numba import njit
from numpy.testing import assert_allclose
from tests.numerics.twins import first_order as twin

from microthermal.numerics.damage.exponential import exponential
from microthermal.numerics.damage.first_order import first_order, follow

# Henriques1947, MaitlandWalsh1997, Simanovskii2006.
LOGARITHMS = np.log([3.1e98, 2.8726e56, 1.06e16])
ENERGIES = np.array([6.28e5, 3.7238e5, 9.6485e4])


@njit
def _of_all(values: np.ndarray) -> np.ndarray:
    result = np.empty_like(values)
    for i in range(values.size):
        result[i] = exponential(values[i])
    return result


def test_the_exponential_is_that_of_the_library() -> None:
    values = np.concatenate((np.random.default_rng(3).uniform(-690, 690, 20000), [0.0, -0.0, 1e-300, 0.5, -1.0]))
    assert_allclose(_of_all(values), np.exp(values), rtol=1e-14)
    assert_allclose(_of_all(np.array([-1e9, 1e9])), np.exp([-700.0, 700.0]), rtol=1e-14)


def course(moments: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Smooth and rough temperatures over time, cells that leave, steps of all sizes with a new start among them."""
    generator = np.random.default_rng(seed)
    r, z = np.meshgrid(np.linspace(0, 1, 21), np.linspace(0, 1, 9))
    bell = np.exp(-4 * r**2 - z)
    temperatures = np.stack(
        [305 + 90 * bell * np.sin(3.0 * k / moments) + generator.uniform(0, 3) * (r > 0.8) for k in range(moments)]
    )
    removed = np.stack([np.where(bell > 1.2 - 0.4 * k / moments, 0.7, 0.3 * (bell > 0.9)) for k in range(moments)])
    steps = 10.0 ** generator.uniform(-5, -1, moments)
    steps[[0, moments // 2]] = 0.0
    return temperatures, removed, steps


def swept(temperatures: np.ndarray, removed: np.ndarray, steps: np.ndarray, negligible: float) -> np.ndarray:
    state = first_order(LOGARITHMS, ENERGIES, temperatures.shape[1:])
    for temperature, fraction, step in zip(temperatures, removed, steps, strict=True):
        follow(state, temperature, fraction, 0.5, step, negligible)
    assert_allclose(state.peak, temperatures.max(axis=0), rtol=0)
    return state.integral


def test_the_sweep_agrees_with_its_plain_twin() -> None:
    temperatures, removed, steps = course(40)
    right = twin.follow(temperatures, removed, 0.5, steps, LOGARITHMS, ENERGIES)
    # The twin's own logarithm of a ratio loses digits where rates are nearly equal.
    assert_allclose(swept(temperatures, removed, steps, 1e-30), right, rtol=1e-8, atol=1e-25)


def test_what_is_left_out_is_less_than_was_allowed() -> None:
    temperatures, removed, steps = course(40)
    missing = swept(temperatures, removed, steps, 1e-30) - swept(temperatures, removed, steps, 1e-9)
    assert np.all(missing >= 0.0) and missing.max() <= 40 * 1e-9


@pytest.mark.parametrize("rise", [0.0, 1e-9, 1e-4, 3e-3, 0.01, 0.1, 30.0])
def test_the_logarithmic_mean_is_continuous_where_its_series_ends(rise: float) -> None:
    temperatures = 340.0 + rise * np.array([0.0, 1.0])[:, None, None] * np.ones((2, 1, 3))
    found = swept(temperatures, np.zeros_like(temperatures), np.array([0.0, 0.2]), 1e-30)[:, 0, 0]
    # The mean over a segment on which ln(rate) is linear, by quadrature.
    nodes, weights = np.polynomial.legendre.leggauss(40)
    ends = np.log(np.stack([np.exp(LOGARITHMS - ENERGIES / (8.31446261815324 * t[0, 0])) for t in temperatures]))
    inside = np.exp(ends[0] + 0.5 * (1 + nodes[:, None]) * (ends[1] - ends[0]))
    assert_allclose(found, 0.2 * 0.5 * weights @ inside, rtol=2e-12)


def test_a_cell_without_temperature_does_no_harm() -> None:
    temperatures = np.array([0.0, 300.0, 0.0])[:, None, None] * np.ones((3, 2, 4))
    found = swept(temperatures, np.zeros_like(temperatures), np.array([0.0, 1.0, 1.0]), 1e-9)
    assert np.all(np.isfinite(found)) and np.all(found >= 0.0)
