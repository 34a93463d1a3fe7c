"""The dated course of a treatment: visits, injections, what the skin does, what to watch for."""

from __future__ import annotations

from microthermal import catalog
from microthermal.domain.inputs.goal import Estimate, Goal
from microthermal.planning.records import CalendarEntry, Outcome
from microthermal.planning.window.retreatment import Gate, gate
from microthermal.simulation.records import Simulation
from microthermal.units import DAY, show


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
        text = (
            "Only if the epidermis is closed, the redness is gone and no red flag is up; dark spots that have come "
            f"must have faded. {waits.text}"
        )
        entries.append(_visit(day, day, f"{_gate_name(waits)} to laser treatment {number + 1}", text, "gate"))
    return _ordered(entries)


def recovery_calendar(simulation: Simulation, found: Outcome) -> tuple[CalendarEntry, ...]:
    """Recovery and aftercare of one treatment, with the gate to a next one."""
    waits = gate(simulation)
    return _ordered(
        [
            *recovery(simulation, found),
            _visit(waits.ready, waits.ready, f"{_gate_name(waits)} to a next one", waits.text, "gate"),
        ]
    )


def _gate_name(waits: Gate) -> str:
    """A gate whose conditions did not come within what was followed has no day: its entry says the earliest."""
    return "Gate" if waits.held else "Earliest gate, not reached"


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
    closure, redness = found.of("closure_time"), found.of("erythema_time")
    # An open epidermis is a way in for germs for as long as it is open.
    flagged = max(figures["shedding_end"], closure.value)
    return [
        _visit(0, 0, "Laser treatment 1", "First visit.", "laser"),
        *_injections(simulation),
        *_closure(closure),
        _visit(0, figures["swelling_end"], "Swelling", "Oedema and pinpoint bleeding settle.", "skin"),
        *_redness(redness),
        _visit(DAY, figures["shedding_end"], "Shedding", "Columns of dead epidermis are shed.", "skin"),
        _visit(0, figures["sun_protection"], "Sun protection", "No direct sun; high protection factor.", "care"),
        _visit(
            figures["pain_flag"], flagged, "Red flags",
            "Pain after day 3, pustules, erosions or hardening need a physician's eye.", "flag",
        ),
        _visit(
            figures["pigment_watch_start"], figures["pigment_watch_end"], "Watch for pigment",
            "Dark spots peak in these weeks: look for them before each session; where they show, wait until they fade.",
            "flag",
        ),
    ]  # fmt: skip


def _closure(found: Estimate) -> list[CalendarEntry]:
    if found.value <= 0.0:
        return []
    text = f"Closed after {show(found.value, 's')}; keep it covered."
    if found.beyond:
        text = f"Not yet closed at the end of the {show(found.value, 's')} that were followed; keep it covered."
    return [_visit(0, found.value, "Epidermis open", text, "skin")]


def _redness(found: Estimate) -> list[CalendarEntry]:
    if found.value <= 0.0:
        return []
    text = f"Faded by {show(found.value, 's')} in the simulation."
    if found.beyond:
        text = f"Not yet faded at the end of the {show(found.value, 's')} that were followed."
    return [_visit(0, found.value, "Redness", text, "skin")]


def _injections(simulation: Simulation) -> list[CalendarEntry]:
    found = []
    for dose in simulation.treatment.doses:
        if dose.route == "zones":
            text = f"{dose.drug.title}, {show(dose.concentration, 'kg/m**3')}, a film on the skin"
            text += "." if dose.every is None else f", {dose.every / DAY:.3g} d apart."
            found.append(_visit(dose.time, dose.end, "Medicine on the skin", text, "care"))
            continue
        text = (
            f"{dose.drug.title}, {show(dose.concentration, 'kg/m**3')}, {show(dose.volume, 'm**3')} a point every "
            f"{show(dose.spacing, 'm')}, {show(dose.depth, 'm')} deep. The day is a hypothesis: no trial compared days."
        )
        found.append(_visit(dose.time, dose.time, "Injection", text, "injection"))
    return found


def _visit(day: float, until: float, title: str, text: str, kind: str) -> CalendarEntry:
    return CalendarEntry(day=day, until=max(day, until), title=title, text=text, kind=kind)  # type: ignore[arg-type]
