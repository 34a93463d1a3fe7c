"""The goal of a case file: one of the library, with aims that the user turns, frees or adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from microthermal import catalog
from microthermal.cases.parts import named, tried
from microthermal.catalog.reading.values import UNITS
from microthermal.documents.sentences import hint
from microthermal.domain.inputs.goal import Aim, Goal
from microthermal.errors import Fault, InputError, brief
from microthermal.units import parse_any

TURNED = "case file"
_KEYS = ("want", "target", "zero", "weight", "reason")
_EXAMPLE = 'goal = { name = "keloid", aims = { downtime = { weight = 3, zero = "7 day" } } }'


def read_goal(value: Any) -> Goal:
    """Goal of a case file.

    Parameters
    ----------
    value : Any
        Name of a goal of the library, or a table with its name and with aims by their metric. Each of them may state
        ``weight``, ``target`` and ``zero`` anew; an aim that the goal has not must state all but the weight.
        A weight of 0 frees an aim.

    Raises
    ------
    InputError
        With every fault.
    """
    if not isinstance(value, Mapping):
        return catalog.goal(named(value, "hypertrophic_scar", "the name of a goal"))
    faults = [Fault(str(key), f"this field is not known; {hint(str(key), ('name', 'aims'))}") for key in value
              if key not in ("name", "aims")]  # fmt: skip
    goal = tried(faults, "name", lambda name: catalog.goal(named(name, "hypertrophic_scar", "the name of a goal")),
                 value.get("name"))  # fmt: skip
    wanted = value.get("aims", {})
    if not isinstance(wanted, Mapping):
        faults.append(Fault("aims", f"must be a table, for example {_EXAMPLE}, not {brief(wanted)}"))
        wanted = {}
    held = {aim.metric: aim for aim in goal.aims} if goal else {}
    for metric, stated in wanted.items():
        turned = tried(faults, f"aims.{metric}", _aim, str(metric), stated, held.get(metric))
        if turned is not None:
            held[metric] = turned
    if faults or goal is None:
        raise InputError(faults)
    return replace(goal, aims=tuple(held.values()))


def _aim(metric: str, stated: Any, known: Aim | None) -> Aim:
    if not isinstance(stated, Mapping):
        raise InputError(f"must be a table, for example {_EXAMPLE}, not {brief(stated)}")
    faults = [
        Fault(str(key), f"this field is not known; {hint(str(key), _KEYS)}") for key in stated if key not in _KEYS
    ]
    if known is None:
        faults += [
            Fault(key, "this field is missing: the goal has no such aim, so that it has to be stated in full")
            for key in ("want", "target", "zero")
            if key not in stated
        ]
    found: dict[str, Any] = {"metric": metric} if known is None else {}
    unit = known.unit if known else ""
    for key in ("target", "zero"):
        if key in stated and (read := tried(faults, key, _number, stated[key])):
            found[key], own = read
            if unit and own != unit:
                faults.append(Fault(key, "is not in a unit of the same kind as the other numbers of this aim"))
            unit = unit or own
            found["source"] = TURNED
    if "weight" in stated:
        weight = stated["weight"]
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0.0 <= weight <= 100.0:
            faults.append(Fault("weight", f"must be a number from 0 to 100, not {brief(weight)}"))
        found |= {"weight": weight, "weighed_by": TURNED}
    found |= {key: str(stated[key]) for key in ("want", "reason") if key in stated} | {"unit": unit}
    if found.get("want", "high") not in ("high", "low", "near"):
        faults.append(Fault("want", f"must be 'high', 'low' or 'near', not {brief(found['want'])}"))
    if faults:
        raise InputError(faults)
    return Aim(**found) if known is None else replace(known, **found)


def _number(value: Any) -> tuple[float, str]:
    return parse_any(str(value), UNITS)
