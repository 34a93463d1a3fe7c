"""The best candidates of a plan under scenarios, and its first in full."""

from __future__ import annotations

from typing import Any

from microthermal.catalog.library import Library
from microthermal.domain.inputs.goal import Goal
from microthermal.domain.inputs.treatment import Treatment
from microthermal.planning.beside.turning import turning
from microthermal.planning.case import PlanCase
from microthermal.planning.design.courses import candidate_of, course_of
from microthermal.planning.design.following import followed
from microthermal.planning.evaluate import again, banded, quickly, respread
from microthermal.planning.evaluate import judged as judged_option
from microthermal.planning.ranking import by_merit, ranked
from microthermal.planning.reasons import laser
from microthermal.planning.records import Judgement, Option
from microthermal.planning.window.judgement import judged, over_few, under_scenarios
from microthermal.planning.window.verdicts import outcome
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation
from microthermal.simulation.scenarios import scenarios_of

FINALISTS = 4


def finalists(allowed: tuple[Option, ...], goal: Goal) -> tuple[Option, ...]:
    """The best options, one for each pulse: their bands are worth the time, and differ most; then all without laser.

    Where no laser leads, the one that the least change of a weight would put first is among them: other weights can
    only put first what has a band.
    """
    chosen: dict[Any, Option] = {}
    for item in sorted(allowed, key=by_merit):  # the one that leads need not be the best of its pulse
        if item.lasered:
            chosen.setdefault(item.treatment.pulse, item)
    best, turn = tuple(chosen.values())[:FINALISTS], turning(allowed, goal)
    other = () if turn is None or turn.option in best else (turn.option,)
    return (*best, *other, *(item for item in allowed if not item.lasered))


def confirmed(
    case: PlanCase, allowed: tuple[Option, ...], refused: tuple[Option, ...], library: Library
) -> tuple[tuple[Option, ...], tuple[Option, ...], Simulation | None, Judgement | None]:
    """Simulate the leading option in full with its scenarios and rank anew, until the leader is one that was.

    The search starts every zone from rest and uses coarser cells; what is shown of the first, its numbers, its band
    and its place, comes from one and the same run. The same laser treatment with other injections is simulated anew
    as well, so that they can be compared.
    """
    full: dict[Treatment, tuple[Simulation, Judgement]] = {}
    while allowed and allowed[0].treatment not in full:
        chosen = allowed[0]
        settings = followed(case.settings, chosen.treatment)
        best = simulate(case.skin, chosen.treatment, case.condition, settings, library=library)
        others = under_scenarios(best)
        found = _with_bands(case, chosen, (best, others), library)
        full[chosen.treatment] = best, judged(best, others, case.goal)
        rest = tuple(item for item in (*allowed, *refused) if item is not chosen)
        rest = tuple(again(case, item, library) if _sibling(item, chosen, full) else item for item in rest)
        allowed, refused = ranked((found, *rest))
    return allowed, refused, *(full[allowed[0].treatment] if allowed else (None, None))


def _with_bands(
    case: PlanCase, chosen: Option, first: tuple[Simulation, tuple[Simulation, ...]], library: Library
) -> Option:
    """An option in full with its bands; of one visit, those of the simulations that the page shows."""
    best, others = first
    scenarios, one = scenarios_of(chosen.treatment.pulse, library), candidate_of(chosen)
    if chosen.sessions == 1:
        whole, few = judged_option(case, one, course_of((best,)), library), outcome(over_few(best))
        each = [outcome(each) for each in others]
    else:
        whole = again(case, chosen, library)
        few = quickly(case, one, library).outcome
        each = [banded(case, chosen, scenario, library) for scenario in scenarios]
    under = {scenario.name: one for scenario, one in zip(scenarios, each, strict=True)}
    return respread(case, whole, few, under, library)


def _sibling(item: Option, chosen: Option, full: dict[Treatment, Any]) -> bool:
    """Whether an option that was not simulated in full has the laser treatment of one that was."""
    return item.lasered and laser(item) == laser(chosen) and item.treatment not in full
