"""The six plans of the examples at the setting that each chose, asked again with one number of the library moved."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from chores.numbers.values import Value
from microthermal.catalog.library import Library
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.inputs.goal import Goal
from microthermal.domain.inputs.medicine import Dose
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.planning.case import PlanCase, read_plan_case
from microthermal.planning.design.candidates import Candidate, goal_course
from microthermal.planning.design.courses import course_outcome, visits_of
from microthermal.planning.design.following import quick
from microthermal.planning.records import Outcome
from microthermal.planning.window.limits import limits_of
from microthermal.planning.window.verdicts import reached, verdicts
from microthermal.simulation.records import ZoneRun
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_candidate

ROOT: Final = Path(__file__).parents[2]
PLANS: Final = (
    "keloid", "alopecia_areata", "androgenetic_alopecia", "hypertrophic_scar", "acne_scar", "inflammation_control",
)  # fmt: skip
# Kinds whose numbers the zone of a device that is given does not ask for.
_AFTER: Final = ("drug", "goal", "healing", "figures", "limits", "rules", "targets", "published", "scope")
# Figures that metrics of a nominal course ask for; others move its bands, its dates or its pages.
_SCORES: Final = (
    "figures/scores",
    "figures/pain",
    "figures/pigment_classes",
    "figures/pigment_levers",
    "figures/pigment_risk",
)
_CELL, _PHOTONS = 3e-5, 8000
_OPTION = re.compile(
    r"options/(?P<device>\w+) (?P<energy>[\d.e+-]+) mJ (?P<duration>[\d.e+-]+) ms, (?P<density>[\d.e+-]+) /cm2 x "
    r"(?P<passes>\d+), (?:no dose|(?P<drug>\w+) day (?P<day>[\d.e+-]+))/rank = (?P<rank>\d+)"
)


class Chosen(NamedTuple):
    """A plan and its best option with a laser, as the stored summary of the example names it."""

    name: str
    case: PlanCase
    device: str
    energy: float
    duration: float
    density: float
    passes: int
    drug: str
    day: float


class Told(NamedTuple):
    """How far each aim is reached, in the order of the goal, and the states of all limits."""

    aims: tuple[float, ...]
    states: tuple[str, ...]
    metrics: dict[str, float]


def chosen(name: str) -> Chosen:
    """The best option with a laser of an example.

    Raises
    ------
    ValueError
        If the stored summary names none.
    """
    text = (ROOT / "tests" / "summaries" / f"{name}.txt").read_text(encoding="utf-8")
    rows = [found for found in _OPTION.finditer(text) if found["device"] != "no_laser"]
    if not rows:
        raise ValueError(f"the summary of {name} names no option with a laser")
    best = min(rows, key=lambda row: int(row["rank"]))
    return Chosen(
        name, read_plan_case(ROOT / "examples" / f"{name}.toml"), best["device"], float(best["energy"]) * 1e-3,
        float(best["duration"]) * 1e-3, float(best["density"]) * 1e4, int(best["passes"]), best["drug"] or "",
        float(best["day"] or 0.0) * 86400.0,
    )  # fmt: skip


def hangs_on(plan: Chosen, value: Value, library: Library) -> bool:
    """Whether a plan may hang on a value at its setting: one of its own entries, of its laws, of its scores."""
    site, drug = plan.case.skin.site, (f"drug/{plan.drug}",) if plan.drug else ()
    device: Any = library.entries[f"device/{plan.device}"].record
    laws = tuple(f"law/{name}" for name in library.default_laws.values())
    entry = f"{value.kind}/{value.name}"
    if value.kind == "law":
        return entry in laws and value.row.path in ("frequency", "energy")
    own = (
        f"site/{site}", "phototypes/phototypes", "optics/optics", f"device/{plan.device}", *drug,
        f"removal/{device.removal}", f"condition/{plan.case.condition.name}", plan.case.goal.origin, *_SCORES,
    )  # fmt: skip
    return entry in own or value.kind == "healing"


class Asking:
    """Asks one plan of libraries that differ from a base in one number; zones that cannot differ are taken over."""

    def __init__(self, plan: Chosen, base: Library) -> None:
        self.plan, self.base = plan, base
        self._zones: dict[Any, ZoneRun] = {}
        self.usual = self.told(base, None)

    def told(self, library: Library, value: Value | None) -> Told:
        """What the option comes to, by the library with a value moved; None asks the base."""
        case, one, settings = self._of(library)
        runner = self._taken if value is None or value.kind in _AFTER else run_candidate
        found = course_outcome(visits_of(case, one, settings, library, zone_runner=runner))
        return _told(found, case, one, library)

    def influence(self, library: Library, value: Value) -> tuple[float, str, float]:
        """How far the aims move, by the weights of the goal, 0 to 1; the metric that moves most, and how far."""
        there = self.told(library, value)
        goal: Goal = self.plan.case.goal
        weights = sum(aim.weight for aim in goal.aims)
        moves = [abs(a - b) for a, b in zip(self.usual.aims, there.aims, strict=True)]
        far = sum(aim.weight * move for aim, move in zip(goal.aims, moves, strict=True)) / weights
        names = dict.fromkeys(aim.metric for aim in goal.aims)
        worst = max(names, key=lambda name: _relative(self.usual.metrics[name], there.metrics[name]))
        by = _relative(self.usual.metrics[worst], there.metrics[worst])
        return far, worst if by > 0.0 else "", by

    def _taken(self, *asked: Any) -> ZoneRun:
        skin, pulse, cooling, settings = asked[:4]
        key = (skin, pulse, cooling, settings)
        if key not in self._zones:
            self._zones[key] = run_candidate(skin, pulse, cooling, settings, self.base)
        return self._zones[key]

    def _of(self, library: Library) -> tuple[PlanCase, Candidate, Settings]:
        """Case, course and settings with the records of a library."""
        plan, known = self.plan, library.entries
        names = {"skin": plan.case.skin.origin, "goal": plan.case.goal.origin, "condition": plan.case.condition.origin}
        records: dict[str, Any] = {field: known[origin].record for field, origin in names.items()}
        drugs = tuple(known[drug.origin].record for drug in plan.case.drugs)
        case = replace(plan.case, **records, drugs=drugs)
        device = known[f"device/{plan.device}"].record
        pulse = replace(device.exposure(energy=plan.energy), duration=plan.duration)
        settings = replace(quick(case), persons=0, cell=_CELL)
        if not device.ablative:
            settings = replace(settings, deposition=MonteCarlo(photons=_PHOTONS))
        pattern = Pattern(density=plan.density, passes=plan.passes, layout=device.basis.layout)
        doses = (*self._doses(case), *case.topicals)
        treatment = Treatment(pulse=pulse, pattern=pattern, cooling=device.cooling, doses=doses, history=case.history)
        return case, goal_course(case.goal, device, treatment), settings

    def _doses(self, case: PlanCase) -> tuple[Dose, ...]:
        """Doses of the option, as the search of its plan gives them."""
        wanted = [(self.plan.drug, self.plan.day)] if self.plan.drug else []
        every = case.search.doses(case.drugs, case.skin, case.condition)
        return next(doses for doses in every if [(one.drug.name, one.time) for one in doses] == wanted)


def _told(found: Outcome, case: PlanCase, one: Candidate, library: Library) -> Told:
    limits = limits_of(case.skin, case.condition, one.treatment.pulse, library, case.goal)
    return Told(
        tuple(reached(aim, found.of(aim.metric)) for aim in case.goal.aims),
        tuple(verdict.state for verdict in verdicts(found, limits)),
        {one.metric: one.estimate.value for one in found.results},
    )


def _relative(one: float, other: float) -> float:
    scale = max(abs(one), abs(other))
    return abs(one - other) / scale if scale > 0.0 else 0.0
