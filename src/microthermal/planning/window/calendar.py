"""The dated course of a treatment: visits, injections, what the skin does, what to watch for."""

from __future__ import annotations

from microthermal.delivery.schedule import strength
from microthermal.domain.inputs.goal import Estimate, Goal
from microthermal.domain.inputs.medicine import Dose
from microthermal.domain.inputs.rule import Rule
from microthermal.planning.records import CalendarEntry, Outcome
from microthermal.planning.window.retreatment import Gate, gate
from microthermal.simulation.records import Simulation
from microthermal.units import DAY, show

# What the next visit waits for, after a laser and after an injection alone.
_AFTER_LASER = (
    "Only if the epidermis is closed, the redness is gone and no red flag is up; dark spots that have come must have "
    "faded."
)
_AFTER_INJECTION = "Only if the skin that was injected looks as before and no red flag is up."
_AFTER_FILM = "Only if the skin on which it was laid looks as before and no red flag is up."


def calendar(
    simulation: Simulation, found: Outcome, goal: Goal, rules: tuple[Rule, ...] = ()
) -> tuple[CalendarEntry, ...]:
    """Entries in order of time, from a test spot or the first laser treatment to the end of care after the last.

    Parameters
    ----------
    simulation : Simulation
        The treatment of one visit.
    found : Outcome
        Its metrics; closure and redness set the gates.
    goal : Goal
        Usual number of visits and interval.
    rules : tuple of Rule, optional
        Rules that are met; they may ask for a test spot and for a longer interval.
    """
    waits = gate(simulation, goal.session_interval, rules)
    visits = tuple(waits.ready * number for number in range(goal.sessions))
    sham = simulation.treatment.pulse.zoneless
    treatment, ready = _alone(simulation) if sham else (_treatment(simulation), _AFTER_LASER)
    if sham and not simulation.treatment.doses:
        return ()
    entries = _test_spot(rules)
    for number, day in enumerate(visits[1:], 2):
        name = f"{_gate_name(waits)} to {treatment} {number}"
        entries.append(_visit(day, day, name, f"{ready} {waits.text}", "gate"))
    # On one day the retreatment criterion comes before the session that depends on it.
    return _ordered([*entries, *recovery(simulation, found, visits)])


def recovery_calendar(
    simulation: Simulation, found: Outcome, rules: tuple[Rule, ...] = ()
) -> tuple[CalendarEntry, ...]:
    """Recovery and aftercare of one treatment, with the test spot before it and the gate to a next one."""
    waits = gate(simulation, rules=rules)
    name = f"{_gate_name(waits)} to a next one" if waits.conditions else "Next session"
    reopened = _visit(waits.ready, waits.ready, name, waits.text, "gate")
    return _ordered([*_test_spot(rules), *recovery(simulation, found), reopened])


def _alone(simulation: Simulation) -> tuple[str, str]:
    """What a visit without a laser is called, and what the next one waits for."""
    return ("injection", _AFTER_INJECTION) if simulation.treatment.injections else ("medicine", _AFTER_FILM)


def _treatment(simulation: Simulation) -> str:
    return "treatment" if simulation.treatment.pulse.wavelength is None else "laser treatment"


def _gate_name(waits: Gate) -> str:
    """Name of the entry; if the criterion was not met within the simulated time, its day is only the earliest one."""
    return "Gate" if waits.held else "Earliest gate, not reached"


def _ordered(entries: list[CalendarEntry]) -> tuple[CalendarEntry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.day, entry.until)))


def _test_spot(rules: tuple[Rule, ...]) -> list[CalendarEntry]:
    """One test spot, as early as the rule wants that asks for the longest wait."""
    asking = {rule.title: rule.test_spot for rule in rules if rule.test_spot is not None}
    if not asking:
        return []
    day = -max(asking.values())
    names = " and ".join(f"'{name}'" for name in asking)
    which = "rules" if len(asking) > 1 else "rule"
    text = f"The same settings on a small place; look at it before treatment 1. Asked for by the {which} {names}."
    return [_visit(day, day, "Test spot", text, "laser")]


def recovery(simulation: Simulation, found: Outcome, visits: tuple[float, ...] = (0.0,)) -> list[CalendarEntry]:
    """Entries of a course: what is done, what the skin does, care, red flags.

    What the skin does within days is entered after the first visit, with a word that it comes again; injections are
    entered after every visit, and care lasts from the first to its time after the last.

    Parameters
    ----------
    simulation : Simulation
        The treatment of one visit.
    found : Outcome
        Its metrics; closure and redness are told from them.
    visits : tuple of float, optional
        Times of the laser treatments [s], the first at 0.
    """
    if simulation.treatment.pulse.zoneless:  # no wound is left that needs care
        return _medicine(simulation, visits)
    figures, last = simulation.library.figures.aftercare, visits[-1]
    closure, redness = found.of("closure_time"), found.of("erythema_time")
    # An open epidermis is a way in for germs for as long as it is open.
    flagged = max(figures.shedding_end, closure.value)
    # The next session may come before pigment peaks: it is looked for from then on.
    watched = min((figures.pigment_watch_start, *visits[1:2]))
    again = f" The same after each of the {len(visits)} treatments." if len(visits) > 1 else ""
    sun = f"No direct sun; high protection factor, until {show(figures.sun_protection, 's')} after the last treatment."
    ablated = simulation.zone.channel_depth.value > 0.0
    swelling = "Oedema and pinpoint bleeding settle." if ablated else "Oedema settles."
    return [
        _visit(0, 0, f"{_treatment(simulation).capitalize()} 1", "First visit.", "laser"),
        *_medicine(simulation, visits),
        *_closure(closure, ablated, _cells(simulation), again),
        _visit(0, figures.swelling_end, "Swelling", swelling + again, "skin"),
        *_redness(redness, again),
        *_shedding(simulation, again),
        _visit(0, last + figures.sun_protection, "Sun protection", sun, "care"),
        _visit(
            figures.pain_flag, flagged, "Red flags",
            "Pain after day 3, pustules, erosions or hardening need a physician's eye." + again, "flag",
        ),
        _visit(
            watched, last + figures.pigment_watch_end, "Watch for pigment",
            f"Dark spots peak {_weeks(figures.pigment_watch_start)} to {_weeks(figures.pigment_watch_end)} weeks "
            "after a treatment: look for them before each session; where they show, wait until they fade.",
            "flag",
        ),
    ]  # fmt: skip


def _shedding(simulation: Simulation, again: str) -> list[CalendarEntry]:
    """Dead columns are shed; vacuoles are cleared with their debris; nothing is shed where no epidermis has died."""
    library, extras = simulation.library, simulation.run.extras
    found = []
    below = simulation.zone.top.value > 0.0 and simulation.injury.epidermis_open == 0.0
    if not below and (simulation.zone.depth.value > 0.0 or simulation.zone.channel_depth.value > 0.0):
        shed = library.figures.aftercare.shedding_end
        found.append(_visit(DAY, shed, "Shedding", f"{_dead(simulation)} shed." + again, "skin"))
    if extras is not None and extras.vacuoles is not None and extras.vacuoles.usual.branch != "none":
        cleared = library.ends.breakdown.value.clearing
        found.append(_visit(0, cleared, "Debris", "Vacuoles and their debris are cleared." + again, "skin"))
    return found


def _dead(simulation: Simulation) -> str:
    return "Dead epidermis is" if simulation.skin.structure is not None else "Columns of dead epidermis are"


def _cells(simulation: Simulation) -> str:
    return "dead cells" if simulation.skin.structure is not None else "dead columns"


def _weeks(time: float) -> str:
    return f"{time / (7 * DAY):.2g}"


def _closure(found: Estimate, ablated: bool, dead: str, again: str) -> list[CalendarEntry]:
    """An ablative laser leaves holes; others leave dead tissue under a horny layer that stays whole."""
    if found.value <= 0.0:
        return []
    closed = f"Closed after {show(found.value, 's')}"
    if found.beyond:
        closed = f"Not yet closed at the end of the {show(found.value, 's')} that were followed"
    title, rest = "Epidermis renews", f"{dead} lie under a horny layer that stays whole"
    if ablated:
        title, rest = "Epidermis open", "keep it covered"
    return [_visit(0, found.value, title, f"{closed}; {rest}.{again}", "skin")]


def _redness(found: Estimate, again: str) -> list[CalendarEntry]:
    if found.value <= 0.0:
        return []
    text = f"Faded by {show(found.value, 's')} in the simulation, as a mean of the treated surface."
    if found.beyond:
        text = f"Not yet faded at the end of the {show(found.value, 's')} that were followed."
    return [_visit(0, found.value, "Redness", text + again, "skin")]


def _medicine(simulation: Simulation, visits: tuple[float, ...]) -> list[CalendarEntry]:
    """Doses after every visit; a film that is laid on again and again goes on over the visits and is entered once."""
    doses = simulation.treatment.doses
    found = [_given(dose) for dose in doses if dose.repeated]
    once = [dose for dose in doses if not dose.repeated]
    for number, start in enumerate(visits, 1):
        of_visit = f", treatment {number}" if len(visits) > 1 else ""
        found += [_given(dose, start, of_visit) for dose in once]
    return found


def _given(dose: Dose, start: float = 0.0, of_visit: str = "") -> CalendarEntry:
    text, begin = f"{dose.drug.title}, {strength(dose)}", start + dose.time
    if dose.route == "zones":
        text += ", a film on the skin" + ("." if dose.every is None else f", {dose.every / DAY:.3g} d apart.")
        return _visit(begin, start + dose.end, f"Medicine on the skin{of_visit}", text, "medicine")
    text += f", {show(dose.volume, 'm**3')} a point every {show(dose.spacing, 'm')}, {show(dose.depth, 'm')} deep."
    return _visit(begin, begin, f"Injection{of_visit}", text, "injection")


def _visit(day: float, until: float, title: str, text: str, kind: str) -> CalendarEntry:
    return CalendarEntry(day=day, until=max(day, until), title=title, text=text, kind=kind)  # type: ignore[arg-type]
