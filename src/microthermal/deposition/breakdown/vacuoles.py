"""Vacuoles of one microbeam over the scenarios of the library, from light at depth."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from microthermal.deposition.breakdown.branches import NOTHING, Torn, clean, seeded
from microthermal.deposition.breakdown.scene import Scene
from microthermal.deposition.breakdown.thresholds import clean_irradiance, heated_fluence, nucleation_fluence
from microthermal.domain.library.breakdown import BreakdownBand, BreakdownFigures
from microthermal.domain.results.extras.vacuoles import Vacuoles, VacuoleScenario
from microthermal.numerics.plasma.bubbles import bubble_radius, void_fraction
from microthermal.numerics.ties import first_greatest
from microthermal.quantity import Array


@dataclass(frozen=True)
class _Reading:
    """One way to read what is not known.

    ``thresholds`` gives the thresholds, ``shares`` what of the energy opens the bubble, ``strength`` what holds it.
    ``by_heat`` takes the absorption of melanosomes of the library, in place of what short pulses were seen to do.
    """

    name: str
    thresholds: BreakdownFigures
    shares: BreakdownFigures
    strength: BreakdownFigures
    by_heat: bool
    all_light: bool


def vacuoles(scene: Scene, band: BreakdownBand) -> Vacuoles:
    """Vacuoles of one microbeam.

    Parameters
    ----------
    scene : Scene
        Light at depth.
    band : BreakdownBand
        Figures of the library at their values and at both ends.

    Returns
    -------
    Vacuoles
        Three scenarios: *least* takes the library's absorption of melanosomes, unscattered light alone in a clean
        focus, the highest thresholds, the least shares and the strongest tissue; *usual* the threshold measured
        with short pulses and all figures at their values; *most* the opposite of the first.
    """
    low, value, high = band.low, band.value, band.high
    readings = (
        _Reading("least", high, low, high, by_heat=True, all_light=False),
        _Reading("usual", value, value, value, by_heat=False, all_light=True),
        _Reading("most", low, high, low, by_heat=False, all_light=True),
    )
    strongest = first_greatest(scene.irradiance)
    pigmented = scene.melanosome > 0.0
    return Vacuoles(
        scenarios=tuple(_scenario(scene, reading) for reading in readings),
        z=scene.grid.z,
        fluence=scene.on_axis,
        unscattered=np.minimum(scene.unscattered, 1.0),
        seeded_fluence=float(np.max(scene.on_axis[pigmented], initial=0.0)),
        irradiance=float(scene.irradiance[strongest]),
        irradiance_depth=float(scene.grid.z[strongest]),
        melanosome=float(np.max(scene.melanosome, initial=0.0)),
        short=scene.pulse.duration <= value.seed.within,
    )


def _scenario(scene: Scene, reading: _Reading) -> VacuoleScenario:
    thresholds, pulse = reading.thresholds, scene.pulse
    nucleates = _nucleates(scene, reading)
    breaks = clean_irradiance(pulse.duration, pulse.wavelength, thresholds.clean)
    seeds = seeded(scene, nucleates) if pulse.duration <= thresholds.seed.within else NOTHING
    plasma = clean(scene, breaks, all_light=reading.all_light)
    shares = {"seeded": reading.shares.seed.fraction, "clean": reading.shares.clean.fraction, "none": 0.0}
    torn = max((seeds, plasma), key=lambda one: one.beyond * shares[one.branch])
    energy = torn.beyond * shares[torn.branch]
    pressure = reading.strength.ambient + reading.strength.strength
    count = _count(torn, energy, pressure, thresholds)
    radius = bubble_radius(energy / count, pressure) if count > 0.0 else 0.0
    # What is smaller than a melanosome is no vacuole that anybody sees.
    seen = radius > thresholds.seed.radius
    pigmented = nucleates[scene.melanosome > 0.0]
    return VacuoleScenario(
        name=reading.name,
        branch=torn.branch if seen else "none",
        # A vacuole pushes aside what lies around it, but does not lift the horny layer.
        depth=max(torn.depth, scene.lid + radius) if seen else 0.0,
        radius=radius if seen else 0.0,
        count=count if seen else 0.0,
        beyond=torn.beyond if seen else 0.0,
        energy=energy if seen else 0.0,
        joined=seen and (torn.source == 0.0 or void_fraction(energy, pressure, torn.source) >= thresholds.seed.joined),
        nucleation=float(np.min(pigmented)) if pigmented.size else 0.0,
        irradiance=breaks,
    )


def _nucleates(scene: Scene, reading: _Reading) -> Array:
    """Fluence at which melanosomes nucleate at each place, by the reading."""
    if reading.by_heat and scene.inside > 0.0:
        by_heat = heated_fluence(scene.inside, scene.temperature, reading.thresholds)
        return np.maximum(by_heat, nucleation_fluence(scene.pulse.wavelength, scene.temperature, reading.thresholds))
    return nucleation_fluence(scene.pulse.wavelength, scene.temperature, reading.thresholds)


def _count(torn: Torn, energy: float, pressure: float, figures: BreakdownFigures) -> float:
    """Vacuoles of a microbeam.

    Notes
    -----
    Bubbles that fill less than the figure of their volume stay alone, one at each melanosome. Others join: one vacuole
    of radius R gathers from an area π (g R)²; n of them share the energy, and their areas fill A where
    n^(1/3) = A / (π g² R₁²), R₁ the radius of one alone. Equation 11 of docs/theory/breakdown.md.
    """
    seed = figures.seed
    if torn.branch == "none":
        return 0.0
    if torn.source == 0.0:
        return 1.0
    if void_fraction(energy, pressure, torn.source) < seed.joined:
        return max(torn.melanosome * torn.source / (4.0 / 3.0 * math.pi * seed.radius**3), 1.0)
    alone = bubble_radius(energy, pressure)
    return float(max(torn.area / (math.pi * (seed.gathers * alone) ** 2), 1.0) ** 3)
