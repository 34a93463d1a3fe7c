"""Whether the kernels have been compiled before, so that a first run can say what it does."""

from __future__ import annotations

from microthermal.numerics.compiling import interpreted
from microthermal.numerics.entries.finding import label_of
from microthermal.numerics.entries.kept import any_of
from microthermal.numerics.heat.microbeam import advance
from microthermal.numerics.light.batch import walk_batch


def cold() -> bool:
    """Tell whether the kernels of light or heat still have to be compiled."""
    return not interpreted() and not all(any_of(label_of(kernel, ())) for kernel in (walk_batch, advance))
