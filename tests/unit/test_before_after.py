"""Counts before to after hold what placebo arms gain: it stands beside a comparison, and in no prediction."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from tests.unit.test_planning import GOAL, estimate, option_of, outcome_of

from microthermal import catalog
from microthermal.domain.inputs.goal import Estimate
from microthermal.planning.beside.before_after import COUNTED, as_counted, counted_sentence
from microthermal.planning.beside.without_laser import sham
from microthermal.report.sections.plan.contributions import Bar
from microthermal.report.sections.plan.published import _counted

FIGURES = catalog.library().figures.scores


def change(value: float, low: float, high: float) -> Estimate:
    return estimate(value, low, high)


def test_nothing_done_is_counted_as_placebo() -> None:
    told = as_counted(change(0.0, 0.0, 0.0), FIGURES)
    assert told.value == pytest.approx(FIGURES.placebo_hair)
    assert (told.low, told.high) == pytest.approx((FIGURES.placebo_hair_low, FIGURES.placebo_hair_high))
    assert "before to after" in told.meaning


def test_both_ranges_add_in_squares_about_the_sum() -> None:
    told = as_counted(change(0.05, -0.01, 0.15), FIGURES)
    assert told.value == pytest.approx(1.05 * (1 + FIGURES.placebo_hair) - 1)
    up = ((0.10) ** 2 + (FIGURES.placebo_hair_high - FIGURES.placebo_hair) ** 2) ** 0.5
    assert told.high - told.value == pytest.approx(up)
    assert told.value - told.low > 0.06


def test_what_is_not_defined_stays_so() -> None:
    nothing = replace(change(0.0, 0.0, 0.0), undefined="skin without hair at work")
    assert as_counted(nothing, FIGURES) is nothing


def test_arms_under_placebo_are_those_of_their_sources() -> None:
    arms = ((3.9, 78), (4.7, 172), (-0.58, 50))
    mean = sum(gain * men for gain, men in arms) / sum(men for _, men in arms)
    assert FIGURES.placebo_hair == pytest.approx(mean / 151, abs=5e-4)
    assert FIGURES.placebo_hair_low == pytest.approx(-0.58 / 151, abs=5e-4)
    assert FIGURES.placebo_hair_high == pytest.approx(8.88 / 151, abs=5e-4)


def test_treatments_are_told_as_trials_count_them() -> None:
    option = replace(option_of(0.5, 0.1), outcome=outcome_of(**{COUNTED: 0.05}))
    told = counted_sentence((("The first", option),), FIGURES)
    assert "Arms under placebo gain 2.4 % (-0.4 to 5.9 %" in told and "The first 7.52 % (" in told
    assert counted_sentence((("The first", option_of(0.5, 0.1)),), FIGURES) == ""


def test_a_page_for_hair_tells_it_of_all_but_nothing_done_and_no_other_page() -> None:
    hair = replace(option_of(0.5, 0.1), outcome=outcome_of(**{COUNTED: 0.05}))
    bars = (
        Bar("The first: a laser", "20 mJ", hair),
        Bar("Nothing done", "", replace(hair, treatment=sham(hair.treatment.pulse))),
    )
    stamp = SimpleNamespace(library=catalog.library())
    pages = [
        SimpleNamespace(goal=replace(GOAL, aims=(replace(GOAL.aims[0], metric=metric),)), stamp=stamp)
        for metric in (COUNTED, "gain")
    ]
    (_, items), other = (_counted(page, bars) for page in pages)  # type: ignore[arg-type]
    assert other == []
    assert "The first 7.52 %" in items.texts[0] and "Nothing done" not in items.texts[0]
