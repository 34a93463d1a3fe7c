"""The calendar of the course: laser, injections, healing of the skin, care, gates, red flags."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.planning.records import Plan, Visit
from microthermal.report.blocks import Block, Cell, Picture, Row, Table, cells
from microthermal.report.figures.timeline import Entry, timeline
from microthermal.report.sections import Reportable, section

_DAY = 86400.0
_WORDS = {
    "laser": "laser",
    "injection": "injection",
    "skin": "skin",
    "care": "care",
    "gate": "gate",
    "flag": "red flag",
}


@section
@final
class Calendar:
    """Timeline and dated table."""

    kind: ClassVar[str] = "calendar"
    title: ClassVar[str] = "Calendar"
    order: ClassVar[int] = 90

    def applies(self, result: Reportable) -> bool:
        """Needs a plan with a calendar."""
        return isinstance(result, Plan) and bool(result.calendar)

    def render(self, result: Reportable) -> Block:
        """Calendar of a plan."""
        if not isinstance(result, Plan):
            return Block(())
        visits = sorted(result.calendar, key=lambda visit: (visit.day, visit.until))
        entries = tuple(Entry(visit.kind, visit.title, visit.day / _DAY, visit.until / _DAY) for visit in visits)
        alt = "; ".join(f"{_span(visit)}: {visit.title}" for visit in visits)
        caption = "Days are counted from the first laser treatment; the scale gives the first weeks more room."
        picture = Picture(timeline(entries), "The course in time", alt, caption)
        table = Table(
            ("When", "What", "", "What it means"), tuple(_row(visit) for visit in visits), widths=(14, 22, 11, 53)
        )
        lead = "What a simulated course would look like. Healing times come from the model, care from the library."
        return Block((picture, table), lead=lead)


def _span(visit: Visit) -> str:
    start, end = f"{visit.day / _DAY:.0f}", f"{visit.until / _DAY:.0f}"
    if visit.until <= visit.day or start == end:
        return f"day {start}"
    return f"days {start} to {end}"


def _row(visit: Visit) -> Row:
    tone = "stop" if visit.kind == "flag" else "plain"
    return cells(
        _span(visit),
        visit.title,
        Cell("", badge=_WORDS[visit.kind], tone="stop" if tone == "stop" else "plain"),
        visit.text,
    )
