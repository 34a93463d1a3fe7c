"""Planning: a goal and a skin become a ranked plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from microthermal.catalog.library import Library
from microthermal.catalog.library import library as installed
from microthermal.domain.inputs.exposures import AnyDevice, Exposure
from microthermal.domain.inputs.goal import Goal
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.caution import Caution
from microthermal.parallel.processes import executor
from microthermal.planning.beside.disagreements import beside
from microthermal.planning.beside.published import compared, compared_in_full, published_for
from microthermal.planning.beside.weights import weighed
from microthermal.planning.beside.without_laser import no_laser, without_laser
from microthermal.planning.case import PlanCase
from microthermal.planning.design.candidates import goal_course
from microthermal.planning.design.doses import dose_faults
from microthermal.planning.evaluate import again, alternatives, banded, evaluate, respread
from microthermal.planning.finalists import FINALISTS, confirmed, finalists
from microthermal.planning.front.plan import course_cautions, front_plan
from microthermal.planning.goal_cautions import goal_cautions
from microthermal.planning.ranking import ranked
from microthermal.planning.reasons import option_reasons, plan_reasons, strengths
from microthermal.planning.records import Beside, Comparison, Judgement, Option, Plan, Searched
from microthermal.planning.searches import Search, search
from microthermal.planning.window.calendar import calendar
from microthermal.planning.window.limits import check_goal
from microthermal.quantity import check_kinds
from microthermal.simulation.many import for_workers
from microthermal.simulation.records import Simulation
from microthermal.simulation.scenarios import scenarios_of
from microthermal.simulation.settings import Settings
from microthermal.simulation.stamp import stamp
from microthermal.units import show

# Called with the number of finished steps, the number of all steps, and what was just done.
Progress: TypeAlias = Callable[[int, int, str], None]
_KEPT = 400


def plan(
    skin: Skin,
    goal: Goal,
    devices: list[AnyDevice],
    drugs: tuple[str, ...] | None = None,
    method: Search | None = None,
    settings: Settings | None = None,
    library: Library | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Find and rank treatments that reach a goal inside the therapeutic window.

    Parameters
    ----------
    skin : Skin
        Skin to be treated.
    goal : Goal
        Aims, limits, starting condition.
    devices : list of AnyDevice
        Devices at hand.
    drugs : tuple of str, optional
        Names of the drugs allowed; those of the goal if left out.
    method : Search, optional
        How candidates are chosen; a full grid if left out.
    settings : Settings, optional
        Methods and resolution.
    library : Library, optional
        What the library states; the installed one, as it is now, if left out. Nothing else is read.
    progress : callable, optional
        Told of every step that is finished, such as :func:`microthermal.notebook.bars.progress_bar`.

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
    return plan_of(case, progress=progress, library=library)


def plan_of(
    case: PlanCase,
    workers: int = 1,
    progress: Progress | None = None,
    library: Library | None = None,
    state: Path | None = None,
) -> Plan:
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
    state : Path, optional
        File from which a search for a front goes on if it was stopped; a grid has none.

    Raises
    ------
    InputError
        If the goal asks for a metric that does not exist, or not in its unit; if the engine of a search is not
        installed.
    """
    check_goal(case.goal)
    tell, library = progress or (lambda done, steps, text: None), library or installed()
    if case.search.kind == "front":
        return front_plan(case, workers, tell, library, state)
    pulses = [(device, pulse) for device in case.devices for pulse in case.search.pulses(device, library)]
    ends = [scenarios_of(pulse, library) for _, pulse in pulses]
    carried = for_workers(library, workers)
    tries: list[Any] = [
        *((evaluate, (case, *one, carried), f"{one[0].name}, {show(one[1].energy, 'J')}") for one in pulses),
        (alternatives, (case, *pulses[0], carried), "without laser"),
        *((compared, (case, one, carried), one.title) for one in published_for(case, library)),
    ]
    steps = len(tries) + (FINALISTS + 1) * (max(map(len, ends)) + 1) + 1
    tell(0, steps, "candidates")
    with executor(workers) as run_all:
        found = run_all(tries, lambda done, text: tell(done, steps, text))
        groups, published = found[: len(pulses) + 1], tuple(found[len(pulses) + 1 :])
        allowed, refused = ranked(tuple(item for group in groups for item in group))
        chosen = finalists(allowed, case.goal)
        repeats: list[Any] = []
        for finalist in chosen:
            name, ends_of = finalist.device.name, scenarios_of(finalist.treatment.pulse, library)
            # Those that are held against each other under scenarios are told over all persons.
            repeats.append((again, (case, finalist, carried), f"{name}, in full"))
            repeats += [(banded, (case, finalist, one, carried), f"{name}, {one.name}") for one in ends_of]
        steps = len(tries) + len(repeats) + 1
        others = run_all(repeats, lambda done, text: tell(len(tries) + done, steps, text))
    answers, spread = iter(others), {}
    for finalist in chosen:
        whole = next(answers)
        under = {scenario.name: next(answers) for scenario in scenarios_of(finalist.treatment.pulse, library)}
        spread[finalist] = respread(case, whole, finalist.outcome, under, library)
    allowed, passed = ranked(tuple(spread.get(item, item) for item in allowed))
    tell(steps - 1, steps, "the first of the ranking in full, with its scenarios")
    allowed, refused, best, judgement = confirmed(case, allowed, refused + passed, library)
    if allowed:
        published = compared_in_full(case, allowed[0], published, library)
    tell(steps, steps, "plan ready")
    names = dict.fromkeys(scenario.name for scenarios in ends for scenario in scenarios)
    return _assembled(
        case, allowed, refused, (best, judgement), published,
        scenarios=tuple(names), left_out=(*_left_out(pulses, groups), *_ungiven(case, pulses[0][1])), library=library,
    )  # fmt: skip


def _left_out(pulses: list[tuple[AnyDevice, Exposure]], groups: list[tuple[Option, ...]]) -> tuple[Caution, ...]:
    """Pulses whose device cannot be set to as few microbeams as were wanted, so that nothing was tried with them."""
    without = [
        f"{device.name} at {show(pulse.energy, 'J')}"
        for (device, pulse), group in zip(pulses, groups, strict=False)
        if not group
    ]
    if not without:
        return ()
    text = f"left out, because the least density that can be set gives more than was wanted: {', '.join(without)}"
    return (Caution(stage="planning", text=text),)


def _ungiven(case: PlanCase, pulse: Exposure) -> tuple[Caution, ...]:
    """Rounds of medicine that no candidate has, because they may not be given as often as the goal has visits."""
    device, faults = no_laser(case.devices[0]), {}
    for treatment in without_laser(case, pulse):
        for fault in dose_faults(case, goal_course(case.goal, device, treatment)):
            faults[fault.text] = Caution(stage="planning", text=f"left out, because {fault.text}", weight="warn")
    return tuple(faults.values())


def _beside(
    case: PlanCase, allowed: tuple[Option, ...], refused: tuple[Option, ...], published: tuple[Comparison, ...]
) -> Beside:
    """Untreated skin, published treatments against the first, and the first under other weights."""
    nothing = next((one.outcome for one in (*allowed, *refused) if one.nothing), None)
    if not allowed:
        return Beside(untreated=nothing, published=published)
    weighing = weighed(allowed, case.goal, case.settings.seed)
    return Beside(untreated=nothing, published=beside(allowed[0], published, case.goal), weighing=weighing)


def _assembled(
    case: PlanCase,
    allowed: tuple[Option, ...],
    refused: tuple[Option, ...],
    first: tuple[Simulation | None, Judgement | None],
    published: tuple[Comparison, ...],
    scenarios: tuple[str, ...],
    left_out: tuple[Caution, ...],
    library: Library,
) -> Plan:
    def explained(items: tuple[Option, ...]) -> tuple[Option, ...]:
        return tuple(replace(item, reasons=option_reasons(item, case.goal)) for item in items[:_KEPT])

    best, judgement = first
    inputs = (case.skin, case.condition, case.goal, case.settings, *case.devices, *case.drugs)
    told = (*library.cautions(case.skin, case.condition), *library.unread)
    doubts = goal_cautions(case.goal, case.skin, case.condition, (*allowed, *refused))
    cautions: tuple[Caution, ...] = (*(best.cautions if best else told), *course_cautions(allowed), *left_out, *doubts)
    asked = case.search.asked(case.drugs) * len(case.devices)
    stands = _beside(case, allowed, refused, published)
    # The skin needs longest after the last visit: it meets what is left of those before.
    dates = calendar(best, allowed[0].outcome, case.goal, judgement.rules) if best and judgement else ()
    given = strengths((*allowed, *refused), case.condition, library)
    reasons = plan_reasons(allowed, refused, case.goal, asked, stands, given)
    return Plan(
        title=case.title, goal=case.goal, skin=case.skin, condition=case.condition, options=explained(allowed),
        refused=explained(refused), best=best, calendar=dates, search=Searched(scenarios=scenarios, asked=asked),
        reasons=reasons, cautions=cautions, date=case.date,
        judgement=judgement, beside=stands,
        stamp=stamp(inputs, (case.search.kind, *(best.stamp.methods if best else ())), case.settings.seed, library),
    )  # fmt: skip
