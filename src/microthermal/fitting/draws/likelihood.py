"""How likely the measured sizes are under simulated ones: stated deviations, numerical errors, and a fitted spread."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtr, ndtri

from microthermal.fitting.priors import PriorInterval
from microthermal.fitting.table.zones import MeasuredZone
from microthermal.quantity import Array

# Places of the spread's prior over which it is averaged, of equal probability.
_PLACES = 48
# Bisections by which a quantile of a mixture is found: to a millionth of the range in which it is sought.
_HALVINGS = 24


@dataclass(frozen=True)
class Likelihood:
    """Measured sizes with their deviations, and the values of the spread over which the likelihood is averaged.

    ``means``, ``deviations`` (of the means) and ``errors`` (numerical) are by size, ``rows`` tells the row of each,
    ``spreads`` are fractions of the measured size.
    """

    means: Array
    deviations: Array
    errors: Array
    rows: tuple[int, ...]
    spreads: Array

    @classmethod
    def of(cls, zones: tuple[MeasuredZone, ...], errors: Array, spread: PriorInterval | None) -> Likelihood:
        """Likelihood of rows; without a spread the stated deviations alone count."""
        sizes = [(row, zone, size) for row, zone in enumerate(zones) for size in zone.sizes]
        places = ndtri((np.arange(_PLACES) + 0.5) / _PLACES)
        return cls(
            means=np.array([size.mean for _, _, size in sizes]),
            deviations=np.array([size.deviation_of_mean(zone.count) for _, zone, size in sizes]),
            errors=errors,
            rows=tuple(row for row, _, _ in sizes),
            spreads=np.zeros(1) if spread is None else spread.values(places),
        )

    def blurred(self, errors: Array) -> Likelihood:
        """Likelihood with more numerical error of each size [m]."""
        return replace(self, errors=np.sqrt(self.errors**2 + errors**2))

    def scales(self) -> Array:
        """Standard deviation of each measured mean about the model (spread, size) [m]."""
        square = self.deviations**2 + self.errors**2 + (self.spreads[:, None] * self.means) ** 2
        return np.asarray(np.sqrt(square))

    def parts(self, sizes: Array) -> Array:
        """Logarithm of the likelihood of each size, (draw, spread, size), given simulated sizes (draw, size)."""
        scales = self.scales()
        off = (self.means - sizes)[:, None, :] / scales
        found = -0.5 * off**2 - np.log(scales) - 0.5 * math.log(2.0 * math.pi)
        return np.where(np.isnan(found), -np.inf, found)

    def log_likelihood(self, sizes: Array) -> Array:
        """Logarithm of the likelihood of all sizes, averaged over the spread (draw)."""
        by_spread = self.parts(sizes).sum(axis=2)
        return np.asarray(np.logaddexp.reduce(by_spread, axis=1) - math.log(len(self.spreads)))

    def shares(self, sizes: Array, weights: Array) -> Array:
        """Posterior weight of each draw and spread (draw, spread), from the weights of the draws."""
        by_spread = self.parts(sizes).sum(axis=2)
        greatest = by_spread.max(axis=1, keepdims=True)
        greatest = np.where(np.isfinite(greatest), greatest, 0.0)
        inside = np.exp(by_spread - greatest)
        total = inside.sum(axis=1, keepdims=True)
        return np.asarray(weights[:, None] * inside / np.where(total > 0.0, total, 1.0))


def mixture_chance(value: float, centres: Array, scales: Array, weights: Array) -> float:
    """Probability of less than a value under a mixture of normal distributions of one shape of arrays."""
    return float(np.sum(weights * ndtr((value - centres) / scales)))


def mixture_quantile(chance: float, centres: Array, scales: Array, weights: Array) -> float:
    """Value below which a mixture of normal distributions lies with a chance."""
    used = weights > 0.0
    ends = np.array([centres[used] - 6.0 * scales[used], centres[used] + 6.0 * scales[used]])
    low, high = float(ends.min()), float(ends.max())
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        if mixture_chance(middle, centres, scales, weights) < chance:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def weighed_quantile(values: Array, weights: Array, chance: float) -> float:
    """Quantile of weighed draws: linear between the middles of their steps."""
    order = np.argsort(values, kind="stable")
    ordered, steps = values[order], weights[order]
    return float(np.interp(chance, np.cumsum(steps) - 0.5 * steps, ordered))


def quantile_error(values: Array, weights: Array, chance: float) -> float:
    """Sampling error of a quantile of weighed draws: half its move over one standard error of the chance.

    Notes
    -----
    The chance of less than the quantile has the variance Σ w² (1[x < q] - p)² (delta method of the quotient of sums).
    """
    at = weighed_quantile(values, weights, chance)
    error = math.sqrt(float(np.sum((weights * ((values < at) - chance)) ** 2)))
    low, high = max(chance - error, 0.0), min(chance + error, 1.0)
    return 0.5 * (weighed_quantile(values, weights, high) - weighed_quantile(values, weights, low))
