"""From weighed draws to what they say: intervals, what is determined, what goes together, sizes beside the model."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
from scipy.special import ndtri

from microthermal.fitting.draws.likelihood import (
    Likelihood,
    mixture_chance,
    mixture_quantile,
    quantile_error,
    weighed_quantile,
)
from microthermal.fitting.draws.sampling import shares
from microthermal.fitting.priors import NINE_TENTHS, PriorInterval
from microthermal.fitting.records import DETERMINED, UNDETERMINED, FittedPair, FittedParameter, PredictedSize, Told
from microthermal.fitting.table.zones import MeasuredZone
from microthermal.quantity import Array

# Correlation from which two parameters are not told apart well.
TOGETHER = 0.7
_ENDS, _STATED = (0.05, 0.5, 0.95), (0.025, 0.975)


def fitted(prior: PriorInterval, places: Array, weights: Array) -> FittedParameter:
    """Parameter after the data, from places of its draws on the axis on which its prior is standard normal."""
    low, middle, high = (weighed_quantile(places, weights, chance) for chance in _ENDS)
    least, most = (weighed_quantile(places, weights, chance) for chance in _STATED)
    narrowing = (high - low) / (2.0 * NINE_TENTHS)
    told: Told = (
        "determined"
        if narrowing < DETERMINED
        else "weakly determined"
        if narrowing < UNDETERMINED
        else "not determined"
    )
    values = prior.values(places)
    error, *of_ends = (quantile_error(values, weights, chance) for chance in (_ENDS[1], *_STATED))
    return FittedParameter(
        prior=prior, value=prior.value(middle), low=prior.value(low), high=prior.value(high), least=prior.value(least),
        most=prior.value(most), error=error, end_error=max(of_ends), narrowing=narrowing, told=told,
    )  # fmt: skip


def fitted_spread(prior: PriorInterval, spread_shares: Array, weights: Array) -> FittedParameter:
    """Spread of rows about the model after the data, from the posterior weights of its places (draw, spread).

    Each place holds an equal part of the prior; within a part all is as likely.
    """
    many = spread_shares.shape[1]
    inner = 8
    chances = (np.arange(many * inner) + 0.5) / (many * inner)
    by_place = np.repeat(spread_shares.sum(axis=0) / inner, inner)
    found = fitted(prior, np.asarray(ndtri(chances)), by_place)
    # The sampling error is that of the draws, not of the places.
    scale = float(np.sqrt(np.sum(weights**2)))
    width = 0.5 * (found.high - found.low) / NINE_TENTHS
    return replace(found, error=1.25 * scale * width, end_error=2.7 * scale * width)


def pairs(names: tuple[str, ...], places: Array, weights: Array) -> tuple[FittedPair, ...]:
    """Pairs of parameters whose draws go together, the closest first."""
    correlation = correlations(places, weights)
    found = [
        FittedPair(one=names[i], other=names[j], correlation=float(correlation[i, j]))
        for i, j in combinations(range(len(names)), 2)
        if abs(correlation[i, j]) >= TOGETHER
    ]
    return tuple(sorted(found, key=lambda pair: -abs(pair.correlation)))


def covariances(places: Array, weights: Array) -> Array:
    """Covariance of weighed draws (parameter, parameter)."""
    apart = places - np.einsum("n,ni->i", weights, places)
    return np.asarray(np.einsum("n,ni,nj->ij", weights, apart, apart))


def correlations(places: Array, weights: Array) -> Array:
    """Correlation of weighed draws (parameter, parameter)."""
    covariance = covariances(places, weights)
    width = np.sqrt(np.diag(covariance))
    return np.asarray(np.clip(covariance / np.outer(width, width), -1.0, 1.0))


def combinations_told(places: Array, weights: Array) -> int:
    """How many independent combinations of the parameters the data determine.

    Those are the directions in which the draws are narrower than half of the prior, whose width is 1 in each.
    """
    widths = np.sqrt(np.linalg.eigvalsh(covariances(places, weights)))
    return int(np.sum(widths < DETERMINED))


def predicted(
    zones: tuple[MeasuredZone, ...], likelihood: Likelihood, sizes: Array, weights: Array, prior: Array, centre: Array
) -> tuple[PredictedSize, ...]:
    """Each measured size beside what the fit expects of it, and how likely it is by all other rows.

    Parameters
    ----------
    zones : tuple of MeasuredZone
        Rows.
    likelihood : Likelihood
        Measured sizes and their deviations.
    sizes : Array, (draw, size)
        Simulated sizes [m].
    weights : Array, (draw,)
        Weights of the draws.
    prior, centre : Array, (size,)
        Sizes as the library expects them before, and with all parameters at their medians [m].
    """
    used = np.flatnonzero(weights > 0.0)
    sizes, weights = sizes[used], weights[used]
    joint, scales, parts = likelihood.shares(sizes, weights), likelihood.scales(), likelihood.parts(sizes)
    found, column = [], 0
    for row, zone in enumerate(zones):
        own = [number for number, of in enumerate(likelihood.rows) if of == row]
        others = _without(joint, parts[:, :, own].sum(axis=2))
        left = 1.0 / float(np.sum(others.sum(axis=1) ** 2))
        for size in zone.sizes:
            centres = np.broadcast_to(sizes[:, column, None], joint.shape)
            spreads = np.broadcast_to(scales[:, column], joint.shape)
            low, value, high = (mixture_quantile(chance, centres, spreads, joint) for chance in _ENDS)
            below = mixture_chance(size.mean, centres, spreads, others)
            found.append(PredictedSize(
                row=zone.name, size=size.name, measured=size.mean, deviation=size.deviation_of_mean(zone.count),
                value=value, low=low, high=high, prior=float(prior[column]), at_centre=float(centre[column]),
                chance=min(1.0, 2.0 * min(below, 1.0 - below)), left=left,
            ))  # fmt: skip
            column += 1
    return tuple(found)


def _without(joint: Array, log_part: Array) -> Array:
    """Weights of draws and spreads without a row: divided by the likelihood of that row (Gelfand 1996)."""
    logs = np.where(joint > 0.0, np.log(np.where(joint > 0.0, joint, 1.0)) - log_part, -np.inf)
    return shares(logs.ravel()).reshape(joint.shape)


def stated_evidence(likelihood: Likelihood, sizes: Array, weights: Array) -> float:
    """Logarithm of the evidence with a spread over that without one.

    Notes
    -----
    The quotient is the posterior mean of the likelihood without spread over that with one.
    """
    used = np.flatnonzero(weights > 0.0)
    plain = replace(likelihood, spreads=np.zeros(1))
    both = plain.log_likelihood(sizes[used]) - likelihood.log_likelihood(sizes[used])
    return float(-np.logaddexp.reduce(np.log(weights[used]) + both))
