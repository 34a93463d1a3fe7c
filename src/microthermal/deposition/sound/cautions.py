"""What a reader must know of sound before believing its zone."""

from __future__ import annotations

from microthermal.deposition.sound.field import power_of
from microthermal.domain.inputs.exposures.sound import Sound
from microthermal.domain.results.acoustics import Acoustics
from microthermal.domain.results.caution import Caution
from microthermal.numerics.acoustics.field import Sounding
from microthermal.quantity import Range
from microthermal.units import show

_BOWL = (
    "Makers state neither aperture nor focal length of their bowls, on which the rise turns most: see the band over "
    "F-number and attenuation, and believe no single temperature"
)
_LIQUID = (
    "Skin bears no shear waves here and does not change while it warms; all that is damped counts as absorbed, and "
    "bubbles, which form where it boils, are not modelled"
)


def cautions(sound: Sound, sounding: Sounding, layers: Acoustics, excess: Range | None) -> tuple[Caution, ...]:
    """Cautions of one shot.

    Parameters
    ----------
    sound : Sound
        The shot.
    sounding : Sounding
        Its bowl and media.
    layers : Acoustics
        The skin.
    excess : Range or None
        What nonlinear sound adds to the rise, as a fraction of it [1].
    """
    drive = power_of(sound) / sounding.bowl.area
    known = "" if excess is None else f" {show(excess.low, '%', 2)} to {show(excess.high, '%', 2)} at 1.5 to 30 W/cm²,"
    linear = (
        f"Sound is linear here, which is a lower bound: harmonics that grow on the way to the focus heat more,{known} "
        f"and more at higher drive; this bowl sends {show(drive, 'W/m**2', 2)}"
    )
    found = [
        Caution(stage="deposition", text=linear, weight="warn", source="Mortazavi2021"),
        Caution(stage="deposition", text=_LIQUID, weight="note"),
    ]
    if sound.device:
        found.append(Caution(stage="deposition", text=_BOWL, weight="warn"))
    bottom = float(layers.thickness.sum())
    if sound.focus_depth > bottom:
        text = (
            f"The focus is meant to lie {show(sound.focus_depth, 'm')} deep, below the layers of this skin, which end "
            f"at {show(bottom, 'm')}: what lies there counts as more of its {layers.names[-1]}"
        )
        found.append(Caution(stage="deposition", text=text, weight="warn"))
    return tuple(found)
