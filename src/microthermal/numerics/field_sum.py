"""Sum over many microbeams of a heat that spreads as Gaussians: weights of each age at each probe."""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[np.float64]
# Beyond this many squared widths a Gaussian holds less than 1e-6 of its peak.
_FAR = 14.0


@njit(cache=True)
def age_weights(sources: Array, probes: Array, widths: Array, first: float, ratio: float, blur: float) -> Array:
    """Areal weights of heat by age.

    Parameters
    ----------
    sources : Array, (source, 4)
        x, y, time and number of the pass of each microbeam; times grow.
    probes : Array, (probe, 4)
        x, y, time and pass of each place where it is felt; pass -1 stands for none.
    widths : Array, (component, age)
        Squared width s² of each Gaussian component exp(-r²/s²) / (π s²) at each age.
    first, ratio : float
        Ages are 0, ``first``, ``first`` x ``ratio``, ... : a ladder of equal ratios above its first step.
    blur : float
        Squared width added to the Gaussians of other passes, which lie at random against the probe's own.

    Returns
    -------
    Array, (probe, component, age)
        Sum of the Gaussians [1/area], shared out between the two ages of the ladder beside the true one.
    """
    components, ages = widths.shape
    found = np.zeros((probes.shape[0], components, ages))
    scale = 1.0 / math.log(ratio)
    widest = widths.max()
    for p in range(probes.shape[0]):
        for i in range(sources.shape[0]):
            age = probes[p, 2] - sources[i, 2]
            if age < 0.0:
                break
            distance = (probes[p, 0] - sources[i, 0]) ** 2 + (probes[p, 1] - sources[i, 1]) ** 2
            wider = 0.0 if probes[p, 3] == sources[i, 3] else blur
            if distance > _FAR * (widest + wider):
                continue
            if age <= first:
                low, share = 0, age / first
            else:
                place = 1.0 + math.log(age / first) * scale
                low = min(int(place), ages - 2)
                share = min(place - low, 1.0)
            for k in range(components):
                width = (1.0 - share) * widths[k, low] + share * widths[k, low + 1] + wider
                if distance > _FAR * width:
                    continue
                value = math.exp(-distance / width) / (math.pi * width)
                found[p, k, low] += (1.0 - share) * value
                found[p, k, low + 1] += share * value
    return found


def ladder(first: float, last: float, steps: int) -> tuple[Array, float]:
    """Ages 0, first, ... , last: a ladder of equal ratios above its first step, and that ratio."""
    ratio = (last / first) ** (1.0 / (steps - 2))
    return np.concatenate(([0.0], first * ratio ** np.arange(steps - 1))), ratio
