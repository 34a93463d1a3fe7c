"""One option in full while somebody waits for it: its scenarios run in threads, because no worker is there yet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from microthermal.catalog.library import Library
from microthermal.parallel.cores import cores
from microthermal.parallel.threads import side_by_side
from microthermal.planning.case import PlanCase
from microthermal.planning.design.candidates import Candidate
from microthermal.planning.evaluate import in_full as exact
from microthermal.planning.front.plan import Shown, first_visit
from microthermal.planning.front.robust import robust_option
from microthermal.planning.front.scenarios import (
    CourseScenario,
    course_scenarios,
    few_outcome,
    in_turn,
    outcome_under,
)
from microthermal.planning.records import Option


def in_full(case: PlanCase, one: Candidate, library: Library) -> tuple[Option, Shown]:
    """One course in full, with the bands of all its numbers, in threads of this process: no worker has to start.

    Its first visit as a page shows it comes with it: what stands beside it once the scenarios are known waits for
    nothing then.
    """
    scenarios = course_scenarios(one, library)
    lit = [each for each in scenarios if each.light is not None]
    rest = [each for each in in_turn(scenarios) if each.light is None]
    # What shares the zone of the nominal case runs in one thread; the longest come first.
    work: list[Callable[[], list[Any]]] = [
        lambda: [few_outcome(case, one, library), *(outcome_under(case, one, each, library) for each in rest)],
        lambda: [exact(case, one, library), first_visit(case, one.treatment, library, bands=False)],
        *(partial(_under, case, one, each, library) for each in lit),
    ]  # fmt: skip
    (few, *shared), (whole, shown), *alone = side_by_side(cores(), _called, work)
    found = dict(zip((each.name for each in (*rest, *lit)), (*shared, *(each[0] for each in alone)), strict=True))
    under = {each.name: found[each.name] for each in scenarios}
    return robust_option(case, whole, few, under, library), shown


def _called(work: Callable[[], list[Any]]) -> list[Any]:
    return work()


def _under(case: PlanCase, one: Candidate, scenario: CourseScenario, library: Library) -> list[Any]:
    return [outcome_under(case, one, scenario, library)]
