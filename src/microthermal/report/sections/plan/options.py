"""The ranked candidates, and benefit against risk of all of them."""

from __future__ import annotations

from microthermal.planning.estimates import risk_text
from microthermal.planning.ranking import RULE, alike
from microthermal.planning.records import Option, Plan
from microthermal.report.blocks import Cell, Folded, Heading, PageBlock, Part, Picture, Table, TableRow, Words, cells
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.sections.plan.tradeoff import tradeoff
from microthermal.report.wording import injection, treatment_title
from microthermal.units import show

_FIRST, _MOST = 10, 60
_COLUMNS = ("", "Device", "Energy", "Pulse", "Density", "Passes", "Medicine", "Score", "Risk", "Limits")
_CAPTION = (
    "Score 1: every aim reached; below it its band over the scenarios, ±0 where that is less than a point. Risk 1: a "
    "stop limit against harm is used up. Limits: the worst of all, those against too little among them. "
    "=: a score not told apart from that of the first."
)
_ANEW = (
    "The laser treatment of the first was simulated anew from skin as warm as its field leaves it, and with finer "
    "cells for medicine; all others start from rest, by which their numbers differ by a few percent."
)
_FINER = (
    "The first was simulated anew with finer cells for medicine, by which its numbers may differ from those of the "
    "others by a few percent; like all others it starts from skin at rest."
)
_NOMINAL = _CAPTION.replace("; below it its band over the scenarios, ±0 where that is less than a point", "")
_WORDS = {"ok": "inside", "warn": "warning", "stop": "stop"}


@section("options", title="Candidates", order=30)
def options_section(result: Reportable) -> PageBlock | None:
    """Table of the best candidates and the trade-off figure."""
    if not isinstance(result, Plan) or not (result.options or result.refused) or result.search.front is not None:
        return None
    parts: list[Part] = []
    equal = set(alike(result.options))
    known = tuple(option for option in result.options if option.banded)
    nominal = tuple(option for option in result.options if not option.banded)
    if result.options:
        parts += [_figure(result), Words(RULE)]
    if known:
        parts += [Heading("Simulated under the scenarios"), _table(known[:_MOST], 1, equal)]
    if nominal:
        parts += [Heading("In nominal skin only"), _table(nominal[:_FIRST], len(known) + 1, equal, _NOMINAL)]
    if result.options:
        parts.append(Words(_ANEW if _warm(result) else _FINER, "small"))
    rest = nominal[_FIRST:_MOST]
    if rest:
        summary = f"The next {len(rest)} of {len(result.options)} candidates"
        parts.append(Folded(summary, (_table(rest, len(known) + _FIRST + 1, equal, _NOMINAL),)))
    parts += _hidden(
        [rank for rank, option in enumerate((*known, *nominal), 1) if option in equal],
        {*range(1, len(known[:_MOST]) + 1), *range(len(known) + 1, len(known) + len(nominal[:_MOST]) + 1)},
    )
    course = next((one.course for one in result.options if one.course), "")
    lead = (
        f"{len(result.options)} candidates{f', courses of {course},' if course else ''} were ranked and "
        f"{len(result.refused)} refused. A candidate on the front cannot be bettered in score without more risk."
    )
    if not result.options:
        parts.append(Words("Every candidate passes a stop limit; see the reasons below."))
    return PageBlock(tuple(parts), lead=lead)


def _hidden(equal: list[int], shown: set[int]) -> list[Part]:
    """A word on candidates that are not told apart from the first and stand too far down to be shown."""
    left = [str(rank) for rank in equal if rank not in shown]
    if not left:
        return []
    place, verb = ("place", "is") if len(left) == 1 else ("places", "are")
    places = ", ".join(left[:_FIRST]) + (" and further down" if len(left) > _FIRST else "")
    of_them = f"{len(left)} of the candidates that are not told apart from the first (=)"
    return [Words(f"{of_them} {verb} not shown here: {place} {places}.", "small")]


def _figure(plan: Plan) -> Picture:
    best = plan.options[0]
    alt = (
        f"Scatter of {len(plan.options) + len(plan.refused)} candidates, score against risk. The chosen one has score "
        f"{best.score:.2f} and risk {risk_text(best.risk)}."
    )
    caption = (
        "Filled marks stay below every stop limit, open ones were refused. A risk of 1 means that a stop limit "
        "against harm is used up; risks above 2 are drawn at 2."
    )
    return Picture(tradeoff(plan.options, plan.refused), "Benefit against risk", alt, caption)


def _warm(plan: Plan) -> bool:
    """Whether the first was run from skin that its own field had warmed."""
    warming = None if plan.best is None else plan.best.lattice.warming
    return warming is not None and warming.warm_start.rise > 0.0


def _table(options: tuple[Option, ...], first: int, equal: set[Option], caption: str = _CAPTION) -> Table:
    rows = tuple(_row(option, first + number, option in equal) for number, option in enumerate(options))
    return Table(_COLUMNS, rows, caption, numeric=(2, 3, 4, 5, 7, 8))


def _row(option: Option, rank: int, equal: bool) -> TableRow:
    pulse, pattern = option.treatment.pulse, option.treatment.pattern
    doses = "; ".join(injection(dose) for dose in option.treatment.doses) or "none"
    place = Cell(f"{rank}", note="=" if equal else "")
    device = Cell(treatment_title(option), note="on the front" if option.front else "")
    laser = (show(pulse.energy, "J"), show(pulse.duration, "s"), show(pattern.density, "1/m**2"), str(pattern.passes))
    if not option.lasered:
        laser = ("–", "–", "–", "–")
    score = Cell(f"{option.score:.2f}", note=_spread(option))
    badge = Cell("", badge=_WORDS[option.state], tone=option.state)
    return cells(place, device, *laser, doses, score, risk_text(option.risk), badge, strong=rank == 1)


def _spread(option: Option) -> str:
    if option.spread is None:
        return ""
    low, high = f"{option.spread.low:.2f}", f"{option.spread.high:.2f}"
    return "±0" if low == high else f"{low} to {high}"
