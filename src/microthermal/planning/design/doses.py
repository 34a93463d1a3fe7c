"""Whether the medicine of a course may be given: its strength, each session, and every 28 days of all visits."""

from __future__ import annotations

from microthermal.delivery.dose_checks import month_refusals, refusals
from microthermal.errors import Fault
from microthermal.planning.case import PlanCase
from microthermal.planning.design.candidates import Candidate
from microthermal.quantity import amended
from microthermal.units import DAY

_MONTH = 28.0 * DAY


def dose_faults(case: PlanCase, one: Candidate) -> list[Fault]:
    """Why what is given at each visit is refused, before anything is simulated, as a case file would be; or nothing.

    Parameters
    ----------
    case : PlanCase
        Where it is given.
    one : Candidate
        What is done, how often.
    """
    area = one.treatment.pattern.treated_area
    given = tuple(dose for dose in one.treatment.doses if not dose.repeated and dose not in case.topicals)
    faults = [fault for dose in given for fault in refusals(dose, case.skin.site, area)]
    # Visits are alike: any 28 days of the course hold no more doses than those after the first visit.
    visits = min(one.sessions, 2 + int(_MONTH / one.interval))
    every = tuple(amended(dose, time=dose.time + number * one.interval) for number in range(visits) for dose in given)
    return faults + month_refusals(every, area)
