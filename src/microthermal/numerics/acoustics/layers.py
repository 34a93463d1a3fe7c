"""Plane waves through plane layers: damped, refracted, and reflected at every boundary as often as they come back."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.acoustics.complex_parts import quotient, travelled, upper_root
from microthermal.numerics.compiling import njit

Array: TypeAlias = NDArray[np.float64]


class Media(NamedTuple):
    """Media that bear sound, from that of the bowl downward, each array (medium,).

    ``speed`` [m/s], ``density`` [kg/m³], ``attenuation`` of the amplitude at the frequency at hand [1/m], ``thickness``
    [m]: that of the first is the path from the bowl's apex to the skin, and the last has no bottom.
    """

    speed: Array
    density: Array
    attenuation: Array
    thickness: Array


class Passage(NamedTuple):
    """What comes of plane waves of unit pressure on the skin: pressure, and velocity over that of a wave straight down.

    Each array (z, wave); velocities are in units of 1/(ρ c) of the first medium.
    """

    pressure_real: Array
    pressure_imaginary: Array
    velocity_real: Array
    velocity_imaginary: Array


def passage(media: Media, frequency: float, along: Array, depths: Array) -> Passage:
    """Follow plane waves through layers.

    Parameters
    ----------
    media : Media
        The first is where they come from.
    frequency : float
        Angular frequency ω [rad/s].
    along : Array, (wave,)
        Wavenumbers along the layers [1/m].
    depths : Array, (z,)
        Depths below the skin's surface [m], not negative and growing.

    Notes
    -----
    In each medium p = A (exp(i k_z x) + R exp(i k_z (2d - x))) with k_z² = (ω/c + iα)² - κ². From the bottom up
    R = (r + Γ)/(1 + r Γ), with Γ that of the medium below at its top and r = (Y - Y')/(Y + Y'), Y = k_z/ρ: pressure
    and velocity across are continuous. Downward A' = A exp(i k_z d) (1 + r)/(1 + r Γ). No factor grows.
    """
    shape = (depths.size, along.size)
    found = Passage(np.zeros(shape), np.zeros(shape), np.zeros(shape), np.zeros(shape))
    tops = np.concatenate(([0.0], np.cumsum(media.thickness[1:-1])))
    # A depth on a boundary belongs to the medium above: pressure and velocity are the same on both sides.
    medium = np.maximum(np.searchsorted(tops, depths, side="left"), 1).astype(np.int64)
    _follow(media, frequency, along, (np.ascontiguousarray(depths, dtype=np.float64), tops, medium), found)
    return found


@njit(cache=True)
def _across(media: Media, frequency: float, kappa: float, number: int) -> complex:
    wave, damping = frequency / media.speed[number], media.attenuation[number]
    return complex(upper_root(wave * wave - damping * damping - kappa * kappa, 2.0 * wave * damping))


@njit(cache=True, nogil=True)
def _follow(
    media: Media, frequency: float, along: Array, places: tuple[Array, Array, NDArray[np.int64]], found: Passage
) -> None:
    depths, tops, medium = places
    count = media.speed.size
    down = np.zeros(count, dtype=np.complex128)
    back = np.zeros(count, dtype=np.complex128)
    met = np.zeros(count, dtype=np.complex128)
    across = np.zeros(count, dtype=np.complex128)
    first = frequency / media.speed[0] / media.density[0]
    for wave in range(along.size):
        for number in range(count):
            across[number] = _across(media, frequency, along[wave], number)
        # From below: ``back`` is what returns at the bottom of each medium, ``met`` at its top.
        back[count - 1], met[count - 1] = complex(0.0, 0.0), complex(0.0, 0.0)
        for number in range(count - 2, -1, -1):
            above, below = across[number] * media.density[number + 1], across[number + 1] * media.density[number]
            turned = quotient(above - below, above + below)
            back[number] = quotient(turned + met[number + 1], 1.0 + turned * met[number + 1])
            if number > 0:
                met[number] = back[number] * travelled(across[number], 2.0 * media.thickness[number])
        # The wave that arrives on the skin has pressure 1 there.
        down[0] = complex(1.0, 0.0)
        for number in range(1, count):
            above, below = across[number - 1] * media.density[number], across[number] * media.density[number - 1]
            passed = quotient(2.0 * above, above + below + (above - below) * met[number])
            down[number] = down[number - 1] * passed
            if number > 1:
                down[number] = down[number] * travelled(across[number - 1], media.thickness[number - 1])
        for row in range(depths.size):
            number = medium[row]
            inside = depths[row] - tops[number - 1]
            ahead = down[number] * travelled(across[number], inside)
            behind = complex(0.0, 0.0)
            if number < count - 1:
                rest = 2.0 * media.thickness[number] - inside
                behind = down[number] * back[number] * travelled(across[number], rest)
            pressure = ahead + behind
            velocity = (ahead - behind) * across[number] * (1.0 / (media.density[number] * first))
            found.pressure_real[row, wave], found.pressure_imaginary[row, wave] = pressure.real, pressure.imag
            found.velocity_real[row, wave], found.velocity_imaginary[row, wave] = velocity.real, velocity.imag
