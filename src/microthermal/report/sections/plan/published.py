"""The plan beside published treatments, the laser alone, the medicine alone and nothing."""

from __future__ import annotations

from microthermal.planning.beside.disagreements import settings
from microthermal.planning.estimates import fell
from microthermal.planning.records import Comparison, Option, Plan
from microthermal.report.blocks import (
    Cell,
    Folded,
    Heading,
    Items,
    PageBlock,
    Part,
    Picture,
    Table,
    TableRow,
    Words,
    cells,
)
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.sections.plan.contributions import Bar, contributions
from microthermal.report.wording import plain, treatment_title
from microthermal.units import show

_NEAREST = 3
_FILLED = {
    "passes": "number of passes", "density": "density", "volume": "volume of a point", "side": "distance of points",
    "concentration": "strength",
}  # fmt: skip
_CAPTION = (
    "One visit each, in the skin of this case. Doublings: how often energy, zones per area and strength would have to "
    "be doubled or halved to come from one to the other; another kind of laser counts two, and so does each medicine "
    "that only one of them has."
)


@section("published", title="Beside published treatments", order=25)
def published_section(result: Reportable) -> PageBlock | None:
    """The first of a plan beside what the literature does, by the same aims."""
    if not isinstance(result, Plan) or not result.options:
        return None
    found = [one for one in result.beside.published if one.option is not None]
    first, bars = result.options[0], _bars(result)
    if len(bars) < 2:
        return None
    alt = "; ".join(f"{bar.name} ({bar.settings}): score {bar.option.score:.2f}" for bar in bars)
    caption = (
        "Bars are parts of the score in nominal skin. What costs nothing, as to do nothing, meets the aims that cost."
    )
    parts: list[Part] = [Picture(contributions(bars, result.goal), "What each treatment reaches", alt, caption)]
    parts.append(_table(result, bars))
    sentences = tuple(one.sentence for one in found[:_NEAREST] if one.sentence)
    if sentences:
        parts += [Heading("Where the plan differs, and why"), Items(sentences)]
    parts += _others(result, found[_NEAREST:])
    near = "agrees with" if any(one.agrees for one in found) else "is like none of"
    lead = (
        f"{treatment_title(first)} {near} the {len(found)} published treatments of this condition that were simulated."
    )
    return PageBlock(
        tuple(parts), lead=lead if found else "No published treatment of this condition could be simulated."
    )


def _bars(plan: Plan) -> tuple[Bar, ...]:
    """The first, the nearest published ones, and the best without one of its parts."""
    first = plan.options[0]
    bars = [Bar(f"The first: {treatment_title(first)}", settings(first), first)]
    near = [one for one in plan.beside.published if one.option is not None][:_NEAREST]
    bars += [Bar(one.published.title, settings(one.option), one.option) for one in near if one.option is not None]
    rest = (
        ("Best laser alone", [one for one in plan.options if one.lasered and not one.treatment.doses]),
        ("Best medicine alone", [one for one in plan.options if not one.lasered and one.treatment.doses]),
        ("Nothing done", [one for one in plan.options if one.nothing]),
    )
    bars += [Bar(name, settings(some[0]), some[0]) for name, some in rest if some and some[0] is not first]
    return tuple(bars)


def _table(plan: Plan, bars: tuple[Bar, ...]) -> Table:
    aims = [plain(bars[0].option.outcome.of(aim.metric).meaning) for aim in plan.goal.aims]
    held = {id(one.option): one for one in plan.beside.published if one.option is not None}
    rows = tuple(_row(plan, bar, held.get(id(bar.option))) for bar in bars)
    columns = ("Treatment", "Differs from the first by", "Doublings", *aims, "Score", "Limits")
    return Table(columns, rows, _CAPTION, numeric=tuple(range(2, 4 + len(aims))))


def _row(plan: Plan, bar: Bar, one: Comparison | None) -> TableRow:
    option = bar.option
    values = [fell(option.outcome.of(aim.metric)) for aim in plan.goal.aims]
    differs, far, note = ("–", "–", "") if one is None else (
        "; ".join(one.differences), show(one.distance, "1", 2), _note(one),
    )  # fmt: skip
    name = Cell(bar.name, note=f"{bar.settings}{note}")
    badge = Cell("", badge={"ok": "inside", "warn": "warning", "stop": "stop"}[option.state], tone=option.state)
    return cells(name, differs, far, *values, f"{option.score:.2f}", badge, strong=option is plan.options[0])


def _note(one: Comparison) -> str:
    """Who did it in whom, and what of the settings the source does not say."""
    said = f". {one.published.who}: {one.published.said} ({one.published.source})"
    names = dict.fromkeys(_FILLED.get(path.rpartition(".")[2], path) for path in one.published.filled)
    return f"{said}; filled in: {', '.join(names)}" if names else said


def _others(plan: Plan, rest: list[Comparison]) -> list[Part]:
    """Published treatments that are farther away, and those that cannot be simulated."""
    parts: list[Part] = []
    if rest:
        further = tuple(_farther(one, one.option) for one in rest if one.option is not None)
        table = Table(
            ("Treatment", "Differs from the first by", "Doublings", "Score", "Limits"), further, numeric=(2, 3)
        )
        parts.append(Folded(f"{len(rest)} more published treatments", (table,)))
    left = [one for one in plan.beside.published if one.option is None]
    if left:
        rows = tuple(
            cells(
                Cell(one.published.title, note=one.published.who),
                one.published.said,
                one.unsimulated,
                one.published.source,
            )
            for one in left
        )
        table = Table(("Treatment", "What came of it", "Why it is not simulated", "Source"), rows)
        parts.append(Folded(f"{len(left)} published treatments that cannot be simulated", (table,)))
    parts.append(
        Words(
            "Sessions are not told apart here: a trial of ten visits and one of three stand with one visit each.",
            "small",
        )
    )
    return parts


def _farther(one: Comparison, option: Option) -> TableRow:
    badge = Cell("", badge={"ok": "inside", "warn": "warning", "stop": "stop"}[option.state], tone=option.state)
    name = Cell(one.published.title, note=f"{settings(option)}{_note(one)}")
    return cells(name, "; ".join(one.differences), show(one.distance, "1", 2), f"{option.score:.2f}", badge)
