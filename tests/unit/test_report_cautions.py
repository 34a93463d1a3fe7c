"""Cautions of a page: ranked by what of this result they move, each with a remedy, those of every report apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reference import synthetic

from microthermal import catalog
from microthermal.catalog import cautions as of_values
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.results.caution import Caution
from microthermal.healing import cautions as of_healing
from microthermal.planning.records import DepthShare, Judgement
from microthermal.planning.window.judgement import judged
from microthermal.planning.window.map import Window
from microthermal.quantity import Range
from microthermal.report.blocks import Alerts, Folded, Words
from microthermal.report.cautions.families import FAMILIES, family_of
from microthermal.report.cautions.weighing import weighed
from microthermal.report.sections.opening.cautions import cautions_section, doubts_section, standing_section
from microthermal.simulation.records import Simulation

LAW = Caution(stage="catalog", text="law/collagen_x: 4 of 6 values are assumptions of this project", weight="warn")
SKIN = Caution(stage="catalog", text="skin/scalp_iii: 7 of 80 values are recalled", weight="note", source="memory")
SPOT = Caution(stage="catalog", text="device/toy: 1 of 7 values are recalled", weight="note")
STEPS = Caution(stage="device", text="the steps in which toy is set are not known", weight="note")
PATHS = Caution(stage="catalog", text="scattering of skin/scalp_iii is extrapolated", weight="note")
INK = Caution(stage="catalog", text="the library has no absorption of melanosome at 1.55 µm", weight="note")
STOP = Caution(stage="heat", text="the channel goes through the bottom of the grid", weight="stop")


def _window(*cautions: Caution, shares: tuple[DepthShare, ...] = ()) -> Window:
    simulation: Simulation = replace(synthetic.simulation(ablative=False, dosed=False), cautions=cautions)
    quiet = (
        replace(simulation, run=replace(simulation.run, cautions=()))
        if hasattr(simulation.run, "cautions")
        else simulation
    )
    judgement: Judgement = replace(judged(quiet), depth_shares=shares, rules=())
    return Window(simulation=quiet, judgement=judgement)


def _share(cause: str, fraction: float) -> DepthShare:
    return DepthShare(cause=cause, depth=Range(low=1e-4, high=2e-4), fraction=fraction)


def test_of_two_cautions_the_one_whose_doubt_moves_the_depth_more_comes_first() -> None:
    for narrow, wide, first in ((0.1, 0.8, INK), (0.8, 0.1, PATHS)):
        shares = (_share("scattering of the skin", narrow), _share("absorption of melanosomes", wide))
        found = [one for one in weighed(_window(PATHS, INK, shares=shares)) if one.caution in (PATHS, INK)]
        assert found[0].caution == first
        assert found[0].moves == pytest.approx(8.0 * found[1].moves)
        assert "80 %" in found[0].words and "10 %" in found[1].words


def test_values_of_all_entries_are_one_caution_that_moves_as_much_as_the_most_moving_of_them() -> None:
    for narrow, wide in ((0.1, 0.8), (0.8, 0.1)):
        shares = (_share("water of the skin", narrow), _share("size of the spot", wide))
        (found,) = [one for one in weighed(_window(SKIN, SPOT, shares=shares)) if one.family.group == "values"]
        assert "skin/scalp_iii 7 of 80 (7 recalled)" in found.caution.text and "device/toy 1 of 7" in found.caution.text
        assert "80 %" in found.words and found.caution.source == "memory"
    again = replace(SKIN, text="skin/scalp_iii: 20 of 80 values are assumptions of this project (x)", weight="warn")
    (found,) = [one for one in weighed(_window(SKIN, again)) if one.family.group == "values"]
    assert "skin/scalp_iii 27 of 80 (7 recalled, 20 assumed)" in found.caution.text and found.caution.weight == "warn"


def test_what_says_the_same_is_told_once_and_loses_no_sentence() -> None:
    light = [
        Caution(stage="heat", text="13 % of the absorbed energy may lie elsewhere", weight="warn"),
        Caution(stage="heat", text="heat lets 4 % of the light leave this cylinder", weight="note"),
    ]
    run = [
        Caution(stage="heat", text="thermally confined: partly", weight="note"),
        Caution(stage="zones", text="tissue between the zones warms by up to 9 °C", weight="note"),
    ]
    found = weighed(_window(*light, *run))
    for group, held, weight in (("light", light, "warn"), ("run", run, "note")):
        (one,) = [one for one in found if one.family.group == group]
        assert one.caution.weight == weight and all(said.text in one.caution.text for said in held)


def test_what_no_scenario_has_moved_counts_by_the_limits_that_hang_on_it() -> None:
    about_drug = Caution(stage="delivery", text="no trial compared days", weight="note")
    found = {one.caution: one for one in weighed(_window(STEPS, about_drug))}
    assert 0.0 < found[STEPS].moves <= 1.0
    assert found[about_drug].moves == 0.0
    assert "limits" in found[STEPS].words and found[about_drug].words == ""


def test_weight_goes_before_what_is_moved() -> None:
    assert [one.caution.weight for one in weighed(_window(STEPS, LAW, STOP))] == ["stop", "warn", "note"]


def test_cautions_of_every_report_stand_apart_in_one_line() -> None:
    window = _window(LAW, SKIN, SPOT, STEPS, PATHS)
    first, line = doubts_section(window).parts[:2]
    assert isinstance(first, Alerts) and len(first.alerts) == 3
    assert not any("law/" in alert.text for alert in first.alerts)
    assert all(alert.remedy for alert in first.alerts)
    lines = [part for part in doubts_section(window).parts if isinstance(part, Words)]
    assert ("One caution of every report of this version", "#standing") in [(one.text, one.link) for one in lines]
    folded = standing_section(window).parts[0]
    assert isinstance(folded, Folded) and "law/collagen_x" in folded.parts[0].alerts[0].text
    assert cautions_section(window) is None
    assert isinstance(line, Words)


def test_no_caution_is_lost_or_told_twice() -> None:
    many = tuple(Caution(stage="zones", text=f"doubt {number}", weight="note") for number in range(6))
    window = _window(*many, LAW, STOP)
    told = [
        alert.text
        for section in (doubts_section, cautions_section, standing_section)
        for part in section(window).parts
        for alert in (
            part.alerts if isinstance(part, Alerts) else part.parts[0].alerts if isinstance(part, Folded) else ()
        )
    ]
    assert len(told) == len(set(told)) == 8


def test_values_of_one_entry_are_one_caution_of_the_greater_weight() -> None:
    other = Caution(
        stage="catalog", text="skin/scalp_iii: 50 of 80 values are assumptions", weight="warn", source="proposed"
    )
    (found,) = (one.caution for one in weighed(_window(SKIN, other)) if one.caution.stage == "catalog")
    assert found.weight == "warn"
    assert "skin/scalp_iii 57 of 80 (7 recalled, 50 assumed)" in found.text
    assert found.source == "memory, proposed"


def test_the_shipped_laws_and_the_calibration_of_healing_are_of_every_report() -> None:
    of_laws = of_values(*catalog.laws(()))
    assert of_laws and all(family_of(one).standing for one in of_laws)
    none = synthetic.simulation().injury
    healthy: Condition = catalog.condition("healthy")
    assert next(family_of(one).standing for one in of_healing.cautions(none, healthy))


def test_each_stage_has_a_family_for_all_that_it_says() -> None:
    stages = {one.stage for one in FAMILIES}
    for stage in stages - {""}:
        assert family_of(Caution(stage=stage, text="something that nobody has said before")).stage == stage
    assert all(one.remedy for one in FAMILIES)
