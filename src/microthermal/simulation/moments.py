"""What is kept of a stack of pulses: the cylinder at eight moments, and temperatures at a few places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.results.flow import Balance, Snapshot
from microthermal.domain.results.grid import Grid
from microthermal.heat.evolution import MOST_STEPS
from microthermal.numerics.heat.watch import (
    EJECTED,
    MISSED,
    PERFUSED,
    STEP,
    STORED,
    SUPPLIED,
    SURFACE,
    TIME,
    VAPOUR,
    WITHHELD,
    Place,
    Watch,
    watch_for,
)
from microthermal.quantity import Array
from microthermal.simulation.records import Heating
from microthermal.units import show

# Probe places: on the beam axis, and beside it at typical distances of the coagulated rim.
_PLACES = (
    ("surface, axis", 0.0, 0.0),
    ("250 µm deep, axis", 250e-6, 0.0),
    ("500 µm deep, axis", 500e-6, 0.0),
    ("250 µm deep, 100 µm beside", 250e-6, 100e-6),
    ("250 µm deep, 200 µm beside", 250e-6, 200e-6),
)

# Columns of a kept moment in which the energies of a balance stand.
_BOOKED = {
    "supplied": SUPPLIED, "stored": STORED, "surface": SURFACE, "perfused": PERFUSED, "vapour": VAPOUR,
    "ejected": EJECTED, "withheld": WITHHELD,
}  # fmt: skip


def places_of(exposure: Exposure) -> tuple[tuple[str, float, float], ...]:
    """Named places, each with its depth and its distance from the axis [m]: where an exposure heats below the surface.

    Around a needle, whose own metal is on the axis, and under light they are the same for all.
    """
    extent = exposure.extent
    if extent is None or extent.rims:
        return _PLACES
    middle, beside = 0.5 * (extent.top + extent.bottom), extent.radius
    deep, above, away = show(middle, "m"), show(0.5 * (extent.top + middle), "m"), show(beside, "m", 2)
    return (
        ("surface, axis", 0.0, 0.0), (f"{deep} deep, axis", middle, 0.0),
        (f"{above} deep, axis", 0.5 * (extent.top + middle), 0.0),
        (f"{deep} deep, {show(0.5 * beside, 'm', 2)} beside", middle, 0.5 * beside),
        (f"{deep} deep, {away} beside", middle, beside),
    )  # fmt: skip


def moments_of(pulse: Exposure) -> tuple[float, ...]:
    """Eight times of one pulse [s]: three inside it, its end, and 1, 5, 20 and 100 ms later."""
    inside = tuple(pulse.duration * fraction for fraction in (0.25, 0.5, 0.75, 1.0))
    return inside + tuple(pulse.duration + delay for delay in (1e-3, 5e-3, 2e-2, 1e-1))


def _cells(grid: Grid, exposure: Exposure) -> list[tuple[int, int]]:
    return [
        (int(np.searchsorted(grid.z_edges[1:-1], depth, side="right")), int(np.searchsorted(grid.r_edges[1:-1], r)))
        for _, depth, r in places_of(exposure)
    ]


def places_removed(grid: Grid, removed: Array, exposure: Exposure) -> dict[str, bool]:
    """Whether the tissue at each named place is gone at the end: what its cell then says is no temperature of skin.

    Parameters
    ----------
    grid : Grid
        Grid of the run.
    removed : Array (z, r)
        Fraction of each cell that is gone.
    exposure : Exposure
        What was done, which says where the places are.
    """
    cells = _cells(grid, exposure)
    return {name: bool(removed[cell] > 0.5) for (name, _, _), cell in zip(places_of(exposure), cells, strict=True)}


def watch_of(grid: Grid, wanted: tuple[float, ...], exposure: Exposure) -> Watch:
    """Watch that keeps the wanted moments [s] and the temperatures at the named places.

    Parameters
    ----------
    grid : Grid
        Grid of the run.
    wanted : tuple of float
        Times in the time of the whole stack [s], growing.
    exposure : Exposure
        What is done, which says where the places are.
    """
    around = ((_beside(grid.z, depth), _beside(grid.r, r)) for _, depth, r in places_of(exposure))
    places = [Place((i, j), (lower, outer)) for (i, lower), (j, outer) in around]
    return watch_for(grid.shape, wanted, places, MOST_STEPS)


def kept(watch: Watch, grid: Grid, befores: Sequence[Balance], begins: Sequence[float]) -> tuple[Snapshot, ...]:
    """Snapshots at the wanted moments, in the time and the balance of the whole stack.

    Parameters
    ----------
    watch : Watch
        After the last pulse.
    grid : Grid
        Grid of the run.
    befores : sequence of Balance
        Balance of the stack before each pulse.
    begins : sequence of float
        Time at which each pulse takes over [s].
    """
    found = []
    for cells, row in zip(watch.kept, watch.books.tolist(), strict=True):
        pulse = max(0, sum(begin < row[TIME] for begin in begins) - 1)
        if row[STEP] == 0.0:
            break
        whole = {name: getattr(befores[pulse], name) + row[column] for name, column in _BOOKED.items()}
        found.append(Snapshot(
            grid=grid, time=row[TIME], step=row[STEP], temperature=cells[0], removed=cells[1], water=cells[2],
            balance=Balance(**whole), missed=row[MISSED],
        ))  # fmt: skip
    return tuple(found)


def _beside(centres: Array, place: float) -> tuple[int, float]:
    """Number of the last cell whose centre is not beyond a place, and how far it is to the next centre, 0 to 1."""
    if centres.size == 1:
        return 0, 0.0
    low = min(max(int(np.searchsorted(centres, place, side="right")) - 1, 0), centres.size - 2)
    fraction = (place - centres[low]) / (centres[low + 1] - centres[low])
    return low, float(min(max(fraction, 0.0), 1.0))


def heating_of(times: Sequence[Array], readings: Sequence[Array], exposure: Exposure) -> Heating:
    """Temperatures at the named places over time.

    Parameters
    ----------
    times, readings : sequence of array
        Times [s] and temperatures [K] of stretches of steps.
    exposure : Exposure
        What was done, which says where the places are.
    """
    places = tuple(name for name, _, _ in places_of(exposure))
    return Heating(places=places, time=np.concatenate(times), temperature=np.concatenate(readings))


def added(first: Balance, second: Balance, times: float = 1.0) -> Balance:
    """Sum of two balances, the second taken so many ``times``."""
    return Balance(
        **{field.name: getattr(first, field.name) + times * getattr(second, field.name) for field in fields(Balance)}
    )
