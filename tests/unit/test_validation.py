"""Judging by measurements: the rule, the sample of open settings, the files, and what is asked of the simulator."""

from __future__ import annotations

import csv
import json
import math
import tomllib
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from tests.journeys.test_commands import run
from tests.reference.digits import raw_numbers

from microthermal import catalog, report, store
from microthermal.catalog.reading.folders import single
from microthermal.domain.results.zone import Reach, Zone
from microthermal.errors import InputError, LibraryError
from microthermal.quantity import Measured
from microthermal.units import J, cm, um
from microthermal.validation import cases, unused, validate
from microthermal.validation.asking import Model
from microthermal.validation.conflicts import other_costs
from microthermal.validation.exposing import open_settings, shot
from microthermal.validation.judging import found_for
from microthermal.validation.measures import DISPLAY
from microthermal.validation.reading import _read, case_named, literature, unjudged
from microthermal.validation.records import MeasuredValue
from microthermal.validation.sampling import between, design
from microthermal.validation.scattering import other_scattering
from microthermal.validation.verdicts import judge

pytestmark = pytest.mark.slow

GOOD = tomllib.loads(single("validation/cases/bedi_2007_width_40mj.toml").read_text(encoding="utf-8"))


def run_toy(skin, pulse, cooling, settings):
    """A zone whose channel is 5 µm per J/cm² beyond 2 J/cm², in a rim of 20 µm; wide as the beam."""
    fluence = pulse.energy / (math.pi * pulse.radius**2)
    channel = max(0.0, 5 * um * (fluence / (J / cm**2) - 2.0)) * pulse.stack
    reaches = tuple(
        Reach(
            endpoint=name,
            depth=Measured(value=channel + 20 * um),
            radius=Measured(value=pulse.radius),
            volume=Measured(value=0.0),
        )
        for name in ("dermal_cells", "epidermal_cells", "collagen")
    )
    z = np.linspace(0, 1e-3, 101)
    zone = Zone(
        endpoint="dermal_cells",
        channel_depth=Measured(value=channel),
        channel_radius=Measured(value=pulse.radius),
        depth=Measured(value=channel + 20 * um, error=1 * um),
        radius=Measured(value=pulse.radius, error=1 * um),
        rim=Measured(value=20 * um),
        volume=Measured(value=0.0),
        z=z,
        outline=np.where(z < channel + 20 * um, pulse.radius, 0.0),
        reaches=reaches,
        channel_outline=np.where(z < channel, pulse.radius, 0.0),
    )
    return SimpleNamespace(zone=zone, extras=None)


@pytest.fixture(scope="module")
def toy():
    """All cases judged with the toy."""
    return validate(run=run_toy)


@pytest.mark.parametrize(
    ("low", "high", "value", "band", "error", "verdict"),
    [
        (1.0, 2.0, 1.5, (1.5, 1.5), 0.1, "hit"),
        (1.0, 2.0, 2.5, (1.9, 2.6), 0.1, "near"),
        (1.0, 2.0, 2.05, (2.05, 2.05), 0.1, "near"),
        (1.0, 2.0, 2.5, (2.5, 2.5), 0.1, "miss"),
        (1.0, 2.0, 1.5, (1.5, 1.5), 0.6, "unresolved"),
        (1.0, None, 1.2, (1.2, 1.2), 0.15, "hit"),
        (1.0, None, 1.05, (1.05, 1.05), 0.09, "near"),
        (1.0, None, 0.9, (0.9, 0.9), 0.05, "miss"),
        (None, 1.0, 0.5, (0.5, 0.5), 0.01, "hit"),
        (None, 1.0, 1.3, (1.3, 1.3), 0.2, "unresolved"),
    ],
)
def test_the_rule(low, high, value, band, error, verdict):
    assert judge(MeasuredValue(low=low, high=high, basis=""), value, *band, error) == verdict


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_sample_has_the_middle_the_corners_and_an_inside_without_doubles(count):
    points = design(count)
    assert points[0] == (0.5,) * count
    assert len(set(points)) == len(points) == 1 + 2**count + 3
    assert np.all((np.array(points) >= 0.0) & (np.array(points) <= 1.0))


def test_values_between_the_ends_go_by_ratio_through_the_middle():
    assert [between(1.0, 4.0, 8.0, place) for place in (0.0, 0.25, 0.5, 1.0)] == pytest.approx([1.0, 2.0, 4.0, 8.0])
    assert between(0.0, 1.0, 2.0, 0.25) == pytest.approx(0.5)


def test_every_line_of_the_literature_is_judged_once_or_listed_with_a_reason():
    used = [row for case in cases() for row in case.citation.rows] + [row for entry in unused() for row in entry.rows]
    assert sorted(used) == list(range(1, len(literature()) + 1))
    for entry in unused():
        assert entry.reason
        assert {literature()[row - 1]["source_key"] for row in entry.rows} == {entry.source}


def test_roles_are_split_by_source():
    roles: dict[str, set[str]] = {}
    for case in cases():
        if case.counts:
            roles.setdefault(case.citation.source, set()).add(case.role)
    assert all(len(both) == 1 for both in roles.values()), roles


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_case_says_what_is_measured_and_what_is_open(case):
    assert case.unit in DISPLAY
    assert case.measured.basis
    assert case.citation.source in catalog.works()
    for _, setting in case.exposure.numbers:
        assert not setting.open or setting.note
    assert case.exposure.setting("duration") is not None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"role": "test"}, "no role 'test'"),
        ({"source": "Nobody1900"}, "Nobody1900"),
        ({"colour": "red"}, "colour"),
        ({"measured": {"basis": "none"}}, "needs low, high, or both"),
        ({"aim": {"kind": "slope", "measure": "depth"}}, "two fluences"),
        ({"changed": {"duration": "1 ms"}}, "only a ratio"),
        ({"setting": {**GOOD["setting"], "energy": "40"}}, "has no unit"),
        ({"setting": {**GOOD["setting"], "spot": "1 mm"}}, "spot"),
        ({"setting": {**GOOD["setting"], "radius": {"low": "7 um", "high": "6 um", "assumed": ""}}}, "low <="),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_in_words(change, words):
    with pytest.raises(InputError, match=words):
        _read("wrong", {**GOOD, **change})


def test_a_missing_key_of_a_file_is_a_fault_of_the_library(tmp_path, monkeypatch):
    path = tmp_path / "cut.toml"
    path.write_text('title = "cut"\n', encoding="utf-8")
    from microthermal.validation import reading

    with pytest.raises(LibraryError, match="role"):
        reading._case(path)


def test_an_exposure_is_a_pulse_at_each_place():
    case = case_named("cain_2006_600us_1mm")
    assert open_settings(case.exposure) == 1
    middle, last = (shot(case.exposure, place, fluence=1e4).pulse for place in ((0.5,), (1.0,)))
    assert (middle.profile, last.profile) == ("gaussian", "flat_top")
    assert middle.energy == pytest.approx(1e4 * math.pi * (500 * um) ** 2)
    cold = case_named("direction_cold_skin")
    assert shot(cold.changed, ()).skin.surface_temperature == pytest.approx(283.15)


def test_slope_threshold_and_ratio_are_those_of_the_toy():
    model = Model(run_toy)
    slope = model.ask(case_named("hibst_kaufmann_1991_slope"), (), error=True)
    assert slope.value / (um / (J / cm**2)) == pytest.approx(5.0)
    assert slope.runs == 2
    threshold = model.ask(case_named("memory_er_yag_threshold"), (), error=True)
    assert threshold.value / (J / cm**2) == pytest.approx(3.0, rel=0.03)
    assert model.ask(case_named("direction_hot_water"), (), error=True).value == pytest.approx(1.0)
    coverage = case_named("coverage_10mj")
    assert model.ask(coverage, (0.5, 0.5), error=False).value == pytest.approx(
        0.2e8 * math.pi * (67.5 * um) ** 2, rel=0.01
    )


def test_a_pulse_that_the_program_refuses_is_not_judged_and_says_why():
    case = case_named("bailey_2011_depth_15mj")
    numbers = tuple((name, replace(one, low=1e9, middle=1e9, high=1e9)) for name, one in case.exposure.numbers)
    found = found_for(replace(case, exposure=replace(case.exposure, numbers=numbers)), Model(run_toy))
    assert found.verdict == "not judged"
    assert "Pulse" in found.note


def test_page_table_and_summary_hold_every_case(toy, tmp_path):
    page = report.html(toy)
    assert raw_numbers(page) == {}
    ElementTree.fromstring(page.replace("<!DOCTYPE html>", "").strip())
    assert "http://" not in page.replace("http://www.w3.org", "").split("</style>")[1].split('id="sources"')[0]
    for one in toy.found:
        assert one.case.citation.source in page
    store.save_validation(toy, tmp_path / "found.json")
    store.save_validation_table(toy, tmp_path / "found.csv")
    summary = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    with (tmp_path / "found.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [one.case.name for one in toy.found]
    assert [entry["case"] for entry in summary["cases"]] == [row["case"] for row in rows] == names
    assert summary["kind"] == "validation"


def test_a_quick_run_is_the_middle_only(toy):
    quick = validate(quick=True, run=run_toy)
    assert {one.case.name for one in quick.found} == {case.name for case in cases() if case.quick}
    assert all(one.low == one.high == one.value for one in quick.found)
    assert sum(one.runs for one in quick.found) < sum(one.runs for one in toy.found)


def test_the_command_judges_one_case(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("microthermal.validation.judging.run_zone", run_toy)
    monkeypatch.setattr(validate, "__defaults__", (*validate.__defaults__[:-1], run_toy))
    assert run("validate", "--quick", "--case", "bedi_2007_width_40mj", "--output", str(tmp_path), "--quiet") == 0
    said = capsys.readouterr().out
    assert "bedi_2007_width_40mj" in said
    assert "no medical advice" in " ".join(said.split())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["validation.csv", "validation.html", "validation.json"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--case", "bedi_2007_widht_40mj"), "bedi_2007_width_40mj"),
        (("--output", "/nowhere/at/all"), "there is no folder"),
    ],
)
def test_the_command_refuses_in_words(arguments, words, capsys):
    assert run("validate", "--quiet", *arguments) == 2
    assert words in capsys.readouterr().err


def test_open_scattering_makes_skin_clearer_and_more_turbid_where_it_is_extrapolated():
    case = case_named("direction_cold_skin")
    clear, turbid = other_scattering(case)
    skins = [shot(one.exposure, ()).skin for one in (clear, case, turbid)]
    reduced = [skin.layers[-2].scattering.reduced_500 for skin in skins]
    assert reduced == pytest.approx([0.84 * reduced[1], reduced[1], 1.58 * reduced[1]])
    assert [skin.layers[-2].scattering.anisotropy for skin in skins] == pytest.approx([0.715, 0.8, 0.95])
    assert clear.changed is not None and clear.changed.scattering == 0.0
    assert shot(clear.changed, ()).skin.surface_temperature == pytest.approx(283.15)
    assert other_scattering(case_named("hibst_kaufmann_1991_slope")) == ()


def test_rows_of_er_yag_are_asked_at_what_other_sources_say():
    case = case_named("walsh_1989_rim_duration")
    (dear,) = other_costs(case)
    assert dear.changed is not None
    for exposure in (dear.exposure, dear.changed):
        assert shot(exposure, ()).heat.ejection_enthalpy == pytest.approx(2.5e9)
    assert shot(case.exposure, ()).heat is None
    assert dear.measured == case.measured and dear.exposure.numbers == case.exposure.numbers
    both = shot(other_costs(case_named("kaufmann_hibst_1996_10hz"))[0].exposure, (0.5, 1.0)).heat
    assert (both.ejection_enthalpy, both.plume.train) == pytest.approx((2.5e9, 5.0))
    # Where CO2 boils tissue off nothing of the kind is known, and where nothing leaves nothing is thrown out.
    assert other_costs(case_named("bailey_2011_depth_15mj")) == other_costs(case_named("bedi_2007_depth_40mj")) == ()


def test_a_verdict_that_hangs_on_what_sources_conflict_about_says_so():
    case = case_named("kaufmann_hibst_1996_1hz")

    def run(skin, pulse, cooling, settings):
        dear = settings.heat is not None and settings.heat.ejection_enthalpy > 2e9
        return run_toy(skin, replace(pulse, energy=pulse.energy * (0.5 if dear else 1.0)), cooling, settings)

    plain = found_for(case, Model(run_toy))
    bounds = replace(case.measured, low=0.3 * plain.value, high=0.5 * plain.value)
    found = found_for(replace(case, measured=bounds), Model(run))
    assert found.verdict == "near"
    assert "sources that conflict" in found.note
    assert found_for(replace(case, measured=bounds), Model(run), quick=True).verdict == "miss"


def test_a_verdict_that_hangs_on_scattering_says_so():
    case = case_named("direction_cold_skin")
    bounds = MeasuredValue(low=None, high=0.5, basis="")
    clear = other_scattering(case)[0]
    layers = shot(clear.exposure, ()).skin.layers

    def run(skin, pulse, cooling, settings):
        narrow = skin.layers[-2].scattering == layers[-2].scattering and skin.surface_temperature < 290.0
        return run_toy(skin, replace(pulse, radius=pulse.radius * (0.3 if narrow else 1.0)), cooling, settings)

    found = found_for(replace(case, measured=bounds), Model(run))
    assert (found.verdict, found.runs) == ("near", 6)
    assert "scatters otherwise" in found.note


def test_rows_of_other_families_are_listed_with_a_reason_each_once():
    listed = unjudged()
    ids = [one for entry in listed for one in entry.ids]
    assert len(set(ids)) == len(ids)
    assert {"C01", "C02", "C05", "C06", "C08", "C09", "C10", "C11", "C14", "C16", "C17", "C18"} <= set(ids)
    assert all(entry.title and entry.source and entry.reason for entry in listed)
