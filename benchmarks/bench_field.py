"""Time of the field of many zones: overlap, heat, and all of it with its zone; least of three, CPU time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tests.verification.field_cases import SKIN, heat

from microthermal import catalog
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.simulation.field_run import run_field, run_warmed
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.units import cm, mJ, um
from microthermal.zones.bulk.warming import warming
from microthermal.zones.lattices import lattice
from microthermal.zones.overlaps import overlap_of

AIR = Cooling(temperature=298.15, coefficient=10.0)

SCENARIOS = {
    "1 000 zones, 4 passes": Pattern(density=250 / cm**2, passes=4),
    "10 000 zones, 10 passes": Pattern(density=1000 / cm**2, passes=10),
    "10 000 zones, 1 pass": Pattern(density=2000 / cm**2, area=5 * cm**2),
    "50 000 zones, 8 passes": Pattern(density=625 / cm**2, passes=8, area=10 * cm**2),
}


def least(call: Callable[[], Any]) -> tuple[float, Any]:
    """Least CPU time [s] of three after one that compiles, and the last result."""
    result = call()
    times = []
    for _ in range(3):
        began = time.process_time()
        result = call()
        times.append(time.process_time() - began)
    return min(times), result


def whole(pattern: Pattern) -> Any:
    """Zone and field in turns until both agree, with map, trace, coverage of every shell at every depth and overlap."""
    device = catalog.device("er_glass_1550")
    treatment = Treatment(pulse=device.pulse(energy=8 * mJ), pattern=pattern, cooling=AIR)
    run, warmth = run_warmed(SKIN, treatment, Settings(numerical_error=False), run_zone, run_field, catalog.library())
    return lattice(run.zone, pattern, treatment.pulse, run.damage, warmth)


def main() -> None:
    for name, pattern in SCENARIOS.items():
        for detail in (False, True):
            spent, found = least(lambda p=pattern, d=detail: warming(p, heat(), SKIN, AIR, 1e-3, detail=d))
            words = "with map and trace" if detail else "numbers only"
            print(f"{name:24} {words:19} {found.heat.zones:6d} zones {1e3 * spent:7.0f} ms  rise {found.rise:5.1f} K")
        spent, _ = least(lambda p=pattern: overlap_of(60 * um, p))
        print(f"{'':24} overlap and chance  {'':12} {1e3 * spent:7.0f} ms")
        spent, all_of_it = least(lambda p=pattern: whole(p))
        print(f"{'':24} with the zone of 8 mJ, {all_of_it.warming.warm_start.rounds} rounds {1e3 * spent:5.0f} ms")


if __name__ == "__main__":
    main()
