"""How long a new process takes to its first zone, with the caches as it finds them; import and help beside it."""

from __future__ import annotations

import subprocess
import sys
import time

from benchmarks.rows import FIRST

COMMANDS = {
    "first zone at 1550 nm": ["-c", FIRST],
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
