"""Settings of an exposure by their names, by its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from microthermal.domain.inputs.exposures import LASER, Exposure, kind_of
from microthermal.units import show


def heading_rows(exposure: Exposure) -> dict[str, str]:
    """What tells one device from another of its kind: wavelength or frequency."""
    if exposure.wavelength is not None:
        return {"Wavelength": f"{exposure.wavelength * 1e9:.0f} nm"}
    return {"Frequency": show(exposure.frequency, "Hz")}


def setting_rows(exposure: Exposure) -> dict[str, str]:
    """What is set for one microbeam, pin, shot or beam."""
    return _ROWS[kind_of(exposure)](exposure)


def _laser(pulse: Any) -> dict[str, str]:
    return {
        "Energy of a microbeam": show(pulse.energy, "J"),
        "Pulse length": show(pulse.duration, "s"),
        "Radius of the microbeam": f"{show(pulse.radius, 'm')}, {pulse.profile.replace('_', ' ')}",
    }


def _current(current: Any) -> dict[str, str]:
    tip = current.electrode
    return {
        "Energy of a pin": show(current.energy, "J"),
        "Time of current": show(current.duration, "s"),
        "Needle": f"{show(tip.depth, 'm')} deep, bare for {show(tip.bare, 'm')}, {tip.layout}",
    }


def _sound(sound: Any) -> dict[str, str]:
    return {
        "Energy of a shot": show(sound.energy, "J"),
        "Time of sound": show(sound.duration, "s"),
        "Focus": f"{show(sound.focus_depth, 'm')} deep, F-number {show(sound.f_number, '1', 2)}",
    }


def _illumination(light: Any) -> dict[str, str]:
    return {
        "Irradiance in a spot": show(light.irradiance, "W/m**2"),
        "Time of a session": show(light.duration, "s"),
        "Sessions": f"{show(light.per_week, '1')} a week for {show(light.weeks, '1')} weeks",
    }


_ROWS: Final[dict[str, Callable[[Any], dict[str, str]]]] = {
    LASER: _laser, "current": _current, "sound": _sound, "illumination": _illumination,
}  # fmt: skip
