"""What an exposure is called and how it is set, in words and cards, by its kind."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from microthermal.domain.inputs.exposures import LASER, Exposure, kind_of, made_by
from microthermal.domain.inputs.laser import LaserPulse
from microthermal.report.blocks import Card
from microthermal.simulation.records import Simulation
from microthermal.units import show


class Words(NamedTuple):
    """What a member of the family is called: what is given, one of many, and from what days are counted."""

    given: str
    one: str
    since: str


_WORDS: Final = {
    LASER: Words("laser", "microbeam", "the laser"),
    "spot": Words("laser", "follicle or vessel", "the laser"),
    "wide": Words("laser", "spot", "the laser"),
    "current": Words("current", "pin", "the treatment"),
    "sound": Words("ultrasound", "shot", "the treatment"),
    "illumination": Words("low-level light", "beam", "the first session"),
}


def words_of(exposure: Exposure) -> Words:
    """Words of an exposure."""
    return _WORDS[_kind(exposure)]


def one_of(simulation: Simulation) -> str:
    """What makes one zone of a simulation: a microbeam, a pin, a shot, a follicle or a vessel."""
    structure, exposure = simulation.skin.structure, simulation.treatment.exposure
    if structure is not None and isinstance(exposure, LaserPulse):
        return "vessel" if structure.kind == "vessel" else "follicle"
    return words_of(exposure).one


def _kind(exposure: Exposure) -> str:
    """Kind of an exposure; a broad beam, of which the zone is a part, has words of its own."""
    if isinstance(exposure, LaserPulse) and exposure.handpiece.spot is not None:
        return "spot"
    return "wide" if made_by(exposure) == "spot" else kind_of(exposure)


def cards_of(exposure: Exposure) -> tuple[Card, ...]:
    """Its settings as cards: energy, time, and what gives it."""
    return _CARDS[_kind(exposure)](exposure)


def settings_of(exposure: Exposure) -> str:
    """Its settings in a few words, for lists: energy, and what else tells it from others of its device."""
    return ", ".join(card.value for card in cards_of(exposure)[:2])


def wavelength_words(wavelength: float) -> str:
    """Wavelength as the field writes it: nanometres below 2.5 µm, micrometres above."""
    return f"{wavelength * 1e9:.0f} nm" if wavelength < 2.5e-6 else show(wavelength, "m")


def _times(exposure: Any) -> str:
    single = "single pulses" if kind_of(exposure) == LASER else "once at each place"
    stack = f"{exposure.stack} stacked" if exposure.stack > 1 else single
    return stack if exposure.train is None else f"{stack}, each a train of {exposure.train.count}"


def _laser(exposure: Any) -> tuple[Card, ...]:
    size = "radius to 1/e²" if exposure.profile == "gaussian" else "radius of the edge"
    return (
        Card("Energy of a microbeam", show(exposure.energy, "J"), wavelength_words(exposure.wavelength)),
        Card("Pulse length", show(exposure.duration, "s"), _times(exposure)),
        Card("Microbeam", show(exposure.radius, "m"), size),
    )


def _wide(exposure: Any) -> tuple[Card, ...]:
    energy, _, _ = _laser(exposure)
    area = show(exposure.energy / (math.pi * exposure.radius**2), "J/m**2", 3)
    return (
        Card("Energy of a spot", energy.value, energy.note),
        Card("Pulse length", show(exposure.duration, "s"), _times(exposure)),
        Card("Spot", show(2.0 * exposure.radius, "m"), f"{area} on the mean over it"),
    )


def _spot(exposure: Any) -> tuple[Card, ...]:
    spot = exposure.handpiece.spot
    waves = " + ".join(wavelength_words(line.wavelength) for line in exposure.lines)
    return (
        Card("Energy per area", show(spot.fluence, "J/m**2"), waves),
        Card("Pulse length", show(exposure.duration, "s"), _times(exposure)),
        Card("Spot", show(2.0 * spot.radius, "m"), f"{show(spot.energy, 'J')} on the whole of it"),
    )


def _current(exposure: Any) -> tuple[Card, ...]:
    tip = exposure.electrode
    shaft = f"bare for {show(tip.bare, 'm')}" if tip.insulated > 0.0 else "bare needle"
    return (
        Card("Energy of a pin", show(exposure.energy, "J"), f"{show(exposure.frequency, 'Hz')}, {tip.layout}"),
        Card("Time of current", show(exposure.duration, "s"), _times(exposure)),
        Card("Depth of the point", show(tip.depth, "m"), f"{shaft}, radius {show(tip.radius, 'm')}"),
    )


def _sound(exposure: Any) -> tuple[Card, ...]:
    return (
        Card("Energy of a shot", show(exposure.energy, "J"), f"{show(exposure.frequency, 'Hz')}, acoustic"),
        Card("Time of sound", show(exposure.duration, "s"), _times(exposure)),
        Card("Depth of the focus", show(exposure.focus_depth, "m"), f"F-number {show(exposure.f_number, '1', 2)}"),
    )


def _illumination(exposure: Any) -> tuple[Card, ...]:
    weeks = f"{show(exposure.per_week, '1')} a week for {show(exposure.weeks, '1')} weeks"
    return (
        Card("Time of a session", show(exposure.duration, "s"), weeks),
        Card("Irradiance in a spot", show(exposure.irradiance, "W/m**2"), wavelength_words(exposure.wavelength)),
        Card("Spot of a beam", show(exposure.radius, "m"), "radius of the edge"),
    )


_CARDS: Final[dict[str, Callable[[Any], tuple[Card, ...]]]] = {
    LASER: _laser, "spot": _spot, "wide": _wide, "current": _current, "sound": _sound, "illumination": _illumination,
}  # fmt: skip
