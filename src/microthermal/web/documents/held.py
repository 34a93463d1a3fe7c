"""What jobs hold for one another: the last treatments of a process, and results of earlier jobs by their names."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from microthermal import store
from microthermal.cases.treatment import TreatmentCase, treatment_case
from microthermal.catalog.device_steps import step_cautions
from microthermal.catalog.reading.state import remembered
from microthermal.errors import Fault, InputError
from microthermal.planning.records import Plan
from microthermal.planning.window.map import Window, banded
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation

# Treatments that a process remembers: the pages ask of one treatment one after another.
_TREATMENTS = 4
_NAME = re.compile(r"[0-9a-f]{16}")


def simulated(case: Mapping[str, Any]) -> Simulation:
    """The treatment of a case, simulated unless this process has just done so.

    Raises
    ------
    InputError
        With every fault of the case.
    """
    return _simulated(_text(case))


def windowed(case: Mapping[str, Any]) -> Window:
    """The treatment of a case under its scenarios, unless this process has just done so.

    Raises
    ------
    InputError
        With every fault of the case.
    """
    return _windowed(_text(case))


def read(case: Mapping[str, Any]) -> TreatmentCase:
    """The treatment that a case asks for.

    Raises
    ------
    InputError
        With every fault of the case.
    """
    return treatment_case(dict(case))


def _text(case: Mapping[str, Any]) -> str:
    if not isinstance(case, Mapping):
        raise InputError([Fault("case", "must be a table of settings")])
    return json.dumps(case, sort_keys=True)


@remembered(_TREATMENTS)
def _simulated(text: str) -> Simulation:
    asked = read(json.loads(text))
    found = simulate(asked.skin, asked.treatment, asked.condition, asked.settings)
    doubts = step_cautions(asked.device, asked.treatment.pulse, asked.treatment.pattern)
    return replace(found, title=asked.title, date=asked.date, cautions=(*found.cautions, *doubts))


@remembered(_TREATMENTS)
def _windowed(text: str) -> Window:
    return banded(_simulated(text))


def earlier(name: object, folder: Path) -> Simulation | Plan:
    """The run of an earlier job, by the job's name.

    Parameters
    ----------
    name : str
        Sixteen letters of a hexadecimal number, as the server has given it.
    folder : Path
        That of the job that asks: the others lie beside it.

    Raises
    ------
    InputError
        If that is no name of a job, or its result is no longer kept.
    """
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise InputError([Fault("of", "must be the name of an earlier result")])
    run = folder.parent / name / "run.nc"
    if not run.is_file():
        raise InputError([Fault("of", "this result is no longer kept; ask for it again")])
    return store.load(run)


def earlier_plan(name: object, folder: Path) -> Plan:
    """The plan of an earlier job; else as :func:`earlier`."""
    found = earlier(name, folder)
    if not isinstance(found, Plan):
        raise InputError([Fault("of", "that result is a treatment, and no plan")])
    return found


def text_in(request: Mapping[str, Any], field: str, otherwise: str | None = None) -> str:
    """A text of a request.

    Raises
    ------
    InputError
        If it is none, or is missing and has no other value.
    """
    value = request.get(field, otherwise)
    if not isinstance(value, str):
        raise InputError([Fault(field, "must be a text")])
    return value


def whole_in(request: Mapping[str, Any], field: str, least: int, most: int, otherwise: int) -> int:
    """A whole number of a request, between two ends.

    Raises
    ------
    InputError
        If it is none, or lies beyond.
    """
    value = request.get(field, otherwise)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise InputError([Fault(field, f"must be a whole number from {least} to {most}")])
    return value


def flag_in(request: Mapping[str, Any], field: str, otherwise: bool | None = None) -> bool:
    """A yes or no of a request.

    Raises
    ------
    InputError
        If it is neither, or is missing and has no other value.
    """
    value = request.get(field, otherwise)
    if not isinstance(value, bool):
        raise InputError([Fault(field, "must be true or false")])
    return value


def only(request: Mapping[str, Any], *fields: str) -> None:
    """Refuse fields that a question does not have.

    Raises
    ------
    InputError
        With every one of them.
    """
    unknown = [name for name in request if name not in fields]
    if unknown:
        raise InputError([Fault(name, f"is not asked here; asked are {', '.join(fields)}") for name in unknown])
