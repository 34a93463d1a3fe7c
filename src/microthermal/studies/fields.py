"""Any field of a case file by its path: `pulse.energy`, `skin.phototype`, `doses.0.concentration`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from microthermal import catalog
from microthermal.catalog.reading.values import UNITS
from microthermal.errors import Fault, InputError, brief
from microthermal.units import parse_any

# Units of fields of case files, beside those of the library's values.
_UNITS: Final = (*UNITS, "W/m/K", "kg/m**2", "m**3/m**2", "J/kg/K")
# What a list is called by people who write one of it.
_LISTS: Final = {"dose": "doses", "doses": "doses", "topical": "topicals", "topicals": "topicals"}
_DEEPEST: Final = 8


def with_fields(document: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """A case with some of its fields set anew; the case that was given stays as it is.

    Parameters
    ----------
    document : Mapping
        The case, as TOML or JSON give it.
    values : Mapping
        Paths to what is to stand there.

    Raises
    ------
    InputError
        With one fault for each path that leads nowhere.
    """
    found, faults = dict(document), []
    for path, value in values.items():
        try:
            found = _with_field(found, path, value)
        except InputError as error:
            faults += [Fault(path, fault.text) for fault in error.faults]
    if faults:
        raise InputError(faults)
    return found


def _with_field(document: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    first, *rest = path.split(".")
    if not all((first, *rest)) or len(rest) > _DEEPEST:
        raise InputError("is no path of a field; write for example 'pulse.energy'")
    name = _LISTS.get(first, first)
    if not rest:
        return {**document, name: value}
    if name in _LISTS:
        return {**document, name: _in_list(document.get(name), name, rest, value)}
    inside = document.get(name)
    if name == "skin" and isinstance(inside, str):
        known = catalog.skin(inside)
        inside = {"site": known.site, "phototype": known.phototype}
    return {**document, name: _in_table({} if inside is None else inside, rest, value)}


def _in_table(table: Any, rest: list[str], value: Any) -> dict[str, Any]:
    if not isinstance(table, Mapping):
        raise InputError(f"leads into {brief(table)}, which the case names; write it as a table in the case")
    name, *more = rest
    return {**table, name: value if not more else _in_table(table.get(name, {}), more, value)}


def _in_list(held: Any, name: str, rest: list[str], value: Any) -> list[Any]:
    """A list in which one member is changed, or all of them where the path has no number."""
    if not isinstance(held, list) or not held:
        raise InputError(f"the case holds no {name}")
    if not rest[0].isdecimal():
        return [_in_table(one, rest, value) for one in held]
    number = int(rest[0])
    if number >= len(held) or not rest[1:]:
        raise InputError(f"the case holds {len(held)} {name}, counted from 0; name a field of one of them")
    return [_in_table(one, rest[1:], value) if place == number else one for place, one in enumerate(held)]


def number_of(value: Any) -> tuple[float, str]:
    """A number of a case file in SI, and its unit; plain numbers have the unit 1.

    Raises
    ------
    InputError
        If it is no number, or in no known unit.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InputError(f"must be a number, with its unit in quotes where it has one, not {brief(value)}")
    return parse_any(str(value), _UNITS)
