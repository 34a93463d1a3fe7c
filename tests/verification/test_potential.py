"""Electric current against exact solutions: resistances, heat, and how fast errors shrink."""

from __future__ import annotations

import math

import pytest
from tests.verification import potential_problems as problems
from tests.verification import potential_rows as rows
from tests.verification.rows import rows_of

pytestmark = pytest.mark.xdist_group("verification rows")


@pytest.mark.parametrize("case", rows.CASES, ids=lambda case: case.__name__)
def test_rows_of_the_page_pass(case):
    for row in rows_of(case):
        assert row.passed, row


@pytest.mark.parametrize(
    ("a", "d", "ohm"), [(1e-4, 1.5e-3, 4951.3818), (1.5e-4, 1e-3, 3004.4153), (1.0, 3.0, 0.34552994)]
)
def test_the_series_of_two_spheres_is_the_one_of_the_table(a, d, ohm):
    assert problems.series_of_spheres(a, d) == pytest.approx(ohm, rel=2e-8)


@pytest.mark.parametrize(("a", "d", "high"), [(1e-4, 1.5e-3, 2e-5), (1.5e-4, 1e-3, 6e-4)])
def test_a_sphere_within_an_earthed_sphere_at_the_distance_of_its_partner_has_half_the_resistance_of_the_pair(
    a, d, high
):
    concentric = 2.0 / (4.0 * math.pi * problems.SIGMA) * (1.0 / a - 1.0 / d)
    assert concentric / problems.series_of_spheres(a, d) - 1.0 == pytest.approx(high, rel=0.2)


def test_two_cylinders_have_the_resistance_of_their_formula():
    exact = math.acosh(1.5 / 0.25) / (math.pi * problems.SIGMA * 1e-3)
    assert exact == pytest.approx(2629.12, rel=2e-6)
    assert problems.pair_of_cylinders(32) == pytest.approx(exact, rel=1e-4)


def test_curved_electrodes_converge():
    errors = [abs(problems.spheroid(per) - 1130.588) for per in (4, 8, 16)]
    assert errors[0] > 2.0 * errors[1] > 4.0 * errors[2] > 0.0


def test_twice_the_voltage_is_four_times_the_rise():
    assert problems.hottest(4, 20.0) == pytest.approx(4.0 * problems.hottest(4, 10.0), rel=1e-12)
