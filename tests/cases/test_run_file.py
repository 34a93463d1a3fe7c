"""PC29, PC30, PC43: a run file in other programs' hands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
import pint
import pytest
from tests.reference import synthetic

from microthermal import store
from microthermal.planning.records import Plan
from microthermal.simulation.records import Simulation
from microthermal.store.coordinates import above, counted, dimension, middles, names_along
from microthermal.store.shapes import member_of, shape_of


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run file of a simulation with an injection."""
    path = tmp_path_factory.mktemp("run") / "run.nc"
    store.save(synthetic.simulation(ablative=True, dosed=True), path)
    return path


@pytest.fixture
def opened(run: Path) -> Iterator[Any]:
    with netCDF4.Dataset(run) as dataset:
        yield dataset


def groups(group: Any) -> Iterator[Any]:
    yield group
    for inner in group.groups.values():
        yield from groups(inner)


def test_every_unit_is_one_that_others_know(opened: Any) -> None:
    registry = pint.UnitRegistry()
    units = {variable.units for group in groups(opened) for variable in group.variables.values()}
    assert len(units) >= 10
    for unit in units:
        registry.parse_units(unit)
    assert "%" not in units
    assert "delta_degC" not in units


def test_every_dimension_has_a_coordinate_of_its_name(opened: Any) -> None:
    names = set()
    for group in groups(opened):
        for name, size in group.dimensions.items():
            if name.startswith("letters"):  # along the letters of names, which readers put together to texts
                continue
            coordinate = group.variables[name]
            assert coordinate.dimensions[:1] == (name,)
            assert coordinate.dtype.kind == "S" if len(coordinate.dimensions) > 1 else coordinate.dimensions == (name,)
            assert coordinate.shape[0] == size.size
            assert coordinate.long_name
            names.add(name)
    assert names >= {"time", "z", "r", "species", "endpoint", "layer", "place", "shell", "x", "y"}
    assert not names & {"t", "moment", "level", "r_edge", "z_edge"}


def test_every_record_that_can_be_stored_has_a_coordinate_along_each_axis() -> None:
    """Also those that the run above does not hold."""
    seen: set[type] = set()

    def look(cls: type, holder: type | None = None) -> None:
        if cls in seen:
            return
        seen.add(cls)
        shape = shape_of(cls)
        held = {field.name for field in shape.arrays} | set(names_along(cls)) | set(middles(cls))
        held |= set(counted(cls))
        if holder is not None:
            held |= above(cls) & {*middles(holder), *names_along(holder)}
        for field in shape.arrays:
            assert field.quantity is not None
            assert {dimension(cls, axis) for axis in field.quantity.axes} <= held, (cls, field.name)
        for field in shape.groups:
            look(field.kind, cls)
        for field in shape.series:
            look(member_of(field))

    look(Simulation)
    look(Plan)
    assert len(seen) > 15


def test_values_are_found_by_name_and_time(opened: Any) -> None:
    result = synthetic.simulation(ablative=True, dosed=True)
    healing = opened["simulation/healing"]
    row = int(np.abs(healing["time"][:] - 3 * 86400.0).argmin())
    column = list(healing["species"][:]).index("mmp9")
    assert healing["state"][row, column] == result.healing.of("mmp9")[row]
    damage = opened["simulation/run/damage"]
    assert list(damage["endpoint"][:]) == list(result.damage.endpoints)
    assert np.array_equal(damage["z"][:], result.damage.grid.z)
    assert np.array_equal(damage["r"][:], result.damage.grid.r)
    assert (damage["z"].units, damage["z"].positive, damage["r"].units) == ("m", "down", "m")
    assert list(opened["simulation/injury/layer"][:]) == list(result.injury.layers)
    assert opened["simulation/run/heating"]["temperature"].dimensions == ("time", "place")


def test_names_do_not_stand_in_json_as_well(opened: Any) -> None:
    assert "species" not in opened["simulation/healing"].fields
    assert "endpoints" not in opened["simulation/run/damage"].fields


def test_a_reader_keeps_its_file_while_another_is_saved_over_it(run: Path, tmp_path: Path) -> None:
    path = tmp_path / "open.nc"
    path.write_bytes(run.read_bytes())
    with netCDF4.Dataset(path) as reader:
        before = reader["simulation/healing/state"][:]
        store.save(synthetic.plan(found=True), path)
        assert np.array_equal(reader["simulation/healing/state"][:], before)
    assert isinstance(store.load(path), Plan)
