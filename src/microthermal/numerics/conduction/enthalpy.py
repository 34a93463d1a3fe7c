"""Records that the heat kernels share: geometry, material, cells, removal criterion."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.pieces import Pieces
from microthermal.numerics.records import by_address

Array: TypeAlias = NDArray[np.float64]

# A cell that lacks less heat per volume than this [J/m³] for its removal is removed: rounding could keep it from ever
# reaching the limit. It is worth some µK.
SLACK = 10.0
# A cell within this distance of its boiling point counts as boiling [K], so that rounding does not prevent it.
NEAR_BOILING = 1e-7


@by_address
class Cylinder(NamedTuple):
    """Geometry of an axisymmetric grid, from :func:`cylinder`.

    ``heights`` of the slabs (z,), ``widths``, ``faces`` (outer circumference) and ``areas`` of the rings (r,).
    """

    heights: Array
    widths: Array
    faces: Array
    areas: Array


@by_address
class Matter(NamedTuple):
    """Thermal properties of the pieces, and the initial state of the cells.

    Of each of the ``pieces`` (piece,): heat capacity per volume without water (``dry``) and what a unit of water mass
    adds (``per_water``), conductivity without water and what a unit of water adds, heat exchange with blood per volume
    and kelvin, water of the untouched tissue (``full``). Then ``warming``, the relative rise of conductivity per kelvin
    above ``reference``; temperature of blood; where water begins to boil, over how many kelvin the boiling point rises
    until the last of it is gone (``span``), its latent heat; start values (z, r).
    """

    dry: Array
    per_water: Array
    dry_conductivity: Array
    conductivity_per_water: Array
    exchange: Array
    full: Array
    warming: float
    reference: float
    blood_temperature: float
    boiling: float
    span: float
    latent: float
    start_temperature: Array
    start_water: Array
    pieces: Pieces


@by_address
class State(NamedTuple):
    """Present state of the cells (z, r): temperature, water per volume, 1 where removed. Kernels change it in place.

    ``ceiling`` is the water to which steam of a cell may condense: its initial water where steam is confined.
    """

    temperature: Array
    water: Array
    removed: Array
    ceiling: Array


@by_address
class Removal(NamedTuple):
    """Removal criterion of each slab (z,).

    A dry cell leaves above ``temperature``, any when it has taken up more heat per volume than ``enthalpy``. What
    leaves goes on standing in the light of its column until it has taken ``cost`` per volume in all, and carries that
    off. If ``confined``, steam stays in its cell until the cell leaves, and what lies above a leaving cell leaves with
    it; confined steam leaks with the diffusivity ``leak`` while there is light.
    """

    temperature: Array
    enthalpy: Array
    cost: Array
    confined: bool
    leak: float = 0.0


@njit(cache=True)
def greatest(values: Array) -> float:
    """Greatest of some numbers that are not negative; a loop of our own, which is compiled for browsers as well."""
    found = 0.0
    for k in range(values.size):
        found = max(found, values[k])
    return found


def cylinder(r_edges: Array, z_edges: Array) -> Cylinder:
    """Geometry of a grid from the edges of its rings and slabs.

    Parameters
    ----------
    r_edges, z_edges : Array, (r + 1,), (z + 1,)
        Edges, growing, from 0.
    """
    return Cylinder(
        np.diff(z_edges),
        np.diff(r_edges),
        2.0 * np.pi * r_edges[1:],
        np.pi * np.diff(r_edges**2),
    )
