"""What the model is asked under given parameters: skin, pulse, heat and laws, as each parameter changes them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Final, TypeAlias

from microthermal.catalog.library import Library
from microthermal.domain.inputs.laser import Device, Pulse
from microthermal.domain.inputs.skin import Layer, Skin
from microthermal.fitting.table.zones import ALONG, MeasuredZone, pulse_of
from microthermal.heat.models import HeatModel
from microthermal.simulation.scenarios import scattered
from microthermal.simulation.settings import Settings

# Time for which laws of damage are compared with each other, and at which a threshold is told [s].
EXPOSURE: Final = 1e-2
# Gas constant [J/mol/K].
_GAS = 8.314462618
# No tissue holds more water than this fraction of its mass, unless its own record says so.
_WETTEST = 0.95


@dataclass(frozen=True)
class Situation:
    """Device and skin as they may be: factors on ``output`` and ``spot``, and of a section ``along`` and ``deep``."""

    device: Device
    skin: Skin
    library: Library
    heat: HeatModel | None = None
    output: float = 1.0
    spot: float = 1.0
    along: float = 1.0
    deep: float = 1.0

    @classmethod
    def of(cls, device: Device, skin: Skin, library: Library) -> Situation:
        """Device and skin as they are stated."""
        return cls(device, skin, library, output=device.basis.output)

    def pulse(self, zone: MeasuredZone) -> Pulse:
        """Pulse of a row: what the device is set to, with the output and the spot of this situation."""
        nominal = pulse_of(zone, self.device)
        return replace(nominal, energy=nominal.energy * self.output, radius=nominal.radius * self.spot)

    def skin_of(self, zone: MeasuredZone) -> Skin:
        """Skin of a row, as warm as it says."""
        known = zone.skin_temperature
        return self.skin if known is None else replace(self.skin, surface_temperature=known)

    def settings(self, zone: MeasuredZone, numerical_error: bool = False) -> Settings:
        """Settings of the exact zone: those of every simulation."""
        return Settings(heat=self.heat, endpoint=zone.endpoint, numerical_error=numerical_error)

    def shrinkage(self, zone: MeasuredZone, size: str) -> float:
        """Factor by which a size is seen smaller or larger than it is in living skin."""
        if zone.method == "living":
            return 1.0
        return self.along if size in ALONG else self.deep


Change: TypeAlias = Callable[[Situation, str, float], Situation]


def _radius(now: Situation, _: str, value: float) -> Situation:
    return replace(now, spot=value / now.device.radius)


def _output(now: Situation, _: str, value: float) -> Situation:
    return replace(now, output=value)


def _absorption(now: Situation, _: str, value: float) -> Situation:
    return replace(now, skin=replace(now.skin, layers=tuple(wetter(layer, value) for layer in now.skin.layers)))


def wetter(layer: Layer, factor: float) -> Layer:
    """Layer with so many times its water, as far as tissue can hold it."""
    own = layer.composition.water
    water = min(max(_WETTEST, own), own * factor)
    return replace(layer, composition=replace(layer.composition, water=water))


def _scattering(now: Situation, _: str, value: float) -> Situation:
    skin, factor = now.skin, value
    if now.library.spectra.options.extrapolates_scattering(now.device.wavelength):
        ends = now.library.ends
        held = min(max(value, ends.open_scattering_low.reduced), ends.open_scattering_high.reduced)
        # Beyond the range of the library the forward peak stays as sharp as at its end.
        skin, factor = scattered(skin, place_of(held, now.library), now.library), value / held
    return replace(now, skin=replace(skin, layers=tuple(_turbid(layer, factor) for layer in skin.layers)))


def _turbid(layer: Layer, factor: float) -> Layer:
    own = layer.scattering
    return replace(layer, scattering=replace(own, reduced_500=own.reduced_500 * factor))


def place_of(factor: float, library: Library) -> float:
    """Place in the range of open scattering at which reduced scattering has a factor, as scenarios have it."""
    low, high = library.ends.open_scattering_low.reduced, library.ends.open_scattering_high.reduced
    middle = library.figures.open_scattering.reduced
    if factor < middle:
        return 0.5 * math.log(factor / low) / math.log(middle / low)
    return 0.5 + 0.5 * math.log(factor / middle) / math.log(high / middle)


def _section_width(now: Situation, _: str, value: float) -> Situation:
    return replace(now, along=value)


def _section_depth(now: Situation, _: str, value: float) -> Situation:
    return replace(now, deep=value)


def _threshold(now: Situation, endpoint: str, value: float) -> Situation:
    laws = now.library
    name = laws.default_laws[endpoint]
    own: Any = laws.laws[name]
    changed = replace(own, frequency=frequency_at(own.energy, value))
    return replace(now, library=replace(laws, laws={**laws.laws, name: changed}))


def frequency_at(energy: float, temperature: float) -> float:
    """Frequency factor [1/s] with which an Arrhenius law kills at a temperature [K] within 10 ms."""
    return math.exp(energy / (_GAS * temperature)) / EXPOSURE


def temperature_of(frequency: float, energy: float) -> float:
    """Temperature [K] at which an Arrhenius law kills within 10 ms."""
    return energy / (_GAS * math.log(frequency * EXPOSURE))


def _removal(now: Situation, path: str, value: float) -> Situation:
    model: Any = now.heat or now.library.heat_model(now.device.removal)
    outer, _, inner = path.partition(".")
    part = replace(getattr(model, outer), **{inner: value}) if inner else value
    return replace(now, heat=replace(model, **{outer: part}))


# What changes a situation, by the first word of a parameter's name; what follows a colon is handed to it.
CHANGES: Final[Mapping[str, Change]] = {
    "radius": _radius, "output": _output, "absorption": _absorption, "scattering": _scattering,
    "section_width": _section_width, "section_depth": _section_depth,
    "threshold": _threshold, "removal": _removal,
}  # fmt: skip


def situation_at(start: Situation, values: Mapping[str, float]) -> Situation:
    """Situation in which parameters have given values."""

    def changed(now: Situation, name: str) -> Situation:
        kind, _, rest = name.partition(":")
        return CHANGES[kind](now, rest, values[name])

    return reduce(changed, values, start)
