"""Features of courses, scores, supply at depth, the posterior and exports."""

from __future__ import annotations

import csv
import io
import math
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from microthermal import catalog
from microthermal.catalog.calibration import evidence, healing_grades, healing_posterior, healing_priors
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.results.response import Healing, Visit
from microthermal.errors import ConvergenceError, InputError
from microthermal.healing.calibration.features import Observation, expected, log_likelihood, of_course
from microthermal.healing.calibration.likelihood import Judge
from microthermal.healing.calibration.posterior import band_of
from microthermal.healing.exchange import combine
from microthermal.healing.exchange.archives import About, write_archive
from microthermal.healing.persons import courses, persons
from microthermal.healing.scores import fibrosis, scores, type_ratio
from microthermal.healing.supply import places, reached, supply
from microthermal.simulation.follow_up import uninjured

DAY = 86400.0
HEALTHY = Condition(name="healthy", title="Healthy skin")
EXPOSURES = {one.name: one.injury for one in evidence().exposures}


def seen(feature: str, **changed: object) -> Observation:
    given = {"name": "toy", "exposure": "nafl", "species": "cytokines", "feature": feature, "value": DAY, "spread": 0.2}
    return Observation(**(given | changed))  # type: ignore[arg-type]


TIME = np.linspace(0.0, 10.0, 101) * DAY
BUMP = np.exp(-(((TIME / DAY - 3.03) / 1.0) ** 2))


def test_peak_lies_between_the_stored_times() -> None:
    assert of_course(seen("peak_time"), TIME, BUMP) == pytest.approx(math.log(3.03 * DAY), abs=1e-3)


def test_fading_is_interpolated() -> None:
    decay = np.exp(-TIME / (2.0 * DAY))
    found = of_course(seen("fade_time", threshold=0.5, of_start=True), TIME, decay)
    assert math.exp(found) / DAY == pytest.approx(2.0 * math.log(2.0), rel=1e-3)


def test_change_relative_rebound_and_fraction() -> None:
    assert of_course(seen("change", value=0.0, begin=3.0 * DAY), TIME, 1.0 + BUMP) == pytest.approx(
        math.log(2.0), abs=1e-3
    )
    assert of_course(seen("relative", value=1.0, begin=3.03 * DAY), TIME, BUMP) == pytest.approx(1.0, abs=2e-3)
    two = BUMP + np.exp(-(((TIME / DAY - 0.2) / 0.3) ** 2))
    rebound = seen("rebound", value=0.1, begin=2.0 * DAY, end=5.0 * DAY, threshold=0.3 * DAY)
    assert of_course(rebound, TIME, two) > 1.0
    assert of_course(seen("fraction_of", value=0.5), TIME, BUMP, 2.0 * BUMP) == pytest.approx(0.5)


@pytest.mark.parametrize(("side", "far", "near"), [("equal", 1.0, 0.1), ("above", -1.0, 1.0), ("below", 1.0, -1.0)])
def test_likelihood_prefers_the_side_that_was_seen(side: str, far: float, near: float) -> None:
    observation = seen("change", value=0.0, side=side)
    assert log_likelihood(observation, near) > log_likelihood(observation, far)
    assert math.isfinite(log_likelihood(observation, 1e3 * far))
    assert expected(observation) == 0.0


def test_library_values_explain_nearly_all_that_was_seen() -> None:
    found, priors = evidence(), healing_priors()
    cascade = catalog.healing_model()
    judge = Judge(cascade, found, priors)  # type: ignore[arg-type]
    values = {level.name: level.value for level in cascade.parameters}  # type: ignore[attr-defined]
    features = judge.features(judge.places(values))
    missed = [
        observation.name
        for observation, value in zip(found.observations, features.tolist(), strict=True)
        if log_likelihood(observation, value) < -3.2
    ]
    assert not missed
    assert_allclose(judge.values(judge.places(values)), [values[name] for name in judge.names], rtol=1e-12)
    assert judge.log_posterior(np.full(len(priors), 7.0)) == -np.inf


def test_every_source_of_the_calibration_is_in_the_bibliography() -> None:
    known = catalog.works()
    assert {observation.source for observation in evidence().observations} <= set(known)


def test_grades_say_what_nobody_has_seen() -> None:
    grades = healing_grades(catalog.healing_model())
    assert grades["neutrophils"] == "fitted"
    assert grades["wnt"] == grades["tgf_b3"] == grades["perfusion"] == "scenario"


def test_band_holds_the_persons_and_threads_change_nothing() -> None:
    cascade, nothing = catalog.healing_model(), uninjured(EXPOSURES["nafl"])
    few = persons(healing_posterior(), 12, catalog.library().figures.persons)
    visits = (Visit(injury=EXPOSURES["nafl"]),)
    spread = band_of(courses(cascade, few, visits, nothing, HEALTHY, 30 * DAY, workers=2))  # type: ignore[arg-type]
    assert (spread.low <= spread.median).all() and (spread.median <= spread.high).all()
    assert spread.draws == 12
    alone, together = (
        courses(cascade, few, visits, nothing, HEALTHY, 30 * DAY, workers=workers).courses  # type: ignore[arg-type]
        for workers in (1, 4)
    )
    assert all((one.state == other.state).all() for one, other in zip(alone, together, strict=True))


def test_posterior_names_coefficients_of_the_model() -> None:
    posterior = healing_posterior()
    assert set(posterior.names) <= {level.name for level in catalog.healing_model().parameters}  # type: ignore[attr-defined]
    assert len(posterior.values) >= 200
    assert (posterior.values > 0.0).all()


@pytest.fixture(scope="module")
def course() -> Healing:
    return catalog.healing_model().follow(EXPOSURES["afl"], HEALTHY, (), 180 * DAY)


def test_scores_of_untouched_skin_are_those_of_health() -> None:
    nothing = ("necrotic", "denatured", "stressed", "lymphocytes_lost", "vessels_closed")
    untouched = replace(EXPOSURES["nafl"], epidermis_open=0.0, **{name: np.zeros(1) for name in nothing})
    still = catalog.healing_model().follow(untouched, HEALTHY, (), 30 * DAY)
    found = scores(still, still, catalog.library().figures.scores)
    for name in ("inflammation_burden", "t_cell_burden", "fibrosis_index", "pliability", "downtime"):
        assert found[name].value == 0.0
    assert found["scar_change"].undefined == "skin without a raised scar"
    assert found["collagen_ratio"].value == pytest.approx(0.25)
    assert found["hair_density_change"].value == 0.0


def test_scores_of_an_ablative_treatment(course: Healing) -> None:
    untreated = replace(course, state=np.repeat(course.state[-1:], course.time.size, axis=0))
    found = scores(course, untreated, catalog.library().figures.scores)
    assert 5.0 < found["downtime"].value / DAY < 14.0
    assert found["inflammation_burden"].value > 0.0
    assert all(score.low <= score.value <= score.high for score in found.values())
    assert type_ratio(course, catalog.library().figures.scores).max() > 0.25
    assert fibrosis(course).min() >= 0.0


def test_zones_reach_the_bulge_and_not_the_papilla(course: Healing) -> None:
    skin, figures = catalog.skin("scalp_iii"), catalog.library().figures.supply
    found = supply(course, skin, 1.4e-3, figures)
    fraction = dict(zip(found.places, found.reached.tolist(), strict=True))
    assert fraction["bulge"] == 1.0
    assert fraction["papilla"] < 0.2
    assert [name for name, _ in places(skin)] == list(found.places)
    assert reached(1e-3, 2e-3, 1e-3) == 1.0
    assert reached(3e-3, 2e-3, 1e-3) == pytest.approx(math.exp(-1.0))


def test_more_flow_is_more_oxygen_and_rest_is_rest(course: Healing) -> None:
    skin, figures = catalog.skin("scalp_iii"), catalog.library().figures.supply
    still = replace(course, state=np.ones_like(course.state))
    vasodilation = course.species.index("vasodilation")
    state = still.state.copy()
    state[:, vasodilation] = 0.0
    rest = supply(replace(course, state=state), skin, 1.4e-3, figures)
    assert_allclose(rest.flow, 1.0)
    assert_allclose(rest.nutrients, 1.0)
    state = state.copy()
    state[:, vasodilation] = 2.0
    more = supply(replace(course, state=state), skin, 1.4e-3, figures)
    assert (more.oxygen >= rest.oxygen).all()
    assert (more.nutrients > rest.nutrients).all()
    assert (rest.oxygen > 0.0).all()


def test_archive_holds_model_simulation_and_curves(course: Healing, tmp_path: Path) -> None:
    import libcombine
    import libsedml

    cascade = catalog.healing_model()
    visits = (Visit(injury=EXPOSURES["afl"]),)
    sbml = combine.run_sbml(cascade, visits, HEALTHY, 180 * DAY)  # type: ignore[arg-type]
    sedml = combine.run_sedml({"some": ("cytokines", "vessels")}, 180 * DAY)
    document = libsedml.readSedMLFromString(sedml)
    assert document.getErrorLog().getNumFailsWithSeverity(libsedml.LIBSEDML_SEV_ERROR) == 0
    assert document.getNumTasks() == 1
    path = tmp_path / "run.omex"
    about = About(title="<a> & b", description="", version="0", created="2026-01-01T00:00:00+00:00")
    write_archive(path, sbml, sedml, combine.table(course), about)
    archive = libcombine.CombineArchive()
    assert archive.initializeFromArchive(str(path))
    assert archive.getMasterFile().getLocation().endswith("run.sedml")
    with zipfile.ZipFile(path) as opened:
        assert {"model.xml", "run.sedml", "curves.csv", "manifest.xml"} <= set(opened.namelist())
    first = path.read_bytes()
    write_archive(path, sbml, sedml, combine.table(course), about)
    assert path.read_bytes() == first


def test_table_has_units_and_every_time(course: Healing) -> None:
    rows = list(csv.reader(io.StringIO(combine.table(course))))
    assert rows[0][0] == "time [day]"
    assert len(rows) == course.time.size + 1
    assert float(rows[-1][0]) == pytest.approx(180.0)


def test_export_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(InputError, match="exchange"):
        combine.run_sedml({"some": ("cytokines",)}, DAY)


def test_steps_that_run_out_are_told() -> None:
    cascade = catalog.healing_model()
    wild = {"vegf_turnover": 1e3}  # 1/s, ten million times the library's
    with pytest.raises(ConvergenceError, match="steps"):
        cascade.follow_draw(wild, (Visit(injury=EXPOSURES["nafl"]),), HEALTHY, 180 * DAY)  # type: ignore[attr-defined]


@pytest.mark.slow
def test_calibration_finds_what_the_studies_feel_and_writes_what_the_library_reads(tmp_path: Path) -> None:
    from chores import calibrate

    start = calibrate.library_places()
    chosen = calibrate.informed(start, count=10)
    names = [healing_priors()[place].name for place in chosen]
    assert len(set(names)) == 10
    assert {"hsp70_loss", "t_cell_turnover", "mmp1_turnover", "fragment_loss", "closure_half_time"} & set(names)
    filled = calibrate._fill(start, chosen, 1)
    assert (filled[chosen] == start[chosen]).all()
    assert (filled != start).any()
    calibrate.write(tmp_path / "draws.csv", np.stack([start, filled]), "two draws")
    lines = (tmp_path / "draws.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# two draws"
    assert len(lines) == 4


def test_split_r_hat_tells_chains_that_agree_from_chains_that_do_not() -> None:
    from chores import calibrate

    generator = np.random.default_rng(1)
    mixed = generator.standard_normal((400, 16, 2))
    assert calibrate.split_r_hat(mixed).max() < 1.02
    apart = mixed + np.arange(16)[None, :, None]
    assert calibrate.split_r_hat(apart).min() > 2.0
    drifting = mixed + np.linspace(0.0, 3.0, 400)[:, None, None]
    assert calibrate.split_r_hat(drifting).min() > 1.15
    found = calibrate.convergence(mixed, np.array([10.0, 20.0]))
    assert (found.kept, found.longest, found.size) == (400, 20.0, 320.0)
    assert "effective size at least 320" in str(found)


def test_shipped_posterior_says_that_its_chain_converged() -> None:
    from microthermal.catalog.calibration import calibration_file

    words = calibration_file("healing_posterior.csv").read_text(encoding="utf-8").splitlines()[0]
    numbers = {
        name: float(words.split(name)[1].strip().split(",")[0].split()[0].strip(")"))
        for name in ("longest", "effective size at least", "split R-hat at most")
    }
    assert numbers["effective size at least"] > 800.0
    assert numbers["split R-hat at most"] < 1.05


def test_new_markers_are_graded_by_what_has_been_seen() -> None:
    grades = healing_grades(catalog.healing_model())
    assert grades["chemokines"] == "fitted"
    assert {grades[name] for name in ("papilla", "androgen", "aftermath", "tension", "dkk1", "new_epidermis")} == {
        "scenario"
    }
