"""When the cells of each slab leave, and what they take of the light once they have left."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.results.tissue import Tissue
from microthermal.heat.channel import Plume
from microthermal.heat.water import BOILING_TEMPERATURE, LATENT_HEAT
from microthermal.numerics.conduction.enthalpy import Removal
from microthermal.quantity import Array

# Interval [s] from which each pulse of a train meets a floor as moist as the first, and that below which all floors are
# equally dry: depth per pulse of Er:YSGG was greatest at 2 Hz and equal from 5 to 30 Hz (WalshCummings1990, abstract).
# In between it goes with the logarithm of the interval (assumed).
_MOIST, _DRY = 0.5, 0.2


class Limits(NamedTuple):
    """Limits that a heat model sets to tissue: what it is thrown out at, and what its dry residue leaves at.

    ``enthalpy`` [J/m³] is that of tissue with ``moist`` water [kg/m³] and scales with the water of a slab; where it is
    infinite, nothing is thrown out. If ``confined``, steam stays in its cell, leaks with the diffusivity ``leak``
    [m²/s], and escapes from no deeper than ``escape`` [m].
    """

    temperature: float
    enthalpy: float
    moist: float
    confined: bool
    leak: float
    escape: float


def dryness(interval: float) -> float:
    """How far the floor of a train has dried: 0 for pulses that come at 2 Hz or slower, 1 from 5 Hz on."""
    return float(np.clip(np.log(_MOIST / interval) / np.log(_MOIST / _DRY), 0.0, 1.0))


def removal_of(tissue: Tissue, limits: Limits, plume: Plume, pulse: Pulse, *, ablates: bool, span: float) -> Removal:
    """Removal criterion of each slab.

    Parameters
    ----------
    tissue : Tissue
        Skin before the pulse.
    limits : Limits
        When tissue leaves.
    plume : Plume
        What thrown-out tissue takes of the light.
    pulse : Pulse
        One of a train, if it is stacked.
    ablates : bool
        Whether its light is collimated, as light is that ablates.
    span : float
        Rise of the boiling point until the last water is gone [K].

    Notes
    -----
    Fat is thrown out as whole droplets by the water between its cells (Ross1997, abstract). So it leaves as
    soon as that water has boiled, and does not burn off. Its heat then is a fraction of what its ablation costs; the
    droplets take the rest of the light. What a dried floor costs beyond its heat is taken in the same way.
    """
    water, boiled = tissue.initial_water, _boiled(tissue, span)
    fat = np.zeros(water.size) if tissue.fat is None or not ablates else tissue.fat
    enthalpy = np.full(water.size, limits.enthalpy)
    if np.isfinite(limits.enthalpy):
        enthalpy = enthalpy * water / limits.moist
    cost = plume.fat * fat
    if pulse.stack > 1 and pulse.structure == "spiking" and bool(np.any(tissue.removed > 0.0)):
        dear = 1.0 + (plume.train - 1.0) * dryness(pulse.interval)
        cost = dear * np.maximum(cost, np.minimum(enthalpy, boiled))
    temperature = np.where(fat > 0.0, BOILING_TEMPERATURE + span, limits.temperature)
    return Removal(temperature, enthalpy, cost, confined=limits.confined, leak=limits.leak)


def _boiled(tissue: Tissue, span: float) -> Array:
    """Heat per volume that boils all water of a slab away [J/m³], from the temperature of blood."""
    warm = tissue.heat_capacity * (BOILING_TEMPERATURE - tissue.core_temperature)
    found: Array = warm + tissue.initial_water * LATENT_HEAT + tissue.dry_heat_capacity * span
    return found
