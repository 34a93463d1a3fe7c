"""Draws from the posterior as an emulator has it: a swarm that is led from the prior to it, step by step."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from microthermal.fitting.draws.emulator import Emulator
from microthermal.fitting.draws.likelihood import Likelihood
from microthermal.fitting.draws.proposals import FROM_PRIOR, normal_log_density, quantiles
from microthermal.numerics.uniforms import uniforms
from microthermal.quantity import Array

# Members of the swarm, ten times as many as are drawn from it as a rule.
SWARM = 3000
# Draws that teach the emulator, at most.
_TAUGHT = 320
# Random steps of each after a rise of the exponent, and most rises.
_STEPS, _RISES = 5, 60
# After a rise this part of the members still counts.
_KEPT = 0.5
# Halvings by which the next exponent is found.
_HALVINGS = 30


@dataclass(frozen=True)
class Emulated:
    """The posterior with the sizes of an emulator, and in a tenth the prior; drawn by sequential Monte Carlo.

    ``swarm`` are draws of the emulated posterior (Del Moral, Doucet and Jasra 2006), ``log_mass`` the logarithm of its
    integral, by which its density is known, and ``log_mass_error`` its sampling error.
    """

    likelihood: Likelihood
    emulator: Emulator
    swarm: Array
    log_mass: float
    log_mass_error: float

    @classmethod
    def of(cls, likelihood: Likelihood, places: Array, sizes: Array, seed: int, swarm: int = SWARM) -> Emulated:
        """Emulated posterior after some simulated sizes.

        Parameters
        ----------
        likelihood : Likelihood
            Measured sizes and their deviations.
        places : Array, (draw, parameter)
            Draws so far.
        sizes : Array, (draw, size)
            Their simulated sizes [m].
        seed : int
            Seed of the swarm.
        swarm : int, optional
            Its members.
        """
        if len(places) > _TAUGHT:
            # The first draws cover the prior, the newest lie near the posterior.
            kept = np.r_[: _TAUGHT // 4, len(places) - 3 * _TAUGHT // 4 : len(places)]
            places, sizes = places[kept], sizes[kept]
        emulator = Emulator.of(places, sizes)
        blurred = likelihood.blurred(emulator.errors)
        start = cls(blurred, emulator, np.empty((0, places.shape[1])), 0.0, 0.0)
        return start._led(quantiles(uniforms(2 * seed + 1, swarm, places.shape[1])), seed)

    def _fits(self, places: Array) -> Array:
        return self.likelihood.log_likelihood(self.emulator.sizes(places))

    def _led(self, swarm: Array, seed: int) -> Emulated:
        """Raise the exponent of the likelihood from 0 to 1; after each rise the swarm is drawn anew and moves."""
        fits, exponent, log_mass, variance, rises = self._fits(swarm), 0.0, 0.0, 0.0, 0
        while exponent < 1.0 and rises < _RISES:
            rises += 1
            rise = _rise(fits, 1.0 - exponent)
            greatest = float(fits.max())
            weights = np.exp(rise * (fits - greatest))
            log_mass += rise * greatest + math.log(float(weights.mean()))
            variance += float(weights.var() / weights.mean() ** 2) / len(swarm)
            exponent = 1.0 if exponent + rise > 1.0 - 1e-12 else exponent + rise
            random = uniforms(2 * (seed + 7919 * rises), 1, 1)
            along = np.cumsum(weights / weights.sum())
            chosen = np.minimum(
                np.searchsorted(along, (np.arange(len(swarm)) + random[0, 0]) / len(swarm)), len(swarm) - 1
            )
            swarm, fits = self._moved(swarm[chosen], fits[chosen], exponent, seed + 7919 * rises)
        return Emulated(self.likelihood, self.emulator, swarm, log_mass, math.sqrt(variance))

    def _moved(self, swarm: Array, fits: Array, exponent: float, seed: int) -> tuple[Array, Array]:
        """Random steps of each member, taken or left as Metropolis has it."""
        parameters = swarm.shape[1]
        apart = swarm - swarm.mean(axis=0)
        covariance = np.einsum("ni,nj->ij", apart, apart) / len(swarm) + 1e-8 * np.eye(parameters)
        root = np.linalg.cholesky(covariance) * 2.38 / math.sqrt(parameters)
        for step in range(_STEPS):
            random = uniforms(2 * (seed + 101 * step) + 1, len(swarm), parameters + 1)
            # Steps of several sizes, so that some fit a valley that is narrower in one place than in another.
            size = (1.0, 0.5, 0.25, 0.7, 0.35)[step % 5]
            tried = swarm + size * np.einsum("ij,nj->ni", root, quantiles(random[:, :-1]))
            found = self._fits(tried)
            gain = exponent * (found - fits) + normal_log_density(tried) - normal_log_density(swarm)
            taken = np.log(np.maximum(random[:, -1], 1e-300)) < gain
            swarm, fits = np.where(taken[:, None], tried, swarm), np.where(taken, found, fits)
        return swarm, fits

    def draws(self, seed: int, count: int) -> Array:
        """Draws (draw, parameter): members of the swarm in a random order, a tenth of the prior."""
        parameters = self.swarm.shape[1]
        random = uniforms(2 * seed + 1, count, parameters + 2)
        chosen = (random[:, 0] * len(self.swarm)).astype(np.intp)
        plain = random[:, 1] < FROM_PRIOR
        return np.where(plain[:, None], quantiles(random[:, 2:]), self.swarm[chosen])

    def log_density(self, places: Array) -> Array:
        """Logarithm of the density of the mixture at places."""
        prior = normal_log_density(places)
        emulated = prior + self._fits(places) - self.log_mass
        return np.asarray(np.logaddexp(math.log(1.0 - FROM_PRIOR) + emulated, math.log(FROM_PRIOR) + prior))


def _rise(fits: Array, most: float) -> float:
    """Rise of the exponent after which enough of the swarm counts."""

    def counting(rise: float) -> float:
        weights = np.exp(rise * (fits - fits.max()))
        return float(weights.sum() ** 2 / (weights**2).sum()) / len(fits)

    if counting(most) >= _KEPT:
        return most
    low, high = 0.0, most
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if counting(middle) >= _KEPT else (low, middle)
    return max(low, 1e-9)
