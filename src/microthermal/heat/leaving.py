"""When the cells of each slab leave, and what they take of the light once they have left."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.results.tissue import Tissue
from microthermal.heat.channel import Plume
from microthermal.heat.water import BOILING_TEMPERATURE, LATENT_HEAT
from microthermal.numerics.conduction.enthalpy import Removal
from microthermal.quantity import Array

# Below this part of the time of rewetting the front of water has hardly met the face of the floor: there the series of
# fronts converges, and beyond it that of decays, both to rounding.
_EARLY, _FRONTS, _DECAYS = 0.2, 4, 8


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


def dryness(interval: float, rewetting: float) -> float:
    """Fraction of its water that the face of a floor still lacks when the next pulse of a train comes [1].

    Parameters
    ----------
    interval : float
        Time between pulses [s].
    rewetting : float
        Thickness of the dried layer squared over the diffusivity of water in it [s].

    Notes
    -----
    A layer that a pulse has dried evenly, sealed at its face (in the open air it loses micrometres a minute), is wetted
    from below by diffusion. With x the interval over ``rewetting``, the face lacks
    4/π Σ (-1)ⁿ/(2n+1) exp(-((2n+1) π/2)² x), or 1 - 2 Σ (-1)ⁿ erfc((2n+1) / (2 √x)): all of it while x is below a
    twentieth, half at 0.38, a twentieth from 1.3 on.
    """
    passed = interval / rewetting
    if passed < _EARLY:
        if passed <= 0.0:
            return 1.0
        half = 0.5 / math.sqrt(passed)
        return 1.0 - 2.0 * math.fsum((1 - 2 * (n % 2)) * math.erfc((2 * n + 1) * half) for n in range(_FRONTS))
    rates = [(0.5 * math.pi * (2 * n + 1)) ** 2 for n in range(_DECAYS)]
    decays = ((1 - 2 * (n % 2)) / (2 * n + 1) * math.exp(-rate * passed) for n, rate in enumerate(rates))
    return 4.0 / math.pi * math.fsum(decays)


def removal_of(tissue: Tissue, limits: Limits, plume: Plume, pulse: Exposure, *, ablates: bool, span: float) -> Removal:
    """Removal criterion of each slab.

    Parameters
    ----------
    tissue : Tissue
        Skin before the pulse.
    limits : Limits
        When tissue leaves.
    plume : Plume
        What thrown-out tissue takes of the light.
    pulse : Exposure
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
        dear = 1.0 + (plume.train - 1.0) * dryness(pulse.interval, plume.rewetting)
        cost = dear * np.maximum(cost, np.minimum(enthalpy, boiled))
    temperature = np.where(fat > 0.0, BOILING_TEMPERATURE + span, limits.temperature)
    return Removal(temperature, enthalpy, cost, confined=limits.confined, leak=limits.leak)


def _boiled(tissue: Tissue, span: float) -> Array:
    """Heat per volume that boils all water of a slab away [J/m³], from the temperature of blood."""
    warm = tissue.heat_capacity * (BOILING_TEMPERATURE - tissue.core_temperature)
    found: Array = warm + tissue.initial_water * LATENT_HEAT + tissue.dry_heat_capacity * span
    return found
