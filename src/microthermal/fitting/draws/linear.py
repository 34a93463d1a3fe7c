"""Where to draw, guessed from a straight line: sizes as linear functions of the parameters near the draws that count.

The guess only says where the model is to be asked; every draw that is weighed is simulated.
"""

from __future__ import annotations

import numpy as np

from microthermal.fitting.draws.likelihood import Likelihood
from microthermal.fitting.draws.proposals import Bell
from microthermal.quantity import Array

# Part of a unit of weight that holds slopes near 0 where few draws tell them.
_HELD = 1e-3


def straight(likelihood: Likelihood, places: Array, sizes: Array, weights: Array) -> Bell:
    """Bell of the posterior if sizes were linear in the parameters.

    Parameters
    ----------
    likelihood : Likelihood
        Measured sizes and their deviations.
    places : Array, (draw, parameter)
        Draws on the axes of their priors.
    sizes : Array, (draw, size)
        Their simulated sizes [m].
    weights : Array, (draw,)
        Which of them to heed.

    Notes
    -----
    Least squares give y = a + J z, and e², the mean square of what is left. With the deviations s² + e² of the measured
    sizes the posterior is normal with precision I + Jᵀ D J and mean (I + Jᵀ D J)⁻¹ Jᵀ D (y - a), D = 1 / (s² + e²).
    """
    weights = weights / weights.sum()
    scale = _scale(likelihood, sizes, weights)
    centre, middle = np.einsum("n,ni->i", weights, places), np.einsum("n,nj->j", weights, sizes)
    apart, rest = places - centre, sizes - middle
    square = np.einsum("n,ni,nk->ik", weights, apart, apart) + _HELD * np.eye(places.shape[1])
    slopes = np.linalg.solve(square, np.einsum("n,ni,nj->ij", weights, apart, rest))
    left = rest - np.einsum("ni,ij->nj", apart, slopes)
    precise = 1.0 / (scale**2 + np.einsum("n,nj->j", weights, left**2))
    precision = np.eye(places.shape[1]) + np.einsum("ij,j,kj->ik", slopes, precise, slopes)
    off = likelihood.means - middle + np.einsum("i,ij->j", centre, slopes)
    covariance = np.linalg.inv(precision)
    return Bell.of(np.einsum("ik,kj,j->i", covariance, slopes, precise * off), covariance)


def _scale(likelihood: Likelihood, sizes: Array, weights: Array) -> Array:
    """Deviation of each measured size, with the spread that the draws make likely [m]."""
    by_spread = likelihood.shares(sizes, weights).sum(axis=0)
    total = float(by_spread.sum())
    mixed = by_spread / total if total > 0.0 else np.full(len(by_spread), 1.0 / len(by_spread))
    return np.asarray(np.sqrt(np.einsum("k,kj->j", mixed, likelihood.scales() ** 2)))
