"""A bowl above a skin, as the kernels of sound take it."""

from __future__ import annotations

import math

import numpy as np

from microthermal.domain.inputs.exposures.sound import Sound
from microthermal.domain.results.acoustics import Acoustics
from microthermal.errors import Fault, InputError
from microthermal.numerics.acoustics.field import Sounding
from microthermal.numerics.acoustics.layers import Media
from microthermal.numerics.acoustics.on_axis import greatest_place
from microthermal.numerics.acoustics.rayleigh import Bowl

# Frequency at which attenuations are stated [Hz].
REFERENCE = 1e6
# The rim must stand at least so many wavelengths above the skin: nearer to it waves that fade would count.
_CLEARANCE = 2.0


def sounding_of(layers: Acoustics, sound: Sound) -> Sounding:
    """Bowl, media and frequency of one shot.

    Parameters
    ----------
    layers : Acoustics
        The skin.
    sound : Sound
        The shot; its focus is where the pressure on the axis is greatest if all were coupling, as makers find it in a
        water tank.

    Raises
    ------
    InputError
        If the bowl would touch the skin.
    """
    bowl = Bowl(sound.aperture, sound.focal_length)
    frequency = 2.0 * math.pi * sound.frequency
    path = greatest_place(bowl, frequency / layers.coupling_speed) - sound.focus_depth
    least = bowl.height + _CLEARANCE * layers.coupling_speed / sound.frequency
    if not path > least:
        text = (
            f"a bowl of this aperture and focal length would touch the skin with a focus that deep; its rim lies "
            f"{1e3 * bowl.height:.3g} mm above its apex, and the skin {1e3 * path:.3g} mm"
        )
        raise InputError([Fault("Sound.focus_depth", text)])
    attenuation = layers.attenuation * (sound.frequency / REFERENCE) ** layers.power
    thickness = np.array(layers.thickness)
    thickness[-1] = 1.0
    media = Media(
        speed=np.concatenate(([layers.coupling_speed], layers.speed)),
        density=np.concatenate(([layers.coupling_density], layers.density)),
        attenuation=np.concatenate(([0.0], attenuation)),
        thickness=np.concatenate(([path], thickness)),
    )
    return Sounding(bowl, media, frequency)
