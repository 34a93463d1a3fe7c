"""Plain twin of the sum over microbeams: every source with every probe, at its true age."""

from __future__ import annotations

import numpy as np


def plain_rises(
    sources: np.ndarray, probes: np.ndarray, ages: np.ndarray, widths: np.ndarray, felt: np.ndarray, blur: float
) -> np.ndarray:
    """Rise at each probe (probe, z): Gaussians whose width and depth profile are straight between the ladder's ages."""
    found = np.zeros((len(probes), felt.shape[2]))
    for number, (x, y, time, own) in enumerate(probes):
        for x0, y0, time0, other in sources:
            age = time - time0
            if age < 0:
                continue
            for width, profile in zip(widths, felt, strict=True):
                wide = np.interp(age, ages, width) + (0.0 if own == other else blur)
                depth = np.array([np.interp(age, ages, row) for row in profile.T])
                found[number] += depth * np.exp(-((x - x0) ** 2 + (y - y0) ** 2) / wide) / (np.pi * wide)
    return found
