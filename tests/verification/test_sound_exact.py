"""Sound against exact solutions: every row that the verification page shows, and what must be the same twice."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.verification import sound_problems as problems
from tests.verification.rows import rows_of
from tests.verification.sound_rows import CASES, HEAT

from microthermal.numerics.acoustics.field import Sounding, flux, pressures, waves_for
from microthermal.numerics.acoustics.rayleigh import Bowl

pytestmark = pytest.mark.xdist_group("verification rows")


@pytest.mark.parametrize("case", [*CASES, *HEAT], ids=lambda case: case.__name__)
def test_rows_of_the_page_pass(case):
    assert [row for row in rows_of(case) if not row.passed] == []


def sounding(damping=(0.0, 10.0, 16.0, 29.0)):
    return Sounding(Bowl(4e-3, 8e-3), problems.skin_like(damping, 5e-3), 8e6 * math.pi)


def test_twice_as_many_waves_change_nothing_that_counts():
    depths, radii = np.linspace(0.0, 5e-3, 21), np.linspace(0.0, 1e-3, 11)
    few, many = (
        pressures(sounding(), waves_for(sounding(), 5e-3, 1e-3, refined), depths, radii).squared
        for refined in (1.0, 2.0)
    )
    assert np.abs(few - many).max() < 1e-8 * many.max()


def test_more_damping_lets_less_through():
    depth = np.array([5e-3])
    passing = []
    for factor in (0.0, 0.5, 1.0, 2.0):
        each = sounding(tuple(factor * value for value in (0.0, 10.0, 16.0, 29.0)))
        found = flux(each, waves_for(each, 5e-3, 0.0), depth)
        passing.append(float(found.passing[0]) / found.arriving)
    assert passing == sorted(passing, reverse=True)
    assert passing[0] - passing[-1] > 0.2


def test_a_slow_layer_refracts_the_focus_nearer_and_a_fast_one_farther():
    def focus(speed):
        layers = problems.media([1540.0, speed, speed], [1000.0] * 3, [0.0] * 3, [4e-3, 1e-3, 1.0])
        each = Sounding(Bowl(4e-3, 8e-3), layers, 8e6 * math.pi)
        depths = np.linspace(2e-3, 6e-3, 401)
        return depths[np.argmax(pressures(each, waves_for(each, 6e-3, 0.0), depths, np.zeros(1)).squared)]

    # Snell: rays that bend towards the axis meet deeper. Sound bends towards the normal where it is slower.
    assert focus(1460.0) > focus(1540.0) + 5e-5 > focus(1620.0) + 1e-4
