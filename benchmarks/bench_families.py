"""Zones of each family of devices on one core, their fields kept: run with ``make bench-families``.

A field (light, potential, sound) is found once before; what is timed are heat, damage and zone. Processor time, median
of turns, and its ratio to that of 1550 nm: only the ratio says something on a machine that others use.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any, Final

from microthermal import catalog
from microthermal.domain.inputs.exposures import Exposure
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_candidate

REPEATS: Final = 9
# What a zone of any family may take [s].
MOST: Final = 0.1


def _laser() -> Exposure:
    return catalog.device("er_glass_1550").pulse(energy=0.02, duration=3e-3)


def _torn() -> Exposure:
    return catalog.device("picosure_focus_755").pulse(energy=0.7e-3)


def _current(device: str, energy: float) -> Callable[[], Exposure]:
    return lambda: catalog.device(device).exposure(energy=energy, duration=0.1, depth=0.9e-3)


def _sound(device: str, energy: float) -> Callable[[], Exposure]:
    return lambda: catalog.device(device).exposure(energy=energy, duration=0.03)


# What a family is shown by; each makes its exposure.
FAMILIES: Final[dict[str, Callable[[], Exposure]]] = {
    "fractional, 1550 nm, 20 mJ": _laser,
    "picosecond array, 755 nm, 0.7 mJ": _torn,
    "current, insulated needle, 50 mJ in 100 ms": _current("rf_insulated", 0.05),
    "current, bare needle, 120 mJ in 100 ms": _current("rf_bare", 0.12),
    "sound, 4 MHz, 4.5 mm, 0.9 J in 30 ms": _sound("ulthera_4_45", 0.9),
    "sound, 7 MHz, 3 mm, 0.45 J in 30 ms": _sound("ulthera_7_30", 0.45),
    "sound, 10 MHz, 1.5 mm, 0.25 J in 30 ms": _sound("ulthera_10_15", 0.25),
}


def timed(exposures: dict[str, Exposure]) -> dict[str, tuple[float, Any]]:
    """Median of the processor time of a zone of each family [s], measured in turns, and the run."""
    skin, settings, library = catalog.skin("cheek_iii"), Settings(numerical_error=False), catalog.library()
    times: dict[str, list[float]] = {name: [] for name in exposures}
    found = {name: run_candidate(skin, one, None, settings, library) for name, one in exposures.items()}
    for _ in range(REPEATS):
        for name, one in exposures.items():
            began = time.process_time()
            found[name] = run_candidate(skin, one, None, settings, library)
            times[name].append(time.process_time() - began)
    return {name: (statistics.median(times[name]), found[name]) for name in exposures}


def main() -> None:
    """One line for each: its time, and how many times that of the first."""
    told = timed({name: made() for name, made in FAMILIES.items()})
    first = next(iter(told.values()))[0]
    for name, (seconds, found) in told.items():
        cells = found.damage.grid.shape[0] * found.damage.grid.shape[1]
        within = "within" if seconds <= MOST else "above"
        ratio = f"{seconds / first:4.1f} times the first"
        print(f"{name:<46} {1e3 * seconds:6.0f} ms, {within} {1e3 * MOST:.0f} ms; {ratio}; {cells} cells")


if __name__ == "__main__":
    main()
