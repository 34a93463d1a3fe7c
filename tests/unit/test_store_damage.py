"""A run file that no longer holds what was written is refused in one sentence, whatever was done to it."""

from __future__ import annotations

import dataclasses
import gzip
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
import pytest
from tests.reference import synthetic

from microthermal import store
from microthermal.cli.__main__ import EXIT_DAMAGED, main
from microthermal.domain.inputs.medicine import Injection, TopicalFilm
from microthermal.errors import DamagedError, InputError
from microthermal.simulation.records import Simulation
from microthermal.store.digests import content_digest
from microthermal.store.seals import seal

pytestmark = pytest.mark.slow

REFERENCE = Path(__file__).parents[1] / "reference"
Change = Callable[[Any], None]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A saved simulation."""
    path = tmp_path_factory.mktemp("whole") / "run.nc"
    store.save(synthetic.simulation(ablative=True, dosed=True), path)
    return path.read_bytes()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A saved plan that found nothing: small, so that changes meet what the library below reads first."""
    path = tmp_path_factory.mktemp("small") / "run.nc"
    store.save(synthetic.plan(found=False), path)
    return path.read_bytes()


def old(path: Path, version: int = 1) -> Path:
    """A file of a format version, as the program wrote it then: version 2 before layers stated their tissue."""
    path.write_bytes(gzip.decompress((REFERENCE / f"run_version_{version}.nc.gz").read_bytes()))
    return path


def refused(path: Path, kind: type[InputError] = DamagedError) -> str:
    """The one sentence with which a file is refused."""
    with pytest.raises(kind) as caught:
        store.load(path)
    text = str(caught.value)
    assert str(path) in text
    assert "\n" not in text
    return text


def variables(group: Any) -> list[Any]:
    """All variables of numbers below a group."""
    inner = [variable for name in group.groups for variable in variables(group.groups[name])]
    own = group.variables.values()
    return [variable for variable in own if variable.dtype is not str and variable.dtype.kind == "f"] + inner


def test_a_number_changed_in_any_array_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "run.nc"
    store.save(store.load(old(tmp_path / "old.nc")), path)  # on a coarse grid
    rng = random.Random(5)
    with netCDF4.Dataset(path, "a") as dataset:
        told = dataset.content_digest
        every = variables(dataset)
        for number, variable in enumerate(every):
            place = tuple(rng.randrange(length) for length in variable.shape)
            was = float(variable[place])
            variable[place] = (np.nan, np.inf, 1e300, np.nextafter(was, 1e9))[number % 4]
            assert content_digest(dataset) != told, variable.name
            variable[place] = was
        assert content_digest(dataset) == told
    assert len(every) > 74
    assert isinstance(store.load(path), Simulation)


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e300, 0.5])
def test_a_changed_number_is_refused(whole: bytes, value: float, tmp_path: Path) -> None:
    path = tmp_path / "run.nc"
    path.write_bytes(whole)
    with netCDF4.Dataset(path, "a") as dataset:
        dataset["simulation/run/damage/removed"][3, 2] = value
    assert "does not match the digest" in refused(path)


def changed_attribute(dataset: Any) -> None:
    group = dataset["simulation/lattice"]
    group.setncattr_string("fields", group.fields.replace("hex", "square"))


CHANGES: dict[str, Change] = {
    "attribute": changed_attribute,
    "name": lambda dataset: dataset["simulation/healing/species"].__setitem__(0, "others"),
    "new variable": lambda dataset: dataset["simulation"].createVariable("more", "f8", ()),
    "new group": lambda dataset: dataset["simulation"].createGroup("more"),
    "unit": lambda dataset: dataset["simulation/run/damage/peak"].setncattr("units", "degC"),
    "renamed": lambda dataset: dataset["simulation/injury"].renameVariable("removed", "gone"),
    "version": lambda dataset: dataset.setncattr("format_version", 1),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_anything_else_changed_is_noticed(whole: bytes, what: str, tmp_path: Path) -> None:
    path = tmp_path / "run.nc"
    path.write_bytes(whole)
    with netCDF4.Dataset(path, "a") as dataset:
        CHANGES[what](dataset)
    assert "does not match the digest" in refused(path)


LISTS: dict[str, Change] = {
    name: lambda dataset, name=name: dataset.setncattr(name, ["one", "two"])
    for name in ("program", "kind", "format_version", "content_digest")
} | {
    "fields": lambda dataset: dataset["simulation"].setncattr("fields", ["{}", "{}"]),
    "numbers": lambda dataset: dataset["simulation"].setncattr("fields", np.arange(3.0)),
}  # fmt: skip


@pytest.mark.parametrize("what", LISTS)
@pytest.mark.parametrize("version", [1, 2])
def test_attributes_of_another_kind_are_refused(whole: bytes, what: str, version: int, tmp_path: Path) -> None:
    path = tmp_path / "run.nc"
    path.write_bytes(whole)
    with netCDF4.Dataset(path, "a") as dataset:
        if version == 1:
            dataset.format_version = 1
            dataset.delncattr("content_digest")
        LISTS[what](dataset)
    refused(path, InputError)


def test_bytes_changed_anywhere_never_end_the_process(small: bytes, tmp_path: Path) -> None:
    """The library that reads NetCDF ends the process on some of these; it must not be given them."""
    path, rng = tmp_path / "run.nc", random.Random(12)
    for number in range(300):
        data = bytearray(small)
        for _ in range(rng.choice((1, 2, 50))):
            data[rng.randrange(len(data) - 90)] ^= 1 + rng.randrange(255)
        if number % 3 == 0:
            data[:8] = small[:8]
        path.write_bytes(bytes(data))
        refused(path, InputError)


def test_files_without_a_seal_are_tried_in_a_process_of_their_own(small: bytes, tmp_path: Path) -> None:
    path, rng = tmp_path / "run.nc", random.Random(3)
    data = bytearray(small[: len(small) // 2])
    for _ in range(200):
        data[rng.randrange(8, len(data))] = rng.randrange(256)
    for content in (bytes(data), small[: len(small) - 200], small[:8]):
        path.write_bytes(content)
        assert "cut short or changed" in refused(path)


@pytest.mark.parametrize("begin", [b"", b"\x89HDF\r\n\x1a\n", b"CDF\x01", b"CDF\x05"])
def test_random_bytes_are_refused(begin: bytes, tmp_path: Path) -> None:
    path = tmp_path / "run.nc"
    path.write_bytes(begin + random.Random(1).randbytes(5000))
    refused(path, InputError)


def test_a_file_that_claims_too_much_is_not_read(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "run.nc"
    with netCDF4.Dataset(path, "w") as dataset:
        dataset.program, dataset.kind, dataset.format_version = "microthermal", "simulation", 1
        group = dataset.createGroup("simulation")
        group.createDimension("z", 2**40)
        group.createVariable("more", "f8", ("z",), compression="zlib")
    assert "claims to hold 1099511627776 numbers" in refused(path)


def test_a_file_packed_again_by_another_program_still_loads(whole: bytes, tmp_path: Path) -> None:
    """Its bytes differ, its content does not."""
    path = tmp_path / "run.nc"
    path.write_bytes(whole)
    with netCDF4.Dataset(path, "a") as dataset:
        dataset.setncattr("kind", str(dataset.kind))
    assert path.read_bytes() != whole
    assert isinstance(store.load(path), Simulation)


def test_old_files_load_and_say_that_they_cannot_be_checked(tmp_path: Path) -> None:
    found = store.load(old(tmp_path / "run.nc"))
    assert isinstance(found, Simulation)
    assert found.healing.species == synthetic.SPECIES
    assert found.run.damage.endpoints == synthetic.ENDPOINTS
    assert found.lattice.coverage == 0.12
    assert [caution.stage for caution in found.cautions].count("store") == 1
    assert "cannot be checked" in found.cautions[-1].text
    store.save(found, tmp_path / "new.nc")
    again = store.load(tmp_path / "new.nc")
    assert again.cautions == found.cautions


@pytest.mark.parametrize("version", [1, 2])
def test_layers_of_old_files_have_the_tissue_that_their_name_tells(version: int, tmp_path: Path) -> None:
    found = store.load(old(tmp_path / "run.nc", version))
    assert isinstance(found, Simulation)
    told = ("stratum_corneum", "epidermis", "papillary_dermis", "reticular_dermis", "fat")
    assert tuple(layer.name for layer in found.skin.layers)[-1] == "subcutis"
    assert tuple(layer.tissue for layer in found.skin.layers) == told
    assert found.injury.tissues == told


@pytest.mark.parametrize("version", [1, 2])
def test_numbers_of_old_files_stand_where_they_stand_today(version: int, tmp_path: Path) -> None:
    found = store.load(old(tmp_path / "run.nc", version))
    assert isinstance(found, Simulation)
    zone, lattice, warming = found.zone, found.lattice, found.lattice.warming
    assert zone.depth.error == 12e-6 and zone.depth.value == zone.reach("dermal_cells").depth.value > 1e-4
    assert (lattice.channels.coverage, lattice.channels.open_for) == (0.04, 21600.0)
    assert all(0.0 < delivery.spread.reach < 0.01 for delivery in found.deliveries)
    assert all(dose.drug.kinetics.partition > 0.0 for dose in found.treatment.doses)
    assert warming is not None
    assert warming.map.rise.shape == (warming.map.y.size, warming.map.x.size)
    assert (warming.heat.zones, warming.heat.kept, warming.warm_start.rise) == (1200, 0.7, 1.2)


def test_a_zero_that_meant_none_is_none_in_a_file_of_then(tmp_path: Path) -> None:
    found = store.load(old(tmp_path / "run.nc", 2))
    assert isinstance(found, Simulation)
    first, second, third, fourth = found.treatment.doses
    assert (first.drug.particle.radius, first.drug.potency.unit_mass, first.drug.atrophy_level) == (None, None, None)
    assert (second.drug.particle.radius, second.drug.potency.unit_mass, second.drug.atrophy_level) == (
        2.5e-6,
        None,
        0.01,
    )
    assert (third.every, third.contact) == (86400.0, 28800.0)
    assert (fourth.every, fourth.contact) == (None, None)


def test_doses_of_an_old_file_are_injections_and_films(tmp_path: Path) -> None:
    found = store.load(old(tmp_path / "run.nc", 2))
    assert isinstance(found, Simulation)
    first, second, third, fourth = found.treatment.doses
    assert isinstance(first, Injection) and isinstance(second, Injection)
    assert (first.time, first.depth, first.spacing, first.volume) == (-86400.0, 3e-3, 1e-2, 1e-7)
    assert isinstance(third, TopicalFilm) and isinstance(fourth, TopicalFilm)
    assert (third.time, third.end, third.side, third.volume, third.reason) == (
        172800.0, 777600.0, 1e-2, 2e-9, "as at home",
    )  # fmt: skip
    assert (fourth.time, fourth.end, fourth.repeated) == (0.0, 0.0, False)
    assert found.treatment.injections == (first, second)
    assert tuple(delivery.dose for delivery in found.deliveries) == found.treatment.doses


def test_without_a_digest_numbers_are_still_held_against_their_ranges(tmp_path: Path) -> None:
    """Every array of an old file in turn; what is not finite, or nowhere near plausible, is no result of ours."""
    with netCDF4.Dataset(old(tmp_path / "old.nc")) as dataset:
        names = [f"{variable.group().path}/{variable.name}" for variable in variables(dataset)]
    rng = random.Random(7)
    for name, value in zip(rng.sample(names, 12), [np.nan, np.inf, 1e300, -1e300] * 3, strict=True):
        path = old(tmp_path / "run.nc")
        with netCDF4.Dataset(path, "a") as dataset:
            variable = dataset[name]
            variable[tuple(rng.randrange(length) for length in variable.shape)] = value
        seal(path)  # so that it is read without a trial
        assert "finite" in refused(path) or "plausible" in refused(path), name


def test_a_value_beyond_its_range_is_told_though_the_file_is_as_written(tmp_path: Path) -> None:
    result = synthetic.simulation(ablative=True, dosed=False)
    lattice = dataclasses.replace(result.lattice, shells=None, closure=None)
    injury = dataclasses.replace(result.injury, necrotic=np.full(5, 1.5))
    path = tmp_path / "run.nc"
    store.save(dataclasses.replace(result, lattice=lattice, injury=injury), path)
    assert "necrotic: dead fraction, removed included of 150" in refused(path, InputError)


def test_a_damaged_run_has_an_exit_code_of_its_own(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "run.nc"
    path.write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
    for command in ("cite", "report"):
        with pytest.raises(SystemExit) as caught:
            main([command, str(path)])
        assert caught.value.code == EXIT_DAMAGED
