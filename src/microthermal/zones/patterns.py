"""Patterns of microbeams: pitch, coverage of all passes, overlap, and the living bridge between zones."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np

from microthermal.domain.laser import Pattern
from microthermal.numerics.lattice_coverage import lattice_coverage, lattice_gap, random_coverage, random_gap
from microthermal.quantity import Array

_NEIGHBOURS = {"hexagonal": 6, "square": 4}


def pitch(pattern: Pattern) -> float:
    """Distance of neighbours in one pass [m].

    Notes
    -----
    √(2 / (√3 n)) hexagonal, 1/√n square; for random points the mean distance to the nearest, 1/(2 √n).
    """
    if pattern.layout == "hexagonal":
        return sqrt(2.0 / (sqrt(3.0) * pattern.density))
    return 1.0 / sqrt(pattern.density) if pattern.layout == "square" else 0.5 / sqrt(pattern.density)


def covered(radius: Array, pattern: Pattern) -> Array:
    """Share of a plane that lies inside discs around the microbeams of all passes.

    Parameters
    ----------
    radius : Array, any shape
        Radius of the discs [m].
    pattern : Pattern
        How the microbeams lie.

    Returns
    -------
    Array, shape of ``radius``
        Share, 0 to 1.

    Notes
    -----
    One pass covers c, exactly, overlap of neighbours included. Passes fall at random against each other:
    1 - (1 - c)^passes. Microbeams at random: 1 - exp(-n π R² passes).
    """
    if pattern.layout == "random":
        return random_coverage(radius, pattern.density * pattern.passes)
    once = lattice_coverage(radius, pattern.density, pitch(pattern), _NEIGHBOURS[pattern.layout])
    return np.asarray(1.0 - (1.0 - once) ** pattern.passes)


def overlap(radius: float, pattern: Pattern) -> float:
    """Share of the zones' summed area that falls on skin inside another zone.

    Notes
    -----
    1 - coverage / (n passes π R²): what a pattern loses to double hits. 0 if no zones meet.
    """
    summed = pattern.density * pattern.passes * pi * radius**2
    if summed == 0.0:
        return 0.0
    return max(0.0, 1.0 - float(covered(np.array(radius), pattern)) / summed)


def bridge(radius: float, pattern: Pattern) -> float:
    """Mean living gap between a zone and its nearest neighbour [m], 0 if they touch.

    Notes
    -----
    One pass of a lattice: the pitch less the diameter. Several passes, or random layout: the mean of max(D - 2 R, 0)
    over the distance D of the nearest centre (:mod:`microthermal.numerics.lattice_coverage`).
    """
    if pattern.layout == "random":
        return random_gap(radius, pattern.density * pattern.passes)
    neighbours = _NEIGHBOURS[pattern.layout]
    return lattice_gap(radius, pattern.density, pitch(pattern), neighbours, pattern.passes)
