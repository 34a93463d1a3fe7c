"""Scores over persons by hand: means and bands, lower bounds, who responds, and what is amiss."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.unit.test_healing_scores import FIGURES, levels
from tests.unit.test_readings import course

from microthermal import catalog
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.goal import Estimate
from microthermal.healing.calibration.posterior import Ensemble
from microthermal.healing.person_scores import over_persons, responders, scores_over
from microthermal.healing.scores import scores

LIBRARY = catalog.library().figures
HEALTHY = Condition(name="healthy", title="Healthy skin", concerns=("scar",))
HAIRLESS = replace(HEALTHY, name="loss", concerns=("hair",))


def estimate(value: float, **more: Any) -> Estimate:
    return Estimate(value=value, low=value, high=value, unit="s", meaning="a time", **more)


def test_a_mean_over_persons_has_the_band_of_nine_tenths_of_them() -> None:
    found = over_persons([estimate(float(value)) for value in reversed(range(21))])
    # Straight between neighbours: a twentieth of twenty steps from either end.
    assert (found.value, found.low, found.high) == pytest.approx((10.0, 1.0, 19.0))
    assert not found.beyond and not found.high_beyond
    (alone,) = {over_persons([estimate(3.0)])}
    assert (alone.value, alone.low, alone.high) == (3.0, 3.0, 3.0)
    two = over_persons([estimate(0.0), estimate(1.0)])
    assert (two.value, two.low, two.high) == pytest.approx((0.5, 0.05, 0.95))
    # A few far out can lie beyond the band; the mean is never outside its own.
    skew = over_persons([estimate(value) for value in (*[0.0] * 39, 1000.0)])
    assert skew.value == skew.high == 25.0 and skew.low == 0.0
    down = over_persons([estimate(value) for value in (*[0.0] * 39, -1000.0)])
    assert down.value == down.low == -25.0 and down.high == 0.0


@pytest.mark.parametrize(
    ("late", "beyond", "high_beyond"), [(0, False, False), (1, False, True), (10, False, True), (11, True, True)]
)
def test_a_lower_bound_in_most_persons_is_one_of_the_mean(late: int, beyond: bool, high_beyond: bool) -> None:
    each = [estimate(5.0, beyond=number < late) for number in range(20)]
    found = over_persons(each)
    assert (found.beyond, found.high_beyond) == (beyond, high_beyond)
    many = over_persons([estimate(5.0, beyond=number < 1) for number in range(40)])
    assert not many.high_beyond  # one in forty lies above the band


def test_persons_without_a_number_are_left_out_and_where_most_have_none_nobody_has() -> None:
    none = estimate(0.0, undefined="nothing to change")
    assert over_persons([none, estimate(2.0), estimate(4.0)]).value == 3.0
    assert over_persons([none, estimate(2.0)]).value == 2.0
    assert over_persons([none, none, estimate(2.0)]) is none


def answering(before: float, after: list[float], species: str = "hair_follicles", **more: float) -> Ensemble:
    """Persons in whom a level was the one untreated and became the others."""
    return Ensemble(
        courses=tuple(course(180.0, **{species: level}, **more) for level in after),
        untreated=tuple(course(180.0, **{species: before}, **more) for _ in after),
    )


@pytest.mark.parametrize(
    ("gone", "counted"), [(0.0, 0.0), (0.44, 0.0), (0.475, 0.25), (0.5, 0.5), (0.525, 0.75), (0.56, 1.0), (1.2, 1.0)]
)
def test_a_person_responds_where_half_of_what_is_amiss_is_gone_and_near_the_mark_in_part(
    gone: float, counted: float
) -> None:
    assert LIBRARY.persons.response == 0.5
    found = responders(answering(0.6, [0.6 + 0.4 * gone]), HAIRLESS, LIBRARY)
    assert found.value == pytest.approx(counted, abs=1e-9) and not found.undefined


def test_the_band_of_a_rate_is_what_so_many_persons_can_tell() -> None:
    # scipy.stats, binomtest(number, 20).proportion_ci(0.9, "wilson")
    for number, low, high in ((0, 0.0, 0.11916), (12, 0.41856, 0.75761), (20, 0.88084, 1.0)):
        found = responders(answering(0.5, [0.9] * number + [0.5] * (20 - number)), HAIRLESS, LIBRARY)
        assert (found.value, found.low, found.high) == pytest.approx((number / 20, low, high), abs=1e-4)


def test_what_is_amiss_is_hair_a_raised_scar_or_missing_collagen() -> None:
    raised = {"myofibroblasts": 0.0, "collagen_total": 1.0, "oedema": 0.0, "erythema": 0.0}
    scar = answering(1.0, [0.25, 1.0], "fibrotic_collagen", **raised)
    # 2.5 points become 1: three fifths are gone.
    assert responders(scar, HEALTHY, LIBRARY).value == pytest.approx(0.5)
    sunken = answering(0.6, [0.9, 0.7], "collagen_total", fibrotic_collagen=0.0)
    assert responders(sunken, HEALTHY, LIBRARY).value == pytest.approx(0.5)
    well = answering(1.0, [1.0], "collagen_total", fibrotic_collagen=0.0)
    assert responders(well, HEALTHY, LIBRARY).undefined == "skin in which nothing is amiss"
    assert responders(Ensemble(courses=()), HEALTHY, LIBRARY).undefined == "no persons were followed"


@pytest.mark.parametrize(
    ("condition", "species", "untreated", "treated"),
    [
        # Half of 0.4 is gone between the start of the untreated and the end of the treated, whatever lies between.
        (HAIRLESS, "hair_follicles", [0.6, 0.9, 0.95], [0.1, 0.3, 0.8]),
        (HEALTHY, "collagen_total", [0.6, 0.9, 0.95], [0.1, 0.3, 0.8]),
        # Pliability of 2.5 becomes 1.25; at the other times there is no raised scar, or a higher one.
        (HEALTHY, "fibrotic_collagen", [1.0, 0.0, 0.0], [9.0, 9.0, 1.0 / 3.0]),
    ],
)
def test_what_is_gone_is_told_from_the_start_untreated_to_the_end_treated(
    condition: Condition, species: str, untreated: list[float], treated: list[float]
) -> None:
    rest = {"myofibroblasts": 0.0, "oedema": 0.0, "erythema": 0.0, "collagen_total": 1.0, "fibrotic_collagen": 0.0}
    courses = (levels([0, 90, 180], **(rest | {species: course})) for course in (treated, untreated))
    after, before = courses
    found = responders(Ensemble(courses=(after,), untreated=(before,)), condition, LIBRARY)
    assert found.value == pytest.approx(0.5)


def test_scores_over_persons_are_means_of_the_scores_of_each() -> None:
    found = answering(0.5, [0.6, 0.8])
    told = scores_over(found, HAIRLESS, LIBRARY)
    each = [
        scores(one, other, FIGURES) for one, other in zip(found.courses, found.untreated, strict=True)
    ]  # fmt: skip
    assert set(told) == {*each[0], "response_rate"}
    assert told["hair_density_change"].value == pytest.approx(0.4)
    assert told["posas"].value == pytest.approx(np.mean([one["posas"].value for one in each]))
