"""The dated course of a treatment: what is entered, from when to when, in which words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reference import synthetic

from microthermal import catalog
from microthermal.domain.inputs.medicine import SIDE, Injection, TopicalFilm
from microthermal.domain.inputs.rule import Rule
from microthermal.planning.beside.without_laser import sham
from microthermal.planning.design.variables import FILM
from microthermal.planning.records import CalendarEntry, Outcome
from microthermal.planning.window.calendar import calendar, recovery, recovery_calendar
from microthermal.planning.window.retreatment import gate
from microthermal.planning.window.verdicts import outcome
from microthermal.simulation.records import Simulation
from microthermal.units import DAY, show

FIGURES = catalog.library().figures
CARE = FIGURES.aftercare
GOAL = replace(catalog.goal("keloid"), sessions=3, session_interval=60 * DAY)


def rule(title: str, spot: float | None = None, interval: float | None = None) -> Rule:
    return Rule(name=title, title=title, action="warn", text="", test_spot=spot, interval=interval)


def changed(found: Outcome, metric: str, **fields: object) -> Outcome:
    results = (
        replace(one, estimate=replace(one.estimate, **fields)) if one.metric == metric else one
        for one in found.results
    )  # fmt: skip
    return replace(found, results=tuple(results))


def by_title(entries: object) -> dict[str, CalendarEntry]:
    assert isinstance(entries, list | tuple)
    return {entry.title: entry for entry in entries}


@pytest.fixture(scope="module")
def plain() -> Simulation:
    return synthetic.simulation(dosed=False)


@pytest.fixture(scope="module")
def told(plain: Simulation) -> Outcome:
    return outcome(plain)


def test_one_visit_has_its_dates_from_the_library(plain: Simulation, told: Outcome) -> None:
    found = {name: (one.day, one.until, one.kind) for name, one in by_title(recovery(plain, told)).items()}
    closed, pale = told.of("closure_time").value, told.of("erythema_time").value
    assert found == {
        "Laser treatment 1": (0.0, 0.0, "laser"),
        "Epidermis renews": (0.0, closed, "skin"),
        "Swelling": (0.0, CARE.swelling_end, "skin"),
        "Redness": (0.0, pale, "skin"),
        "Shedding": (DAY, CARE.shedding_end, "skin"),
        "Sun protection": (0.0, CARE.sun_protection, "care"),
        "Red flags": (CARE.pain_flag, max(CARE.shedding_end, closed), "flag"),
        "Watch for pigment": (CARE.pigment_watch_start, CARE.pigment_watch_end, "flag"),
    }
    late = changed(told, "closure_time", value=40 * DAY)
    assert by_title(recovery(plain, late))["Red flags"].until == 40 * DAY


def test_words_of_one_visit(plain: Simulation, told: Outcome) -> None:
    said = {name: one.text for name, one in by_title(recovery(plain, told)).items()}
    closed, pale = (show(told.of(name).value, "s") for name in ("closure_time", "erythema_time"))
    assert said["Epidermis renews"] == (
        f"Closed after {closed}; dead columns lie under a horny layer that stays whole."
    )
    assert said["Redness"] == f"Faded by {pale} in the simulation, as a mean of the treated surface."
    assert said["Swelling"] == "Oedema settles." and said["Shedding"] == "Columns of dead epidermis are shed."
    assert said["Sun protection"].endswith(f"until {show(CARE.sun_protection, 's')} after the last treatment.")
    weeks = [f"{time / (7 * DAY):.2g}" for time in (CARE.pigment_watch_start, CARE.pigment_watch_end)]
    assert f"peak {weeks[0]} to {weeks[1]} weeks after a treatment" in said["Watch for pigment"]
    assert not [one for one in said.values() if "The same after" in one]


def test_channels_bleed_and_are_covered() -> None:
    simulation = synthetic.simulation(ablative=True, dosed=False)
    found = outcome(simulation)
    said = {name: one.text for name, one in by_title(recovery(simulation, found)).items()}
    assert said["Epidermis open"] == f"Closed after {show(found.of('closure_time').value, 's')}; keep it covered."
    assert said["Swelling"] == "Oedema and pinpoint bleeding settle."


def test_what_never_began_is_not_entered(plain: Simulation, told: Outcome) -> None:
    never = changed(changed(told, "closure_time", value=0.0, low=0.0), "erythema_time", value=0.0, low=0.0)
    assert not {"Epidermis renews", "Epidermis open", "Redness"} & set(by_title(recovery(plain, never)))


def test_what_was_not_seen_to_end_is_called_so(plain: Simulation, told: Outcome) -> None:
    late = changed(changed(told, "closure_time", beyond=True), "erythema_time", beyond=True)
    said = {name: one.text for name, one in by_title(recovery(plain, late)).items()}
    closed, pale = (show(told.of(name).value, "s") for name in ("closure_time", "erythema_time"))
    assert said["Epidermis renews"].startswith(f"Not yet closed at the end of the {closed} that were followed; dead")
    assert said["Redness"] == f"Not yet faded at the end of the {pale} that were followed."


def test_several_visits_lengthen_care_and_say_that_skin_does_it_again(plain: Simulation, told: Outcome) -> None:
    visits = (0.0, 20 * DAY, 40 * DAY)
    found = by_title(recovery(plain, told, visits))
    assert found["Sun protection"].until == 40 * DAY + CARE.sun_protection
    watched = found["Watch for pigment"]
    # The next session may come before pigment peaks.
    assert (watched.day, watched.until) == (min(CARE.pigment_watch_start, 20 * DAY), 40 * DAY + CARE.pigment_watch_end)
    again = [name for name, one in found.items() if one.text.endswith(" The same after each of the 3 treatments.")]
    assert again == ["Epidermis renews", "Swelling", "Redness", "Shedding", "Red flags"]


def test_nothing_is_shed_where_nothing_died_or_only_below_an_epidermis_that_is_closed(
    plain: Simulation, told: Outcome
) -> None:
    zone, injury = plain.zone, plain.injury
    top, none = replace(zone.top, value=2e-4), replace(zone.depth, value=0.0)

    def sheds(top_of: object = zone.top, depth: object = zone.depth, opened: float = injury.epidermis_open) -> bool:
        run = replace(plain.run, zone=replace(zone, top=top_of, depth=depth))
        lattice = replace(plain.lattice, zone=run.zone)
        made = replace(plain, run=run, lattice=lattice, injury=replace(injury, epidermis_open=opened))
        return "Shedding" in by_title(recovery(made, told))

    assert sheds() and sheds(top_of=top) and sheds(opened=0.0)
    assert not sheds(top_of=top, opened=0.0) and not sheds(depth=none)


def test_sessions_follow_at_the_gate_and_are_named_by_what_is_given(plain: Simulation, told: Outcome) -> None:
    waits = gate(plain, GOAL.session_interval)
    entries = calendar(plain, told, GOAL)
    assert list(entries) == sorted(entries, key=lambda entry: (entry.day, entry.until))
    gates = [entry for entry in entries if entry.kind == "gate"]
    assert [(one.title, one.day, one.until) for one in gates] == [
        (f"Gate to laser treatment {number}", (number - 1) * waits.ready, (number - 1) * waits.ready)
        for number in (2, 3)
    ]
    assert gates[0].text.startswith("Only if the epidermis is closed") and gates[0].text.endswith(waits.text)
    assert by_title(entries)["Sun protection"].until == 2 * waits.ready + CARE.sun_protection
    once = calendar(plain, told, replace(GOAL, sessions=1))
    assert not [entry for entry in once if entry.kind == "gate"]


def test_the_gate_to_a_next_one_is_the_last_entry_of_a_single_treatment(plain: Simulation, told: Outcome) -> None:
    entries = recovery_calendar(plain, told)
    (found,) = (entry for entry in entries if entry.kind == "gate")
    waits = gate(plain)
    assert (found.title, found.day, found.text) == ("Gate to a next one", waits.ready, waits.text)
    unmet = replace(waits, conditions=(replace(waits.conditions[0], held=False), *waits.conditions[1:]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("microthermal.planning.window.calendar.gate", lambda *_, **__: unmet)
        (found,) = (entry for entry in recovery_calendar(plain, told) if entry.kind == "gate")
    assert found.title == "Earliest gate, not reached to a next one"


def test_the_test_spot_is_as_early_as_any_rule_asks(plain: Simulation, told: Outcome) -> None:
    rules = (rule("dark skin", 28 * DAY), rule("a scar", 14 * DAY), rule("no spot"))
    found = by_title(recovery_calendar(plain, told, rules))["Test spot"]
    assert (found.day, found.until, found.kind) == (-28 * DAY, -28 * DAY, "laser")
    assert found.text.endswith("Asked for by the rules 'dark skin' and 'a scar'.")
    alone = by_title(recovery_calendar(plain, told, rules[1:]))["Test spot"]
    assert alone.day == -14 * DAY and alone.text.endswith("Asked for by the rule 'a scar'.")
    assert "Test spot" not in by_title(recovery_calendar(plain, told, rules[2:]))


def test_injections_come_at_every_visit() -> None:
    simulation = synthetic.simulation()
    (dose,) = simulation.treatment.doses
    visits = (0.0, 30 * DAY)
    found = [one for one in recovery(simulation, outcome(simulation), visits) if one.kind == "injection"]
    assert [(one.title, one.day, one.until) for one in found] == [
        (f"Injection, treatment {number}", start + dose.time, start + dose.time)
        for number, start in enumerate(visits, 1)
    ]
    said = (show(dose.volume, "m**3"), show(dose.spacing, "m"), show(dose.depth, "m"))
    assert found[0].text.startswith(f"{dose.drug.title}, ")
    assert found[0].text.endswith("{} a point every {}, {} deep.".format(*said))
    (once,) = (one for one in recovery(simulation, outcome(simulation)) if one.kind == "injection")
    assert once.title == "Injection"


@pytest.mark.parametrize("laid", [True, False])
def test_medicine_alone_that_is_laid_on_is_no_injection(plain: Simulation, told: Outcome, laid: bool) -> None:
    drug = catalog.drug("triamcinolone")
    film = TopicalFilm(drug=drug, concentration=10.0, volume=FILM, side=SIDE, time=0.0)
    needle = Injection(drug=drug, concentration=10.0, volume=1e-7, depth=1e-3, spacing=1e-2, time=0.0)
    alone = replace(plain, treatment=sham(plain.treatment.pulse, (film if laid else needle,)))
    entries = calendar(alone, told, GOAL)
    gates = [f"{one.title}: {one.text}" for one in entries if one.kind == "gate"]
    assert [("medicine 2" in gates[0]), ("injection 2" in gates[0])] == [laid, not laid]
    assert any("inject" in f"{one.title} {one.text}".lower() for one in entries) == (not laid)
