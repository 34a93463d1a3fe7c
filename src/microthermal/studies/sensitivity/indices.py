"""Sobol indices with the spread that so few points leave, by resampling the points."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from microthermal.numerics.uniforms import uniforms
from microthermal.quantity import Array
from microthermal.studies.sensitivity.records import Doubt, Index

# Resamples, and the ends of nine tenths of them.
_RESAMPLES: Final = 500
_BAND: Final = (0.05, 0.95)
# Points that a metric must have of those that were asked for, and the least spread [of its size] that is one.
_LEAST: Final = 8
_NONE: Final = 1e-9
_STRIDE: Final = 104_729


def indices(
    values: Array, doubts: tuple[Doubt, ...], base: int, seed: int
) -> tuple[tuple[Index, ...], tuple[float, float] | None, int]:
    """Indices of every input, the greatest total first; the ends of nine tenths of the metric; points that were kept.

    Parameters
    ----------
    values : array
        Metric at Saltelli's points, (base * (inputs + 2),): A, B, and A with each column of B; NaN where a run failed.
    doubts : tuple of Doubt
        The inputs, in the order of the columns.
    base : int
        Points in A.
    seed : int
        Which resamples are drawn.

    Notes
    -----
    A point whose value is missing anywhere is left out everywhere, which leaves the others independent.
    """
    blocks = values.reshape(len(doubts) + 2, base)
    kept = blocks[:, np.isfinite(blocks).all(axis=0)]
    points = kept.shape[1]
    if points < _LEAST:
        return (), None, points
    low, high = np.quantile(kept[:2], _BAND).tolist()
    if np.ptp(kept) <= _NONE * max(1e-300, float(np.abs(kept).max())):
        return (), (low, high), points
    first, total = _estimated(kept)
    draws = (uniforms(seed + _STRIDE, _RESAMPLES, points) * points).astype(int)
    again = np.array([first_and_total(kept[:, draw]) for draw in draws])
    ends = np.quantile(again, _BAND, axis=0)
    made = [
        Index(
            doubt=doubt, first=float(first[number]), total=float(total[number]),
            first_band=(float(ends[0, 0, number]), float(ends[1, 0, number])),
            total_band=(float(ends[0, 1, number]), float(ends[1, 1, number])),
        )
        for number, doubt in enumerate(doubts)
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda one: (-round(one.total, 12), one.doubt.name))), (low, high), points


def _estimated(kept: Array) -> Array:
    """First and total indices by SciPy, which takes whole sets of Sobol points alone; by the same formulas else."""
    points = kept.shape[1]
    if points & (points - 1):
        return first_and_total(kept)
    from scipy.stats import sobol_indices  # loaded late: pages and records of other commands need none

    func: Any = {"f_A": kept[:1], "f_B": kept[1:2], "f_AB": kept[2:, np.newaxis]}
    found = sobol_indices(func=func, n=points)
    return np.array([np.atleast_1d(found.first_order), np.atleast_1d(found.total_order)])


def first_and_total(blocks: Array) -> Array:
    """First and total indices, (2, inputs), of values at Saltelli's points, (inputs + 2, points).

    Notes
    -----
    First: mean of B (AB - A) over the variance (Saltelli 2010, table 2 b); total: half the mean of (A - AB)² over it
    (Jansen 1999), as :func:`scipy.stats.sobol_indices` has them.
    """
    centred = blocks - blocks[:2].mean()
    a, b, mixed = centred[0], centred[1], centred[2:]
    variance = centred[:2].var()
    if variance == 0.0:  # a resample of one point again and again: nothing moves in it
        return np.zeros((2, mixed.shape[0]))
    found: Array = np.array([(b * (mixed - a)).mean(axis=1), 0.5 * ((a - mixed) ** 2).mean(axis=1)]) / variance
    return found
