"""Scattering of skin where it is extrapolated: open in every case, whatever its source states."""

from __future__ import annotations

from dataclasses import replace

from microthermal import catalog
from microthermal.domain.skin import Layer, Skin
from microthermal.validation.records import Case, Exposure
from microthermal.validation.sampling import between

# Figures of the library that say how open it is.
_FIGURES = "open_scattering"


def scattering_open(exposure: Exposure) -> bool:
    """Whether the light of an exposure is scattered in a way that nobody has measured well."""
    stated = exposure.setting("wavelength")
    return catalog.scattering_extrapolated(stated.middle if stated else catalog.device(exposure.device).wavelength)


def other_scattering(case: Case) -> tuple[Case, ...]:
    """The same case in the clearest and in the most turbid skin; none where the light does not depend on it."""
    if not scattering_open(case.exposure):
        return ()
    return tuple(
        replace(
            case,
            exposure=replace(case.exposure, scattering=place),
            changed=None if case.changed is None else replace(case.changed, scattering=place),
        )
        for place in (0.0, 1.0)
    )


def scattered(skin: Skin, place: float) -> Skin:
    """Skin at a place of the range of its scattering.

    Parameters
    ----------
    skin : Skin
        Skin of the library.
    place : float
        0 is the clearest skin, 0.5 that of the library, 1 the most turbid one.

    Notes
    -----
    Reduced scattering and sharpness of the forward peak go together, so that the ends are those of the zone's depth:
    at one reduced scattering a sharper peak makes zones shallower.
    """
    if place == 0.5:
        return skin
    low, middle, high = (catalog.figures(_FIGURES, end) for end in ("low", "value", "high"))
    reduced = between(low["reduced"], middle["reduced"], high["reduced"], place)
    deflection = between(low["deflection"], middle["deflection"], high["deflection"], 1.0 - place)
    return replace(skin, layers=tuple(_layer(layer, reduced, deflection) for layer in skin.layers))


def _layer(layer: Layer, reduced: float, deflection: float) -> Layer:
    own = layer.scattering
    anisotropy = 1.0 - (1.0 - own.anisotropy) * deflection
    return replace(layer, scattering=replace(own, reduced_500=own.reduced_500 * reduced, anisotropy=anisotropy))
