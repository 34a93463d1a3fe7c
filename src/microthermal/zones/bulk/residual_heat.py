"""The heat that one microbeam leaves: where it lies once boiling is over, as Gaussians at each depth."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.domain.results.flow import Budget, Deposited, Snapshot
from microthermal.domain.results.tissue import Tissue
from microthermal.numerics.field.gaussian_rings import gaussian_rings
from microthermal.quantity import Array

# Least width s of exp(-r²/s²) [m], and number of widths from there to beyond the grid.
_NARROWEST, _COMPONENTS = 25e-6, 7
# Light absorbed outside the grid is one Gaussian, this many grid radii wide.
_BESIDE = 1.5
# Gaussian components and slabs with less than this fraction of all heat are dropped.
_NOTHING = 1e-9


class Heat(NamedTuple):
    """Heat of one microbeam per depth and Gaussian [J/m] (z, component), edges [m], squared widths [m²], when [s]."""

    edges: Array
    amounts: Array
    widths: Array
    time: float

    @property
    def total(self) -> float:
        """All heat [J]."""
        return float(np.sum(self.amounts * np.diff(self.edges)[:, None]))


def residual_heat(tissue: Tissue, snapshot: Snapshot, deposited: Deposited, spent: Budget) -> Heat:
    """Heat that one microbeam (or stack) leaves in the skin.

    Parameters
    ----------
    tissue : Tissue
        Skin before the pulse.
    snapshot : Snapshot
        The cylinder after the pulse, when boiling is over and little heat has moved.
    deposited : Deposited
        Where the light of one pulse went.
    spent : Budget
        Where the energy of the whole stack ended.

    Returns
    -------
    Heat
        Its shape is that of the snapshot's excess over the edge of the grid, its total that of the energy budget: light
        absorbed less steam and ejecta, and what was absorbed beside the grid, that which warm tissue let through
        included.
    """
    grid = tissue.grid
    water, whole, residue = (tissue.cells(name) for name in ("initial_water", "heat_capacity", "dry_heat_capacity"))
    wet = np.where(water > 0.0, (whole - residue) / np.maximum(water, 1e-300), 0.0)
    dry = np.where(water > 0.0, residue, whole)
    capacity = dry * (1.0 - snapshot.removed) + wet * snapshot.water
    # The excess over the edge of the grid removes surface cooling; heat that light left at the edge is added back.
    excess = capacity * np.maximum(snapshot.temperature - snapshot.temperature[:, -1:], 0.0)
    excess = excess + np.where(snapshot.removed < 1.0, deposited.energy[:, -1:], 0.0)
    per_ring = excess * grid.ring_area
    inside = max(0.0, spent.inside)
    held = float(np.sum(per_ring * np.diff(grid.z_edges)[:, None]))
    per_ring = per_ring * (inside / held if held > 0.0 else 0.0)
    # Slabs without heat are set to zero: their profile would be that of rounding errors.
    per_ring = np.where(per_ring.sum(axis=1, keepdims=True) > _NOTHING * per_ring.sum(axis=1).max(), per_ring, 0.0)
    edge = float(grid.r_edges[-1])
    widths = np.geomspace(_NARROWEST, 1.2 * edge, _COMPONENTS)
    amounts = gaussian_rings(grid.r_edges, per_ring, widths)
    beside = deposited.energy[:, -1] / max(float(np.sum(deposited.energy[:, -1] * np.diff(grid.z_edges))), 1e-300)
    widths = np.append(widths, _BESIDE * edge)
    amounts = np.column_stack((amounts, beside * spent.beside))
    return Heat(grid.z_edges, *_kept(amounts, widths**2, np.diff(grid.z_edges)), snapshot.time)


def _kept(amounts: Array, widths: Array, heights: Array) -> tuple[Array, Array]:
    fractions = heights @ amounts
    total = float(fractions.sum())
    kept = fractions > _NOTHING * total
    return amounts[:, kept], widths[kept]


def rebinned(heat: Heat, edges: Array) -> Array:
    """Amounts of heat on other slabs [J/m] (z, component); what lies below the last edge is put into the last slab."""
    sums = np.vstack((np.zeros(heat.widths.size), np.cumsum(heat.amounts * np.diff(heat.edges)[:, None], axis=0)))
    at = np.column_stack([np.interp(edges, heat.edges, sums[:, k]) for k in range(heat.widths.size)])
    at[-1] = sums[-1]
    return np.asarray(np.diff(at, axis=0) / np.diff(edges)[:, None])
