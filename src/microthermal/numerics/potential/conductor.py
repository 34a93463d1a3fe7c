"""A conductor of rings and slabs with electrodes in it, and the conductances between its cells."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit

Array = NDArray[np.float64]
Kinds = NDArray[np.int64]

# What a cell is: it conducts; it is held at 1; it is held at 0; nothing flows through it.
CONDUCTS, HELD, EARTHED, INSULATES = 0, 1, 2, 3


class Walls(NamedTuple):
    """Conductance per area from the outer walls to potential 0: 0 is a mirror, infinity a wall that is earthed.

    ``top``, ``bottom``: (r,). ``side``: (z,).
    """

    top: Array
    bottom: Array
    side: Array


class Surfaces(NamedTuple):
    """Where the surface of an electrode cuts a link, as distance from the middle of the cell over half the cell.

    ``across`` (z, r + 1) for faces between rings, ``along`` (z + 1, r) for those between slabs; 1 is at the face.
    """

    across: Array
    along: Array


class Conductor(NamedTuple):
    """Edges of rings and slabs, conductivity (z, r), what each cell is (z, r), outer walls, electrodes' surfaces."""

    r_edges: Array
    z_edges: Array
    conductivity: Array
    kind: Kinds
    walls: Walls
    surfaces: Surfaces


class Links(NamedTuple):
    """Conductances through faces, and which part of each one's resistance lies on its inner, or upper, side.

    ``across`` (z, r + 1), ``along`` (z + 1, r); ``inner`` and ``upper`` of the same shapes. What lies on neither side
    is beyond an outer wall: ``beyond_top`` and ``beyond_bottom`` (r,), ``beyond_side`` (z,).
    """

    across: Array
    along: Array
    inner: Array
    upper: Array
    beyond_top: Array
    beyond_bottom: Array
    beyond_side: Array


def conductor_of(
    r_edges: Array,
    z_edges: Array,
    conductivity: Array,
    kind: Kinds,
    walls: Walls | None = None,
    surfaces: Surfaces | None = None,
) -> Conductor:
    """A conductor; mirrors all around and electrodes that fill their cells where nothing else is said.

    Parameters
    ----------
    r_edges, z_edges : Array (nr + 1,), (nz + 1,)
        Edges of rings, from 0, and of slabs.
    conductivity : Array (nz, nr)
        Conductivity, above 0 where a cell conducts.
    kind : Array (nz, nr)
        What each cell is: ``CONDUCTS``, ``HELD``, ``EARTHED`` or ``INSULATES``.
    walls, surfaces : optional
        Outer walls, and where curved electrodes cut links.
    """
    slabs, rings = conductivity.shape
    return Conductor(
        r_edges=np.ascontiguousarray(r_edges, dtype=np.float64),
        z_edges=np.ascontiguousarray(z_edges, dtype=np.float64),
        conductivity=np.ascontiguousarray(conductivity, dtype=np.float64),
        kind=np.ascontiguousarray(kind, dtype=np.int64),
        walls=walls or Walls(np.zeros(rings), np.zeros(rings), np.zeros(slabs)),
        surfaces=surfaces or Surfaces(np.ones((slabs, rings + 1)), np.ones((slabs + 1, rings))),
    )


@njit(cache=True)
def _pair(first: float, second: float, kinds: tuple[int, int], cut: float) -> tuple[float, float]:
    # Conductance of two half cells of these resistances, and which part of it the first one has.
    one, two = kinds
    if one == INSULATES or two == INSULATES or (one != CONDUCTS and two != CONDUCTS):
        return 0.0, 0.0
    if one != CONDUCTS:
        return 1.0 / (cut * second), 0.0
    if two != CONDUCTS:
        return 1.0 / (cut * first), 1.0
    whole = first + second
    return 1.0 / whole, first / whole


@njit(cache=True)
def _wall(half: float, area: float, admittance: float, kind: int) -> tuple[float, float]:
    # Conductance to the far side of an outer wall, and which part of its resistance lies beyond the wall.
    if admittance <= 0.0 or kind != CONDUCTS:
        return 0.0, 0.0
    beyond = 1.0 / (admittance * area)
    whole = half + beyond
    return 1.0 / whole, beyond / whole


@njit(cache=True)
def links_of(body: Conductor) -> Links:
    """Conductances between the middles of neighbouring cells: harmonic means, so that currents are continuous.

    Notes
    -----
    Half a cell has the resistance Δz/(2 σ A) along the axis, and Δr/(2 σ 2π r_face Δz) across; two halves in series
    make a link. Where one side is an electrode, the link ends at its surface.
    """
    slabs, rings = body.conductivity.shape
    r, z, sigma, kind = body.r_edges, body.z_edges, body.conductivity, body.kind
    across, inner = np.zeros((slabs, rings + 1)), np.zeros((slabs, rings + 1))
    along, upper = np.zeros((slabs + 1, rings)), np.zeros((slabs + 1, rings))
    top, bottom, side = np.zeros(rings), np.zeros(rings), np.zeros(slabs)
    for i in range(slabs):
        high = z[i + 1] - z[i]
        for j in range(rings):
            area = math.pi * (r[j + 1] - r[j]) * (r[j + 1] + r[j])
            wide = r[j + 1] - r[j]
            if j > 0:
                face = 2.0 * math.pi * r[j] * high
                before = 0.5 * (r[j] - r[j - 1]) / (sigma[i, j - 1] * face) if kind[i, j - 1] == CONDUCTS else 0.0
                here = 0.5 * wide / (sigma[i, j] * face) if kind[i, j] == CONDUCTS else 0.0
                across[i, j], inner[i, j] = _pair(
                    before, here, (kind[i, j - 1], kind[i, j]), body.surfaces.across[i, j]
                )
            if i > 0:
                before = 0.5 * (z[i] - z[i - 1]) / (sigma[i - 1, j] * area) if kind[i - 1, j] == CONDUCTS else 0.0
                here = 0.5 * high / (sigma[i, j] * area) if kind[i, j] == CONDUCTS else 0.0
                along[i, j], upper[i, j] = _pair(before, here, (kind[i - 1, j], kind[i, j]), body.surfaces.along[i, j])
    for j in range(rings):
        area = math.pi * (r[j + 1] - r[j]) * (r[j + 1] + r[j])
        last = slabs - 1
        here = 0.5 * (z[1] - z[0]) / (sigma[0, j] * area) if kind[0, j] == CONDUCTS else 0.0
        along[0, j], top[j] = _wall(here, area, body.walls.top[j], kind[0, j])
        here = 0.5 * (z[slabs] - z[last]) / (sigma[last, j] * area) if kind[last, j] == CONDUCTS else 0.0
        along[slabs, j], bottom[j] = _wall(here, area, body.walls.bottom[j], kind[last, j])
        upper[slabs, j] = 1.0 - bottom[j]
    for i in range(slabs):
        last = rings - 1
        area = 2.0 * math.pi * r[rings] * (z[i + 1] - z[i])
        here = 0.5 * (r[rings] - r[last]) / (sigma[i, last] * area) if kind[i, last] == CONDUCTS else 0.0
        across[i, rings], side[i] = _wall(here, area, body.walls.side[i], kind[i, last])
        inner[i, rings] = 1.0 - side[i]
    return Links(
        across=across, along=along, inner=inner, upper=upper, beyond_top=top, beyond_bottom=bottom, beyond_side=side
    )
