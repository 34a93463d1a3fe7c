"""How far the answers of two processes differ, number by number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FLOOR = "floor of "
TOLERANCE = 1e-9
# Questions of light have a standard error of their own; within as many of it, both are as good.
STANDARD_ERRORS = 3.0


class Difference(NamedTuple):
    """How far one named group of numbers differs; the difference is in parts of its scale."""

    name: str
    equal: bool
    difference: float

    @property
    def question(self) -> str:
        """The question that it belongs to."""
        return self.name.split("/", 1)[0]


def differences(one: Mapping[str, NDArray[np.generic]], other: Mapping[str, NDArray[np.generic]]) -> list[Difference]:
    """Every group of numbers of either side; a group that only one side has, or of another shape, is infinitely far."""
    names = dict.fromkeys(name for side in (one, other) for name in side if not name.startswith(FLOOR))
    return [_difference(name, one, other) for name in names if name != "facts"]


def _difference(
    name: str, one: Mapping[str, NDArray[np.generic]], other: Mapping[str, NDArray[np.generic]]
) -> Difference:
    if name not in one or name not in other or one[name].shape != other[name].shape:
        return Difference(name, False, np.inf)
    a, b = np.asarray(one[name], dtype=np.float64), np.asarray(other[name], dtype=np.float64)
    if np.array_equal(a, b, equal_nan=True):
        return Difference(name, True, 0.0)
    return Difference(name, False, scaled(a, b, float(one[f"{FLOOR}{name}"])))


def scaled(one: NDArray[np.float64], other: NDArray[np.float64], floor: float) -> float:
    """Greatest difference of two arrays over their scale: the largest number of the first, or the floor if greater.

    Examples
    --------
    >>> scaled(np.array([1.0, 200.0]), np.array([1.0, 202.0]), 0.0)
    0.01
    """
    apart = np.abs(one - other)
    if not np.isfinite(apart[~(one == other)]).all():
        return float(np.inf)
    scale = max(float(np.abs(one).max()), floor)
    return float(np.where(one == other, 0.0, apart).max()) / scale if scale > 0.0 else float(np.inf)
