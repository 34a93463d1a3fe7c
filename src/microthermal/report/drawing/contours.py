"""Where a field passes a level: lines, and the areas between two levels."""

from __future__ import annotations

from typing import Any

import numpy as np

from microthermal.quantity import Array


def lines(x: Array, y: Array, field: Array, level: float) -> list[Array]:
    """Lines on which a field has a value, each as points (point, 2).

    Parameters
    ----------
    x, y : Array, (column,), (row,)
        Places of the values.
    field : Array, (row, column)
        Values; between them it is linear along the edges of the grid.
    level : float
        Value on the lines.
    """
    return [np.asarray(one) for one in _generator(x, y, field).lines(level)]


def areas(x: Array, y: Array, field: Array, low: float, high: float) -> list[list[Array]]:
    """Areas in which a field lies between two values, each as its outline and those of its holes (point, 2)."""
    points, offsets = _generator(x, y, field).filled(low, high)
    return [
        [np.asarray(around[begin:end]) for begin, end in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)]
        for around, cuts in zip(points, offsets, strict=True)
    ]


def _generator(x: Array, y: Array, field: Array) -> Any:
    import contourpy  # loaded late: only pages draw

    return contourpy.contour_generator(
        x, y, field, name="serial", line_type=contourpy.LineType.Separate, fill_type=contourpy.FillType.OuterOffset
    )
