"""Watching the stream of one pulse: eight named moments, and temperatures at a few places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

import numpy as np

from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.results.flow import Balance, Snapshot
from microthermal.domain.results.grid import Grid
from microthermal.numerics.wholes import WHOLE
from microthermal.quantity import Array
from microthermal.simulation.records import Heating

# Probe places: on the beam axis, and beside it at typical distances of the coagulated rim.
_PLACES = (
    ("surface, axis", 0.0, 0.0),
    ("250 µm deep, axis", 250e-6, 0.0),
    ("500 µm deep, axis", 500e-6, 0.0),
    ("250 µm deep, 100 µm beside", 250e-6, 100e-6),
    ("250 µm deep, 200 µm beside", 250e-6, 200e-6),
)


def moments_of(pulse: Pulse) -> tuple[float, ...]:
    """Eight times of one pulse [s]: three inside it, its end, and 1, 5, 20 and 100 ms later."""
    inside = tuple(pulse.duration * fraction for fraction in (0.25, 0.5, 0.75, 1.0))
    return inside + tuple(pulse.duration + delay for delay in (1e-3, 5e-3, 2e-2, 1e-1))


def _cells(grid: Grid) -> list[tuple[int, int]]:
    return [
        (int(np.searchsorted(grid.z_edges[1:-1], depth, side="right")), int(np.searchsorted(grid.r_edges[1:-1], r)))
        for _, depth, r in _PLACES
    ]


def places_removed(grid: Grid, removed: Array) -> dict[str, bool]:
    """Whether the tissue at each named place is gone at the end: what its cell then says is no temperature of skin.

    Parameters
    ----------
    grid : Grid
        Grid of the run.
    removed : Array (z, r)
        Fraction of each cell that is gone.
    """
    return {name: bool(removed[cell] > 0.5) for (name, _, _), cell in zip(_PLACES, _cells(grid), strict=True)}


class Observer:
    """Lets a stream of snapshots pass, and keeps the little that reports need of it."""

    def __init__(self, grid: Grid, wanted: tuple[float, ...]) -> None:
        self._wanted = list(wanted)
        self._before: Snapshot | None = None
        self._around = [(_beside(grid.z, depth), _beside(grid.r, r)) for _, depth, r in _PLACES]
        self._rows: list[list[float]] = []
        self._times: list[float] = []
        self.moments: list[Snapshot] = []

    def watch(self, stream: Iterator[Snapshot]) -> Iterator[Snapshot]:
        """Pass on every snapshot, and store linear interpolations between two of them at the wanted moments."""
        for snapshot in stream:
            while self._wanted and snapshot.time >= self._wanted[0] * (1 - WHOLE):
                self.moments.append(between(self._before or snapshot, snapshot, self._wanted.pop(0)))
            self._before = snapshot
            self._times.append(snapshot.time)
            self._rows.append([_read(snapshot.temperature, *place) for place in self._around])
            yield snapshot

    def heating(self) -> Heating:
        """Temperatures at the named places over time."""
        places = tuple(name for name, _, _ in _PLACES)
        return Heating(places=places, time=np.array(self._times), temperature=np.array(self._rows))


def _beside(centres: Array, place: float) -> tuple[int, float]:
    """Number of the last cell whose centre is not beyond a place, and how far it is to the next centre, 0 to 1."""
    if centres.size == 1:
        return 0, 0.0
    low = min(max(int(np.searchsorted(centres, place, side="right")) - 1, 0), centres.size - 2)
    fraction = (place - centres[low]) / (centres[low + 1] - centres[low])
    return low, float(min(max(fraction, 0.0), 1.0))


def _read(field: Array, down: tuple[int, float], out: tuple[int, float]) -> float:
    # Bilinear interpolation between cell centres, constant beyond the outermost ones.
    (i, lower), (j, outer) = down, out
    block = field[i : i + 2, j : j + 2]
    across = block[:, 0] + outer * (block[:, -1] - block[:, 0])
    return float(across[0] + lower * (across[-1] - across[0]))


def between(before: Snapshot, after: Snapshot, time: float) -> Snapshot:
    """Snapshot at a time between two, all of it straight between them; the later one if that is its time.

    Parameters
    ----------
    before, after : Snapshot
        Two that follow each other.
    time : float
        Time [s].
    """
    length = after.time - before.time
    if length <= 0.0 or abs(time - after.time) <= WHOLE * abs(time):
        return after
    fraction = min(max((time - before.time) / length, 0.0), 1.0)

    def mixed(name: str) -> Array:
        return np.asarray((1.0 - fraction) * getattr(before, name) + fraction * getattr(after, name))

    balance = {
        field.name: (1.0 - fraction) * getattr(before.balance, field.name)
        + fraction * getattr(after.balance, field.name)
        for field in fields(Balance)
    }
    return replace(
        after, time=time, step=fraction * after.step, temperature=mixed("temperature"), removed=mixed("removed"),
        water=mixed("water"), balance=Balance(**balance),
    )  # fmt: skip


def shifted(snapshot: Snapshot, offset: float, before: Balance) -> Snapshot:
    """Snapshot of a later pulse of a stack, in the time and the balance of the whole stack."""
    if offset == 0.0:
        return snapshot
    return replace(snapshot, time=snapshot.time + offset, balance=added(before, snapshot.balance))


def added(first: Balance, second: Balance) -> Balance:
    """Sum of two balances."""
    return Balance(
        **{field.name: getattr(first, field.name) + getattr(second, field.name) for field in fields(Balance)}
    )
