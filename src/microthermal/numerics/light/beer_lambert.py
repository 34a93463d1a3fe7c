"""Beer-Lambert attenuation down each column, without scattering."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit

Array: TypeAlias = NDArray[np.float64]
# Below this optical depth the mean depth in a cell is taken from its series, which does not cancel.
_THIN = 1e-4


@njit(cache=True)
def attenuate(entrance: Array, absorption: Array, z_edges: Array) -> tuple[Array, Array, Array]:
    """Absorb the fluence that enters each column on its way down.

    Parameters
    ----------
    entrance : array (r,)
        Fluence entering each column [J/m²].
    absorption : array (z, r)
        Absorption [1/m], constant in each cell.
    z_edges : array (z + 1,)
        Edges of the cells [m].

    Returns
    -------
    absorbed : array (z, r)
        Energy per volume, F (1 - exp(-μ dz)) / dz: the exact mean over the cell [J/m³].
    path : array (z, r)
        Mean depth at which the light is absorbed within each cell [m].
    leaving : array (r,)
        Fluence that leaves through the bottom [J/m²].
    """
    absorbed, path = np.zeros(absorption.shape), np.zeros(absorption.shape)
    leaving = entrance.copy()
    for row in range(absorption.shape[0]):
        width = z_edges[row + 1] - z_edges[row]
        for column in range(absorption.shape[1]):
            depth = absorption[row, column] * width
            taken = -np.expm1(-depth)
            absorbed[row, column] = leaving[column] * taken / width
            # Mean place within the cell, 0 at its top and 1 at its floor; 700 keeps the exponential finite.
            place = 0.5 - depth / 12.0 if depth < _THIN else 1.0 / depth - 1.0 / np.expm1(min(depth, 700.0))
            path[row, column] = z_edges[row] + width * place
            leaving[column] *= 1.0 - taken
    return absorbed, path, leaving
