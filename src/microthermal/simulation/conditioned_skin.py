"""Skin with a condition: another dermis, more or less blood, where its follicles end, the core of a scar."""

from __future__ import annotations

from functools import lru_cache

from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.skin import DERMIS, Layer, Skin
from microthermal.errors import InputError
from microthermal.quantity import amended
from microthermal.units import show

# As in `Composition.blood`.
_MOST_BLOOD = 0.5


@lru_cache(maxsize=16)  # the chain asks for it, and metrics, limits and words that look at its result
def affected(skin: Skin, condition: Condition) -> Skin:
    """Skin as the condition has changed it.

    Parameters
    ----------
    skin : Skin
        Healthy skin of the site.
    condition : Condition
        Its dermis is as thick as it says, or thicker by its factor; another factor multiplies blood and perfusion of
        every layer. It may put the hair papilla elsewhere, and tells the core of a scar.

    Raises
    ------
    InputError
        If that leaves more blood than tissue can hold.
    """
    dermis = sum(layer.thickness for layer in skin.layers if layer.tissue in DERMIS)
    factor = condition.thickness_factor
    if condition.dermis_thickness is not None and dermis > 0.0:
        factor = condition.dermis_thickness / dermis
    follicle = skin.follicle
    if condition.papilla_depth is not None:
        follicle = amended(follicle, papilla_depth=condition.papilla_depth)
    layers = tuple(_layer(layer, condition, factor) for layer in skin.layers)
    return amended(skin, layers=layers, follicle=follicle, scar_core=condition.scar_core)


def of_skin(condition: Condition | None) -> tuple[object, ...]:
    """All of a condition by which :func:`affected` changes a skin: conditions that share it share every zone."""
    if condition is None:
        return ()
    return (
        condition.thickness_factor, condition.dermis_thickness, condition.blood_factor, condition.papilla_depth,
        condition.scar_core,
    )  # fmt: skip


def _layer(layer: Layer, condition: Condition, factor: float) -> Layer:
    thickness = layer.thickness * (factor if layer.tissue in DERMIS else 1.0)
    composition = amended(layer.composition, blood=_blood(layer, condition))
    thermal = amended(layer.thermal, perfusion=layer.thermal.perfusion * condition.blood_factor)
    return amended(layer, thickness=thickness, composition=composition, thermal=thermal)


def _blood(layer: Layer, condition: Condition) -> float:
    blood = layer.composition.blood * condition.blood_factor
    if blood > _MOST_BLOOD:
        text = (
            f"{condition.title} multiplies the blood of {layer.name} by {show(condition.blood_factor, '1')}, to "
            f"{show(blood, '%')}; at most {show(_MOST_BLOOD, '%')} is plausible"
        )
        raise InputError(text)
    return blood
