"""What the field of one shot is like: intensity, pressure on the axis, place and size of the focus."""

from __future__ import annotations

import math

import numpy as np

from microthermal.deposition.sound.absorbed import Absorbed
from microthermal.domain.inputs.exposures.sound import Sound
from microthermal.domain.results.extras.sound_field import SoundField
from microthermal.domain.results.grid import Grid
from microthermal.numerics.acoustics.field import Sounding
from microthermal.numerics.acoustics.layers import Media
from microthermal.quantity import Array

# Intensity at the border of the focus over the greatest: half of the pressure.
_BORDER = 0.25


def field_of(found: Absorbed, sounding: Sounding, sound: Sound, grid: Grid, layer: Array) -> SoundField:
    """Field of one shot while it sounds.

    Parameters
    ----------
    found : Absorbed
        What comes of a unit of energy.
    sounding : Sounding
        Bowl and media.
    sound : Sound
        Energy and duration.
    grid : Grid
        The cells.
    layer : array (z,)
        Layer of each slab, from 0.
    """
    power = power_of(sound)
    intensity = power * found.intensity
    media, bowl = sounding.media, sounding.bowl
    axis = intensity[:, 0]
    deepest = int(np.argmax(axis))
    path = float(media.thickness[0])
    cone = bowl.aperture * (bowl.curvature - path) / (bowl.curvature - bowl.height)
    return SoundField(
        z=grid.z, r=grid.r, intensity=intensity, pressure=_pressure(axis, media, layer), focus=float(grid.z[deepest]),
        width=2.0 * _reach(grid.r, intensity[deepest]),
        length=_reach(grid.z[deepest:], axis[deepest:]) - _reach(grid.z[deepest::-1], axis[deepest::-1]),
        surface=power / (math.pi * cone**2), drive=power / bowl.area, path=path, f_number=sound.f_number,
        taken=float((found.taken * grid.volume).sum()) + found.lost,
    )  # fmt: skip


def power_of(sound: Sound) -> float:
    """Power while it sounds [W]."""
    return sound.energy / (sound.duration - (0.0 if sound.train is None else sound.train.dark))


def _pressure(axis: Array, media: Media, layer: Array) -> Array:
    """Amplitude from the intensity |p|²/2ρc [Pa] (z,)."""
    impedance = (media.density * media.speed)[layer.astype(np.int64) + 1]
    return np.asarray(np.sqrt(2.0 * impedance * axis))


def _reach(places: Array, values: Array) -> float:
    """First place at which values that begin at their greatest fall below the border, or the last; between two [m]."""
    below = np.flatnonzero(values < _BORDER * values[0])
    if not below.size:
        return float(places[-1])
    one = int(below[0])
    part = (values[one - 1] - _BORDER * values[0]) / (values[one - 1] - values[one])
    return float(places[one - 1] + part * (places[one] - places[one - 1]))
