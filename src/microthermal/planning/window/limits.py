"""Limits that hold for a treatment, and whether aims, limits and rules name metrics that exist, in their unit."""

from __future__ import annotations

from collections.abc import Iterable

from microthermal import catalog
from microthermal.catalog.library import Library
from microthermal.catalog.limits import class_of
from microthermal.documents.sentences import read_choice
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.goal import Aim, Goal, Limit
from microthermal.domain.inputs.rule import Rule
from microthermal.domain.inputs.skin import Skin
from microthermal.errors import Fault, InputError
from microthermal.planning.metrics import metrics
from microthermal.planning.window.advice_words import advice_words
from microthermal.quantity import amended
from microthermal.units import example


def limits_of(
    skin: Skin, condition: Condition, pulse: Exposure, library: Library, goal: Goal | None = None
) -> tuple[Limit, ...]:
    """Limits for a treatment: those of the goal, if there is one, then those of a library on other metrics.

    What they advise is told in the words of the treatment (:mod:`microthermal.planning.window.advice_words`).

    Raises
    ------
    InputError
        If a limit of the library is on a metric that does not exist, or not in its unit.
    """
    own = goal.limits if goal else ()
    every = catalog.limits(skin, condition, class_of(pulse), library.limits)
    check_metrics((limit for limit, _ in library.limits), "limits")
    known = {(limit.metric, limit.lower) for limit in own}
    held = (*own, *(limit for limit in every if (limit.metric, limit.lower) not in known))
    if pulse.zoneless:
        # Where no laser is used, none can be too weak, and no zone leaves too little between itself and the next.
        held = tuple(limit for limit in held if not (limit.under or limit.lower))
    return tuple(amended(limit, advice=advice_words(limit.advice, skin, pulse)) for limit in held)


def check_goal(goal: Goal) -> None:
    """Refuse a goal whose aims or limits are on metrics that do not exist, or not in their unit.

    Raises
    ------
    InputError
        With every fault.
    """
    check_metrics((*goal.aims, *goal.limits), goal.origin or goal.name)


def check_metrics(asked: Iterable[Aim | Limit | Rule], where: str) -> None:
    """Refuse aims, limits and rules on metrics that do not exist, or not in their unit.

    Raises
    ------
    InputError
        With every fault; ``where`` says where they stand.
    """
    if faults := _faults(asked, where):
        raise InputError(faults)


def library_faults() -> list[Fault]:
    """Faults of all goals, limits and rules of the installed library that only the metrics tell."""
    goals = (catalog.goal(name) for name in catalog.names("goal"))
    found = [fault for goal in goals for fault in _faults((*goal.aims, *goal.limits), goal.origin)]
    return [*found, *_faults(catalog.every_limit(), "limits"), *_faults(catalog.rules(), "rules")]


def _faults(asked: Iterable[Aim | Limit | Rule], where: str) -> list[Fault]:
    found = []
    for one in asked:
        told = one.criteria if isinstance(one, Rule) else one
        if not told.metric:
            continue
        try:
            unit = metrics[read_choice(told.metric, metrics.kinds(), "metric")].unit
        except InputError as error:
            found.append(Fault(where, str(error)))
            continue
        if told.unit not in ("", unit):
            text = f"its numbers are not in a unit of this metric; write for example '{example(unit)}'"
            found.append(Fault(f"{where}.{told.metric}", text))
    return found
