"""Rules held against a treatment: each of their criteria, times and routes of doses, and treatments without a laser."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.reference import synthetic

from microthermal import catalog
from microthermal.domain.inputs.goal import Estimate
from microthermal.domain.inputs.medicine import TopicalFilm
from microthermal.domain.inputs.rule import Criteria, Rule, Statement
from microthermal.domain.inputs.treatment import Treatment
from microthermal.planning.beside.without_laser import sham
from microthermal.planning.records import Outcome, Result
from microthermal.planning.window.rules import caution, findings, sentence
from microthermal.units import DAY

SKIN, KELOID = catalog.skin("cheek_iii"), catalog.condition("keloid")
LASER = replace(synthetic.treatment(dosed=False), history=("tan", "pregnant"))
DOSED = replace(synthetic.treatment(day=7.0), history=("tan",))
FOUND = Outcome(
    results=(Result(metric="coverage", estimate=Estimate(value=0.3, low=0.3, high=0.3, unit="%", meaning="x")),)
)


def met(treatment: Treatment = LASER, **criteria: Any) -> bool:
    rule = Rule(name="a", title="A", action="warn", text="so", criteria=Criteria(**criteria))
    return findings(SKIN, KELOID, treatment, FOUND, (rule,)) == (rule,)


@pytest.mark.parametrize(
    ("criteria", "held"),
    [
        ({}, True),
        ({"history": ("pregnant", "other")}, True), ({"history": ("other",)}, False),
        ({"classes": ("non_ablative",)}, True), ({"classes": ("ablative", "selective")}, False),
        ({"conditions": ("keloid",)}, True), ({"conditions": ("healthy",)}, False),
        ({"phototypes": ("III", "V")}, True), ({"phototypes": ("II",)}, False),
        ({"sites": (SKIN.site,)}, True), ({"sites": ("scalp",)}, False),
        ({"drugs": ("triamcinolone",)}, False),
        # All that is asked for must be met.
        ({"history": ("tan",), "phototypes": ("III",)}, True), ({"history": ("tan",), "phototypes": ("II",)}, False),
    ],
)  # fmt: skip
def test_each_criterion_is_met_by_any_of_its_items(criteria: dict[str, Any], held: bool) -> None:
    assert met(**criteria) is held


@pytest.mark.parametrize(("above", "held"), [(0.29, True), (0.3, False), (0.3 * (1 - 1e-12), False), (0.31, False)])
def test_a_metric_has_to_be_above_its_mark(above: float, held: bool) -> None:
    assert met(metric="coverage", above=above, unit="%") is held


@pytest.mark.parametrize(
    ("times", "held"),
    [
        ({}, True), ({"after": 7 * DAY}, True), ({"after": 7.01 * DAY}, False), ({"before": 7 * DAY}, True),
        ({"before": 6.99 * DAY}, False), ({"after": -1 * DAY, "before": 8 * DAY}, True),
    ],
)  # fmt: skip
def test_a_dose_falls_between_the_times_of_a_rule(times: dict[str, float], held: bool) -> None:
    assert met(DOSED, drugs=("triamcinolone",), **times) is held
    assert not met(DOSED, drugs=("minoxidil",), **times)


def test_a_dose_is_asked_for_its_route() -> None:
    (dose,) = DOSED.doses
    other = "zones" if dose.route != "zones" else "needle"
    assert met(DOSED, drugs=("triamcinolone",), routes=(dose.route,))
    assert not met(DOSED, drugs=("triamcinolone",), routes=(other,))


def test_a_film_that_is_laid_on_again_counts_until_its_last_day() -> None:
    dose = TopicalFilm(
        drug=synthetic.drug(), concentration=5.0, volume=1e-7, side=1e-2, time=DAY, every=DAY, last=30 * DAY
    )
    treatment = replace(LASER, doses=(dose,))
    assert dose.end > dose.time
    assert met(treatment, drugs=(dose.drug.name,), after=dose.end)
    assert not met(treatment, drugs=(dose.drug.name,), after=dose.end + 1.0)
    assert not met(treatment, drugs=(dose.drug.name,), before=dose.time - 1.0)


def test_the_heaviest_rules_come_first_and_others_in_their_order() -> None:
    rules = tuple(
        Rule(name=name, title=name, action=action, text="")  # type: ignore[arg-type]
        for name, action in (("a", "note"), ("b", "warn"), ("c", "stop"), ("d", "warn"), ("e", "note"))
    )
    found = findings(SKIN, KELOID, LASER, FOUND, rules)
    assert [one.name for one in found] == ["c", "b", "d", "a", "e"]


def test_where_no_laser_is_used_rules_on_medicine_and_on_the_person_hold_and_no_others() -> None:
    nothing = replace(sham(LASER.pulse), history=("tan",))
    dosed = replace(nothing, doses=DOSED.doses)
    assert met(dosed, drugs=("triamcinolone",)) and met(dosed, history=("tan",))
    # Nothing speaks against doing nothing.
    assert not met(nothing, history=("tan",)) and not met(nothing, drugs=("triamcinolone",))
    # Days are counted from the laser; light is what the colour of skin minds; a class is one of lasers.
    for more in ({"after": 0.0}, {"before": 30 * DAY}, {"phototypes": ("III",)}, {"classes": ("non_ablative",)}):
        assert not met(dosed, drugs=("triamcinolone",), **more)
        assert met(DOSED, drugs=("triamcinolone",), **more)
    assert not met(dosed, conditions=("keloid",)) and met(DOSED, conditions=("keloid",))


def test_a_rule_is_told_with_what_its_sources_say() -> None:
    plain = Rule(name="a", title="A rule", action="stop", text="wait")
    assert sentence(plain) == "A rule: wait."
    said = (
        Statement(source="Waldman2017", says="no need", evidence="A"), Statement(source="Vendor", says="six months"),
        Statement(source="Waldman2017", says="still none", evidence="A"),
    )  # fmt: skip
    told = replace(plain, statements=said)
    assert sentence(told) == (
        "A rule: wait. Waldman2017 (evidence A): no need; Vendor (evidence E): six months; "
        "Waldman2017 (evidence A): still none."
    )
    found = caution(told)
    assert (found.stage, found.text, found.weight) == ("rules", sentence(told), "stop")
    assert found.source == "Waldman2017, Vendor"
