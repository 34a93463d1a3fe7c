"""How far the heat of a bipolar pair leans towards the partner, from the exact field of two long needles.

Each pin of a pair is simulated in a cylinder of its own (:func:`.needles.return_radius`), which gives it the current
and the energy that it has, and spreads its heat evenly around it. What that leaves out is known exactly for long
needles. Equations 15 to 17 of docs/theory/current.md.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from microthermal.domain.inputs.exposures.current import Electrode


class Lean(NamedTuple):
    """What is even around the axis in the simulation, and leans towards the partner in fact.

    ``towards`` and ``away``: how far from the axis the heat is what it is at the radius of the zone [m]. ``nearest``
    and ``farthest``: heat at the surface of the needle that faces the partner and at that which does not, over the
    even one [1]. ``ring``: heat of the whole ring at the radius of the zone over that of the even one [1].
    """

    towards: float
    away: float
    nearest: float
    farthest: float
    ring: float


def leans(electrode: Electrode) -> bool:
    """Whether a pin has one partner: in an array whose poles alternate, neighbours stand on all sides."""
    return electrode.layout == "bipolar" and electrode.pins == 2


def field_over_even(place: float, electrode: Electrode) -> float:
    """Field of a pair over that of its pin's cylinder [1], on the line through both axes.

    Parameters
    ----------
    place : float
        Distance from the axis [m], positive towards the partner and negative away from it; outside the needle.
    electrode : Electrode
        One pin of the pair.

    Notes
    -----
    E = k [1/(x - δ) + 1/(d - δ - x)] against k/|x|, with the same current and so the same k; δ = d/2 - √(d²/4 - a²) is
    where the source of a pin lies beside its axis.
    """
    inward, apart = _sources(electrode)
    return abs(place) * abs(1.0 / (place - inward) + 1.0 / (apart + inward - place))


def lean(electrode: Electrode, radius: float) -> Lean | None:
    """What a zone of a radius is in a pair; None where its heat bridges the whole way between the pins.

    Parameters
    ----------
    electrode : Electrode
        One pin of the pair.
    radius : float
        Of the zone from the axis of the needle, as simulated, at least that of the needle [m].

    Notes
    -----
    Where no heat has moved yet, tissue dies up to one heat q ~ E². E₊(x) = k/R at x = δ + (D - √(D² - 4DR))/2 and
    E₋(x) = k/R at x = -δ + (√(D² + 4DR) - D)/2, D = d - 2δ. Heat that spreads evens that out: the truth lies between.
    The heat of the ring is R²/(R² - δ²) + R²/((d - δ)² - R²) of the even one.
    """
    inward, apart = _sources(electrode)
    beyond = electrode.spacing - inward
    if 4.0 * radius > apart:
        return None
    needle, square = electrode.radius, radius * radius
    return Lean(
        towards=inward + 0.5 * (apart - math.sqrt(apart * apart - 4.0 * apart * radius)),
        away=0.5 * (math.sqrt(apart * apart + 4.0 * apart * radius) - apart) - inward,
        nearest=field_over_even(needle, electrode) ** 2,
        farthest=field_over_even(-needle, electrode) ** 2,
        ring=square / (square - inward**2) + square / (beyond**2 - square),
    )


def _sources(electrode: Electrode) -> tuple[float, float]:
    """How far the source of a pin lies from its axis, and both sources from each other [m]."""
    half = 0.5 * electrode.spacing
    apart = 2.0 * math.sqrt(half * half - electrode.radius**2)
    return half - 0.5 * apart, apart
