"""Measures of one zone that the literature reports: name, unit, how people write it, and how it is read off."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.results.extras.vacuoles import Vacuoles
from microthermal.domain.results.zone import Reach, Zone
from microthermal.quantity import Measured
from microthermal.zones.patterns import covered

# What removed dermis weighs: 65 % water (Choi2001: 1000 / (W + 0.649 (1 - W)) kg/m3).
_DENSITY = 1140.0


@dataclass(frozen=True)
class Seen:
    """A zone, and what has to be known beside it to measure it."""

    zone: Zone
    pulse: Pulse
    endpoint: str
    density: float
    torn: Vacuoles | None = None


Reading: TypeAlias = Callable[[Seen], tuple[float, float]]


@dataclass(frozen=True)
class Measure:
    """One measure: its SI unit, and value and numerical error read off a zone."""

    unit: str
    words: str
    read: Reading


@dataclass(frozen=True)
class Display:
    """How a value in an SI unit is written: its size there, and the unit that people use."""

    factor: float
    unit: str

    def text(self, value: float) -> str:
        """Value with three digits, without unit."""
        return f"{value * self.factor:.3g}" if abs(value * self.factor) < 1000 else f"{value * self.factor:.0f}"


DISPLAY: Final = {
    "m": Display(1e6, "µm"),
    "J/m**2": Display(1e-4, "J/cm²"),
    "m**3/J": Display(1e10, "µm per J/cm²"),
    "kg/J": Display(1e9, "µg/J"),
    "%": Display(1e2, "%"),
    "1": Display(1.0, ""),
}


def _reach(seen: Seen) -> Reach:
    return seen.zone.reach(seen.endpoint)


def _of(read: Callable[[Seen], Measured], times: float = 1.0) -> Reading:
    """Reader of a measured length and its error, times a factor."""
    return lambda seen: (times * read(seen).value, times * read(seen).error)


def _depth_per_pulse(seen: Seen) -> tuple[float, float]:
    depth = seen.zone.channel_depth
    return depth.value / seen.pulse.stack, depth.error / seen.pulse.stack


def _floor(seen: Seen) -> tuple[float, float]:
    depth, channel = _reach(seen).depth, seen.zone.channel_depth
    return max(0.0, depth.value - channel.value), math.hypot(depth.error, channel.error)


def _coverage(seen: Seen) -> tuple[float, float]:
    radius = _reach(seen).radius
    fraction, more = covered(np.array([radius.value, radius.value + radius.error]), Pattern(density=seen.density))
    return float(fraction), float(more - fraction)


def _removed(seen: Seen) -> tuple[float, float]:
    zone = seen.zone
    volume = float(np.trapezoid(math.pi * zone.channel_outline**2, zone.z))
    depth, radius = zone.channel_depth, zone.channel_radius
    relative = depth.error / depth.value + 2 * radius.error / radius.value if volume > 0.0 else 0.0
    mass = _DENSITY * volume / (seen.pulse.energy * seen.pulse.stack)
    return mass, relative * mass


def _vacuole_width(seen: Seen) -> tuple[float, float]:
    usual = None if seen.torn is None else seen.torn.usual
    return (2.0 * usual.radius, 0.0) if usual is not None and usual.joined else (0.0, 0.0)


MEASURES: Final = {
    "depth": Measure("m", "depth of the zone", _of(lambda seen: _reach(seen).depth)),
    "width": Measure("m", "width of the zone", _of(lambda seen: _reach(seen).radius, 2.0)),
    "channel_depth": Measure("m", "depth of the channel", _of(lambda seen: seen.zone.channel_depth)),
    "channel_depth_per_pulse": Measure("m", "depth of the channel per pulse", _depth_per_pulse),
    "channel_width": Measure("m", "width of the channel", _of(lambda seen: seen.zone.channel_radius, 2.0)),
    "rim": Measure("m", "rim at half the channel's depth", _of(lambda seen: seen.zone.rim)),
    "floor": Measure("m", "coagulated below the channel's floor", _floor),
    "coverage": Measure("%", "fraction of the surface inside zones", _coverage),
    "vacuole_width": Measure("m", "width of a vacuole", _vacuole_width),
    "removed_mass": Measure("kg/J", "mass removed per energy", _removed),
}
# By how much simulated zones exceed those in cut and stained sections, which shrink (Marqa2014: 21 % in depth, 12 % in
# width). Used beside a comparison, never in the physics and never in a verdict.
SECTION: Final = {"depth": 1.21, "width": 1.12}
SECTION_SOURCE = "Marqa2014"
# Units of what is made of a measure: a slope over fluence, a fluence, a ratio.
DERIVED: Final = {"slope": {"m": "m**3/J"}, "threshold": {"m": "J/m**2"}, "ratio": dict.fromkeys(DISPLAY, "1")}


def unit_of(kind: str, measure: str) -> str:
    """SI unit of what is asked of the model.

    Raises
    ------
    KeyError
        If there is no such measure, or it has no such slope, threshold or ratio.
    """
    own = MEASURES[measure].unit
    return own if kind == "measure" else DERIVED[kind][own]
