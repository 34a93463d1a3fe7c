"""What every healing model must keep: no injury moves nothing, nothing negative, more injury never heals sooner."""

import multiprocessing
import pickle
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from microthermal import catalog
from microthermal.domain.inputs.condition import Condition, Level
from microthermal.domain.results.response import Visit
from microthermal.domain.results.zone import Injury
from microthermal.errors import InputError
from microthermal.healing.models import Banded, model
from microthermal.healing.visits import next_visit

DAY = 86400.0
HEALTHY = Condition(name="healthy", title="Healthy skin")
SCAR = Condition(
    name="scar", title="Scar",
    levels=(Level(name="fibrotic_collagen", value=1.0), Level(name="tgf_b1", value=1.5)),
)  # fmt: skip


def injured(fraction: float, radius: float = 60e-6, ablated: bool = False) -> Injury:
    """A fractional injury; ``fraction`` 1 is some ten percent of the skin."""
    return Injury(
        layers=("dermis",), thickness=[1e-3], removed=[0.03 * fraction if ablated else 0.0], necrotic=[0.09 * fraction],
        denatured=[0.05 * fraction], stressed=[0.15 * fraction], lymphocytes_apoptotic=[0.1 * fraction],
        lymphocytes_lost=[0.25 * fraction], vessels_closed=[0.08 * fraction], epidermis_open=0.08 * fraction,
        zone_radius=radius if fraction else 0.0, ablated=ablated,
    )  # fmt: skip


@pytest.fixture(params=model.kinds())
def healing_model(request: pytest.FixtureRequest) -> Any:
    return catalog.healing_model(request.param)


@pytest.mark.parametrize("condition", [HEALTHY, SCAR])
def test_no_injury_moves_nothing(healing_model: Any, condition: Condition) -> None:
    course = healing_model.follow(injured(0.0), condition, (), 365 * DAY)
    assert np.abs(course.state - course.state[0]).max() <= 1e-9


@pytest.mark.parametrize("condition", [HEALTHY, SCAR])
@pytest.mark.parametrize("fraction", [0.2, 1.0, 4.0])
def test_nothing_is_negative(healing_model: Any, condition: Condition, fraction: float) -> None:
    assert healing_model.follow(injured(fraction), condition, (), 180 * DAY).state.min() >= 0.0


@pytest.mark.parametrize("ablated", [False, True])
def test_more_injury_never_heals_sooner(healing_model: Any, ablated: bool) -> None:
    courses = [
        healing_model.follow(injured(fraction, ablated=ablated), HEALTHY, (), 90 * DAY) for fraction in (0.5, 1, 2, 4)
    ]
    limits = (("open_epidermis", 1e-3), ("inflammation", 0.1), ("erythema", 0.1), ("debris", 1e-3))
    for name, healed in limits:
        ends = [float(course.time[np.flatnonzero(course.of(name) > healed)[-1]]) for course in courses]
        assert ends == sorted(ends), name


@pytest.mark.parametrize("removed", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("condition", [HEALTHY, SCAR])
def test_skin_of_which_nothing_is_left_is_followed(healing_model: Any, condition: Condition, removed: float) -> None:
    """A setting that kills all of the skin that answers: no collagen, no cell, no vessel; its course is finite."""
    nothing = replace(
        injured(4.0, ablated=removed > 0.0), removed=[removed], necrotic=[1.0], denatured=[1.0 - removed],
        stressed=[0.0], lymphocytes_apoptotic=[0.0], lymphocytes_lost=[1.0], vessels_closed=[1.0], epidermis_open=1.0,
    )  # fmt: skip
    course = healing_model.follow(nothing, condition, (), 60 * DAY)
    assert np.isfinite(course.state).all()
    assert course.of("debris")[-1] <= course.of("debris")[0]


def test_course_reaches_its_end_and_starts_at_the_laser(healing_model: Any) -> None:
    course = healing_model.follow(injured(1.0), HEALTHY, (), 33.3 * DAY)
    assert course.time[0] == 0.0
    assert course.time[-1] == 33.3 * DAY
    assert (np.diff(course.time) > 0).all()


def test_a_course_states_the_markers_of_its_model(healing_model: Any) -> None:
    assert healing_model.follow(injured(1.0), HEALTHY, (), DAY).species == healing_model.markers


def test_a_draw_that_changes_nothing_is_the_nominal_course(healing_model: Any) -> None:
    if not isinstance(healing_model, Banded):
        pytest.skip("a model without a calibration")
    visits = (Visit(injury=injured(1.0)),)
    nominal = healing_model.follow_visits(visits, SCAR, 30 * DAY)
    # Draws are followed less closely: 1e-6 a step.
    assert_allclose(healing_model.follow_draw({}, visits, SCAR, 30 * DAY).state, nominal.state, rtol=1e-3, atol=1e-4)


def test_second_visit_begins_where_the_first_ended(healing_model: Any) -> None:
    first = healing_model.follow(injured(1.0), SCAR, (), 28 * DAY)
    whole = healing_model.follow(injured(1.0), SCAR, (), 56 * DAY)
    rest = healing_model.follow(injured(0.0), next_visit(SCAR, first), (), 28 * DAY)
    # The integrator is asked for 1e-7 of each value, twice in a row.
    assert_allclose(rest.state[-1], whole.state[-1], rtol=1e-4, atol=1e-6)


def test_same_question_same_answer_after_any_other(healing_model: Any) -> None:
    once = healing_model.follow(injured(1.0), HEALTHY, (), 30 * DAY)
    healing_model.follow(injured(4.0), SCAR, (), 10 * DAY)
    again = pickle.loads(pickle.dumps(healing_model)).follow(injured(1.0), HEALTHY, (), 30 * DAY)
    assert (once.state == again.state).all()


def _courses(asked: tuple[Any, int]) -> list[Any]:
    healing_model, count = asked
    return [healing_model.follow(injured(0.5 + number), SCAR, (), 30 * DAY).state for number in range(count)]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_threads_and_processes_give_the_same_courses(healing_model: Any, kind: str) -> None:
    alone = _courses((healing_model, 3))
    if kind == "threads":
        pool: Executor = ThreadPoolExecutor(4)
    else:
        pool = ProcessPoolExecutor(2, multiprocessing.get_context("spawn"))
    with pool:
        for found in pool.map(_courses, [(healing_model, 3)] * 4):
            assert all((one == other).all() for one, other in zip(alone, found, strict=True))


def test_unknown_level_is_refused_in_words(healing_model: Any) -> None:
    wrong = replace(HEALTHY, levels=(Level(name="humours", value=1.0), Level(name="t_cells", value=-1.0)))
    with pytest.raises(InputError, match="humours") as caught:
        healing_model.follow(injured(1.0), wrong, (), DAY)
    assert len(caught.value.faults) == 2


def test_time_must_be_positive(healing_model: Any) -> None:
    with pytest.raises(InputError, match="positive"):
        healing_model.follow(injured(1.0), HEALTHY, (), 0.0)
