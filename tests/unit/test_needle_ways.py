"""What needles do themselves: a small injury on their own day, by crushing alone, in the skin that they reach."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from tests.verification.test_healing_cascade import DAY, NAFL, NOTHING
from tests.verification.test_healing_nulls import depot

from microthermal import catalog
from microthermal.delivery.depot import crushed_fraction
from microthermal.domain.inputs.medicine import TopicalFilm
from microthermal.domain.results.response import Delivery, Healing, Visit
from microthermal.domain.results.zone import Injury
from microthermal.healing.injury_fractions import crushed_volume
from microthermal.healing.models import _needles
from microthermal.healing.persons import parts
from microthermal.planning.course_means import mean_of
from microthermal.simulation.follow_up import with_needle_ways

NEEDLES = catalog.library().ends.needles
HEALTHY = catalog.condition("healthy")
MODEL: Any = catalog.healing_model()


@cache
def saline(day: float = 0.0, crushed: float = 0.05) -> Delivery:
    """A dose of nothing: needles alone."""
    found = depot("prp", 0.0, 1.0)
    drug = replace(found.dose.drug, effects=())
    dose = replace(found.dose, drug=drug, time=day * DAY)
    return replace(found, dose=dose, time=found.time + day * DAY, spread=replace(found.spread, crushed=crushed))


def followed(*doses: Delivery, hurt: Injury = NOTHING, until: float = 60 * DAY) -> Healing:
    return MODEL.follow_visits((Visit(injury=hurt, deliveries=doses),), HEALTHY, until)


def test_a_needle_crushes_its_own_cross_section_at_each_point() -> None:
    dose = saline().dose
    area = np.pi * NEEDLES.value.diameter**2 / 4
    assert crushed_fraction(dose, NEEDLES.value) == pytest.approx(NEEDLES.value.crushed * area / dose.spacing**2)
    assert 7e-4 < crushed_fraction(dose, NEEDLES.value) < 8e-4, "30 G, points 10 mm apart"
    fine = replace(dose, spacing=dose.spacing / 2)
    assert crushed_fraction(fine, NEEDLES.value) == pytest.approx(4 * crushed_fraction(dose, NEEDLES.value))
    low, high = (crushed_fraction(dose, end) for end in (NEEDLES.low, NEEDLES.high))
    assert low < 0.3 * crushed_fraction(dose, NEEDLES.value) < 4 * crushed_fraction(dose, NEEDLES.value) < high
    assert crushed_fraction(dose, replace(NEEDLES.high, diameter=2e-3, crushed=100.0)) == 1.0, "no more than all"


def test_what_is_laid_on_crushes_nothing() -> None:
    drug = catalog.drug("minoxidil")
    film = TopicalFilm(drug=drug, concentration=50.0, volume=1e-8, side=0.01, time=0.0)
    assert crushed_fraction(film, NEEDLES.value) == 0.0
    laid = replace(saline(crushed=0.0), dose=film)
    assert with_needle_ways(laid, NEEDLES.value) is laid
    assert _needles.rounds((Visit(injury=NOTHING, deliveries=(replace(laid, spread=saline().spread),)),), DAY) == ()


def test_a_way_counts_in_the_layers_that_it_passes() -> None:
    thickness = float(np.sum(NAFL.thickness))
    whole = crushed_volume(NAFL, 0.05, 2 * thickness)
    assert whole <= 0.05
    depths = np.linspace(0.0, thickness, 9)
    found = [crushed_volume(NAFL, 0.05, depth) for depth in depths]
    assert found[0] == 0.0 and found == sorted(found) and found[-1] == pytest.approx(whole)
    assert crushed_volume(NAFL, 0.1, 5e-4) == pytest.approx(2 * crushed_volume(NAFL, 0.05, 5e-4))


def test_needles_injure_on_their_own_day_and_burn_nothing() -> None:
    course, still = followed(saline(day=14.0)), followed(saline(day=14.0, crushed=0.0))
    # Both sides of the jump are moments of the course.
    assert {14 * DAY - 1.0, 14 * DAY} <= set(course.time.tolist())
    last = int(np.flatnonzero(course.time < 14 * DAY - 1.0)[-1])
    assert_array_equal(course.time[: last + 1], still.time[: last + 1])
    assert_allclose(course.state[: last + 1], still.state[: last + 1], atol=1e-9)
    dead = float(crushed_volume(NOTHING, 0.05, 1e-3))
    assert 0.5 * dead < course.of("debris").max() <= dead
    for untouched in ("open_epidermis", "heat_stress", "denatured_collagen", "open_channels", "apoptotic_t_cells"):
        assert course.of(untouched).max() == 0.0, untouched
    assert course.of("cytokines").max() > 0.1


def test_a_mean_over_time_follows_the_moment_of_a_needle() -> None:
    days = (14.0, 14.0 * (1.0 + 1e-7), 14.0 + 1e-3)
    means = [mean_of(followed(saline(day=day)), "debris", 0.0, 56 * DAY) for day in days]
    assert means[1] == pytest.approx(means[0], rel=1e-5) and means[2] == pytest.approx(means[0], rel=1e-2)


def test_needles_at_the_moment_of_a_laser_add_to_it() -> None:
    laser, both = followed(hurt=NAFL), followed(saline(), hurt=NAFL)
    dead = crushed_volume(NAFL, 0.05, 1e-3)
    assert both.of("debris")[0] == pytest.approx(laser.of("debris")[0] + dead, rel=1e-9)
    assert_array_equal(both.of("open_epidermis")[:1], laser.of("open_epidermis")[:1])
    assert both.of("t_cells")[0] == pytest.approx(laser.of("t_cells")[0] * (1 - dead), rel=1e-9)
    for cut in ("vessels", "native_collagen", "fibroblasts", "regulatory_t_cells"):
        left = 1.0 if cut == "native_collagen" else 1.0 - dead
        assert both.of(cut)[0] == pytest.approx(laser.of(cut)[0] * left, rel=1e-9), cut
    alone = followed(saline())
    assert_allclose(alone.of("debris")[0], dead, rtol=1e-9)


def test_needles_before_the_laser_are_felt_from_then_on() -> None:
    early, late = followed(saline(day=-2.0), hurt=NAFL), followed(saline(day=-20.0), hurt=NAFL)
    laser = followed(hurt=NAFL)
    assert early.of("neutrophils")[0] > 2 * late.of("neutrophils")[0] > laser.of("neutrophils")[0] == 0.0
    shifted = followed(saline(day=2.0), hurt=NOTHING)
    again = followed(saline(day=-2.0), hurt=NOTHING)
    moments = np.array([5.0, 10.0, 30.0]) * DAY
    for species in ("repair_macrophages", "new_collagen_1"):
        one = np.interp(moments + 2 * DAY, shifted.time, shifted.of(species))
        other = np.interp(moments - 2 * DAY, again.time, again.of(species))
        assert_allclose(one, other, rtol=0.03)


def test_rounds_of_all_visits_are_in_order_and_those_beyond_the_end_are_left_out() -> None:
    visits = tuple(
        Visit(time=28 * DAY * number, injury=NOTHING, deliveries=(saline(day=day), saline(day=-1.0)))
        for number, day in enumerate((3.0, 40.0))
    )
    assert [one.time / DAY for one in _needles.rounds(visits, 60 * DAY)] == [-1.0, 3.0, 27.0]
    again = MODEL.follow_visits(visits, HEALTHY, 60 * DAY)
    jumps = [float(np.interp(day * DAY, again.time, again.of("debris"))) for day in (2.9, 3.3, 26.5, 27.5)]
    assert jumps[1] > jumps[0] and jumps[3] > jumps[2]


def test_as_much_dies_over_the_parts_of_the_skin_as_needles_take_of_it() -> None:
    dose = replace(saline(crushed=0.01), spread=replace(saline(crushed=0.01).spread, coverage=0.5), in_dermis=0.8)
    visits = tuple(Visit(time=28 * DAY * number, injury=NOTHING, deliveries=(dose,)) for number in range(3))
    for number in range(3):
        felt = [fraction * sum(one.spread.crushed for one in own[number].deliveries) for fraction, own in parts(visits)]
        assert sum(felt) == pytest.approx(0.01)
    assert parts(visits)[0][1][0].deliveries[0].spread.crushed == pytest.approx(0.01 / 0.4)


def test_a_course_at_other_moments_is_straight_between_its_own_to_the_last_bit() -> None:
    draw = np.random.default_rng(1)
    for count in (2, 3, 40):
        own = np.unique(np.concatenate([[0.0], draw.random(count) * 1e7]))
        course = Healing(
            time=own, species=("a", "b", "c"), state=draw.random((own.size, 3)) * 10.0 ** draw.integers(-9, 3, 3)
        )
        times = np.unique(np.concatenate([own[::2], draw.random(30) * 1.1e7, own[-1:] + 1.0]))
        found = _needles.on(times, course)
        assert np.array_equal(found, np.stack([np.interp(times, own, one) for one in course.state.T], axis=1))
        assert _needles.on(own, course) is course.state
