"""Skin with a condition: thicker dermis, more or less blood."""

from __future__ import annotations

from dataclasses import replace

from microthermal.domain.condition import Condition
from microthermal.domain.skin import Layer, Skin


def affected(skin: Skin, condition: Condition) -> Skin:
    """Skin as the condition has changed it.

    Parameters
    ----------
    skin : Skin
        Healthy skin of the site.
    condition : Condition
        Its factors multiply the thickness of the dermis, and blood and perfusion of every layer.
    """
    return replace(skin, layers=tuple(_layer(layer, condition) for layer in skin.layers))


def _layer(layer: Layer, condition: Condition) -> Layer:
    dermal = layer.name.split("_")[-1] == "dermis"
    thickness = layer.thickness * (condition.thickness_factor if dermal else 1.0)
    composition = replace(layer.composition, blood=min(0.5, layer.composition.blood * condition.blood_factor))
    thermal = replace(layer.thermal, perfusion=layer.thermal.perfusion * condition.blood_factor)
    return replace(layer, thickness=thickness, composition=composition, thermal=thermal)
