"""Outcome of a whole course: metrics of its last visit, and of persons who had every visit."""

from __future__ import annotations

from typing import NamedTuple

from microthermal.catalog.library import Library
from microthermal.domain.inputs.treatment import Treatment
from microthermal.domain.results.response import Healing, Visit
from microthermal.healing.calibration.posterior import Ensemble
from microthermal.healing.models import Banded
from microthermal.healing.persons import courses, persons
from microthermal.planning.case import PlanCase
from microthermal.planning.design.candidates import Candidate
from microthermal.planning.design.following import followed
from microthermal.planning.design.variables import NOTHING
from microthermal.planning.metrics import metrics
from microthermal.planning.posterior_courses import drawn, each_person
from microthermal.planning.records import Option, Outcome, Result
from microthermal.quantity import amended
from microthermal.simulation.chain import simulate_visits
from microthermal.simulation.field_run import FieldRunner
from microthermal.simulation.follow_up import part_of, uninjured
from microthermal.simulation.many import remembered_field, remembered_zone
from microthermal.simulation.records import Simulation
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import ZoneRunner


def visits_of(
    case: PlanCase,
    one: Candidate,
    settings: Settings,
    library: Library,
    zone_runner: ZoneRunner = remembered_zone,
    field_runner: FieldRunner = remembered_field,
) -> tuple[Simulation, ...]:
    """Simulate every visit of a course; the last is followed for as long after its last dose as the settings say.

    Parameters
    ----------
    case : PlanCase
        Skin and condition.
    one : Candidate
        What is done, how often.
    settings : Settings
        Methods and resolution.
    library : Library
        What the library states.
    zone_runner, field_runner : callable, optional
        As for :func:`microthermal.simulation.chain.simulate`.
    """
    treatments, times = repeated(one.treatment, one.sessions, one.interval)
    return simulate_visits(
        case.skin, treatments, times, case.condition, followed(settings, one.treatment),
        zone_runner=zone_runner, field_runner=field_runner, library=library,
    )  # fmt: skip


def repeated(
    treatment: Treatment, sessions: int, interval: float
) -> tuple[tuple[Treatment, ...], tuple[float, ...]]:  # fmt: skip
    """Treatments of all visits of a course, and their times [s].

    Parameters
    ----------
    treatment : Treatment
        That of the first visit.
    sessions : int
        Visits.
    interval : float
        Time between them [s].
    """
    # A film for months is laid on once, whatever the number of visits; what is given at a visit is given at each.
    later = tuple(dose for dose in treatment.doses if not dose.repeated)
    treatments = (treatment, *(amended(treatment, doses=later) for _ in range(sessions - 1)))
    return treatments, tuple(number * interval for number in range(sessions))


def candidate_of(option: Option) -> Candidate:
    """The course of an option, as a search writes it."""
    cooling = option.treatment.cooling
    if cooling is None:
        name = NOTHING
    else:
        name = "device" if cooling == option.device.cooling else cooling.origin.rsplit("/", 1)[-1] or "device"
    return Candidate(
        device=option.device, treatment=option.treatment, sessions=option.sessions, interval=option.interval,
        cooling=name,
    )  # fmt: skip


class Followed(NamedTuple):
    """A course as it is judged: its last visit with the medicine of all, the same for each person, all their courses.

    Courses of the persons begin with the first visit, those of the simulations with the last.
    """

    last: Simulation
    each: tuple[Simulation, ...]
    whole: Ensemble
    visits: int = 1


def course_outcome(found: tuple[Simulation, ...]) -> Outcome:
    """All metrics of a course: days are counted from its last visit, and all is against skin that had no visit.

    Parameters
    ----------
    found : tuple of Simulation
        Every visit, as :func:`visits_of` gives them. One visit is judged as any other simulation is.

    Notes
    -----
    The zone, its field and downtime are those of one visit. Drug that thins the dermis is summed over all visits.
    Persons have all visits; who responds is told from before the first to the end.
    """
    return outcome_of(course_of(found))


def outcome_of(course: Followed) -> Outcome:
    """All metrics of a course that was followed."""
    return Outcome(results=tuple(Result(metric=one.kind, estimate=one(*course)) for one in metrics))


def course_of(found: tuple[Simulation, ...]) -> Followed:
    """A course as it is judged; as :func:`course_outcome`."""
    if len(found) == 1:
        return Followed(found[0], each_person(found[0]), drawn(found[0]))
    begin = sum(one.settings.until for one in found[:-1])
    until = begin + float(found[-1].healing.time[-1])
    whole = _ensemble(found, until)
    untreated = _untreated(found, until)
    last = amended(
        found[-1], condition=found[0].condition, untreated=part_of(untreated, begin, until),
        deliveries=tuple(delivery for one in found for delivery in one.deliveries),
    )  # fmt: skip
    each = tuple(
        amended(last, healing=part_of(mine, begin, until), untreated=part_of(bare, begin, until))
        for mine, bare in zip(whole.courses, whole.untreated, strict=True)
    )
    return Followed(last, each, whole, len(found))


def _untreated(found: tuple[Simulation, ...], until: float) -> Healing:
    first = found[0]
    model = first.library.healing_model(first.settings.healing)
    return model.follow_visits((Visit(injury=uninjured(first.injury)),), first.condition, until)


def _ensemble(found: tuple[Simulation, ...], until: float) -> Ensemble:
    """Courses of the persons over all visits; none where the model has no persons."""
    first, library = found[0], found[0].library
    model, count = library.healing_model(first.settings.healing), first.settings.persons
    if not isinstance(model, Banded) or not count:
        return Ensemble(())
    times = [0.0]
    for one in found[:-1]:
        times.append(times[-1] + one.settings.until)
    visits = tuple(
        Visit(time=time, injury=one.injury, deliveries=one.deliveries) for time, one in zip(times, found, strict=True)
    )
    who = persons(library.posteriors[model.draws], count, library.figures.persons)
    return courses(model, who, visits, uninjured(first.injury), first.condition, until)
