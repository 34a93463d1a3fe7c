"""What a scenario changes over few persons, put on what the same treatment comes to over all of them."""

from __future__ import annotations

from dataclasses import replace

from microthermal.domain.inputs.goal import Estimate
from microthermal.planning.records import Outcome, Result


def shifted(whole: Outcome, few: Outcome, scenario: Outcome) -> Outcome:
    """Outcome under a scenario as all persons would have it.

    Parameters
    ----------
    whole : Outcome
        In nominal skin, over all persons.
    few : Outcome
        In nominal skin, over the few persons of the scenario.
    scenario : Outcome
        Under the scenario, over the same few.

    Notes
    -----
    whole + (scenario - few), for the value and both ends of the band: which few persons are followed then falls out,
    but for what the scenario does otherwise to them than to the others (a control variate). What was below zero in none
    of the three stays so, and a fraction that was below one in all of them. Where one of the three is not defined, the
    scenario keeps its own number.
    """
    return Outcome(
        results=tuple(
            Result(metric=one.metric, estimate=_moved(whole.of(one.metric), few.of(one.metric), one.estimate))
            for one in scenario.results
        )
    )


def _moved(whole: Estimate, few: Estimate, scenario: Estimate) -> Estimate:
    if whole.undefined or few.undefined or scenario.undefined:
        return scenario
    low, value, high = (
        _end(getattr(whole, name), getattr(few, name), getattr(scenario, name), scenario.unit)
        for name in ("low", "value", "high")
    )
    return replace(scenario, low=min(low, value), value=value, high=max(high, value))


def _end(whole: float, few: float, scenario: float, unit: str) -> float:
    found, three = whole + (scenario - few), (whole, few, scenario)
    if min(three) >= 0.0:
        found = max(found, 0.0)
    return min(found, 1.0) if unit == "%" and max(three) <= 1.0 else found
