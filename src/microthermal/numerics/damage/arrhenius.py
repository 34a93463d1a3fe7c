"""First-order rates and their integral over time between two moments."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.constants import GAS_CONSTANT

# Below this |ln(b/a)| the logarithmic mean is summed as a series, whose next term is below 1e-16.
_CLOSE = 1e-3


def arrhenius_rate(temperature: NDArray[np.float64], frequency: float, energy: float) -> NDArray[np.float64]:
    """Rate of first-order thermal damage.

    Parameters
    ----------
    temperature : Array, any shape
        Absolute temperature [K].
    frequency : float
        Frequency factor A [1/s].
    energy : float
        Activation energy E [J/mol].

    Returns
    -------
    Array, shape of ``temperature``
        Rate of the damage integral dΩ/dt [1/s].

    Notes
    -----
    dΩ/dt = A exp(-E / (R T)).

    References
    ----------
    Henriques1947.

    Examples
    --------
    >>> arrhenius_rate(np.array([310.0, 330.0]), frequency=2.0, energy=0.0)
    array([2., 2.])
    """
    return frequency * np.exp(-energy / (GAS_CONSTANT * np.asarray(temperature, dtype=np.float64)))


@njit(cache=True)
def accumulate(
    total: NDArray[np.float64],
    cells: NDArray[np.intp],
    before: NDArray[np.float64],
    now: NDArray[np.float64],
    step: float,
) -> None:
    """Add the damage of some cells between two moments to their damage integrals, in place.

    Parameters
    ----------
    total : Array, (n,)
        Integrals of all cells.
    cells : Array of int, (m,)
        Which cells.
    before, now : Array, (m,)
        Their rates at both moments, positive.
    step : float
        Time between the moments.

    Notes
    -----
    ΔΩ = Δt (b - a) / ln(b / a), exact where ln(rate) is linear in time; else of second order in Δt.
    """
    for i in range(cells.size):
        a = before[i]
        b = now[i]
        if a <= 0.0 or b <= 0.0:
            # The logarithmic mean of anything with 0 is 0.
            continue
        ratio = np.log(b / a)
        if abs(ratio) < _CLOSE:
            mean = a * (1.0 + ratio * (0.5 + ratio * (1.0 / 6.0 + ratio * (1.0 / 24.0 + ratio / 120.0))))
        else:
            mean = (b - a) / ratio
        total[cells[i]] += mean * step
