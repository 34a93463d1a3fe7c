"""The dated course of a treatment: visits, injections, what the skin does, what to watch for."""

from __future__ import annotations

from microthermal import catalog
from microthermal.domain.goal import Goal
from microthermal.planning.gate import gate
from microthermal.planning.records import CalendarEntry, Outcome
from microthermal.simulation.records import Simulation
from microthermal.units import show

_DAY = 86400.0


def calendar(simulation: Simulation, found: Outcome, goal: Goal) -> tuple[CalendarEntry, ...]:
    """Entries in order of time, from the first laser treatment to the last gate.

    Parameters
    ----------
    simulation : Simulation
        The treatment of one visit.
    found : Outcome
        Its metrics; closure and redness set the gates.
    goal : Goal
        Usual number of visits and interval.
    """
    entries = recovery(simulation, found)
    waits = gate(simulation, goal.session_interval)
    for number in range(1, goal.sessions):
        day = waits.ready * number
        text = f"Only if the epidermis is closed, the redness is gone and no red flag is up. {waits.text}"
        entries.append(_visit(day, day, f"Gate to laser treatment {number + 1}", text, "gate"))
    return _ordered(entries)


def recovery_calendar(simulation: Simulation, found: Outcome) -> tuple[CalendarEntry, ...]:
    """Recovery and aftercare of one treatment, with the gate to a next one."""
    waits = gate(simulation)
    return _ordered(
        [*recovery(simulation, found), _visit(waits.ready, waits.ready, "Gate to a next one", waits.text, "gate")]
    )


def _ordered(entries: list[CalendarEntry]) -> tuple[CalendarEntry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.day, entry.until)))


def recovery(simulation: Simulation, found: Outcome) -> list[CalendarEntry]:
    """Entries of one visit: what is done, what the skin does, care, red flags.

    Parameters
    ----------
    simulation : Simulation
        The treatment of one visit.
    found : Outcome
        Its metrics; closure and redness are told from them.
    """
    figures = catalog.figures("aftercare")
    closure, redness = found.of("closure_time").value, found.of("erythema_time").value
    return [
        _visit(0, 0, "Laser treatment 1", "First visit.", "laser"),
        *_injections(simulation),
        _visit(0, max(closure, 3600), "Epidermis open", f"Closed after {show(closure, 's')}; keep it covered.", "skin"),
        _visit(0, figures["swelling_end"], "Swelling", "Oedema and pinpoint bleeding settle.", "skin"),
        *_redness(redness),
        _visit(_DAY, figures["shedding_end"], "Shedding", "Columns of dead epidermis are shed.", "skin"),
        _visit(0, figures["sun_protection"], "Sun protection", "No direct sun; high protection factor.", "care"),
        _visit(
            figures["pain_flag"], figures["shedding_end"], "Red flags",
            "Pain after day 3, pustules, erosions or hardening need a physician's eye.", "flag",
        ),
        _visit(
            figures["pigment_watch_start"], figures["pigment_watch_end"], "Watch for pigment",
            "Dark spots peak in these weeks; do not treat again over them.", "flag",
        ),
    ]  # fmt: skip


def _redness(end: float) -> list[CalendarEntry]:
    if end <= 0:
        return []
    return [_visit(0, end, "Redness", f"Fades by {show(end, 's')} in the simulation.", "skin")]


def _injections(simulation: Simulation) -> list[CalendarEntry]:
    found = []
    for dose in simulation.treatment.doses:
        if dose.route == "zones":
            text = f"{dose.drug.title}, {show(dose.concentration, 'kg/m**3')}, a film on the skin"
            text += "." if dose.every <= 0.0 else f", {dose.every / _DAY:.3g} d apart."
            found.append(_visit(dose.time, dose.last, "Medicine on the skin", text, "care"))
            continue
        text = (
            f"{dose.drug.title}, {show(dose.concentration, 'kg/m**3')}, {show(dose.volume, 'm**3')} a point every "
            f"{show(dose.spacing, 'm')}, {show(dose.depth, 'm')} deep. The day is a hypothesis: no trial compared days."
        )
        found.append(_visit(dose.time, dose.time, "Injection", text, "injection"))
    return found


def _visit(day: float, until: float, title: str, text: str, kind: str) -> CalendarEntry:
    return CalendarEntry(day=day, until=max(day, until), title=title, text=text, kind=kind)  # type: ignore[arg-type]
