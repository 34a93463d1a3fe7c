"""How far a setting can go in a plan at all, whatever was tried: what lies beyond it no candidate can have."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from microthermal.planning.converse.statements import Statement
from microthermal.planning.design.decoding import Decoder
from microthermal.planning.design.variables import MEANINGS
from microthermal.units import show

# What the ends of others hang on: power bounds pulse lengths, passes the density; a single visit has no interval.
_OTHERS = ("device", "energy", "passes", "sessions", "drug")


def beyond_all(wanted: tuple[Statement, ...], decoder: Decoder) -> list[str]:
    """A sentence for each statement on a setting that no candidate of the plan can keep, whatever is tried."""
    said = []
    for one in wanted:
        ends = None if one.choice or one.name not in MEANINGS else reach(one.name, decoder)
        if ends is None or min(map(one.excess, ends)) <= 0.0:
            continue
        low, high = (show(end, one.unit) for end in ends)
        said.append(f"{one.text}: no candidate of this plan can have it; its {one.name} goes from {low} to {high}.")
    return said


def reach(name: str, decoder: Decoder) -> tuple[float, float] | None:
    """Least and greatest value of a setting that is a number; None if no candidate has it.

    Parameters
    ----------
    name : str
        Name of a variable.
    decoder : Decoder
        Reads settings of candidates.

    Notes
    -----
    Found at the corners of the box in it and in what its ends hang on: a setting rises with its own place.
    """
    settings = (decoder.settings(decoder.candidate(row)).get(name) for row in _corners(name, decoder))
    found = [float(one) for one in settings if one is not None]
    return (min(found), max(found)) if found else None


def _corners(name: str, decoder: Decoder) -> Iterator[np.ndarray]:
    places = [_ends(one, decoder) if one in (name, *_OTHERS) else (0.5,) for one in decoder.free]
    return (np.array(row) for row in product(*places))


def _ends(name: str, decoder: Decoder) -> tuple[float, ...]:
    """Places of the ends of a number, or of each of some names."""
    count = len(decoder.own[name].choices)
    return tuple((place + 0.5) / count for place in range(count)) if count else (0.0, 1.0)
