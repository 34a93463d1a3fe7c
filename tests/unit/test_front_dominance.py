"""Fronts, volumes and what may still come, against plain twins."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from microthermal.planning.engine.dominance import (
    APART,
    even_points,
    front_of,
    room_left,
    spread_out,
    volumes,
)

POINTS = arrays(np.float64, st.tuples(st.integers(1, 25), st.integers(2, 4)), elements=st.floats(0, 1, width=16))


@given(losses=POINTS)
def test_a_front_holds_exactly_what_no_other_betters(losses):
    found = set(front_of(losses, np.ones(len(losses))).tolist())
    for number, one in enumerate(losses):
        bettered = any(np.all(other <= one) and np.any(other < one) for other in losses)
        twin = any(np.array_equal(losses[before], one) for before in range(number))
        assert (number in found) == (not bettered and not twin)


def test_what_breaks_a_limit_is_on_no_front():
    losses = np.array([[0.1, 0.1], [0.5, 0.5]])
    assert front_of(losses, np.array([0.0, 1.0])).tolist() == [1]


def test_the_area_of_two_losses_is_exact():
    losses = np.array([[0.5, 0.5], [0.25, 0.75], [0.75, 0.25], [0.5, 0.5]])
    assert volumes(losses, np.ones(4)).tolist() == [0.25, 0.3125, 0.375, 0.375]


@pytest.mark.parametrize("dimensions", [3, 4, 5])
def test_the_volume_of_more_losses_is_known_to_a_third_of_a_percent(dimensions):
    for corner in (0.2, 0.5, 0.8):
        one = np.full((1, dimensions), corner)
        assert volumes(one, np.ones(1))[0] == pytest.approx((1.0 - corner) ** dimensions, abs=0.0034)


@given(losses=POINTS)
def test_volumes_never_fall(losses):
    found = volumes(losses, np.ones(len(losses)))
    assert np.all(np.diff(found) >= 0.0)
    assert 0.0 <= found[-1] <= 1.0


@given(losses=POINTS)
def test_a_volume_is_the_part_of_the_even_points_that_some_point_is_as_good_as(losses):
    if losses.shape[1] == 2:
        return  # exact, without points
    samples = even_points(losses.shape[1])
    among = (np.arange(len(losses)) % 3 != 1).astype(float)
    bettered = np.zeros(len(samples), dtype=bool)
    for place, volume in enumerate(volumes(losses, among).tolist()):
        bettered |= (samples >= losses[place]).all(axis=1) & (among[place] > 0.5)
        assert volume == 1.0 - float(np.count_nonzero(~bettered)) / len(samples)


def test_even_points_are_the_same_for_any_number():
    assert np.array_equal(even_points(3, 10), even_points(3, 100)[:10])


def test_shown_points_lie_apart():
    first = np.linspace(0, 1, 500)
    losses = np.stack([first, 1 - first], axis=1)
    chosen = losses[spread_out(losses, np.arange(500), 12)]
    gaps = np.abs(chosen[:, None] - chosen[None]).max(axis=2)[~np.eye(len(chosen), dtype=bool)]
    assert len(chosen) == 12
    assert gaps.min() > 0.04
    near = np.array([[0.5, 0.5], [0.5 - APART / 2, 0.5 + APART / 2]])
    assert len(spread_out(near, np.arange(2), 12)) == 1


def test_room_that_is_left_is_the_rest_of_a_falling_series():
    evaluations = np.arange(1, 1001)
    volume = 1.0 - 0.5 / evaluations  # each doubling brings half of the one before it
    last, more = room_left(volume)
    assert last == pytest.approx(0.0005, rel=1e-6)
    assert more == pytest.approx(0.0005, rel=1e-2)
    assert room_left(np.full(100, 0.3)) == (0.0, 0.0)
    last, more = room_left(np.linspace(0.0, 0.4, 100))
    assert more == pytest.approx(last)
