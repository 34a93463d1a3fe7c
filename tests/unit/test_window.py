"""The window: rules, words, histograms, gate, advice and the cells of the map."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.reference import synthetic

from microthermal import catalog
from microthermal.domain.inputs.goal import Estimate, Limit
from microthermal.planning.records import State, Verdict
from microthermal.planning.window.calendar import recovery_calendar
from microthermal.planning.window.judgement import judged
from microthermal.planning.window.map import INSIDE, STOPPED, TOO_LITTLE, WARNED, _cell
from microthermal.planning.window.retreatment import gate
from microthermal.planning.window.rules import findings, sentence
from microthermal.planning.window.verdicts import outcome
from microthermal.planning.window.words import verdict_sentence
from microthermal.zones.histograms import histogram, level_at, volume_at, with_band
from microthermal.zones.patterns import covered

RESULT = synthetic.simulation()


def met(
    history: tuple[str, ...] = (), phototype: str = "II", condition: str = "healthy", ablative: bool = False
) -> dict:
    treatment = replace(synthetic.treatment(ablative, False, 0.02, 1.2e6), history=history)
    skin = catalog.skin(f"scalp_{phototype.lower()}")
    found = findings(skin, catalog.condition(condition), treatment, outcome(RESULT), catalog.rules())
    return {rule.name: rule for rule in found}


def test_rules_follow_history_phototype_class_and_condition() -> None:
    assert met() == {}
    assert met(("isotretinoin",))["isotretinoin_fractional"].action == "warn"
    assert "isotretinoin_ablative" in met(("isotretinoin",), ablative=True)
    assert met(("recent_tan",), "V")["recent_tan_dark"].action == "stop"
    assert met(("recent_tan",), "II")["recent_tan_light"].action == "warn"
    assert met(("keloid_tendency",))["keloid_tendency"].action == "stop"
    assert "keloid_tendency" not in met(("keloid_tendency",), condition="keloid")


def test_a_rule_shows_where_its_sources_disagree() -> None:
    said = sentence(met(("isotretinoin",))["isotretinoin_fractional"])
    assert "Waldman2017 (evidence A)" in said and "Flexsys (evidence D)" in said


def test_doses_meet_rules_by_their_time() -> None:
    base = synthetic.treatment(True, True, 0.02, 1.2e6)
    found = outcome(RESULT)

    def names(days: float, condition: str) -> set[str]:
        doses = tuple(replace(dose, time=days * 86400.0) for dose in base.doses)
        state = catalog.condition(condition)
        return {rule.name for rule in findings(RESULT.skin, state, replace(base, doses=doses), found, catalog.rules())}

    assert "stasis" in names(1.5, "keloid") and "stasis" not in names(4.0, "keloid")
    assert "leaking_channels" in names(0.1, "keloid") and "leaking_channels" not in names(2.0, "keloid")
    assert "steroid_where_repair_is_wanted" in names(7.0, "atrophic_acne_scar")
    assert "steroid_where_repair_is_wanted" not in names(30.0, "atrophic_acne_scar")


def verdict(value: float, state: State, under: bool = False) -> Verdict:
    limit = Limit(
        metric="coverage", warn=0.1, stop=0.2, lower=under, under=under, name="cap", source="Chan2007", kind="derived",
        evidence="B", text="why", advice="less",
    )  # fmt: skip
    if under:
        limit = replace(limit, warn=0.01, stop=0.002)
    estimate = Estimate(value=value, low=value, high=value, unit="%", meaning="surface inside zones")
    return Verdict(limit=limit, estimate=estimate, state=state)


def test_words_name_limit_source_evidence_and_change() -> None:
    said = verdict_sentence(verdict(0.3, "stop"))
    for part in (
        "Stop, too much",
        "30 %",
        "20 %",
        "why",
        "Change: less",
        "Limit: cap, Chan2007",
        "derived",
        "evidence B",
    ):
        assert part in said
    banded = replace(verdict(0.05, "warn"), estimate=replace(verdict(0.05, "warn").estimate, high=0.15))
    assert "5 % (5 % to 15 %), and its band goes above the limit of 10 %" in verdict_sentence(banded)
    assert "Warning, too little" in verdict_sentence(verdict(0.005, "warn", under=True))
    assert verdict_sentence(verdict(0.05, "ok")).startswith("Inside")


@pytest.mark.parametrize(
    ("marks", "state"),
    [
        ((verdict(0.05, "ok"),), INSIDE),
        ((verdict(0.15, "warn"),), WARNED),
        ((verdict(0.3, "stop"), verdict(0.001, "stop", under=True)), STOPPED),
        ((verdict(0.05, "ok"), verdict(0.005, "warn", under=True)), TOO_LITTLE),
    ],
)
def test_a_cell_of_the_map_holds_its_worst_verdict(marks: tuple[Verdict, ...], state: float) -> None:
    found = _cell(marks)
    assert found[0] == state
    assert (found[2] == "") == (state == INSIDE)


def test_a_histogram_is_coverage_at_every_level() -> None:
    damage, pattern, skin = RESULT.damage, RESULT.treatment.pattern, RESULT.skin
    found = histogram(damage, pattern, skin, "dermal_cells")
    assert np.all(np.diff(found.fraction, axis=1) <= 1e-12)
    shells = RESULT.lattice.shells
    assert shells is not None
    for number, layer in enumerate(found.layers[1:4], start=1):
        weight = volume_at(found, layer, 1.0)
        # V(1) of a layer is what the injury counts as dead, but for the epidermis' own endpoint.
        assert weight <= float(covered(np.array(RESULT.zone.reach("dermal_cells").radius.value), pattern)) + 1e-9
        assert level_at(found, layer, weight) == pytest.approx(1.0, rel=0.05) or weight == 0.0
        assert found.fraction[number].max() <= 1.0
    wide = with_band(found, [replace(found, fraction=0.5 * found.fraction)])
    assert np.allclose(wide.low, 0.5 * found.fraction)
    assert np.allclose(wide.high, found.fraction)


def test_the_gate_waits_for_the_last_of_its_conditions() -> None:
    found = gate(RESULT)
    assert found.ready == max(one.ready for one in found.conditions)
    assert found.conditions[0].ready == found.ready
    assert found.text.startswith("Not before")
    assert gate(RESULT, 365 * 86400.0).ready == 365 * 86400.0


def test_a_judgement_holds_gauges_words_targets_and_dates() -> None:
    found = judged(RESULT)
    assert {one.limit.metric for one in found.verdicts} >= {"bulk_rise", "residual_rise", "bridge", "pigment_risk"}
    assert found.state in ("ok", "warn", "stop")
    assert [target.depth for target in found.targets] == sorted(target.depth for target in found.targets)
    visits = recovery_calendar(RESULT, found.outcome)
    assert any(visit.kind == "gate" for visit in visits)
