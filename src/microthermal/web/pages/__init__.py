"""What pages ask: each kind of question, the module of this folder that answers it, and where that is done.

A module answers with plain texts, numbers, lists and tables through the public functions of the program. What takes
less than a third of a second is answered in the request, by ``answer(request)``; all else is a job in a process of its
own, by ``answer(request, work)``, which tells how far it is, and may leave files in the folder of the job.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from microthermal.catalog.library import library
from microthermal.errors import Fault, InputError

Request: TypeAlias = Mapping[str, Any]
Answer: TypeAlias = dict[str, Any]
# Endings of what a request may name; a page names entries of the library, never files of this machine.
_FILES = (".toml", ".csv", ".nc", ".json")


class Work(NamedTuple):
    """What a job is handed: whom to tell how far it is (done, of how many, words), and a folder for its files."""

    tell: Callable[[int, int, str], None]
    folder: Path


class Kind(NamedTuple):
    """A kind of question: the module that answers it, by which of its functions, and whether that is a job."""

    module: str
    function: str = "answer"
    job: bool = True


KINDS: dict[str, Kind] = {
    "pages": Kind("settle", "names", job=False),
    "settle": Kind("settle", "settle", job=False),
    "zone": Kind("zone"),
    "field": Kind("field"),
    "skin": Kind("skin", job=False),
    "device": Kind("device", job=False),
    "simulate": Kind("reports", "simulate_report"),
    "window": Kind("reports", "window_report"),
    "plan": Kind("reports", "plan_report"),
    "weeks": Kind("weeks"),
    "injection": Kind("injection"),
    "timing": Kind("injection", "timing"),
    "gauges": Kind("window"),
    "map": Kind("window", "drawn"),
    "front": Kind("plan"),
    "question": Kind("plan", "question"),
    "export": Kind("plan", "export"),
    "published": Kind("compare", "published", job=False),
    "compare": Kind("compare"),
    "library": Kind("library", job=False),
    "entry": Kind("library", "entry", job=False),
    "find": Kind("library", "find", job=False),
    "measurements": Kind("validation", job=False),
    "judge": Kind("validation", "judged"),
}


def prepare() -> None:
    """Load what most jobs need, and the library, before the first of them comes."""
    importlib.import_module(f"{__name__}.zone")
    library()


def read_ahead() -> None:
    """Read what pages of the library and of measurements ask at once, so that the first of them need not wait."""
    for kind in ("library", "measurements", "published"):
        answer(kind, {})


def answer(kind: str, request: Request, *work: Work) -> Answer:
    """The answer to a request; a job is handed its work.

    Raises
    ------
    InputError
        If the request names a file, or asks for what cannot be.
    """
    found = KINDS[kind]
    faults = list(_named_files(request, ""))
    if faults:
        raise InputError(faults)
    told: Answer = getattr(importlib.import_module(f"{__name__}.{found.module}"), found.function)(request, *work)
    return told


def _named_files(value: Any, path: str) -> list[Fault]:
    """Faults of a request that names files."""
    if isinstance(value, Mapping):
        return [
            one for key, inner in value.items() for one in _named_files(inner, f"{path}.{key}" if path else str(key))
        ]
    if isinstance(value, list):
        return [one for number, inner in enumerate(value) for one in _named_files(inner, f"{path}.{number}")]
    if isinstance(value, str) and value.strip().lower().endswith(_FILES):
        return [Fault(path, "a page names entries of the library, no files")]
    return []
