"""An answer in words: what it has of what was asked for, what it gives up, and what else would do."""

from __future__ import annotations

from microthermal.domain.inputs.medicine import Dose
from microthermal.errors import InputError
from microthermal.planning.converse.statements import Statement
from microthermal.planning.converse.walk import Wish
from microthermal.planning.design.candidates import settings_of
from microthermal.planning.design.courses import candidate_of
from microthermal.planning.design.decoding import Decoder
from microthermal.planning.design.variables import MEANINGS
from microthermal.planning.estimates import told, value_text
from microthermal.planning.front.records import Front
from microthermal.planning.front.robust import robust_value
from microthermal.planning.ranking import rounded
from microthermal.planning.records import Option, Plan
from microthermal.units import show


def spoken_of(plan: Plan) -> Option:
    """What is spoken of: the first that uses a laser, else the first, else the first that was refused."""
    every = (*plan.options, *plan.refused)
    if not every:
        raise InputError("this plan holds no option to go on from")
    return next((one for one in plan.options if one.lasered), every[0])


def told_of(option: Option, plan: Plan, wish: Wish) -> list[str]:
    """What the new first has of what was asked for, in how many scenarios, and what it gives up for it."""
    said = []
    for one in wish.statements:
        missed = one.of(candidate_of(option), option.outcome, _beside(plan))
        if one.name in MEANINGS:
            said.append(f"{one.text}: {'kept' if missed <= 0.0 else _missed(one, option, missed, _beside(plan))}.")
            continue
        estimate = option.outcome.of(one.name)
        end = estimate.high if one.below else estimate.low
        sure = "in every scenario" if one.excess(end) <= 0.0 else "not in every scenario"
        word = f"kept in nominal skin, {sure}" if missed <= 0.0 else f"missed by {100 * missed:.0f} %"
        said.append(
            f"{one.text}: {word}; {estimate.meaning.partition(',')[0]} is {value_text(estimate)} "
            f"({show(estimate.low, estimate.unit)} to {show(estimate.high, estimate.unit)} over the scenarios)."
        )
    before = spoken_of(plan)
    changes = []
    for aim in plan.goal.aims:
        mine, theirs = (told(each.outcome.of(aim.metric)) for each in (option, before))
        if value_text(mine) != value_text(theirs) and mine.meaning == theirs.meaning:
            changes.append(f"{mine.meaning.partition(',')[0]} {value_text(theirs)} to {value_text(mine)}")
    what = "laser" if before.lasered else "option"
    said.append(f"Against the first {what} before: {'; '.join(changes) or 'no aim changes as far as it is shown'}.")
    return said


def _beside(plan: Plan) -> tuple[Dose, ...]:
    """What the case of a plan lays on in any course: it is no setting of an option."""
    return plan.search.front.case.topicals if plan.search.front is not None else ()


def _missed(one: Statement, option: Option, by: float, beside: tuple[Dose, ...]) -> str:
    """How a setting of an option misses a statement."""
    value = settings_of(candidate_of(option), beside).get(one.name)
    if value is None or isinstance(value, str):
        return "not kept" if one.choice else f"not kept: it has no {one.name}"
    return f"not kept, missed by {100 * by:.0f} %: it is {show(value, one.unit)}"


def unmet(wish: Wish, place: int, front: Front, decoder: Decoder) -> tuple[str, ...]:
    """What a candidate that misses a wish, by its place, does not keep of it, and the stop limits that it breaks."""
    found = front.evaluations
    stated = tuple(one.text for one in wish.statements if one.over(found, decoder)[place] > 0.0)
    # What is left is that none uses a laser, or that each does, or that none was followed to its end.
    return (*stated, *sorted(found.broken(place))) or ("a laser" if wish.lasered else "no laser",)


def unlit(plan: Plan, wish: Wish) -> list[str]:
    """The best medicine alone that keeps what was asked for as well, where a laser is spoken of.

    What does no more than nothing is none: a film on closed skin may let nothing in.
    """
    if not wish.lasered:
        return []
    beside, nothing = _beside(plan), [rounded(one.score) for one in plan.options if one.nothing]
    for option in plan.options:
        one = candidate_of(option)
        if option.lasered or option.nothing or rounded(option.score) <= max(nothing, default=-1.0):
            continue
        if any(each.of(one, option.outcome, beside) > 0.0 for each in wish.statements):
            continue
        given = ", ".join(dict.fromkeys(dose.drug.title for dose in option.treatment.doses))
        return [
            f"Without a laser, {given} alone keeps it too, with a robust value of {100 * robust_value(option):.0f} %; "
            "'device = none' asks for that."
        ]
    return []
