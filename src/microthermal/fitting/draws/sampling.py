"""Draws from a posterior by importance sampling: every draw that is weighed was simulated, none is a guess.

Coordinates are those in which the prior is a standard normal distribution. Equations: docs/theory/fitting.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from microthermal.fitting.draws.proposals import Prior, Proposal, normal_log_density
from microthermal.quantity import Array

# Logarithm of the likelihood at each of some places, (place, parameter); minus infinity where there is none.
LogLikelihood: TypeAlias = Callable[[Array], Array]
# A distribution near the posterior, from the places of all draws so far (draw, parameter) and a seed.
Guess: TypeAlias = Callable[[Array, int], Proposal]
# Told of the draws so far, of those that are likely to be needed, and of the effective ones.
Tell: TypeAlias = Callable[[int, int, float], None]
# Draws of a round, whatever the number of workers, so that the same draws are made by any number of them.
ROUND = 32
# The prior beyond so many standard deviations is left out: six of a hundred thousand.
FAREST = 4.0
# Where to draw is learned when so great a part of a round counts; a proposal of whose first rounds, so many, less than
# such a part counts is taught again.
_LEARNED, _TRIED, _POOR = 0.35, 4, 0.2
# Draws that teach, at most.
_LESSONS = 640
# Part of the draws that is likely to count, before any are known to.
_USUAL = 0.6


@dataclass(frozen=True)
class Asking:
    """What a posterior is drawn from: its likelihood, how many parameters it has, and a guess where it lies."""

    log_likelihood: LogLikelihood
    parameters: int
    guess: Guess


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


class _Round:
    """Draws of one proposal, and the logarithms of their weights by posterior over proposal."""

    def __init__(self, asking: Asking, proposal: Proposal, seed: int, count: int) -> None:
        self.places = proposal.draws(seed, count)
        self.log_likelihood = np.full(count, -np.inf)
        # What lies beyond the prior is not asked for.
        inside = np.flatnonzero(np.abs(self.places).max(axis=1) <= FAREST)
        self.log_likelihood[inside] = asking.log_likelihood(self.places[inside])
        density = proposal.log_density(self.places)
        self.log_weights = self.log_likelihood + normal_log_density(self.places) - density


def draw(asking: Asking, seed: int, wanted: float, most: int, tell: Tell) -> Drawn:
    """Draw from the posterior of parameters whose prior is a standard normal distribution.

    Parameters
    ----------
    asking : Asking
        Likelihood, number of parameters, and what guesses where the posterior lies.
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
    It first learns where to draw: two rounds from the prior, then rounds from a guess that is made anew with all draws
    so far. When more than a third of a round counts, the proposal stays as it is, and new draws from it alone are
    weighed by posterior over proposal. This is plain importance sampling: its weights do not hang on the draws that
    taught the proposal, and are right however wrong the guess is. A tenth of the draws comes from the prior, so that no
    weight is greater than ten times its likelihood.
    """
    taught = [_Round(asking, Prior(asking.parameters), seed, 2 * ROUND)]
    proposal = _learned(asking, taught, seed, (wanted, most), tell)
    taken: list[_Round] = []
    while True:
        taken.append(_Round(asking, proposal, seed + _count(taught) + _count(taken), ROUND))
        log_weights = np.concatenate([one.log_weights for one in taken])
        effective = effective_draws(log_weights)
        learned, drawn = _count(taught), _count(taken)
        reached = effective >= wanted
        done = reached or learned + drawn + ROUND > most
        more = max(wanted - effective, 1.0) / max(effective / drawn, 0.05)
        tell(learned + drawn, learned + drawn + (0 if done else ROUND * math.ceil(more / ROUND)), effective)
        if done:
            break
        if len(taken) == _TRIED and effective < _POOR * drawn and learned + drawn < min(most // 2, _LESSONS):
            # The proposal was praised too early: what it gave teaches a better one, and weighs nothing.
            taught += taken
            proposal, taken = _learned(asking, taught, seed, (wanted, most), tell), []
    log_evidence, error = _evidence(log_weights)
    return Drawn(
        places=np.concatenate([one.places for one in taken]),
        log_likelihood=np.concatenate([one.log_likelihood for one in taken]),
        weights=shares(log_weights), effective=effective, log_evidence=log_evidence,
        log_evidence_error=math.hypot(error, proposal.log_mass_error),
        learning=learned, reached=reached,
    )  # fmt: skip


def _learned(asking: Asking, taught: list[_Round], seed: int, ends: tuple[float, int], tell: Tell) -> Proposal:
    """Proposal near the posterior; what teaches it is added to the rounds so far."""
    wanted, most = ends
    first = True
    while True:
        count = _count(taught)
        proposal = asking.guess(np.concatenate([one.places for one in taught]), seed + count)
        tell(count, count + ROUND * math.ceil((2 * ROUND + wanted / _USUAL) / ROUND), 0.0)
        learned = not first and effective_draws(taught[-1].log_weights) >= _LEARNED * ROUND
        if learned or count + ROUND > min(most // 2, _LESSONS):
            return proposal
        taught.append(_Round(asking, proposal, seed + count, ROUND))
        first = False


def _count(rounds: list[_Round]) -> int:
    return sum(len(one.places) for one in rounds)


def shares(log_weights: Array) -> Array:
    """Weights that add up to one, from their logarithms; equal ones if none is finite."""
    greatest = float(log_weights.max())
    if greatest == -math.inf:
        return np.full(len(log_weights), 1.0 / len(log_weights))
    weights = np.exp(log_weights - greatest)
    return np.asarray(weights / weights.sum())


def effective_draws(log_weights: Array) -> float:
    """Number of draws of equal weight that would tell as much (Kong 1992): (Σ w)² / Σ w²; 0 if none weighs anything.

    Examples
    --------
    >>> effective_draws(np.log(np.array([0.5, 0.5])))
    2.0
    """
    if float(log_weights.max()) == -math.inf:
        return 0.0
    return float(1.0 / np.sum(shares(log_weights) ** 2))


def _evidence(log_weights: Array) -> tuple[float, float]:
    """Logarithm of the mean weight, and its standard error."""
    greatest, count = float(log_weights.max()), len(log_weights)
    if greatest == -math.inf:
        return -math.inf, math.inf
    relative = np.exp(log_weights - greatest)
    error = float(relative.std(ddof=1)) / (math.sqrt(count) * float(relative.mean()))
    return greatest + math.log(float(relative.mean())), error
