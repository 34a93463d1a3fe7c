"""Delivery timed: one depot reduced and resolved, a bolus, a full timing curve of 30 days and 20 scenarios."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np

from microthermal import catalog
from microthermal.cases.treatment import read_treatment_case
from microthermal.delivery.bolus import inject
from microthermal.delivery.mechanisms import mechanism
from microthermal.delivery.mechanisms.unit_cell import COARSE, UnitCell
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.results.response import Perfusion
from microthermal.planning.injection_day.curve import DAY, days, deliver, laser_alone, timing, usual_goal
from microthermal.planning.injection_day.scenarios import timing_scenarios
from microthermal.simulation.chain import simulate

CASE = Path(__file__).parents[1] / "examples" / "injection_day.toml"
# Of one day of one scenario, before concentrations were bounded: all of it, and its depot alone [s].
# Both on two busy cores of an AMD EPYC (load 7), so that only runs under a like load compare.
BEFORE, DEPOT_BEFORE = 8.2e-3, 5.2e-3
REST = Perfusion(time=np.array([0.0, 1.0]), factor=np.ones(2))


def spent(action, repeats: int = 5) -> float:
    """Least CPU time of an action [s], after one that compiles."""
    action()
    times = []
    for _ in range(repeats):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times)


def depots() -> None:
    skin = catalog.skin("back_iii")
    for name in ("triamcinolone", "fluorouracil", "prp"):
        drug = catalog.drug(name)
        dose = Injection(drug=drug, concentration=drug.concentration, volume=1e-7, depth=1e-3, spacing=0.01, time=0.0)
        for title, way in (
            ("reduced", mechanism["needle"]()),
            ("resolved", UnitCell()),
            ("resolved, fine", UnitCell(width=2.5e-4, tolerance=0.01, first_step=1.0)),
            ("resolved, coarse", COARSE),
        ):
            took = spent(lambda way=way, dose=dose: way.deliver(dose, skin, None, REST, 60 * DAY))
            print(f"{name:<14} {title:<18} {1e3 * took:7.1f} ms CPU")
    print(f"{'bolus':<14} {'resolved':<18} {1e3 * spent(lambda: inject(dose, skin), 2):7.1f} ms CPU")


def curve(scenarios: int = 20, workers: int = 2) -> None:
    case = read_treatment_case(CASE)
    done = simulate(case.skin, case.treatment, case.condition, case.settings)
    goal, when = usual_goal(case.condition.name), days(-2 * DAY, 28 * DAY)
    timing(done, goal, when[:2], timing_scenarios(1))  # kernels are read
    begin = time.perf_counter()
    found = timing(done, goal, when, timing_scenarios(scenarios), workers)
    wall = time.perf_counter() - begin
    count = when.size * scenarios
    print(
        f"timing {when.size} days x {scenarios} scenarios, every one computed: {found.cpu:.1f} s CPU, "
        f"{wall:.1f} s wall in {workers} threads, load {os.getloadavg()[0]:.1f}"
    )
    alone, dose = laser_alone(done, float(when[-1]) + 152 * DAY), done.treatment.injections[0]
    start = time.process_time()
    for scenario in timing_scenarios(scenarios):
        for moment in when.tolist():
            deliver(alone, scenario, dose, moment)
    depot = time.process_time() - start
    for title, spent_on, before in (("one day of one scenario", found.cpu, BEFORE), ("its depot", depot, DEPOT_BEFORE)):
        print(f"{title:<24} {1e3 * spent_on / count:6.2f} ms CPU, {spent_on / count / before:.2f} of before")


if __name__ == "__main__":
    depots()
    curve()
