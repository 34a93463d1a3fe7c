"""Scales of colours of maps, each as a few colours between which the others run evenly."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

# Colours of a scale, from its low end to its high one.
_SHADES: Final = 256
# YlOrRd is one of Brewer's scales (colorbrewer2.org); inferno and viridis are by Smith, van der Walt and Firing, given
# to all (CC0). They are told at so many places that no colour is off by more than two steps of 255.
_KNOWN: Final = {
    "YlOrRd": "ffffcc ffeda0 fed976 feb24c fd8c3c fc4f2a e31a1c bd0026 800026",
    "inferno": (
        "000004 040312 0b0724 150b37 210c4a 2f0a5b 3d0965 4a0c6b 57106e 64156e 71196e "
        "7d1e6d 8a226a 972766 a32c61 b0315b bc3754 c63d4d d04545 da4e3c e35933 eb6429 "
        "f1711f f67e14 f98c0a fb9b06 fcaa0f fbba1f f9c932 f5d949 f2e865 f3f586 fcffa4"
    ),
    "viridis": (
        "440154 470d60 48186a 482374 472d7b 453781 424086 3e4989 3b528b 375b8d 33638d "
        "2f6b8e 2c728e 297a8e 26828e 23898e 21918c 1f978b 1f9f88 21a685 27ad81 31b57b "
        "3dbc74 4cc26c 5cc863 6ece58 81d34d 95d840 aadc32 c0df25 d5e21a eae51a fde725"
    ),
}


@cache
def palette(name: str) -> NDArray[np.uint8]:
    """Red, green and blue of each shade of a scale (shade, 3).

    Parameters
    ----------
    name : str
        ``YlOrRd``, ``inferno`` or ``viridis``.
    """
    known = np.array([list(bytes.fromhex(one)) for one in _KNOWN[name].split()], dtype=np.float64)
    places, shades = np.linspace(0.0, 1.0, len(known)), np.linspace(0.0, 1.0, _SHADES)
    found = np.stack([np.interp(shades, places, known[:, part]) for part in range(3)], axis=1)
    held = np.rint(found).astype(np.uint8)
    held.setflags(write=False)
    return held


def shade(name: str, part: float) -> str:
    """Colour at a part of a scale [1], as a style writes it."""
    red, green, blue = palette(name)[min(int(part * _SHADES), _SHADES - 1)].tolist()
    return f"#{red:02x}{green:02x}{blue:02x}"
