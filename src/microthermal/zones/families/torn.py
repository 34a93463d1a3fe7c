"""Injury by vacuoles: tissue that is torn and dies, and is not burnt."""

from __future__ import annotations

import math

import numpy as np

from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.extras.vacuoles import Vacuoles, VacuoleScenario
from microthermal.domain.results.zone import Injury
from microthermal.quantity import Array, amended


def torn(injury: Injury, vacuoles: Vacuoles, pattern: Pattern) -> Injury:
    """Injury with the vacuoles of the usual scenario.

    Parameters
    ----------
    injury : Injury
        That of the heat.
    vacuoles : Vacuoles
        Of one microbeam.
    pattern : Pattern
        How many microbeams there are.

    Returns
    -------
    Injury
        Each layer has its part of their volume as torn, and as dead tissue beside what heat has killed. No collagen
        is denatured, no vessel closed, and the surface stays closed: the horny layer lies whole over them.

    """
    return torn_by(injury, vacuoles.usual, pattern.density * pattern.passes)


def torn_by(injury: Injury, one: VacuoleScenario, density: float) -> Injury:
    """Injury with the vacuoles of one scenario.

    Parameters
    ----------
    injury : Injury
        That of the heat.
    one : VacuoleScenario
        Vacuoles of a microbeam.
    density : float
        Microbeams over the area, all passes [1/m²].

    Notes
    -----
    Vacuoles and dead tissue are taken to lie independently: what heat has killed already is not torn as well.
    """
    more = torn_fractions(injury, one, density) * (1.0 - injury.necrotic)
    return amended(injury, necrotic=np.clip(injury.necrotic + more, 0.0, 1.0), torn=np.clip(more, 0.0, 1.0))


def without_torn(injury: Injury) -> Injury:
    """The injury of the heat alone: what :func:`torn_by` was given."""
    if injury.torn is None:
        return injury
    return amended(injury, necrotic=np.clip(injury.necrotic - injury.torn, 0.0, 1.0), torn=None)


def torn_cautions(vacuoles: Vacuoles | None) -> tuple[Caution, ...]:
    """What to doubt about the healing of vacuoles: nothing where there are none."""
    if vacuoles is None or vacuoles.usual.branch == "none":
        return ()
    text = (
        "vacuoles count as dead tissue that is torn and not burnt, by their volume in the usual scenario; how fast "
        "they are filled and their debris is shed is recalled (two to three weeks), and what such a wound drives has "
        "not been measured apart from heat: their course and new collagen are scenarios, no forecast"
    )
    return (Caution(stage="healing", text=text, weight="warn", source="Rhee2024"),)


def torn_fractions(injury: Injury, one: VacuoleScenario, density: float) -> Array:
    """Fraction of each layer that vacuoles take.

    Parameters
    ----------
    injury : Injury
        Layers.
    one : VacuoleScenario
        Vacuoles of a microbeam.
    density : float
        Microbeams over the area, all passes [1/m²].

    Returns
    -------
    Array (layer,)
        All of their volume lies in living layers: what would reach into the horny layer or above is shared out
        among the others by what they hold.
    """
    if one.branch == "none":
        return np.zeros(injury.thickness.size)
    edges = np.concatenate(([0.0], np.cumsum(injury.thickness)))
    below = np.array([_cap(edge - one.depth, one.radius) for edge in edges])
    held = np.diff(below) * np.array([0.0 if name == "stratum_corneum" else 1.0 for name in injury.tissues])
    if held.sum() <= 0.0:
        return np.zeros(injury.thickness.size)
    volume = one.count * 4.0 / 3.0 * math.pi * one.radius**3 * density
    return np.asarray(np.minimum(volume * held / held.sum() / injury.thickness, 1.0))


def _cap(height: float, radius: float) -> float:
    """Volume of a sphere above a plane at a height from its centre, counted downward [m³]."""
    inside = min(max(height + radius, 0.0), 2.0 * radius)
    return math.pi * inside**2 * (3.0 * radius - inside) / 3.0
