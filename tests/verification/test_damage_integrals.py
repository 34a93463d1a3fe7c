"""Damage integrals against exact ones: constant temperature, linear and Gaussian courses, order of convergence."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.integrate import quad

from microthermal.damage import integrate
from microthermal.damage.laws.arrhenius import Arrhenius
from microthermal.domain.results.flow import Balance, Snapshot
from microthermal.domain.results.grid import Grid
from microthermal.numerics.constants import GAS_CONSTANT
from microthermal.units import celsius

GRID = Grid(r_edges=[0.0, 1e-5], z_edges=[0.0, 1e-5])
HENRIQUES = Arrhenius(
    endpoint="cells",
    frequency=3.1e98,
    energy=6.28e5,
    temperature_low=317.15,
    temperature_high=343.15,
    duration_low=1.0,
    duration_high=2.5e4,
)


def omega(course: Callable[[float], float], end: float, steps: int) -> float:
    def stream() -> Iterator[Snapshot]:
        for k in range(steps + 1):
            yield Snapshot(
                grid=GRID,
                time=k * end / steps,
                step=end / steps if k else 0.0,
                temperature=[[course(k * end / steps)]],
                removed=[[0.0]],
                water=[[700.0]],
                balance=Balance(),
            )

    return float(integrate(stream(), [HENRIQUES]).omega[0, 0, 0])


def exact(course: Callable[[float], float], end: float) -> float:
    def rate(time: float) -> float:
        return float(3.1e98 * np.exp(-6.28e5 / (GAS_CONSTANT * course(time))))

    value, _ = quad(rate, 0.0, end, points=[0.5 * end], epsabs=0.0, epsrel=1e-12, limit=500)
    return float(value)


@pytest.mark.parametrize("temperature", [celsius(45.0), celsius(60.0), celsius(100.0)])
def test_constant_temperature_is_exact(temperature: float) -> None:
    expected = 3.1e98 * np.exp(-6.28e5 / (GAS_CONSTANT * temperature)) * 0.3
    assert_allclose(omega(lambda _: temperature, 0.3, 7), expected, rtol=1e-12)


def test_linear_temperature_is_nearly_exact_even_in_one_step() -> None:
    # ln(rate) is linear in 1/T, not in T: over 10 K that costs a few parts in a hundred at one step.
    def course(time: float) -> float:
        return celsius(60.0) + 10.0 * time

    assert omega(course, 1.0, 1) == pytest.approx(exact(course, 1.0), rel=0.03)
    assert omega(course, 1.0, 50) == pytest.approx(exact(course, 1.0), rel=1e-4)


def test_the_integral_is_of_second_order_in_the_step() -> None:
    def course(time: float) -> float:
        return celsius(34.0) + 40.0 * float(np.exp(-((time - 0.5) ** 2) / 0.02))

    right = exact(course, 1.0)
    errors = [abs(omega(course, 1.0, steps) / right - 1.0) for steps in (64, 128, 256, 512)]
    orders = np.log2(np.array(errors[:-1]) / np.array(errors[1:]))
    assert np.all(orders > 1.9), (errors, orders)
    assert errors[-1] < 1e-3


def test_the_logarithmic_mean_beats_the_trapezium() -> None:
    # On a steep flank, 10 K in one step, the trapezium is wrong by more than half, the logarithmic mean by per cents.
    low, high = celsius(60.0), celsius(70.0)

    def course(time: float) -> float:
        return low + (high - low) * time

    rates = HENRIQUES.rate(np.array([low, high]))
    right = exact(course, 1.0)
    assert abs(0.5 * rates.sum() / right - 1.0) > 0.5
    assert abs(omega(course, 1.0, 1) / right - 1.0) < 0.05
