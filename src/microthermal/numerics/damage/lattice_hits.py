"""How often points of a plane are hit by the discs of one or several passes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache, reduce
from itertools import product
from math import comb, hypot, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.damage.lattice_coverage import closing, lattice_coverage, lens

Array = NDArray[np.float64]
# Points along each side of one cell where discs are counted; the area of a disc is then known to about 1e-4.
_SIDE = 256
# Points for what is known to a few per cent anyway: chance.
COARSE = 128


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

    Notes
    -----
    A disc whose rim passes within half a distance of points counts in part, so that what is counted follows the
    radius without jumps, and to second order in that distance.
    """
    # Rings of neighbours that can reach into the cell; rows of a hexagonal lattice are closer than its pitch.
    rings = int(np.ceil(1.2 * ratio)) + 1
    centres = product(range(-2 * rings, rings + 2), range(-rings, rings + 2))
    found = np.zeros((side, side))
    for distance in _distances(neighbours, side, _reaching(ratio, neighbours, side, centres)):
        found += _within(ratio - distance, side)
    return found


def _reaching(
    ratio: float, neighbours: int, side: int, centres: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Centres whose discs may reach a point of the cell; those left out would add exactly nothing to any."""
    x, y = offsets(neighbours, side)
    (left, right), (low, high) = ((float(one.min()), float(one.max())) for one in (x, y))
    for i, j in centres:
        u, v = _place(neighbours, i, j)
        away = hypot(max(left - u, u - right, 0.0), max(low - v, v - high, 0.0))
        if away <= ratio + 1.0 / side:
            yield i, j


def _place(neighbours: int, i: int, j: int) -> tuple[float, float]:
    """Place of a sum of so many lattice vectors."""
    return (i, j) if neighbours == 4 else (i + 0.5 * j, 0.5 * sqrt(3.0) * j)


def _distances(neighbours: int, side: int, centres: Iterable[tuple[int, int]]) -> Iterator[Array]:
    """Distance of each point of a lattice cell from each centre, which is a sum of so many lattice vectors."""
    x, y = offsets(neighbours, side)
    for i, j in centres:
        u, v = _place(neighbours, i, j)
        yield np.sqrt((x - u) ** 2 + (y - v) ** 2)


def _within(inside: Array, side: int) -> Array:
    return np.asarray(np.clip(0.5 + inside * side, 0.0, 1.0))


@lru_cache(maxsize=4)
def _nearest(neighbours: int, side: int) -> Array:
    """Distance of each point of a lattice cell from the nearest centre, the pitch being 1 (point, point)."""
    near = range(-2, 3)
    far = reduce(np.minimum, _distances(neighbours, side, product(near, near)))
    far.setflags(write=False)
    return far


def gaps(ratio: float, neighbours: int) -> Array:
    """Fraction of each of 128 x 128 points of a lattice cell that no disc covers (point, point); see :func:`counts`."""
    return np.asarray(1.0 - _within(ratio - _nearest(neighbours, COARSE), COARSE))


def shared_by_two(radius: Array, density: float, pitch: float, neighbours: int) -> Array:
    """Fraction of a plane that lies inside two discs of a lattice, until its holes close; exactly 0 where none meet."""
    size = np.asarray(radius, dtype=np.float64)
    return np.asarray(np.where(2.0 * size > pitch, 0.5 * density * neighbours * lens(size, pitch), 0.0))


def hit_once(radius: Array, density: float, pitch: float, neighbours: int) -> Array:
    """Fraction of a plane that lies inside exactly one disc of a lattice.

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
    on a cell of 256 x 256 points, in the proportion that makes both agree where the holes close.
    """
    size = np.asarray(radius, dtype=np.float64)
    flat = density * (pi * size**2 - neighbours * lens(size, pitch)).ravel()
    wide = np.flatnonzero(size.ravel() >= closing(pitch, neighbours))
    for index in wide:
        flat[index] = _counted_fraction(neighbours) * _counted_once(float(size.ravel()[index]) / pitch, neighbours)
    return np.asarray(flat.reshape(size.shape))


@lru_cache(maxsize=2)
def _counted_fraction(neighbours: int) -> float:
    """Exact over counted fraction that is hit once, at the radius where the holes close; near 1."""
    full = np.array(closing(1.0, neighbours))
    density = 1.0 if neighbours == 4 else 2.0 / sqrt(3.0)
    exact = density * float(pi * full**2 - neighbours * lens(full, 1.0))
    return exact / _counted_once(float(full), neighbours)


def _counted_once(ratio: float, neighbours: int) -> float:
    return float(np.mean(np.maximum(0.0, 1.0 - np.abs(counts(ratio, neighbours) - 1.0))))


def hit_twice(radius: Array, density: float, pitch: float, neighbours: int, passes: int) -> Array:
    """Fraction of a plane that is hit at least twice by passes that fall at random against each other.

    Notes
    -----
    1 - p0^k - k p1 p0^(k-1), p0 and p1 the fractions that one pass leaves and hits once, as a sum without differences:
    what two passes or more hit, Σ binomial(k, j) c^j p0^(k-j) from j = 2 on, c = 1 - p0; and what one pass alone hits
    with two of its own discs, k (c - p1) p0^(k-1). Where no discs meet, one pass gives exactly 0.
    """
    hit = lattice_coverage(radius, density, pitch, neighbours)
    missed = 1.0 - hit
    both = np.where(hit < 1.0, shared_by_two(radius, density, pitch, neighbours), 0.0)
    closed = hit >= 1.0
    if bool(closed.any()):
        both[closed] = 1.0 - hit_once(np.asarray(radius)[closed], density, pitch, neighbours)
    passed = sum(
        (comb(passes, j) * hit**j * missed ** (passes - j) for j in range(2, passes + 1)), start=np.zeros(hit.shape)
    )
    return np.asarray(np.clip(passed + passes * both * missed ** (passes - 1), 0.0, 1.0))


def random_twice(radius: Array, density: float) -> Array:
    """Fraction of a plane that is hit at least twice by discs at random: 1 - (1 + λ) exp(-λ), λ = n π R².

    Notes
    -----
    The regularised incomplete gamma function P(2, λ), which keeps its digits where λ is small.
    """
    from scipy.special import gammainc  # loaded late: the first zone of a process needs none

    return np.asarray(gammainc(2.0, density * pi * np.asarray(radius, dtype=np.float64) ** 2))
