"""Two treatments side by side: whether they are told apart, and by which aims the one gains and loses most."""

from __future__ import annotations

from microthermal.domain.inputs.goal import Goal
from microthermal.numerics.ties import first_of_greatest
from microthermal.planning.estimates import told, value_text
from microthermal.planning.ranking import apart, rounded
from microthermal.planning.records import Option
from microthermal.planning.window.verdicts import reached


def told_apart(first: Option, other: Option) -> bool:
    """Whether the scores of two options are told apart, by a step that a page shows."""
    return rounded(first.score) != rounded(other.score) and apart(first, other)


def gains(first: Option, other: Option, goal: Goal) -> tuple[str, str]:
    """The aim by which an option gains most on another, and the one by which it loses most, with both values."""
    more = {
        aim.metric: aim.weight
        * (reached(aim, first.outcome.of(aim.metric)) - reached(aim, other.outcome.of(aim.metric)))
        for aim in goal.aims
    }
    total = sum(aim.weight for aim in goal.aims)
    sign = 1.0 if first.score >= other.score else -1.0
    most = first_of_greatest(list(more), lambda metric: sign * more[metric])
    least = first_of_greatest(list(more), lambda metric: -sign * more[metric])
    # Less than a point of the score is no reason.
    return tuple(  # type: ignore[return-value]
        _pair(first, other, metric) if direction * sign * more[metric] > 0.01 * total else ""
        for metric, direction in ((most, 1.0), (least, -1.0))
    )


def _pair(first: Option, other: Option, metric: str) -> str:
    mine, theirs = (told(one.outcome.of(metric)) for one in (first, other))
    if mine.meaning != theirs.meaning:
        theirs = other.outcome.of(metric)
    # Against what a number is told goes without saying here.
    what = mine.meaning.partition(",")[0]
    return f"{what} ({value_text(mine)} against {value_text(theirs)})"
