"""What to change where a limit is passed, in the words of what makes a zone: microbeams, pins, shots, broad spots."""

from __future__ import annotations

import re
from typing import Final

from microthermal.domain.inputs.exposures import Exposure, made_by
from microthermal.domain.inputs.laser import LaserPulse
from microthermal.domain.inputs.skin import Skin

# Under a broad spot zones are what stands in the skin: nobody chooses how many there are, but the energy per area.
_PER_AREA: Final = "less energy per area"
_AROUND: Final = (
    (re.compile(r"less energy or fewer microbeams|fewer (microbeams|passes)[^;:]*"), _PER_AREA),
    (re.compile(r"cut the density first(, then the energy)?"), _PER_AREA),
    (re.compile(r"more energy in a microbeam"), "more energy per area"),
    (re.compile(r"more microbeams"), ""),
)


def advice_words(advice: str, skin: Skin, exposure: Exposure) -> str:
    """What a limit advises, for an exposure of any kind; empty where nothing that it advises can be chosen.

    Parameters
    ----------
    advice : str
        As files of limits and goals write it, for microbeams.
    skin : Skin
        With a structure on its axis, zones are hairs or vessels under a broad spot.
    exposure : Exposure
        What is given.

    Examples
    --------
    >>> from microthermal import catalog
    >>> skin, needles = catalog.skin("cheek_iii"), catalog.device("rf_insulated").exposure(energy=0.04)
    >>> advice_words("fewer microbeams, or less energy at the same number", skin, needles)
    'fewer pins, or less energy at the same number'
    """
    if skin.structure is None or not isinstance(exposure, LaserPulse):
        return advice.replace("microbeam", made_by(exposure))
    for found, instead in _AROUND:
        advice = found.sub(instead, advice)
    return advice
