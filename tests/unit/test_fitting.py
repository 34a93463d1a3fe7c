"""A fit from its rows to its files: known parameters come back, restarts and workers change nothing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.reference.digits import raw_numbers

from microthermal import catalog, report, store
from microthermal.cases.treatment import read_treatment_case
from microthermal.cli.__main__ import main
from microthermal.errors import InputError
from microthermal.fitting.checkpoint import Checkpoint
from microthermal.fitting.draws import sampling
from microthermal.fitting.draws.likelihood import Likelihood
from microthermal.fitting.draws.sampling import shares
from microthermal.fitting.fit import fit
from microthermal.fitting.judging import predicted
from microthermal.fitting.parameters import chosen, known_priors
from microthermal.fitting.predicting import Predictor, Question, sizes_of
from microthermal.fitting.records import FitSettings
from microthermal.fitting.sentences import contradicting
from microthermal.fitting.situations import Situation, situation_at
from microthermal.fitting.table.zones import MeasuredSize, MeasuredZone
from microthermal.parallel.processes import executor

pytestmark = pytest.mark.slow  # a fit of two rows takes ten seconds of processor

TRUTH = {"radius": 118e-6, "output": 0.92}
SETTINGS = FitSettings(effective=30, spread="stated", seed=3)


def rows(truth, sizes=("channel_depth", "channel_width"), deviation=0.04, seed=1):
    """Rows of an erbium laser whose truth is known, with invented scatter."""
    blank = tuple(
        MeasuredZone(
            name=f"{1e3 * energy:g} mJ", energy=energy, duration=2.5e-4, count=4,
            sizes=tuple(MeasuredSize(name=name, mean=1e-4) for name in sizes),
        )
        for energy in (0.004, 0.008)
    )  # fmt: skip
    question = asked(blank, tuple(truth))
    means, _ = sizes_of(question, catalog.library(), list(truth.values()))
    random, left, found = np.random.default_rng(seed), iter(means), []
    for zone in blank:
        seen = []
        for size in zone.sizes:
            mean = next(left)
            off = deviation * mean / zone.count**0.5 * random.standard_normal()
            seen.append(replace(size, mean=mean + off, deviation=deviation * mean))
        found.append(replace(zone, sizes=tuple(seen)))
    return tuple(found)


def asked(zones, names, device="er_yag_2940"):
    laser, skin = catalog.device(device), catalog.skin("forearm_ii")
    known = known_priors(laser, skin, catalog.library(), zones)
    return Question(laser, skin, zones, tuple(known[name] for name in names))


@pytest.fixture(scope="module", autouse=True)
def _small_rounds():
    """Rounds of half as many draws as a fit has: it learns and draws in as many of them, at half the cost."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sampling, "ROUND", 16)
        yield


@pytest.fixture(scope="module")
def part(tmp_path_factory):
    return tmp_path_factory.mktemp("fit") / "zones_fit.part"


@pytest.fixture(scope="module")
def found(part):
    return fit(rows(TRUTH), "er_yag_2940", "forearm_ii", tuple(TRUTH), SETTINGS, workers=1, checkpoint=part)


def test_what_the_rows_were_made_with_comes_back(found):
    for name, value in TRUTH.items():
        one = found.parameter(name)
        assert one.low <= value <= one.high
        assert one.told == "determined"
        assert 0.0 < one.error < one.high - one.low
    assert found.effort.effective >= SETTINGS.effective
    assert found.fitted_device.radius == found.parameter("radius").value
    assert found.fitted_device.basis.output == found.parameter("output").value
    assert any("not told apart" in sentence for sentence in found.sentences)
    assert found.sentences[-1].startswith("No row contradicts")
    assert all(one.low <= one.measured <= one.high for one in found.sizes)


def test_a_fit_that_was_killed_goes_on_with_the_same_answer(found, part, monkeypatch):
    lines = part.read_text(encoding="utf-8").splitlines(keepends=True)
    # The last line was cut short, and twenty draws, those of a round and more, were never made.
    kept = len(lines) - 1 - 21
    assert kept > 50
    part.write_text("".join(lines[: kept + 1]) + lines[kept + 1][:40], encoding="utf-8")
    again = fit(rows(TRUTH), "er_yag_2940", "forearm_ii", tuple(TRUTH), SETTINGS, workers=1, checkpoint=part)
    assert again.effort.taken == kept
    assert np.array_equal(again.draws.values, found.draws.values)
    assert np.array_equal(again.draws.weights, found.draws.weights)
    assert again.parameters == found.parameters


def test_a_checkpoint_of_another_fit_is_not_believed(tmp_path):
    path, values = tmp_path / "x.part", np.array([1.0, 2.0])
    one = Checkpoint(path, "a")
    one.keep(values, [3.0, float("nan")])
    one.close()
    same, other = Checkpoint(path, "a"), None
    assert (same.found, same.refused, same.holds(values)) == (1, 1, True)
    same.close()
    other = Checkpoint(path, "b")
    assert not other.holds(values)
    other.close()


def test_any_number_of_workers_finds_the_same_sizes():
    question, places = (
        asked(rows(TRUTH), tuple(TRUTH)),
        np.array([[0.1, 0.2], [-0.5, 0.4], [1.0, -1.0], [0.3, 0.0], [2.0, 0.5]]),
    )
    found = []
    for workers in (1, 2):
        with executor(workers) as run_all:
            predictor = Predictor(question, catalog.library(), run_all, workers, Checkpoint(None, ""))
            found.append(predictor.sizes(places))
    assert np.array_equal(*found)


def test_a_row_that_contradicts_the_others_is_named(found):
    # Sizes that grow with one parameter; the third row states a tenth more than the two others allow.
    places = np.linspace(-3.0, 3.0, 601)
    sizes = 1e-4 * (1.0 + 0.1 * places[:, None] * np.ones(3))
    means, deviations = np.array([1.0e-4, 1.0e-4, 1.1e-4]), np.full(3, 1e-6)
    likelihood = Likelihood(means, deviations, np.zeros(3), (0, 1, 2), np.zeros(1))
    weights = shares(likelihood.log_likelihood(sizes) - 0.5 * places**2)
    zones = tuple(
        MeasuredZone(name=f"line {row}", energy=0.01, sizes=(MeasuredSize(name="depth", mean=mean, deviation=1e-6),))
        for row, mean in enumerate(means)
    )
    one, two, three = predicted(zones, likelihood, sizes, weights, means, means)
    assert three.chance < 1e-6
    assert one.chance > 1e-6
    told = contradicting((one, two, replace(three, left=50.0)), None, None)
    assert any(sentence.startswith("line 2: its depth of the zone of 110 µm contradicts") for sentence in told)


def test_what_a_fit_writes_is_a_library_and_a_case_that_load(found, tmp_path, monkeypatch):
    files = store.fitted_files(tmp_path / "mine_fit")
    names = store.write_fitted_files(found, files, tmp_path / "my zones.csv")
    monkeypatch.setenv("MTZ_LIBRARY", str(files.folder))
    laser = catalog.device(names["device"])
    assert laser.radius == pytest.approx(found.parameter("radius").value, rel=1e-8)
    assert laser.basis.output == pytest.approx(found.parameter("output").value, rel=1e-8)
    assert laser.basis.radius_range.low == pytest.approx(found.parameter("radius").low, rel=1e-8)
    row = next(row for row in catalog.entry("device", names["device"]).rows if row.path == "radius")
    assert (row.kind, row.read) == ("fitted", "code")
    assert "sha256" in row.where and "2 rows" in row.where and "seed 3" in row.where
    assert row.source in catalog.works()
    case = read_treatment_case(files.case)
    assert case.treatment.pulse.energy == pytest.approx(0.008 * laser.basis.output)
    assert not [fault for fault in catalog.check() if "my_zones" in str(fault)]
    # A second fit starts from what the first one left.
    prior = known_priors(laser, catalog.skin("forearm_ii"), catalog.library(), found.zones)["output"]
    assert prior.low == pytest.approx(found.parameter("output").low, rel=1e-8)


def test_skin_laws_and_removal_are_written_too(found, tmp_path, monkeypatch):
    library = found.stamp.library
    zones = rows({"radius": 60e-6}, ("channel_depth", "rim"))
    known = known_priors(catalog.device("fractional_co2"), found.skin, library, zones)
    made = tuple(
        replace(found.parameters[0], prior=known[name], value=known[name].value(0.3), low=known[name].value(-0.5),
                high=known[name].value(0.9))
        for name in ("absorption", "threshold:dermal_cells", "threshold:collagen", "removal:wall_film.thickness")
    )  # fmt: skip
    changed = replace(found, device=catalog.device("fractional_co2"), parameters=made, zones=zones)
    files = store.fitted_files(tmp_path / "co2_fit")
    store.write_fitted_files(changed, files, tmp_path / "co2.csv")
    # The CO2 laser is held by another pulse than the rows of the erbium laser had.
    monkeypatch.setenv("MTZ_LIBRARY", str(files.folder))
    skin = catalog.skin("forearm_co2_ii")
    wetter = situation_at(Situation.of(changed.device, found.skin, library), {"absorption": made[0].value}).skin
    assert [layer.composition.water for layer in skin.layers] == pytest.approx(
        [layer.composition.water for layer in wetter.layers], rel=1e-8
    )
    assert not [fault for fault in catalog.check() if "co2.csv" in str(fault) or "_co2" in str(fault).split(":")[0]]
    case = read_treatment_case(files.case)
    assert case.settings.heat.wall_film.thickness == pytest.approx(made[3].value)
    laws = catalog.laws(case.settings.laws)
    from microthermal.damage.thresholds import threshold_temperature

    law = next(law for law in laws if law.endpoint == "collagen")
    assert threshold_temperature(law, 1e-2) == pytest.approx(made[2].value, abs=1e-6)


def test_document_draws_and_page_hold_what_was_found(found, tmp_path):
    store.save_fit(found, tmp_path / "fit.json")
    document = json.loads((tmp_path / "fit.json").read_text(encoding="utf-8"))
    assert document["kind"] == "fit"
    assert [one["name"] for one in document["parameters"]] == list(TRUTH)
    store.save_draws(found, tmp_path / "fit.csv")
    head, *lines = (tmp_path / "fit.csv").read_text(encoding="utf-8").splitlines()
    assert head.startswith("weight,radius [m],output [1],")
    assert sum(float(line.split(",")[0]) for line in lines) == pytest.approx(1.0)
    page = report.html(found)
    assert raw_numbers(page) == {}
    for heading in ("Before and after", "Every pair of parameters", "Each row beside the model", "Sources"):
        assert heading in page
    assert "http" not in page.split("Sources")[0].split("</style>")[1]


def test_the_command_says_as_much_as_it_is_asked_to(found, tmp_path, monkeypatch, capsys):
    """The fit itself is the one of this module; the rest is the command."""

    def made(*_: object, progress, checkpoint, **__: object):
        progress(1, 1, "done")
        checkpoint.touch()
        return found

    monkeypatch.setattr("microthermal.fitting.fit.fit", made)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "zones.csv").write_text("energy [mJ]\n", encoding="utf-8")
    asked = ("fit", "zones.csv", "--device", "er_yag_2940")
    main([*asked, "--json", "--quiet"])
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert (document["kind"], err) == ("fit", "")
    files = document.pop("files")
    assert [Path(name).suffix for name in files] == [".html", ".json", ".csv", ".toml"]
    assert document == json.loads(Path(files[1]).read_text(encoding="utf-8"))
    main([*asked, "--verbose"])
    out, err = capsys.readouterr()
    assert found.cautions
    assert all(caution.text in out for caution in found.cautions)
    assert "Chosen: importance sampling" in out
    assert "MTZ_LIBRARY=zones_fit_library" in out
    assert re.search(r"^ +\d+\.\d s  1/1 done$", err, re.MULTILINE)
    assert not (tmp_path / "zones_fit.part").exists()


def test_parameters_that_are_not_known_are_told_by_name():
    zones = rows(TRUTH)
    known = known_priors(catalog.device("er_yag_2940"), catalog.skin("forearm_ii"), catalog.library(), zones)
    with pytest.raises(InputError, match=r"output") as caught:
        chosen(known, ("ouput", "radius", "spot"), catalog.device("er_yag_2940"))
    assert len(caught.value.faults) == 2
    assert "removal:ejection_enthalpy" in [one.name for one in chosen(known, None, catalog.device("er_yag_2940"))]


@pytest.mark.parametrize("device", ["er_glass_1550", "nd_yag_1064", "fractional_co2", "er_yag_2940"])
def test_at_the_middle_of_its_priors_a_fit_asks_for_the_library(device):
    zones = rows(TRUTH)
    laser, skin, library = catalog.device(device), catalog.skin("forearm_ii"), catalog.library()
    priors = known_priors(laser, skin, library, zones)
    one_sided = [one.name for one in priors.values() if one.low == one.middle or one.high == one.middle]
    middle = {name: one.middle for name, one in priors.items() if name not in one_sided}
    same = situation_at(Situation.of(laser, skin, library), middle)
    assert same.skin == skin
    assert (same.spot, same.output) == (1.0, 1.0)
    law = library.default_laws["dermal_cells"]
    assert same.library.laws[law].frequency == pytest.approx(library.laws[law].frequency, rel=1e-9)


def test_light_that_water_does_not_take_has_no_factor_on_it():
    zones = rows(TRUTH)
    known = known_priors(catalog.device("nd_yag_1064"), catalog.skin("forearm_ii"), catalog.library(), zones)
    assert "absorption" not in known
    assert "scattering" not in known_priors(
        catalog.device("fractional_co2"), catalog.skin("forearm_ii"), catalog.library(), zones
    )


def test_a_device_whose_output_is_known_gives_that_where_it_is_not_freed():
    zones, laser = rows(TRUTH), catalog.device("er_yag_2940")
    weak = replace(laser, basis=replace(laser.basis, output=0.8))
    question = Question(weak, catalog.skin("forearm_ii"), zones, ())
    situation = question.situation((), catalog.library())
    assert situation.pulse(zones[0]).energy == pytest.approx(0.8 * zones[0].energy)
