"""Times of the portable kernels beside the native ones, for the table of all benchmarks."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from benchmarks.versions import ROOT

BUILT = ROOT / "out" / "wasm"


def portable_rows(folder: Path = BUILT) -> dict[str, tuple[float, float]]:
    """Native time and time in WebAssembly [s] of what ``make wasm`` has built; nothing if it has not."""
    if not (folder / "kernels.wasm").exists() or importlib.util.find_spec("wasmtime") is None:
        return {}
    from benchmarks.bench_wasm import compared

    return compared(folder)
