"""How outputs follow inputs: every number of a record moved a little, and how far what comes out of it moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np

from microthermal.domain.inputs.beam import Pressing
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.tissue import Tissue
from microthermal.simulation.exposures import lighting
from microthermal.simulation.records import ZoneRun

Path = tuple[str | int, ...]


def numbers(value: Any, path: Path = ()) -> Iterator[tuple[Path, np.ndarray]]:
    """Every number or array of numbers in a record, with its path; whole numbers, texts and choices are left out."""
    if isinstance(value, bool | int | str) or value is None:
        return
    if isinstance(value, float):
        yield path, np.array(value)
    elif isinstance(value, np.ndarray):
        if value.dtype.kind == "f" and value.size:
            yield path, value
    elif isinstance(value, Pressing) and not value.presses:
        return  # skin that nothing presses: the parts that it keeps are all, and there is no more
    elif is_dataclass(value):
        for field in fields(value):
            yield from numbers(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from numbers(item, (*path, number))


def inputs(value: Any) -> list[Path]:
    """Paths of the numbers of a record that can be moved by a fraction of themselves."""
    return [path for path, number in numbers(value) if np.isfinite(number).all() and (number != 0.0).any()]


def moved(value: Any, path: Path, factor: float) -> Any:
    """A record with one of its numbers multiplied."""
    if not path:
        return value * factor
    first, rest = path[0], path[1:]
    if isinstance(first, str):
        return replace(value, **{first: moved(getattr(value, first), rest, factor)})
    return (*value[:first], moved(value[first], rest, factor), *value[first + 1 :])


def shaken(value: Any, paths: list[Path], size: float, seed: int = 0) -> Any:
    """A record with many of its numbers moved at once, each up or down by chance."""
    generator = np.random.default_rng(seed)
    for path in paths:
        value = moved(value, path, 1.0 + size * generator.choice((-1.0, 1.0)))
    return value


def found_in(**records: Any) -> dict[str, np.ndarray]:
    """All numbers of some results, whole numbers too, by their paths in words."""
    return {
        ".".join(map(str, (name, *path))): np.asarray(number)
        for name, record in records.items()
        for path, number in _all_numbers(record)
    }


def _all_numbers(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, bool | str) or value is None:
        return
    if isinstance(value, int | float | np.ndarray):
        yield path, value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _all_numbers(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _all_numbers(item, (*path, number))


def misses(before: dict[str, np.ndarray], after: dict[str, np.ndarray], least: float = 0.0) -> dict[str, float]:
    """How far each output has moved, as a fraction of the greatest of its values, or of ``least`` if that is more.

    An output that is gone, new, or of another shape has moved by infinity.
    """
    found = dict.fromkeys(before.keys() ^ after.keys(), np.inf)
    for name in before.keys() & after.keys():
        one, two = before[name], after[name]
        if one.shape != two.shape:
            found[name] = np.inf
        elif one.size:
            same = (one == two) | (np.isnan(one) & np.isnan(two))
            size = float(np.max(np.abs(np.where(same, np.where(np.isfinite(one), one, 0.0), one))))
            miss = float(np.max(np.where(same, 0.0, np.abs(np.where(same, 0.0, two) - np.where(same, 0.0, one)))))
            found[name] = miss / max(size, least) if miss > 0.0 else 0.0
    return found


def worst(before: dict[str, np.ndarray], after: dict[str, np.ndarray], most: float, least: float = 0.0) -> list[str]:
    """Outputs that have moved by more than a fraction, in words, the farthest first."""
    found = {name: miss for name, miss in misses(before, after, least).items() if not miss <= most}
    return [f"{name} moved by {miss:.1e}" for name, miss in sorted(found.items(), key=lambda each: -each[1])]


class FrozenLight:
    """An engine that gives the light of one run again, in proportion to the energy of the pulse."""

    kind = "frozen"
    sources: tuple[str, ...] = ()

    exposures, renewed = (Pulse,), False

    def __init__(self, deposited: Deposited, energy: float) -> None:
        self._deposited, self._energy = deposited, energy

    def deposit(self, tissue: Tissue, pulse: Pulse) -> Deposited:
        scale = pulse.energy / self._energy
        entrance = None if self._deposited.entrance is None else self._deposited.entrance * scale
        return replace(self._deposited, energy=self._deposited.energy * scale, entrance=entrance)


@contextmanager
def frozen_grid(run: ZoneRun) -> Iterator[None]:
    """Within it, zones are simulated on the grid of one run, whatever their inputs."""
    chosen: Callable[..., Any] = lighting.cylinder
    lighting.cylinder = lambda *arguments, **named: run.tissue.grid  # type: ignore[assignment]
    try:
        yield
    finally:
        lighting.cylinder = chosen
