"""Heat on one core: conduction beside memory, whole zones stage by stage, their accuracy, memory, and other programs.

Run with ``make bench-heat``; ``--quick`` leaves out the finer runs. All times are those of the processor, least of some
repeats after one that compiles. Light is cached: it is deposited once, before.
"""

from __future__ import annotations

import argparse
import tracemalloc
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.verification.heat_fineness import finer
from tests.verification.heat_problems import last

from benchmarks.heat_peers import CASES, compared
from benchmarks.heat_speed import BOILING, COLD, bandwidth, conduction, least
from benchmarks.scenarios import Scenario, scenarios
from microthermal import catalog
from microthermal.damage import integrate
from microthermal.deposition.engines.beer_lambert import BeerLambert
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.results.zone import Zone
from microthermal.heat.models import evolve
from microthermal.simulation.gridding import cylinder
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import STILL_AIR
from microthermal.tissue import sample
from microthermal.zones import measure

# Followed after the pulse [s].
RELAXATION = 0.5
# What a zone should take and how near it should be to the converged one.
GOALS = {"nafl_1550_cheek": 0.050, "co2_abdomen": 0.120}
NEAR = 0.02


class Setup(NamedTuple):
    """A scenario with its light on a grid, ready to be heated."""

    scenario: Scenario
    tissue: Any
    light: Any

    def stream(self, relaxation: float = RELAXATION) -> Any:
        """Snapshots of the pulse and after."""
        pulse = self.scenario.pulse
        model = catalog.heat_model(pulse.removal)
        return evolve(model, self.tissue, self.light, pulse, STILL_AIR, pulse.duration + relaxation)

    def zone(self) -> Zone:
        """The zone, damage of all endpoints integrated as snapshots come."""
        return measure(integrate(self.stream(), catalog.laws(())))


def prepared(scenario: Scenario, cell: float) -> Setup:
    """Tissue and light; as many photons for each cell size, so that light differs by its noise alone."""
    optics = catalog.optics(scenario.skin, scenario.pulse.wavelength)
    tissue = sample(scenario.skin, cylinder(scenario.skin, scenario.pulse, optics, cell), optics)
    engine = BeerLambert() if scenario.pulse.wavelength > 2.5e-6 else MonteCarlo()
    return Setup(scenario, tissue, engine.deposit(tissue, scenario.pulse))


def print_speed() -> None:
    """Conduction beside a triad, in caches and beyond them, cold and where water may boil."""
    print("Conduction: updates of a cell by a stage, and bytes that its loops move, beside a triad over as many bytes")
    for shape in ((90, 45), (250, 80), (1500, 1000)):
        for size, name in ((COLD, "cold"), (BOILING, "may boil")):
            rate = conduction(*shape, size)
            print(
                f"  {rate.cells:8d} cells, {name:<8}  {1e-6 * rate.updates:6.0f} M updates/s  {rate.bytes} bytes  "
                f"{1e-9 * rate.updates * rate.bytes:5.1f} of {1e-9 * rate.bandwidth:5.1f} GB/s  "
                f"{100 * rate.fraction:3.0f} % of the roof  {1e-9 * rate.updates * rate.flops:5.1f} Gflop/s"
            )
    print(f"  triad over 1 GB: {1e-9 * bandwidth(1_000_000_000):.1f} GB/s")


def print_stages(setup: Setup) -> None:
    """Heat, damage and measuring apart, and together as they run."""
    name, (slabs, rings) = setup.scenario.name, setup.tissue.grid.shape
    snapshots, laws = list(setup.stream()), catalog.laws(())
    damage = integrate(iter(snapshots), laws)
    stages: dict[str, Callable[[], object]] = {
        "heat": lambda: last(setup.stream()),
        "damage": lambda: integrate(iter(snapshots), laws),
        "measure": lambda: measure(damage),
        "one zone": setup.zone,
    }
    print(f"{name}: {slabs} x {rings} cells, {len(snapshots)} snapshots, to {RELAXATION:g} s, light cached")
    for stage, call in stages.items():
        goal = f"  (goal {1e3 * GOALS[name]:.0f} ms)" if stage == "one zone" and name in GOALS else ""
        print(f"  {stage:<9} {1e3 * least(call, 3):8.1f} ms{goal}")
    # A tenth of a second and ten seconds: memory should not know.
    peaks = [peak(lambda until=until: last(setup.stream(until))) for until in (0.1, 10.0)]
    print(f"  memory    {1e-6 * peaks[0]:8.1f} MB at most to 0.1 s, {1e-6 * peaks[1]:.1f} MB to 10 s")


def peak(call: Callable[[], object]) -> int:
    """Greatest memory [bytes] that Python and NumPy hold during a call, compiled code's own arrays left out."""
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def print_accuracy(setup: Setup) -> None:
    """Depth, radius and channel beside those on cells a quarter as large, and with steps a quarter as long."""
    usual = setup.zone()
    fine = prepared(setup.scenario, Settings().cell / 4).zone()
    with finer(4.0):
        quick = setup.zone()
    for name in ("depth", "radius", "channel_depth", "channel_radius"):
        here, there, then = (getattr(zone, name).value for zone in (usual, fine, quick))
        if there <= 0.0:
            continue
        off, late = here / there - 1.0, here / then - 1.0
        verdict = "" if abs(off) <= NEAR else f"  more than {100 * NEAR:.0f} %"
        print(
            f"  {name:<14} {1e6 * here:7.1f} µm  {100 * off:+5.1f} % of cells of a quarter{verdict}  "
            f"{100 * late:+5.1f} % of steps of a quarter"
        )


def print_peers() -> None:
    """Times and errors of all programs, as ratios to ours."""
    for case in CASES:
        print(f"Pure diffusion, {case}")
        programs = compared(case)
        for found in programs:
            ratio = found.seconds / programs[0].seconds
            print(f"  {found.name:<32} {1e3 * found.seconds:8.1f} ms  {ratio:6.2f} of ours  error {found.error:.1e} K")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out the finer runs")
    options = parser.parse_args()
    print_speed()
    for scenario in scenarios():
        setup = prepared(scenario, Settings().cell)
        print_stages(setup)
        if not options.quick:
            print_accuracy(setup)
    print_peers()


if __name__ == "__main__":
    main()
