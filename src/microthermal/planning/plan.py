"""Planning: a goal and a skin become a ranked plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from microthermal.catalog.library import Library
from microthermal.catalog.library import library as installed
from microthermal.domain.inputs.goal import Goal
from microthermal.domain.inputs.laser import Device, Pulse
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.treatment import Treatment
from microthermal.domain.results.caution import Caution
from microthermal.parallel.processes import executor
from microthermal.planning.case import PlanCase
from microthermal.planning.evaluate import again, banded, evaluate, respread
from microthermal.planning.goal_cautions import goal_cautions
from microthermal.planning.ranking import ranked
from microthermal.planning.reasons import laser, option_reasons, plan_reasons, strengths
from microthermal.planning.records import Judgement, Option, Outcome, Plan, Searched
from microthermal.planning.searches import Search, search
from microthermal.planning.window.calendar import calendar
from microthermal.planning.window.judgement import judged, under_scenarios
from microthermal.planning.window.limits import check_goal
from microthermal.planning.window.verdicts import outcome
from microthermal.quantity import check_kinds
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation
from microthermal.simulation.scenarios import scenarios_of
from microthermal.simulation.settings import Settings
from microthermal.simulation.stamp import stamp
from microthermal.units import show

# Called with the number of finished steps, the number of all steps, and what was just done.
Progress: TypeAlias = Callable[[int, int, str], None]
_FINALISTS = 4
_KEPT = 400
# Energy [J] and density [1/m²] of a sham treatment, the least allowed: the skin warms by less than a microkelvin.
_NO_ENERGY, _NO_DENSITY = 1e-9, 1e4


def plan(
    skin: Skin,
    goal: Goal,
    devices: list[Device],
    drugs: tuple[str, ...] | None = None,
    method: Search | None = None,
    settings: Settings | None = None,
    library: Library | None = None,
) -> Plan:
    """Find and rank treatments that reach a goal inside the therapeutic window.

    Parameters
    ----------
    skin : Skin
        Skin to be treated.
    goal : Goal
        Aims, limits, starting condition.
    devices : list of Device
        Devices at hand.
    drugs : tuple of str, optional
        Names of the drugs allowed; those of the goal if left out.
    method : Search, optional
        How candidates are chosen; a full grid if left out.
    settings : Settings, optional
        Methods and resolution.
    library : Library, optional
        What the library states; the installed one, as it is now, if left out. Nothing else is read.

    Returns
    -------
    Plan
        Options best first; the best one simulated in full, with the band of its metrics over scenarios.
    """
    check_kinds(skin=(skin, Skin), goal=(goal, Goal), settings=(settings, Settings), library=(library, Library))
    library, names = library or installed(), goal.drugs if drugs is None else drugs
    case = PlanCase(
        title=goal.title, skin=skin, goal=goal, condition=library.record("condition", goal.condition),
        devices=tuple(devices), drugs=tuple(library.record("drug", name) for name in names),
        search=method or search["grid"](), settings=settings or Settings(),
    )  # fmt: skip
    return plan_of(case, library=library)


def plan_of(case: PlanCase, workers: int = 1, progress: Progress | None = None, library: Library | None = None) -> Plan:
    """Plan for a case; the same answer for any number of workers.

    Parameters
    ----------
    case : PlanCase
        What is asked for.
    workers : int, optional
        Processes that simulate candidates side by side.
    progress : callable, optional
        Told of every step that is finished.
    library : Library, optional
        What the library states; the installed one, as it is now, if left out.

    Raises
    ------
    InputError
        If the goal asks for a metric that does not exist, or not in its unit.
    """
    check_goal(case.goal)
    tell, library = progress or (lambda done, steps, text: None), library or installed()
    pulses = [(device, pulse) for device in case.devices for pulse in case.search.pulses(device, library)]
    ends = [scenarios_of(pulse, library) for _, pulse in pulses]
    steps = len(pulses) + _FINALISTS * max(map(len, ends)) + 1
    tell(0, steps, "candidates")
    with executor(workers) as run_all:
        tries: list[Any] = [
            (evaluate, (case, device, pulse, library), f"{device.name}, {show(pulse.energy, 'J')}")
            for device, pulse in pulses
        ]
        groups = run_all(tries, lambda done, text: tell(done, steps, text))
        allowed, refused = ranked(tuple(item for group in groups for item in group))
        finalists = _distinct(allowed)
        repeats: list[Any] = [
            (banded, (case, finalist, scenario, library), f"{finalist.device.name}, {scenario.name}")
            for finalist in finalists
            for scenario in scenarios_of(finalist.treatment.pulse, library)
        ]
        others = run_all(repeats, lambda done, text: tell(len(pulses) + done, steps, text))
    answers, spread = iter(others), {}
    for finalist in finalists:
        under = tuple(next(answers) for _ in scenarios_of(finalist.treatment.pulse, library))
        spread[finalist] = respread(case, finalist, finalist.outcome, under, library)
    allowed, passed = ranked(tuple(spread.get(item, item) for item in allowed))
    tell(steps - 1, steps, "the first of the ranking in full, with its scenarios")
    allowed, refused, best, judgement = _confirmed(case, allowed, refused + passed, library)
    tell(steps, steps, "plan ready")
    names = dict.fromkeys(scenario.name for scenarios in ends for scenario in scenarios)
    left_out = _left_out(pulses, groups)
    return _assembled(
        case, allowed, refused, best, judgement, scenarios=tuple(names), left_out=left_out, library=library
    )


def _left_out(pulses: list[tuple[Device, Pulse]], groups: list[tuple[Option, ...]]) -> tuple[Caution, ...]:
    """Pulses whose device cannot be set to as few microbeams as were wanted, so that nothing was tried with them."""
    without = [
        f"{device.name} at {show(pulse.energy, 'J')}"
        for (device, pulse), group in zip(pulses, groups, strict=True)
        if not group
    ]
    if not without:
        return ()
    text = f"left out, because the least density that can be set gives more than was wanted: {', '.join(without)}"
    return (Caution(stage="planning", text=text),)


def _distinct(allowed: tuple[Option, ...]) -> tuple[Option, ...]:
    """The best options, one for each pulse: their bands are worth the time, and differ most."""
    chosen: dict[Any, Option] = {}
    for item in allowed:
        chosen.setdefault(item.treatment.pulse, item)
    return tuple(chosen.values())[:_FINALISTS]


def _confirmed(
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
        best = simulate(case.skin, chosen.treatment, case.condition, case.settings, library=library)
        others = under_scenarios(best)
        found = respread(case, chosen, outcome(best), tuple(outcome(other) for other in others), library)
        full[chosen.treatment] = best, judged(best, others, case.goal)
        rest = tuple(item for item in (*allowed, *refused) if item is not chosen)
        rest = tuple(again(case, item, library) if _sibling(item, chosen, full) else item for item in rest)
        allowed, refused = ranked((found, *rest))
    return allowed, refused, *(full[allowed[0].treatment] if allowed else (None, None))


def _sibling(item: Option, chosen: Option, full: dict[Treatment, Any]) -> bool:
    """Whether an option that was not simulated in full has the laser treatment of one that was."""
    return laser(item) == laser(chosen) and item.treatment not in full


def _untreated(case: PlanCase, options: tuple[Option, ...], library: Library) -> Outcome | None:
    """Metrics of the same skin with nothing done to it, by the same chain: a pass of next to no light."""
    if not options:
        return None
    first = options[0].treatment
    pulse = replace(first.pulse, energy=_NO_ENERGY, stack=1)
    pattern = replace(first.pattern, density=_NO_DENSITY, passes=1)
    nothing = Treatment(pulse=pulse, pattern=pattern, cooling=None)
    settings = replace(case.settings, numerical_error=False, warm_start=False)
    return outcome(simulate(case.skin, nothing, case.condition, settings, library=library))


def _assembled(
    case: PlanCase,
    allowed: tuple[Option, ...],
    refused: tuple[Option, ...],
    best: Simulation | None,
    judgement: Judgement | None,
    scenarios: tuple[str, ...],
    left_out: tuple[Caution, ...],
    library: Library,
) -> Plan:
    def explained(items: tuple[Option, ...]) -> tuple[Option, ...]:
        return tuple(replace(item, reasons=option_reasons(item, case.goal)) for item in items[:_KEPT])

    inputs = (case.skin, case.condition, case.goal, case.settings, *case.devices, *case.drugs)
    told = (*library.cautions(case.skin, case.condition), *library.unread)
    doubts = goal_cautions(case.goal, case.skin, case.condition, (*allowed, *refused))
    cautions: tuple[Caution, ...] = (*(best.cautions if best else told), *left_out, *doubts)
    asked = case.search.asked(case.drugs) * len(case.devices)
    untreated = _untreated(case, (*allowed, *refused), library)
    dates = calendar(best, judgement.outcome, case.goal, judgement.rules) if best and judgement else ()
    reasons = plan_reasons(
        allowed, refused, case.goal, asked, untreated, strengths((*allowed, *refused), case.condition, library)
    )
    return Plan(
        title=case.title, goal=case.goal, skin=case.skin, condition=case.condition, options=explained(allowed),
        refused=explained(refused), best=best, calendar=dates, search=Searched(scenarios=scenarios, asked=asked),
        reasons=reasons, cautions=cautions, date=case.date,
        judgement=judgement, untreated=untreated,
        stamp=stamp(inputs, (case.search.kind, *(best.stamp.methods if best else ())), case.settings.seed, library),
    )  # fmt: skip
