"""No page tells one thing twice in two ways: pairs that were found by reading, over the reference results."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reference import pages, pairs, synthetic

from microthermal import report
from microthermal.domain.inputs.medicine import TopicalFilm
from microthermal.planning.ranking import ranked
from microthermal.planning.reasons import plan_reasons
from microthermal.planning.window.rules import findings
from microthermal.planning.window.score import outcome


@pytest.mark.parametrize("result", tuple(synthetic.results()))
def test_no_pair_on_a_page_contradicts_another(result):
    shown = synthetic.results()[result]
    assert pairs.contradictions(shown, pages.page(result), whole=result == "simulation") == []


def test_the_pairs_are_found_where_they_are():
    wrong = "<p>Fall of dermal T cells, against untreated -10.2 %. Stratum corneum: 12 % dead. 4e26 % worse. "
    wrong += "Papillary plexus 150 µm. papillary plexus 225 µm; do not treat again over them. 0 m ± 0 m. 1 passes</p>"
    assert len([name for name, found in pairs._of_words(pairs.words(wrong)) if found]) == 7


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
    met = findings(simulation.skin, simulation.condition, simulation.treatment, found)
    assert "stasis" not in {rule.name for rule in met}
    needle = replace(synthetic.simulation().treatment.doses[0], time=86400.0)
    treatment = replace(simulation.treatment, doses=(needle,))
    assert "stasis" in {rule.name for rule in findings(simulation.skin, simulation.condition, treatment, found)}


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
