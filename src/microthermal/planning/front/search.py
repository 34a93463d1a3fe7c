"""The search of a case: candidates are tried in batches, and everything that is seen of them is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np

from microthermal.catalog.library import Library
from microthermal.parallel.processes import RunAll
from microthermal.planning.case import PlanCase
from microthermal.planning.design.candidates import Candidate
from microthermal.planning.design.decoding import Decoder
from microthermal.planning.design.variables import NOTHING, Variable
from microthermal.planning.engine.dominance import volumes
from microthermal.planning.engine.journal import Journal, Seen
from microthermal.planning.engine.sms_emoa import Engine, Point, search
from microthermal.planning.front.objective import Objective
from microthermal.planning.front.objectives import loss, objectives_of
from microthermal.planning.front.records import Evaluations
from microthermal.planning.front.trial import STAGES, tried
from microthermal.planning.metrics import metrics
from microthermal.quantity import Array, amended

# Part of the candidates that are medicine alone, which has half of the settings.
_ALONE = 0.2


def seen(case: PlanCase, variables: tuple[Variable, ...], place: Array, library: Library) -> Seen:
    """What is kept of the candidate at a place of the unit box."""
    return seen_of(case, Decoder(case, variables, library).candidate(place), library)


def seen_of(case: PlanCase, one: Candidate, library: Library) -> Seen:
    """What is kept of a candidate."""
    found, objectives = tried(case, one, library), objectives_of(case.goal)
    if found.outcome is None:
        return Seen({}, (1.0,) * len(objectives), found.broken, found.stage)
    values = {
        result.metric: float(result.estimate.value) for result in found.outcome.results if not result.estimate.undefined
    }
    return Seen(values, tuple(loss(one, found.outcome) for one in objectives), found.broken, found.stage)


@dataclass
class Searched:
    """The problem that the engine is handed: points of the box become candidates, which run side by side."""

    case: PlanCase
    decoder: Decoder
    objectives_held: tuple[Objective, ...]
    run_all: RunAll
    carried: Any
    journal: Journal
    kind: Literal["any", "laser", "medicine"] = "any"

    @property
    def variables(self) -> int:
        """Dimensions of the box."""
        return len(self.decoder.free)

    @property
    def objectives(self) -> int:
        """Losses of a point."""
        return len(self.objectives_held)

    def canonical(self, places: Array) -> Array:
        """Points as they are counted; of one kind, the device is one of it."""
        return self.decoder.canonical(self._of_kind(places))

    def _of_kind(self, places: Array) -> Array:
        if self.kind == "any" or "device" not in self.decoder.free:
            return places
        held, column = places.copy(), self.decoder.free.index("device")
        count = len(self.decoder.own["device"].choices)  # no laser is the last of them
        if self.kind == "medicine":
            held[:, column] = (count - 0.5) / count
            return held
        kept = np.minimum(held[:, column], (count - 0.5) / count)
        last = kept * count >= count - 1
        # What would be no laser is spread over the devices.
        held[:, column] = np.where(last, (kept * count - (count - 1)) * (count - 1) / count, kept)
        return held

    def evaluate(self, places: Array) -> list[Point]:
        """Losses of points, and by how much they break limits; those that the journal knows are not simulated."""
        known = self.journal.seen
        new = [place for place in places if place.tobytes() not in known]
        if new:
            call = partial(_seen_at, self.case, self.decoder.variables)
            work: list[Any] = [(call, (place, self.carried), "candidate") for place in new]
            self.journal.add(new, self.run_all(work, lambda done, text: None))
        return [_point(known[place.tobytes()]) for place in places]


def _seen_at(case: PlanCase, variables: tuple[Variable, ...], place: Array, library: Library) -> Seen:
    return seen(case, variables, place, library)


def _point(one: Seen) -> Point:
    return Point(one.losses, sum(one.broken.values()))


def searched(problem: Searched, starts: Array, engine: Engine, told: Callable[[int], None]) -> Evaluations:
    """Search a case, and put all that was seen into one record.

    Parameters
    ----------
    problem : Searched
        The case, and what runs its candidates.
    starts : Array (n, variable)
        Places that are tried first.
    engine : Engine
        Size of the search.
    told : callable
        Called with the number of candidates after each batch.

    Notes
    -----
    Where both may be chosen, treatments with a laser and medicine alone are searched one after the other, a fifth of
    the candidates for the latter: else the better of the two would leave none of the other.
    """
    device, drug = problem.decoder.own["device"], problem.decoder.own["drug"]
    both = NOTHING in device.choices and len(device.choices) > 1
    if not both:
        places, _ = search(problem, starts, engine, told)
    else:
        alone = max(round(_ALONE * engine.evaluations), 1) if len(drug.choices) > 1 else 1
        with_laser = max(engine.evaluations - alone, 1)
        lasers = [not problem.decoder.candidate(row).treatment.pulse.zoneless for row in starts]
        first, _ = search(
            amended(problem, kind="laser"), starts[np.array(lasers, dtype=bool)],
            engine._replace(evaluations=with_laser), told,
        )  # fmt: skip
        second, _ = search(
            amended(problem, kind="medicine"), starts[~np.array(lasers, dtype=bool)],
            engine._replace(evaluations=alone), lambda count: told(len(first) + count),
        )  # fmt: skip
        places = np.concatenate([first, second])
    return gathered(problem.decoder, places, [problem.journal.seen[place.tobytes()] for place in places])


def gathered(decoder: Decoder, places: Array, found: list[Seen], *, measured: bool = True) -> Evaluations:
    """All that was seen of some candidates, as one record; where it is not ``measured``, with volumes of nothing."""
    names = metrics.kinds()
    limits = tuple(sorted({name for one in found for name in one.broken}))
    told = np.array([[float(name in one.values) for name in names] for one in found])
    values = np.array([[one.values.get(name, 0.0) for name in names] for one in found])
    losses = np.clip(np.array([one.losses for one in found]), 0.0, 1.0)
    excess = np.array([[one.broken.get(name, 0.0) for name in limits] for one in found]).reshape(len(found), -1)
    ended = np.array([float(STAGES.index(one.stage)) for one in found])
    among = np.array([float(one.stage == "weeks" and not one.broken) for one in found])
    lasered = np.array([float(not decoder.candidate(place).treatment.pulse.zoneless) for place in places])
    return Evaluations(
        variables=decoder.free, metrics=names, limits=limits, places=places, values=values, told=told, losses=losses,
        excess=excess, ended=ended, lasered=lasered,
        volume=volumes(losses, among) if measured else np.zeros(len(found)),
    )  # fmt: skip
