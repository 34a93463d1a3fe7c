"""Where a goal promises what no aim measures, or wants by an aim what a stop limit forbids."""

from __future__ import annotations

from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.goal import Aim, Estimate, Goal, Limit
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.caution import Caution
from microthermal.numerics.wholes import WHOLE
from microthermal.planning.records import Option, Outcome
from microthermal.planning.window.verdicts import reached
from microthermal.simulation.conditioned_skin import affected
from microthermal.units import show


def goal_cautions(goal: Goal, skin: Skin, condition: Condition, options: tuple[Option, ...]) -> tuple[Caution, ...]:
    """What to doubt about a goal in this skin.

    Parameters
    ----------
    goal : Goal
        Aims, and what they leave out.
    skin : Skin
        Its layers set depths that are given as fractions.
    condition : Condition
        Its depth to be reached does so as well.
    options : tuple of Option
        Candidates; their verdicts hold the limits.
    """
    scales = _depths(skin, condition)
    limits = {verdict.limit: option.outcome for option in options for verdict in option.verdicts}
    clashes = [
        _clash(aim, limit, found, scales)
        for aim in goal.aims
        for limit, found in limits.items()
        if _quantity(aim.metric, scales) == _quantity(limit.metric, scales)
    ]
    texts = dict.fromkeys(text for text in clashes if text)
    if goal.not_measured:
        left = " and ".join(goal.not_measured)
        texts[f"the goal is '{goal.title}', but no aim measures {left}: the score does not speak of it"] = None
    return tuple(Caution(stage="goal", text=text) for text in texts)


def _depths(skin: Skin, condition: Condition) -> dict[str, float]:
    """Metrics of the depth of a zone, and the depth [m] that one of each stands for."""
    return {
        "depth": 1.0,
        "target_reach": condition.target_depth,
        "depth_fraction": affected(skin, condition).depth_of("dermis")[1],
    }


def _quantity(metric: str, scales: dict[str, float]) -> str:
    return "depth of the zone" if metric in scales else metric


def _clash(aim: Aim, limit: Limit, found: Outcome, scales: dict[str, float]) -> str:
    """An aim whose full value lies beyond a stop limit of the same quantity, in words; empty if it does not."""
    wanted, stop = (
        value * scales.get(metric, 1.0) for metric, value in ((aim.metric, aim.target), (limit.metric, limit.stop))
    )
    slack = WHOLE * abs(stop)
    if not (wanted < stop - slack if limit.lower else wanted > stop + slack):
        return ""
    # More than enough is as good as enough: only an aim that has to come to its value clashes on this side.
    if aim.want == ("high" if limit.lower else "low"):
        return ""
    own, other = found.of(aim.metric), found.of(limit.metric)
    most = reached(aim, _valued(own, stop / scales.get(aim.metric, 1.0)))
    converted = aim.metric != limit.metric
    return (
        f"{own.meaning} is fully reached at {_marked(aim.target, own.unit, wanted, converted)}, which is beyond the "
        f"stop limit on {other.meaning}, {_marked(limit.stop, other.unit, stop, converted)}: at most "
        f"{100 * most:.0f} % of this aim can be reached"
    )


def _valued(estimate: Estimate, value: float) -> Estimate:
    return Estimate(value=value, low=value, high=value, unit=estimate.unit, meaning=estimate.meaning)


def _marked(value: float, unit: str, depth: float, converted: bool) -> str:
    return f"{show(value, unit)}, {show(depth, 'm')}" if converted and unit != "m" else show(value, unit)
