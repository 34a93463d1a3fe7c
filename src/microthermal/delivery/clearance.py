"""How fast blood and lymph remove a drug from each depth, day by day."""

from __future__ import annotations

import numpy as np

from microthermal.delivery.unit_cell_grid import CellGrid, vessels
from microthermal.domain.inputs.medicine import Drug
from microthermal.domain.inputs.skin import DERMIS, Skin
from microthermal.domain.results.response import Perfusion
from microthermal.domain.results.zone import Lattice
from microthermal.quantity import Array


def column_fraction(lattice: Lattice | None, z: Array) -> Array:
    """Fraction of the skin at each depth [1] (z,) that lies in coagulated columns; none without a laser."""
    if lattice is None:
        return np.zeros_like(z)
    density = lattice.pattern.density * lattice.pattern.passes
    outline = np.interp(z, lattice.zone.z, lattice.zone.outline, right=0.0)
    found: Array = np.minimum(density * np.pi * outline**2, 1.0)
    return found


def clearance_rates(
    drug: Drug,
    skin: Skin,
    grid: CellGrid,
    lattice: Lattice | None,
    perfusion: Perfusion,
    begin: float,
    reperfusion: float,
) -> tuple[Array, Array]:
    """Rate constant of elimination of the free drug at moments and depths.

    Parameters
    ----------
    drug : Drug
        Clearance by resting blood flow, and by lymph.
    skin : Skin
        Layers; their blood weighs the clearance over depth.
    grid : CellGrid
        Slabs.
    lattice : Lattice or None
        Zones, in whose columns no blood flows at first.
    perfusion : Perfusion
        Blood flow over time relative to before, mean of the treated skin, or of each depth where it has a profile; 1
        before the laser and in fat.
    begin : float
        First moment [s].
    reperfusion : float
        Time in which half of the columns have blood again [s].

    Returns
    -------
    moments : Array (k,)
        Times after the laser [s]; the laser itself stands twice, before and after.
    rates : Array (k, z)
        Rate constants [1/s].

    Notes
    -----
    k(z, t) = k0 v(z) f(t) [1 - s(z) w] / [1 - <s> w] + lymph, w = 0.5^(t / reperfusion): v weighs depths by their
    blood, s is the fraction of columns, <s> its mean over the dermis weighed by v. Healing's f already counts closed
    vessels; the division keeps its mean, so that columns only move clearance from where they are to where they are not.
    """
    flow, in_dermis = vessels(grid, skin), _dermal_slabs(grid, skin)
    after = perfusion.time[perfusion.time >= 0.0]
    moments = np.concatenate([[min(begin, 0.0) - 1.0, 0.0], after if after.size and after[0] == 0.0 else [0.0, *after]])
    factor = np.interp(moments, perfusion.time, perfusion.factor)
    factor[:2] = 1.0
    closed = 0.5 ** (np.maximum(moments, 0.0) / reperfusion)
    closed[:2] = 0.0
    fraction = column_fraction(lattice, grid.z)
    weight = flow * in_dermis * np.diff(grid.z_edges)
    mean = float(fraction @ weight) / max(float(weight.sum()), 1e-300)
    local = (1.0 - closed[:, None] * fraction[None, :]) / np.maximum(1.0 - closed[:, None] * mean, 1e-3)
    course = np.where(in_dermis[None, :] > 0.0, _local_flow(perfusion, moments, factor, grid.z) * local, 1.0)
    has_vessels = (flow > 0.0).astype(np.float64)
    rates: Array = drug.kinetics.clearance * flow[None, :] * course + drug.kinetics.lymph * has_vessels[None, :]
    return moments, rates


def mean_flow(perfusion: Perfusion, edges: Array) -> Array:
    """Mean blood flow relative to before within each of some spans of time [1] (span,).

    Parameters
    ----------
    perfusion : Perfusion
        Blood flow over time, straight between its moments; 1 before the first, constant after the last.
    edges : Array (span + 1,)
        Times at which spans begin and end [s], growing.

    Notes
    -----
    The integral, not the value in the middle: where the flow jumps at the laser, a span across it takes of both what
    lies in it.
    """
    time, factor = perfusion.time, perfusion.factor
    summed = np.concatenate([[0.0], np.cumsum(0.5 * (factor[1:] + factor[:-1]) * np.diff(time))])
    inside = np.clip(edges, time[0], time[-1])
    low = np.clip(np.searchsorted(time, inside, side="right") - 1, 0, max(time.size - 2, 0))
    past = inside - time[low]
    integral = summed[low] + 0.5 * past * (factor[low] + np.interp(inside, time, factor))
    integral += np.minimum(edges - time[0], 0.0) + factor[-1] * np.maximum(edges - time[-1], 0.0)
    return np.asarray(np.diff(integral) / np.diff(edges))


def _local_flow(perfusion: Perfusion, moments: Array, factor: Array, z: Array) -> Array:
    """Blood flow relative to before at moments and depths [1] (k, z); the first two moments lie before the laser."""
    if perfusion.profile is None or perfusion.depth is None:
        return np.repeat(factor[:, None], z.size, axis=1)
    over_depth = np.stack([np.interp(z, perfusion.depth, row) for row in perfusion.profile])
    found = np.stack([np.interp(moments, perfusion.time, column) for column in over_depth.T], axis=1)
    found[:2] = 1.0
    return found


def _dermal_slabs(grid: CellGrid, skin: Skin) -> Array:
    return np.array([1.0 if skin.layers[int(index)].tissue in DERMIS else 0.0 for index in grid.layer])
