"""One run of a study of sensitivity: a case with its inputs at places of their intervals, told by some metrics."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeAlias

from microthermal import catalog
from microthermal.cases.treatment import TreatmentCase
from microthermal.catalog.library import Library
from microthermal.catalog.reading.state import one_state
from microthermal.domain.results.response import Visit
from microthermal.errors import ConvergenceError, InputError
from microthermal.healing.models import Banded
from microthermal.healing.persons import courses, persons
from microthermal.planning.design.following import FEW
from microthermal.planning.metrics import metrics
from microthermal.planning.posterior_courses import each_person
from microthermal.simulation.chain import simulate
from microthermal.simulation.follow_up import uninjured
from microthermal.simulation.many import remembered_field, remembered_zone
from microthermal.simulation.records import Simulation
from microthermal.studies.fields import number_of
from microthermal.studies.sensitivity.asking import asked_case
from microthermal.studies.sensitivity.doubts import PERSONS, doubts_of
from microthermal.studies.sensitivity.putting import moved
from microthermal.studies.sensitivity.records import Doubt, Query
from microthermal.studies.sweep.tasks import REFUSED

# Input by its number -> its place in its interval, 0 to 1; those that are not named are as usual.
Places: TypeAlias = Mapping[int, float]
# Values of the metrics; None for one that is not defined. A text says why the run failed.
Found: TypeAlias = "tuple[float | None, ...] | str"


@dataclass(frozen=True)
class Runs:
    """Some runs of one study, for one worker."""

    asked: str
    numbers: tuple[int, ...]
    places: tuple[Places, ...]


def packed(asked: Query) -> str:
    """What is asked for as a text, by which workers remember it."""
    return json.dumps(
        [asked.case, asked.metrics, asked.title, asked.own, asked.inputs, asked.base, asked.seed, asked.fine],
        allow_nan=False,
    )


def inputs_of(asked: Query, case: TreatmentCase, library: Library) -> tuple[Doubt, ...]:
    """Inputs that are moved: those of the library and the user's own, which stand for those of one name.

    Raises
    ------
    InputError
        If an input is named that there is not, or the ends of an own interval are none.
    """
    own = tuple(own_doubt(*one) for one in asked.own)
    known = (*own, *doubts_of(case, asked.metrics, library))
    if not asked.inputs:
        return known
    by_name = {one.name: one for one in known}
    strange = [name for name in asked.inputs if name not in by_name]
    if strange:
        raise InputError(f"this case has no input {', '.join(map(repr, strange))}; known are: {', '.join(by_name)}")
    chosen = dict.fromkeys((*(one.name for one in own), *asked.inputs))
    return tuple(by_name[name] for name in chosen)


def own_doubt(path: str, low: Any, high: Any) -> Doubt:
    """An input that the user has an interval for: a field of the case, between two ends.

    Raises
    ------
    InputError
        If the ends are no numbers of one kind, or the first is not less than the second.
    """
    (start, unit), (end, other) = number_of(low), number_of(high)
    if unit != other:
        raise InputError(f"'{low}' and '{high}' are not in units of the same kind")
    if not start < end:
        raise InputError(f"'{low}' is not less than '{high}'")
    title, source = f"{path} of the case", "your own interval"
    return Doubt(
        name=path, title=title, low=start, nominal=start, high=end, unit=unit, source=source,
        measurement="whatever your interval rests on, repeated", path=path, of="case",
    )  # fmt: skip


@lru_cache(maxsize=2)  # by one library runs of one study share what they start from
def _begun(text: str, library: Library) -> tuple[Query, tuple[Doubt, ...]]:
    case, names, title, own, inputs, base, seed, fine = json.loads(text)
    asked = Query(
        case=case, metrics=tuple(names), title=title, own=tuple((one[0], one[1], one[2]) for one in own),
        inputs=tuple(inputs), base=base, seed=seed, fine=fine,
    )  # fmt: skip
    return asked, inputs_of(asked, asked_case(case), library)


@one_state()
def run_all(runs: Runs) -> list[tuple[int, Found]]:
    """What came of some runs, each with its number."""
    library = catalog.library()
    asked, doubts = _begun(runs.asked, library)
    return [
        (number, _run(asked, doubts, places, library)) for number, places in zip(runs.numbers, runs.places, strict=True)
    ]


def _run(asked: Query, doubts: tuple[Doubt, ...], places: Places, library: Library) -> Found:
    values = {doubts[number]: doubts[number].value(place) for number, place in places.items()}
    try:
        one = moved(asked.case, values, library)
        usual = one.settings if asked.fine else replace(one.settings.preview, warm_start=False)
        settings = replace(usual, numerical_error=False, persons=min(usual.persons, FEW))
        found = simulate(
            one.skin, one.treatment, one.case.condition, settings,
            zone_runner=remembered_zone, field_runner=remembered_field, library=one.library,
        )  # fmt: skip
        each: tuple[Simulation, ...] = ()
        if any(metrics[name].persons for name in asked.metrics):
            each = each_person(found) if one.person is None else (_as_person(found, one.person),)
        told = [metrics[name](found, each) for name in asked.metrics]
    except REFUSED as error:
        return str(error)
    return tuple(None if estimate.undefined else estimate.value for estimate in told)


def _as_person(simulation: Simulation, number: int) -> Simulation:
    """A simulation that heals as one person does.

    Raises
    ------
    ConvergenceError
        If that person cannot be followed.
    """
    library = simulation.library
    model = library.healing_model(simulation.settings.healing)
    if not isinstance(model, Banded):
        raise ConvergenceError("healing: this model has no persons")
    who = persons(library.posteriors[model.draws], PERSONS, library.figures.persons)[number]
    visits = (Visit(injury=simulation.injury, deliveries=simulation.deliveries),)
    until = float(simulation.healing.time[-1])
    found = courses(model, (who,), visits, uninjured(simulation.injury), simulation.condition, until, workers=1)
    return replace(simulation, healing=found.courses[0], untreated=found.untreated[0])
