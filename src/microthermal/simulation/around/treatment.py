"""A treatment with a broad beam as the zone around one follicle or vessel meets it."""

from __future__ import annotations

import math

from microthermal.domain.inputs.beam import Spot
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.structures.structure import Structure
from microthermal.quantity import amended

# Time from one spot to the next, as a hand moves it [s].
_BETWEEN_SPOTS = 1.0
# What a stamp may be wide [m], as in `Pattern.width`.
_NARROWEST, _WIDEST = 1e-3, 0.1


def pulse_around(pulse: Pulse, structure: Structure) -> Pulse:
    """The part of a pulse that falls on the skin around one structure.

    Parameters
    ----------
    pulse : Pulse
        The whole beam. One narrower than the area of one structure is left as it is.
    structure : Structure
        Its cell is the area half way to its neighbours.

    Returns
    -------
    Pulse
        Flat over that area, with the radiant exposure that the beam has on its axis; ``handpiece.spot`` keeps the whole
        beam. Energy times density of the structures is energy per area of the skin, as for microbeams.
    """
    if pulse.radius <= structure.cell:
        return pulse
    peak = 2.0 if pulse.profile == "gaussian" else 1.0
    part = peak * (structure.cell / pulse.radius) ** 2
    spot = Spot(radius=pulse.radius, energy=pulse.energy, gaussian=pulse.profile == "gaussian")
    return amended(
        pulse, energy=pulse.energy * part, radius=structure.cell, profile="flat_top", beam=None,
        handpiece=amended(pulse.handpiece, spot=spot),
    )  # fmt: skip


def spots(structure: Structure) -> Pattern:
    """The usual pattern of spots that cover many structures: one a second."""
    return Pattern(density=structure.density, return_time=_BETWEEN_SPOTS)


def pattern_around(pattern: Pattern | None, pulse: Pulse, structure: Structure) -> Pattern:
    """How the structures lie under spots that are laid side by side.

    Parameters
    ----------
    pattern : Pattern or None
        Area, outline, passes and their pause are kept; where none is given, they are as usual.
    pulse : Pulse
        The whole beam, whose area one stamp covers.
    structure : Structure
        Its density is that of the zones.
    """
    width = min(max(math.sqrt(math.pi) * pulse.radius, _NARROWEST), _WIDEST)
    usual = spots(structure) if pattern is None else pattern
    return amended(usual, density=structure.density, layout="hexagonal", order="stamp", width=width)
