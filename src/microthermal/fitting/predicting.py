"""The model's sizes of every row under many sets of parameters: simulated exactly, side by side, kept for a restart."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from microthermal.cache import in_memory
from microthermal.catalog.library import Library
from microthermal.domain.inputs.laser import Device
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.zone import Zone
from microthermal.errors import ConvergenceError, InputError
from microthermal.fitting.checkpoint import Checkpoint
from microthermal.fitting.priors import PriorInterval
from microthermal.fitting.situations import Situation, situation_at
from microthermal.fitting.table.zones import MeasuredZone
from microthermal.parallel.processes import Call, RunAll
from microthermal.quantity import Array, Measured
from microthermal.simulation.many import for_workers
from microthermal.simulation.zone_run import run_candidate, run_zone

# Sets of parameters that one worker is handed at once, and after which a checkpoint grows.
_SHARE: Final = 4
# What is read off a zone; its own endpoint is that of the row.
_READ: Final[dict[str, Callable[[Zone], Measured]]] = {
    "depth": lambda zone: zone.depth,
    "width": lambda zone: _twice(zone.radius),
    "rim": lambda zone: zone.rim,
    "channel_depth": lambda zone: zone.channel_depth,
    "channel_width": lambda zone: _twice(zone.channel_radius),
}


def _twice(length: Measured) -> Measured:
    return Measured(value=2.0 * length.value, error=2.0 * length.error)


@dataclass(frozen=True)
class Question:
    """What every evaluation shares: device, skin, rows, and the parameters that differ."""

    device: Device
    skin: Skin
    zones: tuple[MeasuredZone, ...]
    priors: tuple[PriorInterval, ...]

    def values(self, places: Array) -> Array:
        """Values of all parameters at places (draw, parameter), in SI."""
        return np.stack([prior.values(places[:, column]) for column, prior in enumerate(self.priors)], axis=1)

    def situation(self, values: Sequence[float], library: Library) -> Situation:
        """Device and skin with values of the parameters."""
        named = dict(zip((prior.name for prior in self.priors), map(float, values), strict=True))
        return situation_at(Situation.of(self.device, self.skin, library), named)


class Predictor:
    """Sizes of all rows under sets of parameters; equal sets are simulated once, and a checkpoint keeps them all."""

    def __init__(
        self, question: Question, library: Library, run_all: RunAll, workers: int, kept: Checkpoint
    ) -> None:  # fmt: skip
        self.question = question
        self._library, self._run_all, self._workers, self._kept = library, run_all, workers, kept
        self._carried = for_workers(library, workers)

    def sizes(self, places: Array) -> Array:
        """Sizes (draw, size) [m] at places (draw, parameter); not a number where the program refuses a set."""
        values = self.question.values(places)
        missing = [row for row in range(len(values)) if not self._kept.holds(values[row])]
        parts = [missing[start : start + _SHARE] for start in range(0, len(missing), _SHARE)]
        for group in (parts[start : start + self._workers] for start in range(0, len(parts), self._workers)):
            work: list[Call] = [(_simulated, (self.question, self._carried, values[part]), "zones") for part in group]
            for part, answers in zip(group, self._run_all(work, lambda done, text: None), strict=True):
                for row, answer in zip(part, answers, strict=True):
                    self._kept.keep(values[row], answer)
        return np.array([self._kept.of(row) for row in values])

    def numerical_errors(self, values: Sequence[float]) -> Array:
        """Numerical error of every size [m] at one set of parameters, from the next coarser grid and other light.

        Raises
        ------
        InputError, ConvergenceError
            If that set cannot be simulated.
        """
        return np.array(sizes_of(self.question, self._library, values, numerical_error=True)[1])


def _simulated(question: Question, library: Library, values: Array) -> list[list[float]]:
    """Sizes of all rows for each of some sets of parameters; in a worker."""
    count, found = sum(len(zone.sizes) for zone in question.zones), []
    with in_memory():  # light in skin that nobody will ask for again
        for one in values:
            try:
                found.append(sizes_of(question, library, one)[0])
            except (InputError, ConvergenceError):
                found.append([math.nan] * count)
    return found


def sizes_of(
    question: Question, library: Library, values: Sequence[float], numerical_error: bool = False
) -> tuple[list[float], list[float]]:
    """Sizes of all rows [m] as they are seen, and their numerical errors, under one set of parameters."""
    situation = question.situation(values, library)
    sizes, errors = [], []
    pulses = [situation.pulse(zone) for zone in question.zones]
    # Temperatures of all steps are kept where rows may share them, as rows of one pulse do that are seen by two stains.
    run_one = run_candidate if len(set(pulses)) == len(pulses) else run_zone
    for zone, pulse in zip(question.zones, pulses, strict=True):
        settings: Any = situation.settings(zone, numerical_error)
        run = run_one(situation.skin_of(zone), pulse, question.device.cooling, settings, situation.library)
        for size in zone.sizes:
            seen, factor = _READ[size.name](run.zone), situation.shrinkage(zone, size.name)
            sizes.append(factor * seen.value)
            errors.append(factor * seen.error)
    return sizes, errors
