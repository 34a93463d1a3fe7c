"""Conduction around a cylinder whose wall is held at one temperature, in a medium without end."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Nodes of the logarithm of the radius for each factor e, and how far out they go, in diffusion lengths.
_NODES, _OUT = 40, 6.0


def rise_around(radius: float, place: float, diffusivity: float, times: Array) -> Array:
    """Rise at a distance from the axis while the wall of a cylinder is held 1 above the start.

    Parameters
    ----------
    radius, place : float
        Radius of the wall, and the distance from the axis at which the rise is wanted, larger than it [m].
    diffusivity : float
        Of the medium [m²/s].
    times : Array, (time,)
        Growing, the first larger than 0 [s].

    Returns
    -------
    Array, (time,)
        Rise there over that of the wall [1].

    Notes
    -----
    With x = ln(r / a), ∂T/∂t = κ exp(-2 x) / a² ∂²T/∂x²; central differences on even x, and the backward scheme of
    second order (BDF2) with steps that grow with the given times. The outer end is six diffusion lengths away. Against
    the exact integral it is off by less than 1e-3 (tests/verification/test_held_wall.py).
    """
    from scipy.linalg import solve_banded  # loaded late: the first zone of a process needs none

    far = max(place, radius + _OUT * math.sqrt(diffusivity * float(times[-1])))
    # The target lies on a node.
    span = math.log(place / radius)
    inside = max(8, math.ceil(_NODES * span))
    width = span / inside
    nodes = inside + math.ceil(math.log(far / place) / width) + 1
    x = width * np.arange(1, nodes)
    rate = diffusivity / (radius * width) ** 2 * np.exp(-2.0 * x)
    now, before = np.zeros(nodes - 1), np.zeros(nodes - 1)
    found, last, step_before = np.empty(times.size), 0.0, 0.0
    for number, time in enumerate(times):
        step = float(time) - last
        ratio = step / step_before if step_before > 0.0 else 0.0
        # BDF2 with variable steps; backward Euler in the first.
        lead, one, two = (1.0, 1.0, 0.0)
        if ratio > 0.0:
            lead = (1.0 + 2.0 * ratio) / (1.0 + ratio)
            one, two = 1.0 + ratio, -(ratio**2) / (1.0 + ratio)
        bands = np.zeros((3, nodes - 1))
        bands[0, 1:], bands[2, :-1] = -step * rate[:-1], -step * rate[1:]
        bands[1] = lead + 2.0 * step * rate
        right = one * now + two * before
        right[0] += step * rate[0]
        before, now = now, np.asarray(solve_banded((1, 1), bands, right))
        found[number], last, step_before = now[inside - 1], float(time), step
    return found
