"""Scenarios of a course: skin, device and spot as for any plan; overlap, needle, clearance and healing beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from microthermal.catalog.library import Library
from microthermal.domain.inputs.medicine import Dose, Injection
from microthermal.healing.calibration.posterior import Posterior
from microthermal.planning.case import PlanCase
from microthermal.planning.design.candidates import Candidate
from microthermal.planning.design.courses import course_outcome, visits_of
from microthermal.planning.design.following import FEW, quick
from microthermal.planning.design.space import opens_channels
from microthermal.planning.records import Outcome
from microthermal.quantity import amended
from microthermal.simulation.many import remembered_zone
from microthermal.simulation.scenarios import Scenario, changed, heated, scenarios_of
from microthermal.simulation.zone_run import ZoneRunner

# Groups of other persons: each has coefficients of healing from other draws of the posterior.
_GROUPS = 4
_HEALING = "healing "
# After so many half times of plugs a thousandth of the channels is open.
_HALVES = 10.0


@dataclass(frozen=True)
class CourseScenario:
    """Changes to a course: those of a scenario of light and heat, or of what comes after them.

    ``draws`` is the first draw of the posterior that the persons have; 0 is that of all plans. ``plug`` is the time
    until half of the channels are plugged [s]; 0 is the usual one.
    """

    name: str
    text: str
    light: Scenario | None = None
    scattered: bool = False
    shift: float = 0.0
    clearance: float = 1.0
    plug: float = 0.0
    draws: int = 0


def course_scenarios(one: Candidate, library: Library) -> tuple[CourseScenario, ...]:
    """Scenarios of a course: those of its pulse, if it has one, and those of its needle, its drug and of healing.

    Parameters
    ----------
    one : Candidate
        What is done.
    library : Library
        States how far each may lie from its nominal value.
    """
    found: list[CourseScenario] = []
    if not one.treatment.pulse.zoneless:
        found += [CourseScenario(each.name, each.text, each) for each in scenarios_of(one.treatment.pulse, library)]
        if one.treatment.pattern.layout != "random":
            found.append(CourseScenario("overlap", "microbeams fall at random, so that zones overlap", scattered=True))
    ends = library.ends.timing_ends
    if one.injection is not None:
        found += [
            CourseScenario("needle shallow", "the tip lies above where it was meant", shift=ends.depth_low),
            CourseScenario("needle deep", "the tip lies below where it was meant", shift=ends.depth_high),
        ]
    if one.treatment.doses:
        found += [
            CourseScenario("drug stays", "blood and lymph take the drug away slowly", clearance=ends.clearance_low),
            CourseScenario("drug leaves", "blood and lymph take the drug away fast", clearance=ends.clearance_high),
        ]
    if _meets_channels(one, _HALVES * ends.plug_high):
        found += [
            CourseScenario("channels close", "what exudes plugs the channels within minutes", plug=ends.plug_low),
            CourseScenario("channels stay", "channels stay open until new epidermis closes them", plug=ends.plug_high),
        ]
    draws = min((len(each.values) for each in library.posteriors.values()), default=0)
    groups = [number * FEW for number in range(1, _GROUPS + 1) if (number + 1) * FEW <= draws]
    text = "healing by other draws of what calibration leaves open"
    return (*found, *(CourseScenario(f"{_HEALING}{first // FEW}", text, draws=first) for first in groups))


def _meets_channels(one: Candidate, closed: float) -> bool:
    """Whether medicine is given before channels are closed [s]: it runs out of them, or enters through them."""
    early = any(0.0 <= dose.time < closed and not dose.repeated for dose in one.treatment.doses)
    return early and not one.treatment.pulse.zoneless and opens_channels(one.device)


def other_persons(name: str) -> bool:
    """Whether a scenario of this name is one of other persons."""
    return name.startswith(_HEALING)


def in_turn(scenarios: tuple[CourseScenario, ...]) -> list[CourseScenario]:
    """Scenarios in the order in which they run: first those that share the zone of the nominal case."""
    return sorted(scenarios, key=lambda one: (one.light is not None, one.scattered, one.draws))


def few_outcome(case: PlanCase, one: Candidate, library: Library) -> Outcome:
    """Outcome of a course in nominal skin over the few persons of the scenarios."""
    return course_outcome(visits_of(case, one, quick(case), library))


def outcome_under(case: PlanCase, one: Candidate, scenario: CourseScenario, library: Library) -> Outcome:
    """Outcome of a course under a scenario, told over few persons as those of any plan are."""
    settings, treatment, used, skin = quick(case), one.treatment, library, case.skin
    runner: ZoneRunner = remembered_zone
    if scenario.light is not None:
        skin, treatment, used = changed(scenario.light, skin, treatment, library)
        settings = heated(scenario.light, settings, treatment.pulse, used)
    else:
        # What light and heat do is that of the nominal case: the zone is shared, whatever else the library says.
        def runner(*asked: Any) -> Any:
            return remembered_zone(*asked[:4], library)

        used = _others(library, scenario.draws)
    bottom = skin.depth_of("dermis")[1]
    doses: tuple[Dose, ...] = tuple(_placed(_kept(dose, scenario), scenario, bottom) for dose in treatment.doses)
    pattern = amended(treatment.pattern, layout="random") if scenario.scattered else treatment.pattern
    if scenario.plug > 0.0 and hasattr(settings.needle, "plug"):  # a needle of a user's own may know no plugs
        settings = amended(settings, needle=amended(settings.needle, plug=scenario.plug))
    changed_one = amended(one, treatment=amended(treatment, doses=doses, pattern=pattern))
    return course_outcome(visits_of(amended(case, skin=skin), changed_one, settings, used, runner))


def _kept(dose: Dose, scenario: CourseScenario) -> Dose:
    """A dose whose drug leaves the skin as a scenario has it."""
    known, factor = dose.drug.kinetics, scenario.clearance
    kinetics = amended(known, clearance=known.clearance * factor, lymph=known.lymph * factor)
    return amended(dose, drug=amended(dose.drug, kinetics=kinetics))


def _placed(dose: Dose, scenario: CourseScenario, bottom: float) -> Dose:
    """A dose whose needle goes as deep as a scenario has it."""
    if not scenario.shift or not isinstance(dose, Injection):
        return dose
    return amended(dose, depth=min(max(dose.depth + scenario.shift, 2e-4), max(dose.depth, 1.1 * bottom)))


@lru_cache(maxsize=8)  # the same groups of persons for every treatment, found once
def _others(library: Library, first: int) -> Library:
    """Library whose posteriors begin with another draw, so that the same number of persons are others."""
    if first == 0:
        return library
    posteriors = {
        name: Posterior(names=each.names, values=each.values[first:]) for name, each in library.posteriors.items()
    }
    return amended(library, posteriors=posteriors)
