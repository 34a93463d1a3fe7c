"""Cases that were changed at random and are valid still, simulated to their end: a result that is whole, or a sentence.

Each is simulated on the coarsest cells, with few photons, two persons and a day of healing, so that two seconds of
processor are enough. Its summary and its page are made as well, and its numbers have to be finite.
"""

from __future__ import annotations

import contextlib
import dataclasses
import math
import random
import time
import traceback
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from tests.fuzz import good, trial
from tests.fuzz.changes import changed_mapping, changed_text, nearby_text

import microthermal as mt
from microthermal.cases.treatment import TreatmentCase, read_treatment_case, treatment_case
from microthermal.deposition.engines import monte_carlo
from microthermal.errors import ConvergenceError, InputError, LibraryError
from microthermal.report.page import html
from microthermal.store.summary import summary
from microthermal.units import DAY

_PHOTONS = 3200


class Whole(NamedTuple):
    """How a valid case ended."""

    name: str
    """Of the example that was changed."""
    how: str
    """``simulated``, ``refused`` or ``fault``."""
    seconds: float
    """Of processor, for the simulation alone."""
    words: str = ""
    """What refused it, or what was wrong."""


def singles() -> list[str]:
    """Names of good cases of one treatment."""
    return [name for name in sorted(good.cases()) if any(key in good.mapping(name) for key in good.TREATMENT)]


def valid(number: int, seed: int, folder: Path) -> tuple[str, TreatmentCase] | None:
    """A case that was changed as two numbers say, with the name of its example; nothing where it is no valid one.

    Parameters
    ----------
    number, seed : int
        Of the input and of the run.
    folder : Path
        Where a file is written.
    """
    chance = random.Random(f"whole {seed} {number}")
    name = chance.choice(singles())
    way = chance.random()
    try:
        if way < 0.2:
            return name, treatment_case(changed_mapping(chance, good.mapping(name), python=False))
        near, path = nearby_text(chance, good.cases()[name]), folder / "case.toml"
        path.write_bytes(near.encode() if way < 0.7 else changed_text(chance, near))
        return name, read_treatment_case(path)
    except (InputError, LibraryError):
        return None


def simulated(name: str, case: TreatmentCase) -> Whole:
    """Simulate a case to its end within the limits of time and memory, and look at what it gave."""
    begun, spent, how, words = time.process_time(), math.nan, "simulated", ""
    try:
        with warnings.catch_warnings(), few_photons():
            warnings.simplefilter("error")
            with trial.limits(trial.SECONDS):
                result = mt.simulate(case.skin, case.treatment, case.condition, coarse(case))
            spent = time.process_time() - begun
            words = "; ".join(not_finite(summary(result))[:3])
            html(result)
    except (InputError, ConvergenceError) as error:
        how, words = "refused", str(error)
        unfit = trial.unfit(error)
        how, words = ("fault", unfit) if unfit else (how, words)
    except trial.TooLong:
        how, words = "fault", f"{traceback.format_exc(limit=-6)}longer than {trial.SECONDS:g} s of processor"
    except MemoryError:
        how, words = "fault", f"more than {trial.BYTES // 1_000_000} MB"
    except Exception:
        how, words = "fault", traceback.format_exc(limit=-6)
    how = "fault" if how == "simulated" and words else how
    return Whole(name, how, spent if math.isfinite(spent) else time.process_time() - begun, words)


def warmed() -> None:
    """Simulate each good case, so that no kernel is compiled within the time of another; raises what goes wrong."""
    for name in singles():
        case = treatment_case(good.mapping(name))
        with few_photons():
            html(mt.simulate(case.skin, case.treatment, case.condition, coarse(case)))


def coarse(case: TreatmentCase) -> Any:
    """Settings of a case on the coarsest cells, for two persons and a day, or a day beyond its last dose."""
    last = max([0.0, *(dose.time for dose in case.treatment.doses)])
    walk = case.settings.deposition
    if getattr(walk, "photons", None) is not None:
        walk = dataclasses.replace(walk, photons=min(walk.photons, _PHOTONS))
    if getattr(walk, "error", None) is not None:
        walk = dataclasses.replace(walk, error=None)
    return dataclasses.replace(
        case.settings, deposition=walk, cell=5e-5, numerical_error=False, warm_start=False, persons=2, until=last + DAY
    )


@contextlib.contextmanager
def few_photons() -> Iterator[None]:
    """So few photons where a case names none."""
    with mock.patch.multiple(monte_carlo, _PHOTONS=_PHOTONS, _PHOTONS_AROUND=_PHOTONS):
        yield


def not_finite(document: Any, way: str = "") -> list[str]:
    """Places of a summary whose numbers are not finite."""
    if isinstance(document, dict):
        return [found for key, value in document.items() for found in not_finite(value, f"{way}.{key}")]
    if isinstance(document, list | tuple):
        return [found for place, value in enumerate(document) for found in not_finite(value, f"{way}.{place}")]
    wrong = isinstance(document, float) and not math.isfinite(document)
    return [f"{way.lstrip('.')} is {document}"] if wrong else []
