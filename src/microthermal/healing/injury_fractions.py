"""From the injury of each layer to the fractions of the treated skin that a healing model of one volume needs."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from microthermal.domain.inputs.condition import Level
from microthermal.domain.inputs.skin import DERMIS
from microthermal.domain.results.zone import Injury
from microthermal.errors import InputError
from microthermal.quantity import Array

# Depth of skin that the one-volume healing model stands for [m]: assumed, about that of the zones from whose healing
# its parameters were set. A shallower injury is averaged over this depth, a deeper one not any further.
ANSWERING_DEPTH = 1e-3


def heals(injury: Injury) -> Array:
    """1 for the layers that heal, epidermis and dermis, and 0 for all others (layer,).

    Parameters
    ----------
    injury : Injury
        Its layers and their tissues.

    Raises
    ------
    InputError
        If no layer heals.
    """
    found = np.array([tissue == "epidermis" or tissue in DERMIS for tissue in injury.tissues])
    if not found.any():
        names = ", ".join(injury.layers)
        raise InputError(f"healing needs a layer whose tissue is epidermis or dermis; the layers are {names}")
    return found.astype(np.float64)


def fraction(injury: Injury, values: Array) -> float:
    """Injured fraction [1] of the volume that the healing model stands for, from the fractions of the layers.

    Parameters
    ----------
    injury : Injury
        Layers and their thickness.
    values : Array (layer,)
        Fraction of each layer [1].

    Notes
    -----
    Injured thickness sum(t_i x_i) over the modelled depth, the lesser of 1 mm and the thickness of epidermis and
    dermis; never more than the fraction of the worst layer. Both grow with each x_i, so more injury is never less.
    """
    living = heals(injury)
    spread = float((living * injury.thickness) @ values) / answering_depth(injury)
    return min(spread, float((living * values).max()))


def crushed_volume(injury: Injury, crushed: float, depth: float) -> float:
    """Fraction of the volume that the healing model stands for which dies along the ways of needles [1].

    Parameters
    ----------
    injury : Injury
        Layers and their thickness.
    crushed : float
        Fraction of the area that the ways take [1].
    depth : float
        Depth of the tips [m].

    Notes
    -----
    As :func:`fraction` of ways that pass the layers down to the tip: never more than the fraction of the area.
    """
    return crushed * _passed(injury, depth)


@lru_cache(maxsize=64)  # every person meets the same needles
def _passed(injury: Injury, depth: float) -> float:
    """Fraction of the volume of a way that passes the layers down to a depth [1]."""
    bottoms = np.cumsum(injury.thickness)
    passed = np.clip(np.minimum(bottoms, depth) - (bottoms - injury.thickness), 0.0, None)
    return min(float(heals(injury) @ passed) / answering_depth(injury), 1.0)


def answering_depth(injury: Injury) -> float:
    """Depth of skin that the healing model stands for [m]: 1 mm, or epidermis and dermis where they are thinner."""
    return min(ANSWERING_DEPTH, float(heals(injury) @ injury.thickness))


def fractions(injury: Injury) -> tuple[Level, ...]:
    """Parameters ``injury_...``, ``zone_radius`` [m] and ``zone_open`` [1] of a healing model.

    Parameters
    ----------
    injury : Injury
        Fractions of each layer.
    """
    removed = fraction(injury, injury.removed)
    torn, epidermal = _torn(injury)
    found = {
        "injury_necrotic": max(fraction(injury, injury.necrotic), removed),
        "injury_removed": removed,
        "injury_denatured": min(fraction(injury, injury.denatured), 1.0 - removed),
        "injury_stressed": fraction(injury, injury.stressed),
        "injury_lymphocytes_lost": fraction(injury, injury.lymphocytes_lost),
        "injury_lymphocytes_apoptotic": min(
            fraction(injury, injury.lymphocytes_apoptotic), fraction(injury, injury.lymphocytes_lost)
        ),
        "injury_vessels_closed": fraction(injury, injury.vessels_closed),
        "injury_epidermis_open": injury.epidermis_open,
        "zone_open": float(injury.ablated),
        "injury_torn": torn,
        "injury_torn_epidermis": epidermal,
    }
    # Without a zone there is no gap to re-epithelialise; the model's reference radius is kept.
    radius = {"zone_radius": injury.zone_radius} if injury.zone_radius > 0.0 else {}
    return tuple(Level(name=name, value=value) for name, value in (found | radius).items())


def _torn(injury: Injury) -> tuple[float, float]:
    """Fraction of the volume that the healing model stands for which vacuoles tear, and its part in the epidermis.

    What lies deeper than the part in the epidermis is the rest; neither is more than all that is dead there.
    """
    if injury.torn is None:
        return 0.0, 0.0
    of_epidermis = np.array([tissue == "epidermis" for tissue in injury.tissues], dtype=np.float64)
    torn = fraction(injury, injury.torn)
    whole = float((heals(injury) * injury.thickness) @ injury.torn)
    if whole <= 0.0:
        return torn, 0.0
    return torn, torn * float((of_epidermis * injury.thickness) @ injury.torn) / whole
