"""Candidates of a grid: every pulse in every pattern with every dose, as whole courses, each judged for the goal."""

from __future__ import annotations

from microthermal.catalog.library import Library
from microthermal.domain.inputs.exposures import AnyDevice, Exposure
from microthermal.domain.inputs.goal import Estimate
from microthermal.domain.inputs.medicine import Dose
from microthermal.domain.inputs.treatment import Treatment
from microthermal.planning.beside.without_laser import no_laser, without_laser
from microthermal.planning.case import PlanCase
from microthermal.planning.design.candidates import Candidate, goal_course
from microthermal.planning.design.courses import (
    Followed,
    candidate_of,
    course_of,
    course_outcome,
    outcome_of,
    visits_of,
)
from microthermal.planning.design.doses import dose_faults
from microthermal.planning.design.following import quick
from microthermal.planning.noise.left_out import left_out
from microthermal.planning.noise.shifted import shifted
from microthermal.planning.records import Option, Outcome, Result, ScenarioScore
from microthermal.planning.window.harms import harms
from microthermal.planning.window.limits import limits_of
from microthermal.planning.window.rules import findings
from microthermal.planning.window.verdicts import reached, risk, score, verdicts
from microthermal.quantity import amended
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.many import remembered_zone
from microthermal.simulation.scenarios import Scenario, changed, heated, scenarios_of


def evaluate(case: PlanCase, device: AnyDevice, pulse: Exposure, library: Library) -> tuple[Option, ...]:
    """Options of one pulse: its zone is simulated once, patterns and doses are then cheap.

    Parameters
    ----------
    case : PlanCase
        Skin, goal, drugs, search, settings.
    device : AnyDevice
        The device that gives the pulse.
    pulse : Exposure
        One pulse of the search.
    library : Library
        What the library states.
    """
    cooling = device.cooling
    run = remembered_zone(affected(case.skin, case.condition), pulse, cooling, quick(case).of_zone, library)
    options = []
    for pattern in case.search.patterns(device, pulse, run.zone, library):
        for given in case.search.doses(case.drugs, case.skin, case.condition):
            doses: tuple[Dose, ...] = (*given, *case.topicals)
            treatment = Treatment(pulse=pulse, pattern=pattern, cooling=cooling, doses=doses, history=case.history)
            one = goal_course(case.goal, device, treatment)
            if not dose_faults(case, one):  # the plan tells which rounds may not be given
                options.append(quickly(case, one, library))
    return tuple(options)


def alternatives(case: PlanCase, device: AnyDevice, pulse: Exposure, library: Library) -> tuple[Option, ...]:
    """Options without laser, judged by the same chain: nothing, and each medicine alone."""
    device = no_laser(device)
    courses = (goal_course(case.goal, device, treatment) for treatment in without_laser(case, pulse))
    return tuple(quickly(case, one, library) for one in courses if not dose_faults(case, one))


def quickly(case: PlanCase, one: Candidate, library: Library) -> Option:
    """Option of one course, simulated as candidates are."""
    return judged(case, one, course_of(visits_of(case, one, quick(case), library)), library)


def judged(case: PlanCase, one: Candidate, found: Followed, library: Library) -> Option:
    """Option from a course that was followed, with what its score hangs on each person."""
    return amended(option(case, one, outcome_of(found), library), left_out=left_out(found, case.goal))


def option(case: PlanCase, one: Candidate, found: Outcome, library: Library) -> Option:
    """Option from an outcome, by the goal of a case and the limits and rules of a library."""
    judged = verdicts(found, limits_of(case.skin, case.condition, one.treatment.pulse, library, case.goal))
    return Option(
        device=one.device, treatment=one.treatment, outcome=found, verdicts=judged, score=score(found, case.goal),
        risk=risk(judged), rules=findings(case.skin, case.condition, one.treatment, found, library.rules),
        sessions=one.sessions, interval=one.interval, harms=harms(judged, case.goal),
    )  # fmt: skip


def banded(case: PlanCase, chosen: Option, scenario: Scenario, library: Library) -> Outcome:
    """Outcome of an option under one scenario."""
    skin, treatment, used = changed(scenario, case.skin, chosen.treatment, library)
    settings = heated(scenario, quick(case), treatment.pulse, used)
    one = amended(candidate_of(chosen), treatment=treatment)
    return course_outcome(visits_of(amended(case, skin=skin), one, settings, used))


def with_band(nominal: Outcome, others: tuple[Outcome, ...]) -> Outcome:
    """Nominal outcome whose estimates span those of the scenarios."""
    results = []
    for result in nominal.results:
        every = [result.estimate, *(other.of(result.metric) for other in others)]
        low, high = min(each.low for each in every), max(each.high for each in every)
        estimate: Estimate = amended(
            result.estimate, low=low, high=high, high_beyond=any(each.high_beyond for each in every)
        )
        results.append(Result(metric=result.metric, estimate=estimate))
    return Outcome(results=tuple(results))


def in_full(case: PlanCase, one: Candidate, library: Library) -> Option:
    """Option of a course in full: fine cells, warm start, all persons; but for the numerical error of the zone."""
    settings = amended(case.settings, numerical_error=False)
    return judged(case, one, course_of(visits_of(case, one, settings, library)), library)


def again(case: PlanCase, known: Option, library: Library) -> Option:
    """A candidate simulated as the first of a plan is, with a warm start and on fine cells, in nominal skin."""
    return in_full(case, candidate_of(known), library)


def _of_light(case: PlanCase, library: Library) -> tuple[str, ...]:
    """Names of the scenarios of all devices of a case: each changes what light does, and nothing else."""
    pulses = (device.exposure(energy=device.energy.high) for device in case.devices)
    names = dict.fromkeys(scenario.name for pulse in pulses for scenario in scenarios_of(pulse, library))
    return tuple(names)


def respread(case: PlanCase, whole: Option, few: Outcome, others: dict[str, Outcome], library: Library) -> Option:
    """An option in full with its scenarios: the bands of its numbers and of its score.

    Parameters
    ----------
    case : PlanCase
        Whose goal it is judged by.
    whole : Option
        In nominal skin, over all persons.
    few : Outcome
        The same over the persons of the scenarios.
    others : dict
        Outcome under each scenario, by its name; none of what has no laser, which keeps its own under all of them.
    library : Library
        Whose limits and rules it is judged by.

    Notes
    -----
    Scenarios are told over few persons, the same for all: what one changes over these is put on what all persons have
    (:func:`~microthermal.planning.noise.shifted.shifted`).
    """
    if not whole.lasered:
        return _unlit(case, whole, library)
    moved = {name: shifted(whole.outcome, few, one) for name, one in others.items()}
    found = option(case, candidate_of(whole), with_band(whole.outcome, tuple(moved.values())), library)
    under = tuple(
        ScenarioScore(
            name=name, score=score(one, case.goal),
            reached=tuple(reached(aim, one.of(aim.metric)) for aim in case.goal.aims),
        )
        for name, one in moved.items()
    )  # fmt: skip
    scores = [found.score, *(one.score for one in under)]
    low, high, meaning = min(scores), max(scores), "how far the aims are reached"
    spread = Estimate(value=found.score, low=low, high=high, unit="1", meaning=meaning, grade="scenario")
    return amended(found, spread=spread, scenario_scores=under, left_out=whole.left_out)


def _unlit(case: PlanCase, whole: Option, library: Library) -> Option:
    """An option without a laser: no scenario of light changes it, so that its band is a point."""
    own, meaning = whole.score, "how far the aims are reached"
    mine = tuple(reached(aim, whole.outcome.of(aim.metric)) for aim in case.goal.aims)
    under = tuple(ScenarioScore(name=name, score=own, reached=mine) for name in _of_light(case, library))
    spread = Estimate(value=own, low=own, high=own, unit="1", meaning=meaning, grade="scenario")
    return amended(whole, spread=spread, scenario_scores=under)
