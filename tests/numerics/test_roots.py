"""Roots between two ends, and the bisections that they have replaced."""

import math

import numpy as np
import pytest

from microthermal.delivery.mechanisms.needle import _stretch
from microthermal.errors import ConvergenceError
from microthermal.numerics.roots import root_between
from microthermal.zones.patterns import density_of_coverage, density_of_pitch


def test_a_root_is_found_to_the_last_digits():
    assert root_between(lambda x: x * x - 2.0, 0.0, 2.0, "root") == pytest.approx(math.sqrt(2.0), rel=1e-15)
    assert root_between(lambda x: x - 1.0, 1.0, 2.0, "root") == 1.0


@pytest.mark.parametrize("function", [lambda x: x + 1.0, lambda x: math.nan])
def test_ends_of_one_sign_are_an_error(function):
    with pytest.raises(ConvergenceError, match="root: there is no answer between 0 and 1"):
        root_between(function, 0.0, 1.0, "root")


def test_steps_that_run_out_are_an_error(monkeypatch):
    monkeypatch.setattr("microthermal.numerics.roots._MOST", 2)
    with pytest.raises(ConvergenceError, match="not found within 2 steps"):
        root_between(lambda x: math.atan(x - 0.7), -1e6, 1e3, "root")


@pytest.mark.parametrize("length", [72.0, 72.0 * (1.0 + 1e-15), 72.1, 480.0, 1e4])
def test_shells_stretch_to_their_length_however_little_that_is(length):
    stretch = _stretch(length, 72)
    assert np.sum(stretch ** np.arange(72)) == pytest.approx(max(length, 72.0), rel=1e-12)


@pytest.mark.parametrize("layout", ["hexagonal", "square"])
@pytest.mark.parametrize("radius", [1e-5, 60e-6])
def test_a_coverage_has_its_density_even_beyond_any_that_is_plausible(layout, radius):
    # Discs that do not yet overlap: fraction over area, also above 1e8 per square metre, where no pattern goes.
    density = density_of_coverage(layout, 0.7, radius)
    assert density == pytest.approx(0.7 / (math.pi * radius**2), rel=1e-12)
    assert density_of_coverage(layout, 0.95, radius) > 0.95 / (math.pi * radius**2)
    assert density_of_pitch(layout, 1e-4) > 0.0
