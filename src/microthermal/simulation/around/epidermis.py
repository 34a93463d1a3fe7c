"""What to doubt where light that is meant for hairs and vessels kills the epidermis: its pigment is recalled."""

from __future__ import annotations

from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.laser import LaserPulse
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.zone import Injury
from microthermal.units import show

# Below this wavelength [m] melanin takes up what warms the epidermis; shorter pulses [s] act by breakdown.
_PIGMENT, _SHORT = 1.1e-6, 1e-7
# What of the epidermis may be dead before anything is said [1].
_LITTLE = 0.01


def epidermis_cautions(skin: Skin, exposure: Exposure, injury: Injury) -> tuple[Caution, ...]:
    """That a burnt epidermis may be the fault of the library's pigment and not of the settings.

    Parameters
    ----------
    skin : Skin
        With its phototype, which alone says how much melanin there is.
    exposure : Exposure
        What is given; only a broad spot of light is spoken of.
    injury : Injury
        What it does.

    Notes
    -----
    The comparison is held by ``tests/validation/test_epidermis_as_advised.py``; docs/theory/selective.md.
    """
    if not isinstance(exposure, LaserPulse) or exposure.handpiece.spot is None or injury.epidermis_open < _LITTLE:
        return ()
    if exposure.wavelength > _PIGMENT or exposure.duration < _SHORT:
        return ()
    dead = show(injury.epidermis_open, "%")
    text = (
        f"the epidermis dies on {dead} of the surface, and that may be wrong: with the energy per area that a maker "
        "advises at 755 nm (20, 16, 10 J/cm² on 15 mm for phototypes II, III, IV, 3 ms, cryogen) it boils in this "
        "model in all three, while burns are seen in about one person of a hundred; with a quarter of the melanin "
        "it comes to 60 to 76 °C. Melanin by phototype is recalled, and the temperature of the epidermis goes with "
        "it: read what happens around the hair or vessel, not the burn"
    )
    return (Caution(stage="damage", text=text, weight="warn", source="GentleLaseTable"),)
