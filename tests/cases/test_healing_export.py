"""PC23, PC24, PC26, PC28: an exported course of healing in other programs' hands."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import libsbml
import libsedml
import numpy as np
import pytest

from microthermal import catalog
from microthermal.cases.treatment import treatment_case
from microthermal.planning.healing_run import HealingRun, follow_case, write_export

DAY = 86400.0
CASE = {
    "title": "three visits & triamcinolone", "skin": "cheek_iii", "condition": "hypertrophic_scar",
    "device": "fractional_co2", "pulse": {"energy": "20 mJ"}, "pattern": {"density": "100 / cm**2"},
    "doses": [{"drug": "triamcinolone", "concentration": "10 mg/mL", "volume": "0.1 mL", "depth": "1.5 mm",
               "spacing": "10 mm", "time": "14 day"}],
    "topicals": [{"drug": "minoxidil", "concentration": "50 mg/mL", "film": "10 uL/cm**2", "contact": "8 hour",
                  "first": "1 day", "every": "1 day", "last": "30 day"}],
    "settings": {"cell": "20 um", "numerical_error": False, "warm_start": False, "until": "30 day"},
}  # fmt: skip
LEVELS = ("3.2", "3.1", "2.4")


@pytest.fixture(scope="module")
def run() -> HealingRun:
    """Three visits with a steroid at each and a film every day."""
    return follow_case(treatment_case(CASE), 3, 28 * DAY)


@pytest.fixture(scope="module")
def folder(run: HealingRun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Exports of the run: an archive, and SBML at each level."""
    folder = tmp_path_factory.mktemp("export")
    write_export(run, folder / "run.omex")
    for level in LEVELS:
        write_export(run, folder / f"run_{level}.xml", level, groups=False)
    return folder


@pytest.fixture(scope="module")
def parts(folder: Path) -> dict[str, str]:
    """Parts of the archive."""
    with zipfile.ZipFile(folder / "run.omex") as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def messages(document: libsbml.SBMLDocument) -> list[tuple[int, str]]:
    for kind in (
        libsbml.LIBSBML_CAT_MODELING_PRACTICE, libsbml.LIBSBML_CAT_UNITS_CONSISTENCY,
        libsbml.LIBSBML_CAT_GENERAL_CONSISTENCY, libsbml.LIBSBML_CAT_SBO_CONSISTENCY,
    ):  # fmt: skip
        document.setConsistencyChecks(kind, True)
    count = document.checkConsistency()
    return [(document.getError(n).getErrorId(), document.getError(n).getMessage()) for n in range(count)]


def test_model_is_free_of_warnings(parts: dict[str, str], folder: Path) -> None:
    for text in (parts["model.xml"], (folder / "run_3.1.xml").read_text(encoding="utf-8")):
        document = libsbml.readSBMLFromString(text)
        assert messages(document) == []
        model = document.getModel()
        assert model.getNumSpecies() == 49
        assert all(model.getParameter(n).isSetUnits() for n in range(model.getNumParameters()))


def test_level_2_says_only_that_its_numbers_have_no_units(folder: Path) -> None:
    document = libsbml.readSBMLFromFile(str(folder / "run_2.4.xml"))
    assert {number for number, _ in messages(document)} == {libsbml.UndeclaredUnits}


@pytest.mark.parametrize("level", ["3.2", "2.4"])
def test_another_program_gives_our_curves_at_every_level(
    parts: dict[str, str], folder: Path, run: HealingRun, level: str
) -> None:
    import roadrunner

    rows = list(csv.reader(io.StringIO(parts["curves.csv"])))
    columns = dict(zip(rows[0], np.array(rows[1:], dtype=float).T, strict=True))
    days = columns.pop("time [day]")
    apart = np.all([np.abs(days - visit.time / DAY) > 1e-3 for visit in run.visits[1:]], axis=0)
    runner = roadrunner.RoadRunner(str(folder / f"run_{level}.xml"))
    runner.integrator.relative_tolerance, runner.integrator.absolute_tolerance = 1e-10, 1e-13
    runner.integrator.maximum_num_steps = 200_000
    names = list(runner.model.getFloatingSpeciesIds())
    runner.timeCourseSelections = names
    found = np.array(runner.simulate(times=days[apart].tolist()))
    ours = np.column_stack([columns[f"{name} [1]"][apart] for name in names])
    assert len(names) == 49
    assert (np.abs(found - ours).max(axis=0) / np.abs(ours).max(axis=0).clip(1e-3)).max() < 1e-6


@pytest.mark.parametrize("level", LEVELS)
def test_older_tools_find_neither_groups_nor_words_they_do_not_know(folder: Path, level: str) -> None:
    text = (folder / f"run_{level}.xml").read_text(encoding="utf-8")
    document = libsbml.readSBMLFromString(text)
    assert f"{document.getLevel()}.{document.getVersion()}" == level
    assert document.getPlugin("groups") is None
    assert "groups" not in text
    assert ("<max/>" in text or "<min/>" in text) == (level == "3.2")


def test_usual_export_keeps_its_modules(parts: dict[str, str]) -> None:
    model = libsbml.readSBMLFromString(parts["model.xml"]).getModel()
    assert model.getPlugin("groups").getNumGroups() == 13


def test_species_have_names_notes_and_terms(parts: dict[str, str]) -> None:
    model = libsbml.readSBMLFromString(parts["model.xml"]).getModel()
    species = {model.getSpecies(n).getId(): model.getSpecies(n) for n in range(model.getNumSpecies())}
    assert set(catalog.healing_words()) >= set(species)
    assert species["mmp9"].getName() == "MMP-9"
    assert "gelatinase B" in species["mmp9"].getNotesString()
    assert species["mmp9"].getSBOTermID() == "SBO:0000252"
    assert not species["hypoxia"].isSetSBOTerm()
    loss = model.getParameter("alarmin_loss")
    assert loss.getName() == "alarmin loss"
    assert "HMGB1. Source: prototype" in loss.getNotesString()


def test_manifest_lists_the_archive_and_each_of_its_parts(parts: dict[str, str]) -> None:
    listed = {item.attrib["location"]: item.attrib["format"] for item in ElementTree.fromstring(parts["manifest.xml"])}
    assert listed["."].endswith("/omex")
    assert set(listed) == {".", *(f"./{name}" for name in parts if name != "manifest.xml")}


def test_metadata_says_what_it_is_and_when_it_was_made(parts: dict[str, str], run: HealingRun) -> None:
    dc = "{http://purl.org/dc/elements/1.1/}"
    (about,) = ElementTree.fromstring(parts["metadata.rdf"])
    title, created = about.find(f"{dc}title"), about.find(f"{dc}created")
    assert title is not None
    assert created is not None
    assert title.text == "three visits & triamcinolone"
    assert "".join(created.itertext()).strip() == run.stamp.date


def test_sedml_has_a_report_and_a_plot_of_every_species(parts: dict[str, str]) -> None:
    document = libsedml.readSedMLFromString(parts["run.sedml"])
    assert document.getErrorLog().getNumFailsWithSeverity(libsedml.LIBSEDML_SEV_ERROR) == 0
    outputs = [document.getOutput(n) for n in range(document.getNumOutputs())]
    report, plots = outputs[0], outputs[1:]
    curves = [plot.getCurve(n) for plot in plots for n in range(plot.getNumCurves())]
    drawn = sorted(curve.getYDataReference() for curve in curves)
    told = sorted(report.getDataSet(n).getDataReference() for n in range(report.getNumDataSets()))
    assert len(plots) == 13
    assert [*drawn, "data_time"] == sorted([*told], key=lambda name: (name == "data_time", name))
    assert all(curve.getXDataReference() == "data_time" for curve in curves)
    assert "MMP-9" in {curve.getName() for curve in curves}


def test_paths_of_an_archive_name_the_parts_of_its_level(run: HealingRun, tmp_path: Path) -> None:
    write_export(run, tmp_path / "old.omex", "2.4")
    with zipfile.ZipFile(tmp_path / "old.omex") as archive:
        model, sedml = (archive.read(name).decode() for name in ("model.xml", "run.sedml"))
    (space,) = re.findall(r'xmlns:sbml="([^"]+)"', sedml)
    assert f'xmlns="{space}"' in model
