"""A plan that can be talked to: rather this, more of that for less of the other, what is near this one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from microthermal.catalog.library import Library
from microthermal.errors import InputError
from microthermal.planning.converse import question
from microthermal.planning.converse.conflicts import conflict_sentences
from microthermal.planning.converse.reach import beyond_all
from microthermal.planning.converse.statements import Statement, known_name, read_statement
from microthermal.planning.converse.telling import spoken_of, told_of, unlit, unmet
from microthermal.planning.converse.walk import Wish, walked
from microthermal.planning.converse.whole import in_full
from microthermal.planning.design.courses import candidate_of
from microthermal.planning.design.decoding import Decoder
from microthermal.planning.design.variables import MEANINGS, NOTHING
from microthermal.planning.front.assembly import Found
from microthermal.planning.front.objectives import loss
from microthermal.planning.front.plan import plan_from
from microthermal.planning.front.records import Front
from microthermal.planning.records import Option, Plan
from microthermal.quantity import Array, amended

# A trade asks for at least this part of what the known candidates differ in the metric that is to gain.
_STEP = 0.1


@question("prefer")
def prefer(plan: Plan, *texts: str) -> Plan:
    """A new plan that keeps what is preferred as well; the nearest one, and what is in conflict, where none does.

    Parameters
    ----------
    plan : Plan
        Of a search for a front; what was preferred before still holds.
    *texts : str
        Such as ``"downtime < 3 day"``, ``"sessions <= 2"``, ``"drug = none"``.

    Raises
    ------
    InputError
        If a text is no preference, or the plan holds no front.
    """
    front = _front(plan)
    statements = tuple(read_statement(text) for text in (*front.said, *texts))
    decoder = Decoder(front.case, front.variables, plan.stamp.library)
    for one in statements:
        _check_choice(one, decoder)
    first = spoken_of(plan)
    held = replace(front, said=tuple(dict.fromkeys((*front.said, *texts))))
    # Who asks for medicine alone says so; else a laser is spoken of where there was one.
    named = [one.choice for one in statements if one.name == "device" and one.choice]
    lasered = NOTHING not in named if named else first.lasered
    wish = Wish(statements, _reference(first, held), _weights(held), lasered=lasered)
    return _answered(plan, held, wish, f"Asked for: {'; '.join(one.text for one in statements)}.")


@question("trade")
def trade(plan: Plan, gain: str, pay: str) -> Plan:
    """A new plan that is better in one metric, for as little of another as it takes.

    Parameters
    ----------
    plan : Plan
        Of a search for a front.
    gain, pay : str
        Metrics; which way each is better is that of the goal's aims and limits, else more of what is gained.

    Raises
    ------
    InputError
        If one is no metric, or the plan holds no front.
    """
    front, names = _front(plan), [known_name(one) for one in (gain, pay)]
    for name in names:
        if name in MEANINGS:
            raise InputError(f"{name} is a setting; a trade is between two metrics, such as 'depth' and 'pigment_risk'")
    first, found = spoken_of(plan), front.evaluations
    more, less = (_direction(name, plan, default) for name, default in zip(names, (1.0, -1.0), strict=True))
    values = found.of(names[0])[found.feasible > 0.5]
    step = _STEP * float(np.ptp(values)) if values.size else 0.0
    mark = first.outcome.of(names[0]).value + more * step
    statements = (
        *(read_statement(text) for text in front.said), Statement(names[0], below=more < 0.0, value=mark),
    )  # fmt: skip
    wish = Wish(
        statements, _reference(first, front), _weights(front), metric=names[1], sign=-less, lasered=first.lasered
    )
    asked = f"Asked for: {statements[-1].text}, for as little {names[1].replace('_', ' ')} as it takes."
    return _answered(plan, front, wish, asked)


@question("near")
def near(plan: Plan, option: Option | int) -> Plan:
    """A new plan around an option: the best that is found near it, by what the option reaches.

    Parameters
    ----------
    plan : Plan
        Of a search for a front.
    option : Option or int
        An option of any plan for the same goal, or its number in this one, counted from 1.

    Raises
    ------
    InputError
        If there is no such option, or the plan holds no front.
    """
    front = _front(plan)
    if isinstance(option, int):
        if not 1 <= option <= len(plan.options):
            raise InputError(f"there is no option {option}; this plan has {len(plan.options)}")
        option = plan.options[option - 1]
    wish = Wish(
        tuple(read_statement(text) for text in front.said), _reference(option, front), _weights(front),
        lasered=option.lasered,
    )  # fmt: skip
    return _answered(plan, front, wish, "Asked for: the best near an option.")


def _check_choice(one: Statement, decoder: Decoder) -> None:
    """Refuse a device, a cooling, a drug or a route that no candidate of the plan can have."""
    choices = decoder.own[one.name].choices if one.choice else ()
    if one.choice and one.choice not in choices:
        raise InputError(f"no candidate of this plan has the {one.name} '{one.choice}'; it has {', '.join(choices)}")


def _front(plan: Plan) -> Front:
    if plan.search.front is None:
        raise InputError(
            'this plan is one over a grid; write search = { kind = "front" } in its case, and it can be talked to'
        )
    return plan.search.front


def _reference(option: Option, front: Front) -> Array:
    """Losses of an option: the point that is moved."""
    return np.array([loss(one, option.outcome) for one in front.objectives])


def _weights(front: Front) -> Array:
    weights = np.array([one.weight for one in front.objectives])
    return np.asarray(weights / weights.sum())


def _direction(metric: str, plan: Plan, default: float) -> float:
    """1 where more of a metric is better, -1 where less is, by aims, then by limits."""
    for aim in plan.goal.aims:
        if aim.metric == metric:
            return 1.0 if aim.target > aim.zero else -1.0
    for option in (*plan.options, *plan.refused):
        for verdict in option.verdicts:
            if verdict.limit.metric == metric and not verdict.limit.under:
                return 1.0 if verdict.limit.lower else -1.0
        break
    return default


def _answered(plan: Plan, front: Front, wish: Wish, asked: str) -> Plan:
    """Walk, simulate in full what is found, and put it first."""
    library: Library = plan.stamp.library
    front, place, excess = walked(wish, front, library, front.case.settings.seed + len(front.evaluations.ended))
    decoder = Decoder(front.case, front.variables, library)
    candidate = decoder.candidate(front.evaluations.places[place])
    known = next((one for one in plan.options if candidate_of(one) == candidate), None)
    option, shown = (known, None) if known is not None else in_full(front.case, candidate, library)
    options = (replace(option, front=True), *(one for one in (*plan.options, *plan.refused) if one is not known))
    front = replace(front, shown=tuple(dict.fromkeys((place, *front.shown))))
    sentences = [asked, *told_of(option, plan, wish), *unlit(plan, wish)]
    if excess > 0.0:
        wanted = {one.text: one.over(front.evaluations, decoder) for one in wish.statements}
        never = beyond_all(wish.statements, decoder)
        sentences += [*never, *conflict_sentences(front, wanted, wish.lasered, shown=place, never=bool(never))]
    found = Found(options=options, published=plan.beside.published, front=front)
    answer = plan_from(front.case, found, library, lead=(options[0], tuple(sentences)), shown=shown)
    missed = unmet(wish, place, front, decoder) if excess > 0.0 else ()
    return amended(answer, search=amended(answer.search, missed=missed))
