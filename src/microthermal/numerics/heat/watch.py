"""What is kept while a microbeam is followed: energies, the cells at some moments, temperatures at some places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.enthalpy import Array, State
from microthermal.numerics.heat.absorber import Scene
from microthermal.numerics.heat.removal import tally
from microthermal.numerics.records import by_address
from microthermal.numerics.wholes import WHOLE

# Energies and errors in a row of the books: those of the ledger, heat stored and carried off by steam, time and step.
SUPPLIED, SURFACE, PERFUSED, EJECTED, WITHHELD, MISSED, STORED, VAPOUR, TIME, STEP = range(10)
BOOKED = 10
# The fields of a kept moment.
FIELDS = 3


class Ledger(NamedTuple):
    """What has been supplied to the cylinder and has left it so far [J].

    ``withheld`` is light that the correction for warm tissue would have absorbed beyond what was sent [J], ``missed``
    the greatest error of a step that was as short as steps get [K], ``vapour`` heat that steam carried off beyond what
    the cells lack, negative where it condensed on the wall of a channel [J].
    """

    supplied: float = 0.0
    surface: float = 0.0
    perfused: float = 0.0
    ejected: float = 0.0
    withheld: float = 0.0
    missed: float = 0.0
    vapour: float = 0.0


class Place(NamedTuple):
    """A place between cell centres: slab and ring before it, and how far it is to the next ones, 0 to 1."""

    cell: tuple[int, int]
    further: tuple[float, float]


@by_address
class Watch(NamedTuple):
    """What is to be kept, and room for it.

    ``moments`` are wanted times (moment,) in the time of the whole stack, in which this pulse begins at ``offset``.
    ``kept`` (moment, 3, z, r) receives temperature, removed fraction and water at each, ``books`` (moment, 10) its row
    of the books; both are straight between two steps. ``before`` and ``booked`` hold the same before the present step.
    ``places`` (place, 2) are the cells that lie before each place, ``weights`` (place, 2) how far it is to the next
    ones; ``times`` (step,) and ``readings`` (step, place) receive the temperatures there after each step of one call.
    """

    offset: float
    moments: Array
    kept: NDArray[np.float64]
    books: Array
    before: NDArray[np.float64]
    booked: Array
    places: NDArray[np.int64]
    weights: Array
    times: Array
    readings: Array


def watch_for(
    shape: tuple[int, int], moments: Sequence[float] = (), places: Sequence[Place] = (), steps: int = 1
) -> Watch:
    """Watch with room for so many steps, whose pulse begins at 0.

    Parameters
    ----------
    shape : tuple of int
        Slabs and rings.
    moments : sequence of float, optional
        Wanted times, growing.
    places : sequence of Place, optional
        Where temperatures are read.
    steps : int, optional
        Most steps of one call.
    """
    return Watch(
        offset=0.0,
        moments=np.array(moments, dtype=np.float64),
        kept=np.zeros((len(moments), FIELDS, *shape)),
        books=np.zeros((len(moments), BOOKED)),
        before=np.zeros((FIELDS, *shape)),
        booked=np.zeros(BOOKED),
        places=np.array([place.cell for place in places], dtype=np.int64).reshape(-1, 2),
        weights=np.array([place.further for place in places], dtype=np.float64).reshape(-1, 2),
        times=np.zeros(steps),
        readings=np.zeros((steps, len(places))),
    )


@njit(cache=True)
def copy(source: Array, target: Array) -> None:
    """Copy an array. A loop: an assignment between arrays would bring the wording of its errors into the kernel."""
    for k in range(source.size):
        target[k] = source[k]


@njit(cache=True)
def read(temperature: Array, place: NDArray[np.int64], weight: Array) -> float:
    """Temperature at a place between cell centres, bilinear, constant beyond the outermost centres."""
    i, j = place[0], place[1]
    below, beside = min(i + 1, temperature.shape[0] - 1), min(j + 1, temperature.shape[1] - 1)
    upper = temperature[i, j] + weight[1] * (temperature[i, beside] - temperature[i, j])
    lower = temperature[below, j] + weight[1] * (temperature[below, beside] - temperature[below, j])
    return float(upper + weight[0] * (lower - upper))


@njit(cache=True)
def coldest_at_surface(temperature: Array) -> float:
    """Lowest temperature of the surface row."""
    coldest = temperature[0, 0]
    for j in range(1, temperature.shape[1]):
        coldest = min(coldest, temperature[0, j])
    return float(coldest)


@njit(cache=True)
def note_step(watch: Watch, temperature: Array, row: int, now: float) -> None:
    """Write the time and the temperatures at the places into a row."""
    watch.times[row] = now + watch.offset
    for place in range(watch.weights.shape[0]):
        watch.readings[row, place] = read(temperature, watch.places[place], watch.weights[place])


@njit(cache=True)
def book(scene: Scene, ledger: Ledger, now: float, step: float, row: Array) -> None:
    """Write the energies of the moment into a row of the books."""
    stored, vapour = tally(scene.space, scene.matter, scene.state, scene.removal.confined)
    row[SUPPLIED], row[SURFACE], row[PERFUSED] = ledger.supplied, ledger.surface, ledger.perfused
    row[EJECTED], row[WITHHELD], row[MISSED] = ledger.ejected, ledger.withheld, ledger.missed
    row[STORED], row[VAPOUR], row[TIME], row[STEP] = stored, vapour + ledger.vapour, now, step


@njit(cache=True)
def note_before(watch: Watch, scene: Scene, ledger: Ledger, moment: int, now: float, step: float) -> None:
    """Note the cells before a step of at most this length, if a wanted moment may lie in it."""
    if moment >= watch.moments.size or now + watch.offset + 1.01 * step < watch.moments[moment] * (1.0 - WHOLE):
        return
    _note_cells(scene.state, watch.before)
    book(scene, ledger, now + watch.offset, 0.0, watch.booked)


@njit(cache=True)
def keep_moments(watch: Watch, scene: Scene, ledger: Ledger, moment: int, now: float, step: float) -> int:
    """Keep the wanted moments that lie in the step that has just been taken; returns the number of the next one."""
    time = now + watch.offset
    while moment < watch.moments.size and time >= watch.moments[moment] * (1.0 - WHOLE):
        wanted = watch.moments[moment]
        begun = watch.booked[TIME]
        fraction = 1.0
        if time > begun and abs(wanted - time) > WHOLE * abs(wanted):
            fraction = min(max((wanted - begun) / (time - begun), 0.0), 1.0)
        kept, row = watch.kept[moment], watch.books[moment]
        _note_cells(scene.state, kept)
        book(scene, ledger, time, step, row)
        for field in range(FIELDS):
            for i in range(kept.shape[1]):
                for j in range(kept.shape[2]):
                    kept[field, i, j] = (1.0 - fraction) * watch.before[field, i, j] + fraction * kept[field, i, j]
        for entry in range(BOOKED):
            row[entry] = (1.0 - fraction) * watch.booked[entry] + fraction * row[entry]
        row[TIME], row[STEP] = (wanted if fraction < 1.0 else time), fraction * step
        moment += 1
    return moment


@njit(cache=True)
def _note_cells(state: State, found: NDArray[np.float64]) -> None:
    # Temperature, removed fraction, and water of the cells that are still there.
    temperature, removed, water = state.temperature, state.removed, state.water
    for i in range(temperature.shape[0]):
        for j in range(temperature.shape[1]):
            found[0, i, j] = temperature[i, j]
            found[1, i, j] = removed[i, j]
            found[2, i, j] = water[i, j] * (1.0 - removed[i, j])
