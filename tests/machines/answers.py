"""Answer some questions in this process and write every number, with what the process computes with.

``python -m tests.machines.answers FILE [QUESTION ...]``: a child of ``python -m tests.machines``.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from tests.machines.numbers import Entry
from tests.machines.questions import QUESTIONS
from tests.machines.variants import ONE_CORE, WORKERS

from microthermal.cache import cache_folder
from microthermal.errors import MicrothermalError


def main() -> None:
    """Answer the questions named, all by default."""
    target, *names = sys.argv[1:]
    if os.environ.get(ONE_CORE) and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    arrays: dict[str, Any] = {}
    for name in names or QUESTIONS:
        started = time.perf_counter()
        try:
            answers = QUESTIONS[name]()
        except MicrothermalError as error:
            answers = {f"FAILED {error}": Entry(np.array(np.nan))}
        for key, entry in answers.items():
            arrays[f"{name}/{key}"] = entry.values
            arrays[f"floor of {name}/{key}"] = np.array(entry.floor)
        sys.stderr.write(f"  {name}: {time.perf_counter() - started:.1f} s\n")
    arrays["facts"] = np.array(json.dumps(facts()))
    with Path(target).open("wb") as file:
        np.savez(file, **arrays)


def facts() -> dict[str, str]:
    """What this process computes with: kernels of BLAS, NumPy's dispatch, libm's variant, Numba's target."""
    from llvmlite import binding
    from numba import config, get_num_threads
    from numpy._core import _multiarray_umath as numpy_core

    enabled = [name for name in numpy_core.__cpu_dispatch__ if numpy_core.__cpu_features__.get(name)]
    return {
        "BLAS kernel": blas_kernel(),
        "NumPy dispatch": ", ".join(enabled) or "baseline",
        "libm sin at": libm_offset("sin"),
        "Numba target": f"{config.CPU_NAME or binding.get_host_cpu_name()} with {widest_registers()}",
        "Numba threads": str(get_num_threads()),
        "workers": os.environ.get(WORKERS, "1"),
        "results kept": str(len(list(folder.glob("*.npz")))) if (folder := cache_folder()) else "none",
    }


def widest_registers() -> str:
    """Widest registers that Numba's code for a plain loop uses, as the assembler calls them."""
    from numba import njit

    @njit("void(float64[::1])")  # type: ignore[untyped-decorator]
    def doubled(values: Any) -> None:
        for place in range(values.size):
            values[place] = 2.0 * values[place] + 1.0

    code = "".join(doubled.inspect_asm().values())
    return next((name for name in ("zmm", "ymm", "xmm") if name in code), "others")


def blas_kernel() -> str:
    """Name of the kernel that NumPy's OpenBLAS has chosen; 'unknown' for any other BLAS."""
    np.ones((4, 4)) @ np.ones((4, 4))
    for path in sorted(set(re.findall(r"\S*openblas\S*", _maps()))):
        library = ctypes.CDLL(path)
        for name in ("scipy_openblas_get_corename64_", "openblas_get_corename64_", "openblas_get_corename"):
            if hasattr(library, name):
                getattr(library, name).restype = ctypes.c_char_p
                return str(getattr(library, name)().decode())
    return "unknown"


def libm_offset(name: str) -> str:
    """Where a function of the C library's mathematics lies in its file: another place is another variant of it."""
    place = re.search(r"^([0-9a-f]+)-\S+ \S+ 0+ .*/libm[.-]", _maps(), re.MULTILINE)
    if place is None:
        return "unknown"
    address = ctypes.cast(getattr(ctypes.CDLL("libm.so.6"), name), ctypes.c_void_p).value or 0
    return hex(address - int(place[1], 16))


def _maps() -> str:
    path = Path("/proc/self/maps")
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    main()
