"""How often points of a plane are hit by the discs of one or several passes, and how much coverage varies by chance."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.lattice_coverage import lattice_coverage, lens

Array = NDArray[np.float64]
# Points along each side of one cell where discs are counted; the area of a disc is then known to about 1e-4.
_SIDE = 256
# Points for what is known to a few per cent anyway: chance.
_COARSE = 128


def offsets(neighbours: int, side: int = _SIDE) -> tuple[Array, Array]:
    """Points of one lattice cell of pitch 1, spread evenly (point, point) along both lattice vectors.

    Parameters
    ----------
    neighbours : int
        4 (square) or 6 (hexagonal).
    side : int, optional
        Points along each vector.
    """
    places = (np.arange(side) + 0.5) / side
    first, second = np.meshgrid(places, places, indexing="ij")
    if neighbours == 4:
        return first, second
    return first + 0.5 * second, 0.5 * sqrt(3.0) * second


def counts(ratio: float, neighbours: int, side: int = _SIDE) -> Array:
    """Discs over each point of a lattice cell (point, point).

    Parameters
    ----------
    ratio : float
        Radius of the discs over the pitch.
    neighbours : int
        4 (square) or 6 (hexagonal).
    """
    x, y = offsets(neighbours, side)
    found = np.zeros_like(x)
    # Rings of neighbours that can reach into the cell; rows of a hexagonal lattice are closer than its pitch.
    rings = int(np.ceil(1.2 * ratio)) + 1
    for i in range(-2 * rings, rings + 2):
        for j in range(-rings, rings + 2):
            u, v = (i, j) if neighbours == 4 else (i + 0.5 * j, 0.5 * sqrt(3.0) * j)
            found += (x - u) ** 2 + (y - v) ** 2 < ratio**2
    return found


def hit_once(radius: Array, density: float, pitch: float, neighbours: int) -> Array:
    """Share of a plane that lies inside exactly one disc of a lattice.

    Parameters
    ----------
    radius : Array, any shape
        Radius of the discs.
    density : float
        Discs per area.
    pitch : float
        Distance of nearest neighbours.
    neighbours : int
        4 (square) or 6 (hexagonal).

    Notes
    -----
    n (π R² - m lens(R, d)), exact until the holes close (three discs have no point in common before); beyond, counted
    on a cell of 256 x 256 points.
    """
    size = np.asarray(radius, dtype=np.float64)
    once = np.asarray(density * (pi * size**2 - neighbours * lens(size, pitch)))
    full = pitch / sqrt(2.0 if neighbours == 4 else 3.0)
    wide = np.flatnonzero(size.ravel() >= full)
    flat = np.array(once, dtype=np.float64).ravel()
    for index in wide:
        flat[index] = np.mean(counts(float(size.ravel()[index]) / pitch, neighbours) == 1)
    return flat.reshape(size.shape)


def hit_twice(radius: Array, density: float, pitch: float, neighbours: int, passes: int) -> Array:
    """Share of a plane that is hit at least twice by passes that fall at random against each other.

    Notes
    -----
    1 - p0^k - k p1 p0^(k-1), p0 and p1 the shares that one pass leaves and hits once.
    """
    missed = 1.0 - lattice_coverage(radius, density, pitch, neighbours)
    once = hit_once(radius, density, pitch, neighbours)
    return np.asarray(np.clip(1.0 - missed**passes - passes * once * missed ** (passes - 1), 0.0, 1.0))


def random_twice(radius: Array, density: float) -> Array:
    """Share of a plane that is hit at least twice by discs at random: 1 - (1 + λ) exp(-λ), λ = n π R²."""
    mean = density * pi * np.asarray(radius, dtype=np.float64) ** 2
    return np.asarray(-np.expm1(-mean) - mean * np.exp(-mean))


def coverage_deviation(ratio: float, neighbours: int, passes: int) -> float:
    """Standard deviation of the coverage of passes whose shifts against each other are random.

    Parameters
    ----------
    ratio : float
        Radius of the discs over the pitch.
    neighbours : int
        4 (square) or 6 (hexagonal).
    passes : int
        Passes of the same lattice and orientation.

    Notes
    -----
    The uncovered share U = ∫ Π f(x - s_i) dx of a cell, f the gaps of one pass, has E[U] = (1 - c)^p and
    E[U²] = ∫ G(h)^p dh, where G is the autocorrelation of f: exact, by a Fourier transform over the cell.
    """
    gaps = (counts(ratio, neighbours, _COARSE) == 0).astype(np.float64)
    spectrum = np.abs(np.fft.rfft2(gaps)) ** 2
    correlation = np.fft.irfft2(spectrum, gaps.shape) / gaps.size
    second = float(np.mean(np.maximum(correlation, 0.0) ** passes))
    return sqrt(max(0.0, second - float(np.mean(gaps)) ** (2 * passes)))


def random_deviation(radius: float, density: float, area: float) -> float:
    """Standard deviation of the coverage of an area by discs at random.

    Notes
    -----
    Var = (1/A) ∫ [exp(-n (2πR² - lens(h))) - exp(-2nπR²)] 2πh dh from 0 to 2R, edges of the area left out: the
    covariance of the Boolean model.
    """
    if radius == 0.0:
        return 0.0
    nodes, weights = np.polynomial.legendre.leggauss(64)
    h = radius * (1.0 + nodes)
    shared = np.array([float(lens(np.array(radius), float(each))) for each in h])
    both = np.exp(-density * (2.0 * pi * radius**2 - shared)) - np.exp(-2.0 * density * pi * radius**2)
    return sqrt(float(radius * np.sum(weights * both * 2.0 * pi * h)) / area)


def sampled_coverage(ratio: float, neighbours: int, passes: int, samples: int, generator: np.random.Generator) -> Array:
    """Coverages of passes with random shifts (sample,), from gaps counted on a cell of 128 x 128 points."""
    gaps = counts(ratio, neighbours, _COARSE) == 0
    found = np.empty(samples)
    for number in range(samples):
        left = gaps
        for _ in range(passes - 1):
            left = left & np.roll(gaps, tuple(generator.integers(0, _COARSE, 2)), (0, 1))
        found[number] = 1.0 - float(np.mean(left))
    return found
