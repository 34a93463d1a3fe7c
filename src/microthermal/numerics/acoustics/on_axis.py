"""Pressure of a bowl on its axis in one medium, where its integral has a closed form, and where it is greatest."""

from __future__ import annotations

import math

from microthermal.numerics.acoustics.bessel import turn_of
from microthermal.numerics.acoustics.rayleigh import Bowl
from microthermal.numerics.elementary import circle

# Places at which the main lobe is looked for, and how often the distance between three of them is cut.
_PLACES, _CUTS = 400, 60
# Ratio of the golden section.
_GOLDEN = 0.5 * (math.sqrt(5.0) - 1.0)
# Nearer to the centre of curvature than this part of it the limit is taken.
_CENTRE = 1e-9


def pressure_on_axis(bowl: Bowl, wavenumber: float, place: float) -> float:
    """Amplitude of the pressure on the axis over ρ c u.

    Parameters
    ----------
    bowl : Bowl
        The bowl.
    wavenumber : float
        Wavenumber [1/m].
    place : float
        Distance from the apex [m].

    Notes
    -----
    |2/(1 - z/R) sin(k(B - z)/2)|, B the distance from the rim; k h in the centre of curvature (O'Neil 1949, Journal of
    the Acoustical Society of America 21, 516).
    """
    away = 1.0 - place / bowl.curvature
    if abs(away) < _CENTRE:
        return wavenumber * bowl.height
    short = place - bowl.height
    rim = math.sqrt(short * short + bowl.aperture * bowl.aperture)
    return abs(2.0 / away * circle(turn_of(0.5 * wavenumber * (rim - place)))[1])


def greatest_place(bowl: Bowl, wavenumber: float) -> float:
    """Distance from the apex at which the pressure on the axis is greatest [m]: always short of the centre.

    Notes
    -----
    The best of many places between half the curvature and the centre, then a golden section around it.
    """
    step = 0.5 * bowl.curvature / _PLACES
    places = [0.5 * bowl.curvature + step * number for number in range(_PLACES + 1)]
    best = max(range(_PLACES + 1), key=lambda number: pressure_on_axis(bowl, wavenumber, places[number]))
    low, high = places[best] - step, min(places[best] + step, bowl.curvature)
    for _ in range(_CUTS):
        one, two = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        if pressure_on_axis(bowl, wavenumber, one) < pressure_on_axis(bowl, wavenumber, two):
            low = one
        else:
            high = two
    return 0.5 * (low + high)
