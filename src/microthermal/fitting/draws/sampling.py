"""Draws from a posterior by importance sampling: every draw that is weighed was evaluated, none is a guess.

Coordinates are those in which the prior is a standard normal distribution. Equations: docs/theory/fitting.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from microthermal.fitting.draws.proposals import Bell, Prior, normal_log_density
from microthermal.quantity import Array

# Logarithm of the likelihood at each of some places, (place, parameter); minus infinity where there is none.
LogLikelihood: TypeAlias = Callable[[Array], Array]
# A bell near the posterior, guessed from places (draw, parameter) and weights that say which of them to heed.
Guess: TypeAlias = Callable[[Array, Array], Bell]
# Told of the draws so far, of those that are likely to be needed, and of the effective ones.
Tell: TypeAlias = Callable[[int, int, float], None]
# Draws of a round, whatever the number of workers, so that the same draws are made by any number of them.
ROUND = 32
# The prior beyond so many standard deviations is left out: six of a hundred thousand.
FAREST = 4.0
# While the weights are uneven they are flattened until so many draws, and so many for each parameter, count.
_FEWEST, _PER_PARAMETER = 12.0, 5.0
# The bell is learned when so great a part of a round that it gave counts.
_LEARNED = 0.35
# After so many rounds of its own, a bell of whose draws less than such a part counts is taught again.
_TRIED, _POOR = 4, 0.2
# Rounds of learning that follow guesses; later ones follow the draws alone.
_GUESSED = 6
# Steps by which the flattening is found; the exponent is then known to a millionth.
_HALVINGS = 20


@dataclass(frozen=True)
class Drawn:
    """Draws and what they weigh.

    ``places`` are (draw, parameter), ``weights`` add up to one, ``effective`` counts draws of equal weight that would
    tell as much, ``log_evidence`` is the logarithm of the mean likelihood under the prior, ``learning`` counts the
    draws before these, which taught where to draw and weigh nothing; ``reached`` tells whether enough draws count.
    """

    places: Array
    log_likelihood: Array
    weights: Array
    effective: float
    log_evidence: float
    log_evidence_error: float
    learning: int
    reached: bool


@dataclass
class _Cloud:
    """Draws of several proposals: each is weighed against the mixture of all."""

    places: list[Array] = field(default_factory=list)
    log_likelihood: list[Array] = field(default_factory=list)
    proposals: list[tuple[Bell | Prior, int]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(map(len, self.places))

    def add(self, proposal: Bell | Prior, places: Array, log_likelihood: LogLikelihood) -> None:
        self.places.append(places)
        self.log_likelihood.append(_evaluated(log_likelihood, places))
        self.proposals.append((proposal, len(places)))

    def take(self, other: _Cloud) -> None:
        """Add the draws of another cloud."""
        self.places += other.places
        self.log_likelihood += other.log_likelihood
        self.proposals += other.proposals

    def newest(self) -> float:
        """Effective draws of the newest round by itself."""
        places, (proposal, _) = self.places[-1], self.proposals[-1]
        log_weights = self.log_likelihood[-1] + normal_log_density(places) - proposal.log_density(places)
        return effective_draws(shares(log_weights)) if log_weights.max() > -math.inf else 0.0

    def log_weights(self) -> tuple[Array, Array]:
        """Places and the logarithms of their weights."""
        places, likelihood = np.concatenate(self.places), np.concatenate(self.log_likelihood)
        parts = [math.log(many / self.count) + one.log_density(places) for one, many in self.proposals]
        return places, likelihood + normal_log_density(places) - np.logaddexp.reduce(parts, axis=0)


@dataclass(frozen=True)
class Asking:
    """What a posterior is drawn from: its likelihood, how many parameters it has, and a guess where it lies.

    Without a ``guess`` the draws alone say where the next ones are made.
    """

    log_likelihood: LogLikelihood
    parameters: int
    guess: Guess | None = None


def draw(asking: Asking, seed: int, wanted: float, most: int, tell: Tell) -> Drawn:
    """Draw from the posterior of parameters whose prior is a standard normal distribution.

    Parameters
    ----------
    asking : Asking
        Likelihood and number of parameters.
    seed : int
        Seed of all draws.
    wanted : float
        Effective draws after which it ends.
    most : int
        Draws after which it ends even so.
    tell : callable
        Told after each round.

    Notes
    -----
    It first learns where to draw: two rounds from the prior, then rounds from a bell that is guessed, or drawn about the
    draws so far. These are weighed against the mixture of all that they were drawn from (Cornuet et al. 2012), and
    flattened as long as a few carry all weight. When more than a third of a round counts, the bell stays as it is, and
    new draws from it alone are weighed by posterior over proposal: plain importance sampling, whose weights do not hang
    on the draws that taught the bell. A tenth of the draws comes from the prior, so that no weight is greater than ten
    times its likelihood.
    """
    cloud = _Cloud()
    bell = _learned(asking, cloud, seed, most // 2, wanted, tell)
    taken = _Cloud()
    while True:
        taken.add(bell, bell.draws(seed + cloud.count + taken.count, ROUND), asking.log_likelihood)
        places, log_weights = taken.log_weights()
        weights = shares(log_weights)
        effective = effective_draws(weights)
        count = cloud.count + taken.count
        reached = effective >= wanted
        done = reached or count + ROUND > most
        more = (wanted - effective) / max(effective / taken.count, 0.05)
        tell(count, count if done else count + ROUND * math.ceil(max(more, 1.0) / ROUND), effective)
        if done:
            break
        if taken.count == _TRIED * ROUND and effective < _POOR * taken.count and count < most // 2:
            # The bell was praised too early: what it gave teaches a better one, and weighs nothing.
            cloud.take(taken)
            bell, taken = _learned(asking, cloud, seed, most // 2, wanted, tell), _Cloud()
    log_evidence, error = _evidence(log_weights)
    return Drawn(
        places=places, log_likelihood=np.concatenate(taken.log_likelihood), weights=weights, effective=effective,
        log_evidence=log_evidence, log_evidence_error=error, learning=cloud.count, reached=reached,
    )  # fmt: skip


def _learned(asking: Asking, cloud: _Cloud, seed: int, most: int, wanted: float, tell: Tell) -> Bell:
    """Bell about the posterior; what teaches it is added to a cloud."""
    if not cloud.count:
        prior = Prior(asking.parameters)
        cloud.add(prior, prior.draws(seed, 2 * ROUND), asking.log_likelihood)
    enough, rounds = max(_FEWEST, _PER_PARAMETER * asking.parameters), 0
    while True:
        places, log_weights = cloud.log_weights()
        weights = shares(_flat(_exponent(log_weights, enough), log_weights))
        guessing = asking.guess is not None and len(cloud.places) <= _GUESSED
        bell = asking.guess(places, weights) if asking.guess and guessing else Bell.about(places, weights)
        tell(cloud.count, cloud.count + 2 * ROUND + 2 * round(wanted), 0.0)
        if cloud.count + ROUND > most or (rounds > 0 and cloud.newest() >= _LEARNED * ROUND):
            return bell
        cloud.add(bell, bell.draws(seed + cloud.count, ROUND), asking.log_likelihood)
        rounds += 1


def _evaluated(log_likelihood: LogLikelihood, places: Array) -> Array:
    """Likelihood of a round; what lies beyond the prior is not asked for."""
    found = np.full(len(places), -np.inf)
    inside = np.flatnonzero(np.abs(places).max(axis=1) <= FAREST)
    found[inside] = log_likelihood(places[inside])
    return found


def shares(log_weights: Array) -> Array:
    """Weights that add up to one, from their logarithms; equal ones if none is finite."""
    greatest = float(log_weights.max())
    if greatest == -math.inf:
        return np.full(len(log_weights), 1.0 / len(log_weights))
    weights = np.exp(log_weights - greatest)
    return np.asarray(weights / weights.sum())


def effective_draws(weights: Array) -> float:
    """Number of draws of equal weight that would tell as much (Kong 1992): 1 / Σ w², for weights that add up to one.

    Examples
    --------
    >>> effective_draws(np.array([0.5, 0.5, 0.0]))
    2.0
    """
    return float(1.0 / np.sum(weights**2))


def _evidence(log_weights: Array) -> tuple[float, float]:
    """Logarithm of the mean weight, and its standard error."""
    greatest, count = float(log_weights.max()), len(log_weights)
    if greatest == -math.inf:
        return -math.inf, math.inf
    relative = np.exp(log_weights - greatest)
    error = float(relative.std(ddof=1)) / (math.sqrt(count) * float(relative.mean()))
    return greatest + math.log(float(relative.mean())), error


def _exponent(log_weights: Array, enough: float) -> float:
    """Exponent at most 1 to which weights are raised so that enough draws count."""
    if effective_draws(shares(log_weights)) >= enough:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        counting = effective_draws(shares(_flat(middle, log_weights)))
        low, high = (middle, high) if counting >= enough else (low, middle)
    return low


def _flat(exponent: float, log_weights: Array) -> Array:
    return np.where(log_weights == -np.inf, -np.inf, exponent * log_weights)
