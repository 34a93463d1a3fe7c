"""Conduction in depth through layers under a cooled surface, by the modes of the discrete operator: exact in time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.matrices.products import product

Array = NDArray[np.float64]


class Slabs(NamedTuple):
    """Layers cut into slabs: all (z,) but ``edges``, which has one more, and ``surface``.

    ``capacity`` is heat per volume and kelvin, ``sink`` the power per volume and kelvin that blood carries off,
    ``surface`` the heat transfer coefficient of what touches the top; the bottom passes no heat.
    """

    edges: Array
    conductivity: Array
    capacity: Array
    sink: Array
    surface: float


class Modes(NamedTuple):
    """Modes of slabs: decay rates (mode,), and the matrices that lead from temperatures to modes and back."""

    rates: Array
    into: Array
    back: Array


def links(slabs: Slabs) -> tuple[Array, float]:
    """Conductances per area between slabs (z - 1,) and from the first slab to what touches the top."""
    half = 0.5 * np.diff(slabs.edges) / slabs.conductivity
    top = 0.0 if slabs.surface == 0.0 else 1.0 / (1.0 / slabs.surface + half[0])
    return 1.0 / (half[:-1] + half[1:]), float(top)


def modes(slabs: Slabs) -> Modes:
    """Modes of the operator ρc ∂T/∂t = ∂(k ∂T/∂z)/∂z - w T with heat transfer at the top.

    Notes
    -----
    Finite volumes, made symmetric by the square root of the heat that each slab holds per kelvin.
    """
    between, top = links(slabs)
    held = slabs.capacity * np.diff(slabs.edges)
    loss = slabs.sink * np.diff(slabs.edges)
    loss[:-1] += between
    loss[1:] += between
    loss[0] += top
    root = np.sqrt(held)
    from scipy.linalg import eigh_tridiagonal  # loaded late: the first zone of a process needs none

    rates, vectors = eigh_tridiagonal(loss / held, -between / (root[:-1] * root[1:]))
    basis: Array = np.asarray(vectors, dtype=np.float64)
    return Modes(np.maximum(rates, 0.0).astype(np.float64), basis.T * root, basis / root[:, None])


def response(found: Modes, start: Array, times: Array) -> Array:
    """Temperature at some times after a start (t, z).

    Parameters
    ----------
    found : Modes
        Modes of the slabs.
    start : Array, (z,)
        Excess of temperature at time 0.
    times : Array, (t,)
        Times.
    """
    return np.asarray(responses(found, start[:, None], times)[0])


def responses(found: Modes, starts: Array, times: Array) -> Array:
    """Temperatures at some times after each of several starts (start, t, z); starts (z, start) as for one."""
    decay, back = np.exp(-np.outer(times, found.rates)), np.ascontiguousarray(found.back.T)
    return np.stack([product(decay * (found.into @ start), back) for start in starts.T])


def steady(slabs: Slabs, touched: float, core: float) -> Array:
    """Steady temperature of the slabs (z,) for given temperatures of the medium above and of the blood."""
    between, top = links(slabs)
    heights = np.diff(slabs.edges)
    # A trace of exchange with the core keeps the bottom at its temperature where no blood flows.
    sink = np.maximum(slabs.sink, 1e-3 * float(slabs.sink.max()) + 1e-9) * heights
    diagonal = sink.copy()
    diagonal[:-1] += between
    diagonal[1:] += between
    diagonal[0] += top
    load = sink * core
    load[0] += top * touched
    bands = np.zeros((3, diagonal.size))
    bands[0, 1:], bands[1], bands[2, :-1] = -between, diagonal, -between
    from scipy.linalg import solve_banded

    return np.asarray(solve_banded((1, 1), bands, load))


def spread(slabs: Slabs, temperatures: Array, times: Array) -> Array:
    """Mean square radius of lateral spreading (t,): 4 ∫ α dt, with α averaged over where the heat is.

    Parameters
    ----------
    slabs : Slabs
        Layers.
    temperatures : Array, (t, z)
        Excess of temperature at the times.
    times : Array, (t,)
        Times, growing, the first near 0.

    Notes
    -----
    The mean square distance of heat from its axis grows by 4 ∫ k T dz / ∫ ρc T dz: exact in layers for the heat of all
    depths together.
    """
    heights = np.diff(slabs.edges)
    warm = np.maximum(temperatures, 0.0)
    flow = warm @ (slabs.conductivity * heights)
    held = np.maximum(warm @ (slabs.capacity * heights), 1e-300)
    rate = flow / held
    steps = np.diff(times, prepend=0.0)
    middle = np.concatenate((rate[:1], 0.5 * (rate[1:] + rate[:-1])))
    return np.asarray(4.0 * np.cumsum(middle * steps))
