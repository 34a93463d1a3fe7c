"""Healing of a case over several visits: the course, its band, its scores, and files of it for other programs."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path

from microthermal import catalog
from microthermal.cases.treatment import TreatmentCase
from microthermal.catalog.library import Library
from microthermal.delivery.dose_checks import month_refusals
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.goal import Estimate
from microthermal.domain.results.response import Band, Healing, Supply, Visit
from microthermal.errors import Fault, InputError
from microthermal.files import draft_of, write_text
from microthermal.healing.calibration.posterior import band_of
from microthermal.healing.exchange import combine
from microthermal.healing.exchange.archives import About, write_archive
from microthermal.healing.models import Banded, Exported
from microthermal.healing.person_scores import scores_over
from microthermal.healing.persons import courses, persons
from microthermal.healing.supply import supply
from microthermal.planning.course_means import judged_from
from microthermal.planning.window.targets import plexus_depth
from microthermal.quantity import amended, record
from microthermal.simulation.chain import simulate_visits
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.follow_up import uninjured
from microthermal.simulation.records import Simulation, Stamp
from microthermal.units import DAY, show

_SHORTEST, _LONGEST = DAY, 365.0 * DAY  # s between visits


@record
class HealingRun:
    """Healing over visits, with what it was asked of."""

    model: Banded
    visits: tuple[Visit, ...]
    condition: Condition
    healing: Healing
    untreated: Healing
    band: Band
    left_out: str  # one sentence on persons that could not be followed, or nothing
    scores: dict[str, Estimate]
    supply: Supply
    stamp: Stamp
    title: str = ""


def follow_case(case: TreatmentCase, count: int, interval: float, library: Library | None = None) -> HealingRun:
    """Healing of a case whose treatment is repeated.

    Parameters
    ----------
    case : TreatmentCase
        Skin, condition, treatment.
    count : int
        Visits.
    interval : float
        Time between them [s]; the last is followed for the case's ``until``.
    library : Library, optional
        What the library states; the installed one if left out.
    """
    if count > 1 and not _SHORTEST <= interval <= _LONGEST:
        text = f"{show(interval, 's')} is no time between visits; it must be between 1 day and 1 year"
        raise InputError([Fault("--interval", text)])
    times = tuple(number * interval for number in range(count))
    # A film for months is laid on once, whatever the number of visits; what is given at a visit is given at each.
    later = tuple(dose for dose in case.treatment.doses if not dose.repeated)
    treatments = (case.treatment, *(amended(case.treatment, doses=later) for _ in times[1:]))
    given = tuple(
        amended(dose, time=time + dose.time)
        for time, treatment in zip(times, treatments, strict=True)
        for dose in treatment.injections
    )
    faults = month_refusals(given, case.treatment.pattern.area) if count > 1 else []
    if faults:
        raise InputError([Fault("--interval", fault.text) for fault in faults])
    settings = amended(case.settings, numerical_error=False)
    found = simulate_visits(case.skin, treatments, times, case.condition, settings, library=library)
    return amended(follow(found), title=case.title)


def follow(found: tuple[Simulation, ...]) -> HealingRun:
    """Healing of the visits of one course, as :func:`~microthermal.simulation.chain.simulate_course` gives them.

    Raises
    ------
    InputError
        If the healing model of the visits was not calibrated.
    """
    first, last, library = found[0], found[-1], found[0].library
    model = library.healing_model(first.settings.healing)
    if not isinstance(model, Banded):
        raise InputError(f"the healing model '{model.kind}' was not calibrated: its courses have no band")
    times = [0.0, *accumulate(one.settings.until for one in found)]
    visits = tuple(
        Visit(time=time, injury=one.injury, deliveries=one.deliveries)
        for time, one in zip(times[:-1], found, strict=True)
    )
    until = times[-1]
    course = model.follow_visits(visits, first.condition, until)
    untreated = model.follow(uninjured(first.injury), first.condition, (), until)
    who = persons(library.posteriors[model.draws], max(first.settings.persons, 1), library.figures.persons)
    all_courses = courses(model, who, visits, uninjured(first.injury), first.condition, until)
    deepest = max(one.zone.depth.value for one in found)
    since = visits[-1].time + judged_from(last)
    return HealingRun(
        model=model, visits=visits, condition=first.condition, healing=course, untreated=untreated,
        band=band_of(all_courses), left_out=all_courses.told(), stamp=first.stamp,
        scores=scores_over(all_courses, first.condition, library.figures, since),
        supply=supply(
            course, affected(last.skin, first.condition), deepest, library.figures.supply,
            plexus=plexus_depth(last.skin, first.condition, library),
        ),
    )  # fmt: skip


def write_export(run: HealingRun, path: Path, level: str = "3.2", groups: bool = True) -> None:
    """Write a run as SBML (.xml), as a table (.csv) or as a COMBINE archive (.omex); whole or not at all.

    Parameters
    ----------
    run : HealingRun
        The course.
    path : Path
        File to write.
    level : str, optional
        Level and version of SBML: ``"3.2"``, ``"3.1"`` or ``"2.4"``.
    groups : bool, optional
        Whether the modules of the model are named by SBML's package of groups.

    Raises
    ------
    InputError
        If a library that the format needs is not installed, the model is not one of SBML, or the file cannot be
        written.
    """
    until = float(run.healing.time[-1])
    if path.suffix == ".csv":
        write_text(path, combine.table(run.healing, run.band))
        return
    model = run.model
    if not isinstance(model, Exported):
        raise InputError(f"the healing model '{model.kind}' is none of SBML; its course can be written as .csv")
    words = catalog.healing_words(model.kind)
    sbml = combine.run_sbml(model, run.visits, run.condition, until, words, level=level, groups=groups)
    if path.suffix == ".xml":
        write_text(path, sbml)
        return
    sedml = combine.run_sedml(combine.modules_of(model), until, words, level)
    with draft_of(path) as draft:
        write_archive(draft, sbml, sedml, combine.table(run.healing, run.band), _about(run))


def _about(run: HealingRun) -> About:
    visits = f"{len(run.visits)} visit{'s' if len(run.visits) > 1 else ''}"
    return About(
        title=run.title or f"Healing of skin after {visits}",
        description=f"Healing of skin after {visits} with a fractional laser; condition: {run.condition.title}. "
        "Research software: it gives no medical advice.",
        version=run.stamp.version,
        created=run.stamp.date,
    )
