"""Zones around a follicle and a vessel on one core, their light kept: run with ``python -m benchmarks.bench_follicle``.

Light is found once before; what is timed are heat, damage, zone and fate. Every repeat has another energy, so that no
history of temperatures is found again. Processor time, median.
"""

from __future__ import annotations

import math
import statistics
import time
from dataclasses import replace
from typing import Final

from microthermal import catalog
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.simulation.around.treatment import pulse_around
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_candidate

REPEATS: Final = 9
# What a zone of any family may take [s].
MOST: Final = 0.1
# Name, device, structure, energy per area [J/m²], pulse length [s].
ZONES: Final = (
    ("hair, diode 805 nm, 25 J/cm² in 30 ms", "lightsheer_et", "body_hair", 25e4, 30e-3),
    ("hair, three wavelengths, 20 J/cm² in 20 ms", "trilaser_diode", "body_hair", 20e4, 20e-3),
    ("leg vein, Nd:YAG 1064 nm, 90 J/cm² in 30 ms", "nd_yag_1064_long", "leg_vein", 90e4, 30e-3),
)


def timed(device: str, structure: str, fluence: float, duration: float) -> tuple[float, int]:
    """Median of the processor time of a zone [s], and its number of cells."""
    laser, library = catalog.device(device), catalog.library()
    stands = catalog.structure(structure)
    skin = replace(catalog.skin("forearm_ii"), structure=stands)
    settings = Settings(numerical_error=False, deposition=MonteCarlo(photons=20_000))
    times, cells = [], 0
    for number in range(REPEATS + 1):
        energy = fluence * (1.0 + 1e-3 * number) * math.pi * laser.radius**2
        pulse = pulse_around(laser.pulse(energy=energy, duration=duration), stands)
        began = time.process_time()
        found = run_candidate(skin, pulse, laser.cooling, settings, library)
        times.append(time.process_time() - began)
        cells = math.prod(found.damage.grid.shape)
    # The first finds the light.
    return statistics.median(times[1:]), cells


def main() -> None:
    """One line for each."""
    for name, *asked in ZONES:
        seconds, cells = timed(*asked)
        told = "within" if seconds <= MOST else "above"
        print(f"{name:<46} {1e3 * seconds:6.0f} ms, {told} {1e3 * MOST:.0f} ms; {cells} cells")


if __name__ == "__main__":
    main()
