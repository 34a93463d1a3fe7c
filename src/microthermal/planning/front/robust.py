"""An option in full and under every scenario: what it comes to as expected and at worst; how often limits hold."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from microthermal.catalog.library import Library
from microthermal.domain.inputs.goal import Estimate
from microthermal.planning.case import PlanCase
from microthermal.planning.evaluate import with_band
from microthermal.planning.front.limits import limit_name
from microthermal.planning.front.scenarios import other_persons
from microthermal.planning.noise.shifted import shifted
from microthermal.planning.ranking import medicine_alone, price, rounded, tail
from microthermal.planning.records import Option, Outcome, ScenarioScore, Verdict
from microthermal.planning.window.harms import harms
from microthermal.planning.window.limits import limits_of
from microthermal.planning.window.verdicts import reached, risk, score, verdicts
from microthermal.quantity import amended


def robust_option(
    case: PlanCase, whole: Option, few: Outcome, under: dict[str, Outcome], library: Library
) -> Option:  # fmt: skip
    """Option whose every number has its band over the scenarios.

    Parameters
    ----------
    case : PlanCase
        Whose goal it is judged by.
    whole : Option
        In nominal skin, in full.
    few : Outcome
        The same over the persons of the scenarios.
    under : dict
        Outcome under each scenario, by its name.
    library : Library
        Whose limits and rules it is judged by.

    Notes
    -----
    What a scenario of skin, device, needle or drug changes over few persons is put on what all persons have; one of
    other persons keeps its own numbers.
    """
    limits = limits_of(case.skin, case.condition, whole.treatment.pulse, library, case.goal)
    moved = {
        name: found if other_persons(name) else shifted(whole.outcome, few, found) for name, found in under.items()
    }
    found = with_band(whole.outcome, tuple(moved.values()))
    judged = verdicts(found, limits)
    scores = tuple(
        ScenarioScore(
            name=name, score=score(each, case.goal),
            reached=tuple(reached(aim, each.of(aim.metric)) for aim in case.goal.aims),
            stops=tuple(limit_name(mark.limit) for mark in verdicts(each, limits) if mark.state == "stop"),
        )
        for name, each in moved.items()
    )  # fmt: skip
    own = score(found, case.goal)
    every = [own, *(each.score for each in scores)]
    spread = Estimate(
        value=own, low=min(every), high=max(every), unit="1", meaning="how far the aims are reached", grade="scenario"
    )
    return amended(
        whole, outcome=found, verdicts=judged, score=own, risk=risk(judged), spread=spread, scenario_scores=scores,
        harms=harms(judged, case.goal),
    )  # fmt: skip


def expected(option: Option) -> float:
    """Mean of the score over nominal skin and every scenario [1]."""
    every = [option.score, *(one.score for one in option.scenario_scores)]
    return sum(every) / len(every)


def worst_case(option: Option) -> tuple[str, float]:
    """The scenario with the least score, and that score; the nominal one first, then those named first."""
    name, least = "nominal", option.score
    for one in option.scenario_scores:
        if one.score < least:
            name, least = one.name, one.score
    return name, least


def robust_value(option: Option) -> float:
    """Mean score of the worse half of nominal skin and the scenarios, times the fraction of them that pass no stop.

    Notes
    -----
    The mean of the worse half is the expected shortfall at one half: neither the one worst scenario decides, nor those
    in which all goes well. Each harm that limits warn of takes a tenth, as in every ranking.
    """
    every = sorted([option.score, *(one.score for one in option.scenario_scores)])
    half = every[: max(1, math.ceil(len(every) / 2))]
    kept = 1 + sum(not one.stops for one in option.scenario_scores)
    return float(sum(half) / len(half) * kept / len(every) * price(option))


def chance(option: Option, verdict: Verdict) -> tuple[int, int]:
    """In how many of nominal skin and all scenarios a stop limit holds, and of how many."""
    name = limit_name(verdict.limit)
    passed = (verdict.state == "stop") + sum(name in one.stops for one in option.scenario_scores)
    return 1 + len(option.scenario_scores) - passed, 1 + len(option.scenario_scores)


def robustly_ranked(options: Iterable[Option]) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """Allowed options, those with the greatest robust value first, and refused ones."""

    def key(option: Option) -> tuple[Any, ...]:
        return (option.nothing, -rounded(robust_value(option)), *tail(option))

    every = tuple(options)
    allowed = sorted((one for one in every if one.state != "stop"), key=key)
    refused = sorted((one for one in every if one.state == "stop"), key=key)
    alone = medicine_alone(allowed[0], allowed) if allowed else None
    if alone is not None:
        allowed = [alone, *(one for one in allowed if one is not alone)]
    return tuple(allowed), tuple(refused)


ROBUST_RULE = (
    "Options that pass a stop limit in nominal skin are refused. The others stand in the order of their robust value: "
    "the mean score of the worse half of nominal skin and the scenarios, times the fraction of these that pass no stop "
    "limit, less a tenth for each kind of harm that limits warn of and no aim weighs, rounded to 0.01; what is equal "
    "then, by less risk, fewer such harms, less light, fewer injections, name. Nothing done stands last. A laser leads "
    "only where it adds 0.05 or more to the same medicine alone, told apart; else that medicine leads."
)
