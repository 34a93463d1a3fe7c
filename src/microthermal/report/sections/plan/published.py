"""The plan beside published treatments, the laser alone, the medicine alone and nothing."""

from __future__ import annotations

from microthermal.planning.beside.before_after import COUNTED, counted_sentence
from microthermal.planning.beside.disagreements import settings
from microthermal.planning.beside.distances import NEAREST
from microthermal.planning.estimates import told, value_text
from microthermal.planning.records import Comparison, Option, Plan
from microthermal.report.blocks import (
    Cell,
    Folded,
    Heading,
    Items,
    Line,
    PageBlock,
    Part,
    Picture,
    Table,
    TableRow,
    cells,
)
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.sections.plan.contributions import Bar, contributions, short
from microthermal.report.wording import plain, treatment_title
from microthermal.units import show

_COLUMNS = ("Treatment", "What its source says", "The first differs by", "Doublings", "Aims", "Score", "Limits")
_FILLED = {
    "passes": "number of passes", "density": "density", "volume": "volume of a point", "side": "distance of points",
    "concentration": "strength",
}  # fmt: skip
_CAPTION = (
    "Whole courses, with the visits of their source (those of the goal where it tells none), in the skin of this case. "
    "Doublings: how often energy, zones per area, strength and number of visits would have to be doubled or halved to "
    "come from one to the other; another kind of laser counts two, and so does each medicine that only one of them has."
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
    parts += _counted(result, bars)
    sentences = tuple(one.sentence for one in found[:NEAREST] if one.sentence)
    if sentences:
        parts += [Heading("Where the plan differs, and why"), Items(sentences)]
    parts += _others(result, found[NEAREST:])
    near = sum(one.agrees for one in found)
    like = f"is like {near} of the" if near else "is like none of the"
    lead = f"{treatment_title(first)} {like} {len(found)} published treatments of this condition that were simulated."
    return PageBlock(
        tuple(parts), lead=lead if found else "No published treatment of this condition could be simulated."
    )


def _counted(plan: Plan, bars: tuple[Bar, ...]) -> list[Part]:
    """What trials would count of those treatments, where hairs are an aim."""
    if COUNTED not in {aim.metric for aim in plan.goal.aims}:
        return []
    treated = [(bar.name.partition(":")[0], bar.option) for bar in bars if not bar.option.nothing]
    text = counted_sentence(treated, plan.stamp.library.figures.scores)
    return [Heading("As trials count it"), Items((text,))] if text else []


def _bars(plan: Plan) -> tuple[Bar, ...]:
    """The first, the nearest published ones, and the best without one of its parts."""
    first = plan.options[0]
    bars = [Bar(f"The first: {treatment_title(first)}", settings(first), first)]
    near = [one for one in plan.beside.published if one.option is not None][:NEAREST]
    bars += [Bar(one.published.title, settings(one.option), one.option) for one in near if one.option is not None]
    rest = (
        ("Best laser alone", [one for one in plan.options if one.lasered and not one.treatment.doses]),
        ("Best medicine alone", [one for one in plan.options if not one.lasered and one.treatment.doses]),
        ("Nothing done", [one for one in plan.options if one.nothing]),
    )
    bars += [
        Bar(name, "the skin as it is" if some[0].nothing else settings(some[0]), some[0])
        for name, some in rest
        if some and some[0] is not first
    ]
    return tuple(bars)


def _table(plan: Plan, bars: tuple[Bar, ...]) -> Table:
    held = {id(one.option): one for one in plan.beside.published if one.option is not None}
    rows = tuple(_row(plan, bar, held.get(id(bar.option))) for bar in bars)
    return Table(_COLUMNS, rows, _CAPTION, numeric=(3, 5), widths=(18, 21, 17, 9, 21, 6, 8))


def _row(plan: Plan, bar: Bar, one: Comparison | None) -> TableRow:
    option = bar.option
    found = (told(option.outcome.of(aim.metric)) for aim in plan.goal.aims)
    aims = Cell("", lines=tuple(Line(plain(short(each.meaning)), value_text(each)) for each in found))
    name = Cell(bar.name, note=bar.settings)
    theirs = ("–", "–", "–") if one is None else (_said(one), "; ".join(one.differences), show(one.distance, "1", 2))
    return cells(name, *theirs, aims, f"{option.score:.2f}", _badge(option), strong=option is plan.options[0])


def _badge(option: Option) -> Cell:
    return Cell("", badge={"ok": "inside", "warn": "warning", "stop": "stop"}[option.state], tone=option.state)


def _said(one: Comparison) -> Cell:
    """What came of it in whom, and what of the settings the source does not say."""
    names = dict.fromkeys(_FILLED.get(path.rpartition(".")[2], path) for path in one.published.filled)
    note = f"{one.published.who} ({one.published.source})".strip()
    if names:
        note += f"; not stated, filled in: {', '.join(names)}"
    return Cell(one.published.said, note=note)


def _others(plan: Plan, rest: list[Comparison]) -> list[Part]:
    """Published treatments that are farther away, and those that cannot be simulated."""
    parts: list[Part] = []
    if rest:
        bars = tuple(Bar(one.published.title, settings(one.option), one.option) for one in rest if one.option)
        further = tuple(_row(plan, bar, one) for bar, one in zip(bars, rest, strict=True))
        table = Table(_COLUMNS, further, numeric=(3, 5), widths=(18, 21, 17, 9, 21, 6, 8))
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
    return parts
