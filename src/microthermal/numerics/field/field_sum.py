"""Superposition of the heat of many microbeams, each spreading as Gaussians: at probes by age, or over a map."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.damage.exponential import exponential

Array = NDArray[np.float64]
Index = NDArray[np.int64]
# Beyond this many squared widths a Gaussian holds less than 1e-6 of its peak.
_FAR = 14.0
# Numbers of double precision in the widest vector of a processor.
_LANES = 8
_PER_PI = 1.0 / math.pi


class Growth(NamedTuple):
    """How the Gaussian components of heat widen with age."""

    widths: Array
    """Squared width s² of each component exp(-r²/s²) / (π s²) at each age (component, age)."""
    first: float
    """First age after 0."""
    ratio: float
    """Ages are 0, ``first``, ``first`` x ``ratio``, ... : a ladder of equal ratios above its first step."""
    blur: float
    """Squared width added to the Gaussians of other passes, which lie at random against the probe's own."""


class _Moments(NamedTuple):
    # Where and when each microbeam, or each probe, is, and the number of its pass.
    x: Array
    y: Array
    time: Array
    scan: Array


class _Near(NamedTuple):
    # For each microbeam that contributes at a probe: squared distance, weight of the older tabulated age, blur, and the
    # index of the younger one.
    distance: Array
    fraction: Array
    wider: Array
    step: Index


def _moments(table: Array) -> _Moments:
    x, y, time, scan = np.ascontiguousarray(table.T)
    return _Moments(x=x, y=y, time=time, scan=scan)


@njit(cache=True, inline="always")
def _step(age: float, first: float, scale: float, ages: int) -> tuple[int, float]:
    # Index of the tabulated age below an age, and the interpolation weight of the next one.
    if age <= first:
        return 0, age / first
    place = 1.0 + math.log(age / first) * scale
    low = min(int(place), ages - 2)
    return low, min(place - low, 1.0)


@njit(cache=True, error_model="numpy")
def _nearby(sources: _Moments, probes: _Moments, p: int, growth: Growth, widest: Array, near: _Near) -> int:
    # Collects the microbeams that contribute at one probe, in order of time; returns their number.
    blur, count = growth.blur, 0
    scale, reach = 1.0 / math.log(growth.ratio), _FAR * (widest[-1] + blur)
    for i in range(sources.x.size):
        age = probes.time[p] - sources.time[i]
        if age < 0.0:
            break
        distance = (probes.x[p] - sources.x[i]) ** 2 + (probes.y[p] - sources.y[i]) ** 2
        if distance > reach:
            continue
        wider = 0.0 if probes.scan[p] == sources.scan[i] else blur
        step, fraction = _step(age, growth.first, scale, widest.size)
        if distance > _FAR * (widest[step + 1] + wider):
            continue
        near.distance[count], near.fraction[count], near.wider[count], near.step[count] = (
            distance,
            fraction,
            wider,
            step,
        )
        count += 1
    return count


# Without a check of each divisor, which would break the loop, LLVM makes vectors of it.
@njit(cache=True, error_model="numpy")
def _add(near: _Near, begin: int, end: int, narrow: Array, rise: Array, sums: Array) -> None:
    # Sums each Gaussian component over microbeams between two tabulated ages, weighted for the younger and the older.
    # The inner loop runs over components, whose sums do not wait for each other.
    younger, older = sums[0], sums[1]
    for j in range(begin, end):
        distance, fraction, wider = near.distance[j], near.fraction[j], near.wider[j]
        for k in range(narrow.size):
            size = 1.0 / (narrow[k] + fraction * rise[k] + wider)
            value = exponential(-distance * size) * size
            younger[k] += (1.0 - fraction) * value
            older[k] += fraction * value


@njit(cache=True, error_model="numpy")
def _weights(sources: _Moments, probes: _Moments, growth: Growth, widest: Array) -> Array:
    widths, many = growth.widths, sources.x.size
    components = widths.shape[0]
    # Whole vectors of components: those beyond the last are of width 1 and left out of the answer.
    padded = (components + _LANES - 1) // _LANES * _LANES
    narrow, rise, sums = np.ones(padded), np.zeros(padded), np.empty((2, padded))
    found = np.zeros((probes.x.size, *widths.shape))
    near = _Near(
        distance=np.empty(many), fraction=np.empty(many), wider=np.empty(many), step=np.empty(many, dtype=np.int64)
    )
    for p in range(probes.x.size):
        count, begin = _nearby(sources, probes, p, growth, widest, near), 0
        while begin < count:
            step, end = near.step[begin], begin + 1
            while end < count and near.step[end] == step:
                end += 1
            for k in range(components):
                narrow[k] = widths[k, step]
                rise[k] = widths[k, step + 1] - widths[k, step]
            sums[:] = 0.0
            _add(near, begin, end, narrow, rise, sums)
            for k in range(components):
                found[p, k, step] += sums[0, k]
                found[p, k, step + 1] += sums[1, k]
            begin = end
    return found


def age_weights(sources: Array, probes: Array, growth: Growth) -> Array:
    """Sum of the Gaussians of all microbeams at each probe, by component and tabulated age.

    Parameters
    ----------
    sources : Array, (source, 4)
        x, y, time and number of the pass of each microbeam; times grow.
    probes : Array, (probe, 4)
        x, y, time and pass of each probe; pass -1 is none of the passes.
    growth : Growth
        Widths of the components by age.

    Returns
    -------
    Array, (probe, component, age)
        Sum of the Gaussians [1/area], interpolated linearly between the two tabulated ages around the true one.
    """
    widest = np.maximum.accumulate(growth.widths.max(axis=0))
    return np.asarray(_PER_PI * _weights(_moments(sources), _moments(probes), growth, widest))


@njit(cache=True)
def _factors(places: Array, centre: float, size: float, found: Array) -> None:
    for m in range(places.size):
        found[m] = exponential(-((places[m] - centre) ** 2) * size)


@njit(cache=True, error_model="numpy")
def _plane(sources: _Moments, x: Array, y: Array, when: float, felt: Array, growth: Growth) -> Array:
    # Here ``widths`` and ``felt`` are transposed to (age, component).
    spread, first, blur = growth.widths, growth.first, growth.blur
    ages, components = spread.shape
    found = np.zeros((y.size, x.size))
    across, along = np.empty(x.size), np.empty(y.size)
    scale = 1.0 / math.log(growth.ratio)
    for i in range(sources.x.size):
        age = when - sources.time[i]
        if age < 0.0:
            break
        low, fraction = _step(age, first, scale, ages)
        for k in range(components):
            size = 1.0 / (spread[low, k] + fraction * (spread[low + 1, k] - spread[low, k]) + blur)
            amount = (felt[low, k] + fraction * (felt[low + 1, k] - felt[low, k])) * size
            _factors(x, sources.x[i], size, across)
            _factors(y, sources.y[i], size, along)
            for n in range(y.size):
                if (y[n] - sources.y[i]) ** 2 > _FAR / size:
                    continue
                weight = amount * along[n]
                for m in range(x.size):
                    found[n, m] += weight * across[m]
    return found


def plane_sum(sources: Array, x: Array, y: Array, when: float, felt: Array, growth: Growth) -> Array:
    """Temperature rise over a map at one time and depth: each Gaussian is a factor in x times a factor in y.

    Parameters
    ----------
    sources : Array, (source, 4)
        x, y, time and pass of each microbeam; times grow.
    x, y : Array
        Places across and along.
    when : float
        Time of the map.
    felt : Array, (component, age)
        Temperature rise of each component at that depth, times area.
    growth : Growth
        Widths of the components by age; its blur is added to all.

    Returns
    -------
    Array, (y, x)
        Rise; the same sum as that of :func:`age_weights` with as many probes of pass -1, some twenty times faster.
    """
    amounts, turned = np.ascontiguousarray(felt.T), growth._replace(widths=np.ascontiguousarray(growth.widths.T))
    return np.asarray(_PER_PI * _plane(_moments(sources), x, y, when, amounts, turned))


def ladder(first: float, last: float, steps: int) -> tuple[Array, float]:
    """Ages 0, first, ... , last: a ladder of equal ratios above its first step, and that ratio."""
    ratio = (last / first) ** (1.0 / (steps - 2))
    return np.concatenate(([0.0], first * ratio ** np.arange(steps - 1))), ratio
