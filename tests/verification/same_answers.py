"""Digests of a tiny simulation, plan, timing study and window: the same for any threads, workers and ways to start."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np

from microthermal import catalog
from microthermal.cases.treatment import TreatmentCase, treatment_case
from microthermal.planning.case import PlanCase, plan_case
from microthermal.planning.injection_day.curve import timing
from microthermal.planning.injection_day.scenarios import timing_scenarios
from microthermal.planning.plan import plan_of
from microthermal.planning.window import map as window_map
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation

DAY = 86400.0
SETTINGS = {
    "cell": "30 um", "relaxation": "50 ms", "until": "60 day", "numerical_error": False, "warm_start": False,
    "persons": 4, "deposition": {"kind": "monte_carlo", "photons": 3200, "threads": 1},
}  # fmt: skip
TREATMENT = {
    "skin": "cheek_iii",
    "device": "er_glass_1550",
    "pulse": {"energy": "20 mJ", "duration": "3 ms"},
    "pattern": {"density": "250 / cm**2", "passes": 4},
    "doses": [
        {"drug": "triamcinolone", "concentration": "2.5 mg/mL", "volume": "0.05 mL", "depth": "0.8 mm",
         "spacing": "10 mm", "time": "1 day"},
    ],
    "settings": SETTINGS,
}  # fmt: skip
PLAN = {
    "skin": {"site": "abdomen", "phototype": "III"},
    "goal": "hypertrophic_scar",
    "devices": ["er_glass_1550"],
    "drugs": [],
    "search": {"kind": "grid", "energies": 2, "densities": 1},
    "settings": SETTINGS,
}


def digest(arrays: Iterable[Any]) -> str:
    """Hash of the bits of some numbers."""
    found = hashlib.sha256()
    for array in arrays:
        found.update(np.ascontiguousarray(array, dtype=np.float64).tobytes())
    return found.hexdigest()


def simulation(threads: int) -> Simulation:
    """A small simulation whose light is walked by some threads."""
    case = _case()
    light = replace(case.settings.deposition, threads=threads)  # type: ignore[type-var]
    settings = replace(case.settings, deposition=light)
    return simulate(case.skin, case.treatment, case.condition, settings)


def of_simulation(found: Simulation) -> str:
    """Digest of its fields and courses."""
    delivery = found.deliveries[0]
    fields = (found.run.deposited.energy, found.damage.omega, found.damage.peak, found.zone.outline)
    return digest((*fields, found.healing.state, delivery.amount, delivery.systemic))


def of_plan(workers: int) -> str:
    """Digest of all options of a small plan, in their order."""
    case: PlanCase = plan_case(PLAN, "small")
    found = plan_of(case, workers)
    options = (*found.options, *found.refused)
    return digest(
        [one.score, one.risk, *((each.estimate.value, each.estimate.low) for each in one.outcome.results)][part]
        for one in options
        for part in range(2 + len(one.outcome.results))
    )


def of_timing(start: Simulation, workers: int) -> str:
    """Digest of two scenarios of two days."""
    when = np.array([-600.0, 300.0, 3 * DAY])
    curve = timing(start, catalog.goal("acne_scar"), when, timing_scenarios(3), workers)
    return digest((curve.benefit, curve.harm, curve.acting))


def of_window(workers: int) -> str:
    """Digest of a map of a few settings; scenarios, which this process runs one after another, are left out."""
    case = replace(_case(), treatment=replace(_case().treatment, doses=()))
    with patch.multiple(window_map, _ENERGIES=2, _DENSITIES=2, under_scenarios=lambda found: ()):
        found = window_map.window_of(case, workers)
    assert found.map is not None
    return digest((found.map.state, found.map.used))


def _case() -> TreatmentCase:
    return treatment_case(TREATMENT, "small")


def answers(workers: int) -> dict[str, str]:
    """All digests for a number of threads and workers."""
    start = simulation(workers)
    return {
        "simulation": of_simulation(start), "plan": of_plan(workers), "timing": of_timing(start, workers),
        "window": of_window(workers),
    }  # fmt: skip


def main() -> None:
    """Print the digests of a process that was forked from this one."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        print(json.dumps(pool.apply(answers, (1,))))  # noqa: T201  # read by the test


if __name__ == "__main__":
    main()
