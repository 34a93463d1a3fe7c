"""Processor time of a new process to its first zone, with the caches as it finds them; import and help beside it."""

from __future__ import annotations

import resource
import subprocess
import sys

from benchmarks.rows import FIRST
from benchmarks.versions import KEPT, with_byte_code

COMMANDS = {
    "first zone at 1550 nm": ["-c", FIRST],
    "import microthermal": ["-c", "import microthermal"],
    "mtz --help": ["-m", "microthermal.cli.__main__", "--help"],
}


def main(repeats: int = 5) -> None:
    """Print least and greatest processor time [s] of whole processes, after one that fills the caches."""
    for name, arguments in COMMANDS.items():
        times = []
        for _ in range(repeats + 1):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=with_byte_code(KEPT))
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        print(f"{name:<24} {min(times[1:]):5.2f} to {max(times[1:]):5.2f} s")


if __name__ == "__main__":
    main()
