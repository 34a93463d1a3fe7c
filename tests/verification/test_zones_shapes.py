"""Measured zones against known ellipsoids and cylinders: sub-cell accuracy and its order."""

from __future__ import annotations

from math import pi

import numpy as np
import pytest
from numpy.testing import assert_allclose

from microthermal.domain.flow import Damage
from microthermal.domain.grid import Grid
from microthermal.zones import measure, shell, with_error

RADIUS, DEPTH = 83e-6, 617e-6


def ellipsoid(cell: float, radius: float = RADIUS, depth: float = DEPTH, steepness: float = 40.0) -> Damage:
    """Half ellipsoid below the surface; ln(burden) falls like a Gaussian's logarithm, several units per cell."""
    grid = Grid(r_edges=np.arange(0, 301e-6, cell), z_edges=np.arange(0, 901e-6, cell))
    r, z = np.meshgrid(grid.r, grid.z)
    level = steepness * (1.0 - (r / radius) ** 2 - (z / depth) ** 2)
    zero = np.zeros(grid.shape)
    return Damage(grid=grid, endpoints=("dermal_cells",), burden=np.exp(level)[None], removed=zero, peak=zero + 300.0)


def test_an_ellipsoid_is_measured_to_a_fraction_of_a_cell() -> None:
    cell = 5e-6
    zone = measure(ellipsoid(cell))
    assert abs(zone.depth - DEPTH) < 0.02 * cell
    assert abs(zone.radius - RADIUS) < 0.02 * cell
    assert zone.volume == pytest.approx(2 / 3 * pi * RADIUS**2 * DEPTH, rel=1e-3)


@pytest.mark.parametrize("quantity", ["depth", "radius", "volume"])
def test_measures_are_of_second_order(quantity: str) -> None:
    def error(cell: float, shift: float) -> float:
        radius, depth = RADIUS + shift * cell, DEPTH + shift * cell
        right = {"depth": depth, "radius": radius, "volume": 2 / 3 * pi * radius**2 * depth}[quantity]
        return float(abs(getattr(measure(ellipsoid(cell, radius, depth)), quantity) / right - 1.0))

    # The error depends on where the border falls within a cell; its envelope over shifts by up to a cell does not.
    errors = [max(error(cell, shift) for shift in np.linspace(0, 1, 23)) for cell in (20e-6, 10e-6, 5e-6)]
    orders = np.log2(np.array(errors[:-1]) / np.array(errors[1:]))
    assert np.all(orders > 1.7), (errors, orders)


def test_the_error_of_a_zone_covers_its_distance_from_the_truth() -> None:
    fine = with_error(measure(ellipsoid(5e-6)), measure(ellipsoid(10e-6)))
    assert abs(fine.depth - DEPTH) <= fine.depth_error + 1e-9
    assert abs(fine.radius - RADIUS) <= fine.radius_error + 1e-9
    assert abs(fine.volume - 2 / 3 * pi * RADIUS**2 * DEPTH) <= fine.volume_error + 1e-15


def test_a_drilled_hole_is_measured_with_its_rim() -> None:
    # A channel of cells that are gone, 40 µm wide to 400 µm, in a denatured cylinder of 65 µm to 450 µm.
    grid = Grid(r_edges=np.arange(0, 201e-6, 5e-6), z_edges=np.arange(0, 601e-6, 5e-6))
    r, z = np.meshgrid(grid.r, grid.z)
    removed = ((r < 40e-6) & (z < 400e-6)).astype(float)
    level = np.minimum((65e-6 - r) / 5e-6, (450e-6 - z) / 5e-6)
    burden = np.where(removed > 0, 1e4, np.exp(level))
    damage = Damage(
        grid=grid,
        endpoints=("dermal_cells", "collagen"),
        burden=np.stack((burden, burden)),
        removed=removed,
        peak=np.full(grid.shape, 400.0),
    )
    zone = measure(damage)
    assert zone.channel_depth == pytest.approx(400e-6, abs=1e-12)
    assert zone.channel_radius == pytest.approx(40e-6, abs=1e-12)
    assert zone.rim == pytest.approx(25e-6, abs=1e-9)
    assert zone.depth == pytest.approx(450e-6, abs=1e-9)
    assert zone.radius == pytest.approx(65e-6, abs=1e-9)
    assert zone.volume == pytest.approx(pi * 65e-6**2 * 450e-6, rel=1e-6)


def test_the_rim_is_read_at_half_the_depth_of_the_channel() -> None:
    # A conical channel, 80 µm wide at the top and 400 µm deep; collagen 5 µm beyond it at the top, 45 µm at 400 µm.
    grid = Grid(r_edges=np.arange(0, 201e-6, 2e-6), z_edges=np.arange(0, 601e-6, 5e-6))
    r, z = np.meshgrid(grid.r, grid.z)
    wall = 80e-6 * (1 - z / 400e-6)
    removed = (r < wall).astype(float)
    level = (wall + 5e-6 + 40e-6 * z / 400e-6 - r) / 5e-6
    burden = np.where(removed > 0, 1e4, np.exp(level))[None]
    zone = measure(
        Damage(grid=grid, endpoints=("collagen",), burden=burden, removed=removed, peak=np.full(grid.shape, 400.0)),
        "collagen",
    )
    # The channel is known to a cell only.
    assert zone.rim == pytest.approx(25e-6, abs=2e-6)


def test_a_zone_below_living_skin_keeps_its_depth_from_the_surface() -> None:
    grid = Grid(r_edges=np.arange(0, 201e-6, 4e-6), z_edges=np.arange(0, 601e-6, 4e-6))
    r, z = np.meshgrid(grid.r, grid.z)
    level = 30.0 * (1.0 - (r / 70e-6) ** 2 - ((z - 300e-6) / 150e-6) ** 2)
    zero = np.zeros(grid.shape)
    damage = Damage(grid=grid, endpoints=("dermal_cells",), burden=np.exp(level)[None], removed=zero, peak=zero)
    zone = measure(damage)
    assert zone.depth == pytest.approx(450e-6, abs=2e-7)
    assert zone.radius == pytest.approx(70e-6, abs=2e-7)
    assert zone.outline[0] == 0.0
    assert zone.volume == pytest.approx(4 / 3 * pi * 70e-6**2 * 150e-6, rel=2e-3)


def test_nothing_damaged_measures_nothing() -> None:
    zone = measure(_undamaged())
    assert (zone.depth, zone.radius, zone.volume, zone.rim, zone.channel_depth) == (0.0, 0.0, 0.0, 0.0, 0.0)


def _undamaged() -> Damage:
    grid = Grid(r_edges=[0, 1e-5, 2e-5], z_edges=[0, 1e-5, 2e-5])
    zero = np.zeros(grid.shape)
    return Damage(grid=grid, endpoints=("dermal_cells",), burden=zero[None], removed=zero, peak=zero + 310.0)


def test_a_zone_that_fills_the_grid_is_as_large_as_the_grid() -> None:
    grid = Grid(r_edges=[0, 1e-5, 2e-5], z_edges=[0, 1e-5, 2e-5])
    full = np.full(grid.shape, 5.0)
    zone = measure(Damage(grid=grid, endpoints=("dermal_cells",), burden=full[None], removed=0 * full, peak=full))
    assert (zone.depth, zone.radius) == (2e-5, 2e-5)
    assert_allclose(zone.volume, grid.volume.sum())


def test_the_shell_is_the_difference_of_two_radii() -> None:
    outer, inner = ellipsoid(4e-6, 90e-6), ellipsoid(4e-6, 72e-6)
    both = Damage(
        grid=outer.grid,
        endpoints=("t_cell_apoptosis", "t_cell_necrosis"),
        burden=np.concatenate((outer.burden, inner.burden)),
        removed=outer.removed,
        peak=outer.peak,
    )
    assert shell(both) == pytest.approx(18e-6, abs=1e-7)
