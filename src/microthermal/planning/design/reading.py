"""What a case file frees within ends, what it fixes, and the treatments from which a search starts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from microthermal import catalog
from microthermal.cases.parts import tried
from microthermal.catalog.reading.values import bare
from microthermal.documents import read, read_toml
from microthermal.documents.sentences import hint, read_choice
from microthermal.domain.inputs.published import Published
from microthermal.errors import Fault, InputError, brief
from microthermal.planning.design.variables import ALIASES, MEANINGS, ROUTES, Variable
from microthermal.units import parse

_MOST = 40


def read_variables(free: Any, fixed: Any) -> tuple[Variable, ...]:
    """Variables of the tables ``[free]`` and ``[fixed]`` of a case file.

    Parameters
    ----------
    free : object
        By name: two ends such as ``["10 mJ", "60 mJ"]``, or a list of names; ``true`` for all that the device offers.
    fixed : object
        By name: one value.

    Raises
    ------
    InputError
        With every fault.
    """
    faults: list[Fault] = []
    found: dict[str, Variable] = {}
    for table, stated in (("free", free), ("fixed", fixed)):
        if stated is None:
            continue
        if not isinstance(stated, Mapping):
            example = 'energy = ["10 mJ", "60 mJ"]' if table == "free" else 'energy = "20 mJ"'
            faults.append(Fault(table, f"must be a table, for example with {example}, not {brief(stated)}"))
            continue
        for key, value in stated.items():
            name = ALIASES.get(str(key), str(key))
            if name in found:
                faults.append(Fault(f"{table}.{key}", "is free and fixed, or named twice"))
                continue
            one = tried(faults, f"{table}.{key}", _free if table == "free" else _fixed, name, value)
            if one is not None:
                found[name] = one
    if faults:
        raise InputError(faults)
    return tuple(found.values())


def _free(name: str, value: Any) -> Variable:
    _known(name)
    if value is True:
        if MEANINGS[name].kind == "choice":
            raise InputError(f"name what may be chosen, for example {_names(name)}, not {brief(value)}")
        return Variable(name=name)
    if not isinstance(value, list) or not 1 <= len(value) <= _MOST:
        raise InputError(
            f"must be a list: two ends, or names; true frees all that the device offers; not {brief(value)}"
        )
    if MEANINGS[name].kind == "choice":
        return Variable(name=name, choices=tuple(dict.fromkeys(_named(name, one) for one in value)))
    if len(value) != 2:
        raise InputError(f"must be two ends, for example {_example(name)}, not {len(value)} values")
    low, high = (_number(name, one) for one in value)
    return Variable(name=name, low=low, high=high)


def _fixed(name: str, value: Any) -> Variable:
    _known(name)
    if MEANINGS[name].kind == "choice":
        return Variable(name=name, choices=(_named(name, value),))
    number = _number(name, value)
    return Variable(name=name, low=number, high=number)


def _known(name: str) -> None:
    if name not in MEANINGS:
        raise InputError(f"cannot vary; {hint(name, (*MEANINGS, *ALIASES))}")


def _named(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise InputError(f"must be a name in quotes, not {brief(value)}")
    if name == "route":
        return read_choice(value, ROUTES, name)
    known = (*catalog.names(name), "none", *(("device",) if name == "cooling" else ()))
    return read_choice(value, known, name)


def _number(name: str, value: Any) -> float:
    meaning = MEANINGS[name]
    if meaning.kind == "whole":
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 20:
            raise InputError(f"must be a whole number from 1 to 20, not {brief(value)}")
        return float(value)
    if not isinstance(value, str):
        raise InputError(f"must be a text with a unit, for example {_example(name)}, not {brief(value)}")
    number = parse(value, meaning.unit)
    if number < 0.0 or (meaning.by_ratio and number == 0.0):
        raise InputError(f"must be greater than 0, not {brief(value)}")
    return number


def _names(name: str) -> str:
    """Names of a choice as an example; those of devices and drugs are the case's own."""
    return {"route": '["needle", "zones"]', "cooling": '["none", "cold_air"]'}.get(name, '["none", "..."]')


def _example(name: str) -> str:
    examples = {
        "J": '"20 mJ"', "s": '"3 ms"', "1/m**2": '"100 / cm**2"', "kg/m**3": '"10 mg/mL"', "m": '"10 mm"', "1": "2",
    }  # fmt: skip
    return '"14 day"' if name in ("day", "interval") else examples[MEANINGS[name].unit]


def read_protocols(value: Any, folder: Path) -> tuple[Published, ...]:
    """Treatments of a list: names of the library, and files that end in ``.toml``, beside the case file.

    Raises
    ------
    InputError
        With every fault.
    """
    if not isinstance(value, list) or len(value) > _MOST:
        raise InputError(f'must be a list of names or files, for example ["lee2011", "own.toml"], not {brief(value)}')
    faults: list[Fault] = []
    read_all = [tried(faults, str(number), _protocol, one, folder) for number, one in enumerate(value)]
    if faults:
        raise InputError(faults)
    return tuple(one for one in read_all if one is not None)


def _protocol(value: Any, folder: Path) -> Published:
    if not isinstance(value, str):
        raise InputError(f"must be a name or a file in quotes, not {brief(value)}")
    if value.endswith(".toml"):
        return _own(folder / value)
    return catalog.published(value)


def _own(path: Path) -> Published:
    """A user's own protocol: as those of the library, but nobody has to be named who says so."""
    told = {"title": path.stem, "conditions": [], "source": "own file", "said": "not published"}
    stated: Published = read(Published, {**told, **bare(read_toml(path)), "name": path.stem, "origin": ""})
    return stated
