"""No page tells one thing twice in two ways: pairs that were found by reading, over the reference results."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.reference import pages, pairs, synthetic

from microthermal import catalog, report
from microthermal.domain.inputs.medicine import TopicalFilm
from microthermal.planning.ranking import ranked
from microthermal.planning.reasons import plan_reasons
from microthermal.planning.window.calendar import calendar, recovery_calendar
from microthermal.planning.window.judgement import judged
from microthermal.planning.window.rules import findings
from microthermal.planning.window.verdicts import outcome
from microthermal.report.blocks import Beside
from microthermal.report.sections.window.window import window_section
from microthermal.report.sections.zone import shells, zone
from microthermal.report.wording import device_title, layers_of
from microthermal.units import show

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reference pages")]


@pytest.mark.parametrize("result", tuple(synthetic.results()))
def test_no_pair_on_a_page_contradicts_another(result):
    shown = synthetic.results()[result]
    assert pairs.contradictions(shown, pages.page(result), whole=result == "simulation") == []


def test_the_pairs_are_found_where_they_are():
    wrong = "<p>Fall of dermal T cells, against untreated −10.2 %. Stratum corneum: 12 % dead. 4e26 % worse. "
    wrong += "Papillary plexus 150 µm. papillary plexus 225 µm; do not treat again over them. 0 m ± 0 m. 1 passes. "
    wrong += "5 um, limits..warn</p>"
    assert len([name for name, found in pairs._of_words(pairs.words(wrong)) if found]) == 9


@pytest.mark.parametrize("section", [zone, shells])
def test_figures_show_the_skin_that_the_condition_has_changed(monkeypatch, section):
    simulation = synthetic.simulation()
    thick = replace(simulation, condition=replace(simulation.condition, thickness_factor=2.0))
    drawn = []
    monkeypatch.setattr(section, "layers_of", lambda one: drawn.append(layers_of(one)) or drawn[-1])
    {zone: zone.zone_section, shells: shells.shells_section}[section](thick)
    papillary = next(layer for layer in drawn[0] if layer[0] == "Papillary dermis")
    assert papillary[1:] == pytest.approx((90e-6, 390e-6))


def film(simulation):
    """The same treatment with its medicine laid on the skin every day."""
    drug = simulation.treatment.doses[0].drug
    dose = TopicalFilm(
        drug=drug, concentration=5.0, volume=1e-7, side=1e-2, time=86400.0, every=86400.0, last=30 * 86400.0
    )
    deliveries = tuple(replace(one, dose=dose) for one in simulation.deliveries)
    return replace(simulation, treatment=replace(simulation.treatment, doses=(dose,)), deliveries=deliveries)


def test_a_lotion_is_no_injection():
    simulation = film(synthetic.simulation())
    page = report.html(simulation)
    assert pairs.contradictions(simulation, page) == []
    assert "Medicine on the skin</h2>" in page and "Injection</h2>" not in page
    found = outcome(simulation)
    met = findings(simulation.skin, simulation.condition, simulation.treatment, found, catalog.rules())
    assert "stasis" not in {rule.name for rule in met}
    needle = replace(synthetic.simulation().treatment.doses[0], time=86400.0)
    treatment = replace(simulation.treatment, doses=(needle,))
    assert "stasis" in {
        rule.name for rule in findings(simulation.skin, simulation.condition, treatment, found, catalog.rules())
    }


def test_the_calendar_of_several_sessions_follows_all_of_them():
    simulation, goal = synthetic.simulation(), catalog.goal("keloid")
    dark = replace(simulation.skin, phototype="IV")
    simulation = replace(simulation, skin=dark, condition=catalog.condition("keloid"))
    judgement = judged(simulation, goal=goal)
    entries = calendar(simulation, judgement.outcome, goal, judgement.rules)
    plan = replace(synthetic.plan(), best=simulation, goal=goal, calendar=entries, judgement=judgement)
    assert [name for name, wrong in pairs._of_course(plan, simulation) if wrong] == []
    spot = next(entry for entry in entries if entry.title == "Test spot")
    assert (
        spot.day == -28 * pairs.DAY
        and "Test spot in dark skin" in spot.text
        and "Keloid is treated with a drug" in spot.text
    )
    gates = [entry.day for entry in entries if entry.kind == "gate"]
    assert gates == [number * judgement.gate.ready for number in (1, 2, 3)] and gates[0] >= 42 * pairs.DAY
    injections = [entry.day for entry in entries if entry.kind == "injection"]
    assert injections == pytest.approx([7 * pairs.DAY + day for day in (0.0, *gates)])
    # A calendar that knows only the first session is found out.
    old = replace(plan, calendar=(*recovery_calendar(simulation, judgement.outcome), *entries[-3:]))
    assert len([name for name, wrong in pairs._of_course(old, simulation) if wrong]) >= 2


def test_only_a_laser_that_ablates_lets_skin_bleed_and_opens_the_epidermis():
    for ablative in (True, False):
        simulation = synthetic.simulation(ablative)
        said = " ".join(f"{entry.title} {entry.text}" for entry in recovery_calendar(simulation, outcome(simulation)))
        assert ("bleeding" in said, "Epidermis open" in said, "keep it covered" in said) == (ablative,) * 3


def test_settings_of_the_same_total_density_fraction_a_mark_and_are_both_counted():
    plan = synthetic.plan()
    one = plan.options[0]
    pattern = one.treatment.pattern
    halved = replace(pattern, density=pattern.density * pattern.passes / 2, passes=2)
    twin = replace(one, treatment=replace(one.treatment, pattern=halved))
    maps = {}
    for name, options in (("before", plan.options), ("after", (*plan.options, twin))):
        parts = window_section(replace(plan, options=options)).parts
        drawn = next(part for part in parts if isinstance(part, Beside)).parts
        maps[name] = next(part for part in drawn if device_title(one.device) in part.title)
    assert "share a mark" not in maps["before"].caption and " at " not in maps["before"].caption
    settings, marks = (int(number) for number in re.findall(r"(\d+) (?:settings|marks)", maps["after"].alt))
    assert settings == marks + 1 and maps["before"].caption.startswith(f"{marks} settings,")
    total = f"{show(halved.density, '1/m**2')} in 2 passes"
    assert "share a mark" in maps["after"].caption and total in maps["after"].caption


def test_days_of_injection_are_compared_with_one_laser_treatment():
    block = pages.block("plan", "injection")
    figure = next(part for part in block.parts if getattr(part, "title", "") == "Benefit against injection day")
    assert "Every bar is the same laser treatment" in figure.caption
    first = synthetic.plan().options[0]
    assert first.device.name in figure.caption or "class" in figure.caption
    energy = f"{1e3 * first.treatment.pulse.energy:g} mJ"
    assert energy in figure.caption
    days = {one.split(":")[0] for one in figure.alt.split("; ")}
    assert days == {"day 0", "day 3", "day 7", "day 14"}


def test_what_an_injection_adds_is_told_of_one_laser_treatment():
    options, _ = ranked(synthetic.plan().options)
    said = " ".join(plan_reasons(options, (), synthetic.plan().goal))
    assert (
        "With the laser treatment of the first, the best day of an injection (Triamcinolone acetonide) scores" in said
    )
