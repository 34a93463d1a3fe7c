"""The page of a validation: what the model hits and misses, by class of device, and what was not judged and why."""

from __future__ import annotations

from collections import Counter

from microthermal.catalog.bibliography import bibliography
from microthermal.report.blocks import (
    Alert,
    Alerts,
    Card,
    Cards,
    Cell,
    Line,
    PageBlock,
    Part,
    Picture,
    Table,
    TableRow,
    Tone,
    Words,
    cells,
)
from microthermal.report.sections.evidence.bibliography import work_row
from microthermal.report.validation.comparison import comparison
from microthermal.report.validation.parity import parity
from microthermal.report.validation.rows import ROLES, lengths, measured_text, model_text, open_text, section_text
from microthermal.units import show
from microthermal.validation.measures import SECTION_SOURCE
from microthermal.validation.reading import literature, unjudged
from microthermal.validation.records import Found, Role, Validation, Verdict
from microthermal.validation.verdicts import RULE

_TONES: dict[Verdict, Tone] = {"hit": "ok", "near": "warn", "miss": "stop", "unresolved": "stop", "not judged": "plain"}


def validation_sections(found: Validation) -> list[tuple[str, str, PageBlock]]:
    """Sections of the page in their order: kind, heading, block."""
    shown = [("header", "", _header(found))]
    if lengths(found.found):
        shown.append(("parity", "Every length", _parity(found)))
    for number, group in enumerate(dict.fromkeys(one.case.group for one in found.found)):
        some = tuple(one for one in found.found if one.case.group == group)
        shown.append((f"group{number}", group, _group(f"group{number}", some)))
    return [*shown, ("unused", "Not judged", _unused(found)), ("sources", "Sources", _sources(found))]


def sentence(found: Validation) -> str:
    """The result in one sentence, misses first."""
    parts = []
    for role, words in ROLES.items():
        total, hits, near, missed = _counts(found, role)
        if total:
            rest = total - hits - near - missed
            more = f", {rest} not judged" if rest else ""
            parts.append(f"{words}: {missed} missed, {near} near, {hits} hit of {total}{more}")
    return "; ".join(parts)[:1].upper() + "; ".join(parts)[1:] + "."


def _counts(found: Validation, role: Role) -> tuple[int, int, int, int]:
    """Cases of a role that count: all, hit, near, and missed or unresolved."""
    kinds = Counter(one.verdict for one in found.found if one.case.role == role and one.case.counts)
    return kinds.total(), kinds["hit"], kinds["near"], kinds["miss"] + kinds["unresolved"]


def _header(found: Validation) -> PageBlock:
    cards = []
    for role, words in ROLES.items():
        total, hits, _, missed = _counts(found, role)
        within = "at the middle of what is not stated the model lies within"
        cards.append(Card(f"Hit, {words}", f"{hits} of {total}", within))
        cards.append(Card(f"Missed, {words}", str(missed), "no setting within the stated ranges reaches it"))
    kept = sum(not one.case.counts for one in found.found)
    used = len({row for one in found.found for row in one.case.citation.rows})
    judged = f"judged by {len(found.found)} cases; the rest with its reason below"
    cards.append(Card("Literature", f"{used} of {found.rows} lines", judged))
    cards.append(Card("Without weight", str(kept), "recalled or never measured: shown, not counted"))
    parts: list[Part] = []
    if found.quick:
        text = "A quick run: only cases marked quick, at the middle of their open settings, without bands."
        parts.append(Alerts((Alert("note", text),)))
    parts += [Words(sentence(found), "verdict"), Cards(tuple(cards)), Words(RULE)]
    lead = (
        "Every measured zone at hand beside the model, good and bad alike. Calibration and held-out cases do not share "
        "a source: only the held-out ones are tests."
    )
    return PageBlock(tuple(parts), lead=lead)


def _parity(found: Validation) -> PageBlock:
    alt = "Scatter of modelled against measured lengths on logarithmic axes, with the line of agreement"
    caption = (
        "Horizontal lines are the measured bounds (arrows: open on that side), vertical ones the model over the "
        "settings that a source leaves open. The grey band is 25 % about agreement. Only cases that count."
    )
    return PageBlock((Picture(parity(lengths(found.found)), "Model against measurement", alt, caption),))


def _group(name: str, some: tuple[Found, ...]) -> PageBlock:
    alt = "For each case a bar of the measured bounds and a mark for the model"
    caption = (
        "Bar: measured bounds, open where a source gives a bound on one side. Mark: the model at the middle of the "
        "open settings, with its numerical error (thin line); thick line: all open settings. Arrowheads lie beyond."
    )
    columns, rows = ("Case", "Measured", "Model", "Left open by the source", "Verdict"), tuple(map(_row, some))
    picture = Picture(comparison(name, some), "Model over measurement", alt, caption)
    return PageBlock((picture, Table(columns, rows, widths=(31, 19, 18, 20, 12))))


def _row(one: Found) -> TableRow:
    case, read = one.case, one.case.citation
    where = f"{read.source}: {read.where} ({read.read}). {case.note[:1].upper()}{case.note[1:]}".rstrip()
    lines = [Line("", model_text(one), "")]
    if section := section_text(one):
        lines.append(Line("in a section", section))
    note = "; ".join(part for part in (ROLES[case.role], "" if case.counts else "not counted", one.note) if part)
    return cells(
        Cell(case.title, note=where),
        Cell(measured_text(case), note=case.measured.basis),
        Cell("", lines=tuple(lines)),
        Cell(open_text(case) or "nothing"),
        Cell("", note=note, badge=one.verdict, tone=_TONES[one.verdict]),
    )


def _unused(found: Validation) -> PageBlock:
    table, rows = literature(), []
    for entry in found.unused:
        what = Cell(entry.title, note=f"{entry.source}, {len(entry.rows)} lines")
        rows.append(cells(what, entry.reason, _address(table[entry.rows[0] - 1]["doi_or_url"])))
    for one in unjudged():
        where = f"doi:{one.source}" if one.source.startswith("10.") else one.source
        rows.append(cells(Cell(one.title, note=f"row {', '.join(one.ids)}"), one.reason, where))
    lead = "Lines of the tables of measured zones that no case judges, so that nobody need wonder where they went."
    return PageBlock((Table(("What", "Why not", "Source"), tuple(rows), widths=(38, 40, 22)),), lead=lead)


def _address(text: str) -> str:
    return f"doi:{text}" if text.startswith("10.") else text.split("/")[2] if "//" in text else text


def _sources(found: Validation) -> PageBlock:
    keys = {one.case.citation.source for one in found.found} | {SECTION_SOURCE}
    rows = tuple(work_row(work) for work in bibliography(keys))
    seconds = f"{sum(one.runs for one in found.found)} zones were simulated in {show(found.seconds, 's')}."
    return PageBlock((Table(("Key", "Work"), rows), Words(seconds, "small")))
