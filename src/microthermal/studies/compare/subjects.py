"""What can be compared: a saved run, an option of a plan, a case, a published treatment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from microthermal.cases.treatment import TreatmentCase
from microthermal.catalog.library import Library
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.goal import Goal
from microthermal.domain.inputs.published import Published
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.caution import Caution
from microthermal.errors import Fault, InputError
from microthermal.planning.beside.published import published_treatment, published_visits
from microthermal.planning.design.following import followed
from microthermal.planning.records import Option, Plan
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation
from microthermal.simulation.settings import Settings
from microthermal.studies.compare.records import Kind
from microthermal.studies.compare.visits import ONE_VISIT, Visits


@dataclass(frozen=True, eq=False)
class Chosen:
    """An option of a plan, by its number: 1 is the first of the ranking, those refused follow after the last.

    ``file`` names where the plan is from, if that is known: answers to questions have the title of their plan.
    """

    plan: Plan
    number: int = 1
    file: str = ""


@dataclass(frozen=True, eq=False)
class Subject:
    """A simulation to be compared, what it is called, how often it is done, and its goal, if there is one."""

    title: str
    kind: Kind
    simulation: Simulation
    goal: Goal | None = None
    cautions: tuple[Caution, ...] = ()
    visits: Visits = ONE_VISIT


Comparable: TypeAlias = Simulation | Plan | Chosen | TreatmentCase | Published


@dataclass(frozen=True, eq=False)
class Place:
    """The skin in which a published treatment is simulated, for want of its own; beside a course it is one.

    ``goal`` says how many visits a course has whose source does not tell; None beside a single visit.
    """

    skin: Skin
    condition: Condition
    history: tuple[str, ...] = ()
    settings: Settings | None = None
    goal: Goal | None = None


def subject_of(one: Comparable, place: Place | None, library: Library) -> Subject:
    """Simulate what is to be compared, unless it is there.

    Parameters
    ----------
    one : Simulation, Plan, Chosen, TreatmentCase or Published
        What is compared; of a plan, its first.
    place : Place, optional
        Where a published treatment is done.
    library : Library
        What the library states.

    Raises
    ------
    InputError
        If a plan has no such option, or its source does not say enough of a published treatment.
    """
    if isinstance(one, Simulation):
        return Subject(_named(one), "run", one, cautions=one.cautions)
    if isinstance(one, TreatmentCase):
        found = simulate(one.skin, one.treatment, one.condition, one.settings, library=library)
        return Subject(one.title, "case", replace(found, title=one.title, date=one.date), cautions=found.cautions)
    if isinstance(one, Published):
        return _published(one, place, library)
    return _option(one if isinstance(one, Chosen) else Chosen(one), library)


def place_of(one: Comparable) -> Place | None:
    """Where a published treatment is simulated that stands beside this one; None beside another published one."""
    if isinstance(one, Published):
        return None
    if isinstance(one, Simulation):
        return Place(one.skin, one.condition, one.treatment.history, one.settings)
    if isinstance(one, TreatmentCase):
        return Place(one.skin, one.condition, one.treatment.history, one.settings)
    plan = one.plan if isinstance(one, Chosen) else one
    history = () if plan.best is None else plan.best.treatment.history
    return Place(plan.skin, plan.condition, history, settings_of(plan), plan.goal)


def settings_of(plan: Plan) -> Settings:
    """Settings of a plan, before they are stretched by the days of a dose."""
    if plan.search.front is not None:
        return plan.search.front.case.settings
    if plan.best is None:
        return Settings()
    later = max((dose.time for dose in plan.best.treatment.doses if not dose.repeated), default=0.0)
    return replace(plan.best.settings, until=plan.best.settings.until - max(later, 0.0))


def _named(one: Simulation) -> str:
    pulse = one.treatment.pulse
    return one.title or f"{pulse.device or 'a pulse'} on {one.skin.site} {one.skin.phototype}"


def option_of(chosen: Chosen) -> Option:
    """The option that is meant.

    Raises
    ------
    InputError
        If the plan has no such option.
    """
    plan, number = chosen.plan, chosen.number
    every = (*plan.options, *plan.refused)
    if not every:
        raise InputError(f"the plan '{plan.title}' holds no option")
    if not 1 <= number <= len(every):
        raise InputError(f"the plan '{plan.title}' has options 1 to {len(every)}, and no option {number}")
    return every[number - 1]


def case_of(chosen: Chosen) -> TreatmentCase:
    """What is asked of a simulation of the first visit of an option.

    Raises
    ------
    InputError
        If the plan has no such option.
    """
    plan, option = chosen.plan, option_of(chosen)
    return TreatmentCase(
        title=_titled(chosen), skin=plan.skin, condition=plan.condition, device=option.device,
        treatment=option.treatment, settings=followed(settings_of(plan), option.treatment),
    )  # fmt: skip


def _titled(chosen: Chosen) -> str:
    return f"{chosen.file or chosen.plan.title}, option {chosen.number}"


def _option(chosen: Chosen, library: Library) -> Subject:
    plan, option, title = chosen.plan, option_of(chosen), _titled(chosen)
    visits = Visits(option.sessions, option.interval) if option.sessions > 1 else ONE_VISIT
    if plan.best is not None and option.treatment == plan.best.treatment:
        return Subject(title, "plan", plan.best, plan.goal, plan.cautions, visits)
    settings = followed(settings_of(plan), option.treatment)
    found = simulate(plan.skin, option.treatment, plan.condition, settings, library=library)
    return Subject(title, "plan", replace(found, title=title), plan.goal, found.cautions, visits)


def _published(one: Published, place: Place | None, library: Library) -> Subject:
    if place is None:
        text = "two published treatments have no skin of their own; name a case file whose skin they are done in"
        raise InputError([Fault("--skin", text)])
    if one.unstated:
        text = f"its source gives no {' and no '.join(one.unstated)}, so that it cannot be simulated"
        raise InputError([Fault(one.name, text)])
    treatment = published_treatment(one, (place.skin, place.condition), place.history, library)
    settings = followed(place.settings or Settings(), treatment)
    found = simulate(place.skin, treatment, place.condition, settings, library=library)
    told: tuple[Caution, ...] = found.cautions
    if one.filled:
        text = f"{one.title}: its source does not give {', '.join(one.filled)}; they are filled in."
        told = (Caution(stage="comparison", text=text), *told)
    count, interval = (1, 0.0) if place.goal is None else published_visits(one, place.goal)
    visits = Visits(count, interval) if count > 1 else ONE_VISIT
    return Subject(one.title, "published treatment", replace(found, title=one.title), cautions=told, visits=visits)
