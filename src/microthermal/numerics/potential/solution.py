"""Potential of a conductor by a direct solution, its current, and the heat of each cell."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.numerics.compiling import njit
from microthermal.numerics.potential.conductor import (
    CONDUCTS,
    HELD,
    Array,
    Conductor,
    Kinds,
    Links,
    links_of,
)
from microthermal.numerics.transport.banded import factor_banded, solve_banded

# Corrections by the residual: one leaves rounding, also where conductivities differ by many decades.
_CORRECTIONS = 1


class Potential(NamedTuple):
    """What a conductor does when its held electrodes are at 1 and its earth is at 0.

    ``level`` (z, r): potential; 1 and 0 in electrodes, 0 in insulation. ``power`` (z, r): heat of each cell per time.
    ``conductance``: current from the held electrodes. ``earthed``: current into earth, the same but for rounding.
    ``outside``: heat per time beyond the outer walls.
    """

    level: Array
    power: Array
    conductance: float
    earthed: float
    outside: float


def potential_of(body: Conductor) -> Potential:
    """Potential, current and heat of a conductor.

    Parameters
    ----------
    body : Conductor
        Cells, electrodes and walls; what conducts must touch an electrode or an open wall somewhere.

    Notes
    -----
    Solves div(σ grad V) = 0. The heat of a link is split between its two halves as their resistances are, so that the
    heat of all cells and of what lies beyond the walls is the product of voltage and current, to rounding.
    """
    links = links_of(body)
    level = steady(body, links, np.zeros(body.conductivity.shape))
    power, given, earthed, outside = _heat(body.kind, links, level)
    return Potential(level, power, given, earthed, outside)


def steady(body: Conductor, links: Links, source: Array) -> Array:
    """Level of a conductor with sources: A level = source, with 1 in its held electrodes and 0 in its earth.

    Parameters
    ----------
    body : Conductor
        Cells, electrodes and walls.
    links : Links
        Its conductances, from :func:`links_of`.
    source : Array (nz, nr)
        What each cell gives.

    Returns
    -------
    Array (nz, nr)
        Level, such as potential or temperature.
    """
    level = np.zeros(body.conductivity.shape)
    _solve(body.kind, links, source, level)
    return level


@njit(cache=True)
def _diagonal(links: Links, i: int, j: int) -> float:
    return float(links.across[i, j] + links.across[i, j + 1] + links.along[i, j] + links.along[i + 1, j])


@njit(cache=True)
def _fill(kind: Kinds, links: Links, turned: bool, band: Array) -> None:
    # The matrix, cells ordered along the shorter of both axes; a cell that does not conduct stands for itself.
    slabs, rings = kind.shape
    for i in range(slabs):
        for j in range(rings):
            k = j * slabs + i if turned else i * rings + j
            if kind[i, j] != CONDUCTS:
                band[k, 0] = 1.0
                continue
            band[k, 0] = _diagonal(links, i, j)
            if i + 1 < slabs and kind[i + 1, j] == CONDUCTS:
                band[k, 1 if turned else rings] = -links.along[i + 1, j]
            if j + 1 < rings and kind[i, j + 1] == CONDUCTS:
                band[k, slabs if turned else 1] = -links.across[i, j + 1]


@njit(cache=True)
def _residual(kind: Kinds, links: Links, source: Array, level: Array, turned: bool, right: Array) -> None:
    # What flows into each cell and does not leave; ``level`` holds 1 in held electrodes.
    slabs, rings = kind.shape
    for i in range(slabs):
        for j in range(rings):
            k = j * slabs + i if turned else i * rings + j
            if kind[i, j] != CONDUCTS:
                right[k] = 0.0
                continue
            here = level[i, j]
            flow = source[i, j]
            flow += links.across[i, j] * ((level[i, j - 1] if j > 0 else 0.0) - here)
            flow += links.across[i, j + 1] * ((level[i, j + 1] if j + 1 < rings else 0.0) - here)
            flow += links.along[i, j] * ((level[i - 1, j] if i > 0 else 0.0) - here)
            flow += links.along[i + 1, j] * ((level[i + 1, j] if i + 1 < slabs else 0.0) - here)
            right[k] = flow


@njit(cache=True, nogil=True)
def _solve(kind: Kinds, links: Links, source: Array, level: Array) -> None:
    slabs, rings = kind.shape
    turned = slabs < rings
    band = np.zeros((slabs * rings, min(slabs, rings) + 1))
    right = np.zeros(slabs * rings)
    for i in range(slabs):
        for j in range(rings):
            level[i, j] = 1.0 if kind[i, j] == HELD else 0.0
    _fill(kind, links, turned, band)
    factor_banded(band)
    for _ in range(1 + _CORRECTIONS):
        _residual(kind, links, source, level, turned, right)
        solve_banded(band, right)
        for i in range(slabs):
            for j in range(rings):
                level[i, j] += right[j * slabs + i if turned else i * rings + j]


@njit(cache=True)
def _book(kinds: tuple[int, int], current: float, given: float, earthed: float) -> tuple[float, float]:
    # Current of a link from its first to its second side, booked where one of them is an electrode.
    one, two = kinds
    if one == HELD:
        given += current
    elif one != CONDUCTS:
        earthed -= current
    if two == HELD:
        given -= current
    elif two != CONDUCTS:
        earthed += current
    return given, earthed


@njit(cache=True)
def _heat(kind: Kinds, links: Links, level: Array) -> tuple[Array, float, float, float]:
    slabs, rings = kind.shape
    power = np.zeros((slabs, rings))
    given, earthed, outside = 0.0, 0.0, 0.0
    for i in range(slabs):
        for j in range(1, rings):
            drop = level[i, j - 1] - level[i, j]
            current = links.across[i, j] * drop
            power[i, j - 1] += current * drop * links.inner[i, j]
            power[i, j] += current * drop * (1.0 - links.inner[i, j])
            given, earthed = _book((kind[i, j - 1], kind[i, j]), current, given, earthed)
        current = links.across[i, rings] * level[i, rings - 1]
        heat = current * level[i, rings - 1]
        power[i, rings - 1] += heat * links.inner[i, rings]
        outside += heat * links.beyond_side[i]
        earthed += current
    for j in range(rings):
        for i in range(1, slabs):
            drop = level[i - 1, j] - level[i, j]
            current = links.along[i, j] * drop
            power[i - 1, j] += current * drop * links.upper[i, j]
            power[i, j] += current * drop * (1.0 - links.upper[i, j])
            given, earthed = _book((kind[i - 1, j], kind[i, j]), current, given, earthed)
        for wall, i, beyond in ((0, 0, links.beyond_top[j]), (slabs, slabs - 1, links.beyond_bottom[j])):
            current = links.along[wall, j] * level[i, j]
            heat = current * level[i, j]
            power[i, j] += heat * (1.0 - beyond)
            outside += heat * beyond
            earthed += current
    return power, given, earthed, outside
