"""Skin with a condition: thicker dermis, more or less blood."""

from __future__ import annotations

from dataclasses import replace

from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.skin import DERMIS, Layer, Skin
from microthermal.errors import InputError
from microthermal.units import show

# As in `Composition.blood`.
_MOST_BLOOD = 0.5


def affected(skin: Skin, condition: Condition) -> Skin:
    """Skin as the condition has changed it.

    Parameters
    ----------
    skin : Skin
        Healthy skin of the site.
    condition : Condition
        Its factors multiply the thickness of the dermis, and blood and perfusion of every layer.

    Raises
    ------
    InputError
        If that leaves more blood than tissue can hold.
    """
    return replace(skin, layers=tuple(_layer(layer, condition) for layer in skin.layers))


def _layer(layer: Layer, condition: Condition) -> Layer:
    thickness = layer.thickness * (condition.thickness_factor if layer.tissue in DERMIS else 1.0)
    composition = replace(layer.composition, blood=_blood(layer, condition))
    thermal = replace(layer.thermal, perfusion=layer.thermal.perfusion * condition.blood_factor)
    return replace(layer, thickness=thickness, composition=composition, thermal=thermal)


def _blood(layer: Layer, condition: Condition) -> float:
    blood = layer.composition.blood * condition.blood_factor
    if blood > _MOST_BLOOD:
        text = (
            f"{condition.title} multiplies the blood of {layer.name} by {show(condition.blood_factor, '1')}, to "
            f"{show(blood, '%')}; at most {show(_MOST_BLOOD, '%')} is plausible"
        )
        raise InputError(text)
    return blood
