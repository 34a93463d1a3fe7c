"""A change of the heat kernels on a battery of microbeams: time and answers of two versions, asked in turn.

Run with ``python -m benchmarks.battery --against REV``, from a tree that holds the change; ``NUMBA_CPU_NAME=haswell``
and an empty ``NUMBA_CPU_FEATURES`` compile both for processors without AVX-512. Light is cached, times are those of the
processor. Ratios are medians of pairs, since a shared machine changes its speed from minute to minute.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.heat_battery import battery
from benchmarks.versions import KEPT, ROOT, unpacked, with_byte_code

SIZES = ("depth", "radius", "channel_depth", "channel_radius")


def answer() -> None:
    """Answer numbers of cases, line by line: time [s], sizes of the zone [m], energies that are left, temperature."""
    from microthermal.simulation.settings import Settings
    from microthermal.simulation.zone_run import run_candidate

    cases, settings = battery(), Settings(numerical_error=False)
    for line in sys.stdin:
        case = cases[int(line)]
        begin = time.process_time()
        run = run_candidate(case.skin, case.pulse, case.cooling, settings)
        seconds, books = time.process_time() - begin, run.balance
        left = books.stored + books.surface + books.perfused + books.vapour + books.ejected
        told = {
            "seconds": seconds,
            "sizes": [getattr(run.zone, name).value for name in SIZES],
            "missing": abs(books.supplied - left) / books.supplied,
            "peak": run.damage.peak.ravel().tolist(),
        }
        print(json.dumps(told), flush=True)


def child(tree: Path, title: str) -> subprocess.Popen[str]:
    """A process that answers with the package of a tree; its light is its own."""
    own = KEPT / f"cache-{title}"
    paths = {"PYTHONPATH": os.pathsep.join((str(tree / "src"), str(ROOT))), "MICROTHERMAL_CACHE_DIR": str(own)}
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.battery", "--child"], cwd=ROOT, env={**with_byte_code(own), **paths},
        text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip


def asked(process: subprocess.Popen[str], number: int) -> dict[str, Any]:
    """What a version answers.

    Raises
    ------
    RuntimeError
        If its process has ended.
    """
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("a version that is not listened to")
    print(number, file=process.stdin, flush=True)
    line = process.stdout.readline()
    if not line:
        raise RuntimeError("a version ended; what it said stands above")
    found: dict[str, Any] = json.loads(line)
    return found


def compared(number: int, now: subprocess.Popen[str], then: subprocess.Popen[str], pairs: int) -> str:
    """One line: ratio of times, greatest difference of sizes and of highest temperatures, missing energy."""
    here, there = asked(now, number), asked(then, number)  # compiles, and walks the light
    ratios, times = [], []
    for _ in range(pairs):
        here, there = asked(now, number), asked(then, number)
        ratios.append(here["seconds"] / there["seconds"])
        times.append(here["seconds"])
    pairs_of = zip(here["sizes"], there["sizes"], strict=True)
    sizes = max(abs(one / other - 1.0) if other > 0.0 else abs(one) for one, other in pairs_of)
    peak = float(np.abs(np.array(here["peak"]) - np.array(there["peak"])).max())
    ratios.sort()
    return (
        f"{statistics.median(ratios):.3f} ({ratios[0]:.2f} to {ratios[-1]:.2f})  "
        f"{1e3 * statistics.median(times):6.1f} ms  sizes {sizes:.1e}  peak {peak:.1e} K  missing {here['missing']:.0e}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", metavar="REV", default="HEAD", help="the other version")
    parser.add_argument("--pairs", type=int, default=7, help="how often each is asked")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        answer()
        return
    commit, tree = unpacked(options.against)
    now, then = child(ROOT, "today"), child(tree, commit)
    try:
        for number, case in enumerate(battery()):
            print(f"{case.name:<30} {compared(number, now, then, options.pairs)}", flush=True)
    finally:
        for process in (now, then):
            process.kill()
            process.wait()


if __name__ == "__main__":
    main()
