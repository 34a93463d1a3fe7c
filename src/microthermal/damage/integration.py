"""Damage integrals of all endpoints, folded over a stream of snapshots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from microthermal.damage.laws import DamageLaw
from microthermal.domain.results.flow import Damage, Snapshot
from microthermal.errors import InputError
from microthermal.numerics.damage.arrhenius import accumulate
from microthermal.numerics.damage.first_order import first_order, follow
from microthermal.quantity import Array

# A cell is left out of a step that adds less than this to its damage integral: a thousand steps lose at most 1e-6.
NEGLIGIBLE = 1e-9
# Least damage integral of a cell that is gone, on every endpoint: the mark of full-thickness burns (Henriques1947).
REMOVED_OMEGA = 1e4
# A cell counts as gone from this removed fraction.
GONE = 0.5


def integrate(snapshots: Iterable[Snapshot], laws: Sequence[DamageLaw]) -> Damage:
    """Damage of all endpoints over a stream of snapshots.

    Parameters
    ----------
    snapshots : iterable of Snapshot
        In order of time, all on one grid; those of stacked pulses one after another. A snapshot whose ``step`` is 0
        starts anew from its own temperature. Consumed once; two are kept at a time.
    laws : sequence of DamageLaw
        One per endpoint.

    Returns
    -------
    Damage
        Damage integral per endpoint, removed fraction at the end, highest temperature met in any snapshot. A cell that
        is gone has the damage integral it had when it left, at least 1e4 on every endpoint.

    Raises
    ------
    InputError
        If there is no snapshot, no law, two laws of one endpoint, or the grid changes.

    Notes
    -----
    Ω = ∫ rate(T(t)) dt; between two snapshots ln(rate) is taken as linear in time, so the result is exact for
    constant temperature and of second order in the step otherwise. What a step adds below 1e-9 may be left out.
    """
    endpoints = tuple(law.endpoint for law in laws)
    if not laws or len(set(endpoints)) != len(endpoints):
        raise InputError(f"damage needs one law for each endpoint, but got: {', '.join(endpoints) or 'none'}")
    stream = iter(snapshots)
    first = next(stream, None)
    if first is None:
        raise InputError("damage needs at least one snapshot")
    swept = [place for place, law in enumerate(laws) if law.first_order is not None]
    others = {place: _Other(law, first) for place, law in enumerate(laws) if law.first_order is None}
    logarithms, energies, integral_of, factors = _shared(laws)
    state = first_order(logarithms, energies, first.temperature.shape)
    follow(state, first.temperature, first.removed, GONE, 0.0, NEGLIGIBLE)
    last = first
    for last in stream:
        if last.temperature.shape != state.peak.shape:
            raise InputError("all snapshots must lie on one grid")
        follow(state, last.temperature, last.removed, GONE, last.step, NEGLIGIBLE)
        for other in others.values():
            other.add(last)
    omega = np.empty((len(laws), *state.peak.shape))
    omega[swept] = state.integral[integral_of] * factors[:, None, None]
    for place, other in others.items():
        omega[place] = other.omega
    omega[:, last.removed >= GONE] = np.maximum(omega[:, last.removed >= GONE], REMOVED_OMEGA)
    return Damage(grid=first.grid, endpoints=endpoints, omega=omega, removed=last.removed, peak=state.peak)


def _shared(laws: Sequence[DamageLaw]) -> tuple[Array, Array, NDArray[np.intp], Array]:
    """Integrals to be followed for the first-order laws: laws of one energy differ by a factor only, and share one.

    ln A [1/s] and E [J/mol] of each integral; for each law, the index of its integral and the factor by which that is
    multiplied.
    """
    pairs = np.array([law.first_order for law in laws if law.first_order is not None]).reshape(-1, 2)
    energies, integral_of = np.unique(pairs[:, 1], return_inverse=True)
    frequencies = np.zeros(energies.size)
    np.maximum.at(frequencies, integral_of, pairs[:, 0])
    return np.log(frequencies), energies, integral_of, pairs[:, 0] / frequencies[integral_of]


class _Other:
    """The integral of a law of any form, with its rates at the last moment."""

    def __init__(self, law: DamageLaw, first: Snapshot) -> None:
        self._law = law
        self._rate: Array = law.rate(first.temperature)
        self.omega = np.zeros(first.temperature.shape)

    def add(self, now: Snapshot) -> None:
        """Add the damage of the remaining cells up to this moment."""
        rate = self._law.rate(now.temperature)
        if now.step > 0.0:
            left = np.flatnonzero(now.removed < GONE)
            before, after = self._rate.ravel()[left], rate.ravel()[left]
            accumulate(self.omega.reshape(-1), left, before, after, now.step)
        self._rate = rate
