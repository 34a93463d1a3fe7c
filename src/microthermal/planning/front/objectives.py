"""From the aims of a goal to what a search makes small: losses from 0 to 1."""

from __future__ import annotations

from microthermal.domain.inputs.goal import Aim, Estimate, Goal
from microthermal.planning.front.objective import Objective
from microthermal.planning.records import Outcome

# With more objectives than this nearly everything is on the front, and nothing can be seen.
MOST = 5
# Parts of the loss that lie beyond the target, and before the mark where nothing is reached: there as well more is
# more, so that one treatment betters another only if it does by the metrics themselves.
_BEYOND, _BEFORE = 0.1, 0.1


def objectives_of(goal: Goal) -> tuple[Objective, ...]:
    """Objectives of a goal: each aim of the first priority, then those of each later one together.

    Parameters
    ----------
    goal : Goal
        Aims that weigh nothing are left out.

    Notes
    -----
    Where there would be more than :data:`MOST`, the lightest of the first priority are one, then those that come last.
    """
    aims = [aim for aim in goal.aims if aim.weight > 0.0]
    ranks = sorted({aim.priority for aim in aims})
    first = sorted((aim for aim in aims if aim.priority == ranks[0]), key=lambda aim: -aim.weight)
    later = [tuple(aim for aim in aims if aim.priority == rank) for rank in ranks[1:]]
    if len(later) > MOST - 2:
        later = [*later[: MOST - 3], tuple(aim for group in later[MOST - 3 :] for aim in group)]
    alone = MOST - len(later)
    kept = first if len(first) <= alone else first[: alone - 1]
    groups: list[tuple[Aim, ...]] = [(aim,) for aim in kept]
    if len(first) > alone:
        groups.append(tuple(first[alone - 1 :]))
    return tuple(_objective(group) for group in (*groups, *later))


def _objective(aims: tuple[Aim, ...]) -> Objective:
    name = " and ".join(aim.metric for aim in aims)
    return Objective(name=name, aims=aims, weight=sum(aim.weight for aim in aims))


def loss(objective: Objective, found: Outcome) -> float:
    """Weighted mean of the losses of its aims [1]."""
    return sum(aim.weight * loss_of(aim, found.of(aim.metric)) for aim in objective.aims) / objective.weight


def loss_of(aim: Aim, estimate: Estimate) -> float:
    """Loss of one aim: 0.9 where nothing of it is reached, 0.1 at its target, straight between; it falls on beyond.

    Notes
    -----
    With the fraction r that is reached, not cut off: 0.1 / r beyond 1, 1 - 0.1 / (1 - r) below 0. The score of an
    option counts no more than its target (:func:`~microthermal.planning.window.verdicts.reached`); a front would shrink
    to one point where all targets can be met, though one treatment is better than the other. What has no number is
    lost.
    """
    if estimate.undefined:
        return 1.0
    span = aim.target - aim.zero
    if aim.want == "near":
        fraction = 1.0 - abs(estimate.value - aim.target) / abs(span)
    else:
        fraction = (estimate.value - aim.zero) / span
    if fraction > 1.0:
        return _BEYOND / fraction
    if fraction < 0.0:
        return 1.0 - _BEFORE / (1.0 - fraction)
    return (1.0 - _BEFORE) - (1.0 - _BEFORE - _BEYOND) * fraction
