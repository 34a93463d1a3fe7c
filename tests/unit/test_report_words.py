"""Words of a page hold of the result that it shows: dips, units, what was not given, what was not chosen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.reference import pairs, synthetic

from microthermal import catalog, report
from microthermal.report.sections.field.field import FieldView
from microthermal.report.sections.injection.exposure import exposure
from microthermal.report.sections.injection.injection import Injection
from microthermal.report.sections.opening.header import Header
from microthermal.report.sections.weeks.healing import _told
from microthermal.report.sections.window.gauges import Gauge
from microthermal.report.sections.window.window import WindowView


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
    assert "unbound PDGF-AB [ng/mL]" in exposure("0", days, 5.09e-5 * np.exp(-days), "PDGF-AB", 0.0)
    assert "unbound drug [µg/mL]" in exposure("0", days, 5.09e-3 * np.exp(-days), "drug", 0.0)


def test_a_concentration_says_what_it_counts():
    simulation, prp = synthetic.simulation(), catalog.drug("prp")
    dose = replace(simulation.treatment.doses[0], drug=prp, concentration=prp.concentration)
    deliveries = tuple(replace(one, dose=dose) for one in simulation.deliveries)
    changed = replace(simulation, treatment=replace(simulation.treatment, doses=(dose,)), deliveries=deliveries)
    # The table of inputs names every number by itself.
    text = pairs.words(report.html(changed)).rpartition("Every input number")[0]
    assert text.count("76 ng/mL") == text.count("76 ng/mL PDGF-AB") > 1
    assert "that the drug can thin" not in pairs.words(summary_of(changed))


def test_an_injection_that_is_not_given_is_called_one_that_was_tried():
    plan = synthetic.plan()
    alone = replace(plan.best, treatment=replace(plan.best.treatment, doses=()), deliveries=())
    best = replace(plan, best=alone)
    assert Injection().heading(best) == "Injections that were tried"
    assert "laser alone" in Injection().render(best).lead
    assert Injection().heading(plan) == "Injection"


def test_cooling_and_pauses_are_told_where_there_are_any():
    simulation = synthetic.simulation()
    once = replace(simulation.treatment, cooling=None, pattern=replace(simulation.treatment.pattern, passes=1))
    words = [str(row.cells[0].text) for row in FieldView().render(replace(simulation, treatment=once)).parts[1].rows]
    assert "Highest temperature there" in words and "Pause between passes" not in words
    words = [str(row.cells[0].text) for row in FieldView().render(simulation).parts[1].rows]
    assert "Highest temperature there, if cooling works as stated" in words and "Pause between passes" in words


def test_a_warning_by_the_band_alone_is_called_one():
    gauge = Gauge("Pigment", "2.33 %", 0.5, 0.12, 0.05, 0.9, "warn", "10 %", "20 %")
    assert gauge.word == "warning by its band"
    assert replace(gauge, value=0.6).word == "warning"


def test_limits_are_those_of_what_is_shown():
    assert WindowView().render(synthetic.simulation()).parts[0].title == "Limits of this treatment"
    assert WindowView().render(synthetic.plan()).parts[0].title == "Limits of the first of the ranking"


def test_warnings_are_counted():
    plan = synthetic.plan()
    option = plan.options[0]
    verdicts = tuple(replace(one, state="warn" if number == 0 else "ok") for number, one in enumerate(option.verdicts))
    changed = replace(plan, options=(replace(option, verdicts=verdicts, rules=()), *plan.options[1:]), judgement=None)
    assert "with one warning" in Header().render(changed).parts[0].text


def summary_of(result):
    """The summary of a page alone."""
    page = report.html(result)
    start = page.index('id="summary"')
    return f"<p>{page[page.index('>', start) + 1 : page.index('</section>', start)]}</p>"
