"""The page of a validation: what the model hits and misses, by class of device, and what was not judged and why."""

from __future__ import annotations

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
from microthermal.report.validation.rows import compared, lengths, measured_text, model_text, open_text, section_text
from microthermal.units import show
from microthermal.validation.measures import SECTION_SOURCE
from microthermal.validation.reading import literature
from microthermal.validation.records import Found, Role, Validation, Verdict
from microthermal.validation.verdicts import RULE

_ROLES: dict[Role, str] = {"calibration": "calibration", "held_out": "held out"}
_TONES: dict[Verdict, Tone] = {"hit": "ok", "near": "warn", "miss": "stop", "unresolved": "stop", "not judged": "plain"}


def validation_sections(found: Validation) -> list[tuple[str, str, PageBlock]]:
    """Sections of the page in their order: kind, heading, block."""
    groups = list(dict.fromkeys(one.case.group for one in found.found))
    shown = [("header", "", _header(found))]
    drawn = lengths(found.found)
    if drawn:
        shown.append(("parity", "Every length", _parity(found)))
    for number, group in enumerate(groups):
        some = tuple(one for one in found.found if one.case.group == group)
        shown.append((f"group{number}", group, _group(f"group{number}", some)))
    shown.append(("unused", "Not judged", _unused(found)))
    shown.append(("sources", "Sources", _sources(found)))
    return shown


def sentence(found: Validation) -> str:
    """The result in one sentence, misses first."""
    parts = []
    for role, words in _ROLES.items():
        total = sum(one.case.role == role and one.case.counts for one in found.found)
        if total:
            hits, near, missed = (
                found.count("hit", role), found.count("near", role),
                found.count("miss", role) + found.count("unresolved", role),
            )  # fmt: skip
            rest = total - hits - near - missed
            more = f", {rest} not judged" if rest else ""
            parts.append(f"{words}: {missed} missed, {near} near, {hits} hit of {total}{more}")
    return "; ".join(parts)[:1].upper() + "; ".join(parts)[1:] + "."


def _header(found: Validation) -> PageBlock:
    cards = []
    for role, words in _ROLES.items():
        total = sum(one.case.role == role and one.case.counts for one in found.found)
        cards.append(
            Card(
                f"Hit, {words}",
                f"{found.count('hit', role)} of {total}",
                "at the middle of what is not stated the model lies within",
            )
        )
        cards.append(Card(f"Missed, {words}", str(found.count("miss", role) + found.count("unresolved", role)),
                          "no setting within the stated ranges reaches it"))  # fmt: skip
    kept = sum(not one.case.counts for one in found.found)
    used = len({row for one in found.found for row in one.case.citation.rows})
    cards.append(
        Card(
            "Literature",
            f"{used} of {found.rows} lines",
            f"judged by {len(found.found)} cases; the rest with its reason below",
        )
    )
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
    picture = Picture(
        parity(lengths(found.found)), "Model against measurement",
        "Scatter of modelled against measured lengths on logarithmic axes, with the line of agreement",
        "Horizontal lines are the measured bounds (arrows: open on that side), vertical ones the model over the "
        "settings that a source leaves open. The grey band is 25 % about agreement. Only cases that count.",
    )  # fmt: skip
    return PageBlock((picture,))


def _group(name: str, some: tuple[Found, ...]) -> PageBlock:
    rows = tuple(_row(one) for one in some)
    picture = Picture(
        comparison(name, compared(some)), "Model over measurement",
        "For each case a bar of the measured bounds and a mark for the model",
        "Bar: measured bounds, open where a source gives a bound on one side. Mark: the model at the middle of the "
        "open settings, with its numerical error (thin line); thick line: all open settings. Arrowheads lie beyond.",
    )  # fmt: skip
    table = Table(
        ("Case", "Measured", "Model", "Left open by the source", "Verdict"), rows, widths=(31, 19, 18, 20, 12)
    )
    return PageBlock((picture, table))


def _row(one: Found) -> TableRow:
    case, read = one.case, one.case.citation
    where = f"{read.source}: {read.where} ({read.read}). {case.note[:1].upper()}{case.note[1:]}".rstrip()
    lines = [Line("", model_text(one), "")]
    if section := section_text(one):
        lines.append(Line("in a section", section))
    note = "; ".join(part for part in (_ROLES[case.role], "" if case.counts else "not counted", one.note) if part)
    return cells(
        Cell(case.title, note=where),
        Cell(measured_text(case), note=case.measured.basis),
        Cell("", lines=tuple(lines)),
        Cell(open_text(case) or "nothing"),
        Cell("", note=note, badge=one.verdict, tone=_TONES[one.verdict]),
    )  # fmt: skip


def _unused(found: Validation) -> PageBlock:
    table = literature()
    rows = tuple(
        cells(Cell(entry.title, note=f"{entry.source}, {len(entry.rows)} lines"), entry.reason,
              Cell(_address(table[entry.rows[0] - 1]["doi_or_url"])))
        for entry in found.unused
    )  # fmt: skip
    lead = "Lines of the table of measured zones that no case judges, so that nobody need wonder where they went."
    return PageBlock((Table(("What", "Why not", "Source"), rows, widths=(38, 40, 22)),), lead=lead)


def _address(text: str) -> str:
    return f"doi:{text}" if text.startswith("10.") else text.split("/")[2] if "//" in text else text


def _sources(found: Validation) -> PageBlock:
    keys = {one.case.citation.source for one in found.found} | {SECTION_SOURCE}
    rows = tuple(work_row(work) for work in bibliography(keys))
    seconds = f"{sum(one.runs for one in found.found)} zones were simulated in {show(found.seconds, 's')}."
    return PageBlock((Table(("Key", "Work"), rows), Words(seconds, "small")))
