"""Points of a study: all of a grid, or evenly drawn ones; the same on every machine."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from microthermal.numerics.uniforms import uniforms
from microthermal.quantity import Array
from microthermal.studies.sweep.records import Input, Study
from microthermal.units import write

# Sobol numbers have so many binary digits; more runs than these can count are refused.
_BITS: Final = 30
# Digits of a number that is put into a case.
_DIGITS: Final = 12
# Seeds of the shift of Sobol numbers and of the order in a hypercube are apart from each other.
_STRIDE: Final = 7919


def runs_of(inputs: tuple[Input, ...]) -> int:
    """Runs of a grid."""
    return math.prod(len(one.values) if one.listed else one.points for one in inputs)


def points(study: Study) -> Iterator[dict[str, Any]]:
    """Every point of a study in its order: path to what stands in the case."""
    if study.kind == "grid":
        sizes = [len(one.values) if one.listed else one.points for one in study.inputs]
        for number in range(study.runs):
            places = np.unravel_index(number, sizes)
            yield {one.path: _on_grid(one, int(place)) for one, place in zip(study.inputs, places, strict=True)}
        return
    draw = sobol if study.kind == "sobol" else _hypercube
    for row in draw(study.runs, len(study.inputs), study.seed).tolist():
        yield {one.path: value_at(one, place) for one, place in zip(study.inputs, row, strict=True)}


def first_and_last(study: Study) -> tuple[dict[str, Any], dict[str, Any]]:
    """The ends of all ranges: all low, and all high."""
    low, high = ({one.path: value_at(one, end) for one in study.inputs} for end in (0.0, 1.0))
    return low, high


def value_at(one: Input, place: float) -> Any:
    """What stands in the case at a place of a range, 0 to 1: a text with its unit, a whole number, or a value."""
    if one.listed:
        return one.values[min(int(place * len(one.values)), len(one.values) - 1)]
    if one.whole:
        # Each whole number has the same part of the range.
        count = round(one.high) - round(one.low) + 1
        return round(one.low) + min(int(place * count), count - 1)
    if place in (0.0, 1.0):
        number = one.low if place == 0.0 else one.high
    elif one.scale == "log":
        number = one.low * (one.high / one.low) ** place
    else:
        number = (1.0 - place) * one.low + place * one.high
    number = float(f"{number:.{_DIGITS}g}")  # no digits of rounding, which nobody has asked for
    return number if one.unit == "1" else write(number, one.unit)


def _on_grid(one: Input, place: int) -> Any:
    if one.listed:
        return one.values[place]
    if one.whole:
        return round(one.low + (one.high - one.low) * place / (one.points - 1))
    return value_at(one, place / (one.points - 1))


def sobol(runs: int, inputs: int, seed: int) -> Array:
    """Sobol numbers, (runs, inputs), shifted in their binary digits by the seed; more runs leave the first as are."""
    from scipy.stats import qmc

    plain = qmc.Sobol(inputs, scramble=False, bits=_BITS).random_base2(max(math.ceil(math.log2(runs)), 0))[:runs]
    shift = (uniforms(seed, 1, inputs)[0] * 2.0**_BITS).astype(np.int64)
    digits = (plain * 2.0**_BITS).astype(np.int64) ^ shift
    found: Array = (digits + 0.5) * 2.0**-_BITS
    return found


def _hypercube(runs: int, inputs: int, seed: int) -> Array:
    """Latin hypercube, (runs, inputs): one number in each of so many even parts of every input."""
    places = uniforms(seed, runs, inputs)
    order = np.argsort(uniforms(seed + _STRIDE, runs, inputs), axis=0, kind="stable")
    return (order + places) / runs
