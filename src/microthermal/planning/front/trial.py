"""One candidate, from its doses to its weeks: ended as soon as a stop limit is broken, the cheapest stage first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from microthermal.catalog.library import Library
from microthermal.errors import ConvergenceError
from microthermal.planning.case import PlanCase
from microthermal.planning.design.candidates import Candidate
from microthermal.planning.design.courses import course_outcome, visits_of
from microthermal.planning.design.doses import dose_faults
from microthermal.planning.design.following import followed, quick
from microthermal.planning.front.limits import DOSE, RULES, Begun, broken, broken_so_far
from microthermal.planning.records import Outcome
from microthermal.planning.window.limits import limits_of
from microthermal.planning.window.rules import findings
from microthermal.planning.window.verdicts import verdicts
from microthermal.quantity import amended
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.field_run import run_warmed
from microthermal.simulation.many import remembered_field, remembered_zone
from microthermal.zones import injury as injury_of
from microthermal.zones import lattice as lattice_of

Stage: TypeAlias = Literal["dose", "zone", "lattice", "weeks"]
STAGES: tuple[Stage, ...] = ("dose", "zone", "lattice", "weeks")


@dataclass(frozen=True)
class Trial:
    """What came of a candidate: its metrics if it was followed to the end, else the limits that ended it."""

    stage: Stage
    broken: dict[str, float]
    outcome: Outcome | None = None


def tried(case: PlanCase, one: Candidate, library: Library) -> Trial:
    """Simulate a candidate as far as it keeps every stop limit.

    Parameters
    ----------
    case : PlanCase
        Skin, condition, goal, settings.
    one : Candidate
        What is done, how often.
    library : Library
        What the library states.

    Notes
    -----
    Cells, persons and start are those of the candidates of any plan (decision 34), so that none is a preview.
    """
    faults = dose_faults(case, one)
    if faults:
        return Trial("dose", {f"{DOSE}: {fault.path.rsplit('.', 1)[-1]}": 1.0 for fault in faults})
    settings, treatment = followed(quick(case), one.treatment), one.treatment
    limits = limits_of(case.skin, case.condition, treatment.pulse, library, case.goal)
    skin = affected(case.skin, case.condition)
    if not treatment.pulse.zoneless:
        run = remembered_zone(skin, treatment.pulse, treatment.cooling, settings.of_zone, library)
        begun = Begun(case.skin, case.condition, treatment, library, run)
        if ended := broken_so_far(begun, limits):
            return Trial("zone", ended)
        run, warmth = run_warmed(skin, treatment, settings, remembered_zone, remembered_field, library)
        lattice = lattice_of(run.zone, treatment.pattern, treatment.pulse, run.damage, warmth)
        injury = injury_of(run.damage, lattice, skin)
        begun = amended(begun, run=run, lattice=lattice, injury=injury)
        if ended := broken_so_far(begun, limits):
            return Trial("lattice", ended)
    try:
        found = course_outcome(visits_of(case, one, quick(case), library))
    except ConvergenceError as error:
        return Trial("lattice", {f"not followed: {error}": 1.0})
    passed = broken(verdicts(found, limits))
    stops = [rule for rule in findings(case.skin, case.condition, treatment, found, library.rules)
             if rule.action == "stop"]  # fmt: skip
    return Trial("weeks", passed | {f"{RULES}: {rule.title}": 1.0 for rule in stops}, found)
