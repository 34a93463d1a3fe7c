"""Plane waves that a bowl sends: its spectrum over the wavenumber along the skin, exact beyond the rim."""

from __future__ import annotations

import math
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.acoustics.bessel import bessel_0
from microthermal.numerics.acoustics.complex_parts import quotient, travelled, upper_root
from microthermal.numerics.acoustics.nodes import panels, panels_for
from microthermal.numerics.acoustics.rayleigh import Bowl, rings_of
from microthermal.numerics.compiling import njit

Array: TypeAlias = NDArray[np.float64]
# Waves that fall off along the axis are followed until this much of their exponent.
_FADED = 36.0


class Waves(NamedTuple):
    """Plane waves of a bowl on a plane: wavenumber along it [1/m], its measure κ dκ [1/m²], and amplitude [m].

    The pressure over ρ c u on the plane is ∫ (real + i imaginary) J0(κ r) κ dκ, each array (wave,).
    """

    along: Array
    measure: Array
    real: Array
    imaginary: Array


def waves_of(bowl: Bowl, wave: tuple[float, float], path: float, reach: float, refined: float = 1.0) -> Waves:
    """Plane waves of a bowl on a plane across its axis.

    Parameters
    ----------
    bowl : Bowl
        The bowl.
    wave : tuple of float
        Wavenumber ω/c and attenuation of the amplitude between bowl and plane [1/m].
    path : float
        From the apex to the plane [m]; more than the height of the rim.
    reach : float
        Distance from the rim to the farthest point at which their sum is wanted [m]; it decides how many there are.
    refined : float, optional
        Waves over the usual number.

    Notes
    -----
    Weyl: exp(ikd)/d = i ∫ J0(κ ρ) exp(i k_z z) κ/k_z dκ with k_z² = k² - κ². Summed over the bowl that is
    P(κ) = (k/2π) S(κ)/k_z, S(κ) = ∫ J0(κ ρ') exp(i k_z (path - z')) dS'. Waves that run (κ = k sin α) and waves that
    fade (κ = k cosh β) have panels of their own, so that k_z = 0 lies between two panels.
    """
    k = wave[0]
    angles, widths = panels(0.0, 0.5 * math.pi, panels_for(refined * 0.5 * math.pi * k * reach))
    fading = math.asinh(_FADED / (k * (path - bowl.height)))
    faded, spans = panels(0.0, fading, panels_for(refined * k * reach * (math.cosh(fading) - 1.0)))
    sines, cosines = np.sin(angles), np.cos(angles)
    along = np.concatenate((k * sines, k * np.cosh(faded)))
    measure = np.concatenate((sines * cosines * widths, np.cosh(faded) * np.sinh(faded) * spans)) * k * k
    surface = rings_of(bowl, k, refined)
    real, imaginary = np.zeros(along.size), np.zeros(along.size)
    rings = (surface.radius, surface.height, surface.area)
    _spectrum(rings, wave, path, along, (real, imaginary))
    return Waves(along, measure, real, imaginary)


@njit(cache=True, nogil=True)
def _spectrum(
    rings: tuple[Array, Array, Array], wave: tuple[float, float], path: float, along: Array, into: tuple[Array, Array]
) -> None:
    radius, height, area = rings
    # Damping enters as the square of the wavenumber k + iα.
    squared, crossed = wave[0] * wave[0] - wave[1] * wave[1], 2.0 * wave[0] * wave[1]
    for number in range(along.size):
        kappa = along[number]
        across = upper_root(squared - kappa * kappa, crossed)
        total = complex(0.0, 0.0)
        for ring in range(radius.size):
            size = area[ring] * bessel_0(kappa * radius[ring])
            total += size * travelled(across, path - height[ring])
        amplitude = quotient((wave[0] / (2.0 * math.pi)) * total, across)
        into[0][number], into[1][number] = amplitude.real, amplitude.imag
