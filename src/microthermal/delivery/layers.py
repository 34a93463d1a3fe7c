"""Which layers of the skin take an injection: the dermis, and what lies above and below it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from microthermal.domain.inputs.skin import DERMIS, Skin
from microthermal.errors import InputError
from microthermal.quantity import Array


@dataclass(frozen=True)
class Dermis:
    """Depths of the dermis [m], and weights [1] that spread a mass over the layers (layer,)."""

    top: float
    bottom: float
    inside: Array
    below: Array


def dermis(skin: Skin) -> Dermis:
    """Dermis of a skin and the layer under it.

    Parameters
    ----------
    skin : Skin
        Layers from the surface down.

    Raises
    ------
    InputError
        If no layer is dermis.
    """
    thickness = np.array([layer.thickness for layer in skin.layers])
    within = np.array([layer.tissue in DERMIS for layer in skin.layers])
    if not within.any():
        names = ", ".join(layer.name for layer in skin.layers)
        raise InputError(f"an injection needs a layer whose tissue is dermis; the layers are {names}")
    first, last = np.flatnonzero(within)[[0, -1]]
    below = np.zeros(thickness.size)
    # Skin modelled without fat keeps in its deepest layer what the needle carries too deep.
    below[min(int(last) + 1, thickness.size - 1)] = 1.0
    inside = np.where(within, thickness, 0.0) / thickness[within].sum()
    bottoms = np.cumsum(thickness)
    return Dermis(top=float(bottoms[first] - thickness[first]), bottom=float(bottoms[last]), inside=inside, below=below)
