"""Every number of every example, moved by a ten-millionth on a frozen grid and photon stream: nothing jumps.

Three stages are moved apart, so that none is computed for what it does not feel: zone, field and lattice follow skin,
pulse, cooling and pattern; delivery and healing follow doses, drugs and the condition; the judgement of a fixed list of
candidates follows aims and limits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.verification.posedness import found_in, frozen_grid, inputs, moved, shaken, worst

from microthermal import catalog
from microthermal.cases.treatment import read_treatment_case
from microthermal.delivery.mechanisms.unit_cell import COARSE
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.documents import read_toml
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.treatment import Treatment
from microthermal.planning.case import PlanCase, read_plan_case
from microthermal.planning.design.candidates import Candidate
from microthermal.planning.design.courses import candidate_of
from microthermal.planning.evaluate import option
from microthermal.planning.ranking import ranked
from microthermal.planning.records import Option, Outcome
from microthermal.planning.window.verdicts import outcome
from microthermal.simulation.chain import simulate
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.field_run import run_field
from microthermal.simulation.records import Simulation, ZoneRun
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.zones import injury, lattice

EXAMPLES = Path(__file__).parents[2] / "examples"
SINGLE = ("cheek", "daily_minoxidil", "injection_day", "train_with_cryogen")
PLANS = tuple(sorted(path.stem for path in EXAMPLES.glob("*.toml") if {"goal", "goals"} & set(read_toml(path))))
SIZE, PHOTONS = 1e-7, 3200
DAY = 86400.0

# How far outputs may move, as a fraction of their scale, when one input (or one group of them) moves by a
# ten-millionth.
SENSITIVITY = {
    # A burden grows by its activation energy over R T, 100 to 250 times faster than a temperature, and steep borders
    # of it are read off cells; a slope or a shell is a difference of two such readings, and now and then a step of heat
    # is another than before, within its tolerance: a thousand times the move of the input.
    "usual": 1e-4,
    # A ten-millionth of an absolute temperature is 3e-5 K, a hundred times more as a fraction of a rise of a few
    # kelvin; blood takes up what is left of the difference of two such temperatures.
    "kelvin": 1e-4,
    # Of 3200 photons one or two pass a border, or are scattered, on the other side: each carries 1 / 3200 of the pulse,
    # and the farthest ring, from which the field of other zones is reckoned, holds a twentieth of the light.
    "photon": 20.0 / PHOTONS,
    # Courses of persons are followed to a relative error of a millionth a step; a dose moves what it does in
    # proportion, and the fall of T cells is a difference of two such levels.
    "weeks": 5e-5,
    # A score is the weighted fraction of the way from zero to target, a risk that of a limit: where the ends of an
    # aim lie near each other beside their size, or a lower limit is missed by far, a move is felt up to ten times.
    "judgement": 1e-6,
}


@dataclass(frozen=True)
class Case:
    """One treatment of one example with what it resolves to, and settings that make it quick."""

    skin: Skin
    condition: Condition
    treatment: Treatment
    settings: Settings
    plan: PlanCase | None = None


def _settings(scatters: bool) -> Settings:
    light = MonteCarlo(photons=PHOTONS, threads=1) if scatters else None
    return Settings(
        cell=3e-5, relaxation=0.03, numerical_error=False, warm_start=False, deposition=light, needle=COARSE,
        until=60 * DAY, persons=8,
    )  # fmt: skip


@cache
def case_of(example: str) -> Case:
    if example in SINGLE:
        read = read_treatment_case(EXAMPLES / f"{example}.toml")
        return Case(read.skin, read.condition, _small(read.treatment), _settings(not read.device.ablative))
    plan = read_plan_case(EXAMPLES / f"{example}.toml")
    device = plan.devices[0]
    pulse = plan.search.pulses(device)[:2][-1]  # a front has no list of pulses, and gives one
    settings = _settings(not device.ablative)
    run = run_zone(affected(plan.skin, plan.condition), pulse, device.cooling, settings)
    pattern = plan.search.patterns(device, pulse, run.zone)[0]
    doses = list(plan.search.doses(plan.drugs, plan.skin, plan.condition))[-1]
    treatment = Treatment(pulse=pulse, pattern=pattern, cooling=device.cooling, doses=(*doses, *plan.topicals))
    return Case(plan.skin, plan.condition, _small(treatment), settings, plan)


def _small(treatment: Treatment) -> Treatment:
    """The same on a quarter of a square centimetre, whose zones are summed sooner."""
    return replace(treatment, pattern=replace(treatment.pattern, area=2.5e-5))


@cache
def first_run(example: str) -> tuple[ZoneRun, Any]:
    case = case_of(example)
    skin = affected(case.skin, case.condition)
    run = run_zone(skin, case.treatment.pulse, case.treatment.cooling, case.settings)
    return run, run_field(run, skin, case.treatment, case.settings)


def struck(example: str, skin: Skin, treatment: Treatment) -> dict[str, np.ndarray]:
    """What the laser does: zone, field, lattice and injury, on the grid of the example."""
    case = case_of(example)
    diseased = affected(skin, case.condition)
    with frozen_grid(first_run(example)[0]):
        run = run_zone(diseased, treatment.pulse, treatment.cooling, case.settings)
    warmth = run_field(run, diseased, treatment, case.settings)
    laid = lattice(run.zone, treatment.pattern, treatment.pulse, run.damage, warmth)
    return found_in(lattice=laid, injury=injury(run.damage, laid, diseased), balance=run.balance)


def of_the_laser(case: Case) -> Iterator[tuple[str, str, Skin, Treatment]]:
    """Name and kind of each move, the moved skin and treatment; of a layer what belongs together is moved by chance."""
    scatters = isinstance(case.settings.deposition, MonteCarlo)
    light = "photon" if scatters else "usual"
    groups: dict[str, list[Any]] = {}
    for path in inputs(case.skin):
        if path[0] == "follicle":
            continue
        heat = path[0] == "layers" and path[2] == "thermal"
        name = f"{path[1]} {'heat' if heat else 'light'}" if path[0] == "layers" else str(path[0])
        groups.setdefault(name, []).append(path)
    for name, paths in groups.items():
        kind = "kelvin" if "temperature" in name else ("usual" if "heat" in name else light)
        yield name, kind, shaken(case.skin, paths, SIZE), case.treatment
    treatment = replace(case.treatment, doses=())
    for path in inputs(treatment):
        kind = "kelvin" if path[-1] == "temperature" else (light if path[-1] == "wavelength" else "usual")
        yield ".".join(map(str, path)), kind, case.skin, moved(treatment, path, 1.0 + SIZE)


@pytest.mark.parametrize("example", SINGLE + PLANS)
def test_what_the_laser_does_follows_every_input(example: str) -> None:
    case = case_of(example)
    before = struck(example, case.skin, case.treatment)
    failed, names = {}, []
    for name, kind, skin, treatment in of_the_laser(case):
        names.append(name)
        if told := worst(before, struck(example, skin, treatment), SENSITIVITY[kind]):
            failed[name] = told[:3]
    assert {"pulse.energy", "pattern.density", "surface_temperature"} <= set(names)
    assert not failed


def followed(example: str, condition: Condition, treatment: Treatment) -> Simulation:
    """The weeks after, from the zone and the field of the example."""
    case, (run, warmth) = case_of(example), first_run(example)
    return simulate(
        case.skin, treatment, condition, case.settings, lambda *asked: run, lambda *asked: warmth
    )  # fmt: skip


def told(simulation: Simulation) -> dict[str, np.ndarray]:
    """All metrics with their bands, and every delivery; but not what a delivery tells of its own error."""
    metrics = {
        f"{result.metric}.{end}": np.array(getattr(result.estimate, end))
        for result in outcome(simulation).results
        for end in ("value", "low", "high")
    }
    deliveries = found_in(delivery=simulation.deliveries)
    return metrics | {
        name: value for name, value in deliveries.items() if ".dose." not in name and ".error" not in name
    }


def of_the_weeks(case: Case) -> Iterator[tuple[str, Condition, Treatment]]:
    """Name of each move, the moved condition and treatment; drug and condition are each moved as a whole by chance."""
    # Where a condition says how thick the dermis is, the factor stays 1.
    stated = case.condition.dermis_thickness is not None
    own = [path for path in inputs(case.condition) if not (stated and path[0] == "thickness_factor")]
    yield "condition", shaken(case.condition, own, SIZE), case.treatment
    for number, dose in enumerate(case.treatment.doses):
        mine = [path for path in inputs(dose) if "bounds" not in path or path[-1] == "permeability"]
        drug = shaken(dose, [path for path in mine if path[0] == "drug"], SIZE)
        for name, new in [("drug", drug), *((str(p[0]), moved(dose, p, 1.0 + SIZE)) for p in mine if p[0] != "drug")]:
            doses = (*case.treatment.doses[:number], new, *case.treatment.doses[number + 1 :])
            yield f"doses.{number}.{name}", case.condition, replace(case.treatment, doses=doses)


@pytest.mark.parametrize("example", SINGLE + PLANS)
def test_the_weeks_after_follow_every_input(example: str) -> None:
    case = case_of(example)
    before = told(followed(example, case.condition, case.treatment))
    failed = {}
    for name, condition, treatment in of_the_weeks(case):
        after = told(followed(example, condition, treatment))
        if found := worst(before, after, SENSITIVITY["weeks"], least=1e-6):
            failed[name] = found[:4]
    assert not failed


@cache
def candidates(example: str) -> tuple[PlanCase, tuple[Option, ...]]:
    """A fixed list of options of a plan: two pulses of its first device, sparse and dense, injected or not."""
    case = case_of(example)
    plan = case.plan
    assert plan is not None
    device = plan.devices[0]
    skin = affected(plan.skin, plan.condition)
    found = []
    for pulse in plan.search.pulses(device)[:2]:
        run = run_zone(skin, pulse, device.cooling, case.settings)
        patterns = plan.search.patterns(device, pulse, run.zone)
        rounds = list(plan.search.doses(plan.drugs, plan.skin, plan.condition))
        for pattern in (patterns[0], patterns[-1]):
            for doses in (rounds[0], rounds[-1]):
                treatment = Treatment(pulse=pulse, pattern=pattern, cooling=device.cooling, doses=doses)
                one = simulate(plan.skin, treatment, plan.condition, case.settings, lambda *asked, run=run: run)
                found.append(
                    option(plan, Candidate(device=device, treatment=treatment), outcome(one), catalog.library())
                )
    return plan, tuple(found)


def judged_again(plan: PlanCase, options: tuple[Option, ...], outcomes: list[Outcome]) -> tuple[Option, ...]:
    library = catalog.library()
    return tuple(option(plan, candidate_of(one), found, library) for one, found in zip(options, outcomes, strict=True))


@pytest.mark.parametrize("example", PLANS)
def test_the_judgement_of_fixed_candidates_follows_goal_and_outcome(example: str) -> None:
    plan, options = candidates(example)
    outcomes = [one.outcome for one in options]
    goals = [moved(plan.goal, path, 1.0 + SIZE) for path in inputs(plan.goal)]
    moves = [(replace(plan, goal=goal), outcomes) for goal in goals]
    for seed in range(5):
        shaky = [
            Outcome(results=tuple(shaken(result, inputs(result), SIZE, seed) for result in each.results))
            for each in outcomes
        ]
        moves.append((plan, shaky))
    order = [options.index(one) for one in plain(ranked(options))]
    for case, results in moves:
        again = judged_again(case, options, results)
        assert [again.index(one) for one in plain(ranked(again))] == order
        for one, other in zip(options, again, strict=True):
            assert [verdict.state for verdict in one.verdicts] == [verdict.state for verdict in other.verdicts]
            assert abs(one.score - other.score) <= SENSITIVITY["judgement"]
            assert abs(one.risk - other.risk) <= SENSITIVITY["judgement"] * max(1.0, one.risk)


def plain(found: tuple[tuple[Option, ...], tuple[Option, ...]]) -> list[Option]:
    """Options in the order of a plan, without the mark of the front."""
    return [replace(one, front=False) for group in found for one in group]
