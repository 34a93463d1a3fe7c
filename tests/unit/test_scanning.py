"""The scan: orders, outlines, times, passes."""

from __future__ import annotations

import numpy as np
import pytest

from microthermal.domain.inputs.pattern import Layout, Order, Pattern, Polygon
from microthermal.errors import InputError
from microthermal.units import cm
from microthermal.zones.patterns import pitch
from microthermal.zones.scanning import MOST_ZONES, contains, depth_inside, scan

ORDERS: tuple[Order, ...] = ("line", "serpentine", "scattered", "random", "roller", "stamp")


def steps(order: Order) -> np.ndarray:
    """Distances between microbeams that follow each other [m]."""
    laid = scan(Pattern(density=400 / cm**2, order=order, width=3e-3), 1e-3)
    return np.hypot(*np.diff(laid.zones[:, :2], axis=0).T)


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_fires_the_same_places_once(order: Order) -> None:
    laid = scan(Pattern(density=400 / cm**2, order=order, width=3e-3), 1e-3, seed=5)
    line = scan(Pattern(density=400 / cm**2), 1e-3, seed=5)
    assert np.all(np.diff(laid.zones[:, 2]) >= 0)
    assert len(laid.zones) == 400
    assert {tuple(place) for place in laid.zones[:, :2].round(9)} == {
        tuple(place) for place in line.zones[:, :2].round(9)
    }


def test_orders_differ_in_how_far_the_next_one_is() -> None:
    assert np.median(steps("serpentine")) == pytest.approx(np.median(steps("line")))
    assert steps("serpentine").max() < 0.3 * steps("line").max()
    assert np.quantile(steps("scattered"), 0.05) > 4 * np.median(steps("line"))
    assert steps("roller").max() < steps("random").max()


def test_stamps_fire_at_once_and_lines_take_their_return() -> None:
    stamped = scan(Pattern(density=400 / cm**2, order="stamp", width=5e-3, return_time=1.0), 1e-3)
    assert len(np.unique(stamped.zones[:, 2])) == 4
    assert stamped.ends[0] == pytest.approx(3 * 1.001 + 1e-3)
    slow = scan(Pattern(density=400 / cm**2, dwell=2e-3, return_time=0.5), 1e-3)
    rows = len(np.unique(slow.zones[:, 1].round(9)))
    assert slow.ends[0] == pytest.approx(2e-3 * (len(slow.zones) - 1) + 0.5 * (rows - 1) + 1e-3)


def test_passes_wait_and_lie_elsewhere() -> None:
    laid = scan(Pattern(density=400 / cm**2, passes=3, pass_interval=10.0), 1e-3)
    first, second = (laid.zones[laid.zones[:, 3] == number] for number in (0, 1))
    assert second[0, 2] == pytest.approx(laid.ends[0] + 10.0)
    assert np.min(np.hypot(*(first[:, None, :2] - second[None, :, :2]).T)) > 1e-6


def test_only_the_outline_is_treated() -> None:
    triangle = Polygon(x=(0.0, 1e-2, 0.0), y=(0.0, 0.0, 1e-2))
    laid = scan(Pattern(density=2000 / cm**2, outline=triangle), 1e-3)
    assert triangle.area == pytest.approx(0.5e-4)
    assert len(laid.zones) == 1000
    assert np.all(depth_inside(triangle, laid.zones[:, :2]) > -pitch(Pattern(density=2000 / cm**2)))
    thrown = scan(Pattern(density=2000 / cm**2, outline=triangle, layout="random"), 1e-3)
    assert len(thrown.zones) == 1000 and np.all(thrown.zones[:, 0] + thrown.zones[:, 1] < 1e-2)
    bent = Polygon(x=(0.0, 2e-2, 2e-2, 1e-2, 1e-2, 0.0), y=(0.0, 0.0, 1e-2, 1e-2, 2e-2, 2e-2))
    assert list(contains(bent, np.array([[5e-3, 15e-3], [15e-3, 15e-3], [15e-3, 5e-3]]))) == [True, False, True]


def test_a_huge_field_is_cut_to_its_middle() -> None:
    laid = scan(Pattern(density=1000 / cm**2, passes=8, area=100 * cm**2), 1e-3)
    assert len(laid.zones) == pytest.approx(MOST_ZONES, abs=8)


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        ((0.0, 1e-2), (0.0, 1e-2), "3 to 64"),
        ((0.0, 1e-2, 0.0, 1e-2), (0.0, 1e-2, 1e-2, 0.0), "crosses itself"),
        ((0.0, 1e-4, 0.0), (0.0, 0.0, 1e-4), "less than 1 mm"),
    ],
)
def test_outlines_that_cannot_be_meant_are_refused(x: tuple, y: tuple, words: str) -> None:
    with pytest.raises(InputError, match=words):
        Polygon(x=x, y=y)


@pytest.mark.parametrize("layout", ["hexagonal", "square", "random"])
@pytest.mark.parametrize(("density", "passes"), [(20, 4), (20, 3), (300, 1), (20.3, 4), (1.6, 3)])
def test_as_many_microbeams_fall_as_density_and_area_say(layout: Layout, density: float, passes: int) -> None:
    for seed in range(5):
        laid = scan(Pattern(density=density / cm**2, passes=passes, layout=layout), 1e-3, seed)
        assert abs(len(laid.zones) - density * passes) <= 0.5


def test_places_lie_as_deep_inside_as_their_nearest_side() -> None:
    square = Polygon(x=(0.0, 1e-2, 1e-2, 0.0), y=(0.0, 0.0, 1e-2, 1e-2))
    found = depth_inside(square, np.array([[5e-3, 1e-3], [-1e-3, 5e-3], [1.3e-2, 1.4e-2]]))
    assert found == pytest.approx([1e-3, -1e-3, -5e-3])
