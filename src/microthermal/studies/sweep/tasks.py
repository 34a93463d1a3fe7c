"""A task: some points of a study, simulated and told as rows; a pure function of what its keys are made of."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import microthermal
from microthermal import catalog
from microthermal.cases.treatment import treatment_case
from microthermal.catalog.reading.state import one_state
from microthermal.errors import InputError, MicrothermalError
from microthermal.planning.metrics import metrics
from microthermal.planning.posterior_courses import each_person
from microthermal.simulation.chain import simulate
from microthermal.simulation.many import remembered_field, remembered_zone
from microthermal.studies.fields import with_fields
from microthermal.studies.sweep.records import Study, canonical

# Folders of the program on which no number of a table hangs.
_SHOWING: Final = ("cli", "report", "store")
# What a point that cannot be simulated may raise: what is wrong with it, or what arithmetic makes of it.
REFUSED: Final = (MicrothermalError, ArithmeticError, ValueError, LookupError)
_LONGEST: Final = 500

# Key of a point, and what stands in its case.
Point: TypeAlias = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """What came of one point: its metrics in the order of the study, or the sentence that says why there are none.

    A metric that is not defined is None, and ``notes`` say why; those that are only lower bounds are named there, too.
    """

    key: str
    values: tuple[float | None, ...]
    sentence: str = ""
    notes: str = ""


@dataclass(frozen=True)
class Task:
    """Points that one worker simulates one after the other, with all that their rows hang on."""

    case: str
    metrics: tuple[str, ...]
    library_digest: str
    program_digest: str
    points: tuple[Point, ...]


@cache  # files of the installed program, which it has read when it began
def program_digest() -> str:
    """Digest of all sources of the program on which a number may hang."""
    root, found = Path(microthermal.__file__).parent, hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root)
        if name.parts[0] not in _SHOWING:
            found.update(name.as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def base_digest(study: Study, library_digest: str) -> str:
    """Digest of what all points of a study share: case, metrics, library, program."""
    shared = [study.case, study.metrics, library_digest, program_digest()]
    return hashlib.sha256(canonical(shared).encode()).hexdigest()


def key_of(base: str, values: dict[str, Any]) -> str:
    """Key of a point, of the digest of what it shares with others and of what stands in its case."""
    return hashlib.sha256(f"{base}{canonical(values)}".encode()).hexdigest()[:40]


@one_state()
def evaluate(task: Task) -> list[Row]:
    """Rows of a task, in the order of its points.

    Raises
    ------
    InputError
        If this process has another library or another program than the one that asks.
    """
    library = catalog.library()
    if task.library_digest != library.digest or task.program_digest != program_digest():
        what = "library" if task.library_digest != library.digest else "version of the program"
        raise InputError(f"a worker has another {what} than the command that asks; install the same on all machines")
    case = _case(task.case)
    return [_row(case, key, values, task.metrics) for key, values in task.points]


@lru_cache(maxsize=2)
def _case(text: str) -> dict[str, Any]:
    case: dict[str, Any] = json.loads(text)
    return case


def _row(case: dict[str, Any], key: str, values: dict[str, Any], names: tuple[str, ...]) -> Row:
    try:
        asked = treatment_case(with_fields(case, values))
        found = simulate(
            asked.skin, asked.treatment, asked.condition, asked.settings,
            zone_runner=remembered_zone, field_runner=remembered_field, library=catalog.library(),
        )  # fmt: skip
        each = each_person(found) if any(metrics[name].persons for name in names) else ()
        told = [metrics[name](found, each) for name in names]
    except REFUSED as error:
        return Row(key, (None,) * len(names), sentence=_sentence(error))
    notes = [f"{name}: {one.undefined}" for name, one in zip(names, told, strict=True) if one.undefined]
    notes += [f"{name}: a lower bound" for name, one in zip(names, told, strict=True) if one.beyond]
    return Row(key, tuple(None if one.undefined else one.value for one in told), notes="; ".join(notes))


def _sentence(error: Exception) -> str:
    if isinstance(error, InputError):
        text = "; ".join(str(fault) for fault in error.faults)
    elif isinstance(error, MicrothermalError):
        text = str(error)
    else:
        text = f"{type(error).__name__}: {error}"
    return text[:_LONGEST]
