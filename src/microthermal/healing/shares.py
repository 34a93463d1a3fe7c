"""From the injury of each layer to the shares of the treated skin that a healing model of one volume needs."""

from __future__ import annotations

import numpy as np

from microthermal.domain.condition import Level
from microthermal.domain.zone import Injury
from microthermal.quantity import Array


def living_weights(layers: tuple[str, ...], thickness: Array) -> Array:
    """Weights of the layers that heal: epidermis and dermis, by thickness; fat and horny layer weigh nothing.

    Parameters
    ----------
    layers : tuple of str
        Names of the layers; a name that ends in "dermis" (but not "hypodermis") heals.
    thickness : Array (layer,)
        Thickness of the layers [m].

    Returns
    -------
    Array (layer,)
        Weights [1] with sum 1. If no name fits, all layers weigh by thickness.
    """
    heals = np.array([name.endswith("dermis") and not name.endswith("hypodermis") for name in layers])
    weights: Array = np.where(heals, thickness, 0.0) if heals.any() else np.array(thickness)
    weights /= weights.sum()
    return weights


def shares(injury: Injury) -> tuple[Level, ...]:
    """Parameters ``injury_...``, ``zone_radius`` [m] and ``zone_open`` [1] of a healing model.

    Parameters
    ----------
    injury : Injury
        Shares of each layer.
    """
    weights = living_weights(injury.layers, injury.thickness)
    necrotic = float(weights @ injury.necrotic)
    removed = min(float(weights @ injury.removed), necrotic)
    means = {
        "injury_necrotic": necrotic,
        "injury_removed": removed,
        "injury_denatured": min(float(weights @ injury.denatured), 1.0 - removed),
        "injury_stressed": float(weights @ injury.stressed),
        "injury_lymphocytes_lost": float(weights @ injury.lymphocytes_lost),
        "injury_vessels_closed": float(weights @ injury.vessels_closed),
        "injury_epidermis_open": injury.epidermis_open,
        "zone_open": float(injury.ablated),
    }
    # A zone without radius has nothing to bridge; the model's reference radius then stays.
    radius = {"zone_radius": injury.zone_radius} if injury.zone_radius > 0.0 else {}
    return tuple(Level(name=name, value=value) for name, value in (means | radius).items())
