"""A result comes back from disk as it went; what is no run file is refused in words; nothing is half written."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
import pytest
from tests.reference import synthetic
from tests.reference.layout import layout

from microthermal import store
from microthermal.deposition.engines import engine
from microthermal.domain.inputs.block import Body, Inclusion
from microthermal.domain.inputs.skin import Thermal
from microthermal.errors import ConvergenceError, InputError, SaveError
from microthermal.planning.window.judgement import judged
from microthermal.planning.window.map import Window
from microthermal.simulation.records import Simulation
from microthermal.store.shapes import shape_of
from microthermal.store.summary import summary
from microthermal.tissue.bodies import with_bodies
from microthermal.units import parse

pytestmark = pytest.mark.slow

RESULTS = tuple(synthetic.results())


def _same(left: Any, right: Any, path: str = "") -> None:
    assert type(left) is type(right), path
    if isinstance(left, np.ndarray):
        assert np.array_equal(left, right), path
    elif dataclasses.is_dataclass(left):
        for field in (field for field in dataclasses.fields(left) if field.compare):  # others are not stored
            _same(getattr(left, field.name), getattr(right, field.name), f"{path}.{field.name}")
    elif isinstance(left, tuple):
        assert len(left) == len(right), path
        for number, (one, other) in enumerate(zip(left, right, strict=True)):
            _same(one, other, f"{path}[{number}]")
    else:
        assert left == right, path


@pytest.mark.parametrize("name", RESULTS)
def test_round_trip_gives_the_same_result(name: str, tmp_path: Path) -> None:
    result = synthetic.results()[name]
    store.save(result, tmp_path / "run.nc")
    _same(result, store.load(tmp_path / "run.nc"))


def test_fractions_come_back_to_the_last_bit(tmp_path: Path) -> None:
    result = synthetic.simulation(ablative=True, dosed=False)
    # Two fractions whose percent, written in decimals, is no neighbour of a hundred times the fraction.
    lattice = dataclasses.replace(
        result.lattice,
        coverage=0.07,
        overlap=0.1 + 0.2,
        channels=dataclasses.replace(result.lattice.channels, coverage=1 / 3),
    )
    store.save(dataclasses.replace(result, lattice=lattice), tmp_path / "run.nc")
    loaded = store.load(tmp_path / "run.nc")
    assert isinstance(loaded, Simulation)
    assert loaded.lattice.coverage == 0.07
    assert loaded.lattice.overlap == 0.1 + 0.2
    assert loaded.lattice.channels.coverage == 1 / 3


def test_bodies_on_the_axis_come_back(tmp_path: Path) -> None:
    result = synthetic.simulation()
    tissue = result.run.tissue
    inclusion = Inclusion(
        name="shaft", shape="cylinder", depth=0.0, radius=float(tissue.grid.r_edges[2]), absorption=3e3, scattering=0.0,
        anisotropy=0.0,
    )  # fmt: skip
    thermal = Thermal(density=1300.0, specific_heat=1500.0, conductivity=0.2, perfusion=0.0)
    bodied = with_bodies(tissue, [Body(inclusion=inclusion, thermal=thermal, water=0.1)])
    result = dataclasses.replace(result, run=dataclasses.replace(result.run, tissue=bodied))
    store.save(result, tmp_path / "run.nc")
    found = store.load(tmp_path / "run.nc").run.tissue
    assert found.bodies.names == ("shaft",)
    assert np.array_equal(found.bodies.place, bodied.bodies.place)
    assert found.cells("heat_capacity").tolist() == bodied.cells("heat_capacity").tolist()


def test_choices_come_back_as_choices(tmp_path: Path) -> None:
    result = synthetic.simulation(ablative=True, dosed=False)
    chosen = engine["beer_lambert"]()
    settings = dataclasses.replace(result.settings, deposition=chosen, laws=("dermal_cells_takata_1974",))
    store.save(dataclasses.replace(result, settings=settings), tmp_path / "run.nc")
    loaded = store.load(tmp_path / "run.nc")
    assert isinstance(loaded, Simulation)
    assert loaded.settings == settings


def test_variables_say_what_they_are(tmp_path: Path) -> None:
    store.save(synthetic.simulation(ablative=True, dosed=False), tmp_path / "run.nc")
    with netCDF4.Dataset(tmp_path / "run.nc") as dataset:
        assert dataset.format_version == 2
        peak = dataset["simulation/run/damage/peak"]
        assert peak.dimensions == ("z", "r")
        assert peak.units == "K"
        assert peak.long_name == "highest temperature"
        assert peak.filters()["zlib"]


def test_every_part_of_a_result_has_a_place() -> None:
    shape = shape_of(Simulation)
    assert {field.name for field in shape.groups} >= {"run", "lattice", "injury", "perfusion", "healing", "untreated"}
    assert [field.name for field in shape.series] == ["deliveries"]


def test_summary_holds_inputs_metrics_and_stamp(tmp_path: Path) -> None:
    for name, result in synthetic.results().items():
        store.save_json(result, tmp_path / f"{name}.json")
    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert plan["kind"] == "plan"
    assert plan["options"][0]["verdicts"][0]["metric"] == "necrotic_fraction"
    assert plan["stamp"]["digest"] == "0f" * 32
    run = json.loads((tmp_path / "simulation.json").read_text(encoding="utf-8"))
    assert run["treatment"]["pulse"]["energy"] == "0.02 J"
    assert run["metrics"]["depth"]["value"].endswith(" m")
    assert json.loads((tmp_path / "refused.json").read_text(encoding="utf-8"))["best"] is None


@cache
def _saved() -> bytes:
    """A run file, written once for all that is broken in it."""
    with tempfile.TemporaryDirectory() as folder:
        store.save(synthetic.simulation(ablative=True, dosed=False), Path(folder) / "run.nc")
        return (Path(folder) / "run.nc").read_bytes()


def _broken(tmp_path: Path, what: str) -> Path:
    path = tmp_path / "run.nc"
    if what == "missing":
        return path
    if what == "folder":
        path.mkdir()
        return path
    if what == "text":
        path.write_text("energy = 20 mJ", encoding="utf-8")
        return path
    if what == "empty":
        path.write_bytes(b"")
        return path
    if what == "foreign":
        with netCDF4.Dataset(path, "w") as dataset:
            dataset.title = "sea surface temperature"
        return path
    path.write_bytes(_saved())
    if what == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
        return path
    with netCDF4.Dataset(path, "a") as dataset:
        dataset.delncattr("content_digest")  # version 1 had none, so that its parts have to be looked at
        if what != "no version":
            dataset.format_version = 1
        group = dataset["simulation/lattice"]
        if what == "no digest":
            dataset.format_version = 2
        elif what == "future":
            dataset.format_version = 99
        elif what == "no version":
            dataset.delncattr("format_version")
        elif what == "odd version":
            dataset.format_version = "one"
        elif what == "wrong unit":
            group.setncattr_string("fields", group.fields.replace('"pitch": "', '"pitch": "1 s", "was": "'))
        elif what == "no json":
            group.setncattr_string("fields", "{")
        elif what == "no group":
            dataset["simulation"].renameGroup("lattice", "lost")
        elif what == "no series":
            dataset["simulation"].renameGroup("deliveries", "lost")
        elif what == "no variable":
            dataset["simulation/injury"].renameVariable("necrotic", "lost")
    return path


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("missing", "there is no file"), ("folder", "is a folder"), ("text", "is not a NetCDF file"),
        ("empty", "is not a NetCDF file"), ("foreign", "of another program"), ("cut", "is not a NetCDF file|damaged"),
        ("future", "format version 99"), ("no version", "format version None"), ("odd version", "format version .one."),
        ("wrong unit", "pitch"), ("no json", "is not JSON"), ("no group", "'lattice' is missing"),
        ("no variable", "'necrotic' is missing"), ("no series", "'deliveries' is missing"),
        ("no digest", "'content_digest' is missing"),
    ],
)  # fmt: skip
def test_what_is_no_run_file_is_refused_in_words(tmp_path: Path, what: str, words: str) -> None:
    path = _broken(tmp_path, what)
    with pytest.raises(InputError, match=words) as caught:
        store.load(path)
    assert str(path) in str(caught.value)


def test_damaged_blocks_are_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "run.nc"
    store.save(synthetic.simulation(ablative=True, dosed=False), path)
    content = bytearray(path.read_bytes())
    for place in range(len(content) // 2, len(content) // 2 + 200_000, 64):
        content[place] ^= 0xFF
    path.write_bytes(bytes(content))
    with pytest.raises(InputError):
        store.load(path)


@pytest.mark.parametrize("save", [store.save, store.save_json])
def test_failure_leaves_no_file_and_keeps_the_old_one(
    save: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "run.nc"
    target.write_text("the old one", encoding="utf-8")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="the disk is full"):
        save(synthetic.plan(found=False), target)
    assert target.read_text(encoding="utf-8") == "the old one"
    assert [path.name for path in tmp_path.iterdir()] == ["run.nc"]


@pytest.mark.parametrize("save", [store.save, store.save_json])
def test_missing_folder_is_refused_in_words(save: Any, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no folder"):
        save(synthetic.plan(found=False), tmp_path / "nowhere" / "run.nc")


def test_a_run_file_names_its_device(tmp_path: Path) -> None:
    store.save(synthetic.simulation(), tmp_path / "run.nc")
    with netCDF4.Dataset(tmp_path / "run.nc") as dataset:
        assert dataset.device == synthetic.device().name


def test_the_summary_has_the_bands_of_the_page(tmp_path: Path) -> None:
    one, other = synthetic.simulation(), synthetic.simulation(energy=0.03)
    window = Window(simulation=one, judgement=judged(one, (other,)))
    held = json.loads(json.dumps(summary(window)))["metrics"]["depth"]
    band = held["over_scenarios"]
    ends = [parse(text, "m") for text in (band["low"], held["value"], band["high"])]
    assert ends == [one.zone.depth.value, one.zone.depth.value, other.zone.depth.value]
    assert band["low"] != band["high"]


def test_a_bug_while_writing_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        store.save(object(), tmp_path / "run.nc")  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


def test_what_is_not_finite_is_not_saved(tmp_path: Path) -> None:
    result = synthetic.simulation(ablative=True, dosed=False)
    peak = result.run.damage.peak.copy()
    peak[3, 4] = np.nan
    damage = dataclasses.replace(result.run.damage, peak=peak)
    with pytest.raises(ConvergenceError, match="highest temperature"):
        store.save(dataclasses.replace(result, run=dataclasses.replace(result.run, damage=damage)), tmp_path / "run.nc")
    assert not list(tmp_path.iterdir())


def test_page_on_formats_lists_every_array() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")
    for place in layout(Simulation, "simulation"):
        assert f"| `{place.path}` | {', '.join(place.axes)} | `{place.unit}` | {place.meaning} |" in page


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("room", [0, 5_000, 60_000])
def test_a_full_disk_is_named_wherever_it_is_met(tmp_path: Path, room: int) -> None:
    import resource

    simulation = synthetic.simulation(ablative=True, dosed=False)
    store.save(simulation, tmp_path / "run.nc")
    before = (tmp_path / "run.nc").read_bytes()
    assert len(before) > 60_000
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, usual[1]))
    try:
        with pytest.raises(SaveError) as caught:
            store.save(simulation, tmp_path / "run.nc")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert "larger than this system lets a file be" in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["run.nc"]
    assert (tmp_path / "run.nc").read_bytes() == before
