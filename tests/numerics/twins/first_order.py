"""Plain twin of the sweep over first-order laws: every cell at every moment, with NumPy's own functions."""

from __future__ import annotations

import numpy as np

from microthermal.numerics.constants import GAS_CONSTANT


def follow(temperatures, removed, gone, steps, logarithms, energies):
    """Integrals (law, z, r) over moments (t, z, r)."""
    total = np.zeros((len(energies), *temperatures.shape[1:]))
    for k in range(1, len(steps)):
        if steps[k] == 0.0:
            continue
        for law, (logarithm, energy) in enumerate(zip(logarithms, energies, strict=True)):
            before, now = (
                np.exp(logarithm - energy / (GAS_CONSTANT * np.maximum(temperatures[moment], 200.0)))
                for moment in (k - 1, k)
            )
            with np.errstate(invalid="ignore", divide="ignore"):
                mean = np.where(np.abs(now / before - 1) < 1e-7, before, (now - before) / np.log(now / before))
            total[law] += np.where(removed[k] < gone, steps[k] * mean, 0.0)
    return total
