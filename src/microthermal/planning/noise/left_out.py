"""What the aims of a goal come to over all persons but one: from it the noise of a score is computed, not assumed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from microthermal.domain.inputs.goal import Aim, Estimate, Goal
from microthermal.healing.calibration.posterior import Ensemble
from microthermal.healing.person_scores import over_persons
from microthermal.planning.design.courses import Followed
from microthermal.planning.metrics import metrics
from microthermal.planning.records import LeftOut
from microthermal.planning.window.verdicts import reached


def left_out(found: Followed, goal: Goal) -> tuple[LeftOut, ...]:
    """Fractions of the aims over all persons but one, for each person who could be followed; empty for fewer than two.

    Parameters
    ----------
    found : Followed
        A course, with the persons who had it.
    goal : Goal
        Whose aims are judged.
    """
    if len(found.each) < 2:
        return ()
    without, weights = [_without(aim, found) for aim in goal.aims], [aim.weight for aim in goal.aims]
    told = []
    for place, number in enumerate(found.whole.numbers):
        fractions = tuple(reached(aim, of(place)) for aim, of in zip(goal.aims, without, strict=True))
        total = sum(weight * fraction for weight, fraction in zip(weights, fractions, strict=True))
        told.append(LeftOut(person=number, score=total / sum(weights), reached=fractions))
    return tuple(told)


def _without(aim: Aim, found: Followed) -> Callable[[int], Estimate]:
    """Estimate of the metric of an aim over all persons but the one at a place."""
    metric = metrics[aim.metric]
    if metric.persons == "together":
        return lambda place: metric(found.last, found.each, _but(found.whole, place))
    if not metric.persons:
        same = metric(found.last, visits=found.visits)
        return lambda _place: same
    each = [metric(one, ()) for one in found.each]
    return lambda place: over_persons(each[:place] + each[place + 1 :])


def _but(whole: Ensemble, place: int) -> Ensemble:
    kept = [number for number in range(len(whole.courses)) if number != place]
    return replace(
        whole, courses=tuple(whole.courses[one] for one in kept), untreated=tuple(whole.untreated[one] for one in kept),
        numbers=tuple(whole.numbers[one] for one in kept),
    )  # fmt: skip
