"""How long a new process takes to its first zone, with the caches as it finds them; import and help beside it."""

from __future__ import annotations

import subprocess
import sys
import time

ZONE = """
from microthermal import catalog
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
pulse = catalog.device("er_glass_1550").pulse(energy=0.02, duration=0.003)
run_zone(catalog.skin("cheek_iii"), pulse, None, Settings(numerical_error=False))
"""
COMMANDS = {
    "first zone at 1550 nm": ["-c", ZONE],
    "import microthermal": ["-c", "import microthermal"],
    "mtz --help": ["-m", "microthermal.cli.__main__", "--help"],
}


def main(repeats: int = 5) -> None:
    """Print least and greatest wall time [s] of whole processes, after one that fills the caches."""
    for name, arguments in COMMANDS.items():
        times = []
        for _ in range(repeats + 1):
            start = time.perf_counter()
            subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
            times.append(time.perf_counter() - start)
        print(f"{name:<24} {min(times[1:]):5.2f} to {max(times[1:]):5.2f} s")


if __name__ == "__main__":
    main()
