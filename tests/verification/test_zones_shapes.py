"""Measured zones against known ellipsoids and cylinders: sub-cell accuracy and its order."""

from __future__ import annotations

from math import pi

import numpy as np
import pytest
from numpy.testing import assert_allclose

from microthermal.domain.results.flow import Damage
from microthermal.domain.results.grid import Grid
from microthermal.zones import measure, with_error

RADIUS, DEPTH = 83e-6, 617e-6


def ellipsoid(cell: float, radius: float = RADIUS, depth: float = DEPTH, steepness: float = 40.0) -> Damage:
    """Half ellipsoid below the surface; ln(burden) falls like a Gaussian's logarithm, several units per cell."""
    grid = Grid(r_edges=np.arange(0, 301e-6, cell), z_edges=np.arange(0, 901e-6, cell))
    r, z = np.meshgrid(grid.r, grid.z)
    level = steepness * (1.0 - (r / radius) ** 2 - (z / depth) ** 2)
    zero = np.zeros(grid.shape)
    return Damage(grid=grid, endpoints=("dermal_cells",), omega=np.exp(level)[None], removed=zero, peak=zero + 300.0)


def test_an_ellipsoid_is_measured_to_a_fraction_of_a_cell() -> None:
    cell = 5e-6
    zone = measure(ellipsoid(cell))
    assert abs(zone.depth.value - DEPTH) < 0.02 * cell
    assert abs(zone.radius.value - RADIUS) < 0.02 * cell
    assert zone.volume.value == pytest.approx(2 / 3 * pi * RADIUS**2 * DEPTH, rel=1e-3)


@pytest.mark.parametrize("quantity", ["depth", "radius", "volume"])
def test_measures_are_of_second_order(quantity: str) -> None:
    def error(cell: float, shift: float) -> float:
        radius, depth = RADIUS + shift * cell, DEPTH + shift * cell
        right = {"depth": depth, "radius": radius, "volume": 2 / 3 * pi * radius**2 * depth}[quantity]
        return float(abs(getattr(measure(ellipsoid(cell, radius, depth)), quantity).value / right - 1.0))

    # The error depends on where the border falls within a cell; its envelope over shifts by up to a cell does not.
    errors = [max(error(cell, shift) for shift in np.linspace(0, 1, 23)) for cell in (20e-6, 10e-6, 5e-6)]
    orders = np.log2(np.array(errors[:-1]) / np.array(errors[1:]))
    assert np.all(orders > 1.7), (errors, orders)


def test_the_error_of_a_zone_covers_its_distance_from_the_truth() -> None:
    fine = with_error(measure(ellipsoid(5e-6)), measure(ellipsoid(10e-6)))
    assert abs(fine.depth.value - DEPTH) <= fine.depth.error + 1e-9
    assert abs(fine.radius.value - RADIUS) <= fine.radius.error + 1e-9
    assert abs(fine.volume.value - 2 / 3 * pi * RADIUS**2 * DEPTH) <= fine.volume.error + 1e-15


def test_a_drilled_hole_is_measured_with_its_rim() -> None:
    # A channel of cells that are gone, 40 µm wide to 400 µm, in a denatured cylinder of 65 µm to 450 µm.
    grid = Grid(r_edges=np.arange(0, 201e-6, 5e-6), z_edges=np.arange(0, 601e-6, 5e-6))
    r, z = np.meshgrid(grid.r, grid.z)
    removed = ((r < 40e-6) & (z < 400e-6)).astype(float)
    level = np.minimum((65e-6 - r) / 5e-6, (450e-6 - z) / 5e-6)
    omega = np.where(removed > 0, 1e4, np.exp(level))
    damage = Damage(
        grid=grid,
        endpoints=("dermal_cells", "collagen"),
        omega=np.stack((omega, omega)),
        removed=removed,
        peak=np.full(grid.shape, 400.0),
    )
    zone = measure(damage)
    assert zone.channel_depth.value == pytest.approx(400e-6, abs=1e-12)
    assert zone.channel_radius.value == pytest.approx(40e-6, abs=1e-12)
    assert zone.rim.value == pytest.approx(25e-6, abs=1e-9)
    assert zone.depth.value == pytest.approx(450e-6, abs=1e-9)
    assert zone.radius.value == pytest.approx(65e-6, abs=1e-9)
    assert zone.volume.value == pytest.approx(pi * 65e-6**2 * 450e-6, rel=1e-6)


def test_the_rim_is_read_at_half_the_depth_of_the_channel() -> None:
    # A conical channel, 80 µm wide at the top and 400 µm deep; collagen 5 µm beyond it at the top, 45 µm at 400 µm.
    grid = Grid(r_edges=np.arange(0, 201e-6, 2e-6), z_edges=np.arange(0, 601e-6, 5e-6))
    r, z = np.meshgrid(grid.r, grid.z)
    wall = 80e-6 * (1 - z / 400e-6)
    removed = (r < wall).astype(float)
    level = (wall + 5e-6 + 40e-6 * z / 400e-6 - r) / 5e-6
    omega = np.where(removed > 0, 1e4, np.exp(level))[None]
    zone = measure(
        Damage(grid=grid, endpoints=("collagen",), omega=omega, removed=removed, peak=np.full(grid.shape, 400.0)),
        "collagen",
    )
    # The channel is known to a cell only.
    assert zone.rim.value == pytest.approx(25e-6, abs=2e-6)


def test_a_zone_below_living_skin_keeps_its_depth_from_the_surface() -> None:
    grid = Grid(r_edges=np.arange(0, 201e-6, 4e-6), z_edges=np.arange(0, 601e-6, 4e-6))
    r, z = np.meshgrid(grid.r, grid.z)
    level = 30.0 * (1.0 - (r / 70e-6) ** 2 - ((z - 300e-6) / 150e-6) ** 2)
    zero = np.zeros(grid.shape)
    damage = Damage(grid=grid, endpoints=("dermal_cells",), omega=np.exp(level)[None], removed=zero, peak=zero)
    zone = measure(damage)
    assert zone.depth.value == pytest.approx(450e-6, abs=2e-7)
    assert zone.top.value == pytest.approx(150e-6, abs=2e-7)
    assert zone.radius.value == pytest.approx(70e-6, abs=2e-7)
    assert zone.outline[0] == 0.0
    assert zone.volume.value == pytest.approx(4 / 3 * pi * 70e-6**2 * 150e-6, rel=2e-3)


def test_nothing_damaged_measures_nothing() -> None:
    zone = measure(_undamaged())
    assert (zone.depth.value, zone.radius.value, zone.volume.value, zone.rim.value, zone.channel_depth.value) == (
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    )


def _undamaged() -> Damage:
    grid = Grid(r_edges=[0, 1e-5, 2e-5], z_edges=[0, 1e-5, 2e-5])
    zero = np.zeros(grid.shape)
    return Damage(grid=grid, endpoints=("dermal_cells",), omega=zero[None], removed=zero, peak=zero + 310.0)


def test_a_zone_that_fills_the_grid_is_as_large_as_the_grid() -> None:
    grid = Grid(r_edges=[0, 1e-5, 2e-5], z_edges=[0, 1e-5, 2e-5])
    full = np.full(grid.shape, 5.0)
    zone = measure(Damage(grid=grid, endpoints=("dermal_cells",), omega=full[None], removed=0 * full, peak=full))
    assert (zone.depth.value, zone.radius.value) == (2e-5, 2e-5)
    assert_allclose(zone.volume.value, grid.volume.sum())


def test_shells_lie_between_their_borders() -> None:
    borders = {"dermal_cells": 70e-6, "t_cell_necrosis": 72e-6, "t_cell_apoptosis": 90e-6, "heat_shock": 110e-6}
    fields = [ellipsoid(4e-6, radius) for radius in borders.values()]
    damage = Damage(
        grid=fields[0].grid,
        endpoints=tuple(borders),
        omega=np.concatenate([field.omega for field in fields]),
        removed=fields[0].removed,
        peak=fields[0].peak,
    )
    zone = measure(damage)
    beside = np.sqrt(1 - 0.5**2)  # half-way down an ellipsoid
    for name, inner, outer in (
        ("necrotic", 0.0, 70e-6), ("t_cell_apoptosis", 72e-6, 90e-6), ("heat_shock", 70e-6, 110e-6),
    ):  # fmt: skip
        shell = zone.shell(name)
        assert shell.thickness.value == pytest.approx(beside * (outer - inner), abs=1e-7)
        assert shell.greatest.value == pytest.approx(np.sqrt(1 - 0.25**2) * (outer - inner), abs=1e-7)
        assert shell.volume.value == pytest.approx(2 / 3 * pi * (outer**2 - inner**2) * DEPTH, rel=2e-3)
    assert zone.taper is not None
    assert zone.taper.slope.value == pytest.approx(
        70e-6 * (np.sqrt(1 - 1 / 16) - np.sqrt(1 - 9 / 16)) / (0.5 * DEPTH), rel=2e-3
    )
    with pytest.raises(KeyError):
        zone.shell("hair")


def test_a_shell_whose_worse_fate_reaches_farther_is_empty() -> None:
    apoptosis, necrosis = ellipsoid(4e-6, 60e-6), ellipsoid(4e-6, 80e-6)
    both = Damage(
        grid=apoptosis.grid,
        endpoints=("t_cell_apoptosis", "t_cell_necrosis"),
        omega=np.concatenate((apoptosis.omega, necrosis.omega)),
        removed=apoptosis.removed,
        peak=apoptosis.peak,
    )
    shell = measure(both, "t_cell_necrosis").shell("t_cell_apoptosis")
    assert (shell.thickness.value, shell.greatest.value, shell.volume.value) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("quantity", ["depth", "radius", "volume"])
def test_measures_are_of_second_order_on_graded_cells(quantity: str) -> None:
    def edges(cells: int, end: float, growth: float) -> np.ndarray:
        return end * np.sinh(growth * np.arange(cells + 1) / cells) / np.sinh(growth)

    def error(cells: int, shift: float) -> float:
        radius, depth = RADIUS + shift * 6e-6, DEPTH + shift * 18e-6
        right = {"depth": depth, "radius": radius, "volume": 2 / 3 * pi * radius**2 * depth}[quantity]
        grid = Grid(r_edges=edges(cells, 3e-4, 2.0), z_edges=edges(2 * cells, 9e-4, 1.5))
        r, z = np.meshgrid(grid.r, grid.z)
        omega = np.exp(40.0 * (1.0 - (r / radius) ** 2 - (z / depth) ** 2))[None]
        zero = np.zeros(grid.shape)
        zone = measure(Damage(grid=grid, endpoints=("dermal_cells",), omega=omega, removed=zero, peak=zero + 300.0))
        return float(abs(getattr(zone, quantity).value / right - 1.0))

    errors = [max(error(cells, shift) for shift in np.linspace(0, 1, 23)) for cells in (15, 30, 60)]
    orders = np.log2(np.array(errors[:-1]) / np.array(errors[1:]))
    assert np.all(orders > 1.7), (errors, orders)


def test_a_border_nearer_to_the_axis_than_any_centre_is_found() -> None:
    grid = Grid(r_edges=np.arange(0, 101e-6, 1e-5), z_edges=[0, 1e-5, 2e-5, 3e-5])
    omega = np.exp(0.5 * (1.0 - (grid.r / 3e-6) ** 2)) * np.ones((3, 1))
    zero = np.zeros(grid.shape)
    zone = measure(Damage(grid=grid, endpoints=("dermal_cells",), omega=omega[None], removed=zero, peak=zero))
    assert zone.radius.value == pytest.approx(3e-6, rel=1e-9)


def test_a_channel_that_has_entered_a_cell_is_measured_within_it() -> None:
    grid = Grid(r_edges=np.arange(0, 51e-6, 5e-6), z_edges=np.arange(0, 101e-6, 1e-5))
    removed = np.zeros(grid.shape)
    removed[:3, :4], removed[3, :4], removed[7, 0] = 1.0, 0.3, 0.2
    zero = np.zeros(grid.shape)
    zone = measure(Damage(grid=grid, endpoints=("dermal_cells",), omega=zero[None], removed=removed, peak=zero))
    assert zone.channel_depth.value == pytest.approx(33e-6)
