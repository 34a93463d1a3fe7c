"""Scenarios: the same treatment in a skin and with a device that lie at the ends of their spread."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any

from microthermal.catalog.library import Library
from microthermal.domain.inputs.beam import Handpiece
from microthermal.domain.inputs.exposures import Exposure, kind_of
from microthermal.domain.inputs.skin import Layer, Skin
from microthermal.domain.inputs.treatment import Treatment
from microthermal.domain.library.figures import ScenarioFigures
from microthermal.quantity import Quantity, amended, record
from microthermal.simulation.families.damping import damped
from microthermal.simulation.settings import Settings

# No tissue holds more water than this fraction of its mass, unless its own record says so.
_WETTEST = 0.95
# Ends of the fraction of what leaves that may stay as liquid on a wall: the band of library/removal.
_STAYS = (0.2, 0.8)
# Wavelengths beyond this [m] are meant to remove tissue, as of Device.ablative.
_REMOVES = 2.5e-6


@record
class Scenario:
    """Changes to a nominal case: factors on output, water, conductivity, and on the film and the plume of a channel.

    The others are places in ranges of the optics and of the spot.
    """

    name: str
    text: str
    energy: Annotated[float, Quantity("1", "factor on the pulse energy", 0.1, 3)] = 1.0
    water: Annotated[float, Quantity("1", "factor on the water of the wet layers", 0.3, 2)] = 1.0
    conductivity: Annotated[float, Quantity("1", "factor on the conductivity", 0.1, 3)] = 1.0
    scattering: Annotated[float, Quantity("1", "place in the range of the skin's scattering", 0, 1)] = 0.5
    dry: Annotated[float, Quantity("1", "place in the range of what lipid and protein absorb", 0, 1)] = 0.5
    radius: Annotated[float, Quantity("1", "place in the range of what the nominal spot may stand for", 0, 1)] = 0.5
    pigment: Annotated[float, Quantity("1", "place in the range of what melanosomes absorb", 0, 1)] = 0.5
    pressed: Annotated[float, Quantity("1", "1 where a contact tip presses the skin", 0, 1)] = 0.0
    film: Annotated[float, Quantity("1", "factor on the greatest film on a channel's wall", 0, 10)] = 1.0
    plume: Annotated[float, Quantity("1", "factor on the extinction of the plume", 0, 10)] = 1.0
    debris: Annotated[float, Quantity("1", "place in the range of what thrown-out tissue takes of light", 0, 1)] = 0.5
    damping: Annotated[float, Quantity("1", "place in the range of the attenuation of sound", 0, 1)] = 0.5


def standard_scenarios(wavelength: float, library: Library) -> tuple[Scenario, ...]:
    """Scenarios of a library for a wavelength [m].

    Output low and high, water low and high, conductivity low, beam narrow and wide; where light removes tissue also a
    channel that is drained well and one that is drained badly; where the skin's scattering is extrapolated also the
    clearest and the most turbid skin of the literature; where light dries skin whose lipid or protein nobody has
    measured, the clearest and the most opaque dry matter; the palest and the darkest melanosomes where theirs is not.
    """
    figures, spectra = library.figures.scenarios, library.spectra
    unmeasured = spectra.unmeasured(wavelength)
    found = [
        *_of_any_device(figures),
        Scenario(name="narrow beam", text="the beam is the narrowest that its spot may stand for", radius=0.0),
        Scenario(name="wide beam", text="the beam is the widest that its spot may stand for", radius=1.0),
    ]
    if wavelength > _REMOVES:
        found += [
            Scenario(
                name="drained channel", text="little liquid stays in the channel, and its plume takes little light",
                film=figures.film_low, plume=figures.plume_low, debris=0.0,
            ),
            Scenario(
                name="clogged channel", text="much liquid stays in the channel, and its plume takes much light",
                film=figures.film_high, plume=figures.plume_high, debris=1.0,
            ),
        ]  # fmt: skip
    if spectra.options.extrapolates_scattering(wavelength):
        found += [
            Scenario(name="clear skin", text="scattering at the low end of what sources give", scattering=0.0),
            Scenario(name="turbid skin", text="scattering at the high end of what sources give", scattering=1.0),
        ]
    if wavelength > spectra.options.water_index_from and {"lipid", "dry_matter"} & {*unmeasured}:
        found += [
            Scenario(name="clear dry matter", text="lipid and protein absorb as little as is possible", dry=0.0),
            Scenario(name="opaque dry matter", text="lipid and protein absorb as much as is possible", dry=1.0),
        ]
    if "melanosome" in unmeasured:
        found += [
            Scenario(name="pale melanosomes", text="melanosomes absorb as little as is possible", pigment=0.0),
            Scenario(name="dark melanosomes", text="melanosomes absorb as much as is possible", pigment=1.0),
        ]
    return tuple(found)


def _of_any_device(figures: ScenarioFigures) -> list[Scenario]:
    """Scenarios of output, water and conduction, whatever warms the skin."""
    return [
        Scenario(name="output low", text="the device gives 20 % less than set", energy=figures.energy_low),
        Scenario(name="output high", text="the device gives 20 % more than set", energy=figures.energy_high),
        Scenario(name="dry skin", text="water content at the low end of its range", water=figures.water_low),
        Scenario(name="moist skin", text="water content at the high end of its range", water=figures.water_high),
        Scenario(
            name="poor conduction", text="conductivity as measured ex vivo", conductivity=figures.conductivity_low
        ),
    ]


def scenarios_of(pulse: Exposure, library: Library) -> tuple[Scenario, ...]:
    """Scenarios of a library for a pulse: those of its wavelength, and pressed skin where a tip may press it.

    None for an exposure that makes no zone. Where nothing shines, output, water and conduction vary, and the radius of
    the needle or of the aperture takes the place of that of the beam.
    """
    if pulse.zoneless:
        return ()
    if pulse.wavelength is None:
        narrow = Scenario(name="narrow source", text="needle or aperture as narrow as they may be", radius=0.0)
        wide = Scenario(name="wide source", text="needle or aperture as wide as they may be", radius=1.0)
        return (*_of_any_device(library.figures.scenarios), narrow, wide, *_of_sound(pulse))
    usual = standard_scenarios(pulse.wavelength, library)
    if pulse.handpiece.pressing is None or pulse.handpiece.presses:
        return usual
    return (*usual, Scenario(name="pressed skin", text="the skin is pressed thin under the tip", pressed=1.0))


def _of_sound(exposure: Exposure) -> tuple[Scenario, ...]:
    """Scenarios of how skin damps sound, of which sources give values that differ fourfold."""
    if kind_of(exposure) != "sound":
        return ()
    return (
        Scenario(name="clear to sound", text="the skin damps sound as little as sources give", damping=0.0),
        Scenario(name="dull to sound", text="the skin damps sound as much as sources give", damping=1.0),
    )


def changed(scenario: Scenario, skin: Skin, treatment: Treatment, library: Library) -> tuple[Skin, Treatment, Library]:
    """Skin, treatment and library under a scenario; the library states the ranges, and only what skin absorbs moves."""
    pulse = _focused(treatment.pulse, scenario.radius, library.figures.scenarios)
    pulse = pulse if scenario.energy == 1.0 else pulse.of_energy(pulse.energy * scenario.energy)
    pulse = amended(pulse, handpiece=_handpiece(pulse, scenario, library))
    skin = scattered(skin, scenario.scattering, library)
    layers = tuple(_layer(layer, scenario) for layer in skin.layers)
    used = _absorbing(scenario.damping, scenario.dry, scenario.pigment, library)
    return amended(skin, layers=layers), amended(treatment, pulse=pulse), used


def _focused(pulse: Exposure, place: float, figures: ScenarioFigures) -> Exposure:
    """Exposure with another of the radii that its spot, needle or aperture may have; a measured profile is known."""
    if place == 0.5 or (pulse.beam is not None and pulse.beam.radii):
        return pulse
    known, own = pulse.handpiece.radius_range, pulse.source_radius
    low, high = (own * figures.radius_low, own * figures.radius_high) if known is None else (known.low, known.high)
    radius = _between(low, own, high, place)
    return pulse.of_radius(radius)


def _handpiece(pulse: Exposure, scenario: Scenario, library: Library) -> Handpiece:
    """Handpiece that presses the skin as a scenario says; what a case has chosen stays."""
    own = pulse.handpiece
    if own.pressing is None or own.presses or scenario.pressed == 0.0:
        return own
    known = library.figures.pressing
    pressing = amended(own.pressing, thickness=known.thickness, water=known.water, scattering=known.scattering)
    return amended(own, pressing=pressing)


@lru_cache(maxsize=16)  # scenarios come back for every treatment, and what is known of a library is found once
def _absorbing(damping: float, dry: float, pigment: float, library: Library) -> Library:
    """Library whose unmeasured absorption lies where a scenario says."""
    library = damped(library, damping)
    if dry == 0.5 and pigment == 0.5:
        return library
    known = library.spectra
    lipid, dry_matter = known.lipid.placed(dry), known.dry_matter.placed(dry)
    melanosome = known.melanosome.placed(pigment)
    return amended(library, spectra=amended(known, lipid=lipid, dry_matter=dry_matter, melanosome=melanosome))


def heated(scenario: Scenario, settings: Settings, pulse: Exposure, library: Library) -> Settings:
    """Settings whose heat model has the film and the plume of a scenario, and the debris of ejected tissue."""
    if scenario.film == scenario.plume == 1.0 and scenario.debris == 0.5:
        return settings
    known: Any = settings.heat or library.heat_model(pulse.removal)
    own = known.wall_film
    # The wall of a narrow channel holds what stays of all that left, however thick a film its plume could drag along.
    least, most = min(own.retained, _STAYS[0]), max(own.retained, _STAYS[1])
    stays = min(max(own.retained * scenario.film, least), most)
    film = amended(own, thickness=own.thickness * scenario.film, retained=stays)
    plume = amended(known.plume, extinction=known.plume.extinction * scenario.plume)
    if pulse.removal == "ejection":  # at 10.6 µm fat was measured, and no train is known to drill less
        figures = library.figures.scenarios
        plume = amended(
            plume,
            fat=_between(plume.fat * figures.fat_low, plume.fat, plume.fat * figures.fat_high, scenario.debris),
            train=_between(1.0, plume.train, plume.train * figures.train_high, scenario.debris),
        )
    return amended(settings, heat=amended(known, wall_film=film, plume=plume))


def _layer(layer: Layer, scenario: Scenario) -> Layer:
    own = layer.composition.water
    composition = amended(layer.composition, water=min(max(_WETTEST, own), own * scenario.water))
    thermal = amended(layer.thermal, conductivity=layer.thermal.conductivity * scenario.conductivity)
    return amended(layer, composition=composition, thermal=thermal)


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
    return amended(skin, layers=tuple(_scattering_layer(layer, reduced, deflection) for layer in skin.layers))


def _scattering_layer(layer: Layer, reduced: float, deflection: float) -> Layer:
    own = layer.scattering
    anisotropy = 1.0 - (1.0 - own.anisotropy) * deflection
    return amended(layer, scattering=amended(own, reduced_500=own.reduced_500 * reduced, anisotropy=anisotropy))


def _between(low: float, middle: float, high: float, place: float) -> float:
    start, end, fraction = (low, middle, 2.0 * place) if place < 0.5 else (middle, high, 2.0 * place - 1.0)
    return float(start * (end / start) ** fraction)
