"""Reading a study: a TOML file, or every fault of it as one sentence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from microthermal.cases.parts import FormReader, tried
from microthermal.cases.treatment import treatment_case
from microthermal.documents import read_toml
from microthermal.documents.sentences import hint, read_choice
from microthermal.errors import Fault, InputError, brief
from microthermal.planning.metrics import metrics
from microthermal.studies.fields import number_of, with_fields
from microthermal.studies.sweep.points import first_and_last, runs_of
from microthermal.studies.sweep.records import KINDS, Input, Kind, Study

FEWEST, MOST = 2, 1_000_000
_MOST_INPUTS, _MOST_VALUES = 40, 1000
_FIELDS: Final = ("title", "case", "kind", "runs", "seed", "metrics", "inputs")
_OF_INPUT: Final = ("low", "high", "points", "scale", "values")
_INPUT: Final = '"pulse.energy" = { low = "5 mJ", high = "40 mJ", points = 8 }'
_USUAL: Final = 256
# What a case holds beside its fields, and what only a person reads.
_NO_INPUTS: Final = ("title", "date")


def read_study(path: Path) -> Study:
    """Read a TOML file that asks for a sweep; its case is named relative to it.

    Raises
    ------
    InputError
        With every fault of the file, each naming its field and what would be right.
    """
    return study_of(read_toml(path), path.parent, path.stem)


def study_of(mapping: Mapping[str, Any], folder: Path = Path(), title: str = "") -> Study:
    """Make a study from a mapping, as TOML or JSON give it; see :func:`read_study`."""
    form = FormReader(mapping, _FIELDS, other={})
    name = form.text("title", title)
    case = _field(form, mapping, "case", lambda value: _case(value, folder), 'case = "cheek.toml"')
    kind: Kind | None = form.take("kind", lambda value: read_choice(value, KINDS, "kind of sweep"), lambda: "sobol")  # type: ignore[arg-type,return-value]
    seed = form.take("seed", lambda value: _whole(value, 0, 2**31 - 2), lambda: 1)
    asked = _field(form, mapping, "metrics", _metrics, 'metrics = ["depth", "coverage"]')
    inputs = _field(form, mapping, "inputs", lambda value: _inputs(value, kind), f"[inputs] with {_INPUT}")
    drawn = kind != "grid"
    runs = form.take("runs", lambda value: _whole(value, FEWEST, MOST), lambda: _USUAL if drawn else 0)
    if "runs" in mapping and kind == "grid":
        form.faults.append(Fault("runs", "a grid has as many runs as its points make; leave this out"))
    form.finish()
    if kind == "grid":
        runs = runs_of(inputs)
        if not FEWEST <= runs <= MOST:
            text = f"the points of the grid make {runs} runs; a sweep has {FEWEST} to {MOST}"
            raise InputError([Fault("inputs", text)])
    document = {**mapping, "title": name, "case": case}
    found = Study(
        title=name, case=case, kind=kind or "sobol", inputs=inputs, metrics=asked, runs=runs, seed=seed,
        document=json.loads(json.dumps(document, default=str)),
    )  # fmt: skip
    _try(found)
    return found


def _field(form: FormReader, mapping: Mapping[str, Any], name: str, reader: Any, example: str) -> Any:
    if name not in mapping:
        form.faults.append(Fault(name, f"this field is missing; write for example {example}"))
        return None
    return form.take(name, reader)


def _case(value: Any, folder: Path) -> dict[str, Any]:
    if isinstance(value, str):
        value = read_toml(folder / value)
    if not isinstance(value, Mapping):
        raise InputError(f"must be the name of a case file in quotes, or a table of its fields, not {brief(value)}")
    case = {name: item for name, item in value.items() if name not in _NO_INPUTS}
    treatment_case(case)  # every fault of it, before anything runs
    plain: dict[str, Any] = json.loads(json.dumps(case, default=str))
    return plain


def _metrics(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise InputError(f'must be a list of metrics, for example ["depth", "coverage"], not {brief(value)}')
    faults: list[Fault] = []
    found = [tried(faults, f"{place}", _metric, one) for place, one in enumerate(value)]
    if faults:
        raise InputError(faults)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _metric(value: Any) -> str:
    return read_choice(value, metrics.kinds(), "metric")


def _inputs(value: Any, kind: str | None) -> tuple[Input, ...]:
    if not isinstance(value, Mapping) or not value:
        raise InputError(f"must be a table of fields that vary, for example {_INPUT}, not {brief(value)}")
    if len(value) > _MOST_INPUTS:
        raise InputError(f"names {len(value)} fields; at most {_MOST_INPUTS} can vary in one sweep")
    faults: list[Fault] = []
    flat = dict(_flat(value))
    found = [tried(faults, path, _input, path, stated, kind) for path, stated in flat.items()]
    if faults:
        raise InputError(faults)
    return tuple(one for one in found if one is not None)


def _flat(value: Mapping[str, Any], above: str = "") -> list[tuple[str, Any]]:
    """Paths with what is stated of them; in TOML, a dot without quotes makes tables in tables."""
    found: list[tuple[str, Any]] = []
    for name, item in value.items():
        path = f"{above}.{name}" if above else str(name)
        inner = isinstance(item, Mapping) and item and not set(item) & set(_OF_INPUT)
        if inner and all(isinstance(each, Mapping) for each in item.values()):
            found += _flat(item, path)
        else:
            found.append((path, item))
    return found


def _input(path: str, stated: Any, kind: str | None) -> Input:
    if path.split(".")[0] in _NO_INPUTS:
        raise InputError("changes nothing that is computed")
    if not isinstance(stated, Mapping):
        raise InputError(f"must be a table, for example {_INPUT}, not {brief(stated)}")
    strange = [Fault(str(name), f"this field is not known; {hint(name, _OF_INPUT)}") for name in stated
               if name not in _OF_INPUT]  # fmt: skip
    if strange:
        raise InputError(strange)
    return _listed(path, stated) if "values" in stated else _ranged(path, stated, kind)


def _listed(path: str, stated: Mapping[str, Any]) -> Input:
    values = stated["values"]
    if set(stated) != {"values"}:
        raise InputError("states values and a range; write one of them")
    if not isinstance(values, list) or not 1 <= len(values) <= _MOST_VALUES:
        raise InputError([Fault("values", f"must be a list of 1 to {_MOST_VALUES} values, not {brief(values)}")])
    return Input(path=path, values=tuple(values))


def _ranged(path: str, stated: Mapping[str, Any], kind: str | None) -> Input:
    faults: list[Fault] = []
    ends: dict[str, tuple[float, str]] = {}
    for name in ("low", "high"):
        if name not in stated:
            faults.append(Fault(name, f"this field is missing; write for example {_INPUT}"))
        elif (number := tried(faults, name, number_of, stated[name])) is not None:
            ends[name] = number
    points = (
        tried(faults, "points", lambda value: _whole(value, 2, MOST), stated["points"]) if "points" in stated else 0
    )
    if kind == "grid" and "points" not in stated:
        faults.append(Fault("points", "this field is missing; a grid needs to know how many points lie on the range"))
    scale = stated.get("scale", "linear")
    if scale not in ("linear", "log"):
        faults.append(Fault("scale", f"must be 'linear' or 'log', not {brief(scale)}"))
    if len(ends) == 2:
        (low, unit), (high, other) = ends["low"], ends["high"]
        if unit != other:
            faults.append(Fault("high", "is not in a unit of the same kind as low"))
        elif not low < high:
            faults.append(Fault("high", "must be greater than low"))
        elif scale == "log" and low <= 0.0:
            faults.append(Fault("low", "must be greater than 0, because the points lie evenly in its logarithm"))
    if faults:
        raise InputError(faults)
    (low, unit), (high, _) = ends["low"], ends["high"]
    whole = all(isinstance(stated[name], int) for name in ("low", "high"))
    return Input(path=path, low=low, high=high, unit=unit, points=points or 0, scale=scale, whole=whole)


def _whole(value: Any, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise InputError(f"must be a whole number from {least} to {most}, not {brief(value)}")
    return value


def _try(study: Study) -> None:
    """Refuse paths that no case has: one that the first and the last point both refuse is wrong in itself."""
    refused: list[set[Fault]] = []
    for values in first_and_last(study):
        faults: list[Fault] = []
        tried(faults, "inputs", lambda given: treatment_case(with_fields(study.case, given)), values)
        refused.append(set(faults))
    wrong = sorted(refused[0] & refused[1], key=str)
    if wrong:
        raise InputError(wrong)
