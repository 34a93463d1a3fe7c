"""Damage integrals of all endpoints, folded over a stream of snapshots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from microthermal.damage.laws import DamageLaw
from microthermal.domain.results.flow import Damage, Snapshot
from microthermal.domain.results.grid import Grid
from microthermal.errors import InputError
from microthermal.numerics.damage.arrhenius import accumulate
from microthermal.numerics.damage.first_order import GONE, NEGLIGIBLE, first_order, follow
from microthermal.numerics.heat.frames import Frames, replay
from microthermal.quantity import Array

# Least damage integral of a cell that is gone, on every endpoint: the mark of full-thickness burns (Henriques1947).
REMOVED_OMEGA = 1e4


class Fold:
    """Damage integrals of some laws while time goes on.

    Parameters
    ----------
    laws : sequence of DamageLaw
        One per endpoint.
    shape : tuple of int
        Slabs and rings of the grid.

    Raises
    ------
    InputError
        If there is no law, or two laws of one endpoint.

    Notes
    -----
    Ω = ∫ rate(T(t)) dt; between two moments ln(rate) is taken as linear in time, so the result is exact for
    constant temperature and of second order in the step otherwise. What a step adds below 1e-9 may be left out.
    """

    def __init__(self, laws: Sequence[DamageLaw], shape: tuple[int, int]) -> None:
        self._endpoints = tuple(law.endpoint for law in laws)
        if not laws or len(set(self._endpoints)) != len(self._endpoints):
            names = ", ".join(self._endpoints) or "none"
            raise InputError(f"damage needs one law for each endpoint, but got: {names}")
        self._first_order = [place for place, law in enumerate(laws) if law.first_order is not None]
        self._others = {place: _Other(law, shape) for place, law in enumerate(laws) if law.first_order is None}
        logarithms, energies, self._integral_of, self._factors = _shared(laws)
        self.integrals = first_order(logarithms, energies, shape)
        """Integrals of the first-order laws, which a compiled time loop adds to."""

    @property
    def by_snapshots(self) -> bool:
        """Whether a law is of another form than A exp(-E / (R T)): then each step has to be told to it."""
        return bool(self._others)

    @property
    def combined(self) -> tuple[tuple[str, int, float], ...]:
        """Endpoint of each first-order law, the number of its integral, and the factor by which that is multiplied."""
        names = [self._endpoints[place] for place in self._first_order]
        return tuple(zip(names, map(int, self._integral_of), map(float, self._factors), strict=True))

    def note(self, snapshot: Snapshot) -> None:
        """Add what laws of other forms say of the time up to this snapshot; a step of 0 starts anew from it."""
        for other in self._others.values():
            other.add(snapshot.temperature, snapshot.removed, snapshot.step)

    def note_frames(self, frames: Frames, heard: bool) -> None:
        """Add the damage of steps of a pulse that was followed before, or is to be told to laws of other forms.

        Parameters
        ----------
        frames : Frames
            Steps, in order; one of length 0 starts anew.
        heard : bool
            Whether first-order laws have heard of them on the way.
        """
        if not heard:
            replay(self.integrals, frames, np.empty(self.integrals.peak.shape))
        for other in self._others.values():
            for step, temperature, gone in zip(frames.steps.tolist(), frames.temperature, frames.gone, strict=True):
                other.add(temperature, np.asarray(gone, dtype=np.float64), step)

    def damage(self, grid: Grid, removed: Array) -> Damage:
        """Damage so far; a cell that is gone has the integral it had when it left, at least 1e4 on every endpoint."""
        omega = np.empty((len(self._endpoints), *self.integrals.peak.shape))
        omega[self._first_order] = self.integrals.integral[self._integral_of] * self._factors[:, None, None]
        for place, other in self._others.items():
            omega[place] = other.omega
        omega[:, removed >= GONE] = np.maximum(omega[:, removed >= GONE], REMOVED_OMEGA)
        return Damage(
            grid=grid, endpoints=self._endpoints, omega=omega, removed=removed, peak=self.integrals.peak.copy()
        )


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
        Damage integral per endpoint, removed fraction at the end, highest temperature met in any snapshot.

    Raises
    ------
    InputError
        If there is no snapshot, no law, two laws of one endpoint, or the grid changes.
    """
    stream = iter(snapshots)
    first = next(stream, None)
    if first is None:
        raise InputError("damage needs at least one snapshot")
    fold = Fold(laws, first.grid.shape)
    last = first
    for last in chain((first,), stream):
        if last.temperature.shape != fold.integrals.peak.shape:
            raise InputError("all snapshots must lie on one grid")
        step = 0.0 if last is first else last.step
        follow(fold.integrals, last.temperature, last.removed, GONE, step, NEGLIGIBLE)
        fold.note(last)
    return fold.damage(first.grid, last.removed)


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

    def __init__(self, law: DamageLaw, shape: tuple[int, int]) -> None:
        self._law = law
        self._rate: Array = np.zeros(shape)
        self.omega = np.zeros(shape)

    def add(self, temperature: Array, removed: Array, step: float) -> None:
        """Add the damage of the remaining cells up to this moment."""
        rate = self._law.rate(temperature)
        if step > 0.0:
            left = np.flatnonzero(removed < GONE)
            before, after = self._rate.ravel()[left], rate.ravel()[left]
            accumulate(self.omega.reshape(-1), left, before, after, step)
        self._rate = rate
