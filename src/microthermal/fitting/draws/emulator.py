"""Sizes between the draws that were simulated: only to say where the model is asked next, never to be shown or weighed.

A Gaussian process of one length for all sizes, about a linear trend; its error is that of leaving one draw out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from microthermal.numerics.matrices.factors import solved
from microthermal.numerics.matrices.products import product
from microthermal.quantity import Array

# Lengths that are tried [widths of the prior], and the part of the variance that is noise of the light.
_LENGTHS = (2.0, 4.0, 8.0)
_NOISE = 1e-4
# Part of a unit of weight that holds slopes of the trend near 0.
_HELD = 1e-6


@dataclass(frozen=True)
class Emulator:
    """Sizes as a smooth function of the parameters that passes near all draws; ``errors`` are by size [m]."""

    places: Array
    length: float
    trend: Array
    strengths: Array
    errors: Array

    @classmethod
    def of(cls, places: Array, sizes: Array) -> Emulator:
        """Emulator of simulated sizes (draw, size) [m] at places (draw, parameter), with the best of a few lengths."""
        ones = _with_one(places)
        square = np.einsum("ni,nj->ij", ones, ones) + _HELD * np.eye(ones.shape[1])
        trend = solved(square, np.einsum("ni,nj->ij", ones, sizes))
        rest = sizes - product(ones, trend)
        scale = np.sqrt((rest**2).mean(axis=0)) + 1e-9
        found = []
        for length in _LENGTHS:
            kernel = _kernel(places, places, length) + _NOISE * np.eye(len(places))
            inverse = solved(kernel, np.eye(len(places)))
            strengths = product(inverse, rest)
            # What is left of a draw that was left out (Sundararajan and Keerthi 2001).
            left = strengths / np.diag(inverse)[:, None]
            # The median heeds no draw at which a zone has just vanished.
            found.append(cls(places, length, trend, strengths, 1.5 * np.median(np.abs(left), axis=0)))
        return min(found, key=lambda one: float((one.errors / scale).sum()))

    def sizes(self, places: Array) -> Array:
        """Sizes [m] at places; none is below 0."""
        smooth = product(_with_one(places), self.trend)
        return np.maximum(smooth + product(_kernel(places, self.places, self.length), self.strengths), 0.0)


def _with_one(places: Array) -> Array:
    return np.column_stack((np.ones(len(places)), places))


def _kernel(one: Array, other: Array, length: float) -> Array:
    """Matérn's kernel of twice differentiable functions: (1 + r + r²/3) exp(-r), r = √5 |x - y| / length."""
    square = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1)[None, :]
    square = np.maximum(square - 2.0 * np.einsum("ni,mi->nm", one, other), 0.0)
    apart = np.sqrt(5.0 * square) / length
    return np.asarray((1.0 + apart + apart**2 / 3.0) * np.exp(-apart))
