"""Skin as sound meets it."""

from __future__ import annotations

import numpy as np

from microthermal.domain.inputs.skin import DERMIS, EPIDERMAL, Skin
from microthermal.domain.library.figures import SoundFigures
from microthermal.domain.results.acoustics import Acoustics
from microthermal.errors import Fault, InputError

# What each kind of layer is taken for.
_KINDS = {**dict.fromkeys((*EPIDERMAL, *DERMIS), "skin"), "fat": "fat", "muscle": "muscle"}


def acoustics(skin: Skin, figures: SoundFigures) -> Acoustics:
    """Speed, density and attenuation of the layers of a skin.

    Parameters
    ----------
    skin : Skin
        Layers from the surface down; their density is that which holds heat.
    figures : SoundFigures
        What the library states of skin, fat and muscle.

    Raises
    ------
    InputError
        With one fault for each layer of which nothing is known.
    """
    faults = [
        Fault(f"Skin.layers.{layer.name}", f"no speed of sound is known of '{layer.tissue}'; state what the layer is")
        for layer in skin.layers
        if layer.tissue not in _KINDS
    ]
    if faults:
        raise InputError(faults)
    kinds = [_KINDS[layer.tissue] for layer in skin.layers if layer.tissue is not None]
    return Acoustics(
        names=tuple(layer.name for layer in skin.layers),
        thickness=np.array([layer.thickness for layer in skin.layers]),
        speed=np.array([getattr(figures, f"{kind}_speed") for kind in kinds]),
        density=np.array([layer.thermal.density for layer in skin.layers]),
        attenuation=np.array([getattr(figures, f"{kind}_attenuation") for kind in kinds]),
        power=figures.power,
        coupling_speed=figures.coupling_speed,
        coupling_density=figures.coupling_density,
    )
