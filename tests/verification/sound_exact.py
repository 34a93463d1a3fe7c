"""Exact solutions of sound in plain formulas: bowl on its axis, focal plane, slab, and heat of a line."""

from __future__ import annotations

import math

import numpy as np

from microthermal.numerics.acoustics.rayleigh import Bowl


def on_axis(bowl: Bowl, wavenumber: float, place: float) -> float:
    """O'Neil (1949): |p| / (ρ c u) on the axis at a place from the apex [m]; k h in the centre of curvature."""
    if place == bowl.curvature:
        return wavenumber * bowl.height
    rim = math.hypot(place - bowl.height, bowl.aperture)
    return abs(2.0 / (1.0 - place / bowl.curvature) * math.sin(0.5 * wavenumber * (rim - place)))


def through_slab(impedances: tuple[float, float], phase: float) -> float:
    """Power that a slab lets through between two equal media at normal incidence, of its impedance and phase k d."""
    over = impedances[1] / impedances[0]
    return 1.0 / (1.0 + 0.25 * (over - 1.0 / over) ** 2 * math.sin(phase) ** 2)


def line_rise(width: float, source: float, conductivity: float, diffusivity: float, until: float) -> float:
    """Rise on the axis [K] of a source q exp(-r²/s²) [W/m³] that lasts: (q s²/4k) ln(1 + 4κt/s²)."""
    return source * width**2 / (4.0 * conductivity) * math.log1p(4.0 * diffusivity * until / width**2)


def line_rises(radii: np.ndarray, width: float, rates: tuple[float, float], until: float) -> np.ndarray:
    """Rise at radii [m] of the same source [K], of (q/ρc, κ): ∫ q/ρc s²/(s² + 4κt) exp(-r²/(s² + 4κt)) dt."""
    # The substitution w = ln(s² + 4κt) makes the integrand smooth; 64 nodes leave nothing to see.
    nodes, weights = np.polynomial.legendre.leggauss(64)
    low, high = math.log(width**2), math.log(width**2 + 4.0 * rates[1] * until)
    places = 0.5 * (high - low) * (nodes + 1.0) + low
    integrand = np.exp(-(radii[:, None] ** 2) / np.exp(places)[None, :])
    return rates[0] * width**2 / (4.0 * rates[1]) * 0.5 * (high - low) * (integrand * weights).sum(axis=1)
