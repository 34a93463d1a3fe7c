"""The machine that is timed on: processor, caches, and what one core moves and computes, measured."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import subprocess
from pathlib import Path

import numpy as np
from numba import njit

from benchmarks.heat_speed import bandwidth, least
from benchmarks.versions import ROOT
from microthermal.parallel.cores import cores

# Multiplications and additions of one number between its reading and its writing.
_CHAIN = 16
_NUMBERS = 512


@njit(cache=True)
def _chains(values, factor, rounds):
    # Apart, as in the kernels, where nothing is contracted.
    for _ in range(rounds):
        for k in range(values.size):
            x = values[k]
            for _ in range(_CHAIN):
                x = x * factor + factor
            values[k] = x


def flops(rounds: int = 20_000) -> float:
    """Additions and multiplications a second of one core, on numbers that stay in its nearest cache."""
    values = np.ones(_NUMBERS)
    return 2 * _CHAIN * _NUMBERS * rounds / least(lambda: _chains(values, 0.5, rounds), 3)


def lines() -> list[tuple[str, str]]:
    """What the page says of the machine, name and value."""
    memory = [(f"one core moves, {title}", f"{1e-9 * bandwidth(size):.1f} GB/s") for title, size in _SIZES]
    return [
        ("processor", _processor()),
        ("cores", f"{cores()} allowed of {os.cpu_count()}"),
        ("caches", _caches()),
        *memory,
        ("one core computes, nearest cache", f"{1e-9 * flops():.1f} Gflop/s (multiplications and additions apart)"),
        ("system", f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"),
        ("libraries", ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("numpy", "numba", "scipy"))),
        ("load while timing", f"{os.getloadavg()[0]:.1f} runnable processes on average"),
        ("commit", _commit()),
    ]


# Within the nearest cache of most cores, within the second, and far beyond all.
_SIZES = (("16 kB", 16_000), ("400 kB", 400_000), ("600 MB", 600_000_000))


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    named = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return next((line.split(":", 1)[1].strip() for line in named if line.startswith("model name")), platform.machine())


def _caches() -> str:
    found = []
    for folder in sorted(Path("/sys/devices/system/cpu/cpu0/cache").glob("index*")):
        level, kind, size = ((folder / name).read_text(encoding="utf-8").strip() for name in ("level", "type", "size"))
        if kind != "Instruction":
            found.append(f"L{level} {size}")
    return ", ".join(found) or "not told by this system"


def _commit() -> str:
    told = subprocess.run(
        ["git", "describe", "--tags", "--always", "--dirty"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return told.stdout.strip()
