"""Phase functions: how the direction of light is distributed after a scattering."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray


class PhaseFunction(NamedTuple):
    """A fraction of isotropic scattering, the rest by Henyey and Greenstein; 0 is Henyey-Greenstein alone.

    Examples
    --------
    >>> mixed = PhaseFunction.of_mean_cosine(0.81, 0.1)
    >>> round(mixed.forward, 6), round(mixed.moment(1), 6)
    (0.9, 0.81)
    """

    forward: float
    """Mean cosine of the part by Henyey and Greenstein [1]."""
    isotropic: float = 0.0
    """Fraction of scatterings that are isotropic [1]."""

    @classmethod
    def of_mean_cosine(cls, mean: float, isotropic: float = 0.0) -> PhaseFunction:
        """The function with this mean cosine over all scatterings, and this fraction of isotropic ones, below 1."""
        return cls(mean / (1.0 - isotropic), isotropic)

    def moment(self, order: int) -> float:
        """Mean of the Legendre polynomial of the cosine: 1 for order 0, else (1 - β) g^order [1]."""
        return 1.0 if order == 0 else (1.0 - self.isotropic) * self.forward**order

    def density(self, cosine: ArrayLike) -> NDArray[np.float64]:
        """Probability per cosine; its integral over (-1, 1) is 1."""
        g, mu = self.forward, np.asarray(cosine, dtype=np.float64)
        by_hg = 0.5 * (1.0 - g * g) / (1.0 + g * g - 2.0 * g * mu) ** 1.5
        density: NDArray[np.float64] = 0.5 * self.isotropic + (1.0 - self.isotropic) * by_hg
        return density
