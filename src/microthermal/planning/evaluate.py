"""One pulse tried in every pattern with every dose, each judged for the goal."""

from __future__ import annotations

from dataclasses import replace

from microthermal.catalog.library import Library
from microthermal.delivery.mechanisms.unit_cell import COARSE
from microthermal.domain.inputs.goal import Estimate
from microthermal.domain.inputs.laser import Device, Pulse
from microthermal.domain.inputs.medicine import Dose
from microthermal.domain.inputs.treatment import Treatment
from microthermal.planning.beside.without_laser import no_laser, without_laser
from microthermal.planning.case import PlanCase
from microthermal.planning.records import Option, Outcome, Result, ScenarioScore
from microthermal.planning.window.limits import limits_of
from microthermal.planning.window.rules import findings
from microthermal.planning.window.verdicts import outcome, reached, risk, score, verdicts
from microthermal.simulation.chain import simulate
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.many import remembered_field, remembered_zone
from microthermal.simulation.scenarios import Scenario, changed, heated, scenarios_of
from microthermal.simulation.settings import Settings

# Persons over whom candidates and scenarios are compared, the same for all; the chosen one is told over all persons.
FEW = 16


def evaluate(case: PlanCase, device: Device, pulse: Pulse, library: Library) -> tuple[Option, ...]:
    """Options of one pulse: its zone is simulated once, patterns and doses are then cheap.

    Parameters
    ----------
    case : PlanCase
        Skin, goal, drugs, search, settings.
    device : Device
        The device that gives the pulse.
    pulse : Pulse
        One pulse of the search.
    library : Library
        What the library states.
    """
    cooling = device.cooling
    run = remembered_zone(affected(case.skin, case.condition), pulse, cooling, quick(case).of_zone, library)
    options = []
    for pattern in case.search.patterns(device, pulse, run.zone, library):
        for injected in case.search.doses(case.drugs, case.skin, case.condition):
            doses: tuple[Dose, ...] = (*injected, *case.topicals)
            treatment = Treatment(pulse=pulse, pattern=pattern, cooling=cooling, doses=doses, history=case.history)
            options.append(quickly(case, device, treatment, library))
    return tuple(options)


def alternatives(case: PlanCase, device: Device, pulse: Pulse, library: Library) -> tuple[Option, ...]:
    """Options without laser, judged by the same chain: nothing, and each medicine alone."""
    device = no_laser(device)
    return tuple(quickly(case, device, treatment, library) for treatment in without_laser(case, pulse))


def quickly(case: PlanCase, device: Device, treatment: Treatment, library: Library) -> Option:
    """Option of one treatment, simulated as candidates are."""
    settings = followed(quick(case), treatment)
    found = simulate(case.skin, treatment, case.condition, settings, remembered_zone, remembered_field, library=library)
    return option(case, device, treatment, outcome(found), library)


def followed(settings: Settings, treatment: Treatment) -> Settings:
    """Settings by which a treatment is followed for as long after its last dose as others after their laser."""
    later = max((dose.time for dose in treatment.doses if not dose.repeated), default=0.0)
    return replace(settings, until=settings.until + later) if later > 0.0 else settings


def quick(case: PlanCase) -> Settings:
    """Candidates are compared without the numerical error, on coarse cells and over few persons, the same for all."""
    return replace(
        case.settings, numerical_error=False, warm_start=False, needle=case.settings.needle or COARSE,
        persons=min(case.settings.persons, FEW),
    )  # fmt: skip


def option(case: PlanCase, device: Device, treatment: Treatment, found: Outcome, library: Library) -> Option:
    """Option from an outcome, by the goal of a case and the limits and rules of a library."""
    judged = verdicts(found, limits_of(case.skin, case.condition, treatment.pulse, library, case.goal))
    return Option(
        device=device,
        treatment=treatment,
        outcome=found,
        verdicts=judged,
        score=score(found, case.goal),
        risk=risk(judged),
        rules=findings(case.skin, case.condition, treatment, found, library.rules),
    )


def banded(case: PlanCase, chosen: Option, scenario: Scenario, library: Library) -> Outcome:
    """Outcome of an option under one scenario."""
    skin, treatment, used = changed(scenario, case.skin, chosen.treatment, library)
    settings = heated(scenario, followed(quick(case), chosen.treatment), treatment.pulse, used)
    return outcome(simulate(skin, treatment, case.condition, settings, remembered_zone, library=used))


def with_band(nominal: Outcome, others: tuple[Outcome, ...]) -> Outcome:
    """Nominal outcome whose estimates span those of the scenarios."""
    results = []
    for result in nominal.results:
        every = [result.estimate, *(other.of(result.metric) for other in others)]
        low, high = min(each.low for each in every), max(each.high for each in every)
        estimate: Estimate = replace(
            result.estimate, low=low, high=high, high_beyond=any(each.high_beyond for each in every)
        )
        results.append(Result(metric=result.metric, estimate=estimate))
    return Outcome(results=tuple(results))


def again(case: PlanCase, known: Option, library: Library) -> Option:
    """A candidate simulated as the first of a plan is, with a warm start and on fine cells, in nominal skin."""
    settings = followed(replace(case.settings, numerical_error=False), known.treatment)
    found = simulate(
        case.skin, known.treatment, case.condition, settings, remembered_zone, remembered_field, library=library
    )
    return option(case, known.device, known.treatment, outcome(found), library)


def _of_light(case: PlanCase, library: Library) -> tuple[str, ...]:
    """Names of the scenarios of all devices of a case: each changes what light does, and nothing else."""
    pulses = (device.pulse(energy=device.energy.high) for device in case.devices)
    names = dict.fromkeys(scenario.name for pulse in pulses for scenario in scenarios_of(pulse, library))
    return tuple(names)


def respread(case: PlanCase, chosen: Option, nominal: Outcome, others: dict[str, Outcome], library: Library) -> Option:
    """An option judged anew by its nominal outcome and those under the scenarios, with the band of its score.

    Parameters
    ----------
    case : PlanCase
        Whose goal it is judged by.
    chosen : Option
        Device and treatment.
    nominal : Outcome
        In nominal skin.
    others : dict
        Outcome under each scenario, by its name; what has no laser keeps its own under all of them.
    library : Library
        Whose limits and rules it is judged by.
    """
    if not chosen.lasered:
        others = dict.fromkeys(_of_light(case, library), nominal)
    judged = option(case, chosen.device, chosen.treatment, with_band(nominal, tuple(others.values())), library)
    under = tuple(
        ScenarioScore(
            name=name, score=score(one, case.goal),
            reached=tuple(reached(aim, one.of(aim.metric)) for aim in case.goal.aims),
        )
        for name, one in others.items()
    )  # fmt: skip
    scores = [judged.score, *(one.score for one in under)]
    low, high, meaning = min(scores), max(scores), "how far the aims are reached"
    spread = Estimate(value=judged.score, low=low, high=high, unit="1", meaning=meaning, grade="scenario")
    return replace(judged, spread=spread, scenario_scores=under)
