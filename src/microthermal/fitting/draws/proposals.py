"""What draws are proposed by: the prior, and a bell about what is known of the posterior; with their densities."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, ndtri

from microthermal.numerics.uniforms import uniforms
from microthermal.quantity import Array

# A tenth of each round comes from the prior: no weight can then exceed ten times that of a draw from the prior.
FROM_PRIOR = 0.1
# Degrees of freedom of the bell: its tails are wider than those of any posterior near its mode.
_FREEDOM = 7
# The bell is wider than the draws say, because few of them tell its shape: their covariance times this.
_WIDER = 1.25
# It is never narrower than this fraction of the prior, so that a cloud of one draw can still grow.
_NARROWEST = 0.01
# Uniform numbers are kept so far from 0 and 1 that their quantiles are finite.
_LEAST = 1e-15
# Rounds of a contraction by a third reach the last digit.
_CONTRACTIONS = 60


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
class Bell:
    """A t distribution about a mean, and in a tenth the prior; ``root`` is the lower triangular root of its shape."""

    mean: Array
    root: Array

    @classmethod
    def about(cls, places: Array, weights: Array) -> Bell:
        """Bell with the mean, and more than the covariance, of weighed draws (draw, parameter)."""
        mean = np.einsum("n,ni->i", weights, places)
        apart = places - mean
        return cls.of(mean, np.einsum("n,ni,nj->ij", weights, apart, apart))

    @classmethod
    def of(cls, mean: Array, covariance: Array) -> Bell:
        """Bell with a mean and a little more than a covariance."""
        wider = _WIDER * covariance + _NARROWEST**2 * np.eye(len(mean))
        # A t distribution is wider than its shape says.
        return cls(mean, np.asarray(np.linalg.cholesky((_FREEDOM - 2) / _FREEDOM * wider), dtype=np.float64))

    def draws(self, seed: int, count: int) -> Array:
        """Draws of the mixture (draw, parameter)."""
        parameters = len(self.mean)
        numbers = quantiles(uniforms(2 * seed + 1, count, parameters + _FREEDOM))
        normal, others = numbers[:, :parameters], numbers[:, parameters:]
        # A sum of squares of normal numbers has the chi-squared distribution.
        stretched = normal * np.sqrt(_FREEDOM / (others**2).sum(axis=1))[:, None]
        found = self.mean + np.einsum("ij,nj->ni", self.root, stretched)
        plain = uniforms(2 * seed, count, 1)[:, 0] < FROM_PRIOR
        return np.where(plain[:, None], normal, found)

    def log_density(self, places: Array) -> Array:
        """Logarithm of the density of the mixture at places."""
        parameters = len(self.mean)
        square = (np.einsum("ij,nj->ni", np.linalg.inv(self.root), places - self.mean) ** 2).sum(axis=1)
        constant = (
            float(gammaln(0.5 * (_FREEDOM + parameters)) - gammaln(0.5 * _FREEDOM))
            - 0.5 * parameters * math.log(_FREEDOM * math.pi)
            - float(np.log(np.diag(self.root)).sum())
        )
        bell = constant - 0.5 * (_FREEDOM + parameters) * np.log1p(square / _FREEDOM)
        prior = normal_log_density(places)
        return np.asarray(np.logaddexp(math.log(1.0 - FROM_PRIOR) + bell, math.log(FROM_PRIOR) + prior))


@dataclass(frozen=True)
class Prior:
    """The standard normal distribution, drawn evenly."""

    parameters: int

    def draws(self, seed: int, count: int) -> Array:
        """Draws (draw, parameter)."""
        return quantiles(evenly(seed, count, self.parameters))

    def log_density(self, places: Array) -> Array:
        """Logarithm of the density at places."""
        return normal_log_density(places)
