"""Scattered light at another absorption without a new walk, from the photon path lengths scored in every cell."""

from __future__ import annotations

import math
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.links import unsigned
from microthermal.numerics.conduction.pieces import Pieces, layered
from microthermal.numerics.damage.exponential import exponential
from microthermal.numerics.records import by_address

Array: TypeAlias = NDArray[np.float64]

# Weights by which the change of absorption along the photon paths is averaged: over the column above a cell, over the
# line from the point of entry, over all light down to that depth. MIXTURE is used; the others estimate its error.
MIXTURE = (0.25, 0.5, 0.25)
COLUMN, LINE, EVERYWHERE = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
# Factor on the range of the three averages: below a hot core the true value lies at the end of the range.
MARGIN = 1.5


@by_address
class Followed(NamedTuple):
    """Light as it was followed at one absorption."""

    reference: Array
    """That absorption [1/m] (z,); of each piece, where materials vary along the radius."""
    energy: Array
    """Energy per volume that it left in each cell [any] (z, r)."""
    path: Array
    """Mean path of the light absorbed in each cell [m] (z, r)."""
    spread: Array
    """Standard deviation of that path [m] (z, r)."""


@by_address
class Ways(NamedTuple):
    """The ways of the light of a grid, from :func:`ways_of`: what `reweigh` needs, whatever the absorption."""

    middle: Array
    """Depth of the middle of each slab [m] (z,)."""
    met: Array
    """Fluence times volume of each cell, in which changes of absorption are averaged (z, r)."""
    beside: Array
    """How much other ways than straight down the column count in each cell, 0 to 1 (z, r)."""
    along: Array
    """Where the line from the point of entry comes into each cell: part of the nearer of two neighbours (z, r)."""
    part: Array
    """Fraction of that line that lies before the cell (z, r)."""
    steep: NDArray[np.bool_]
    """Whether the line comes from the slab above, or else from the ring inside (z, r)."""
    twice_path: Array
    """Twice the mean path of the light of each cell [m] (z, r)."""
    bend: Array
    """Twice the variance of that path over its mean [m] (z, r)."""
    column: Array
    """Room for sums down the columns (r,)."""
    way: Array
    """Room for the mean change along the way of the light of one slab (r,)."""
    line: Array
    """Room for means along two slabs (2, r)."""
    pieces: Pieces
    """Which of the materials fills each cell."""


def ways_of(heights: Array, areas: Array, light: Followed, pieces: Pieces | None = None) -> Ways:
    """Ways of light through a grid.

    Parameters
    ----------
    heights, areas : array (z,), (r,)
        Heights of the slabs [m], areas of the rings [m²].
    light : Followed
        Light at its reference absorption.
    pieces : Pieces, optional
        Which of the materials fills each cell; without it each slab is of its own.
    """
    pieces = pieces or layered(light.energy.shape)
    middle = np.cumsum(heights) - 0.5 * heights
    edges = np.sqrt(np.cumsum(areas) / math.pi)
    radii = np.concatenate(([0.5 * edges[0]], 0.5 * (edges[1:] + edges[:-1])))
    z, r = middle[:, None], radii[None, :]
    above, inside = np.concatenate(([0.0], middle[:-1]))[:, None], np.concatenate(([0.0], radii[:-1]))[None, :]
    down, inward = above / z, inside / r
    steep = np.array(down >= inward)
    steep[0], steep[:, 0] = False, True
    # On the axis and in the first slab these say nothing, and are not used.
    outer = (r * down - inside) / (r - inside)
    lower = (z * inward - above) / np.where(z > above, z - above, 1.0)
    along = np.where(steep, outer, lower)
    # On the axis the line comes straight from above, and in the first slab straight from the ring inside.
    along[:, 0], along[0] = 1.0, 1.0
    absorbing = light.reference > 0.0
    high = heights[pieces.slab]
    per_absorption = np.where(absorbing, high / np.where(absorbing, light.reference, 1.0), 0.0)
    counted = (light.energy > 0.0) & absorbing[pieces.of]
    return Ways(
        middle=middle,
        met=light.energy * areas * per_absorption[pieces.of],
        beside=np.where(counted, np.minimum(light.path / np.sqrt(z * z + r * r), 1.0), 0.0),
        along=np.ascontiguousarray(along),
        part=np.where(steep, down, inward),
        steep=steep,
        twice_path=2.0 * np.maximum(light.path, 0.0),
        bend=2.0 * light.spread**2 / np.where(light.path > 0.0, light.path, np.inf),
        column=np.zeros(areas.size),
        way=np.zeros(areas.size),
        line=np.zeros((2, areas.size)),
        pieces=pieces,
    )


@njit(cache=True, inline="always")
def survival(change: float, twice_path: float, bend: float) -> float:
    """Factor by which light grows or fades on its way when absorption changes evenly.

    Parameters
    ----------
    change : float
        Change of absorption along the way [1/m].
    twice_path : float
        Twice the mean L of the path [m].
    bend : float
        Twice the variance σ² of the path over its mean [m].

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
    root = math.sqrt(max(1.0 + change * bend, 0.0))
    return exponential(-change * twice_path / (1.0 + root))


@njit(cache=True)
def _on_the_line(i: int, ways: Ways, change: Array, before: Array, line: Array) -> None:
    # Mean change on the straight line from the point of entry to the middle of each cell of slab i. The line is
    # followed back to where it crosses the slab above or the ring inside, and the mean there is interpolated.
    if i == 0:
        line[0] = change[0, 0]
        for j in range(1, line.size):
            part = ways.part[0, j]
            line[j] = part * line[j - 1] + (1.0 - part) * 0.5 * (change[0, j] + change[0, j - 1])
        return
    line[0] = ways.part[i, 0] * before[0] + (1.0 - ways.part[i, 0]) * 0.5 * (change[i, 0] + change[i - 1, 0])
    for j in range(1, line.size):
        along, part = ways.along[i, j], ways.part[i, j]
        if ways.steep[i, j]:
            there, met = before[j], change[i - 1, j]
        else:
            there, met = line[j - 1], change[i, j - 1]
        there = along * there + (1.0 - along) * before[j - 1]
        met = along * met + (1.0 - along) * change[i - 1, j - 1]
        line[j] = part * there + (1.0 - part) * 0.5 * (change[i, j] + met)


@njit(cache=True)
def reweigh(
    heights: Array, ways: Ways, light: Followed, change: Array, mixture: tuple[float, float, float], heats: Array
) -> None:  # fmt: skip
    """Energy absorbed in each cell after absorption has changed.

    Parameters
    ----------
    heights : array (z,)
        Heights of the slabs [m].
    ways : Ways
        Ways of this light through the grid.
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
    column, way, met_here, beside = ways.column, ways.way, ways.met, ways.beside
    energy, twice_path, bend, pieces = light.energy, ways.twice_path, ways.bend, ways.pieces
    by_column, by_line, by_all = mixture
    column[:] = 0.0
    met, flown = 0.0, 0.0
    for i in range(slabs):
        for j in range(rings):
            met += met_here[i, j] * change[i, j]
            flown += met_here[i, j]
        everywhere = met / flown if flown > 0.0 else 0.0
        before, line = ways.line[(i + 1) % 2], ways.line[i % 2]
        _on_the_line(i, ways, change, before, line)
        depth, half = ways.middle[i], 0.5 * heights[i]
        for j in range(rings):
            above = (column[j] + half * change[i, j]) / depth
            mixed = by_column * above + by_line * line[j] + by_all * everywhere
            way[j] = above + beside[i, j] * (mixed - above)
            column[j] += 2.0 * half * change[i, j]
        for p in range(pieces.first[i], pieces.first[i + 1]):
            per_reference = 1.0 / light.reference[p] if light.reference[p] > 0.0 else 0.0
            for ring in range(pieces.begin[p], pieces.end[p]):
                j = unsigned(ring)
                now = energy[i, j] * (1.0 + change[i, j] * per_reference)
                heats[i, j] = now * survival(way[j], twice_path[i, j], bend[i, j])


def doubt(heights: Array, ways: Ways, light: Followed, change: Array, heats: Array) -> Array:
    """Error to be expected in each cell of what `reweigh` found with its `MIXTURE`.

    Parameters
    ----------
    heights, ways, light, change
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
        reweigh(heights, ways, light, change, mixture, other)
        np.maximum(found, np.abs(other - heats), out=found)
    reweigh(heights, ways._replace(bend=np.zeros_like(ways.bend)), light, change, MIXTURE, other)
    result: Array = MARGIN * (found + np.abs(other - heats))
    return result
