"""Thresholds of breakdown in skin: fluence at which melanosomes nucleate, irradiance at which clean tissue does."""

from __future__ import annotations

from microthermal.domain.library.breakdown import BreakdownFigures, CleanFigures
from microthermal.numerics.plasma.log_lengths import between_lengths
from microthermal.quantity import Array

# Wavelengths within this fraction of that of the measurement are that.
_SAME = 0.02


def clean_irradiance(duration: float, wavelength: float, figures: CleanFigures) -> float:
    """Irradiance at which clean tissue breaks down, taken to be that of clean water.

    Parameters
    ----------
    duration : float
        Pulse length [s].
    wavelength : float
        In vacuum [m].
    figures : CleanFigures
        What was measured, and the factor of other wavelengths.

    Returns
    -------
    float
        [W/m²]. Equation 4 of docs/theory/breakdown.md.

    References
    ----------
    Vogel1996.
    """
    short, long = (figures.short, figures.short_irradiance), (figures.long, figures.long_irradiance)
    measured = between_lengths(duration, short, long)
    return measured if abs(wavelength / figures.wavelength - 1.0) < _SAME else measured * figures.other


def nucleation_fluence(wavelength: float, temperature: Array, figures: BreakdownFigures) -> Array:
    """Fluence at which melanosomes nucleate, by what was measured with short pulses.

    Parameters
    ----------
    wavelength : float
        In vacuum [m].
    temperature : Array
        Of the tissue before the pulse [K].
    figures : BreakdownFigures
        What was measured.

    Returns
    -------
    Array
        F (λ / λ_m)^p (T_n - T) / ΔT_m, at least 0 [J/m²]: the smaller, the warmer the tissue is already.

    References
    ----------
    Schmidt2015, of which two end points are known.
    """
    seed = figures.seed
    measured = seed.fluence * (wavelength / seed.wavelength) ** seed.power
    left: Array = measured * (seed.temperature - temperature).clip(0.0) / seed.rise
    return left


def heated_fluence(inside: float, temperature: Array, figures: BreakdownFigures) -> Array:
    """Fluence at which a melanosome of a known absorption reaches the temperature of nucleation.

    Parameters
    ----------
    inside : float
        Absorption inside a melanosome [1/m], greater than 0.
    temperature : Array
        Of the tissue before the pulse [K].
    figures : BreakdownFigures
        Temperature of nucleation, heat capacity of melanosomes.

    Returns
    -------
    Array
        ρc (T_n - T) / μ, at least 0 [J/m²]: all heat of the pulse stays where it is absorbed.
    """
    seed = figures.seed
    left: Array = seed.heat_capacity * (seed.temperature - temperature).clip(0.0) / inside
    return left
