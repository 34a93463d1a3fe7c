"""Scattered light at another absorption without a new walk, from the photon path lengths scored in every cell."""

from __future__ import annotations

import math
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit

Array: TypeAlias = NDArray[np.float64]

# Weights by which the change of absorption along the photon paths is averaged: over the column above a cell, over the
# line from the point of entry, over all light down to that depth. MIXTURE is used; the others estimate its error.
MIXTURE = (0.25, 0.5, 0.25)
COLUMN, LINE, EVERYWHERE = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
# Factor on the range of the three averages: below a hot core the true value lies at the end of the range.
MARGIN = 1.5


class Followed(NamedTuple):
    """Light as it was followed at one absorption."""

    reference: Array
    """That absorption [1/m] (z,)."""
    energy: Array
    """Energy per volume that it left in each cell [any] (z, r)."""
    path: Array
    """Mean path of the light absorbed in each cell [m] (z, r)."""
    spread: Array
    """Standard deviation of that path [m] (z, r)."""


@njit(cache=True)
def survival(change: float, path: float, spread: float) -> float:
    """Factor by which light grows or fades on its way when absorption changes evenly.

    Parameters
    ----------
    change : float
        Change of absorption along the way [1/m].
    path, spread : float
        Mean and standard deviation of the path [m].

    Returns
    -------
    float
        Mean of exp(-change · length) over lengths [1]; never more than the square of the first order.

    Notes
    -----
    For lengths distributed as an inverse Gaussian of this mean L and variance σ² the mean is
    exp(-2 δ L / (1 + √(1 + 2 δ σ²/L))). So are those of light from a point in a wide diffusing medium, where the root
    vanishes just when absorption does; the first two orders, exp(-δ L + δ² σ²/2), hold for any distribution.
    """
    if path <= 0.0:
        return 1.0
    root = math.sqrt(max(1.0 + 2.0 * change * spread * spread / path, 0.0))
    return math.exp(-2.0 * change * path / (1.0 + root))


@njit(cache=True)
def _on_the_line(i: int, depth: Array, radii: Array, change: Array, before: Array, line: Array) -> None:
    # Mean change on the straight line from the point of entry to the middle of each cell of slab i. The line is
    # followed back to where it crosses the slab above or the ring inside, and the mean there is interpolated.
    for j in range(radii.size):
        down = depth[i - 1] / depth[i] if i > 0 else 0.0
        inward = radii[j - 1] / radii[j] if j > 0 else 0.0
        if i == 0 and j == 0:
            line[j] = change[0, 0]
            continue
        if j == 0:
            there, met, part = before[0], change[i - 1, 0], down
        elif i == 0:
            there, met, part = line[j - 1], change[0, j - 1], inward
        elif down >= inward:
            outer = (radii[j] * down - radii[j - 1]) / (radii[j] - radii[j - 1])
            there = outer * before[j] + (1.0 - outer) * before[j - 1]
            met = outer * change[i - 1, j] + (1.0 - outer) * change[i - 1, j - 1]
            part = down
        else:
            lower = (depth[i] * inward - depth[i - 1]) / (depth[i] - depth[i - 1])
            there = lower * line[j - 1] + (1.0 - lower) * before[j - 1]
            met = lower * change[i, j - 1] + (1.0 - lower) * change[i - 1, j - 1]
            part = inward
        line[j] = part * there + (1.0 - part) * 0.5 * (change[i, j] + met)


@njit(cache=True)
def reweigh(
    heights: Array, areas: Array, light: Followed, change: Array, mixture: tuple[float, float, float], heats: Array
) -> None:  # fmt: skip
    """Energy absorbed in each cell after absorption has changed.

    Parameters
    ----------
    heights, areas : array (z,), (r,)
        Heights of the slabs [m], areas of the rings [m²].
    light : Followed
        The light at its reference absorption.
    change : array (z, r)
        Absorption now less the reference [1/m].
    mixture : tuple of float
        Fractions of the three averages of ``change`` along the way; `MIXTURE` or one alone.
    heats : array (z, r)
        Receives the energy per volume [as that of ``light``].

    Notes
    -----
    h = energy · μ/μ_ref · survival(<δ>, path, spread). <δ> mixes the mean over the column above the cell, over the
    straight line from the point of entry, and over all light (weighted by its fluence) down to the cell's slab. Light
    that has flown less than the distance d to the point of entry did not come from there: beside the column the
    mixture counts by min(1, path/d).
    """
    slabs, rings = change.shape
    reference, energy, path, spread = light.reference, light.energy, light.path, light.spread
    middle = np.cumsum(heights) - 0.5 * heights
    edges = np.sqrt(np.cumsum(areas) / math.pi)
    radii = edges.copy()
    radii[0] *= 0.5
    radii[1:] = 0.5 * (edges[1:] + edges[:-1])
    column, line, before = np.zeros(rings), np.zeros(rings), np.zeros(rings)
    met, flown = 0.0, 0.0
    for i in range(slabs):
        if reference[i] > 0.0:
            for j in range(rings):
                fluence = energy[i, j] * areas[j] * heights[i] / reference[i]
                met += fluence * change[i, j]
                flown += fluence
        everywhere = met / flown if flown > 0.0 else 0.0
        before, line = line, before
        _on_the_line(i, middle, radii, change, before, line)
        for j in range(rings):
            column[j] += 0.5 * heights[i] * change[i, j]
            heats[i, j] = 0.0
            if energy[i, j] > 0.0 and reference[i] > 0.0:
                above = column[j] / middle[i]
                near = min(path[i, j] / math.hypot(middle[i], radii[j]), 1.0)
                mixed = mixture[0] * above + mixture[1] * line[j] + mixture[2] * everywhere
                way = near * mixed + (1.0 - near) * above
                now = 1.0 + change[i, j] / reference[i]
                heats[i, j] = energy[i, j] * now * survival(way, path[i, j], spread[i, j])
            column[j] += 0.5 * heights[i] * change[i, j]


def doubt(heights: Array, areas: Array, light: Followed, change: Array, heats: Array) -> Array:
    """Error to be expected in each cell of what `reweigh` found with its `MIXTURE`.

    Parameters
    ----------
    heights, areas, light, change
        As for `reweigh`.
    heats : array (z, r)
        What it found.

    Returns
    -------
    array (z, r)
        `MARGIN` times the sum of the greatest distance to the answers of the column, the line and the whole field
        taken alone, and of all that the spread of the paths changed [as the energy of ``light``].

    Notes
    -----
    No bound, but an estimate tried on walks with the changed absorption: docs/theory/light.md.
    """
    other, found = np.empty_like(heats), np.zeros_like(heats)
    for mixture in (COLUMN, LINE, EVERYWHERE):
        reweigh(heights, areas, light, change, mixture, other)
        np.maximum(found, np.abs(other - heats), out=found)
    reweigh(heights, areas, light._replace(spread=np.zeros_like(light.path)), change, MIXTURE, other)
    result: Array = MARGIN * (found + np.abs(other - heats))
    return result
