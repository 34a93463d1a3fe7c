"""Density of free electrons under light: exact under constant irradiance, in short steps under a Gaussian pulse."""

from __future__ import annotations

import math

from microthermal.numerics.plasma.ionisation import Medium, cascade_rate, multiphoton_rate
from microthermal.numerics.roots import root_between

# A Gaussian pulse is followed for this many of its lengths (full width at half of the maximum) on each side.
_AROUND = 1.5
# Logarithms of the irradiances [W/m²] between which a threshold is looked for.
_SPAN = (23.0, 46.0)
# Where the exponent is this small, the limit of growth without an exponent is exact to 16 digits.
_SMALL = 1e-8
_LONGEST = 700.0


def without_losses(supplied: float, grown: float, time: float) -> float:
    """Density of free electrons where none are lost.

    Parameters
    ----------
    supplied : float
        W, that of photons [1/(m³ s)].
    grown : float
        η, by which the density grows [1/s].
    time : float
        [s].

    Returns
    -------
    float
        (W/η) (exp(η t) - 1) [1/m³].

    Examples
    --------
    >>> f"{without_losses(1.90088e26, 1.83074e12, 30e-12):.3e}"
    '7.392e+37'
    """
    exponent = grown * time
    return supplied * time if abs(exponent) < _SMALL else supplied / grown * math.expm1(exponent)


def steady_density(grown: float, recombination: float) -> float:
    """Density [1/m³] at which recombination takes what the cascade frees: η / η_rec, 0 where nothing grows."""
    return max(grown, 0.0) / recombination


def after_step(density: float, supplied: float, grown: float, recombination: float, step: float) -> float:
    """Density after a step under constant rates, with recombination: the exact solution of dρ/dt = W + η ρ - b ρ².

    Parameters
    ----------
    density : float
        ρ before, at least 0 and at most the greater root [1/m³].
    supplied, grown : float
        W [1/(m³ s)] and η [1/s].
    recombination : float
        b, greater than 0 [m³/s].
    step : float
        [s].

    Returns
    -------
    float
        ρ after [1/m³].

    Notes
    -----
    With the roots ρ± = (η/2 ± s) / b, s = √(η²/4 + b W): (ρ - ρ₊)/(ρ - ρ₋) falls as exp(-2 s t).
    """
    half = math.sqrt(0.25 * grown**2 + recombination * supplied)
    if half == 0.0:
        return density / (1.0 + recombination * density * step)
    # The smaller root in size is the quotient of the product of both, -W/b, and the other: no digits cancel.
    large = (0.5 * abs(grown) + half) / recombination
    small = supplied / (recombination * large)
    upper, lower = (large, -small) if grown >= 0.0 else (small, -large)
    if density == lower:
        return density
    left = (density - upper) / (density - lower) * math.exp(-min(2.0 * half * step, _LONGEST))
    return (upper - left * lower) / (1.0 - left)


def greatest_density(
    irradiance: float, duration: float, volume: float, wavelength: float, medium: Medium, steps: int = 2000
) -> float:
    """Greatest density of free electrons in a Gaussian pulse.

    Parameters
    ----------
    irradiance : float
        At the top of the pulse [W/m²].
    duration : float
        Full width at half of the maximum [s].
    volume : float
        In which one electron starts the cascade [m³]: below a mean of one, no cascade grows.
    wavelength, medium
        As for :func:`~microthermal.numerics.plasma.ionisation.cascade_rate`.
    steps : int, optional
        Of equal length, each at the irradiance of its middle.

    Returns
    -------
    float
        ρ [1/m³].
    """
    step = 2.0 * _AROUND * duration / steps
    density = greatest = 0.0
    for number in range(steps):
        place = (number + 0.5) * step / duration - _AROUND
        now = irradiance * math.exp(-4.0 * math.log(2.0) * place**2)
        grown = cascade_rate(now, wavelength, medium)
        if density * volume < 1.0:
            grown = min(grown, 0.0)
        supplied = multiphoton_rate(now, wavelength, medium)
        density = after_step(density, supplied, grown, medium.recombination, step)
        greatest = max(greatest, density)
    return greatest


def one_seed_threshold(
    critical: float, duration: float, spot: float, wavelength: float, medium: Medium, steps: int = 2000
) -> float:
    """Irradiance at which a Gaussian pulse reaches a critical density, where the first electron must be freed by light.

    Parameters
    ----------
    critical : float
        Density that counts as breakdown [1/m³].
    duration : float
        Full width at half of the maximum [s].
    spot : float
        1/e² radius of the focus [m]; its volume is π w² times twice the Rayleigh range.
    wavelength, medium, steps
        As for :func:`greatest_density`.

    Returns
    -------
    float
        [W/m²].

    Raises
    ------
    ConvergenceError
        If it lies beyond 1e10 to 1e20 W/m².
    """
    volume = math.pi * spot**2 * 2.0 * math.pi * spot**2 * medium.refraction / wavelength

    def over(logarithm: float) -> float:
        return greatest_density(math.exp(logarithm), duration, volume, wavelength, medium, steps) / critical - 1.0

    return math.exp(root_between(over, *_SPAN, "irradiance of breakdown"))
