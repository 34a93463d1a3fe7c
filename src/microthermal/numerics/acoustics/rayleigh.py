"""Rayleigh integral of a spherical bowl in one medium: every point of the bowl sends a spherical wave."""

from __future__ import annotations

import math
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.acoustics.bessel import turn_of
from microthermal.numerics.acoustics.nodes import panels, panels_for
from microthermal.numerics.compiling import njit
from microthermal.numerics.damage.exponential import exponential
from microthermal.numerics.elementary import circle
from microthermal.numerics.wholes import whole_steps

Array: TypeAlias = NDArray[np.float64]
# Points around the axis beyond what the phase asks for: the mean over a turn then converges faster than any power.
_AROUND = 24


class Bowl(NamedTuple):
    """Spherical bowl that moves evenly along its normal: radius of its rim and of its curvature [m]."""

    aperture: float
    curvature: float

    @property
    def height(self) -> float:
        """Height of the rim above the apex [m]."""
        return self.curvature - math.sqrt(self.curvature**2 - self.aperture**2)

    @property
    def angle(self) -> float:
        """Half of the angle under which the rim is seen from the centre [rad]."""
        return math.asin(self.aperture / self.curvature)

    @property
    def area(self) -> float:
        """Area of the bowl [m²]."""
        return 2.0 * math.pi * self.curvature * self.height


class _Surface(NamedTuple):
    # Rings of the bowl: radius, height above the apex, area that stands for each.
    radius: Array
    height: Array
    area: Array


def rings_of(bowl: Bowl, wavenumber: float, refined: float = 1.0) -> _Surface:
    """Rings that stand for a bowl, as many as a wave of a wavenumber [1/m] asks for."""
    count = panels_for(refined * wavenumber * bowl.curvature * bowl.angle)
    angles, weights = panels(0.0, bowl.angle, count)
    turned = [circle(angle / (2.0 * math.pi)) for angle in angles.tolist()]
    cosine, sine = (np.array([pair[side] for pair in turned]) for side in (0, 1))
    # 1 - cos of a small angle without cancelling.
    height = bowl.curvature * sine * sine / (1.0 + cosine)
    return _Surface(bowl.curvature * sine, height, 2.0 * math.pi * bowl.curvature**2 * sine * weights)


def rayleigh(
    bowl: Bowl, wavenumber: float, attenuation: float, points: tuple[Array, Array], refined: float = 1.0
) -> tuple[Array, Array]:
    """Pressure of a bowl in one medium over ρ c u, with u the amplitude of its velocity.

    Parameters
    ----------
    bowl : Bowl
        The bowl.
    wavenumber : float
        Wavenumber ω/c [1/m].
    attenuation : float
        Attenuation of the amplitude [1/m].
    points : tuple of Array, (point,)
        Distances from the axis, and along it from the apex [m]; beyond the rim.
    refined : float, optional
        Nodes over the usual number.

    Returns
    -------
    tuple of Array, (point,)
        Real and imaginary part of i p / (ρ c u) = (k/2π) ∫ exp((ik - α) d) / d dS [1].

    Notes
    -----
    Gauss-Legendre along the bowl and midpoints around it. The error of the usual nodes is below 1e-9 of the pressure
    in the focus at points more than a wavelength from the bowl (tests/verification/sound_rows.py).
    """
    surface = rings_of(bowl, wavenumber, refined)
    reach = float(min(np.max(points[0], initial=0.0), bowl.aperture))
    around = whole_steps(refined * (wavenumber * reach + _AROUND))
    across, along = (np.ascontiguousarray(part, dtype=np.float64) for part in points)
    real, imaginary = np.zeros(across.size), np.zeros(across.size)
    turned = [circle((step + 0.5) / (2.0 * around))[0] for step in range(around)]
    _sum(surface, np.array(turned), (wavenumber, attenuation), across, along, (real, imaginary))
    return real, imaginary


@njit(cache=True, nogil=True)
def _sum(
    surface: _Surface, turned: Array, wave: tuple[float, float], across: Array, along: Array, into: tuple[Array, Array]
) -> None:
    scale = wave[0] / (2.0 * math.pi * turned.size)
    for point in range(across.size):
        real, imaginary = 0.0, 0.0
        for ring in range(surface.radius.size):
            step = along[point] - surface.height[ring]
            square = across[point] * across[point] + surface.radius[ring] * surface.radius[ring] + step * step
            mixed = 2.0 * across[point] * surface.radius[ring]
            for side in range(turned.size):
                distance = math.sqrt(square - mixed * turned[side])
                size = surface.area[ring] * exponential(-wave[1] * distance) / distance
                cosine, sine = circle(turn_of(wave[0] * distance))
                real += size * cosine
                imaginary += size * sine
        into[0][point], into[1][point] = scale * real, scale * imaginary
