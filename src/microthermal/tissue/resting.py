"""Resting temperature of skin: conduction against perfusion, between surface and core."""

from __future__ import annotations

import numpy as np

from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.inputs.skin import Skin
from microthermal.quantity import Array
from microthermal.tissue.thermal import BLOOD_DENSITY, BLOOD_SPECIFIC_HEAT

# Still air over uncooled skin, 25 °C: natural convection and radiation in one coefficient, from a code comment.
STILL_AIR = Cooling(temperature=298.15, coefficient=10.0)


def resting_temperature(skin: Skin, depth: Array) -> Array:
    """Steady temperature of untreated skin.

    Parameters
    ----------
    skin : Skin
        Layers, surface and core temperature.
    depth : Array, (z,)
        Depths below the surface [m]; below the last layer all is at core temperature.

    Returns
    -------
    Array, (z,)
        Temperature [K].

    Notes
    -----
    k T'' = ρ_b c_b ω (T - T_core) in each layer, flux continuous, surface and bottom at given temperatures. With
    m² = ρ_b c_b ω / k and the admittance Y = -k T' / (T - T_core), going up through a layer of thickness d:
    Y_top = k m (Y + k m tanh md) / (k m + Y tanh md), and Y_top = 1 / (1/Y + d/k) where m = 0. Metabolic heat is left
    out.
    """
    tops = np.concatenate(([0.0], np.cumsum([layer.thickness for layer in skin.layers])))
    admittances = _admittances(skin)
    excess = skin.surface_temperature - skin.core_temperature
    result = np.full(depth.shape, skin.core_temperature)
    for i, layer in enumerate(skin.layers):
        inside = (depth >= tops[i]) & (depth < tops[i + 1])
        # The last place is the bottom of the layer, where the next one begins.
        places = np.append(depth[inside] - tops[i], layer.thickness)
        fall = _fall(places, layer.thermal.conductivity, layer.thermal.perfusion, admittances[i])
        result[inside] += excess * fall[:-1]
        excess *= float(fall[-1])
    return result


def surface_admittance(skin: Skin) -> float:
    """Heat that the body below takes up per kelvin of a warmer surface, when all is steady [W/m²/K].

    Parameters
    ----------
    skin : Skin
        Layers with their conductivity and perfusion.
    """
    return float(_admittances(skin)[0])


def _fall(depth: Array, conductivity: float, perfusion: float, admittance: float) -> Array:
    # Excess temperature below the top of a layer, relative to the top.
    rate = _rate(conductivity, perfusion)
    if rate == 0.0:
        return np.maximum(0.0, 1.0 - admittance * depth / conductivity)
    slope = admittance / (conductivity * rate)
    return np.maximum(0.0, np.cosh(rate * depth) - slope * np.sinh(rate * depth))


def _rate(conductivity: float, perfusion: float) -> float:
    return float(np.sqrt(BLOOD_DENSITY * BLOOD_SPECIFIC_HEAT * perfusion / conductivity))


def _admittances(skin: Skin) -> list[float]:
    # From the bottom, which is held at core temperature (infinite admittance), to the top of each layer.
    result: list[float] = []
    resistance = 0.0
    for layer in reversed(skin.layers):
        k = layer.thermal.conductivity
        rate = _rate(k, layer.thermal.perfusion)
        if rate == 0.0:
            resistance += layer.thickness / k
        else:
            bend = float(np.tanh(rate * layer.thickness))
            resistance = (k * rate * resistance + bend) / (k * rate * (1.0 + k * rate * resistance * bend))
        result.append(1.0 / resistance)
    return result[::-1]
