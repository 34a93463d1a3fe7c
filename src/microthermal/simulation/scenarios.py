"""Scenarios: the same treatment in a skin and with a device that lie at the ends of their spread."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from microthermal.catalog.library import Library
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.skin import Layer, Skin
from microthermal.domain.inputs.treatment import Treatment
from microthermal.quantity import Quantity, record
from microthermal.simulation.settings import Settings

# No tissue holds more water than this fraction of its mass, unless its own record says so.
_WETTEST = 0.95
# Wavelengths beyond this [m] are meant to remove tissue, as of Device.ablative.
_REMOVES = 2.5e-6


@record
class Scenario:
    """Changes to a nominal case: factors on output, water, conductivity, and on the film and the plume of a channel.

    ``scattering`` says how clear the skin is.
    """

    name: str
    text: str
    energy: Annotated[float, Quantity("1", "factor on the pulse energy", 0.1, 3)] = 1.0
    water: Annotated[float, Quantity("1", "factor on the water of the wet layers", 0.3, 2)] = 1.0
    conductivity: Annotated[float, Quantity("1", "factor on the conductivity", 0.1, 3)] = 1.0
    scattering: Annotated[float, Quantity("1", "place in the range of the skin's scattering", 0, 1)] = 0.5
    film: Annotated[float, Quantity("1", "factor on the greatest film on a channel's wall", 0, 10)] = 1.0
    plume: Annotated[float, Quantity("1", "factor on the extinction of the plume", 0, 10)] = 1.0


def standard_scenarios(wavelength: float, library: Library) -> tuple[Scenario, ...]:
    """Scenarios of a library for a wavelength [m].

    Output low and high, water low and high, conductivity low; where light removes tissue also a channel that is drained
    well and one that is drained badly; where the skin's scattering is extrapolated also the clearest and the most
    turbid skin of the literature.
    """
    figures = library.figures.scenarios
    usual: tuple[Scenario, ...] = (
        Scenario(name="output low", text="the device gives 20 % less than set", energy=figures.energy_low),
        Scenario(name="output high", text="the device gives 20 % more than set", energy=figures.energy_high),
        Scenario(name="dry skin", text="water content at the low end of its range", water=figures.water_low),
        Scenario(name="moist skin", text="water content at the high end of its range", water=figures.water_high),
        Scenario(
            name="poor conduction", text="conductivity as measured ex vivo", conductivity=figures.conductivity_low
        ),
    )
    if wavelength > _REMOVES:
        usual += (
            Scenario(
                name="drained channel", text="little liquid stays in the channel, and its plume takes little light",
                film=figures.film_low, plume=figures.plume_low,
            ),
            Scenario(
                name="clogged channel", text="much liquid stays in the channel, and its plume takes much light",
                film=figures.film_high, plume=figures.plume_high,
            ),
        )  # fmt: skip
    if not library.spectra.options.extrapolates_scattering(wavelength):
        return usual
    return (
        *usual,
        Scenario(name="clear skin", text="scattering at the low end of what sources give", scattering=0.0),
        Scenario(name="turbid skin", text="scattering at the high end of what sources give", scattering=1.0),
    )


def changed(scenario: Scenario, skin: Skin, treatment: Treatment, library: Library) -> tuple[Skin, Treatment]:
    """Skin and treatment under a scenario; the library states the range of the skin's scattering."""
    pulse = replace(treatment.pulse, energy=treatment.pulse.energy * scenario.energy)
    skin = scattered(skin, scenario.scattering, library)
    layers = tuple(_layer(layer, scenario) for layer in skin.layers)
    return replace(skin, layers=layers), replace(treatment, pulse=pulse)


def heated(scenario: Scenario, settings: Settings, pulse: Pulse, library: Library) -> Settings:
    """Settings whose heat model has the film and the plume of a scenario."""
    if scenario.film == scenario.plume == 1.0:
        return settings
    known: Any = settings.heat or library.heat_model(pulse.removal)
    film = replace(known.wall_film, thickness=known.wall_film.thickness * scenario.film)
    plume = replace(known.plume, extinction=known.plume.extinction * scenario.plume)
    return replace(settings, heat=replace(known, wall_film=film, plume=plume))


def _layer(layer: Layer, scenario: Scenario) -> Layer:
    own = layer.composition.water
    composition = replace(layer.composition, water=min(max(_WETTEST, own), own * scenario.water))
    thermal = replace(layer.thermal, conductivity=layer.thermal.conductivity * scenario.conductivity)
    return replace(layer, composition=composition, thermal=thermal)


def scattered(skin: Skin, place: float, library: Library) -> Skin:
    """Skin at a place of the range of its scattering.

    Parameters
    ----------
    skin : Skin
        Skin of the library.
    place : float
        0 is the clearest skin, 0.5 that of the library, 1 the most turbid one.
    library : Library
        Its figures state the range.

    Notes
    -----
    Reduced scattering and sharpness of the forward peak go together, so that the ends are those of the zone's depth:
    at one reduced scattering a sharper peak makes zones shallower.
    """
    if place == 0.5:
        return skin
    low, high = library.ends.open_scattering_low, library.ends.open_scattering_high
    middle = library.figures.open_scattering
    reduced = _between(low.reduced, middle.reduced, high.reduced, place)
    deflection = _between(low.deflection, middle.deflection, high.deflection, 1.0 - place)
    return replace(skin, layers=tuple(_scattering_layer(layer, reduced, deflection) for layer in skin.layers))


def _scattering_layer(layer: Layer, reduced: float, deflection: float) -> Layer:
    own = layer.scattering
    anisotropy = 1.0 - (1.0 - own.anisotropy) * deflection
    return replace(layer, scattering=replace(own, reduced_500=own.reduced_500 * reduced, anisotropy=anisotropy))


def _between(low: float, middle: float, high: float, place: float) -> float:
    start, end, fraction = (low, middle, 2.0 * place) if place < 0.5 else (middle, high, 2.0 * place - 1.0)
    return float(start * (end / start) ** fraction)
