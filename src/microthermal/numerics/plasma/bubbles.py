"""Energy of a bubble, its radius against a pressure, and whether many of them are one."""

from __future__ import annotations

import math


def bubble_energy(radius: float, pressure: float) -> float:
    """Work that a bubble of a radius [m] does against a pressure [Pa]: (4/3) π R³ p [J].

    Examples
    --------
    >>> f"{bubble_energy(35e-6, 1.1e6):.2e}"
    '1.98e-07'
    """
    return 4.0 / 3.0 * math.pi * radius**3 * pressure


def bubble_radius(energy: float, pressure: float) -> float:
    """Radius [m] of a bubble of an energy [J] against a pressure [Pa]: (3 E / 4π p)^(1/3)."""
    return float((3.0 * energy / (4.0 * math.pi * pressure)) ** (1.0 / 3.0))


def void_fraction(energy: float, pressure: float, volume: float) -> float:
    """Volume of all bubbles of an energy [J] over the volume [m³] from which they grow; 0 where there is none [1]."""
    return energy / pressure / volume if volume > 0.0 else 0.0
