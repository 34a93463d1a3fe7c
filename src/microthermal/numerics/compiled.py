"""Whether the kernels have been compiled on this machine before, so that a first run can say what it does."""

from __future__ import annotations

from pathlib import Path

from microthermal.numerics.heat.microbeam import advance
from microthermal.numerics.light.batch import walk_batch


def cold() -> bool:
    """Tell whether the kernels of light or heat still have to be compiled.

    Notes
    -----
    Numba keeps one index file for each compiled function beside its source, in the user's cache folder, or where
    `microthermal.numerics.compiling` lets it.
    """
    return not all(_indexed(kernel) for kernel in (walk_batch, advance))


def _indexed(kernel: object) -> bool:
    place = kernel.stats.cache_path  # type: ignore[attr-defined]
    if place is None:
        return False
    folder = Path(place)
    name = kernel.__name__  # type: ignore[attr-defined]
    return any(folder.glob(f"*.{name}-*.nbi"))
