"""Time each stage of each scenario alone, and the whole chain; print the least of a few repeats and peak memory.

Run with ``make bench``. Machines are noisy: compare two versions in one job, as a ratio.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.scenarios import Scenario, scenarios
from microthermal import catalog
from microthermal.damage import integrate
from microthermal.deposition.engines import engine
from microthermal.heat.models import evolve
from microthermal.simulation.chain import simulate
from microthermal.simulation.gridding import cylinder
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import STILL_AIR
from microthermal.tissue import sample
from microthermal.zones import injury, lattice, measure


def least(call: Callable[[], Any], repeats: int) -> tuple[float, Any]:
    """Least time [s] of some repeats after one call that compiles, and the last result."""
    result = call()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        result = call()
        times.append(time.perf_counter() - start)
    return min(times), result


def time_scenario(scenario: Scenario, repeats: int) -> dict[str, float]:
    """Time [s] of every stage of one scenario."""
    skin, pulse, settings = scenario.skin, scenario.pulse, Settings()
    found: dict[str, float] = {}
    optics = catalog.optics(skin, pulse.wavelength)
    grid = cylinder(skin, pulse, optics, settings.cell)
    found["tissue"], tissue = least(lambda: sample(skin, grid, optics), repeats)
    kind = "beer_lambert" if pulse.wavelength > 2.5e-6 else "monte_carlo"
    found["deposition"], deposited = least(lambda: engine[kind]().deposit(tissue, pulse), repeats)
    heat = catalog.heat_model(pulse.removal)
    until = pulse.duration + settings.relaxation
    found["heat"], snapshots = least(lambda: list(evolve(heat, tissue, deposited, pulse, STILL_AIR, until)), repeats)
    found["damage"], damage = least(lambda: integrate(iter(snapshots), catalog.laws(())), repeats)
    found["zones"], _ = least(lambda: zones_of(damage, scenario), repeats)
    found["whole chain"], _ = least(lambda: simulate(skin, scenario.treatment), repeats)
    return found


def zones_of(damage: Any, scenario: Scenario) -> Any:
    """Measure, lattice and injury together."""
    treatment = scenario.treatment
    laid = lattice(measure(damage, "dermal_cells"), treatment.pattern, treatment.pulse, damage)
    return injury(damage, laid, scenario.skin)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    table = {}
    for scenario in scenarios():
        table[scenario.name] = time_scenario(scenario, options.repeats)
        print(f"{scenario.name}  ({scenario.stresses})")
        for stage, seconds in table[scenario.name].items():
            print(f"  {stage:<12} {1e3 * seconds:9.1f} ms")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    print(f"peak memory  {peak:9.0f} MiB")
    if options.json:
        options.json.write_text(json.dumps(table, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
