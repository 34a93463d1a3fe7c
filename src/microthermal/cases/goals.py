"""The goal of a case file: one of the library, or several combined, with aims and limits that the user turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import reduce
from typing import Any

from microthermal import catalog
from microthermal.cases.parts import named, tried
from microthermal.cases.turned_goals import turned_aims, turned_limits
from microthermal.documents.sentences import hint
from microthermal.domain.inputs.goal import Goal, Limit
from microthermal.errors import Fault, InputError

_MOST = 6


def read_goal(value: Any) -> Goal:
    """Goal of a case file.

    Parameters
    ----------
    value : Any
        Name of a goal of the library, a list of such names to be combined, or a table with its name (or such a list)
        and with aims and limits by their metric. Each aim may state ``weight``, ``priority``, ``target`` and ``zero``
        anew; an aim that the goal has not must state all but weight and priority. A weight of 0 frees an aim.

    Raises
    ------
    InputError
        With every fault.
    """
    if isinstance(value, list):
        return _combined(value)
    if not isinstance(value, Mapping):
        return _one(value)
    faults = [Fault(str(key), f"this field is not known; {hint(str(key), ('name', 'aims', 'limits'))}") for key in value
              if key not in ("name", "aims", "limits")]  # fmt: skip
    goal = tried(faults, "name", _named, value.get("name"))
    turned = [
        tried(faults, part, turn, value[part], goal)
        for part, turn in (("aims", turned_aims), ("limits", turned_limits))
        if part in value
    ]
    if faults or goal is None:
        raise InputError(faults)
    return reduce(lambda held, fields: replace(held, **(fields or {})), turned, goal)


def _named(name: Any) -> Goal:
    if isinstance(name, list):
        return _combined(name)
    return _one(name)


def _one(name: Any) -> Goal:
    return catalog.goal(named(name, "hypertrophic_scar", "the name of a goal"))


def _combined(value: list[Any]) -> Goal:
    """Several goals of the library as one.

    Notes
    -----
    Aims on one metric are one, with the weights added and the values of the goal that is named first; limits are the
    stricter ones; drugs, barred families and evidence are those of all, condition and title those of the first.
    """
    if not 1 <= len(value) <= _MOST:
        raise InputError(f"names {len(value)} goals; 1 to {_MOST} can be combined")
    faults: list[Fault] = []
    read_all = [tried(faults, f"{number}", _one, name) for number, name in enumerate(value)]
    goals = [goal for goal in read_all if goal is not None]
    faults += _opposed(goals)
    if faults:
        raise InputError(faults)
    return reduce(_joined, goals)


def _opposed(goals: list[Goal]) -> list[Fault]:
    wants: dict[str, set[str]] = {}
    for goal in goals:
        for aim in goal.aims:
            wants.setdefault(aim.metric, set()).add(aim.want)
    return [
        Fault("", f"these goals want {metric.replace('_', ' ')} {' and '.join(sorted(found))}: they cannot be combined")
        for metric, found in wants.items()
        if len(found) > 1
    ]


def _joined(one: Goal, other: Goal) -> Goal:
    theirs = {aim.metric: aim.weight for aim in other.aims}
    mine = {aim.metric for aim in one.aims}
    aims = (
        *(replace(aim, weight=min(aim.weight + theirs.get(aim.metric, 0.0), 100.0)) for aim in one.aims),
        *(aim for aim in other.aims if aim.metric not in mine),
    )
    both: dict[str, Any] = {
        field: tuple(dict.fromkeys((*getattr(one, field), *getattr(other, field))))
        for field in ("drugs", "barred", "evidence", "notes", "not_measured")
    }
    return replace(
        one, aims=aims, limits=_stricter(one.limits, other.limits), sessions=max(one.sessions, other.sessions),
        session_interval=max(one.session_interval, other.session_interval),
        name=f"{one.name}+{other.name}", title=f"{one.title}; {other.title}", **both,
    )  # fmt: skip


def _stricter(mine: tuple[Limit, ...], theirs: tuple[Limit, ...]) -> tuple[Limit, ...]:
    held = {(limit.metric, limit.lower): limit for limit in mine}
    for limit in theirs:
        known = held.get((limit.metric, limit.lower))
        sign = -1.0 if limit.lower else 1.0
        if known is None or sign * limit.stop < sign * known.stop:
            held[limit.metric, limit.lower] = limit
    return tuple(held.values())
