"""Nodes and weights of Gauss-Legendre quadrature on panels, found by our own arithmetic."""

from __future__ import annotations

import math
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.elementary import circle
from microthermal.numerics.wholes import whole_steps

Array: TypeAlias = NDArray[np.float64]
ORDER = 16
# Newton's method doubles the digits: from two right digits to all in four steps, and one more.
_STEPS = 5
# Phase [rad] over which a factor of the integrand may turn in one panel; with 16 nodes and three such factors the
# error is below 1e-9 of the integrand.
PHASE = 8.0


@cache
def legendre(order: int) -> tuple[Array, Array]:
    """Nodes and weights of one panel from -1 to 1 (order,); roots of Legendre's polynomial by Newton's method."""
    nodes, weights = np.zeros(order), np.zeros(order)
    for number in range(order):
        x, slope = float(circle((number + 0.75) / (order + 0.5) / 2.0)[0]), 1.0
        for _ in range(_STEPS):
            last, value = 1.0, x
            for degree in range(2, order + 1):
                last, value = value, ((2.0 * degree - 1.0) * x * value - (degree - 1.0) * last) / degree
            slope = order * (x * value - last) / (x * x - 1.0)
            x -= value / slope
        nodes[order - 1 - number], weights[order - 1 - number] = x, 2.0 / ((1.0 - x * x) * slope * slope)
    nodes.setflags(write=False)
    weights.setflags(write=False)
    return nodes, weights


def panels(low: float, high: float, count: int, order: int = ORDER) -> tuple[Array, Array]:
    """Nodes and weights on equal panels between two ends.

    Parameters
    ----------
    low, high : float
        The ends.
    count : int
        Panels.
    order : int, optional
        Nodes of each.

    Returns
    -------
    tuple of Array, (count * order,)
        Nodes and weights.
    """
    nodes, weights = legendre(order)
    width = (high - low) / count
    starts = low + width * np.arange(count)
    places = starts[:, None] + 0.5 * width * (nodes[None, :] + 1.0)
    return places.ravel(), np.tile(0.5 * width * weights, count)


def panels_for(phase: float) -> int:
    """Panels over which factors of the integrand turn by a phase [rad] each."""
    return max(2, whole_steps(phase / PHASE))


def cell_nodes(edges: Array, largest: float, order: int = 2) -> tuple[Array, Array, NDArray[np.int64]]:
    """Nodes within cells, for means over them.

    Parameters
    ----------
    edges : Array (cell + 1,)
        Edges of the cells.
    largest : float
        Largest panel; a larger cell is divided.
    order : int, optional
        Nodes of each panel.

    Returns
    -------
    tuple of Array
        Nodes, their weights (which add up to 1 in each cell), and the cell of each.
    """
    places, weights, owners = [], [], []
    for cell in range(edges.size - 1):
        low, high = float(edges[cell]), float(edges[cell + 1])
        inside, shares = panels(low, high, max(1, whole_steps(high - low, largest)), order)
        places.append(inside)
        weights.append(shares / (high - low))
        owners.append(np.full(inside.size, cell, dtype=np.int64))
    return np.concatenate(places), np.concatenate(weights), np.concatenate(owners)


def finest(wavelength: float, part: float = 10.0) -> float:
    """Largest panel for the square of a field: a part of its wavelength; the square turns twice as fast."""
    return wavelength / part


def turns(wavenumber: float, length: float) -> float:
    """Phase [rad] of a wave over a length, and a quarter of a turn of its direction."""
    return 0.5 * math.pi * wavenumber * length
