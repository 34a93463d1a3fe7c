"""Light at another absorption than it was followed at: its change, how well that is known, when to follow it anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from microthermal.domain.results.budget import elsewhere
from microthermal.domain.results.flow import Deposited, Reweighted
from microthermal.domain.results.tissue import Tissue
from microthermal.numerics.light.path_reweighting import COLUMN, MIXTURE, Followed, doubt, reweigh
from microthermal.quantity import Array

# Doubt beyond this share of the energy in the zone asks for new light: a choice, not a measurement.
MOST_DOUBT = 0.05


def change_of_absorption(tissue: Tissue, temperature: Array) -> Array:
    """Change of absorption by warming, water left as it is.

    Parameters
    ----------
    tissue : Tissue
        The skin, with the water it has.
    temperature : array (z, r)
        Temperature now, no higher than boiling [K].

    Returns
    -------
    array (z, r)
        Absorption now less that at the reference temperature with all its water [1/m].
    """
    optics, layer = tissue.optics, tissue.layer.astype(np.int64)
    wet, dry = optics.wet_absorption[layer][:, None], optics.dry_absorption[layer][:, None]
    full = tissue.initial_water[:, None]
    moist = np.divide(tissue.water, full, out=np.zeros_like(tissue.water), where=full > 0)
    warm = wet + optics.wet_slope[layer][:, None] * (temperature - optics.reference_temperature)
    change: Array = moist * np.maximum(warm, 0.0) + dry * (1.0 - tissue.removed) - wet - dry
    return change


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
        the other shares as `domain.results.budget.elsewhere` says.

    Notes
    -----
    Equations and tests: `numerics.path_reweighting` and docs/theory/light.md. Collimated light goes down its column,
    so that only the spread within a cell is left out and no doubt is stated.
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
    reweigh(heights, areas, light, change, COLUMN if deposited.collimated else MIXTURE, energy)
    doubts = np.zeros(grid.shape) if deposited.collimated else doubt(heights, areas, light, change, energy)
    factor = np.divide(energy, deposited.energy, out=np.ones(grid.shape), where=deposited.energy > 0)
    absorbed = float((energy * grid.volume).sum())
    reflected, transmitted, lost = elsewhere(deposited, absorbed, _sent(deposited))
    found = replace(
        deposited, energy=energy, error=deposited.error * factor, reflected=reflected, transmitted=transmitted,
        lost=lost,
    )  # fmt: skip
    share = float((doubts * grid.volume).sum()) / absorbed if absorbed > 0.0 else 0.0
    return Reweighted(deposited=found, doubt=doubts, doubtful=share)


def must_recompute(found: Reweighted, limit: float = MOST_DOUBT, radius: float = 150e-6, depth: float = 1e-3) -> bool:
    """Whether the light is to be followed anew at the changed absorption.

    Parameters
    ----------
    found : Reweighted
        The reweighted light.
    limit : float, optional
        Doubt that may be borne, as a share of the energy in the zone [1].
    radius, depth : float, optional
        The zone: cells whose centres lie within [m].
    """
    grid = found.deposited.grid
    zone = np.ix_(grid.z < depth, grid.r < radius)
    energy = float((found.deposited.energy * grid.volume)[zone].sum())
    return float((found.doubt * grid.volume)[zone].sum()) > limit * energy


def _sent(deposited: Deposited) -> float:
    # Energy of the pulse, of which the light says only what became of it; 0 if nothing was absorbed here.
    here = 1.0 - deposited.reflected - deposited.transmitted - deposited.lost
    return float((deposited.energy * deposited.grid.volume).sum()) / here if here > 0.0 else 0.0
