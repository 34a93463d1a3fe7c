"""Comparing: both sides in nominal skin, then under their doubts, judged by one library and one goal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from microthermal.catalog.library import Library
from microthermal.catalog.library import library as installed
from microthermal.domain.inputs.goal import Goal
from microthermal.domain.results.caution import Caution
from microthermal.planning.evaluate import with_band
from microthermal.planning.records import Outcome
from microthermal.planning.window.limits import check_goal, limits_of
from microthermal.planning.window.rules import findings
from microthermal.planning.window.verdicts import score, verdicts
from microthermal.simulation.records import Simulation
from microthermal.simulation.stamp import stamp
from microthermal.studies.compare.differences import differences
from microthermal.studies.compare.origins import origins
from microthermal.studies.compare.pairing import paired, runs
from microthermal.studies.compare.records import Side, SideBySide
from microthermal.studies.compare.subjects import Comparable, Place, Subject, place_of, subject_of
from microthermal.studies.compare.visits import outcome_after
from microthermal.studies.compare.words import sentences

Progress: TypeAlias = Callable[[int, int, str], None]


def compare(
    a: Comparable,
    b: Comparable,
    goal: Goal | None = None,
    place: Place | None = None,
    progress: Progress | None = None,
    library: Library | None = None,
) -> SideBySide:
    """Set two treatments side by side.

    Parameters
    ----------
    a, b : Simulation, Plan, Chosen, TreatmentCase or Published
        What is compared; a plan stands for its first option. Options of plans are courses, with all their visits; runs
        and cases are one visit. A published treatment is done in the skin of the other, as a course beside a course.
    goal : Goal, optional
        What both are scored by; that of the plan, if one of them is of a plan and none is given.
    place : Place, optional
        Skin for published treatments, where both are.
    progress : callable, optional
        Told of every simulation that is done.
    library : Library, optional
        What the library states; the installed one, as it is now, if left out.

    Raises
    ------
    InputError
        If there is no such option, no skin for a published treatment, or a source does not say enough of it.

    Examples
    --------
    >>> found = compare(mt.store.load("mine.nc"), mt.store.load("yours.nc"))  # doctest: +SKIP
    >>> found.of("depth").told  # doctest: +SKIP
    'larger'
    """
    library, tell = library or installed(), progress or (lambda done, steps, text: None)
    tell(0, 2, "nominal")
    first = subject_of(a, place or place_of(b), library)
    second = subject_of(b, place or place_of(a), library)
    used = goal or first.goal or second.goal
    if used is not None:
        check_goal(used)
    steps, done = 2 + runs(first.simulation, library) + runs(second.simulation, library), [2]

    def one_more(text: str) -> None:
        done[0] += 1
        tell(done[0], steps, text)

    under = paired(first, second, library, one_more)
    sides = _side(first, under.of_a, used, library), _side(second, under.of_b, used, library)
    held = [{one.metric: one.estimate for one in side.outcome.results} for side in sides]
    found = differences(held[0], held[1], under, (first.simulation, second.simulation))
    told = origins(*sides, library)
    inputs = tuple(record for one in (first.simulation, second.simulation) for record in _inputs(one))
    methods = tuple(dict.fromkeys((*first.simulation.stamp.methods, *second.simulation.stamp.methods)))
    return SideBySide(
        a=sides[0], b=sides[1], differences=found, doubts=under.texts, goal=used,
        sentences=sentences(*sides, found, used, library), cautions=(*told, *_both(first, second)),
        stamp=stamp(inputs, methods, first.simulation.stamp.seed, library),
    )  # fmt: skip


def _inputs(one: Simulation) -> tuple[Any, ...]:
    return one.skin, one.condition, one.treatment, one.settings


def _side(one: Subject, others: tuple[Outcome, ...], goal: Goal | None, library: Library) -> Side:
    simulation = one.simulation
    found = with_band(outcome_after(simulation, one.visits, library), others)
    skin, condition, treatment = simulation.skin, simulation.condition, simulation.treatment
    limits = limits_of(skin, condition, treatment.pulse, library, goal)
    return Side(
        title=one.title, kind=one.kind, simulation=simulation, outcome=found, verdicts=verdicts(found, limits),
        rules=findings(skin, condition, treatment, found, library.rules),
        score=None if goal is None else score(found, goal), visits=one.visits,
    )  # fmt: skip


def _both(first: Subject, second: Subject) -> tuple[Caution, ...]:
    """Cautions of both sides, each once."""
    return tuple(dict.fromkeys((*first.cautions, *second.cautions)))
