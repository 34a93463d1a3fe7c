"""Skin that scatters otherwise than the library's, where its scattering is extrapolated."""

from __future__ import annotations

from dataclasses import replace

from microthermal.catalog.library import Library
from microthermal.domain.inputs.skin import Layer, Skin


def scattered(skin: Skin, place: float, library: Library) -> Skin:
    """Skin at a place of the range of its scattering.

    Parameters
    ----------
    skin : Skin
        Skin of the library.
    place : float
        0 is the clearest skin, 0.5 that of the library, 1 the most turbid one.
    library : Library
        Its figures state the range.

    Notes
    -----
    Reduced scattering and sharpness of the forward peak go together, so that the ends are those of the zone's depth:
    at one reduced scattering a sharper peak makes zones shallower.
    """
    if place == 0.5:
        return skin
    low, high = library.ends.open_scattering_low, library.ends.open_scattering_high
    middle = library.figures.open_scattering
    reduced = _between(low.reduced, middle.reduced, high.reduced, place)
    deflection = _between(low.deflection, middle.deflection, high.deflection, 1.0 - place)
    return replace(skin, layers=tuple(_layer(layer, reduced, deflection) for layer in skin.layers))


def _layer(layer: Layer, reduced: float, deflection: float) -> Layer:
    own = layer.scattering
    anisotropy = 1.0 - (1.0 - own.anisotropy) * deflection
    return replace(layer, scattering=replace(own, reduced_500=own.reduced_500 * reduced, anisotropy=anisotropy))


def _between(low: float, middle: float, high: float, place: float) -> float:
    start, end, fraction = (low, middle, 2.0 * place) if place < 0.5 else (middle, high, 2.0 * place - 1.0)
    return float(start * (end / start) ** fraction)
