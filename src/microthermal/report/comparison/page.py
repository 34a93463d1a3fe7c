"""The page of two treatments side by side: settings, zones to one scale, metrics with their doubt, limits, words."""

from __future__ import annotations

from microthermal.catalog.bibliography import works
from microthermal.planning.estimates import band_text, number_text, value_text
from microthermal.report.blocks import (
    Alert,
    Alerts,
    Beside,
    Card,
    Cards,
    Cell,
    Folded,
    Heading,
    Items,
    PageBlock,
    Part,
    Picture,
    Table,
    TableRow,
    Tone,
    Words,
    cells,
)
from microthermal.report.comparison.intervals import intervals
from microthermal.report.provenance import source_keys
from microthermal.report.sections.evidence.bibliography import work_row
from microthermal.report.sections.zone.zone import frame, heat
from microthermal.studies.compare.records import Difference, Side, SideBySide
from microthermal.studies.compare.settings import rows
from microthermal.units import show

_BADGES: dict[str, tuple[str, Tone]] = {
    "larger": ("B is larger", "ok"), "smaller": ("A is larger", "ok"), "not told apart": ("not told apart", "plain"),
    "the same": ("the same", "plain"), "not defined": ("not defined", "plain"),
}  # fmt: skip
_STATES: dict[str, str] = {"ok": "inside", "warn": "warning", "stop": "stop"}
_RULE = (
    "A difference counts as told apart where it has the same sense in nominal skin and under every doubt, and is "
    "larger than the numerical errors of both sides together. A doubt of the skin is put on both sides at once, so "
    "that it cancels where it moves both alike; a doubt of a device is put on both only where it is the same device."
)


def comparison_sections(found: SideBySide) -> list[tuple[str, str, PageBlock]]:
    """Sections of the page in their order: kind, heading, block."""
    return [
        ("header", "", _header(found)),
        ("settings", "What is set", _settings(found)),
        ("zones", "One zone of each, to the same scale", _zones(found)),
        ("metrics", "What comes of it", _metrics(found)),
        ("limits", "Limits", _limits(found)),
        ("cautions", "Cautions", _cautions(found)),
        ("sources", "Sources", _sources(found)),
    ]


def _header(found: SideBySide) -> PageBlock:
    apart, defined = (sum(kind(one) for one in found.differences) for kind in (_apart, _defined))
    cards = [
        Card("A", found.names[0], found.a.kind), Card("B", found.names[1], found.b.kind),
        Card("Metrics told apart", f"{apart} of {defined}", f"over {len(found.doubts)} doubts"),
    ]  # fmt: skip
    if found.goal is not None and found.a.score is not None and found.b.score is not None:
        scores = f"A {100 * found.a.score:.0f} %, B {100 * found.b.score:.0f} %"
        cards.append(Card("Aims reached", scores, found.goal.title))
    parts: list[Part] = [Words(found.sentences[0], "verdict"), Cards(tuple(cards), big=True)]
    heavy = tuple(Alert(one.weight, one.text) for one in found.cautions if one.stage == "comparison")
    parts += [Alerts(heavy)] if heavy else []
    parts += [Heading("In words"), Items(found.sentences[1:])]
    return PageBlock(tuple(parts), lead="Two treatments side by side.")


def _apart(one: Difference) -> bool:
    return one.apart


def _defined(one: Difference) -> bool:
    return one.told != "not defined"


def _settings(found: SideBySide) -> PageBlock:
    library = found.stamp.library
    mine, theirs = rows(found.a, library), rows(found.b, library)
    lines = [
        cells(name, mine.get(name, "–"), theirs.get(name, "–"), strong=mine.get(name) != theirs.get(name))
        for name in dict.fromkeys((*mine, *theirs))
    ]
    caption = "As the devices show them. Set off: what is not the same."
    table = Table(("Setting", "A", "B"), tuple(lines), caption, widths=(28, 36, 36))
    return PageBlock((table,))


def _zones(found: SideBySide) -> PageBlock:
    lasers = [side.simulation for side in (found.a, found.b) if side.lasered]
    if not lasers:
        return PageBlock((Words("Neither uses a laser: the skin is left whole."),))
    depth, radius = (max(ends) for ends in zip(*map(frame, lasers), strict=True))
    sides = zip("AB", found.names, (found.a, found.b), strict=True)
    return PageBlock((Beside(tuple(_zone(*one, depth, radius) for one in sides)),))


def _zone(name: str, title: str, side: Side, depth: float, radius: float) -> Part:
    if not side.lasered:
        return Words(f"{name}: no laser, the skin is left whole.")
    one = side.simulation
    picture = heat(one, depth, radius, f"heat-{name.lower()}")
    zone = one.zone
    size = f"{show(zone.depth.value, 'm')} deep, {show(2 * zone.radius.value, 'm')} wide"
    return Picture(picture.svg, f"{name}: {title}", picture.alt, f"A zone {size}. {picture.caption}")


def _metrics(found: SideBySide) -> PageBlock:
    shown = [one for one in found.differences if one.told not in ("the same", "not defined")]
    rest = [one for one in found.differences if one.told in ("the same", "not defined")]
    columns, widths = ("Metric", "A", "B", "B less A", "Told apart"), (30, 19, 19, 19, 13)
    parts: list[Part] = []
    if shown:
        alt = "For each metric the difference over the larger value, in nominal skin and over the doubts"
        caption = "Mark: in nominal skin. Line: over the doubts. Filled marks are told apart. " + _RULE
        parts.append(Picture(intervals(tuple(shown)), "B against A", alt, caption))
        parts.append(
            Table(
                columns,
                tuple(map(_row, shown)),
                "Small: bands over the scenarios and, of healing, over persons; of the difference, over the doubts.",
                widths=widths,
            )
        )
    if rest:
        table = Table(columns, tuple(map(_row, rest)), widths=widths)
        parts.append(Folded(f"{len(rest)} metrics that are the same, or not defined here", (table,)))
    parts.append(Folded("The doubts", (Items(found.doubts or ("none: no laser is used",)),)))
    return PageBlock(tuple(parts))


def _row(one: Difference) -> TableRow:
    badge, tone = _BADGES[one.told]
    mine, theirs = (Cell(value_text(each), note=band_text(each)) for each in (one.a, one.b))
    if one.told == "not defined":
        return cells(one.a.meaning, mine, theirs, "–", Cell("", badge=badge, tone=tone))
    low, high = (number_text(end, one.a.unit, one.value or None) for end in (one.low, one.high))
    difference = Cell(number_text(one.value, one.a.unit), note="" if low == high else f"{low} to {high}")
    note = f"same sense in {one.agreeing} of {one.doubts}" if one.doubts and one.told != "the same" else ""
    return cells(one.a.meaning, mine, theirs, difference, Cell("", note=note, badge=badge, tone=tone))


def _limits(found: SideBySide) -> PageBlock:
    held = [{(one.limit.metric, one.limit.lower): one for one in side.verdicts} for side in (found.a, found.b)]
    lines = []
    for key in dict.fromkeys((*held[0], *held[1])):
        pair = [one.get(key) for one in held]
        one = next(each for each in pair if each is not None)
        texts = [
            Cell("not held against it")
            if each is None
            else Cell(value_text(each.estimate), badge=_STATES[each.state], tone=each.state)
            for each in pair
        ]
        side, unit = "below" if one.limit.lower else "above", one.estimate.unit
        marks = f"warns {side} {number_text(one.limit.warn, unit)}, stops {side} {number_text(one.limit.stop, unit)}"
        lines.append(cells(Cell(one.estimate.meaning, note=marks), *texts))
    parts: list[Part] = [Table(("Limit", "A", "B"), tuple(lines), widths=(40, 30, 30))]
    for name, judged in (("A", found.a), ("B", found.b)):
        met = tuple(f"{rule.text} ({_STATES.get(rule.action, rule.action)})" for rule in judged.rules)
        parts += [Heading(f"Rules that {name} meets"), Items(met)] if met else []
    return PageBlock(tuple(parts), lead="The worst end of the band decides whether a limit warns.")


def _cautions(found: SideBySide) -> PageBlock:
    rest = [one for one in found.cautions if one.stage != "comparison"]
    every = tuple(Alert(one.weight, one.text, one.stage, one.source) for one in rest)
    heavy = tuple(one for one in every if one.weight != "note")
    notes = tuple(one for one in every if one.weight == "note")
    parts: list[Part] = [Alerts(heavy)] if heavy else []
    parts += [Folded(f"{len(notes)} notes", (Alerts(notes),))] if notes else []
    return PageBlock(tuple(parts) or (Words("None."),), lead="Of both sides, each once.")


def _sources(found: SideBySide) -> PageBlock:
    known, keys = works(), source_keys(found.a.simulation) | source_keys(found.b.simulation)
    held = {known[key].key: known[key] for key in keys if key in known}
    lines = tuple(work_row(held[key]) for key in sorted(held, key=str.lower))
    return PageBlock((Table(("Key", "Work"), lines),), lead="Works named by the inputs, methods and limits of both.")
