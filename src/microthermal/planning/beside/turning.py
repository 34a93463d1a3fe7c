"""What would turn the choice between kinds of treatment: how much more an aim would have to weigh."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from microthermal.domain.inputs.exposures import AnyDevice
from microthermal.domain.inputs.goal import Aim, Goal
from microthermal.numerics.ties import first_of_greatest
from microthermal.planning.beside.pairs import gains
from microthermal.planning.beside.why import kind
from microthermal.planning.noise.differences import noise
from microthermal.planning.ranking import apart, drugs_of, lacks, price
from microthermal.planning.records import Option
from microthermal.planning.window.verdicts import reached
from microthermal.units import show

# Beyond this factor nobody weighs an aim otherwise than stated.
_MOST = 10.0


class Turn(NamedTuple):
    """An option that would lead if an aim weighed so many times as much."""

    option: Option
    aim: Aim
    factor: float


def turning(options: tuple[Option, ...], goal: Goal) -> Turn | None:
    """The laser treatment that the least change of one weight would put first, where the first has no laser.

    Parameters
    ----------
    options : tuple of Option
        Allowed candidates, the first of the plan first.
    goal : Goal
        Whose heaviest aim is weighed otherwise.

    Notes
    -----
    With p what harms leave of a score, r the fraction of the aim that is reached and s the weighted sum over all other
    aims, the merits of two options are the same where its weight w is multiplied by
    (p1 s1 - p2 s2) / (w (p2 r2 - p1 r1)).
    """
    if not options or options[0].lasered:
        return None
    aim = first_of_greatest(goal.aims, lambda one: one.weight)
    first = options[0]
    lasers = [one for one in options[1:] if one.lasered and apart(first, one)]
    found = [Turn(one, aim, _factor(first, one, aim, goal)) for one in lasers]
    able = [one for one in found if 1.0 <= one.factor <= _MOST]
    return first_of_greatest(able, lambda one: -one.factor) if able else None


def turning_sentence(options: tuple[Option, ...], goal: Goal, titled: Callable[[AnyDevice], str] | None = None) -> str:
    """The same in words; empty where the first has a laser or none was tried, or where nothing turns the choice.

    Parameters
    ----------
    options, goal
        As of :func:`turning`.
    titled : callable, optional
        What a device is called; its name in words if left out. Titles are words of the installed library, which a plan
        does not open: who shows the sentence hands them in.
    """
    if not options or options[0].lasered or not any(one.lasered for one in options):
        return ""
    first, found = options[0], turning(options, goal)
    near = [one for one in options[1:] if one.lasered and _too_little(one, first)]
    said = [_near(first, _best_of(first, near), goal)] if near else []
    if found is not None:
        said.append(_turned(first, found, goal, titled or _named))
    elif not near:
        heaviest = first_of_greatest(goal.aims, lambda one: one.weight)
        what = first.outcome.of(heaviest.metric).meaning.partition(",")[0]
        said.append(f"No laser is first because none does enough more: not with ten times the weight on {what}.")
    return " ".join(said)


def _too_little(laser: Option, first: Option) -> bool:
    """Whether a laser is not told apart from the first, or adds too little to its medicine to lead."""
    same = bool(drugs_of(first)) and drugs_of(laser) == drugs_of(first)
    return not apart(first, laser) or (same and laser.score > first.score and lacks(laser, first) > 0.0)


def _best_of(first: Option, near: list[Option]) -> Option:
    """The laser that is not told apart: one with the medicine of the first, where there is one."""
    known = [one for one in near if one.banded] or near
    same = [one for one in known if drugs_of(one) == drugs_of(first)]
    return first_of_greatest(same or known, lambda one: one.score)


def _near(first: Option, best: Option, goal: Goal) -> str:
    what = "is not told apart from nothing" if not apart(first, best) else "is too little"
    return (
        f"No laser is first because what one adds {what}: {kind(best)} reaches {100 * best.score:.0f} % of the aims, "
        f"{kind(first)} {100 * first.score:.0f} %, and the one without a laser leads.{_lacking(first, best, goal)}"
    )


def _lacking(first: Option, best: Option, goal: Goal) -> str:
    """What a laser with the medicine of the first would have to add; empty where it has another medicine or none."""
    drugs, short = drugs_of(first), lacks(best, first)
    if not drugs or drugs_of(best) != drugs or short <= 0.0:
        return ""
    known = {each.name: each.score for each in first.scenario_scores}
    gains = [each.score - known[each.name] for each in best.scenario_scores if each.name in known]
    said = (
        f" Over the scenarios it changes the score by {_points(min(gains))} to {_points(max(gains))} points"
        if gains
        else ""
    )
    error = noise(best, first)
    said += (
        f"{', with' if said else ' It has'} a standard error of {100 * error:.1f} from the choice of persons"
        if error > 0.0
        else ""
    )
    said += "." if said else ""
    aim = first_of_greatest(goal.aims, lambda one: one.weight)
    mine, more = best.outcome.of(aim.metric), short * sum(one.weight for one in goal.aims) / aim.weight
    said += f" To lead it would have to reach {100 * short:.1f} points more"
    if aim.want == "near" or reached(aim, mine) + more > 1.0:  # no more of that aim counts
        return f"{said}."
    wanted, what = mine.value + more * (aim.target - aim.zero), mine.meaning.partition(",")[0]
    return f"{said}, such as {what}: {show(wanted, mine.unit)} in place of {show(mine.value, mine.unit)}."


def _points(change: float) -> str:
    return f"{100 * change:+.1f}".replace("-", "\u2212")


def _named(device: AnyDevice) -> str:
    return device.name.replace("_", " ")


def _turned(first: Option, found: Turn, goal: Goal, titled: Callable[[AnyDevice], str]) -> str:
    better, worse = gains(found.option, first, goal)
    what = first.outcome.of(found.aim.metric).meaning.partition(",")[0]
    # Which of the two the pair calls better hangs on the scores; the sentence is about the aim that is weighed.
    pair, cost = (better, worse) if what in better else (worse, better)
    text = (
        f"With {show(found.factor, '1', 2)} times the weight on {what}, {kind(found.option)} would be before it "
        f"({titled(found.option.device)} at "
        f"{show(found.option.treatment.pulse.energy, 'J')})"
    )
    text += f": {pair}" if pair else ""
    return f"{text}{f', at the price of {cost}' if cost else ''}."


def _factor(first: Option, other: Option, aim: Aim, goal: Goal) -> float:
    """Factor on the weight of an aim at which two options have the same merit; none at all is told as infinity."""
    mine, theirs = (price(one) * reached(aim, one.outcome.of(aim.metric)) for one in (first, other))
    rest = [
        price(one) * sum(each.weight * reached(each, one.outcome.of(each.metric)) for each in goal.aims if each != aim)
        for one in (first, other)
    ]
    if theirs <= mine:
        return float("inf")
    return float((rest[0] - rest[1]) / (aim.weight * (theirs - mine)))
