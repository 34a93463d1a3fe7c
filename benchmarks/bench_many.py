"""500 candidates of a plan in 20 scenarios each: processor time, wall time, and time of each stage.

Run with ``make bench-many``; ``--part 0.1`` takes a tenth of the energies, for a machine that has other work. Two
devices (1550 nm and CO₂) times ten energies, five densities and one to five passes; 20 scenarios of output, water and
conductivity. Each is zone, field, window, healing (the nominal course) and one resolved dose. Candidates are previews,
started from rest; one candidate in its scenarios is told over the persons of a plan as well, and what would be shown
is simulated with the usual settings. Stages are timed in one process on one energy of each device, and scaled.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import microthermal as mt
from benchmarks.bench_chain import STAGES, timed
from microthermal.catalog.device_steps import density_steps, energy_steps
from microthermal.delivery.mechanisms.unit_cell import COARSE
from microthermal.domain.inputs.medicine import Injection
from microthermal.planning.design.following import FEW
from microthermal.planning.window.limits import limits_of
from microthermal.planning.window.verdicts import outcome, verdicts
from microthermal.simulation import chain, follow_up, many
from microthermal.simulation.records import Simulation
from microthermal.simulation.scenarios import Scenario, changed
from microthermal.units import cm, mm

DEVICES = ("er_glass_1550", "fractional_co2")
ENERGIES, DENSITIES, PASSES = 10, (30.0, 60.0, 100.0, 160.0, 250.0), (1, 2, 3, 4, 5)
QUICK = replace(mt.Settings(), warm_start=False, needle=COARSE, persons=0).preview


def scenarios() -> list[Scenario]:
    """Twenty: five outputs, dry and moist skin, usual and poor conduction."""
    figures = mt.catalog.library().figures.scenarios
    outputs = (figures.energy_low, 0.9, 1.0, 1.1, figures.energy_high)
    waters, conductivities = (figures.water_low, figures.water_high), (1.0, figures.conductivity_low)
    return [
        Scenario(name=f"{number}", text="", energy=energy, water=water, conductivity=conductivity)
        for number, (energy, water, conductivity) in enumerate(product(outputs, waters, conductivities))
    ]


def candidates(energies: int) -> list[mt.Treatment]:
    """Treatments of both devices, each with one injection of triamcinolone."""
    drug = mt.catalog.drug("triamcinolone")
    dose = Injection(drug=drug, concentration=drug.concentration, volume=1e-8, depth=1.5 * mm, spacing=5 * mm, time=0.0)
    found = []
    for name in DEVICES:
        device = mt.catalog.device(name)
        steps = energy_steps(device)
        for number in range(energies):
            energy = steps.nearest(0.008 + (0.03 - 0.008) * (number + 0.5) / energies)
            pulse = device.pulse(energy=energy)
            for density, passes in product(DENSITIES, PASSES):
                offered = density_steps(device, passes).nearest(density / cm**2)
                pattern = mt.Pattern(density=offered, passes=passes, layout=device.basis.layout)
                found.append(mt.Treatment(pulse=pulse, pattern=pattern, cooling=device.cooling, doses=(dose,)))
    return found


def asked(treatments: list[mt.Treatment], settings: mt.Settings) -> Iterator[mt.Asked]:
    """Every treatment in every scenario, in a hypertrophic scar of the abdomen."""
    library = mt.catalog.library()
    skin, condition = mt.catalog.skin("abdomen_iii"), mt.catalog.condition("hypertrophic_scar")
    for treatment in treatments:
        for scenario in scenarios():
            changed_skin, changed_treatment, _ = changed(scenario, skin, treatment, library)  # no optics move here
            yield mt.Asked(changed_skin, changed_treatment, condition, settings)


def judged(simulation: Simulation) -> tuple[str, ...]:
    """State of every limit of the window."""
    one = simulation
    limits = limits_of(one.skin, one.condition, one.treatment.pulse, one.library)
    return tuple(verdict.state for verdict in verdicts(outcome(one), limits))


def measured(treatments: list[mt.Treatment], settings: mt.Settings, workers: int) -> tuple[int, float, float]:
    """Number of simulations, processor time of this process and its workers, and wall time [s]."""

    def used() -> float:
        own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime

    processor, wall = used(), time.perf_counter()
    count = sum(1 for _ in mt.simulate_many(asked(treatments, settings), judged, workers))
    return count, used() - processor, time.perf_counter() - wall


def stages(treatments: list[mt.Treatment]) -> dict[str, float]:
    """Time for each scenario [s] of each stage, in this process, with all that it has compiled and kept so far."""
    places = (
        ("zone", many, "remembered_zone"),
        ("field", many, "remembered_field"),
        *(each for each in STAGES if each[0] not in ("zone", "field", "library", "healing")),
        ("doses", follow_up, "_medicine"),
        ("healing", chain, "follow_up"),
    )
    spent: Counter[str] = Counter()
    begin, judging, count = time.process_time(), 0.0, 0
    with timed(places, spent, Counter()):
        for simulation in mt.simulate_many(asked(treatments, QUICK), workers=1, batch=20):
            start = time.process_time()
            judged(simulation)
            judging, count = judging + time.process_time() - start, count + 1
    spent["window"] = judging
    whole = time.process_time() - begin
    return {stage: each / count for stage, each in {**spent, "the rest": whole - spent.total(), "whole": whole}.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", type=float, default=1.0, help="of the energies")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    energies = max(1, round(options.part * ENERGIES))
    treatments = candidates(energies)
    few = [each for each in treatments if each.pattern.passes == PASSES[1]][:: energies * len(DENSITIES) // 2 or 1][:4]
    for one in (*few, *few):  # compiles what is not compiled yet, and walks the photons that all share
        list(mt.simulate_many(asked([one], QUICK), judged, workers=1))
    rows = (
        ("candidates", treatments, QUICK),
        (f"over the {FEW} persons of a plan", few[:1], replace(QUICK, persons=FEW)),
        ("shown", few[:1], mt.Settings()),
    )
    for name, chosen, settings in rows:
        count, processor, wall = measured(chosen, settings, options.workers)
        print(f"{name}: {count} scenarios, processor {processor:.1f} s, wall {wall:.1f} s, {options.workers} workers; "
              f"{1e3 * processor / count:.1f} ms of processor each", flush=True)  # fmt: skip
        if name == "candidates" and energies < ENERGIES:
            scale = ENERGIES / energies
            print(f"  scaled from {energies} to {ENERGIES} energies: processor {scale * processor:.0f} s, "
                  f"wall {scale * wall:.0f} s", flush=True)  # fmt: skip
    for stage, seconds in stages(few).items():
        print(f"  {stage:<20} {1e3 * seconds:8.2f} ms")


if __name__ == "__main__":
    main()
