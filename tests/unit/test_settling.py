"""Times read off courses: between the points of the output, and told apart from what was not followed so far."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.reference import synthetic

from microthermal import catalog
from microthermal.domain.inputs.goal import Limit
from microthermal.domain.results.response import Healing
from microthermal.healing import settling
from microthermal.healing.settling import closure, settled, time_away
from microthermal.planning.course_means import time_above
from microthermal.planning.estimates import band_text, value_text
from microthermal.planning.window.calendar import recovery_calendar
from microthermal.planning.window.retreatment import gate
from microthermal.planning.window.verdicts import outcome, verdicts
from microthermal.planning.window.words import verdict_sentence
from microthermal.simulation.records import Simulation

DAY = 86400.0
FIGURES = catalog.library().figures.scores


def followed(days: float) -> Simulation:
    """The reference simulation, cut off after so many days."""
    whole = synthetic.simulation()

    def cut(course: Healing) -> Healing:
        kept = course.time <= days * DAY
        return replace(course, time=course.time[kept], state=course.state[kept])

    settings = replace(whole.settings, until=days * DAY)
    return replace(whole, healing=cut(whole.healing), untreated=cut(whole.untreated), settings=settings)


@pytest.mark.parametrize("step", [0.05, 0.5, 2.0])
def test_a_crossing_does_not_sit_on_the_output(step):
    days = np.arange(0.0, 60.0, step)
    found = settled(days * DAY, np.exp(-days / 10.0) - 0.1)
    assert found.reached
    assert found.time / DAY == pytest.approx(10.0 * np.log(10.0), rel=2e-3)
    assert found.time / DAY % step > 1e-3 * step


def test_a_crossing_moves_as_little_as_its_course():
    days = np.arange(0.0, 60.0, 0.5)
    times = [settled(days * DAY, height * np.exp(-days / 10.0) - 0.1).time / DAY for height in (1.0, 1.0 + 1e-6)]
    assert times[1] - times[0] == pytest.approx(1e-5, rel=0.05)


def test_what_is_never_above_takes_no_time_and_what_stays_above_is_a_lower_bound():
    time = np.linspace(0.0, 9.0, 10)
    assert settled(time, np.full(10, -1.0)).time == 0.0
    found = settled(time, np.full(10, 1.0))
    assert (found.time, found.reached) == (9.0, False)


def test_time_above_counts_parts_of_steps():
    time = np.array([0.0, 1.0, 2.0, 3.0])
    assert time_above(time, np.array([1.0, 1.0, -1.0, -1.0])) == pytest.approx(1.5)
    assert time_above(time, np.array([-1.0, -1.0, -1.0, 1.0])) == pytest.approx(0.5)
    assert time_above(time, np.full(4, -1.0)) == 0.0


def test_closed_means_one_thing():
    simulation = synthetic.simulation()
    found = outcome(simulation)
    closed, pale, away = (found.of(name).value for name in ("closure_time", "erythema_time", "downtime"))
    assert away == max(closed, pale)
    # Both are above their marks from the start or rise once: the time away is the time until.
    assert time_away(simulation.healing, simulation.untreated, FIGURES).time == pytest.approx(away, rel=1e-3)
    waits = {one.text: one.ready for one in gate(simulation).conditions}
    assert waits["the epidermis is closed"] == closed == closure(simulation.healing, FIGURES).time
    assert waits["the redness is gone"] == pale


def test_what_was_not_followed_to_its_end_is_called_a_lower_bound_everywhere():
    simulation = followed(1.0)
    found = outcome(simulation)
    for name in ("closure_time", "erythema_time", "downtime"):
        estimate = found.of(name)
        assert estimate.beyond and estimate.high_beyond
        assert value_text(estimate).startswith("longer than ")
    marks = verdicts(found, (Limit(metric="closure_time", warn=3 * DAY, stop=7 * DAY),))
    assert marks[0].state == "warn"
    assert "not reached within what was followed" in verdict_sentence(marks[0])
    said = " ".join(entry.text for entry in recovery_calendar(simulation, found))
    assert "Not yet closed" in said and "Not yet faded" in said and "Closed after" not in said
    assert not gate(simulation).held and "Not within the" in gate(simulation).text


def test_metrics_that_look_further_than_was_followed_have_no_number():
    found = outcome(followed(20.0))
    for name in ("perfusion_gain", "t_cell_drop", "new_collagen", "tgf_b1_late", "inflammation_late"):
        assert value_text(found.of(name)).startswith("not defined: healing was followed for 19.8 d"), name
        assert band_text(found.of(name)) == ""
    assert not outcome(synthetic.simulation()).of("new_collagen").undefined


@pytest.mark.parametrize("seed", range(5))
def test_time_away_is_that_of_the_monotone_cubics_through_both_courses(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scipy.interpolate import PchipInterpolator

    random = np.random.default_rng(seed)
    time = np.cumsum(random.uniform(0.2, 2.0, 25)) * DAY
    courses = [np.convolve(random.normal(size=29), np.ones(5) / 5.0, "valid") for _ in range(2)]
    simulation = synthetic.simulation()
    followed = replace(simulation.healing, time=time, state=simulation.healing.state[:1].repeat(25, axis=0))
    monkeypatch.setattr(settling, "opening", lambda *_: courses[0])
    monkeypatch.setattr(settling, "reddening", lambda *_: courses[1])
    fine = np.linspace(time[0], time[-1], 400_001)
    above = np.logical_or(*(PchipInterpolator(time, course)(fine) > 0.0 for course in courses))
    found = time_away(followed, simulation.untreated, FIGURES)
    assert found.time == pytest.approx(float(above.mean()) * (time[-1] - time[0]), abs=1e-4 * (time[-1] - time[0]))
    assert found.reached == (max(course[-1] for course in courses) <= 0.0)
