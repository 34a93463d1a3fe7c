"""The plan of a front: ranked by its robust value, the first simulated in full, with reasons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from microthermal.catalog.library import Library
from microthermal.domain.inputs.treatment import Treatment
from microthermal.domain.results.caution import Caution
from microthermal.planning.beside.disagreements import beside
from microthermal.planning.beside.weights import weighed
from microthermal.planning.case import PlanCase
from microthermal.planning.converse.conflicts import conflict_sentences
from microthermal.planning.design.following import followed
from microthermal.planning.front.assembly import Found, front_of_case
from microthermal.planning.front.reasons import front_reasons
from microthermal.planning.front.robust import robustly_ranked
from microthermal.planning.goal_cautions import goal_cautions
from microthermal.planning.reasons import option_reasons, strengths
from microthermal.planning.records import Beside, CalendarEntry, Judgement, Option, Plan, Searched
from microthermal.planning.window.calendar import calendar
from microthermal.planning.window.judgement import judged, under_scenarios
from microthermal.quantity import amended
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation
from microthermal.simulation.stamp import stamp
from microthermal.units import show

Tell = Callable[[int, int, str], None]


class Shown(NamedTuple):
    """First visit of a course, as far as a page shows one in full."""

    visit: Simulation
    judgement: Judgement


def front_plan(case: PlanCase, workers: int, tell: Tell, library: Library, state: Path | None = None) -> Plan:
    """Plan for a case whose search is one for a front; as :func:`microthermal.planning.plan.plan_of`."""
    return plan_from(case, front_of_case(case, workers, tell, library, state), library)


def plan_from(
    case: PlanCase, found: Found, library: Library, lead: tuple[Option, tuple[str, ...]] | None = None,
    shown: Shown | None = None,
) -> Plan:  # fmt: skip
    """Rank what a search found, and simulate the first visit of the first in full.

    Parameters
    ----------
    case : PlanCase
        What is asked for.
    found : Found
        Options in full, published treatments, and all that was seen.
    library : Library
        What the library states.
    lead : tuple of Option and sentences, optional
        What an answer to a question puts first, whatever its robust value, and what is said of it. Its gauges have no
        bands of their own then: they take as long as its scenarios.
    shown : Shown, optional
        First visit of ``lead``, if that is there already, from :func:`first_visit` without bands.
    """
    allowed, refused = robustly_ranked(found.options)
    question = ""
    if lead is not None and lead[0].state != "stop":
        question = lead[1][0]
        allowed = (lead[0], *(one for one in allowed if one is not lead[0]))
    if allowed and (shown is None or lead is None or allowed[0] is not lead[0]):
        shown = first_visit(case, allowed[0].treatment, library, bands=lead is None)
    best, judgement = shown if allowed and shown is not None else (None, None)
    stands = _beside(case, allowed, refused, found)
    told = (*library.cautions(case.skin, case.condition), *library.unread)
    doubts = goal_cautions(case.goal, case.skin, case.condition, (*allowed, *refused))
    cautions = (*(best.cautions if best else told), *course_cautions(allowed), *doubts)
    inputs = (case.skin, case.condition, case.goal, case.settings, *case.devices, *case.drugs, case.search)
    reasons = (
        *(() if lead is None else lead[1]),
        *(() if any(one.lasered for one in allowed) else conflict_sentences(found.front)),
        *front_reasons(allowed, found.front, case.goal, stands),
        *strengths((*allowed, *refused), case.condition, library), *case.goal.evidence,
    )  # fmt: skip
    names = dict.fromkeys(one.name for option in (*allowed, *refused) for one in option.scenario_scores)
    return Plan(
        title=case.title, goal=case.goal, skin=case.skin, condition=case.condition,
        options=tuple(amended(one, reasons=option_reasons(one, case.goal)) for one in allowed),
        refused=tuple(amended(one, reasons=option_reasons(one, case.goal)) for one in refused),
        best=best, calendar=_calendar(case, allowed, best, judgement),
        search=Searched(
            scenarios=tuple(names), asked=len(found.front.evaluations.ended), front=found.front, question=question
        ),
        reasons=reasons, cautions=cautions, date=case.date, judgement=judgement, beside=stands,
        stamp=stamp(inputs, (case.search.kind, *(best.stamp.methods if best else ())), case.settings.seed, library),
    )  # fmt: skip


def first_visit(case: PlanCase, treatment: Treatment, library: Library, *, bands: bool) -> Shown:
    """First visit of a course, as far as a page shows one in full; its gauges have bands if that is asked for."""
    settings = followed(case.settings if bands else amended(case.settings, numerical_error=False), treatment)
    best = simulate(case.skin, treatment, case.condition, settings, library=library)
    return Shown(best, judged(best, under_scenarios(best) if bands else (), case.goal))


def _calendar(
    case: PlanCase, allowed: tuple[Option, ...], best: Simulation | None, judgement: Judgement | None
) -> tuple[CalendarEntry, ...]:
    if best is None or judgement is None:
        return ()
    first = allowed[0]
    goal = amended(case.goal, sessions=first.sessions, session_interval=first.interval)
    return calendar(best, first.outcome, goal, judgement.rules)


def _beside(case: PlanCase, allowed: tuple[Option, ...], refused: tuple[Option, ...], found: Found) -> Beside:
    nothing = next((one.outcome for one in (*allowed, *refused) if one.nothing), None)
    if not allowed:
        return Beside(untreated=nothing, published=found.published)
    return Beside(
        untreated=nothing, published=beside(allowed[0], found.published, case.goal),
        weighing=weighed(allowed, case.goal, case.settings.seed),
    )  # fmt: skip


def course_cautions(allowed: tuple[Option, ...]) -> tuple[Caution, ...]:
    """That pages show one visit, and that structure is not carried from one to the next."""
    if not allowed or allowed[0].sessions == 1:
        return ()
    first = allowed[0]
    text = (
        f"the first is a course of {first.sessions} visits {show(first.interval, 's')} apart: its aims, limits and "
        "bands are those of the whole course, while sections on zone, weeks and window show its first visit; structure "
        "and thickness of the skin are not carried from one visit to the next"
    )
    return (Caution(stage="planning", text=text, weight="note"),)
