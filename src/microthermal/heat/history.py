"""Temperature of a pulse over time, followed once: laws, endpoints, drugs and densities that come later share it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from microthermal.cache import HISTORIES, cached, key_of
from microthermal.domain.results.flow import Balance, Snapshot
from microthermal.domain.results.grid import Grid
from microthermal.heat.evolution import Evolution
from microthermal.numerics.heat.frames import Frames
from microthermal.numerics.heat.watch import Watch
from microthermal.numerics.sources import DIGESTS
from microthermal.quantity import Array

_BALANCE = ("supplied", "stored", "surface", "perfused", "vapour", "ejected", "withheld")


class Keeping(Enum):
    """Where histories are kept: nowhere, in the memory of this process, or in its memory and in files.

    Those in files are found in either case but the first.
    """

    NOWHERE = 0
    MEMORY = 1
    FILES = 2


@dataclass(frozen=True)
class History:
    """What one pulse did; ``frames`` are its steps in stretches, none where they were not kept.

    ``heard`` says whether first-order laws of damage have heard of it on the way.
    """

    hottest: Snapshot
    end: Snapshot
    times: Array
    readings: Array
    coldest: float
    begun: float
    moment: int
    frames: tuple[Frames, ...]
    heard: bool


def history_of(
    evolution: Evolution, grid: Grid, watch: Watch, times: tuple[float, float], keeping: Keeping
) -> History:  # fmt: skip
    """Follow a pulse, unless that was done before.

    Parameters
    ----------
    evolution : Evolution
        The pulse at its start; it is followed only if its history is not known.
    grid : Grid
        Grid of the run.
    watch : Watch
        Its moments; those of this pulse are filled in, followed or remembered.
    times : tuple of float
        End of its light and of the evolution [s].
    keeping : Keeping
        Where histories are looked for and kept. What was remembered has to be told to the damage laws.

    Notes
    -----
    A history is kept by the bits of all that the time loop is handed, and holds every step: laws that read it find the
    same bits as those that heard of it on the way.
    """
    begun = evolution.now
    if keeping is Keeping.NOWHERE:
        evolution.run_until(times[0])
        hottest = evolution.snapshot()
        evolution.run_until(times[1])
        return History(
            hottest=hottest, end=evolution.snapshot(), times=np.concatenate(evolution.times),
            readings=np.concatenate(evolution.readings), coldest=evolution.coldest, begun=begun,
            moment=evolution.moment, frames=tuple(evolution.frames), heard=True,
        )  # fmt: skip
    key, first = key_of(DIGESTS["heat.microbeam"], *evolution.inputs, *times), evolution.moment
    found: dict[str, Any] = cached(
        key, lambda: _followed(evolution, watch, times), writes=keeping is Keeping.FILES, shelf=HISTORIES
    )
    moment = first + len(found["kept"])
    watch.kept[first:moment], watch.books[first:moment] = found["kept"], found["books"]
    return History(
        hottest=_unpacked("hot", found, grid), end=_unpacked("end", found, grid), times=found["times"],
        readings=found["readings"], coldest=float(found["coldest"]), begun=begun, moment=moment,
        frames=_stretches(found), heard=evolution.now > begun,
    )  # fmt: skip


def _followed(evolution: Evolution, watch: Watch, times: tuple[float, float]) -> dict[str, NDArray[np.generic]]:
    """All that a history holds, by following the pulse."""
    first = evolution.moment
    evolution.run_until(times[0])
    hottest = _packed("hot", evolution.snapshot())
    evolution.run_until(times[1])
    last = evolution.moment
    stretches = {
        "kept": watch.kept[first:last].copy(), "books": watch.books[first:last].copy(),
        "times": np.concatenate(evolution.times), "readings": np.concatenate(evolution.readings),
        "coldest": np.array(evolution.coldest),
    }  # fmt: skip
    kept = {
        f"{name}_{number}": getattr(frames, name)
        for number, frames in enumerate(evolution.frames)
        for name in Frames._fields
    }
    return {**hottest, **_packed("end", evolution.snapshot()), **kept, **stretches}


def _stretches(found: dict[str, Any]) -> tuple[Frames, ...]:
    # They are not joined: that would copy megabytes.
    count = sum(name.startswith("steps_") for name in found)
    return tuple(Frames(*(found[f"{name}_{number}"] for name in Frames._fields)) for number in range(count))


def _packed(when: str, snapshot: Snapshot) -> dict[str, NDArray[np.generic]]:
    numbers = [snapshot.time, snapshot.step, snapshot.missed, *(getattr(snapshot.balance, name) for name in _BALANCE)]
    # The cells of a snapshot are those of the time loop, which go on changing.
    cells = {f"{when}_{name}": np.array(getattr(snapshot, name)) for name in ("temperature", "removed", "water")}
    return {**cells, f"{when}_numbers": np.array(numbers)}


def _unpacked(when: str, found: dict[str, Any], grid: Grid) -> Snapshot:
    time, step, missed, *energies = found[f"{when}_numbers"].tolist()
    return Snapshot(
        grid=grid, time=time, step=step, temperature=found[f"{when}_temperature"], removed=found[f"{when}_removed"],
        water=found[f"{when}_water"], balance=Balance(**dict(zip(_BALANCE, energies, strict=True))), missed=missed,
    )  # fmt: skip
