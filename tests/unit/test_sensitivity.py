"""What a metric hangs on: indices of a known function, inputs put where they belong, the answer the same again."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import sobol_indices
from tests.reference.digits import raw_numbers

from microthermal import catalog, report
from microthermal.cases.treatment import treatment_case
from microthermal.errors import InputError
from microthermal.simulation.chain import simulate
from microthermal.studies.sensitivity import Doubt, Query, Sensitivity, doubts_of, sensitivity
from microthermal.studies.sensitivity.asking import asked_case, document_of, field_of
from microthermal.studies.sensitivity.document import document
from microthermal.studies.sensitivity.indices import first_and_total, indices
from microthermal.studies.sensitivity.putting import moved
from microthermal.studies.sensitivity.running import _together, runs_of
from microthermal.studies.sensitivity.runs import inputs_of, own_doubt

EXAMPLES = Path(__file__).parents[2] / "examples"
CASE: dict[str, Any] = {
    "skin": "cheek_iii", "device": "er_glass_1550", "pulse": {"energy": "20 mJ", "duration": "3 ms"},
    "pattern": {"density": "250 / cm**2"},
    "settings": {"persons": 2, "until": "60 day", "deposition": {"kind": "monte_carlo", "photons": 3200}},
}  # fmt: skip
DOSE = {
    "drug": "triamcinolone", "concentration": "10 mg/mL", "volume": "0.05 mL", "depth": "1 mm", "spacing": "10 mm",
    "time": "0 day",
}  # fmt: skip


def doubt(name: str) -> Doubt:
    return Doubt(name, name, 0.0, 0.5, 1.0, "1", "nobody", "nothing")


@cache
def depth() -> Sensitivity:
    return sensitivity(Query(case=CASE, metrics=("depth", "coverage"), base=0, fine=False), workers=1)


@cache
def together() -> Sensitivity:
    inputs = ("output", "spot", "scattering", "water")
    return sensitivity(Query(case=CASE, metrics=("depth",), inputs=inputs, base=16, fine=False), workers=1)


# What is asked


def test_a_case_as_its_records_is_the_same_case_and_moves_as_it_does() -> None:
    case = treatment_case({**CASE, "doses": [DOSE]}, "x")
    document = document_of(case)
    assert asked_case(document) == case
    assert asked_case({name: one for name, one in document.items() if name != "title"}).treatment == case.treatment
    path = field_of(document, "pulse.energy")
    assert path == "treatment.pulse.energy" and field_of(CASE, "pulse.energy") == "pulse.energy"
    dearer = moved(document, {own_doubt(path, "18 mJ", "22 mJ"): 0.022}, catalog.library())
    assert dearer.treatment.pulse.energy == 0.022 and dearer.treatment.doses == case.treatment.doses


def test_a_study_of_records_is_that_of_its_case_file() -> None:
    case = treatment_case(CASE, "x")
    asked = [
        Query(case=one, metrics=("depth",), inputs=("output",), base=0, fine=False) for one in (CASE, document_of(case))
    ]
    mine, theirs = (sensitivity(one, workers=1) for one in asked)
    assert mine.metrics == theirs.metrics and mine.doubts == theirs.doubts


# Indices


def ishigami(rows: list[dict[int, float]]) -> np.ndarray:
    x = np.pi * (2.0 * np.array([[row[number] for number in range(3)] for row in rows]) - 1.0)
    return np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_indices_of_a_function_that_is_known() -> None:
    """Ishigami and Homma 1990: first 0.314, 0.442, 0; total 0.558, 0.442, 0.244."""
    asked = Query(case={}, metrics=("depth",), base=4096)
    values = ishigami(_together(asked, 3))
    found, _, points = indices(values, tuple(map(doubt, "abc")), 4096, 1)
    by_name = {one.doubt.name: one for one in found}
    assert points == 4096
    for name, first, total in (("a", 0.3139, 0.5576), ("b", 0.4424, 0.4424), ("c", 0.0, 0.2437)):
        assert by_name[name].first == pytest.approx(first, abs=0.02)
        assert by_name[name].total == pytest.approx(total, abs=0.02)
        assert by_name[name].total_band[0] <= total + 0.01 and by_name[name].total_band[1] >= total - 0.01
    assert by_name["c"].interaction > 0.2 and abs(by_name["b"].interaction) < 0.03
    assert [one.doubt.name for one in found] == ["a", "b", "c"]


def test_the_resampled_formulas_are_those_of_scipy() -> None:
    blocks = ishigami(_together(Query(case={}, metrics=(), base=64), 3)).reshape(5, 64)
    theirs = sobol_indices(
        func={"f_A": blocks[:1].copy(), "f_B": blocks[1:2].copy(), "f_AB": blocks[2:, np.newaxis].copy()}, n=64
    )
    assert first_and_total(blocks) == pytest.approx(np.array([theirs.first_order, theirs.total_order]))


def test_points_without_a_value_are_left_out_everywhere() -> None:
    values = ishigami(_together(Query(case={}, metrics=(), base=256), 3))
    values[3], values[256 * 2 + 7] = np.nan, np.nan
    found, _, points = indices(values, tuple(map(doubt, "abc")), 256, 1)
    assert points == 254 and len(found) == 3


def test_a_metric_that_nothing_moves_has_no_indices() -> None:
    found, spread, _ = indices(np.full(5 * 16, 2.0), tuple(map(doubt, "abc")), 16, 1)
    assert found == () and spread == (2.0, 2.0)


# Inputs


def test_an_interval_has_half_below_what_is_usual() -> None:
    one = Doubt("x", "x", 1.0, 2.0, 10.0, "m", "", "")
    assert [one.value(place) for place in (0.0, 0.25, 0.5, 0.75, 1.0)] == [1.0, 1.5, 2.0, 6.0, 10.0]
    side = Doubt("x", "x", 0.7, 1.0, 1.0, "m", "", "")
    assert side.value(0.5) == pytest.approx(0.85)
    chosen = Doubt("x", "x", 0.0, 0.0, 2.0, "1", "", "", choices=("a", "b", "c"))
    assert [chosen.text(chosen.value(place)) for place in (0.0, 0.34, 0.99, 1.0)] == ["a", "b", "c", "c"]


def test_every_interval_has_a_source_and_holds_what_is_usual() -> None:
    for device, energy in (("er_glass_1550", "20 mJ"), ("fractional_co2", "20 mJ"), ("er_yag_2940", "20 mJ")):
        case = treatment_case(CASE | {"device": device, "pulse": {"energy": energy}, "doses": [DOSE]})
        found = doubts_of(case, ("depth", "downtime"), catalog.library())
        names = [one.name for one in found]
        assert len(names) == len(set(names)) >= 12
        assert {"output", "spot", "water", "law", "needle", "person", "triamcinolone_clearance"} <= set(names)
        for one in found:
            assert one.low <= one.nominal <= one.high and one.low < one.high and one.source and one.measurement
        assert ("scattering" in names) is (device == "er_glass_1550")
        assert ("residue_temperature" in names) is (device != "er_glass_1550")


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("output", lambda one: one.treatment.pulse.energy / 0.02),
        ("spot", lambda one: one.treatment.pulse.radius),
        ("epidermis_thickness", lambda one: one.skin.layers[1].thickness),
        ("surface_temperature", lambda one: one.skin.surface_temperature),
        ("conductivity", lambda one: one.skin.layers[3].thermal.conductivity / 0.512),
        ("water", lambda one: one.skin.layers[3].composition.water / 0.65),
        ("needle", lambda one: one.treatment.doses[0].depth - 1e-3),
        ("triamcinolone_clearance", lambda one: one.treatment.doses[0].drug.kinetics.clearance),
    ],
)
def test_an_input_is_put_where_it_belongs(name: str, read: Any) -> None:
    library, document = catalog.library(), CASE | {"doses": [DOSE]}
    known = {one.name: one for one in doubts_of(treatment_case(document), ("depth",), library)}
    one = known[name]
    for place in (0.1, 0.9):
        assert read(moved(document, {one: one.value(place)}, library)) == pytest.approx(one.value(place))
    usual = moved(document, {one: one.nominal}, library)
    plain = moved(document, {}, library)
    assert read(usual) == pytest.approx(read(plain))


# A case of each family: what its exposure lacks, such as a stored energy, may not stand in the way of an input.
@pytest.mark.parametrize(
    "example", ["low_level_light", "microneedle_rf", "focused_ultrasound", "hair_removal", "picosecond_array"]
)
def test_all_inputs_of_every_family_can_be_put(example: str) -> None:
    library = catalog.library()
    document = tomllib.loads((EXAMPLES / f"{example}.toml").read_text(encoding="utf-8"))
    case = treatment_case(document)
    found = doubts_of(case, ("depth",), library)
    usual = case.treatment.exposure
    for one in found:
        moved(document, {one: one.value(0.9)}, library)
    output = next(one for one in found if one.name == "output")
    weaker = moved(document, {output: output.low}, library).treatment.exposure
    assert weaker.energy == pytest.approx(output.low * usual.energy)


def test_removal_and_laws_are_put_into_settings() -> None:
    library, document = catalog.library(), CASE | {"device": "fractional_co2", "pulse": {"energy": "20 mJ"}}
    known = {one.name: one for one in doubts_of(treatment_case(document), ("depth",), library)}
    usual = library.heat_model("boil_off").plume.extinction
    found = moved(document, {known["plume_extinction"]: 800.0, known["law"]: 2.0}, library)
    assert found.settings.heat.plume.extinction == 800.0
    assert found.settings.laws == (known["law"].choices[2],)
    assert library.heat_model("boil_off").plume.extinction == usual != 800.0


def test_scattering_is_the_factor_that_it_says() -> None:
    library = catalog.library()
    known = {one.name: one for one in doubts_of(treatment_case(CASE), ("depth",), library)}
    one, usual = known["scattering"], treatment_case(CASE).skin.layers[3].scattering.reduced_500
    for place in (0.2, 0.8):
        found = moved(CASE, {one: one.value(place)}, library).skin.layers[3].scattering.reduced_500
        assert found / usual == pytest.approx(one.value(place) * library.figures.open_scattering.reduced)


# The study


@pytest.mark.slow
def test_bars_are_ordered_and_hold_the_nominal_value() -> None:
    found = depth().of("depth")
    widths = [bar.width for bar in found.bars]
    assert widths == sorted(widths, reverse=True) and widths[0] > 0.0
    assert all(bar.low <= found.nominal <= bar.high for bar in found.bars)
    assert {bar.doubt.name for bar in found.bars[:4]} & {"output", "spot", "scattering"}
    assert any("1 % more energy changes it by" in text for text in found.sentences)


@pytest.mark.slow
def test_what_is_told_is_deterministic_and_the_same_for_two_workers() -> None:
    asked = Query(case=CASE, metrics=("depth",), inputs=("output", "spot"), base=4, fine=False)
    one, two = sensitivity(asked, workers=1), sensitivity(asked, workers=2)
    assert one.metrics == two.metrics


@pytest.mark.slow
def test_together_the_widest_inputs_have_the_greatest_indices() -> None:
    found = together().of("depth")
    assert found.rows == 16
    assert {one.doubt.name for one in found.indices} == {"output", "spot", "scattering", "water"}
    totals = {index.doubt.name: index.total for index in found.indices}
    assert totals["water"] < max(totals.values()) and sum(max(index.first, 0.0) for index in found.indices) < 1.6
    assert found.spread is not None and found.spread[0] < found.nominal < found.spread[1]
    text = "\n".join(found.sentences)
    assert "1. " in text and "2. " in text and "3. " in text and "What would narrow it most" in text


def test_an_own_interval_stands_beside_the_others() -> None:
    own = (("pattern.density", "200 / cm**2", "300 / cm**2"),)
    asked = Query(case=CASE, metrics=("coverage",), own=own, base=0, inputs=("output",), fine=False)
    found = sensitivity(asked, workers=1).of("coverage")
    mine = next(bar for bar in found.bars if bar.doubt.name == "pattern.density")
    assert mine.doubt.source == "your own interval" and mine.high / mine.low == pytest.approx(1.5, rel=0.1)


def test_persons_are_an_input_of_healing_alone() -> None:
    asked = Query(case=CASE, metrics=("depth", "downtime"), inputs=("person", "output"), base=0, fine=False)
    found = sensitivity(asked, workers=1)
    assert next(bar for bar in found.of("depth").bars if bar.doubt.name == "person").width == 0.0
    assert found.of("downtime").bars[0].doubt.name == "person"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Query(case=CASE, metrics=("depth",), inputs=("colour",)), "has no input 'colour'; known are: output, spot"),
        (Query(case=CASE, metrics=("depth",), own=(("pulse.energy", "3 mJ", "2 mJ"),)), "is not less than"),
        (Query(case=CASE, metrics=("depth",), own=(("pulse.energy", "3 mJ", "2 mm"),)), "units of the same kind"),
        (Query(case=CASE | {"device": "x"}, metrics=("depth",)), "device"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(asked: Query, words: str) -> None:
    with pytest.raises(InputError, match=words):
        sensitivity(asked, workers=1)


@pytest.mark.slow
def test_the_cost_is_what_is_run() -> None:
    asked = together().asked
    assert together().runs == runs_of(asked, len(inputs_of(asked, treatment_case(CASE), catalog.library())))


@pytest.mark.slow
def test_the_document_holds_inputs_with_sources_and_all_indices() -> None:
    told = document(together())
    assert all(one["source"] for one in told["inputs"]) and told["base"] == 16
    names = [one.doubt.name for one in together().of("depth").indices]
    assert [one["input"] for one in told["metrics"][0]["sobol"]] == names


@pytest.mark.slow
def test_the_page_shows_a_tornado_and_the_indices() -> None:
    page = report.html(together())
    assert raw_numbers(page) == {}
    assert "Each input alone" in page and "All inputs together" in page and "What would narrow it" in page


@pytest.mark.slow
def test_runs_are_those_of_the_case_unless_previews_are_asked_for() -> None:
    asked = Query(case=CASE, metrics=("depth",), inputs=("output", "spot"), base=0)
    found = sensitivity(asked, workers=1)
    case = treatment_case(CASE)
    settings = replace(case.settings, numerical_error=False)
    own = simulate(case.skin, case.treatment, case.condition, settings).zone.depth.value
    assert asked.fine and found.metrics[0].nominal == pytest.approx(own, rel=1e-12)
    assert not [one for one in found.cautions if "preview" in one.text]
    coarse = sensitivity(replace(asked, fine=False), workers=1)
    assert coarse.metrics[0].nominal != found.metrics[0].nominal
    assert [one for one in coarse.cautions if "Without --preview" in one.text]
