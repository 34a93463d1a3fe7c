"""Cells that are fine where a field is sharp, such as at the ends of an electrode, and grow away from there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from microthermal.quantity import Array


@dataclass(frozen=True)
class Marked:
    """How large cells are along one axis [m]: ``first`` at each of the ``marks``, growing by ``rise`` per length.

    They grow to ``most`` at most, and beyond ``fine`` by ``growth`` per length in addition; the axis ends at ``end``.
    """

    first: float
    rise: float
    most: float
    marks: tuple[float, ...]
    fine: float
    growth: float
    end: float

    def size(self, place: Array) -> Array:
        """Size of the cells at places [m], of the same shape."""
        away = np.abs(np.subtract.outer(np.asarray(place), np.array(self.marks))).min(axis=-1)
        near = np.minimum(self.first + self.rise * away, self.most)
        return np.asarray(near + self.growth * np.maximum(0.0, place - self.fine))
