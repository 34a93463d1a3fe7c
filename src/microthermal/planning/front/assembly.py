"""A plan from a front: candidates are searched, those that are shown simulated in full and under every scenario."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from microthermal.catalog.library import Library
from microthermal.parallel.processes import RunAll, executor
from microthermal.planning.beside.without_laser import no_laser, without_laser
from microthermal.planning.case import PlanCase
from microthermal.planning.converse.conflicts import conflict_of
from microthermal.planning.design.candidates import Candidate, goal_course
from microthermal.planning.design.decoding import Decoder
from microthermal.planning.design.protocols import Protocol, protocols_of
from microthermal.planning.design.space import check_space, variables_of
from microthermal.planning.engine.dominance import spread_out
from microthermal.planning.engine.journal import opened
from microthermal.planning.engine.sms_emoa import Engine, require
from microthermal.planning.evaluate import in_full as exact
from microthermal.planning.evaluate import quickly
from microthermal.planning.front.objectives import objectives_of
from microthermal.planning.front.records import Evaluations, Front
from microthermal.planning.front.robust import robust_option
from microthermal.planning.front.scenarios import course_scenarios, few_outcome, in_turn, outcome_under
from microthermal.planning.front.search import Searched, searched
from microthermal.planning.front.starts import starts_of
from microthermal.planning.records import Comparison, Option
from microthermal.quantity import Array, amended
from microthermal.simulation.many import for_workers
from microthermal.simulation.stamp import stamp

Tell = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Found:
    """What a search for a front brings: options in full, published treatments as courses, and all that was seen."""

    options: tuple[Option, ...]
    published: tuple[Comparison, ...]
    front: Front


def front_of_case(case: PlanCase, workers: int, tell: Tell, library: Library, state: Path | None = None) -> Found:
    """Search a case, and simulate in full what is shown.

    Parameters
    ----------
    case : PlanCase
        Its search is one for a front.
    workers : int
        Processes that simulate side by side; the answer does not depend on it.
    tell : callable
        Told of finished steps, of all, and of what was done.
    library : Library
        What the library states.
    state : Path, optional
        File that holds what was tried so far: a search that was stopped goes on from it, and ends the same.

    Raises
    ------
    InputError
        If the engine is not installed, the ends of a variable are offered by no device, or the file of the state is
        that of another search.
    """
    require()
    search: Any = case.search
    variables = variables_of(case, search.variables)
    check_space(case, variables, library)
    decoder = Decoder(case, variables, library)
    protocols = protocols_of(case, search.protocols, decoder, library)
    steps = search.evaluations + len(protocols) + (search.shown + len(case.drugs) + 2) * _SCENARIOS
    with executor(workers) as run_all:
        work = Work(case, run_all, for_workers(library, workers), library)
        problem = Searched(
            case, decoder, objectives_of(case.goal), run_all, work.carried, opened(_asked(case, library), state)
        )
        tell(0, steps, "candidates")
        engine = Engine(search.evaluations, search.population, case.settings.seed)
        places = [one.place for one in protocols if one.place is not None and one.starts]
        seeds = np.array(places).reshape(len(places), len(decoder.free))
        found = searched(problem, seeds, engine, lambda count: tell(count, steps, "candidates"))
        done = len(found.ended)
        published = work.judged(protocols)
        tell(done + len(protocols), steps, "published treatments")
        shown = _shown(found, search.shown)
        chosen = [decoder.candidate(found.places[place]) for place in shown]
        every = [*chosen, *(one for one in _without_laser(case, decoder) if one not in chosen)]
        begun = done + len(protocols)
        left = begun + sum(2 + len(course_scenarios(one, library)) for one in every)  # now it is known
        options = work.in_full(every, lambda count, text: tell(begun + count, left, text))
    front = Front(
        case=case, variables=variables, objectives=problem.objectives_held, evaluations=found,
        starts=starts_of(protocols, published, found, problem.objectives_held),
        shown=tuple(int(place) for place in shown),
    )  # fmt: skip
    marked = tuple(amended(one, front=number < len(chosen)) for number, one in enumerate(options))
    return Found(options=marked, published=published, front=front)


def _shown(found: Evaluations, most: int) -> Array:
    """Places of what is shown: of the lasers first, then of medicine alone, a third of them; the rest of either.

    Where no laser keeps every limit, the nearest one is shown: it says what it breaks.
    """
    lasers, others = (found.front[found.lasered[found.front] == kind] for kind in (1.0, 0.0))
    with_laser = spread_out(found.losses, lasers, most - min(len(others), most // 3))
    alone = spread_out(found.losses, others, most - len(with_laser))
    conflict = None if len(lasers) else conflict_of(found)
    nearest = [] if conflict is None else [conflict.candidate]
    return np.array([*with_laser, *nearest, *alone], dtype=np.int64)


# Steps of one option, for the progress alone.
_SCENARIOS = 20


def _asked(case: PlanCase, library: Library) -> str:
    """Digest of all that a search depends on; how many candidates it tries is not among it, so that it can go on."""
    search: Any = case.search
    every = amended(search, evaluations=1, shown=1)
    inputs = (case.skin, case.condition, case.goal, case.settings, *case.devices, *case.drugs, *case.topicals, every)
    return stamp(inputs, case.history, case.settings.seed, library).digest


def _without_laser(case: PlanCase, decoder: Decoder) -> list[Candidate]:
    """Nothing, what is laid on at home, and each drug alone, as often as the goal has visits."""
    device = case.devices[0]
    pulse = case.search.pulses(device, decoder.library)[0]
    return [goal_course(case.goal, no_laser(device), one) for one in without_laser(case, pulse)]


@dataclass(frozen=True)
class Work:
    """What runs simulations side by side for one case."""

    case: PlanCase
    run_all: RunAll
    carried: Any
    library: Library

    def judged(self, protocols: tuple[Protocol, ...]) -> tuple[Comparison, ...]:
        """Protocols as they are, judged by the goal as candidates are."""
        known = [one for one in protocols if one.candidate is not None]
        work: list[Any] = [(_quickly, (self.case, one.candidate, self.carried), one.published.title) for one in known]
        answers = iter(self.run_all(work, lambda done, text: None))
        return tuple(
            Comparison(published=one.published, unsimulated=one.why)
            if one.candidate is None
            else Comparison(published=one.published, option=next(answers))
            for one in protocols
        )

    def in_full(self, every: list[Candidate], told: Callable[[int, str], None]) -> list[Option]:
        """Courses in full, with the bands of all their numbers."""
        scenarios = [course_scenarios(one, self.library) for one in every]
        work: list[Any] = []
        for one, turns in zip(every, map(in_turn, scenarios), strict=True):
            work += [
                (exact, (self.case, one, self.carried), "in full"),
                (few_outcome, (self.case, one, self.carried), "few"),
            ]
            work += [(outcome_under, (self.case, one, scenario, self.carried), scenario.name) for scenario in turns]
        answers = iter(self.run_all(work, told))
        options = []
        for its in scenarios:
            whole, few = next(answers), next(answers)
            found = {scenario.name: next(answers) for scenario in in_turn(its)}
            under = {scenario.name: found[scenario.name] for scenario in its}
            options.append(robust_option(self.case, whole, few, under, self.library))
        return options


def _quickly(case: PlanCase, one: Candidate, library: Library) -> Option:
    found = quickly(case, one, library)
    return robust_option(case, found, found.outcome, {}, library)
