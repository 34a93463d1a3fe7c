"""The ranked candidates, and benefit against risk of all of them."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.planning.records import Option, Plan
from microthermal.report.blocks import Block, Cell, Folded, Part, Picture, Row, Table, Words, cells
from microthermal.report.figures.tradeoff import Point, tradeoff
from microthermal.report.reading import device_title, injection
from microthermal.report.sections import Reportable, section
from microthermal.units import show

_FIRST, _MOST = 10, 60
_COLUMNS = ("", "Device", "Energy", "Pulse", "Density", "Passes", "Injection", "Score", "Risk", "Limits")
_WORDS = {"ok": "inside", "warn": "warning", "stop": "stop"}


@section
@final
class Options:
    """Table of the best candidates and the trade-off figure."""

    kind: ClassVar[str] = "options"
    title: ClassVar[str] = "Candidates"
    order: ClassVar[int] = 30

    def applies(self, result: Reportable) -> bool:
        """Only a plan has candidates."""
        return isinstance(result, Plan) and bool(result.options or result.refused)

    def render(self, result: Reportable) -> Block:
        """Candidates of a plan."""
        if not isinstance(result, Plan):
            return Block(())
        parts: list[Part] = []
        if result.options:
            parts.append(_figure(result))
            parts.append(_table(result.options[:_FIRST], 1))
        if len(result.options) > _FIRST:
            rest = result.options[_FIRST:_MOST]
            parts.append(
                Folded(f"The next {len(rest)} of {len(result.options)} candidates", (_table(rest, _FIRST + 1),))
            )
        lead = (
            f"{len(result.options)} candidates were ranked and {len(result.refused)} refused. A candidate on the "
            "front cannot "
            "be bettered in score without more risk."
        )
        if not result.options:
            parts.append(Words("Every candidate passes a stop limit; see the reasons below."))
        return Block(tuple(parts), lead=lead)


def _figure(plan: Plan) -> Picture:
    groups = ((plan.options, False), (plan.refused, True))
    points = tuple(
        Point(device_title(option.device), option.score, option.risk, option.front, refused)
        for group, refused in groups
        for option in group
    )
    best = plan.options[0]
    alt = (
        f"Scatter of {len(points)} candidates, score against risk. The chosen one has score "
        f"{show(best.score, '1')} and risk "
        f"{show(best.risk, '1')}."
    )
    caption = (
        "Filled marks stay below every stop limit, open ones were refused. A risk of 1 means that a stop limit "
        "is used up; risks above 2 are drawn at 2."
    )
    return Picture(tradeoff(points), "Benefit against risk", alt, caption)


def _table(options: tuple[Option, ...], first: int) -> Table:
    rows = tuple(_row(option, first + number) for number, option in enumerate(options))
    return Table(
        _COLUMNS, rows, "Score 1: every aim reached. Risk 1: a stop limit is used up.", numeric=(2, 3, 4, 5, 7, 8)
    )


def _row(option: Option, rank: int) -> Row:
    pulse, pattern = option.treatment.pulse, option.treatment.pattern
    doses = "; ".join(injection(dose) for dose in option.treatment.doses) or "none"
    return cells(
        Cell(f"{rank}"), Cell(device_title(option.device), note="on the front" if option.front else ""),
        show(pulse.energy, "J"),
        show(pulse.duration, "s"), show(pattern.density, "1/m**2"), str(pattern.passes), doses, show(option.score, "1"),
        show(option.risk, "1"), Cell("", badge=_WORDS[option.state], tone=option.state), strong=rank == 1,
    )  # fmt: skip
