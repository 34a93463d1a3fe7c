"""The calendar of the course: laser, injections, healing of the skin, care, gates, red flags."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.planning.calendar import recovery_calendar
from microthermal.planning.records import CalendarEntry, Plan
from microthermal.report.blocks import Block, Cell, Picture, Row, Table, cells
from microthermal.report.figures.timeline import Entry, timeline
from microthermal.report.reading import judgement_of, simulation_of
from microthermal.report.sections import Reportable, section
from microthermal.simulation.history import day_after

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
        """Needs a plan with a calendar, or one treatment."""
        return bool(result.calendar) if isinstance(result, Plan) else True

    def render(self, result: Reportable) -> Block:
        """Calendar of a plan."""
        visits = sorted(_visits(result), key=lambda visit: (visit.day, visit.until))
        date = _date(result)
        entries = tuple(Entry(visit.kind, visit.title, visit.day / _DAY, visit.until / _DAY) for visit in visits)
        alt = "; ".join(f"{_span(visit, date)}: {visit.title}" for visit in visits)
        caption = "Days are counted from the first laser treatment; the scale gives the first weeks more room."
        picture = Picture(timeline(entries), "The course in time", alt, caption)
        table = Table(
            ("When", "What", "", "What it means"), tuple(_row(visit, date) for visit in visits), widths=(18, 21, 10, 51)
        )
        lead = "What a simulated course would look like. Healing times come from the model, care from the library."
        return Block((picture, table), lead=lead)


def _visits(result: Reportable) -> tuple[CalendarEntry, ...]:
    if isinstance(result, Plan):
        return result.calendar
    simulation, judgement = simulation_of(result), judgement_of(result)
    if simulation is None or judgement is None:
        return ()
    return recovery_calendar(simulation, judgement.outcome)


def _date(result: Reportable) -> str:
    simulation = simulation_of(result)
    if isinstance(result, Plan):
        return result.date
    return simulation.date if simulation else ""


def _span(visit: CalendarEntry, date: str) -> str:
    start, end = f"{visit.day / _DAY:.0f}", f"{visit.until / _DAY:.0f}"
    if visit.until <= visit.day or start == end:
        return f"day {start}" + (f", {day_after(date, visit.day)}" if date else "")
    dates = f", {day_after(date, visit.day)} to {day_after(date, visit.until)}" if date else ""
    return f"days {start} to {end}{dates}"


def _row(visit: CalendarEntry, date: str) -> Row:
    tone = "stop" if visit.kind == "flag" else "plain"
    return cells(
        _span(visit, date),
        visit.title,
        Cell("", badge=_WORDS[visit.kind], tone="stop" if tone == "stop" else "plain"),
        visit.text,
    )
