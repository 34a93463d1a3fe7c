"""How far skin may damp sound more or less than the library says."""

from __future__ import annotations

from microthermal.catalog.library import Library
from microthermal.quantity import amended

# What moves; speeds stay, and so does the power of the frequency, which sources take for 1 where they state dB/cm/MHz.
_DAMPING = ("skin_attenuation", "fat_attenuation", "muscle_attenuation")


def damped(library: Library, place: float) -> Library:
    """Library in which sound is damped as a place in the range of sources says.

    Parameters
    ----------
    library : Library
        States values and ends.
    place : float
        0 for the least attenuation, 0.5 for that of the library, 1 for the greatest; straight between them [1].
    """
    if place == 0.5:
        return library
    ends = library.ends.sound
    own, end = ends.value, ends.low if place < 0.5 else ends.high
    part = abs(2.0 * place - 1.0)
    moved = {name: (1.0 - part) * getattr(own, name) + part * getattr(end, name) for name in _DAMPING}
    return amended(library, ends=amended(library.ends, sound=amended(ends, value=amended(own, **moved))))
