"""How much of a plane equal discs cover, when they lie on lattices or at random."""

from __future__ import annotations

from math import erfc, pi, sqrt

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
# Gauss-Legendre rule on (-1, 1), for the mean gap and for chance: both integrands are smooth but for one kink.
NODES, WEIGHTS = np.polynomial.legendre.leggauss(64)


def lens(radius: Array, distance: float) -> Array:
    """Area shared by two equal discs.

    Parameters
    ----------
    radius : Array, any shape
        Radius of the discs.
    distance : float
        Distance of their centres, greater than 0.

    Notes
    -----
    2 R² arccos(d / 2R) - (d / 2) √(4 R² - d²), and 0 if they do not reach each other.
    """
    size = np.maximum(np.asarray(radius, dtype=np.float64), 0.5 * distance)
    half = np.sqrt(np.maximum(4.0 * size**2 - distance**2, 0.0))
    return np.asarray(2.0 * size**2 * np.arccos(distance / (2.0 * size)) - 0.5 * distance * half)


def closing(pitch: float, neighbours: int) -> float:
    """Radius of the discs at which the holes of a square or hexagonal lattice close: d/√2 or d/√3."""
    return pitch / sqrt(2.0 if neighbours == 4 else 3.0)


def lattice_coverage(radius: Array, density: float, pitch: float, neighbours: int) -> Array:
    """Fraction of a plane covered by equal discs on a square or hexagonal lattice.

    Parameters
    ----------
    radius : Array, any shape
        Radius of the discs.
    density : float
        Discs per area.
    pitch : float
        Distance of nearest neighbours.
    neighbours : int
        Nearest neighbours of each disc: 4 (square) or 6 (hexagonal).

    Returns
    -------
    Array
        Fraction, exact: n (π R² - neighbours/2 · lens(R, d)) until the holes close (:func:`closing`); three discs have
        no point in common before that.
    """
    size = np.asarray(radius, dtype=np.float64)
    fraction = density * (pi * size**2 - 0.5 * neighbours * lens(size, pitch))
    return np.where(size >= closing(pitch, neighbours), 1.0, np.clip(fraction, 0.0, 1.0))


def random_coverage(radius: Array, density: float) -> Array:
    """Fraction of a plane covered by discs whose centres lie at random: 1 - exp(-n π R²)."""
    return -np.expm1(-density * pi * np.asarray(radius, dtype=np.float64) ** 2)


def random_gap(radius: float, density: float) -> float:
    """Mean gap between a disc and its nearest neighbour, when centres lie at random.

    Notes
    -----
    The distance D to the nearest centre has P(D > x) = exp(-n π x²); the mean of max(D - 2 R, 0) is
    erfc(2 R √(n π)) / (2 √n).
    """
    return erfc(2.0 * radius * sqrt(pi * density)) / (2.0 * sqrt(density))


def lattice_gap(radius: float, density: float, pitch: float, neighbours: int, passes: int) -> float:
    """Mean gap between a disc and its nearest neighbour, when equal lattices lie at random over each other.

    Parameters
    ----------
    radius, density, pitch, neighbours
        As in :func:`lattice_coverage`, of one lattice.
    passes : int
        Number of lattices.

    Returns
    -------
    float
        Gap; for one lattice the pitch less the diameter, not below 0.

    Notes
    -----
    The own lattice has a neighbour at the pitch d; no centre of another lattice lies within x with probability
    1 - c(x), c the coverage by discs of radius x. So the mean of max(D - 2 R, 0) is ∫ (1 - c(x))^(passes - 1) dx from
    2 R to d.
    """
    start = 2.0 * radius
    if start >= pitch:
        return 0.0
    # The integrand vanishes where discs of radius x cover all.
    end = pitch if passes == 1 else max(start, closing(pitch, neighbours))
    middle, half = 0.5 * (end + start), 0.5 * (end - start)
    places = middle + half * NODES
    free = (1.0 - lattice_coverage(places, density, pitch, neighbours)) ** (passes - 1)
    return float(half * np.sum(WEIGHTS * free))
