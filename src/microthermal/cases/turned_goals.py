"""Aims and limits of a goal as tables of a case file turn them, free them and add to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from microthermal.cases.parts import tried
from microthermal.catalog.reading.values import UNITS
from microthermal.documents.sentences import hint
from microthermal.domain.inputs.goal import Aim, Goal, Limit
from microthermal.errors import Fault, InputError, brief
from microthermal.units import parse_any

TURNED = "case file"
_KEYS = ("want", "target", "zero", "weight", "reason", "priority")
_MARKS = ("warn", "stop", "lower", "text")
_RANKS = 9  # as of Aim.priority
_EXAMPLE = 'goal = { name = "keloid", aims = { downtime = { weight = 3, zero = "7 day" } } }'
# Units of metrics that are sizes, times and doses: none of them is ever below zero.
NEVER_NEGATIVE = ("m", "s", "J/m**2")


def turned_aims(value: Any, goal: Goal | None) -> dict[str, Any]:
    """Aims of a goal as a table of a case file turns, frees and adds them, as a field of the goal.

    Raises
    ------
    InputError
        With every fault.
    """
    return {"aims": _turned(value, {aim.metric: aim for aim in goal.aims} if goal else {}, _aim)}


def turned_limits(value: Any, goal: Goal | None) -> dict[str, Any]:
    """Limits of a goal as a table of a case file turns and adds them, as a field of the goal; as :func:`turned_aims`.

    A limit of the window on the same metric and side gives way to one of the goal.
    """
    return {"limits": _turned(value, {limit.metric: limit for limit in goal.limits} if goal else {}, _limit)}


def _turned(value: Any, held: dict[str, Any], one: Callable[..., Any]) -> tuple[Any, ...]:
    if not isinstance(value, Mapping):
        raise InputError(f"must be a table, for example {_EXAMPLE}, not {brief(value)}")
    faults: list[Fault] = []
    for metric, stated in value.items():
        found = tried(faults, str(metric), one, str(metric), stated, held.get(metric))
        if found is not None:
            held[metric] = found
    if faults:
        raise InputError(faults)
    return tuple(held.values())


def _limit(metric: str, stated: Any, known: Limit | None) -> Limit:
    """A limit of the goal: ``stop``, and ``warn`` if it is not the same; ``lower = true`` where less is too little."""
    if not isinstance(stated, Mapping):
        raise InputError(f'must be a table, for example {{ warn = "2 day", stop = "3 day" }}, not {brief(stated)}')
    faults = [
        Fault(str(key), f"this field is not known; {hint(str(key), _MARKS)}") for key in stated if key not in _MARKS
    ]
    if known is None and "stop" not in stated:
        faults.append(Fault("stop", "this field is missing: the goal has no such limit, so that it has to be stated"))
    found: dict[str, Any] = {"metric": metric} if known is None else {}
    marks = _numbers(faults, stated, ("warn", "stop"), known.unit if known else "")
    found |= marks
    if known is None and "stop" in marks:
        found.setdefault("warn", marks["stop"])
    if not isinstance(stated.get("lower", False), bool):
        faults.append(Fault("lower", f"must be true or false, not {brief(stated['lower'])}"))
    found |= {key: stated[key] for key in ("lower", "text") if key in stated}
    if faults:
        raise InputError(faults)
    found |= {"source": TURNED, "name": f"own_{metric}"}
    limit = Limit(**found) if known is None else replace(known, **found)
    if (limit.warn < limit.stop) if limit.lower else (limit.warn > limit.stop):
        raise InputError([Fault("warn", "must be met before stop: a limit warns first")])
    return limit


def _numbers(faults: list[Fault], stated: Mapping[str, Any], keys: tuple[str, ...], unit: str) -> dict[str, Any]:
    """Numbers of an aim or a limit in SI, with the unit that they share."""
    found: dict[str, Any] = {}
    for key in keys:
        if key in stated and (read := tried(faults, key, _number, stated[key])):
            found[key], own = read
            if found[key] < 0.0 and own in NEVER_NEGATIVE:
                faults.append(Fault(key, f"must not be negative, and is '{stated[key]}'"))
            if unit and own != unit:
                faults.append(Fault(key, "is not in a unit of the same kind as the other numbers beside it"))
            unit = unit or own
    return found | {"unit": unit} if found else found


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
    marks = _numbers(faults, stated, ("target", "zero"), known.unit if known else "")
    found |= marks | ({"source": TURNED} if marks else {})
    if "priority" in stated:
        found["priority"] = stated["priority"]
        if isinstance(stated["priority"], bool) or stated["priority"] not in range(1, _RANKS + 1):
            faults.append(
                Fault("priority", f"must be a whole number from 1 to {_RANKS}, not {brief(stated['priority'])}")
            )
    if "weight" in stated:
        weight = stated["weight"]
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0.0 <= weight <= 100.0:
            faults.append(Fault("weight", f"must be a number from 0 to 100, not {brief(weight)}"))
        found |= {"weight": weight, "weighed_by": TURNED}
    found |= {key: str(stated[key]) for key in ("want", "reason") if key in stated}
    if found.get("want", "high") not in ("high", "low", "near"):
        faults.append(Fault("want", f"must be 'high', 'low' or 'near', not {brief(found['want'])}"))
    if faults:
        raise InputError(faults)
    return Aim(**found) if known is None else replace(known, **found)


def _number(value: Any) -> tuple[float, str]:
    return parse_any(str(value), UNITS)
