"""How warm the tissue between the zones becomes: an adiabatic estimate with decay between passes."""

from __future__ import annotations

from math import erf, exp, pi, sqrt

import numpy as np

from microthermal.domain.flow import Balance, Deposited
from microthermal.domain.laser import Pattern, Pulse
from microthermal.domain.tissue import Tissue

# Beyond this rise [K] the estimate means no more than "everything chars".
_HOTTEST = 400.0


def deposit_depth(deposited: Deposited) -> float:
    """Thickness of the slab that light warms [m].

    Notes
    -----
    (∫ q dz)² / ∫ q² dz of the energy q per depth: the thickness itself for a uniform slab, 2/μ for exp(-μ z).
    """
    heights = np.diff(deposited.grid.z_edges)
    per_depth = deposited.energy @ deposited.grid.ring_area
    total = float(np.sum(per_depth * heights))
    if total == 0.0:
        return 0.0
    return total**2 / float(np.sum(per_depth**2 * heights))


def remaining_share(depth: float, diffusivity: float, time: float) -> float:
    """Share of the rise of a warm slab at an insulated surface that is left, averaged over the slab.

    Parameters
    ----------
    depth : float
        Thickness of the slab [m].
    diffusivity : float
        Thermal diffusivity [m²/s].
    time : float
        Time since it was warmed evenly [s].

    Notes
    -----
    erf(b) - (1 - exp(-b²)) / (b √π) with b = depth / √(diffusivity · time): one-dimensional conduction, exact.
    """
    if time <= 0.0:
        return 1.0
    b = depth / sqrt(diffusivity * time)
    if b < 1e-6:
        return b / sqrt(pi)
    return erf(b) - (1.0 - exp(-(b**2))) / (b * sqrt(pi))


def bulk_rise(
    pattern: Pattern,
    pulse: Pulse,
    tissue: Tissue,
    deposited: Deposited,
    pitch: float,
    channel_depth: float = 0.0,
    balance: Balance | None = None,
) -> float:
    """Rise of the tissue between the zones right after the last pass [K], an estimate.

    Parameters
    ----------
    pattern, pulse, tissue, deposited
        What was done to what, and where the light of one pulse went.
    pitch : float
        Distance of neighbours [m].
    channel_depth : float, optional
        Depth of the channel [m]: light that digs warms at least to there.
    balance : Balance, optional
        Heat of the whole stack of one microbeam; without it all absorbed light is taken to stay as heat, which is far
        too much where tissue is vaporised.

    Notes
    -----
    Each pass leaves n E / (ρ c L) in a slab of thickness L = max(:func:`deposit_depth`, channel depth). It counts from
    when neighbours have merged, (pitch/2)² / (4 α) after the pass, and decays by :func:`remaining_share` until the last
    pass has merged. Surface cooling and perfusion are left out, so it is on the high side. At most 400 K.
    """
    depth = max(deposit_depth(deposited), channel_depth)
    if depth == 0.0:
        return 0.0
    heights = np.diff(deposited.grid.z_edges)
    within = np.minimum(heights, np.maximum(0.0, depth - deposited.grid.z_edges[:-1]))
    capacity = float(np.average(tissue.heat_capacity, weights=within))
    diffusivity = float(np.average(tissue.conductivity, weights=within)) / capacity
    if balance is None:
        heat = pulse.energy * pulse.stack * (1.0 - deposited.reflected - deposited.transmitted)
    else:
        # What cooling takes from the surface it takes from everywhere, lit or not: it is left out.
        # Light that is absorbed beside the cylinder warms the neighbours' cylinders, as theirs warms this one.
        beside = deposited.lost * pulse.energy * pulse.stack
        heat = max(0.0, balance.supplied - balance.vapour - balance.ejected + beside)
    once = pattern.density * heat / (capacity * depth)
    merging = (0.5 * pitch) ** 2 / (4.0 * diffusivity)
    times = (merging + k * pattern.pass_interval for k in range(pattern.passes))
    rise = once * sum(remaining_share(depth, diffusivity, time) for time in times)
    return min(_HOTTEST, rise)
