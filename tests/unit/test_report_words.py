"""Words of a page hold of the result that it shows: dips, units, what was not given, what was not chosen."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from tests.reference import synthetic

from microthermal import catalog
from microthermal.domain.inputs.goal import Estimate
from microthermal.planning.estimates import band_text, value_text
from microthermal.planning.records import CalendarEntry
from microthermal.report.mechanisms import _apoptosis, _circulation, _collagen
from microthermal.report.sections import sections
from microthermal.report.sections.field.field import field_section
from microthermal.report.sections.injection.exposure import exposure
from microthermal.report.sections.injection.injection import injection_section
from microthermal.report.sections.opening.header import header_section
from microthermal.report.sections.plan.timeline import timeline
from microthermal.report.sections.weeks import healing as weeks
from microthermal.report.sections.weeks import scores
from microthermal.report.sections.weeks.healing import _told
from microthermal.report.sections.window.gauges import Gauge
from microthermal.report.sections.window.window import window_section
from microthermal.report.spelling import spelt
from microthermal.report.wording import reaches
from microthermal.store.summary import summary
from microthermal.units import parse


@pytest.mark.parametrize(
    ("course", "words"),
    [
        ((2.99, 2.1, 3.0), "from 2.99 over at least 2.1 to 3"),
        ((1.0, 2.0, 0.5, 1.0), "from 1 over at most 2 and at least 0.5 to 1"),
        ((1.0, 0.7, 0.4), "from 1 to 0.4"),
    ],
)
def test_a_fall_between_the_ends_is_told(course, words):
    assert _told(np.array(course)) == words


def test_levels_are_drawn_in_the_unit_that_their_text_has():
    days = np.linspace(0.0, 30.0, 50)
    assert "unbound PDGF‑AB [ng/mL]" in exposure("0", days, 5.09e-5 * np.exp(-days), "PDGF‑AB", 0.0)
    assert "unbound drug [µg/mL]" in exposure("0", days, 5.09e-3 * np.exp(-days), "drug", 0.0)


def test_a_concentration_says_what_it_counts():
    simulation, prp = synthetic.simulation(), catalog.drug("prp")
    dose = replace(simulation.treatment.doses[0], drug=prp, concentration=prp.concentration)
    deliveries = tuple(replace(one, dose=dose) for one in simulation.deliveries)
    changed = replace(simulation, treatment=replace(simulation.treatment, doses=(dose,)), deliveries=deliveries)
    shown = str([sections[kind](changed) for kind in ("header", "injection")])
    assert shown.count("76 ng/mL") == shown.count("76 ng/mL PDGF‑AB") > 1
    rows = sections["summary"](changed).parts[0].rows
    delivery = next(row for row in rows if row.cells[0].text == "Delivery")
    assert "that the drug can thin" not in str(delivery)


def test_an_injection_that_is_not_given_is_called_one_that_was_tried():
    plan = synthetic.plan()
    alone = replace(plan.best, treatment=replace(plan.best.treatment, doses=()), deliveries=())
    best = replace(plan, best=alone)
    assert injection_section(best).heading == "Injections that were tried"
    assert "laser alone" in injection_section(best).lead
    assert injection_section(plan).heading == "Injection"


def test_cooling_and_pauses_are_told_where_there_are_any():
    simulation = synthetic.simulation()
    once = replace(simulation.treatment, cooling=None, pattern=replace(simulation.treatment.pattern, passes=1))
    words = [str(row.cells[0].text) for row in field_section(replace(simulation, treatment=once)).parts[1].rows]
    assert "Highest temperature there" in words and "Pause between passes" not in words
    words = [str(row.cells[0].text) for row in field_section(simulation).parts[1].rows]
    assert "Highest temperature there, if cooling works as stated" in words and "Pause between passes" in words


def test_a_warning_by_the_band_alone_is_called_one():
    gauge = Gauge("Pigment", "2.33 %", 0.5, 0.12, 0.05, 0.9, "warn", "10 %", "20 %")
    assert gauge.word == "warning by its band"
    assert replace(gauge, value=0.6).word == "warning"


def test_limits_are_those_of_what_is_shown():
    assert window_section(synthetic.simulation()).parts[0].title == "Limits of this treatment"
    assert window_section(synthetic.plan()).parts[0].title == "Limits of the first of the ranking"


def test_warnings_are_counted():
    plan = synthetic.plan()
    option = plan.options[0]
    verdicts = tuple(replace(one, state="warn" if number == 0 else "ok") for number, one in enumerate(option.verdicts))
    changed = replace(plan, options=(replace(option, verdicts=verdicts, rules=()), *plan.options[1:]), judgement=None)
    assert "with one warning" in header_section(changed).parts[0].text


def concerned(concerns):
    simulation = synthetic.simulation()
    return replace(simulation, condition=replace(simulation.condition, concerns=concerns))


def test_follicles_and_scales_of_scars_are_told_where_the_condition_is_about_them(monkeypatch):
    point = {"value": 0.1, "low": 0.0, "high": 0.2, "unit": "1"}
    found = {name: Estimate(**point, meaning=f"of {name}") for name in ("posas", "hair_density_change", "downtime")}
    monkeypatch.setattr(scores, "scores_of", lambda _: found)
    monkeypatch.setattr(weeks, "drawn_band", lambda _: None)
    monkeypatch.setattr(weeks, "undrawn", lambda _: "")
    for concern, score in (("scar", "Of posas"), ("hair", "Of hair_density_change")):
        simulation = concerned((concern,))
        assert [row.cells[0].text for row in scores._rows(simulation)] == [score, "Of downtime"]
        alts = " ".join(picture.alt for picture in weeks.healing_section(simulation).parts[0].parts)
        assert ("Hair follicles over time" in alts) is (concern == "hair")
        assert ("nutrients for follicles" in summary_words(simulation)) is (concern == "hair")


def test_the_laser_is_not_credited_with_what_the_drug_does():
    simulation = synthetic.simulation()
    assert "laser and drug together: these numbers" in summary_words(simulation)
    plan = synthetic.plan()
    best = plan.options[0]
    metrics = tuple(
        replace(one, estimate=replace(one.estimate, value=-0.0217)) if one.metric == "t_cell_drop" else one
        for one in best.outcome.results
    )
    treatment = replace(best.treatment, doses=())
    alone = replace(best, treatment=treatment, outcome=replace(best.outcome, results=metrics), score=0.0, front=False)
    compared = replace(plan, options=(best, alone, *plan.options[1:]))
    assert "the same laser alone gives a rise of 2.17 %" in summary_words(compared)


def test_benefits_that_the_numbers_do_not_show_are_called_so():
    simulation = synthetic.simulation(ablative=True, dosed=False)
    held = {"perfusion_gain": 0.98, "new_collagen": 0.0, "t_cell_drop": 0.005}
    weak = {
        name: Estimate(value=value, low=value, high=value, unit="1", meaning="fall of it")
        for name, value in held.items()
    }
    told = {
        one.name: one.benefit
        for one in (
            _circulation(simulation, weak), _apoptosis(simulation, weak, {}), _collagen(simulation, weak, {})
        )
    }  # fmt: skip
    assert all("these numbers do not show" in benefit.lower() for benefit in told.values()), told


def test_where_zones_end_is_one_clause_with_its_band():
    simulation = synthetic.simulation()
    deep = simulation.zone.depth.value
    follicle = replace(simulation.skin.follicle, bulge_depth=1.1 * deep, papilla_depth=2.0 * deep)
    here = replace(simulation, skin=replace(simulation.skin, follicle=follicle))
    depth = Estimate(value=deep, low=0.8 * deep, high=1.2 * deep, unit="m", meaning="depth")
    text = reaches(here, depth)
    assert text.count("stay above") == 1 and "some reach the bulge and some do not" in text
    assert reaches(here, replace(depth, high=deep, low=deep)).endswith(")")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("-3 °C", "−3 °C"), ("(-2.5 to -1 %)", "(−2.5 to −1 %)"), ("± -∞", "± −∞"), ("-.5", "−.5"),
        ("MMP-9, 10-20 mJ, 1.5e-5, 2026-01-05", "MMP-9, 10-20 mJ, 1.5e-5, 2026-01-05"),
        ("10.1016/S0140-6736(94)-5, law/a-1, T-cell, --quiet", "10.1016/S0140-6736(94)-5, law/a-1, T-cell, --quiet"),
    ],
)  # fmt: skip
def test_negative_numbers_have_a_minus_sign_and_words_keep_their_hyphens(text, shown):
    assert spelt(text).replace("\u00a0", " ") == shown


def test_figures_have_a_minus_sign_and_summaries_none():
    entry = CalendarEntry(day=-14 * 86400.0, until=7 * 86400.0, title="Spot", text="", kind="care")
    drawn = timeline((entry,))
    assert ">−14<" in drawn and ">-14<" not in drawn
    early = synthetic.simulation()
    dose = replace(early.treatment.doses[0], time=-7 * 86400.0)
    told = summary(replace(early, treatment=replace(early.treatment, doses=(dose,))))
    assert parse(told["treatment"]["doses"][0]["time"], "s") == dose.time and "−" not in str(told)


@pytest.mark.parametrize(("value", "low", "high"), [(0.0, 0.0, 28332.0), (300.0, 0.0, 28332.0), (7e4, 6e4, 2e5)])
def test_a_value_and_its_band_have_one_unit_unless_they_are_of_other_sizes(value, low, high):
    found = Estimate(value=value, low=low, high=high, unit="s", meaning="time")
    units = set(re.findall(r"[a-z]+", f"{value_text(found)} {band_text(found)}")) - {"to"}
    assert len(units) == 1


def summary_words(result):
    """Words of the summary of a result."""
    rows = sections["summary"](result).parts[0].rows
    return " ".join(str(cell.text) for row in rows for cell in row.cells)
