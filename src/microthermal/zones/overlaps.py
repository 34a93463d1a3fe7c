"""Overlap of zones: coverage of every shell at every depth, double hits, chance, and how wide living bridges are."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.results.field import Overlap, Shells
from microthermal.domain.results.flow import Damage
from microthermal.numerics.damage.lattice_chance import coverage_deviation, random_deviation, sampled_coverage
from microthermal.zones.patterns import NEIGHBOURS, NO_COVERAGE, bridges, covered, pitch, twice
from microthermal.zones.shapes import channel_outline, outlines

_QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
_SAMPLES, _DISTANCES = 200, 41
# One in twenty of a normal distribution lies farther out.
_ONE_IN_TWENTY = 1.645


def shells(damage: Damage, pattern: Pattern) -> Shells:
    """Coverage of the channel and of every endpoint at each depth.

    Parameters
    ----------
    damage : Damage
        Damage of one microbeam.
    pattern : Pattern
        How microbeams lie.

    Returns
    -------
    Shells
        ``"channel"`` first, then the endpoints in their order. The fraction of a shell between two outlines is the
        difference of their coverages, since outlines of one zone are concentric.
    """
    names = ("channel", *damage.endpoints)
    edges = np.stack([channel_outline(damage), *outlines(damage).values()])
    return Shells(shells=names, z=damage.grid.z, covered=covered(edges, pattern), twice=twice(edges, pattern))


@lru_cache(maxsize=64)
def overlap_of(radius: float, pattern: Pattern, seed: int = 1) -> Overlap:
    """Overlap statistics of discs of one radius.

    Parameters
    ----------
    radius : float
        Radius of the discs [m].
    pattern : Pattern
        How microbeams lie; passes fall at random against each other.
    seed : int, optional
        Seed of the shifts that are tried for the ends of the distribution.

    Notes
    -----
    The deviation is exact: for lattices that of one cell, all passes in one orientation, and so the most that chance
    can do; for random layout that of the treated area. Where the skin is uneven and passes turn, less is left.
    Kept by content, because doses, healing and metrics of one zone and pattern ask for the same.
    """
    mean = float(covered(np.array(radius), pattern))
    deviation, low, high = _chance(radius, pattern, mean, seed)
    fractions = np.array(_QUANTILES)
    reach = max(0.75 * pitch(pattern), 2.0 * radius)
    distance = np.linspace(0.0, reach, _DISTANCES)
    # In a plane that is fully covered no living tissue is left at any distance.
    alive = 1.0 - mean if 1.0 - mean > NO_COVERAGE else np.inf
    return Overlap(
        twice=float(twice(np.array(radius), pattern)), deviation=deviation, coverage_low=low, coverage_high=high,
        quantiles=fractions, bridges=bridges(radius, pattern, fractions), distance=distance,
        farther=np.clip((1.0 - covered(radius + distance, pattern)) / alive, 0.0, 1.0),
    )  # fmt: skip


def _chance(radius: float, pattern: Pattern, mean: float, seed: int) -> tuple[float, float, float]:
    if pattern.layout == "random":
        spread = random_deviation(radius, pattern.density * pattern.passes, pattern.treated_area)
        return spread, max(0.0, mean - _ONE_IN_TWENTY * spread), min(1.0, mean + _ONE_IN_TWENTY * spread)
    if pattern.passes == 1 or mean < NO_COVERAGE:
        return 0.0, mean, mean
    ratio, neighbours = radius / pitch(pattern), NEIGHBOURS[pattern.layout]
    spread = coverage_deviation(ratio, neighbours, pattern.passes)
    found = sampled_coverage(ratio, neighbours, pattern.passes, _SAMPLES, np.random.default_rng(seed))
    # Counting on points has a small bias: only the shape is sampled, and shifted to the exact mean.
    low, high = np.quantile(found, (0.05, 0.95)) - float(np.mean(found)) + mean
    return spread, float(np.clip(low, 0.0, mean)), float(np.clip(high, mean, 1.0))
