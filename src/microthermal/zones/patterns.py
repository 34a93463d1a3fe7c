"""Patterns of microbeams: pitch and density, coverage of all passes, overlap, double hits, living bridges."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np

from microthermal.domain.inputs.pattern import Layout, Pattern
from microthermal.numerics.damage.lattice_coverage import lattice_coverage, lattice_gap, random_coverage, random_gap
from microthermal.numerics.damage.lattice_hits import hit_twice, random_twice, shared_by_two
from microthermal.numerics.roots import root_between
from microthermal.quantity import Array

NEIGHBOURS = {"hexagonal": 6, "square": 4}
# A fraction of the plane below this is none: nobody could find a zone there.
NO_COVERAGE = 1e-12


def density_of_pitch(layout: Layout, distance: float) -> float:
    """Density of a pass [1/m²] whose neighbours lie a distance apart [m]; the inverse of :func:`pitch`."""
    if layout == "hexagonal":
        return 2.0 / (sqrt(3.0) * distance**2)
    return 1.0 / distance**2 if layout == "square" else 0.25 / distance**2


def density_of_coverage(layout: Layout, fraction: float, radius: float) -> float:
    """Density of a pass [1/m²] whose discs of a radius [m] cover a fraction of the plane, overlaps counted once.

    Notes
    -----
    c / (π R²) while discs lie apart (c below 0.907 hexagonal, 0.785 square), as makers reckon; -ln(1 - c) / (π R²) at
    random; the root of the coverage where discs of a lattice overlap, sought up to the density that closes all holes.
    """
    area = pi * radius**2
    if layout == "random":
        return -float(np.log1p(-fraction)) / area
    apart = fraction / area
    if 2.0 * radius <= _pitch(layout, apart):
        return apart
    neighbours = NEIGHBOURS[layout]

    def excess(density: float) -> float:
        return float(lattice_coverage(np.array(radius), density, _pitch(layout, density), neighbours)) - fraction

    closed = density_of_pitch(layout, sqrt(2.0 if neighbours == 4 else 3.0) * radius)
    return root_between(excess, 0.5 * apart, closed, "density of a coverage")


def pitch(pattern: Pattern) -> float:
    """Distance of neighbours in one pass [m].

    Notes
    -----
    √(2 / (√3 n)) hexagonal, 1/√n square; for random points the mean distance to the nearest, 1/(2 √n).
    """
    return _pitch(pattern.layout, pattern.density)


def _pitch(layout: Layout, density: float) -> float:
    if layout == "hexagonal":
        return sqrt(2.0 / (sqrt(3.0) * density))
    return 1.0 / sqrt(density) if layout == "square" else 0.5 / sqrt(density)


def covered(radius: Array, pattern: Pattern) -> Array:
    """Fraction of a plane that lies inside discs around the microbeams of all passes.

    Parameters
    ----------
    radius : Array, any shape
        Radius of the discs [m].
    pattern : Pattern
        How the microbeams lie.

    Returns
    -------
    Array, shape of ``radius``
        Fraction, 0 to 1.

    Notes
    -----
    One pass covers c, exactly, overlap of neighbours included. Passes fall at random against each other:
    1 - (1 - c)^passes. Microbeams at random: 1 - exp(-n π R² passes).
    """
    if pattern.layout == "random":
        return random_coverage(radius, pattern.density * pattern.passes)
    once = lattice_coverage(radius, pattern.density, pitch(pattern), NEIGHBOURS[pattern.layout])
    # Through logarithms, so that a small coverage keeps all its digits; a closed plane stays closed.
    with np.errstate(divide="ignore"):
        return np.asarray(-np.expm1(pattern.passes * np.log1p(-once)))


def overlap(radius: float, pattern: Pattern) -> float:
    """Fraction of the zones' summed area that falls on skin inside another zone.

    Notes
    -----
    1 - coverage / (n passes π R²): what a pattern loses to double hits. 0 if no zones meet, exactly: one pass of a
    lattice loses the overlap of neighbours, which is zero where they do not reach each other.
    """
    once = pattern.density * pi * radius**2
    if once * pattern.passes < NO_COVERAGE:
        return 0.0
    whole = float(covered(np.array(radius), pattern))
    if pattern.layout != "random" and pattern.passes == 1 and whole < 1.0:
        shared = shared_by_two(np.array(radius), pattern.density, pitch(pattern), NEIGHBOURS[pattern.layout])
        return float(shared) / once
    return max(0.0, 1.0 - whole / (once * pattern.passes))


def bridge(radius: float, pattern: Pattern) -> float:
    """Mean living gap between a zone and its nearest neighbour [m], 0 if they touch.

    Notes
    -----
    One pass of a lattice: the pitch less the diameter. Several passes, or random layout: the mean of max(D - 2 R, 0)
    over the distance D of the nearest centre (:mod:`microthermal.numerics.damage.lattice_coverage`).
    """
    if pattern.layout == "random":
        return random_gap(radius, pattern.density * pattern.passes)
    neighbours = NEIGHBOURS[pattern.layout]
    return lattice_gap(radius, pattern.density, pitch(pattern), neighbours, pattern.passes)


def touching(radius: float, pattern: Pattern) -> float:
    """Fraction of the zones whose nearest neighbour they touch or overlap [1]: where the bridge is closed.

    Notes
    -----
    The fraction of nearest centres within a diameter, as :func:`bridges` has their distances.
    """
    if radius == 0.0:
        return 0.0
    if pattern.layout == "random":
        return float(-np.expm1(-pi * pattern.density * pattern.passes * (2.0 * radius) ** 2))
    step = pitch(pattern)
    if 2.0 * radius >= step:
        return 1.0
    once = float(lattice_coverage(np.array(2.0 * radius), pattern.density, step, NEIGHBOURS[pattern.layout]))
    return 1.0 - (1.0 - once) ** (pattern.passes - 1)


def twice(radius: Array, pattern: Pattern) -> Array:
    """Fraction of the plane that lies in at least two discs of any passes."""
    if pattern.layout == "random":
        return random_twice(radius, pattern.density * pattern.passes)
    return hit_twice(radius, pattern.density, pitch(pattern), NEIGHBOURS[pattern.layout], pattern.passes)


def bridges(radius: float, pattern: Pattern, fractions: Array) -> Array:
    """Widths of the living bridge to the nearest zone that given fractions of all bridges fall below [m].

    Notes
    -----
    The distance D of the nearest centre exceeds x with probability (1 - c₁(x))^(passes - 1) below the pitch, which
    is the most it can be, c₁ the coverage of one pass by discs of radius x; exp(-n passes π x²) at random.
    """
    if pattern.layout == "random":
        distance = np.sqrt(-np.log1p(-np.minimum(fractions, 1 - 1e-12)) / (pi * pattern.density * pattern.passes))
        return np.asarray(np.maximum(distance - 2.0 * radius, 0.0))
    step = pitch(pattern)
    places = np.linspace(0.0, step, 513)
    once = lattice_coverage(places, pattern.density, step, NEIGHBOURS[pattern.layout])
    below = 1.0 - (1.0 - once) ** (pattern.passes - 1)
    below[-1] = 1.0
    distance = np.interp(fractions, below, places) if pattern.passes > 1 else np.full(fractions.size, step)
    return np.asarray(np.maximum(distance - 2.0 * radius, 0.0))
