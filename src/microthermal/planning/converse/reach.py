"""How far a setting can go in a plan at all, whatever was tried: what lies beyond it no candidate can have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import TypeAlias

import numpy as np

from microthermal.planning.converse.statements import Statement
from microthermal.planning.design.decoding import Decoder
from microthermal.planning.design.variables import MEANINGS
from microthermal.units import show

# Place of each name that is chosen, by its variable.
Kind: TypeAlias = Mapping[str, float]
# What decides which settings a course has at all: what is laid on has no needle, and what has no laser no energy.
_CHOSEN = ("device", "drug", "route")

# What the ends of others hang on: power bounds pulse lengths, passes the density; a single visit has no interval, and
# what is laid on no needle.
_OTHERS = ("device", "energy", "passes", "sessions", "drug", "route")


def beyond_all(wanted: tuple[Statement, ...], decoder: Decoder) -> list[str]:
    """A sentence for each statement on a setting that no candidate of the plan can keep, whatever is tried."""
    said = [] if kinds_with(wanted, decoder) else [_never_at_once(wanted)]
    for one in wanted:
        ends = None if one.choice or one.name not in MEANINGS else reach(one.name, decoder)
        if ends is None or min(map(one.excess, ends)) <= 0.0:
            continue
        low, high = (show(end, one.unit) for end in ends)
        said.append(f"{one.text}: no candidate of this plan can have it; its {one.name} goes from {low} to {high}.")
    return said


def kinds_with(wanted: tuple[Statement, ...], decoder: Decoder) -> list[Kind]:
    """Places of the names of all kinds of courses that have what is wanted: its names, and a number of its settings.

    Parameters
    ----------
    wanted : tuple of Statement
        Those on metrics decide nothing here.
    decoder : Decoder
        Reads settings of candidates.
    """
    asked = [one for one in wanted if one.name in MEANINGS]
    chosen = tuple(dict.fromkeys((*_CHOSEN, *(one.name for one in asked if one.choice))))
    free = [name for name in decoder.free if name in chosen]
    # Of the others the most: a course of one visit has no interval.
    others = dict.fromkeys(decoder.free, 1.0)
    found: list[Kind] = []
    for places in product(*(_ends(name, decoder) for name in free)):
        kind = dict(zip(free, places, strict=True))
        held = decoder.settings(decoder.candidate(np.array([*(others | kind).values()])))
        if all(held.get(one.name) == one.choice if one.choice else one.name in held for one in asked):
            found.append(kind)
    return found


def _never_at_once(wanted: tuple[Statement, ...]) -> str:
    asked = [one for one in wanted if one.name in MEANINGS]
    if len(asked) == 1:
        why = "" if asked[0].choice else "; none has this setting"
        return f"{asked[0].text}: no candidate of this plan can have it{why}."
    return f"No candidate of this plan can have all of this at once: {'; '.join(one.text for one in asked)}."


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
