"""Exports of a saved run, each read back by another program, or by the letter of its format."""

from __future__ import annotations

import base64
import csv
import json
import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import libcombine
import libsbml
import libsedml
import netCDF4
import numpy as np
import pytest
from tests.reference import synthetic

from microthermal import store
from microthermal.cases.treatment import treatment_case
from microthermal.cli.__main__ import main
from microthermal.errors import ConvergenceError
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation
from microthermal.store.exports.stl import surfaces_of
from microthermal.store.exports.surfaces import Surface, refuse_open, volume
from microthermal.zones.shapes import outlines

pytestmark = pytest.mark.slow
CASE = {
    "title": "CO2 & triamcinolone", "skin": "cheek_iii", "condition": "hypertrophic_scar", "device": "fractional_co2",
    "pulse": {"energy": "20 mJ"}, "pattern": {"density": "100 / cm**2"},
    "settings": {"cell": "20 um", "numerical_error": False, "warm_start": False, "until": "30 day", "persons": 4},
}  # fmt: skip
FORMATS = ("netcdf", "zarr", "vtk", "stl", "csv", "sbml", "omex", "svg")


@pytest.fixture(scope="module")
def run() -> Simulation:
    """A channel of CO2 on coarse cells."""
    case = treatment_case(CASE)
    found = simulate(case.skin, case.treatment, case.condition, case.settings)
    return replace(found, title=case.title)


@pytest.fixture(scope="module")
def folder(run: Simulation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run and all its exports."""
    folder = tmp_path_factory.mktemp("exports")
    store.save(run, folder / "run.nc")
    wanted = [part for name in FORMATS for part in ("--to", name)]
    main(["export", str(folder / "run.nc"), *wanted, "--output", str(folder)])
    return folder


def test_a_run_file_shows_its_fields_to_programs_that_look_at_no_groups(folder: Path, run: Simulation) -> None:
    with netCDF4.Dataset(folder / "run.nc") as dataset:
        row = int(np.abs(dataset["day"][:] - 7.0).argmin())
        species = list(dataset["species"][:])  # the library makes texts of rows of letters by itself
        assert dataset["healing"][row, species.index("mmp9")] == run.healing.of("mmp9")[row]
        assert np.array_equal(dataset["peak_temperature"][:], run.damage.peak)
        assert dataset["healing"].dimensions == ("day", "species")
        assert (dataset.title, dataset.Conventions) == (run.title, "CF-1.10")
        assert run.stamp.date in dataset.history
        assert "medical advice" in dataset.comment
    assert isinstance(store.load(folder / "run.nc"), Simulation)


def test_xarray_opens_the_run_and_its_exports_alike(folder: Path, run: Simulation) -> None:
    xarray = pytest.importorskip("xarray", reason="xarray reads the files as others do; it is not installed")
    pytest.importorskip("pandas")
    whole, flat = xarray.open_dataset(folder / "run.nc"), xarray.open_dataset(folder / "run_cf.nc")
    assert whole.equals(flat)
    at = flat.peak_temperature.sel(z=1e-4, r=3e-5, method="nearest")
    grid = run.damage.grid
    assert float(at) == run.damage.peak[np.abs(grid.z - 1e-4).argmin(), np.abs(grid.r - 3e-5).argmin()]
    assert flat.healing.sel(species="mmp9").dims == ("day",)
    zarr = pytest.importorskip("zarr", reason="zarr reads its own format; it is not installed")
    with zarr.storage.ZipStore(folder / "run.zarr.zip", mode="r") as held:
        assert xarray.open_zarr(held, chunks=None).load().equals(flat)


def test_zarr_is_as_its_specification_has_it(folder: Path, run: Simulation) -> None:
    with zipfile.ZipFile(folder / "run.zarr.zip") as held:
        shape = json.loads(held.read("peak_temperature/.zarray"))
        values = np.frombuffer(zlib.decompress(held.read("peak_temperature/0.0")), shape["dtype"]).reshape(
            shape["shape"]
        )
        assert json.loads(held.read("peak_temperature/.zattrs"))["_ARRAY_DIMENSIONS"] == ["z", "r"]
        names = json.loads(held.read("species/.zarray"))
        species = np.frombuffer(zlib.decompress(held.read("species/0")), names["dtype"])
        consolidated = json.loads(held.read(".zmetadata"))["metadata"]
        assert {name for name in held.namelist() if name.endswith((".zarray", ".zattrs", ".zgroup"))} == set(
            consolidated
        )
    assert np.array_equal(values, run.damage.peak)
    assert tuple(species) == run.healing.species


@pytest.mark.filterwarnings("ignore")  # of the checker itself
def test_the_conventions_of_cf_hold(folder: Path) -> None:
    pytest.importorskip("compliance_checker", reason="compliance-checker judges the files; it is not installed")
    from compliance_checker.runner import CheckSuite, ComplianceChecker

    CheckSuite.load_all_available_checkers()
    for name in ("run.nc", "run_cf.nc"):
        path = str(folder / name)
        passed, errors = ComplianceChecker.run_checker(
            path, ["cf:1.10"], 0, "normal", output_filename=str(folder / "cf.txt"), output_format=["text"]
        )
        assert passed, (folder / "cf.txt").read_text(encoding="utf-8")
        assert not errors


def section(path: Path) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Cell data and coordinates of a rectilinear grid of VTK, read by the letter of its XML."""
    root = ElementTree.parse(path).getroot()
    assert (root.get("type"), root.get("header_type")) == ("RectilinearGrid", "UInt64")

    def values(element: ElementTree.Element) -> np.ndarray:
        data = base64.b64decode(element.text or "")
        assert struct.unpack("<Q", data[:8])[0] == len(data) - 8
        return np.frombuffer(data[8:], "<f8")

    parts = [root.find(f".//{name}") for name in ("CellData", "Coordinates")]
    data, places = ({one.get("Name", ""): values(one) for one in part or ()} for part in parts)
    return data, places


def test_a_section_for_paraview_holds_the_fields(folder: Path, run: Simulation) -> None:
    data, places = section(folder / "run.vtr")
    rings, slabs = run.damage.grid.r.size, run.damage.grid.z.size
    peak = data["peak temperature [K]"].reshape(slabs, 2 * rings)
    assert np.array_equal(peak[::-1, rings:], run.damage.peak)
    assert np.array_equal(peak, peak[:, ::-1])
    assert np.array_equal(places["x"][rings:], run.damage.grid.r_edges)
    assert np.all(np.diff(places["z"]) > 0)
    assert places["z"][-1] == 0.0
    assert len(data) == 3 + len(run.damage.endpoints) + len(run.run.moments)


def test_vtk_itself_reads_section_and_surface(folder: Path, run: Simulation) -> None:
    vtk = pytest.importorskip("vtk", reason="VTK reads its own formats; it is not installed")
    reader = vtk.vtkXMLRectilinearGridReader()
    reader.SetFileName(str(folder / "run.vtr"))
    reader.Update()
    cells = reader.GetOutput().GetCellData()
    assert reader.GetOutput().GetNumberOfCells() == 2 * run.damage.peak.size
    assert cells.GetArray("peak temperature [K]").GetRange()[1] == run.damage.peak.max()
    surface = vtk.vtkSTLReader()
    surface.SetFileName(str(folder / "run_dermal_cells.stl"))
    edges = vtk.vtkFeatureEdges()
    edges.SetInputConnection(surface.GetOutputPort())
    edges.FeatureEdgesOff()
    edges.ManifoldEdgesOff()
    edges.Update()
    assert edges.GetOutput().GetNumberOfCells() == 0


def triangles(path: Path) -> np.ndarray:
    """Corners of the triangles (triangle, corner, 3) of a binary STL, in its unit."""
    data = path.read_bytes()
    count = struct.unpack("<I", data[80:84])[0]
    assert len(data) == 84 + 50 * count
    rows = np.frombuffer(data[84:], dtype=[("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("spare", "<u2")])
    corners = rows["corners"].astype(float)
    turned = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    assert np.all(np.einsum("ij,ij->i", turned, rows["normal"]) >= 0.0)
    return corners


def as_surface(corners: np.ndarray) -> Surface:
    points, index = np.unique(corners.reshape(-1, 3), axis=0, return_inverse=True)
    return Surface(points, index.reshape(-1, 3).astype(np.int64))


def test_stl_is_closed_and_holds_the_volume_of_the_zone(folder: Path, run: Simulation) -> None:
    edges = run.damage.grid.z_edges
    for reach in run.zone.reaches:
        path = folder / f"run_{reach.endpoint}.stl"
        surface = as_surface(triangles(path))
        refuse_open(surface, reach.endpoint)
        # The measured volume takes each slab as a disc; the surface is straight between the middles of the slabs.
        turned = np.pi * np.sum(outlines(run.damage)[reach.endpoint] ** 2 * np.diff(edges))
        assert volume(surface) * 1e-9 == pytest.approx(turned, rel=0.03)
        assert -surface.points[:, 2].min() * 1e-3 == pytest.approx(reach.depth.value, abs=float(np.diff(edges).max()))
    channel = as_surface(triangles(folder / "run_channel.stl"))
    assert 0.0 < volume(channel) < volume(as_surface(triangles(folder / "run_collagen.stl")))


def test_lattice_of_stl_has_zones_a_pitch_apart(folder: Path, run: Simulation) -> None:
    corners = triangles(folder / "run_lattice.stl")
    deepest = corners[np.isclose(corners[..., 2], corners[..., 2].min())][:, :2] * 1e-3
    axes = np.unique(np.round(deepest, 7), axis=0)
    assert axes.shape[0] == 100
    apart = np.sqrt(((axes[:, None] - axes[None]) ** 2).sum(axis=2)) + np.eye(100)
    assert np.median(apart.min(axis=1)) == pytest.approx(run.lattice.pitch, rel=1e-3)


def test_an_open_surface_is_refused(run: Simulation) -> None:
    whole = surfaces_of(run)["collagen"]
    with pytest.raises(ConvergenceError, match="not closed"):
        refuse_open(replace(whole, triangles=whole.triangles[1:]), "collagen")
    turned = whole.triangles.copy()
    turned[0] = turned[0, ::-1]
    with pytest.raises(ConvergenceError, match="not closed"):
        refuse_open(replace(whole, triangles=turned), "collagen")


def test_tables_hold_the_numbers_with_their_units(folder: Path, run: Simulation) -> None:
    def table(name: str) -> list[dict[str, str]]:
        return list(csv.DictReader((folder / f"run_{name}.csv").read_text(encoding="utf-8").splitlines()))

    measures = {row["measure"]: row for row in table("zone")}
    assert float(measures["depth"]["value"]) == run.zone.depth.value
    assert measures["depth"]["unit"] == "m"
    assert float(measures["collagen_volume"]["value"]) == run.zone.reach("collagen").volume.value
    weeks = table("healing")
    assert float(weeks[-1]["mmp9 [1]"]) == run.healing.of("mmp9")[-1]
    assert float(weeks[-1]["day [d]"]) == 30.0
    assert [float(row["outline [m]"]) for row in table("depth")] == run.zone.outline.tolist()
    metrics = {row["metric"]: row for row in table("metrics")}
    assert float(metrics["depth"]["value"]) == run.zone.depth.value
    assert {row["unit"] for row in metrics.values()} >= {"1", "m", "s"}
    assert "%" not in {row["unit"] for row in metrics.values()}


def test_sbml_has_names_and_the_archive_holds_it(folder: Path, run: Simulation) -> None:
    document = libsbml.readSBMLFromFile(str(folder / "run.xml"))
    assert document.getNumErrors(libsbml.LIBSBML_SEV_ERROR) == 0
    model = document.getModel()
    assert all(model.getSpecies(number).getName() for number in range(model.getNumSpecies()))
    archive = libcombine.CombineArchive()
    assert archive.initializeFromArchive(str(folder / "run.omex"))
    assert archive.extractEntryToString("./model.xml") == (folder / "run.xml").read_text(encoding="utf-8")
    sedml = libsedml.readSedMLFromString(archive.extractEntryToString("./run.sedml"))
    assert sedml.getNumErrors(libsedml.LIBSEDML_SEV_ERROR) == 0
    assert sedml.getNumTasks() == 1


@pytest.mark.parametrize("level", ["3.1", "2.4"])
def test_older_levels_can_be_asked_for(folder: Path, tmp_path: Path, level: str) -> None:
    main(["export", str(folder / "run.nc"), "--to", "sbml", "--sbml-level", level, "-o", str(tmp_path / "old.xml")])
    document = libsbml.readSBMLFromFile(str(tmp_path / "old.xml"))
    assert f"{document.getLevel()}.{document.getVersion()}" == level
    assert document.getNumErrors(libsbml.LIBSBML_SEV_ERROR) == 0


@pytest.mark.filterwarnings("ignore")  # of the validator itself, which says that a corner of Python will go
def test_the_archive_passes_the_validator_of_biosimulators(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("biosimulators_utils", reason="BioSimulators' validator is not installed")
    from biosimulators_utils.combine.io import CombineArchiveReader
    from biosimulators_utils.combine.validation import validate

    def faults(path: Path, name: str) -> tuple[list[object], list[object]]:
        unpacked = str(tmp_path / name)
        found: tuple[list[object], list[object]] = validate(CombineArchiveReader().run(str(path), unpacked), unpacked)
        return found

    assert faults(folder / "run.omex", "whole") == ([], [])
    broken = tmp_path / "broken.omex"
    with zipfile.ZipFile(folder / "run.omex") as held, zipfile.ZipFile(broken, "w") as other:
        for name in held.namelist():
            other.writestr(name, held.read(name).replace(b'modelReference="model"', b'modelReference="none"'))
    assert faults(broken, "broken")[0]


def test_svg_stands_alone(folder: Path) -> None:
    drawn = sorted(folder.glob("run_*.svg"))
    assert len(drawn) > 10
    for path in drawn:
        root = ElementTree.parse(path).getroot()
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert float(root.get("width", "0")) > 100
        assert len(root.findtext("{http://www.w3.org/2000/svg}title", "")) > 3
        assert len(root.findtext("{http://www.w3.org/2000/svg}desc", "")) > 10
        assert "var(--" not in path.read_text(encoding="utf-8")


def test_png_is_drawn_from_the_same_figures(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("cairosvg", reason="cairosvg draws the PNG; it is not installed")
    main(["export", str(folder / "run.nc"), "--to", "png", "--figure", "zone", "-o", str(tmp_path / "x.png")])
    from matplotlib.image import imread

    drawn = sorted(tmp_path.glob("x_zone_*.png"))
    assert len(drawn) == len(list(folder.glob("run_zone_*.svg")))
    for path in drawn:
        picture = imread(path)
        assert picture.shape[1] > 700
        assert np.unique(picture.reshape(-1, picture.shape[2]), axis=0).shape[0] > 20


def test_a_plan_gives_its_options_and_its_best_treatment(tmp_path: Path) -> None:
    plan = synthetic.plan(found=True)
    store.save(plan, tmp_path / "plan.nc")
    main(["export", str(tmp_path / "plan.nc"), "--to", "csv", "--to", "netcdf", "-o", str(tmp_path)])
    rows = list(csv.DictReader((tmp_path / "plan_options.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["device"] for row in rows] == [one.device.name for one in (*plan.options, *plan.refused)]
    assert float(rows[0]["score [1]"]) == plan.options[0].score
    with netCDF4.Dataset(tmp_path / "plan_cf.nc") as dataset:
        assert dataset["energy"][0] == plan.options[0].treatment.pulse.energy
        assert "temperature" in dataset.variables


def test_what_cannot_be_exported_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store.save(synthetic.plan(found=False), tmp_path / "refused.nc")
    with pytest.raises(SystemExit) as end:
        main(["export", str(tmp_path / "refused.nc"), "--to", "vtk", "-o", str(tmp_path)])
    assert end.value.code == 2
    assert "every treatment of this plan was refused" in capsys.readouterr().err
