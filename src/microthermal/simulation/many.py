"""Thousands of simulations asked at once: equal zones and fields are worked out once, in memory that stays flat."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

from microthermal.catalog.library import Library
from microthermal.catalog.library import library as installed
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.treatment import Treatment
from microthermal.errors import InputError, MicrothermalError
from microthermal.parallel.cores import cores
from microthermal.parallel.processes import Call, executor
from microthermal.quantity import check_kinds
from microthermal.simulation.chain import simulate
from microthermal.simulation.conditioned_skin import of_skin
from microthermal.simulation.field_run import run_field
from microthermal.simulation.records import Simulation
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_candidate

# Simulations that share a zone lie one after another, and so do those that share a field: few of each suffice.
remembered_zone = lru_cache(maxsize=8)(run_candidate)
remembered_field = lru_cache(maxsize=8)(run_field)

Progress: TypeAlias = Callable[[int, int, str], None]
# Calls for each worker that a batch is at least cut into, so that none waits long for the last one.
_SHARES = 4


class Asked(NamedTuple):
    """What one simulation is asked for, as :func:`microthermal.simulation.chain.simulate` takes it."""

    skin: Skin
    treatment: Treatment
    condition: Condition | None = None
    settings: Settings | None = None


def simulate_many(
    asked: Iterable[Asked | tuple[Any, ...]],
    keep: Callable[[Simulation], Any] | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    library: Library | None = None,
    batch: int = 500,
) -> Iterator[Any]:
    """Simulate many treatments; the same answers in the same order for any number of workers.

    Parameters
    ----------
    asked : iterable of Asked or tuple
        Skin, treatment, and condition and settings if they are not the usual ones.
    keep : callable, optional
        What is kept of a simulation; all of it if left out, which takes a megabyte or more each. Worker processes can
        only be handed a function of a module, and only give back what can be pickled.
    workers : int, optional
        Processes that simulate side by side, as many as there are cores if left out; with one, all runs in this
        process. A script that starts some must guard its own start by ``if __name__ == "__main__":``.
    progress : callable, optional
        Told of finished simulations, of all (0 if ``asked`` does not tell how many there are), and what was done.
    library : Library, optional
        What the library states; the installed one, as it is now, if left out. Nothing else is read.
    batch : int, optional
        Simulations that are asked for, shared among workers and held until they are given, at once. Those of one batch
        that share a pulse, its cooling and the skin as the condition has changed it share one zone that starts from
        rest, whatever their patterns, doses and healing; with the same pattern, one field.

    Yields
    ------
    object
        What was kept of each simulation. Closing the iterator ends the workers.

    Raises
    ------
    InputError
        As :func:`microthermal.simulation.chain.simulate`, with a note that tells which one was asked wrongly.

    Examples
    --------
    >>> depths = simulate_many(((skin, one) for one in treatments), keep=depth_of)  # doctest: +SKIP
    """
    check_kinds(library=(library, Library))
    if batch < 1:
        raise InputError(f"a batch holds at least 1 simulation, not {batch}")
    used, team = library or installed(), cores() if workers is None else workers
    steps = len(asked) if isinstance(asked, Sized) else 0
    return _answers((Asked(*one) for one in asked), _Team(keep, max(team, 1), used), batch, steps, progress)


@dataclass(frozen=True)
class _Team:
    """What all simulations of a call share: what is kept, how many workers there are, the library."""

    keep: Callable[[Simulation], Any] | None
    workers: int
    library: Library


def _answers(asked: Iterator[Asked], team: _Team, size: int, steps: int, progress: Progress | None) -> Iterator[Any]:
    done = 0
    carried = for_workers(team.library, team.workers)
    with executor(team.workers) as run_all:
        while batch := list(islice(asked, size)):
            parts = _parts(batch, size // (_SHARES * team.workers) + 1)
            work = [_call(team, carried, [(done + number, batch[number]) for number in part]) for part in parts]
            sizes = {text: len(part) for (_, _, text), part in zip(work, parts, strict=True)}
            tell = partial(_tell, progress, sizes, [done], steps)
            found: dict[int, Any] = {}
            for part, answer in zip(parts, run_all(work, tell), strict=True):
                found |= zip(part, answer if team.workers == 1 else _read(answer, team.library), strict=True)
            done += len(batch)
            for number in range(len(batch)):
                yield found.pop(number)


def _tell(
    progress: Progress | None, sizes: dict[str, int], done: list[int], steps: int, _: int, text: str
) -> None:  # fmt: skip
    done[0] += sizes[text]
    if progress is not None:
        progress(done[0], steps, text)


def _parts(batch: Sequence[Asked], most: int) -> list[list[int]]:
    """Numbers of a batch in parts of one zone each, at most so many, and within a part by field."""
    zones: dict[Any, int] = {}
    fields: dict[Any, int] = {}
    places = []
    for number, (skin, treatment, condition, settings) in enumerate(batch):
        zone = (skin, of_skin(condition), treatment.pulse, treatment.cooling, (settings or Settings()).of_zone)
        places.append((zones.setdefault(zone, number), fields.setdefault((zone, treatment.pattern), number), number))
    parts: list[list[int]] = []
    before = -1
    for first, _, number in sorted(places):
        if first != before or len(parts[-1]) == most:
            parts.append([])
        parts[-1].append(number)
        before = first
    return parts


def _call(team: _Team, carried: Any, part: list[tuple[int, Asked]]) -> Call:
    text = f"simulation {part[0][0] + 1}" + (f" and {len(part) - 1} of the same pulse" if len(part) > 1 else "")
    return (_kept if team.workers == 1 else _sent), (team.keep, carried, part), text


def _kept(keep: Callable[[Simulation], Any] | None, library: Library, part: list[tuple[int, Asked]]) -> list[Any]:
    found = []
    for number, (skin, treatment, condition, settings) in part:
        try:
            one = simulate(
                skin, treatment, condition, settings,
                zone_runner=remembered_zone, field_runner=remembered_field, library=library,
            )  # fmt: skip
        except MicrothermalError as error:
            error.add_note(f"in simulation {number} of those asked, counted from 0")
            raise
        found.append(one if keep is None else keep(one))
    return found


def _sent(keep: Callable[[Simulation], Any] | None, library: Library, part: list[tuple[int, Asked]]) -> bytes:
    """What is kept of a part, as bytes without the library, which is large, and which the parent has."""
    file = io.BytesIO()
    _Packer(file, protocol=pickle.HIGHEST_PROTOCOL).dump(_kept(keep, library, part))
    return file.getvalue()


def for_workers(library: Library, workers: int) -> Any:
    """A library as an argument of calls that so many workers run: in several processes, each reads it once.

    Parameters
    ----------
    library : Library
        The library; the function that is called gets it as it is, and one and the same each time.
    workers : int
        As for :func:`microthermal.parallel.processes.executor`.
    """
    return library if workers <= 1 else _Carried(pickle.dumps(library))


@dataclass(frozen=True)
class _Carried:
    packed: bytes

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpacked, (self.packed,)


@lru_cache(maxsize=1)  # by one library zones are remembered from one part to the next
def _unpacked(packed: bytes) -> Library:
    library: Library = pickle.loads(packed)
    return library


class _Packer(pickle.Pickler):
    def persistent_id(self, value: Any) -> str | None:
        return "library" if isinstance(value, Library) else None


class _Reader(pickle.Unpickler):
    # A class of its own: in Python 3.13.0 a reader takes no function of the caller's.
    def __init__(self, answer: bytes, library: Library) -> None:
        super().__init__(io.BytesIO(answer))
        self._library = library

    def persistent_load(self, pid: Any) -> Library:
        return self._library


def _read(answer: bytes, library: Library) -> list[Any]:
    found: list[Any] = _Reader(answer, library).load()
    return found
