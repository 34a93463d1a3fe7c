"""What draws are proposed by, and the first of it: the prior, drawn evenly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.special import ndtri

from microthermal.numerics.uniforms import uniforms
from microthermal.quantity import Array

# A tenth of each round comes from the prior: no weight can then exceed ten times that of a draw from the prior.
FROM_PRIOR = 0.1
# Uniform numbers are kept so far from 0 and 1 that their quantiles are finite.
_LEAST = 1e-15
# Rounds of a contraction by a third reach the last digit.
_CONTRACTIONS = 60


class Proposal(Protocol):
    """Where draws come from; ``log_mass_error`` is the error of the constant in the logarithm of its density."""

    @property
    def log_mass_error(self) -> float:
        """Standard error."""

    def draws(self, seed: int, count: int) -> Array:
        """Draws (draw, parameter)."""

    def log_density(self, places: Array) -> Array:
        """Logarithm of the density at places."""


def normal_log_density(places: Array) -> Array:
    """Logarithm of the standard normal density at places (place, parameter)."""
    return np.asarray(-0.5 * (places**2).sum(axis=1) - 0.5 * places.shape[1] * math.log(2.0 * math.pi))


def quantiles(even: Array) -> Array:
    """Quantiles of the standard normal distribution at uniform numbers."""
    return np.asarray(ndtri(np.clip(even, _LEAST, 1.0 - _LEAST)))


def evenly(seed: int, count: int, parameters: int) -> Array:
    """Points of the unit cube, each uniform, all together even: a recurrence of golden ratios with a random start."""
    ratio = 1.5
    for _ in range(_CONTRACTIONS):
        ratio = (1.0 + ratio) ** (1.0 / (parameters + 1))
    steps = ratio ** -np.arange(1.0, parameters + 1.0)
    return np.asarray(np.mod(uniforms(seed, 1, parameters) + np.arange(1.0, count + 1.0)[:, None] * steps, 1.0))


@dataclass(frozen=True)
class Prior:
    """The standard normal distribution, drawn evenly."""

    parameters: int
    log_mass_error: float = 0.0

    def draws(self, seed: int, count: int) -> Array:
        """Draws (draw, parameter)."""
        return quantiles(evenly(seed, count, self.parameters))

    def log_density(self, places: Array) -> Array:
        """Logarithm of the density at places."""
        return normal_log_density(places)
