"""Integrals of first-order damage over time, all energies of one moment in one sweep over the cells."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.links import unsigned
from microthermal.numerics.constants import GAS_CONSTANT
from microthermal.numerics.damage.exponential import exponential
from microthermal.numerics.elementary import logarithm
from microthermal.numerics.records import by_address

Array: TypeAlias = NDArray[np.float64]

# A cell counts as gone from this removed fraction.
GONE = 0.5
# A cell is left out of a step that adds less than this to its damage integral: a thousand steps lose at most 1e-6.
NEGLIGIBLE = 1e-9
# Below this |ln(b/a)| the logarithmic mean is summed as a series, whose next term is below 1e-15.
_CLOSE = 0.01
# Temperatures are clipped from below here [K], so that a cell without a temperature does not divide by zero.
_COLDEST = 200.0


@by_address
class FirstOrder(NamedTuple):
    """Integrals of some first-order laws, from :func:`first_order`; :func:`follow` changes them in place.

    ``frequency`` is the natural logarithm of the frequency factor and ``energy`` the activation energy over the gas
    constant [K], both (law,). Then the state between two moments: ``integral`` and ``rate`` (law, z, r) and how many
    rings of each slab have a rate that is up to date (law, z); reciprocal of the temperature and highest
    temperature (z, r). ``now`` and ``nearer`` are room for reciprocals of one slab (r,).
    """

    frequency: Array
    energy: Array
    integral: Array
    rate: Array
    known: NDArray[np.int64]
    reciprocal: Array
    peak: Array
    now: Array
    nearer: Array


def first_order(logarithms: Array, energies: Array, shape: tuple[int, int]) -> FirstOrder:
    """Damage integrals of first-order laws, all zero.

    Parameters
    ----------
    logarithms : Array, (law,)
        Natural logarithm of the frequency factor [1/s].
    energies : Array, (law,)
        Activation energy [J/mol], positive.
    shape : tuple of int
        Number of slabs and of rings.

    Returns
    -------
    FirstOrder
        To be started by :func:`follow` with a step of 0.
    """
    laws = len(logarithms)
    return FirstOrder(
        frequency=np.asarray(logarithms, dtype=np.float64),
        energy=np.asarray(energies, dtype=np.float64) / GAS_CONSTANT,
        integral=np.zeros((laws, *shape)),
        rate=np.zeros((laws, *shape)),
        known=np.zeros((laws, shape[0]), dtype=np.int64),
        reciprocal=np.zeros(shape),
        peak=np.zeros(shape),
        now=np.zeros(shape[1]),
        nearer=np.zeros(shape[1]),
    )


@njit(cache=True, error_model="numpy")
def follow(state: FirstOrder, temperature: Array, removed: Array, gone: float, step: float, negligible: float) -> None:
    """Add the damage between the last moment and this one, in place.

    Parameters
    ----------
    state : FirstOrder
        Integrals so far.
    temperature : Array, (z, r)
        Temperature now [K].
    removed : Array, (z, r)
        Fraction of each cell that has left.
    gone : float
        Fraction from which a cell takes no more damage.
    step : float
        Time since the moment before [s]; 0 starts anew from this temperature.
    negligible : float
        A cell may be skipped if its integral would grow by less than this even at the higher of its two temperatures
        during the whole step.

    Notes
    -----
    ΔΩ = Δt (b - a) / ln(b / a) of the rates a, b at both moments, as ln(b / a) = -E/R (1/T_b - 1/T_a) without
    a logarithm: exact where ln(rate) is linear in time, else of second order in Δt. In each slab the rings from the
    first that is still there to the last that is not negligible are summed. What has left must not come back before
    a start anew.
    """
    slabs, rings = temperature.shape
    now, nearer = state.now, state.nearer
    longest = logarithm(step / negligible) if step > 0.0 else 0.0
    for i in range(slabs):
        before, left = state.reciprocal[i], removed[i]
        first = _rings_gone(left, gone)
        for j in range(rings):
            warm = temperature[i, j]
            now[j] = 1.0 / max(warm, _COLDEST)
            nearer[j] = min(now[j], before[j])
            state.peak[i, j] = max(state.peak[i, j], warm)
        for law in range(state.frequency.size):
            if step > 0.0:
                frequency, energy, rate = state.frequency[law], state.energy[law], state.rate[law, i]
                hot = _hot_rings(nearer, (frequency + longest) / energy, first)
                for ring in range(max(state.known[law, i], first), hot):
                    j = unsigned(ring)
                    rate[j] = exponential(frequency - energy * before[j])
                integral = state.integral[law, i]
                for ring in range(first, hot):
                    j = unsigned(ring)
                    a = rate[j]
                    b = exponential(frequency - energy * now[j])
                    x = energy * (before[j] - now[j])
                    close = abs(x) < _CLOSE
                    series = a * (1.0 + x * (1 / 2 + x * (1 / 6 + x * (1 / 24 + x * (1 / 120 + x / 720)))))
                    mean = series if close else (b - a) / (1.0 if close else x)
                    integral[j] += step * mean if left[j] < gone else 0.0
                    rate[j] = b
                state.known[law, i] = hot
            else:
                state.known[law, i] = 0
        for j in range(rings):
            before[j] = now[j]


@njit(cache=True, inline="always")
def _rings_gone(removed: Array, gone: float) -> int:
    # Number of rings from the axis out to the first that is there: what has left takes no more damage.
    first = 0
    while first < removed.size and removed[first] >= gone:
        first += 1
    return first


@njit(cache=True, inline="always")
def _hot_rings(nearer: Array, limit: float, first: int) -> int:
    # Number of rings from the axis out to the last one whose 1/T is below a limit, that is hot enough to count; those
    # before ``first`` are not asked.
    hot = nearer.size
    while hot > first and nearer[hot - 1] > limit:
        hot -= 1
    return hot
