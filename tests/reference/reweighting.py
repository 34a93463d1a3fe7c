"""Light at another absorption than it was followed at, by the kernels with which the heat models follow a change."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from microthermal.domain.results.flow import Deposited
from microthermal.heat.budget import elsewhere
from microthermal.numerics.light.path_reweighting import COLUMN, MIXTURE, Followed, doubt, reweigh, ways_of
from microthermal.quantity import Array


class Reweighted(NamedTuple):
    """Corrected light, error to be expected of it by cell [J/m³], and its sum as a fraction of all that is absorbed."""

    deposited: Deposited
    doubt: Array
    doubtful: float


def reweighted(deposited: Deposited, absorption: Array, change: Array) -> Reweighted:
    """Light of a pulse after absorption has changed, without following it anew.

    Parameters
    ----------
    deposited : Deposited
        The light at reference absorption; without ``path_spread`` the answer is of first order.
    absorption : array (z,)
        Reference absorption of the slabs [1/m].
    change : array (z, r)
        Absorption now less the reference [1/m].

    Returns
    -------
    Reweighted
        Energy of each cell and its doubt. What is absorbed no longer, or in addition, is given to or taken from
        the other fractions as `heat.budget.elsewhere` says.

    Notes
    -----
    Equations and tests: `numerics.light.path_reweighting` and docs/theory/light.md. Collimated light stays in its
    column, so that only the spread within a cell is left out and no doubt is stated.
    """
    grid = deposited.grid
    heights, areas = np.diff(grid.z_edges), np.array(grid.ring_area)
    spread = np.zeros(grid.shape) if deposited.path_spread is None else np.array(deposited.path_spread)
    change = np.maximum(change, -absorption[:, None])
    light = Followed(
        reference=np.array(absorption),
        energy=np.array(deposited.energy),
        path=np.array(deposited.path),
        spread=spread,
    )
    energy = np.empty(grid.shape)
    ways = ways_of(heights, areas, light)
    reweigh(heights, ways, light, change, COLUMN if deposited.collimated else MIXTURE, energy)
    doubts = np.zeros(grid.shape) if deposited.collimated else doubt(heights, ways, light, change, energy)
    factor = np.divide(energy, deposited.energy, out=np.ones(grid.shape), where=deposited.energy > 0)
    absorbed = float((energy * grid.volume).sum())
    reflected, transmitted, lost = elsewhere(deposited, absorbed, _sent(deposited))
    found = replace(
        deposited, energy=energy, error=deposited.error * factor, reflected=reflected, transmitted=transmitted,
        lost=lost,
    )  # fmt: skip
    fraction = float((doubts * grid.volume).sum()) / absorbed if absorbed > 0.0 else 0.0
    return Reweighted(deposited=found, doubt=doubts, doubtful=fraction)


def _sent(deposited: Deposited) -> float:
    # Energy of the pulse, of which the light says only what became of it; 0 if nothing was absorbed here.
    here = 1.0 - deposited.reflected - deposited.transmitted - deposited.lost
    return float((deposited.energy * deposited.grid.volume).sum()) / here if here > 0.0 else 0.0
