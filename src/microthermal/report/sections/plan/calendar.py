"""The calendar of the course: laser, injections, healing of the skin, care, gates, red flags."""

from __future__ import annotations

import math

from microthermal.cases.history import day_after
from microthermal.planning.records import CalendarEntry, Plan
from microthermal.planning.window.calendar import recovery_calendar
from microthermal.report.blocks import Cell, PageBlock, Picture, Table, TableRow, cells
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.sections.plan.timeline import timeline
from microthermal.report.wording import judgement_of, simulation_of
from microthermal.units import DAY

# An hour past midnight is the day before.
_SLACK = 1.0 / 24.0
# How a kind of entry is called where kinds are told; a course may be one of needles or of sound as well.
_KINDS = {"laser": "treatment"}


@section("calendar", title="Calendar", order=90)
def calendar_section(result: Reportable) -> PageBlock | None:
    """Timeline and dated table."""
    if isinstance(result, Plan) and not result.calendar:
        return None
    visits, date = visits_of(result)
    alt = "; ".join(f"{span_of(visit, date)}: {visit.title}" for visit in visits)
    caption = "Days are counted from the first treatment; the scale gives the first weeks more room."
    picture = Picture(timeline(visits), "The course in time", alt, caption)
    rows = tuple(_row(visit, date) for visit in visits)
    table = Table(("When", "What", "", "What it means"), rows, widths=(18, 21, 10, 51))
    lead = "What a simulated course would look like. Healing times come from the model, care from the library."
    return PageBlock((picture, table), lead=lead)


def visits_of(result: Reportable) -> tuple[list[CalendarEntry], str]:
    """Entries in order of time, and the date of the first treatment; empty if it is not known."""
    return sorted(_visits(result), key=lambda visit: (visit.day, visit.until)), _date(result)


def _visits(result: Reportable) -> tuple[CalendarEntry, ...]:
    if isinstance(result, Plan):
        return result.calendar
    simulation, judgement = simulation_of(result), judgement_of(result)
    if simulation is None or judgement is None:
        return ()
    return recovery_calendar(simulation, judgement.outcome, judgement.rules)


def _date(result: Reportable) -> str:
    simulation = simulation_of(result)
    if isinstance(result, Plan):
        return result.date
    return simulation.date if simulation else ""


def span_of(visit: CalendarEntry, date: str) -> str:
    """Day or days of an entry, with their dates if the day of the laser is known."""
    start, end = f"{_first_day(visit):.0f}", f"{_last_day(visit):.0f}"
    if visit.until <= visit.day or start == end:
        return f"day {start}" + (f", {day_after(date, _first_day(visit) * DAY)}" if date else "")
    ends = (day_after(date, day * DAY) for day in (_first_day(visit), _last_day(visit)))
    dates = f", {' to '.join(ends)}" if date else ""
    return f"days {start} to {end}{dates}"


def _first_day(visit: CalendarEntry) -> float:
    """Day of a moment, or of the start of a span; a gate opens on the first whole day that is not too early."""
    day = visit.day / DAY
    return math.ceil(day - _SLACK) if visit.kind == "gate" else round(day)


def _last_day(visit: CalendarEntry) -> float:
    """Last day of a span: what ends in the course of a day is still there on it."""
    return math.ceil(visit.until / DAY - _SLACK)


def _row(visit: CalendarEntry, date: str) -> TableRow:
    flag = Cell("", badge="red flag", tone="stop")
    badge = flag if visit.kind == "flag" else Cell("", badge=_KINDS.get(visit.kind, visit.kind))
    return cells(span_of(visit, date), visit.title, badge, visit.text)
