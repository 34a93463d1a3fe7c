"""Aims in words: from which value on nothing is reached, where all is, and how far a treatment comes."""

from __future__ import annotations

from microthermal.domain.inputs.goal import Aim, Estimate, Goal
from microthermal.numerics.wholes import WHOLE
from microthermal.planning.records import Outcome
from microthermal.planning.window.verdicts import reached, score
from microthermal.units import show

# A fraction of an aim that is less than this rounds to none.
_SOME = 0.005


def target_text(aim: Aim, unit: str) -> str:
    """Value at which an aim is fully reached; of one that wants a value, that more and less than it count alike."""
    target = show(aim.target, unit)
    return f"near {target}" if aim.want == "near" else target


def nothing_text(aim: Aim, unit: str) -> str:
    """Value from which on nothing of an aim is reached; one that wants a value has such a mark on either side."""
    zero = show(aim.zero, unit)
    return f"{zero} (or {show(2.0 * aim.target - aim.zero, unit)})" if aim.want == "near" else zero


def fraction_reached(aim: Aim, estimate: Estimate) -> str:
    """How far an aim is reached: only all of it is called reached, and only nothing of it not reached at all."""
    fraction = reached(aim, estimate)
    if fraction >= 1.0 - WHOLE:
        return "reached"
    if fraction <= WHOLE:
        return "not reached at all"
    if fraction < _SOME:
        return "reached to less than 1 %"
    # Rounding makes no all of almost all.
    return f"reached to {min(max(round(100 * fraction), 1), 99)} %"


def untreated_text(untreated: Outcome, goal: Goal) -> str:
    """What untreated skin scores by the same judge, and which aims it meets before anything is done."""
    met = [
        f"{estimate.meaning} ({fraction_reached(aim, estimate)})"
        for aim in goal.aims
        if (estimate := untreated.of(aim.metric)) and reached(aim, estimate) >= _SOME
    ]
    fraction = round(100 * score(untreated, goal))
    if not met:
        return f"Untreated skin scores {fraction} % by the same aims."
    return f"Untreated skin scores {fraction} % by the same aims, some of which it meets as it is: {'; '.join(met)}."
