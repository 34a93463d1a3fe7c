"""Noise of the difference of two scores: what the choice of persons makes of it, by leaving out each in turn."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from microthermal.numerics.matrices.products import product
from microthermal.planning.records import Option
from microthermal.quantity import Array

# A difference counts from so many standard errors on: nine tenths of a normal distribution lie within them.
SURE: Final = 1.645


def noise(one: Option, other: Option) -> float:
    """Standard error of the difference of two scores that the choice of persons makes [1]; 0 if none were followed.

    Parameters
    ----------
    one, other : Option
        Judged by the same aims. Persons whom both have are the same persons, so that what moves both alike falls out.

    Notes
    -----
    With θ_p a score over all of n persons but p, and θ the mean of these, a person pushes the score by
    (θ - θ_p) √((n - 1)/n); the sum of the squares of the differences of the pushes is the jackknife's estimate of the
    variance (Quenouille 1956, Tukey 1958). It holds for scores that turn smoothly with the means of the persons.
    """
    mine, theirs = (_pushes(each, np.array([[left.score] for left in each.left_out])) for each in (one, other))
    return float(_noise(mine, theirs)[0])


def noises(one: Option, other: Option, weights: Array) -> Array:
    """The same for several sets of weights (sample, aim), each of which adds up to one; (sample,)."""
    mine, theirs = (
        _pushes(each, product(np.array([left.reached for left in each.left_out]), weights.T)) if each.left_out else {}
        for each in (one, other)
    )
    return _noise(mine, theirs, len(weights))


def _pushes(option: Option, values: Array) -> dict[int, Array]:
    """What each person moves scores (person, sample) by, by the number of the person."""
    if len(values) < 2:
        return {}
    moved = (values.mean(axis=0) - values) * math.sqrt((len(values) - 1) / len(values))
    return {left.person: row for left, row in zip(option.left_out, moved, strict=True)}


def _noise(mine: dict[int, Array], theirs: dict[int, Array], samples: int = 1) -> Array:
    """Root of the sum of the squares of what persons move a difference by (sample,)."""
    total, none = np.zeros(samples), np.zeros(samples)
    for person in sorted({*mine, *theirs}):
        total += (mine.get(person, none) - theirs.get(person, none)) ** 2
    return np.sqrt(total)
