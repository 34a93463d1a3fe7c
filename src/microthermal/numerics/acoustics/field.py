"""Field of a bowl through layers: its plane waves, each followed through the layers, added up at every place."""

from __future__ import annotations

import math
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.acoustics.bessel import bessel_0
from microthermal.numerics.acoustics.layers import Media, passage
from microthermal.numerics.acoustics.rayleigh import Bowl
from microthermal.numerics.acoustics.spectrum import Waves, waves_of
from microthermal.numerics.compiling import njit

Array: TypeAlias = NDArray[np.float64]


class Sounding(NamedTuple):
    """A bowl that sounds into layers: bowl, media and angular frequency [rad/s]."""

    bowl: Bowl
    media: Media
    frequency: float

    @property
    def wavenumber(self) -> float:
        """ω/c of the first medium [1/m]."""
        return float(self.frequency / self.media.speed[0])


class Pressures(NamedTuple):
    """Pressure over ρ c u of the first medium (z, r), with u the amplitude of the bowl's velocity [1]."""

    real: Array
    imaginary: Array

    @property
    def squared(self) -> Array:
        """|p|² over (ρ c u)² (z, r)."""
        found: Array = self.real**2 + self.imaginary**2
        return found


class Flux(NamedTuple):
    """Power through whole planes over ρ c u² [m²]: what arrives on the skin, and what passes each depth downward."""

    arriving: float
    passing: Array


def waves_for(sounding: Sounding, depth: float, radius: float, refined: float = 1.0) -> Waves:
    """Plane waves on the skin, as many as a field down to a depth and out to a radius [m] asks for."""
    bowl, media = sounding.bowl, sounding.media
    path, slowest = float(media.thickness[0]), float(media.speed.min())
    # Waves in a slower medium turn by more over the same length.
    reach = math.hypot(path + depth, bowl.aperture + radius) * float(media.speed[0]) / slowest
    return waves_of(bowl, (sounding.wavenumber, float(media.attenuation[0])), path, reach, refined)


def pressures(sounding: Sounding, waves: Waves, depths: Array, radii: Array) -> Pressures:
    """Pressure at depths and radii.

    Parameters
    ----------
    sounding : Sounding
        Bowl and layers.
    waves : Waves
        From :func:`waves_for`.
    depths, radii : Array, (z,) and (r,)
        Places below the skin's surface and from the axis [m]; depths grow.
    """
    through = passage(sounding.media, sounding.frequency, waves.along, depths)
    found = Pressures(np.zeros((depths.size, radii.size)), np.zeros((depths.size, radii.size)))
    rings = np.zeros((waves.along.size, radii.size))
    _rings(waves.along, np.ascontiguousarray(radii, dtype=np.float64), rings)
    real, imaginary = waves.measure * waves.real, waves.measure * waves.imaginary
    amplitude = (
        through.pressure_real * real - through.pressure_imaginary * imaginary,
        through.pressure_real * imaginary + through.pressure_imaginary * real,
    )
    add_waves(amplitude, rings, (found.real, found.imaginary))
    return found


def flux(sounding: Sounding, waves: Waves, depths: Array) -> Flux:
    """Power that arrives on the skin, and that passes planes at depths [m] with all that is reflected, by Parseval.

    Notes
    -----
    ∫ p* v 2πr dr = 2π ∫ P* V κ dκ; of that the half of the real part.
    """
    through = passage(sounding.media, sounding.frequency, waves.along, depths)
    k = sounding.wavenumber
    size = math.pi * waves.measure * (waves.real**2 + waves.imaginary**2)
    running = np.sqrt(np.maximum(1.0 - (waves.along / k) ** 2, 0.0))
    real = through.pressure_real * through.velocity_real + through.pressure_imaginary * through.velocity_imaginary
    return Flux(float((size * running).sum()), np.asarray((real * size).sum(axis=1)))


@njit(cache=True, nogil=True)
def _rings(along: Array, radii: Array, rings: Array) -> None:
    for wave in range(along.size):
        for ring in range(radii.size):
            rings[wave, ring] = bessel_0(along[wave] * radii[ring])


@njit(cache=True, nogil=True)
def add_waves(amplitude: tuple[Array, Array], rings: Array, into: tuple[Array, Array]) -> None:
    """Add plane waves up at every place, by plain loops in a fixed order: a threaded library would add in another.

    Parameters
    ----------
    amplitude : tuple of array (z, wave)
        Real and imaginary part of each wave at each depth.
    rings : array (wave, r)
        J0(κ r).
    into : tuple of array (z, r)
        Receives both parts of the sum.
    """
    for row in range(amplitude[0].shape[0]):
        for wave in range(rings.shape[0]):
            real, imaginary = amplitude[0][row, wave], amplitude[1][row, wave]
            for ring in range(rings.shape[1]):
                into[0][row, ring] += real * rings[wave, ring]
                into[1][row, ring] += imaginary * rings[wave, ring]
