"""Figures of optical breakdown: when water breaks down, when pigment nucleates, what of the energy opens a vacuole."""

from __future__ import annotations

from typing import Annotated

from microthermal.quantity import Quantity, record


@record
class CleanFigures:
    """Breakdown where nothing absorbs, as measured in clean water at two pulse lengths and one wavelength.

    ``other`` is what the threshold at another wavelength may be of that: nobody whom we read measured it.
    """

    short: Annotated[float, Quantity("s", "shorter pulse length measured", 1e-15, 1e-6)]
    short_irradiance: Annotated[float, Quantity("W/m**2", "threshold at the shorter length", 1e10, 1e20)]
    long: Annotated[float, Quantity("s", "longer pulse length measured", 1e-15, 1e-6)]
    long_irradiance: Annotated[float, Quantity("W/m**2", "threshold at the longer length", 1e10, 1e20)]
    wavelength: Annotated[float, Quantity("m", "wavelength of the measurement", 2e-7, 2e-5)]
    other: Annotated[float, Quantity("1", "threshold at another wavelength over that measured", 0.01, 100)]
    fraction: Annotated[float, Quantity("%", "fraction of the energy of the plasma that opens the bubble", 0, 1)]


@record
class SeedFigures:
    """Breakdown that melanosomes start: they turn to vapour before the heat of a short pulse has left them.

    The fluence is that of one wavelength; ``power`` is that with which it grows with the wavelength, and ``rise`` and
    ``heat_capacity`` are those of the measurement. ``joined`` is the volume of the bubbles, over that in which they
    grow, from which they join; ``gathers`` the distance from which a vacuole draws them, over its radius.
    """

    fluence: Annotated[float, Quantity("J/m**2", "fluence at which melanosomes nucleate", 1, 1e6)]
    wavelength: Annotated[float, Quantity("m", "wavelength of that fluence", 2e-7, 2e-5)]
    power: Annotated[float, Quantity("1", "power of the wavelength in that fluence", -10, 20)]
    temperature: Annotated[float, Quantity("K", "temperature at which vapour nucleates", 300, 700)]
    rise: Annotated[float, Quantity("delta_degC", "rise to that temperature in the measurement", 1, 400)]
    heat_capacity: Annotated[float, Quantity("J/m**3/K", "heat capacity of melanosomes", 1e5, 1e7)]
    within: Annotated[float, Quantity("s", "pulse length up to which the heat stays in a melanosome", 1e-12, 1e-3)]
    radius: Annotated[float, Quantity("m", "radius of a melanosome", 1e-8, 1e-5)]
    fraction: Annotated[float, Quantity("%", "fraction of the energy beyond nucleation that opens bubbles", 0, 1)]
    joined: Annotated[
        float, Quantity("1", "volume of bubbles, over that in which they grow, where they join", 0.01, 10)
    ]
    gathers: Annotated[float, Quantity("1", "distance from which a vacuole gathers, over its radius", 1, 100)]


@record
class BreakdownFigures:
    """What the engine of optical breakdown asks of the library beside spectra and skin."""

    clean: CleanFigures
    seed: SeedFigures
    ambient: Annotated[float, Quantity("Pa", "pressure of the air", 1e4, 1e6)]
    strength: Annotated[float, Quantity("Pa", "pressure of the tissue against the growth of a bubble", 1e3, 1e9)]
    stack: Annotated[int, Quantity("1", "pulses on one spot up to which no heat is expected to build up", 1, 1000)]
    clearing: Annotated[float, Quantity("s", "time until vacuole and debris are cleared", 0, 1e8)]


@record
class BreakdownBand:
    """The same figures at their value and at both ends of their spread."""

    value: BreakdownFigures
    low: BreakdownFigures
    high: BreakdownFigures
