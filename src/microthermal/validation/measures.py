"""Measures of one zone that the literature reports: name, unit, how people write it, and how it is read off."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.results.zone import Zone
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


@dataclass(frozen=True)
class Measure:
    """One measure: its SI unit, and value and numerical error read off a zone."""

    unit: str
    words: str
    read: Callable[[Seen], tuple[float, float]]


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


def _depth(seen: Seen) -> tuple[float, float]:
    reach = seen.zone.reach(seen.endpoint)
    return reach.depth.value, reach.depth.error


def _width(seen: Seen) -> tuple[float, float]:
    reach = seen.zone.reach(seen.endpoint)
    return 2 * reach.radius.value, 2 * reach.radius.error


def _channel_depth(seen: Seen) -> tuple[float, float]:
    return seen.zone.channel_depth.value, seen.zone.channel_depth.error


def _depth_per_pulse(seen: Seen) -> tuple[float, float]:
    depth, error = _channel_depth(seen)
    return depth / seen.pulse.stack, error / seen.pulse.stack


def _channel_width(seen: Seen) -> tuple[float, float]:
    return 2 * seen.zone.channel_radius.value, 2 * seen.zone.channel_radius.error


def _rim(seen: Seen) -> tuple[float, float]:
    return seen.zone.rim.value, seen.zone.rim.error


def _floor(seen: Seen) -> tuple[float, float]:
    reach, zone = seen.zone.reach(seen.endpoint), seen.zone
    return max(0.0, reach.depth.value - zone.channel_depth.value), math.hypot(
        reach.depth.error, zone.channel_depth.error
    )


def _coverage(seen: Seen) -> tuple[float, float]:
    pattern = Pattern(density=seen.density)
    reach = seen.zone.reach(seen.endpoint)
    fraction, more = covered(np.array([reach.radius.value, reach.radius.value + reach.radius.error]), pattern)
    return float(fraction), float(more - fraction)


def _removed(seen: Seen) -> tuple[float, float]:
    zone = seen.zone
    volume = float(np.trapezoid(math.pi * zone.channel_outline**2, zone.z))
    relative = 0.0
    if volume > 0.0:
        relative = (
            zone.channel_depth.error / zone.channel_depth.value
            + 2 * zone.channel_radius.error / zone.channel_radius.value
        )
    mass = _DENSITY * volume / (seen.pulse.energy * seen.pulse.stack)
    return mass, relative * mass


MEASURES: Final = {
    "depth": Measure("m", "depth of the zone", _depth),
    "width": Measure("m", "width of the zone", _width),
    "channel_depth": Measure("m", "depth of the channel", _channel_depth),
    "channel_depth_per_pulse": Measure("m", "depth of the channel per pulse", _depth_per_pulse),
    "channel_width": Measure("m", "width of the channel", _channel_width),
    "rim": Measure("m", "rim at half the channel's depth", _rim),
    "floor": Measure("m", "coagulated below the channel's floor", _floor),
    "coverage": Measure("%", "fraction of the surface inside zones", _coverage),
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
