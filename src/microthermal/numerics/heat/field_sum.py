"""Sum over many microbeams of a heat that spreads as Gaussians: by age at some probes, or at once over a map."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.damage.exponential import exponential

Array = NDArray[np.float64]
Index = NDArray[np.int64]
# Beyond this many squared widths a Gaussian holds less than 1e-6 of its peak.
_FAR = 14.0
_PER_PI = 1.0 / math.pi


@njit(cache=True, inline="always")
def _step(age: float, first: float, scale: float, ages: int) -> tuple[int, float]:
    # The step of the ladder below an age, and how far it is to the next.
    if age <= first:
        return 0, age / first
    place = 1.0 + math.log(age / first) * scale
    low = min(int(place), ages - 2)
    return low, min(place - low, 1.0)


@njit(cache=True)
def _near(
    sources: Array, probe: Array, widest: Array, first: float, ratio: float, blur: float, near: Array, low: Index
) -> int:  # fmt: skip
    # Distance, share of the step and blur of every microbeam that counts, in order of time; how many they are.
    scale, reach, count = 1.0 / math.log(ratio), _FAR * (widest[-1] + blur), 0
    for i in range(sources.shape[0]):
        age = probe[2] - sources[i, 2]
        if age < 0.0:
            break
        distance = (probe[0] - sources[i, 0]) ** 2 + (probe[1] - sources[i, 1]) ** 2
        if distance > reach:
            continue
        wider = 0.0 if probe[3] == sources[i, 3] else blur
        step, share = _step(age, first, scale, widest.size)
        if distance > _FAR * (widest[step + 1] + wider):
            continue
        near[0, count], near[1, count], near[2, count], low[count] = distance, share, wider, step
        count += 1
    return count


@njit(cache=True)
def _add(near: Array, begin: int, end: int, narrow: float, growth: float, value: Array) -> tuple[float, float]:
    # One component of microbeams of about one age: values first, many at a time, then their two sums.
    distance, share, wider = near[0], near[1], near[2]
    for j in range(begin, end):
        size = 1.0 / (narrow + share[j] * growth + wider[j])
        value[j] = exponential(-distance[j] * size) * size
    younger, older = 0.0, 0.0
    for j in range(begin, end):
        younger += (1.0 - share[j]) * value[j]
        older += share[j] * value[j]
    return younger, older


@njit(cache=True)
def _weights(
    sources: Array, probes: Array, widths: Array, widest: Array, first: float, ratio: float, blur: float
) -> Array:  # fmt: skip
    found = np.zeros((probes.shape[0], *widths.shape))
    near, value = np.empty((3, sources.shape[0])), np.empty(sources.shape[0])
    low = np.empty(sources.shape[0], dtype=np.int64)
    for p in range(probes.shape[0]):
        count, begin = _near(sources, probes[p], widest, first, ratio, blur, near, low), 0
        while begin < count:
            step, end = low[begin], begin + 1
            while end < count and low[end] == step:
                end += 1
            for k in range(widths.shape[0]):
                narrow = widths[k, step]
                younger, older = _add(near, begin, end, narrow, widths[k, step + 1] - narrow, value)
                found[p, k, step] += younger
                found[p, k, step + 1] += older
            begin = end
    return found


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
    widest = np.maximum.accumulate(widths.max(axis=0))
    return np.asarray(_PER_PI * _weights(sources, probes, widths, widest, first, ratio, blur))


@njit(cache=True)
def _plane(
    sources: Array, x: Array, y: Array, when: float, spread: Array, felt: Array, first: float, ratio: float, blur: float
) -> Array:  # fmt: skip
    ages, components = spread.shape
    found = np.zeros((y.size, x.size))
    across = np.empty(x.size)
    scale = 1.0 / math.log(ratio)
    for i in range(sources.shape[0]):
        age = when - sources[i, 2]
        if age < 0.0:
            break
        low, share = _step(age, first, scale, ages)
        for k in range(components):
            size = 1.0 / (spread[low, k] + share * (spread[low + 1, k] - spread[low, k]) + blur)
            amount = (felt[low, k] + share * (felt[low + 1, k] - felt[low, k])) * size
            reach = _FAR / size
            for m in range(x.size):
                across[m] = exponential(-((x[m] - sources[i, 0]) ** 2) * size)
            for n in range(y.size):
                distance = (y[n] - sources[i, 1]) ** 2
                if distance > reach:
                    continue
                along = amount * exponential(-distance * size)
                for m in range(x.size):
                    found[n, m] += along * across[m]
    return found


def plane_sum(
    sources: Array, x: Array, y: Array, when: float, widths: Array, felt: Array, first: float, ratio: float, blur: float
) -> Array:  # fmt: skip
    """Rise over a map at one time and depth: Gaussians fall apart into a factor of x and one of y.

    Parameters
    ----------
    sources : Array, (source, 4)
        x, y, time and pass of each microbeam; times grow.
    x, y : Array
        Places across and along.
    when : float
        Time of the map.
    widths : Array, (component, age)
        Squared width of each component at each age.
    felt : Array, (component, age)
        What each component amounts to at that depth, times area.
    first, ratio : float
        Ladder of ages, as in :func:`age_weights`.
    blur : float
        Squared width that is added to all Gaussians.

    Returns
    -------
    Array, (y, x)
        Rise; the same sum as that of :func:`age_weights` with as many probes of pass -1, some twenty times sooner.
    """
    spread, amounts = np.ascontiguousarray(widths.T), np.ascontiguousarray(felt.T)
    return np.asarray(_PER_PI * _plane(sources, x, y, when, spread, amounts, first, ratio, blur))


def ladder(first: float, last: float, steps: int) -> tuple[Array, float]:
    """Ages 0, first, ... , last: a ladder of equal ratios above its first step, and that ratio."""
    ratio = (last / first) ** (1.0 / (steps - 2))
    return np.concatenate(([0.0], first * ratio ** np.arange(steps - 1))), ratio
