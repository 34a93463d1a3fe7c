"""What a library file gets wrong is told, and never taken for something else."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from microthermal import catalog
from microthermal.catalog import models
from microthermal.catalog.calibration import evidence
from microthermal.catalog.checks import _order
from microthermal.catalog.figures import figures_of
from microthermal.catalog.reading.entries import mapping_of
from microthermal.catalog.reading.values import Row
from microthermal.domain.inputs.skin import Skin
from microthermal.errors import LibraryError

LIMIT = """
[[limits]]
name = "mine"
metric = "coverage"
warn = { value = "10 %", source = "proposed", kind = "assumed" }
stop = { value = "20 %", source = "proposed", kind = "assumed" }
"""

DOSE = """
title = "Vessels: thermal dose"
kind = "thermal_dose"
endpoint = "vessels"
threshold = { value = "240 min", source = "proposed", kind = "assumed" }
"""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty user's library."""
    for name in ("limits", "rules", "targets", "figures"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("MTZ_LIBRARY", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def skin() -> Skin:
    return catalog.skin("cheek_iii")


def limits(skin: Skin) -> object:
    return catalog.limits(skin, catalog.condition("healthy"), "ablative")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LIMIT.replace("[[limits]]", "[[limit]]"), "limits: this list is missing"),
        (LIMIT + 'sites = ["cheeks"]', "did you mean 'cheek'"),
        (LIMIT + 'conditions = ["keloids"]', "did you mean 'keloid'"),
        (LIMIT + 'phototypes = ["VII"]', "no name among phototypes 'VII'"),
        (LIMIT + 'classes = ["ablativ"]', "did you mean 'ablative'"),
        (LIMIT + 'sites = "cheek"', "must be a list of names"),
        (LIMIT.replace('"assumed"', '"guessed"'), "warn and stop must be tables"),
        (LIMIT.split("warn", maxsplit=1)[0], "warn and stop must be tables"),
    ],
)
def test_a_limit_that_would_never_hold_is_refused(library: Path, skin: Skin, text: str, words: str) -> None:
    (library / "limits" / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError, match=r"mine\.toml") as caught:
        limits(skin)
    assert words in str(caught.value)


def test_a_limit_of_its_own_is_read(library: Path, skin: Skin) -> None:
    (library / "limits" / "mine.toml").write_text(LIMIT + 'sites = ["cheek"]', encoding="utf-8")
    assert "mine" in {limit.name for limit in limits(skin)}  # type: ignore[attr-defined]


def test_a_rule_of_a_drug_that_nobody_has_is_refused(library: Path) -> None:
    text = '[[rules]]\nname = "mine"\ntitle = "Mine"\naction = "stop"\ntext = "no"\ndrugs = ["triamcinolon"]\n'
    (library / "rules" / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError, match="did you mean 'triamcinolone'"):
        catalog.rules()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('title = "Mine"\n[[place]]\ndepth = { value = "1 mm", source = "proposed", kind = "assumed" }', "places"),
        ('title = "Mine"\n[[places]]\ndepth = { value = "1 mm" }', "a source and a kind"),
    ],
)
def test_a_target_without_places_or_source_is_refused(library: Path, skin: Skin, text: str, words: str) -> None:
    (library / "targets" / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError, match=words):
        catalog.targets(skin, catalog.condition("healthy"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('width_factor = { value = "0.9" }', r"histology\.toml: depth_factor: this field is missing"),
        ('width_factor = { value = "0.9 mm" }\ndepth_factor = { value = "0.9" }', "width_factor: .* pure number"),
        (
            'width_factor = { value = "0.9" }\ndepth_factor = { value = "0.9" }\none = { value = "1" }',
            "one: .* not known",
        ),
    ],
)
def test_a_figure_that_is_missing_or_in_another_unit_is_a_fault_of_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, words: str
) -> None:
    held = tmp_path / "histology.toml", tomllib.loads(text)
    monkeypatch.setattr("microthermal.catalog.figures.mapping_of", lambda kind, name: held)
    with pytest.raises(LibraryError, match=words):
        figures_of("histology")


def test_figures_of_earlier_libraries_are_still_read(monkeypatch: pytest.MonkeyPatch) -> None:
    path, mapping = mapping_of("figures", "scores")
    older = mapping | {"scale_error": {"value": 0.22, "source": "proposed", "kind": "assumed"}}
    monkeypatch.setattr("microthermal.catalog.figures.mapping_of", lambda kind, name: (path, older))
    assert figures_of("scores") == catalog.library().figures.scores


def test_an_end_that_does_not_stand_there_is_a_fault_of_the_library() -> None:
    ends = catalog.library().ends
    assert ends.pigment_classes_low.co2.fraction == pytest.approx(0.05)
    assert ends.pigment_classes_high.co2.fraction == pytest.approx(0.75)
    assert ends.pigment_classes_low.co2.density == ends.pigment_classes_high.co2.density
    with pytest.raises(LibraryError, match=r"aftercare\.toml: shedding_end: its low is missing"):
        figures_of("aftercare", "low")


def test_an_entry_that_cannot_be_read_lends_no_sources_and_stops_no_run(library: Path, skin: Skin) -> None:
    drug = catalog.drug("triamcinolone")
    (library / "drugs").mkdir()
    (library / "drugs" / "mine.toml").write_text('title = "Mine"\n', encoding="utf-8")
    told = catalog.library().cautions(skin, replace(drug, origin="drug/mine"))
    assert [caution.weight for caution in told if "drug/mine is not in the library" in caution.text] == ["warn"]


def test_a_law_that_cannot_be_read_is_a_fault_of_the_library(library: Path) -> None:
    (library / "damage").mkdir()
    (library / "damage" / "mine.toml").write_text('kind = "arrhenius"\n', encoding="utf-8")
    with pytest.raises(LibraryError, match=r"mine\.toml"):
        catalog.library()


def test_studies_that_are_missing_are_not_no_studies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "healing.toml").write_text("[exposures]\n", encoding="utf-8")
    monkeypatch.setattr("microthermal.catalog.calibration.calibration_file", lambda name: tmp_path / name)
    with pytest.raises(LibraryError, match="'observations' is missing"):
        evidence()


def test_a_spread_is_compared_in_its_units() -> None:
    row = Row(path="one", value="2 mm", low="1 m")
    assert [str(fault) for fault in _order("mine", row, None)] == ["mine: low 1 m is above the value 2 mm"]
    assert not list(_order("mine", Row(path="one", value="2 mm", low="1 um", high="1 cm"), None))
    assert not list(_order("mine", Row(path="one", value="gaussian"), None))


@pytest.mark.parametrize("panels", [{"Hair": {"concern": "hairs"}}, {"Hair": {"papilla": 1}}, ["Hair"]])
def test_a_panel_that_nobody_would_see_is_refused(monkeypatch: pytest.MonkeyPatch, panels: object) -> None:
    monkeypatch.setattr(models, "mapping_of", lambda kind, name: (Path(f"{name}.toml"), {"panels": panels}))
    with pytest.raises(LibraryError, match=r"cascade\.toml: panels\."):
        models.healing_panels()


@pytest.mark.parametrize(
    ("law", "words"),
    [("vessels_brown", "did you mean 'vessels_brown_1992'"), ("dose", "no frequency factor and activation energy")],
)
def test_a_removal_names_a_law_by_which_vessels_close(library: Path, law: str, words: str) -> None:
    shipped = Path(models.__file__).parents[1] / "library" / "removal" / "boil_off.toml"
    (library / "removal").mkdir()
    (library / "damage").mkdir()
    (library / "damage" / "dose.toml").write_text(DOSE, encoding="utf-8")
    text = shipped.read_text(encoding="utf-8").replace("vessels_brown_1992", law)
    (library / "removal" / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError, match=rf"mine\.toml: vessels: .*{words}"):
        models.heat_model("mine")


def test_vessels_close_by_the_law_that_a_removal_names_and_by_it_without_the_library() -> None:
    law = models.known_law("vessels_brown_1992")
    for name in ("boil_off", "ejection"):
        found, bare = models.heat_model(name), type(models.heat_model(name))()
        for one in (found, bare):
            assert (one.vessel_frequency, one.vessel_energy) == law.first_order  # type: ignore[attr-defined]
