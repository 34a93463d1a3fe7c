"""One microbeam of an array: its focus, its radius beside the focus, and the part of it above an irradiance."""

from __future__ import annotations

import math


def focal_radius(wavelength: float, focal_length: float, radius: float) -> float:
    """1/e² radius at the focus of a lens that a Gaussian beam fills.

    Parameters
    ----------
    wavelength : float
        In the medium behind the lens [m].
    focal_length : float
        [m].
    radius : float
        1/e² radius at the lens [m].

    Returns
    -------
    float
        λ f / (π w) [m].

    Examples
    --------
    >>> round(1e6 * focal_radius(1064e-9, 66e-3, 300e-6), 1)
    74.5
    """
    return wavelength * focal_length / (math.pi * radius)


def rayleigh_range(waist: float, wavelength: float, index: float = 1.0) -> float:
    """Distance from the focus at which the cross-section of a Gaussian beam has doubled: π w² n / λ [m]."""
    return math.pi * waist**2 * index / wavelength


def radius_beside(waist: float, distance: float, reach: float) -> float:
    """1/e² radius [m] at a distance [m] from a focus with a waist and a Rayleigh range [m]: w √(1 + (z/z_R)²)."""
    return waist * math.hypot(1.0, distance / reach)


def peak_fluence(energy: float, radius: float) -> float:
    """Fluence on the axis of a Gaussian beam of an energy [J] and a 1/e² radius [m]: 2 E / (π w²) [J/m²]."""
    return 2.0 * energy / (math.pi * radius**2)


def fraction_above(ratio: float) -> float:
    """Fraction of a Gaussian beam that lies where its irradiance is above a threshold.

    Parameters
    ----------
    ratio : float
        Irradiance on the axis over the threshold [1].

    Returns
    -------
    float
        1 - 1/ratio, and 0 where the axis itself lies below [1].

    Notes
    -----
    exp(-2 r²/w²) = 1/ratio at the border, and the energy outside of r is exp(-2 r²/w²) of the whole.
    """
    return max(1.0 - 1.0 / ratio, 0.0) if ratio > 0.0 else 0.0
