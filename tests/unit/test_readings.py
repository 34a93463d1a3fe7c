"""What is read of courses: means between two times, monotone cubics, what comes back, how far a scar is filled."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy
from tests.reference import synthetic

from microthermal import catalog
from microthermal.domain.results.response import Healing
from microthermal.healing.monotone import between
from microthermal.healing.readings import mean_between, read, unread
from microthermal.healing.scores import changes, filled, returned

DAY = 86400.0
FIGURES = catalog.library().figures.scores


def test_a_mean_is_the_integral_of_the_straight_course() -> None:
    time = np.array([0.0, 1.0, 3.0, 7.0])
    assert mean_between(time, time**1, 0.5, 6.0) == pytest.approx(3.25, rel=1e-14)
    assert mean_between(time, np.abs(time - 3.0), 1.0, 7.0) == pytest.approx((2.0 + 8.0) / 6.0, rel=1e-14)
    assert mean_between(time, np.full(4, 2.0), 6.9, 100.0) == pytest.approx(2.0, rel=1e-14)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_the_cubic_is_that_of_fritsch_and_carlson(count: int) -> None:
    generator = np.random.default_rng(count)
    for _ in range(300):
        x = np.cumsum(generator.exponential(size=count) + 0.01)
        y = np.where(generator.random(count) < 0.2, 0.0, generator.standard_normal(count))
        place = int(generator.integers(count - 1))
        way = generator.random() * (x[place + 1] - x[place])
        value, slope, second, third = between(x.tolist(), y.tolist(), place)
        expected = scipy.interpolate.PchipInterpolator(x, y)(x[place] + way)
        assert value + way * (slope + way * (second + way * third)) == pytest.approx(expected, abs=1e-12)


def course(days: float, **levels: float) -> Healing:
    """The end of the reference course held for some days, with some species at other levels."""
    whole = synthetic.simulation().healing
    state = np.repeat(whole.state[-1:], 3, axis=0)
    for name, level in levels.items():
        state[:, whole.species.index(name)] = level
    return replace(whole, time=np.array([0.0, 0.5, 1.0]) * days * DAY, state=state)


def test_outcomes_are_read_in_months_after_the_last_treatment_or_not_at_all() -> None:
    time = np.array([0.0, 28.0, 84.0, 180.0]) * DAY
    level = np.array([9.0, 1.0, 1.0, 5.0])
    assert read(time, level, FIGURES) == pytest.approx(1.0)
    assert read(time, level, FIGURES, since=56 * DAY) == pytest.approx(13.0 / 6.0)
    assert not unread(time, FIGURES)
    assert "followed for 180 d" in unread(time, FIGURES, since=100 * DAY)
    short = course(60.0, hair_follicles=0.5)
    assert "looks at it until" in changes(short, short, FIGURES)["hair_density_change"].undefined


def test_what_comes_back_is_told_with_its_sign() -> None:
    steady, bare = course(180.0, hair_follicles=0.6), course(180.0, hair_follicles=0.5)
    assert returned(steady, bare, FIGURES)["hair"] == pytest.approx(0.0, abs=1e-12)
    lost = steady.state.copy()
    lost[-1, steady.species.index("hair_follicles")] = 0.5
    falling = replace(steady, state=lost)
    assert returned(falling, bare, FIGURES)["hair"] > 0.1


def test_a_filled_scar_is_filled_and_a_whole_skin_has_none() -> None:
    sunken = course(180.0, collagen_total=0.7)
    for level, expected in ((0.7, 0.0), (0.85, 0.5), (1.0, 1.0), (1.4, 1.0), (0.55, -0.5)):
        assert filled(course(180.0, collagen_total=level), sunken, FIGURES) == pytest.approx(expected, abs=1e-12)
    assert filled(sunken, course(180.0, collagen_total=1.0), FIGURES) is None
