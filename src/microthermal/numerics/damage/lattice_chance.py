"""How much the coverage of several passes varies by chance: its deviation, and samples of it."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.damage.lattice_coverage import NODES, WEIGHTS, lens
from microthermal.numerics.damage.lattice_hits import COARSE, gaps

Array = NDArray[np.float64]
# A variance of the coverage below this counts as zero: it may be rounding of the Fourier transform.
_NO_SPREAD = 1e-14


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
    The uncovered fraction U = ∫ Π f(x - s_i) dx of a cell, f the gaps of one pass, has E[U] = (1 - c)^p and
    E[U²] = ∫ G(h)^p dh, where G is the autocorrelation of f: exact, by a Fourier transform over the cell.
    """
    left = gaps(ratio, neighbours)
    spectrum = np.abs(np.fft.rfft2(left)) ** 2
    correlation = np.maximum(np.fft.irfft2(spectrum, left.shape) / left.size, 0.0)
    # Var[U] = E[U²] - E[U]²; the mean of the autocorrelation is the squared mean of the gaps.
    spread = float(np.mean(correlation**passes)) - float(np.mean(correlation)) ** passes
    return sqrt(spread) if spread > _NO_SPREAD else 0.0


def random_deviation(radius: float, density: float, area: float) -> float:
    """Standard deviation of the coverage of an area by discs at random.

    Notes
    -----
    Var = (1/A) ∫ [exp(-n (2πR² - lens(h))) - exp(-2nπR²)] 2πh dh from 0 to 2R, edges of the area left out: the
    covariance of the Boolean model.
    """
    if radius == 0.0:
        return 0.0
    h = radius * (1.0 + NODES)
    shared = np.array([float(lens(np.array(radius), float(each))) for each in h])
    both = np.exp(-density * (2.0 * pi * radius**2 - shared)) - np.exp(-2.0 * density * pi * radius**2)
    return sqrt(float(radius * np.sum(WEIGHTS * both * 2.0 * pi * h)) / area)


def sampled_coverage(ratio: float, neighbours: int, passes: int, samples: int, generator: np.random.Generator) -> Array:
    """Coverages of passes with random shifts (sample,), from gaps counted on a cell of 128 x 128 points."""
    one = gaps(ratio, neighbours)
    shifts = COARSE - generator.integers(0, COARSE, (samples, passes - 1, 2))
    found, work = np.empty(samples), np.empty((2, COARSE))
    # Along a row each shift of the periodic cell is a window of two cells: nothing is copied.
    _sample(np.tile(one, (1, 2)), np.asarray(one.min(axis=1) < 1.0), shifts.astype(np.uint64), work, found)
    return found


@njit(cache=True, nogil=True)
def _sample(
    gap: Array, touched: NDArray[np.bool_], shifts: NDArray[np.uint64], work: Array, found: Array
) -> None:  # fmt: skip
    # Row by row, so that a row stays in the nearest cache until all passes have fallen on it. Rows that no disc of a
    # pass touches are whole, and times one.
    left, sums, side = work[0], work[1], np.uint64(touched.size)
    for number in range(found.size):
        for j in range(side):
            sums[j] = 0.0
        for i in range(side):
            for j in range(side):
                left[j] = gap[i, j]
            for k in range(shifts.shape[1]):
                row, begin = (i + shifts[number, k, 0]) % side, shifts[number, k, 1]
                if touched[row]:
                    for j in range(side):
                        left[j] *= gap[row, begin + j]
            for j in range(side):
                sums[j] += left[j]
        total = 0.0
        for j in range(side):
            total += sums[j]
        found[number] = 1.0 - total / (side * side)
