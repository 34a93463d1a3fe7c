"""Rates at which light frees electrons in a clear medium: by many photons at once, and by the electrons there are."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from microthermal.numerics.constants import (
    ELECTRON_MASS,
    ELEMENTARY_CHARGE,
    REDUCED_PLANCK,
    SPEED_OF_LIGHT,
    VACUUM_PERMITTIVITY,
)

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(40)


class Medium(NamedTuple):
    """What the rates ask of a clear medium."""

    gap: float
    """Energy that frees an electron [J]."""
    collision_time: float
    """Time between collisions of a free electron [s]."""
    molecule: float
    """Mass of the molecules that it collides with [kg]."""
    recombination: float
    """Rate at which electrons are caught again, over the square of their density [m³/s]."""
    refraction: float
    """Refractive index [1]."""


def angular_frequency(wavelength: float) -> float:
    """Angular frequency [1/s] of light of a wavelength in vacuum [m]."""
    return 2.0 * math.pi * SPEED_OF_LIGHT / wavelength


def photons_needed(wavelength: float, medium: Medium) -> int:
    """Number of photons that together free an electron: the least whole number above the gap over their energy."""
    return math.floor(medium.gap / (REDUCED_PLANCK * angular_frequency(wavelength))) + 1


def cascade_rate(irradiance: float, wavelength: float, medium: Medium) -> float:
    """Rate at which the density of free electrons grows by their own collisions.

    Parameters
    ----------
    irradiance : float
        [W/m²].
    wavelength : float
        In vacuum [m].
    medium : Medium
        The medium.

    Returns
    -------
    float
        η [1/s]; below 0 where collisions take more energy than the light gives.

    Notes
    -----
    η = [e² τ I / (c n ε₀ m Δ) - m ω² τ / M] / (1 + ω² τ²), with the gap Δ. Equation 2 of docs/theory/breakdown.md.

    References
    ----------
    Kennedy1995, as recalled.
    """
    turns = angular_frequency(wavelength)
    gained = ELEMENTARY_CHARGE**2 * medium.collision_time * irradiance / (
        SPEED_OF_LIGHT * medium.refraction * VACUUM_PERMITTIVITY * ELECTRON_MASS * medium.gap
    )  # fmt: skip
    lost = ELECTRON_MASS * turns**2 * medium.collision_time / medium.molecule
    return (gained - lost) / (1.0 + (turns * medium.collision_time) ** 2)


def multiphoton_rate(irradiance: float, wavelength: float, medium: Medium) -> float:
    """Density of electrons that photons free together in a time.

    Parameters
    ----------
    irradiance, wavelength, medium
        As for :func:`cascade_rate`.

    Returns
    -------
    float
        W [1/(m³ s)].

    Notes
    -----
    W = (2ω / 9π) (m' ω / ħ)^{3/2} [e² I / (16 m' Δ ω² c ε₀ n)]^K exp(2K) D(√(2K - 2Δ/ħω)), with K photons, half the
    mass of an electron m' and Dawson's integral D. Equation 3 of docs/theory/breakdown.md.

    References
    ----------
    Kennedy1995, as recalled.
    """
    turns, mass = angular_frequency(wavelength), 0.5 * ELECTRON_MASS
    photons = photons_needed(wavelength, medium)
    driven = ELEMENTARY_CHARGE**2 * irradiance / (
        16.0 * mass * medium.gap * turns**2 * SPEED_OF_LIGHT * VACUUM_PERMITTIVITY * medium.refraction
    )  # fmt: skip
    over = dawson(math.sqrt(2.0 * photons - 2.0 * medium.gap / (REDUCED_PLANCK * turns)))
    attempts = 2.0 * turns / (9.0 * math.pi) * (mass * turns / REDUCED_PLANCK) ** 1.5
    return float(attempts * (driven * math.exp(2.0)) ** photons * over)


def dawson(x: float) -> float:
    """Dawson's integral exp(-x²) ∫ exp(y²) dy from 0 to x, for x up to 3.

    Examples
    --------
    >>> round(dawson(1.0), 10)
    0.5380795069
    """
    y = 0.5 * x * (_NODES + 1.0)
    return float(0.5 * x * np.sum(_WEIGHTS * np.exp(y**2 - x**2)))
