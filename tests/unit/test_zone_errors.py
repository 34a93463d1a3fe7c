"""Errors of a measured zone by hand: fractions of the cells in which its borders lie, and differences of two grids."""

from __future__ import annotations

from math import pi

import numpy as np
import pytest

from microthermal.domain.results.flow import Damage
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.zone import Zone
from microthermal.quantity import amended
from microthermal.zones import measure, with_error
from microthermal.zones.shells import shells, taper

# Rings of 4, 6 and 10 µm, slabs of 10 and 30 µm: the cell at a border tells where it was read.
RINGS = np.concatenate((np.arange(0, 40.1, 4), np.arange(46, 88.1, 6), np.arange(98, 200, 10))) * 1e-6
SLABS = np.concatenate((np.arange(0, 300.1, 10), np.arange(330, 900, 30))) * 1e-6
GRID = Grid(r_edges=RINGS, z_edges=SLABS)


def cell(edges: np.ndarray, place: float) -> float:
    return float(np.interp(place, 0.5 * (edges[1:] + edges[:-1]), np.diff(edges)))


def zone(channel: float = 0.0, radius: float = 70e-6, depth: float = 500e-6, top: float = 0.0) -> Zone:
    r, z = np.meshgrid(GRID.r, GRID.z)
    levels = [
        np.minimum(np.minimum(width - r, depth - z), z - top if top else depth) / 5e-6
        for width in (radius, radius - 20e-6, radius + 30e-6)
    ]
    removed = ((r < channel) & (z < 0.5 * depth)).astype(float)
    endpoints = ("dermal_cells", "collagen", "heat_shock")
    return measure(
        Damage(grid=GRID, endpoints=endpoints, omega=np.exp(levels), removed=removed, peak=np.full(GRID.shape, 330.0))
    )


@pytest.mark.parametrize(("channel", "fraction"), [(0.0, 0.15), (30e-6, 0.75)])
def test_borders_are_known_to_a_fraction_of_their_cells(channel: float, fraction: float) -> None:
    found = zone(channel)
    for item in (found, *found.reaches):
        depth, radius = item.depth.value, item.radius.value
        error = fraction * cell(RINGS, radius)
        assert item.radius.error == pytest.approx(error)
        assert item.depth.error == pytest.approx(fraction * cell(SLABS, depth))
        assert item.volume.error == pytest.approx(2 * pi * radius * depth * error)
        assert item.top.value == item.top.error == 0.0
    assert found.taper is not None
    assert found.taper.slope.error == pytest.approx(fraction * cell(RINGS, found.radius.value) / found.height)


def test_walls_of_a_channel_are_known_to_half_a_cell() -> None:
    found = zone(30e-6)
    assert found.channel_depth.error == pytest.approx(0.5 * cell(SLABS, found.channel_depth.value))
    assert found.channel_radius.error == pytest.approx(0.5 * cell(RINGS, found.channel_radius.value))
    assert found.rim.error == pytest.approx(0.5 * cell(RINGS, found.radius.value))
    none = zone()
    assert (none.channel_depth.error, none.channel_radius.error, none.rim.error) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(("channel", "beside", "wall"), [(0.0, 0.15, 0.15), (30e-6, 0.75, 0.5)])
def test_shells_have_the_error_of_the_zones_border_or_of_the_wall(channel: float, beside: float, wall: float) -> None:
    found = zone(channel)
    ring = cell(RINGS, found.radius.value)
    for shell in found.shells:
        error = (wall if shell.inner == "channel" else beside) * ring
        assert (shell.thickness.error, shell.greatest.error) == pytest.approx((error, error))
        assert shell.volume.error == pytest.approx(2 * pi * found.radius.value * found.height * error)
    assert {shell.inner for shell in found.shells} == {"channel", "dermal_cells"}


def test_a_zone_below_the_surface_has_an_error_of_its_top() -> None:
    found = zone(top=200e-6)
    assert found.top.value == pytest.approx(200e-6, rel=0.02)
    assert found.top.error == pytest.approx(0.15 * cell(SLABS, found.top.value))
    height = found.depth.value - found.top.value
    assert found.volume.error == pytest.approx(
        2 * pi * found.radius.value * height * 0.15 * cell(RINGS, found.radius.value)
    )


def test_an_endpoint_that_was_not_reached_has_no_error() -> None:
    found = zone(radius=15e-6).reach("collagen")
    assert (found.depth.value, found.depth.error, found.radius.error, found.volume.error) == (0.0,) * 4


def test_the_difference_of_two_grids_counts_where_it_is_more_than_the_resolution() -> None:
    fine = zone(30e-6)
    more = zone(30e-6, radius=90e-6, depth=560e-6)
    found = with_error(fine, more)
    for one, here, there in (
        (found, fine, more), *zip(found.reaches, fine.reaches, more.reaches, strict=True),
    ):  # fmt: skip
        for name in ("depth", "radius", "volume"):
            own, other = getattr(here, name), getattr(there, name)
            assert getattr(one, name).error == pytest.approx(max(own.error, abs(own.value - other.value)))
            assert getattr(one, name).value == own.value
    shell, other = fine.shell("heat_shock"), more.shell("heat_shock")
    assert found.shell("heat_shock").volume.error == pytest.approx(
        max(shell.volume.error, abs(shell.volume.value - other.volume.value))
    )
    assert fine.taper is not None and more.taper is not None and found.taper is not None
    assert found.taper.slope.error == pytest.approx(
        max(fine.taper.slope.error, abs(fine.taper.slope.value - more.taper.slope.value))
    )
    # Endpoints and shells are matched by their names, not by their order.
    turned = amended(more, reaches=more.reaches[::-1], shells=more.shells[::-1])
    assert with_error(fine, turned).reaches == found.reaches and with_error(fine, turned).shells == found.shells
    assert with_error(amended(fine, taper=None), more).taper is None
    assert with_error(fine, amended(more, taper=None)).taper == fine.taper


@pytest.mark.parametrize("top", [0.0, 120e-6])
def test_a_cone_narrows_evenly_and_a_shell_that_widens_is_widest_three_quarters_down(top: float) -> None:
    z, bottom, widest = GRID.z, top + 400e-6, 80e-6
    down = np.clip((z - top) / (bottom - top), 0.0, 1.0)
    cone = taper(z, widest * (1.0 - down), (top, bottom))
    assert cone is not None
    # Between cell centres of 10 and 30 µm the ends of the cone alone are blurred.
    assert (cone.upper, cone.middle, cone.lower) == pytest.approx((60e-6, 40e-6, 20e-6), rel=1e-9)
    assert cone.slope.value == pytest.approx(widest / (bottom - top), rel=1e-9)
    edges = {"dermal_cells": widest * down}
    (dead,) = shells(GRID.z_edges, edges, np.zeros(z.size), "dermal_cells", (top, bottom))
    assert (dead.thickness.value, dead.greatest.value) == pytest.approx((40e-6, 60e-6), rel=1e-9)
    # One that narrows is widest a quarter down.
    edges = {"dermal_cells": widest * (1.0 - down)}
    (dead,) = shells(GRID.z_edges, edges, np.zeros(z.size), "dermal_cells", (top, bottom))
    assert (dead.thickness.value, dead.greatest.value) == pytest.approx((40e-6, 60e-6), rel=1e-9)
