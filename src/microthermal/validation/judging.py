"""Judging: every case is run at the middle and over a sample of its open settings, and gets a verdict."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeAlias

from microthermal.catalog.library import library
from microthermal.catalog.reading.state import one_state
from microthermal.errors import ConvergenceError, InputError
from microthermal.simulation.settings import Settings
from microthermal.simulation.stamp import stamp
from microthermal.simulation.zone_run import ZoneRunner, run_zone
from microthermal.validation.asking import Model
from microthermal.validation.conflicts import other_costs
from microthermal.validation.exposing import open_settings
from microthermal.validation.reading import cases as all_cases
from microthermal.validation.reading import literature, unused
from microthermal.validation.records import Case, Found, Validation
from microthermal.validation.sampling import design
from microthermal.validation.scattering import other_scattering
from microthermal.validation.verdicts import judge

# Called with the number of finished cases, the number of all, and what was just done.
Progress: TypeAlias = Callable[[int, int, str], None]
# A model whose range over the open settings is so many times the measured spread can hardly fail.
_WIDE = 3.0
_SCATTERING = "within reach only with skin that scatters otherwise than the library's"
_COST = "within reach only at the other end of what sources that conflict say a volume costs to throw out"


def validate(
    cases: Sequence[Case] | None = None,
    quick: bool = False,
    progress: Progress | None = None,
    run: ZoneRunner = run_zone,
) -> Validation:
    """Hold the model against measurements.

    Parameters
    ----------
    cases : sequence of Case, optional
        Cases to judge; all if left out.
    quick : bool, optional
        Only the middle of the open settings, without their band, and of all cases only those that are quick.
    progress : callable, optional
        Told of each finished case.
    run : callable, optional
        The simulator.

    Returns
    -------
    Validation
        Verdicts in the order of the cases.
    """
    began = time.monotonic()
    asked = tuple(all_cases() if cases is None else cases)
    if quick and cases is None:
        asked = tuple(case for case in asked if case.quick)
    model = Model(run)
    found = []
    with one_state():  # every place of every case asks for its skin and its device
        for number, case in enumerate(asked):
            if progress:
                progress(number, len(asked), case.title)
            found.append(found_for(case, model, quick))
    if progress:
        progress(len(asked), len(asked), "done")
    seconds, made = time.monotonic() - began, stamp(asked, ("validation",), Settings().seed, library())
    judged, rows = tuple(found), len(literature())
    return Validation(found=judged, unused=unused(), rows=rows, quick=quick, seconds=seconds, stamp=made)


def found_for(case: Case, model: Model, quick: bool = False) -> Found:
    """What the model makes of one case; a case that the program refuses is not judged, and says why."""
    count = max(map(open_settings, case.exposures))
    places, costs = design(count)[:1] if quick else design(count), other_costs(case)
    try:
        answers = [model.ask(case, place, error=number == 0) for number, place in enumerate(places)]
        others = [
            model.ask(other, place, error=False)
            for other in (() if quick else (*other_scattering(case), *costs))
            for place in filter(_simple, places)
        ]
    except InputError as error:
        return Found(case=case, verdict="not judged", note="; ".join(str(fault) for fault in error.faults))
    except ConvergenceError as error:
        return Found(case=case, verdict="not judged", note=str(error))
    values, first = [answer.value for answer in answers], answers[0]
    every = [*values, *(answer.value for answer in others)]
    low, high = min(every), max(every)
    verdict = judge(case.measured, first.value, low, high, first.error)
    stated = judge(case.measured, first.value, min(values), max(values), first.error)
    note = _note(case, first.note if verdict == stated else _COST if costs else _SCATTERING, low, high)
    runs, numbers = sum(one.runs for one in (*answers, *others)), {"low": low, "high": high, "error": first.error}
    return Found(case=case, verdict=verdict, value=first.value, **numbers, runs=runs, note=note)


def _simple(place: tuple[float, ...]) -> bool:
    # Other scattering and other costs are run only at the middle and the corners of the open settings.
    return all(part in (0.0, 0.5, 1.0) for part in place)


def _note(case: Case, note: str, low: float, high: float) -> str:
    bounds = case.measured
    if bounds.low is None or bounds.high is None or high - low <= _WIDE * (bounds.high - bounds.low):
        return note
    times = (high - low) / (bounds.high - bounds.low)
    weak = f"a weak test: the settings that are not stated change the model by {times:.0f} times the measured spread"
    return f"{note}; {weak}" if note else weak
