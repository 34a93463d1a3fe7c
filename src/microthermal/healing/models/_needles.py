"""Needles as healing meets them: rounds in order of time, and what one does to the levels at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.domain.results.response import Visit
from microthermal.healing.injury_fractions import crushed_volume
from microthermal.healing.models._compiled import Compiled
from microthermal.quantity import Array


class Round(NamedTuple):
    """One round of needles: time after the first laser [s], fraction of the volume that answers which dies [1]."""

    time: float
    dead: float


def rounds(visits: tuple[Visit, ...], until: float) -> tuple[Round, ...]:
    """All rounds of needles that do something before a time [s], in order of time."""
    found = [
        Round(visit.time + one.dose.time, crushed_volume(visit.injury, one.spread.crushed, one.dose.depth))
        for visit in visits
        for one in visit.deliveries
        if one.dose.route == "needle" and one.spread.crushed > 0.0
    ]  # fmt: skip
    return tuple(sorted(one for one in found if one.time < until))


def told(one: Round) -> dict[str, float]:
    """The injury of a round as constants of the model.

    Nothing is removed, burnt or heated, and the surface counts as closed: a slit whose sides meet again has its barrier
    back within hours (Kalluri2011), where a zone takes a day.
    """
    return {
        "injury_necrotic": one.dead,
        "injury_removed": 0.0,
        "injury_denatured": 0.0,
        "injury_stressed": 0.0,
        "injury_lymphocytes_lost": one.dead,
        "injury_lymphocytes_apoptotic": 0.0,
        "injury_vessels_closed": one.dead,
        "injury_epidermis_open": 0.0,
    }


def after(ready: Compiled, constants: Array, levels: Array, some: tuple[Round, ...]) -> Array:
    """Levels just after some rounds of needles, one upon the other (species,).

    Parameters
    ----------
    ready : Compiled
        The model.
    constants : Array (parameter,)
        Of the skin, in the model's own units.
    levels : Array (species,)
        Just before.
    some : tuple of Round
        In order of time.
    """
    hurt = np.array(constants)
    for one in some:
        for name, value in told(one).items():
            hurt[ready.place(name)] = value
        levels = ready.injured(ready.starting(hurt, levels))
    return levels
