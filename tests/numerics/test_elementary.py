"""Our own logarithm, exponential and circle against those of the C library."""

from __future__ import annotations

import math
import re
from decimal import Context, Decimal
from pathlib import Path

import numpy as np
import pytest

from microthermal.numerics import elementary
from microthermal.numerics.damage.exponential import exponential
from microthermal.numerics.elementary import circle, exp_m1, fraction_lost, log_1p, logarithm

DRAWN = np.random.default_rng(7)
# Forty digits: what is left of 1 - exp(-depth) after the difference is still exact to twenty.
EXACT = Context(prec=40)


def worst(found, true, numbers):
    """Greatest error of a function of ours against one in decimal arithmetic, as a fraction of it."""
    errors = []
    for number in numbers:
        exact = true(Decimal(float(number)))
        errors.append(abs(EXACT.divide(EXACT.subtract(Decimal(found(float(number))), exact), exact)))
    return float(max(errors))


def lost(depth):
    """Fraction lost over an optical depth; what is very thin by its series."""
    if depth < Decimal("1e-20"):
        return depth
    return EXACT.subtract(Decimal(1), EXACT.exp(-depth))


def test_fraction_lost():
    depths = np.concatenate((10.0 ** DRAWN.uniform(-300, 1.7, 3000), 2.0 * DRAWN.random(3000)))
    assert worst(fraction_lost, lost, depths) < 3e-16
    assert [fraction_lost(depth) for depth in (0.0, 5e-324, 45.0, 1e300)] == [0.0, 5e-324, 1.0, 1.0]


def test_logarithm_of_a_number():
    numbers = np.concatenate((np.exp(DRAWN.uniform(-700, 700, 3000)), 0.7 + 0.7 * DRAWN.random(3000)))
    assert worst(logarithm, EXACT.ln, numbers) < 4e-16
    assert logarithm(1.0) == 0.0


def test_exponential():
    numbers = np.concatenate((DRAWN.uniform(-700, 700, 2000), -(10.0 ** DRAWN.uniform(-300, 1, 1000))))
    assert worst(exponential, EXACT.exp, numbers) < 1e-14
    assert exponential(0.0) == 1.0


@pytest.mark.parametrize(
    "numbers",
    [
        -DRAWN.random(2000),
        -(10.0 ** DRAWN.uniform(-300, -1, 2000)),
        10.0 ** DRAWN.uniform(-300, 15, 2000),
        # What a draw can be at its ends, and where the way of summing changes.
        np.array([0.0, 2.0**-53 - 1.0, -0.25, np.nextafter(-0.25, 0), 0.4, np.nextafter(0.4, 1)]),
    ],
    ids=["draws", "near_nothing", "positive", "ends"],
)
def test_logarithm_near_one(numbers):
    assert max(abs(log_1p(y) - math.log1p(y)) / max(abs(math.log1p(y)), 5e-324) for y in numbers) < 6e-16


def test_exponential_less_one():
    numbers = np.concatenate((-(10.0 ** DRAWN.uniform(-300, 2.8, 4000)), [0.0, -0.3, np.nextafter(-0.3, 0)]))
    assert max(abs(exp_m1(x) - math.expm1(x)) / max(abs(math.expm1(x)), 5e-324) for x in numbers) < 3e-14


def test_circle():
    turns = np.concatenate((DRAWN.random(4000), np.arange(9) / 8))
    found = np.array([circle(turn) for turn in turns])
    # The C library is asked for an angle that is itself rounded, by up to 4.4e-16.
    true = np.array([(math.cos(2 * math.pi * turn), math.sin(2 * math.pi * turn)) for turn in turns])
    assert np.abs(found - true).max() < 1e-15
    assert np.abs(np.hypot(*found.T) - 1.0).max() < 3e-16
    quarters = np.array([circle(number / 4) for number in range(5)])
    np.testing.assert_array_equal(quarters, [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 0)])


def test_photons_use_no_function_of_the_c_library_that_rounds():
    """A root and a floor are exact on every machine; what else is called of ``math`` must be ours."""
    exact = {"sqrt", "floor", "ceil", "copysign", "inf", "pi"}
    folder = Path(elementary.__file__).parent
    for name in (
        "light/counter_random",
        "light/lanes",
        "light/batch",
        "light/refraction",
        "light/walk_setup",
        "light/voxel_batch",
        "elementary",
    ):
        used = re.findall(r"\bmath\.(\w+)", (folder / f"{name}.py").read_text(encoding="utf-8"))
        assert set(used) <= exact, name
        rounding = r"\bnp\.(exp|expm1|log|log1p|sin|cos|tan|arc\w+|power|hypot|cbrt)\b"
        assert not re.search(rounding, (folder / f"{name}.py").read_text(encoding="utf-8")), name
