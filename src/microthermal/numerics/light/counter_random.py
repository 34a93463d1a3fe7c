"""Random numbers by counting: a number depends on (seed, photon, draw) only, whoever computes it and when."""

from __future__ import annotations

import numpy as np

from microthermal.numerics.compiling import njit

# Increment and multipliers of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
STRIDE = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_30, _27, _31, _11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_TWO_53 = 1.0 / 9007199254740992.0


@njit(cache=True, inline="always")
def mixed(counter: np.uint64) -> np.uint64:
    """64 random bits of a counter: the output function of SplitMix64, a bijection of 64-bit numbers."""
    bits = (counter ^ (counter >> _30)) * _FIRST
    bits = (bits ^ (bits >> _27)) * _SECOND
    return bits ^ (bits >> _31)


@njit(cache=True)
def photon_counter(seed: np.uint64, photon: np.uint64) -> np.uint64:
    """Counter from which the draws of one photon start; draw number j mixes ``counter + j * STRIDE``.

    Notes
    -----
    The starts of different photons are hashed, so that their draws are runs at unrelated places of one
    sequence of 2⁶⁴ numbers. A million photons of 300 draws overlap with probability 2e-5, harmlessly.
    """
    return mixed(mixed(seed + STRIDE) ^ (photon * _SECOND + STRIDE))


@njit(cache=True)
def uniform(bits: np.uint64) -> float:
    """Uniform number in [0, 1) from the upper 53 of 64 random bits."""
    return np.float64(bits >> _11) * _TWO_53
