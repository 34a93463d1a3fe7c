"""What stacked pulses could do beyond the heat of linear absorption: a bound, by vacuoles that swallow all their light.

Stacks were seen to coagulate where one pulse does not. Nobody has measured what later pulses meet. The most that a
vacuole of the first pulse can take from each later one is all light that falls on it; what that warms is known.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.results.extras.vacuoles import Vacuoles, VacuoleScenario
from microthermal.numerics.plasma.shells import shell_rise

# Water: heat capacity of a volume [J/m³/K] and diffusivity [m²/s]; a bound of one digit, as all of it.
_CAPACITY, _DIFFUSIVITY = 4.0e6, 1.4e-7
# Distances from the wall at which the rise is told [m]: what a section shows as a rim, and as a zone.
RIM, AROUND = 2e-5, 1e-4


class Swallowed(NamedTuple):
    """What a vacuole that swallows all light takes from each later pulse of a stack, and what that warms."""

    scenario: str
    energy: float
    """Of one pulse [J]."""
    rim: float
    """Highest rise at the end of the stack, 20 µm from its wall [K]."""
    around: float
    """The same 100 µm from its wall [K]."""
    once: float
    """Rise of one pulse alone, 100 µm from its wall [K]."""


def swallowed(pulse: Pulse, found: Vacuoles, scenario: str) -> Swallowed | None:
    """Bound of what vacuoles of a stack warm; None where a scenario opens none.

    Parameters
    ----------
    pulse : Pulse
        One pulse of the stack, its number and its interval.
    found : Vacuoles
        Of the first pulse.
    scenario : str
        Whose vacuoles.

    Notes
    -----
    A black sphere in light of fluence F from wherever it comes takes π R² F; F is that on the axis at its depth, and no
    vacuole takes more than its part of the pulse. It is taken to give this heat off at its wall, at once, at each of
    the later pulses.
    """
    one = found.scenario(scenario)
    if one.branch == "none":
        return None
    energy = _taken(pulse, found, one)
    later = max(pulse.stack - 1, 1)
    rim, around, once = (
        shell_rise(one.radius, one.radius + far, _DIFFUSIVITY, count, pulse.interval) * energy / _CAPACITY
        for far, count in ((RIM, later), (AROUND, later), (AROUND, 1))
    )
    return Swallowed(one.name, energy, rim, around, once)


def _taken(pulse: Pulse, found: Vacuoles, one: VacuoleScenario) -> float:
    place = max(int((found.z <= one.depth).sum()) - 1, 0)
    return min(math.pi * one.radius**2 * float(found.fluence[place]), pulse.energy / max(one.count, 1.0))
