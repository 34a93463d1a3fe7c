"""Zones that begin below the surface: measured from their top, counted by layer, told in words."""

from __future__ import annotations

from dataclasses import replace
from math import pi

import numpy as np
import pytest
from tests.verification.test_zones_shapes import ellipsoid

import microthermal as mt
from microthermal.domain.results.flow import Damage
from microthermal.domain.results.grid import Grid
from microthermal.units import celsius, cm, mJ
from microthermal.zones import injury, lattice, measure, with_error

RADIUS, MIDDLE, HALF = 83e-6, 517e-6, 231e-6


def buried(cell: float, middle: float = MIDDLE, half: float = HALF, radius: float = RADIUS, endpoints=1) -> Damage:
    """Ellipsoid around a point below the surface; ln(damage integral) falls like a Gaussian's logarithm."""
    grid = Grid(r_edges=np.arange(0, 301e-6, cell), z_edges=np.arange(0, 901e-6, cell))
    r, z = np.meshgrid(grid.r, grid.z)
    level = 40.0 * (1.0 - (r / radius) ** 2 - ((z - middle) / half) ** 2)
    zero = np.zeros(grid.shape)
    names = ("dermal_cells", "epidermal_cells", "collagen", "heat_shock")[:endpoints]
    omega = np.stack([np.exp(level + 8.0 * (name == "heat_shock") - 8.0 * (name == "collagen")) for name in names])
    return Damage(grid=grid, endpoints=names, omega=omega, removed=zero, peak=zero + 300.0)


def test_a_zone_below_the_surface_is_measured_to_a_fraction_of_a_cell():
    cell = 5e-6
    zone = measure(buried(cell))
    assert abs(zone.top.value - (MIDDLE - HALF)) < 0.05 * cell
    assert abs(zone.depth.value - (MIDDLE + HALF)) < 0.05 * cell
    assert zone.height == pytest.approx(2 * HALF, abs=0.1 * cell)
    assert abs(zone.radius.value - RADIUS) < 0.02 * cell
    assert zone.volume.value == pytest.approx(4 / 3 * pi * RADIUS**2 * HALF, rel=1e-3)


def test_where_it_begins_is_found_to_second_order():
    def error(cell: float, shift: float) -> float:
        middle = MIDDLE + shift * cell
        return abs(measure(buried(cell, middle)).top.value - (middle - HALF))

    errors = [max(error(cell, shift) for shift in np.linspace(0, 1, 11)) for cell in (20e-6, 10e-6, 5e-6)]
    assert np.all(np.log2(np.array(errors[:-1]) / np.array(errors[1:])) > 1.7), errors


def test_its_shape_is_read_between_its_ends():
    zone = measure(buried(2.5e-6))
    # As wide at a quarter of the way as at three quarters, and widest half way.
    assert zone.taper.upper == pytest.approx(zone.taper.lower, rel=2e-3)
    assert zone.taper.upper == pytest.approx(RADIUS * np.sqrt(0.75), rel=2e-3)
    assert zone.taper.middle == pytest.approx(RADIUS, rel=2e-3)
    assert abs(zone.taper.slope.value) < 2e-3
    assert zone.shell("necrotic").thickness.value == pytest.approx(RADIUS, rel=2e-3)
    half = measure(ellipsoid(2.5e-6))
    assert half.top.value == 0.0
    assert half.height == half.depth.value


def test_each_endpoint_begins_where_it_does():
    zone = measure(buried(5e-6, endpoints=4))
    for name, level in (("dermal_cells", 40.0), ("heat_shock", 48.0), ("collagen", 32.0)):
        half = HALF * np.sqrt(level / 40.0)
        found = zone.reach(name)
        assert found.top.value == pytest.approx(MIDDLE - half, abs=5e-7), name
        assert found.depth.value == pytest.approx(MIDDLE + half, abs=5e-7), name


def test_a_top_that_rises_to_the_surface_vanishes_without_a_jump():
    tops = [measure(buried(5e-6, middle)).top.value for middle in HALF + np.linspace(-1e-5, 1e-5, 41)]
    assert tops[0] == 0.0
    assert np.all(np.diff(tops) >= -1e-12)
    assert np.max(np.diff(tops)) < 1.2e-6  # half a micrometre each, and the bend at the surface
    assert tops[-1] == pytest.approx(1e-5, abs=2e-7)


def test_nothing_and_everything_begin_at_the_surface():
    dead, none = buried(10e-6), buried(10e-6)
    dead = replace(dead, omega=np.full_like(dead.omega, 5.0))
    none = replace(none, omega=np.zeros_like(none.omega))
    assert [measure(one).top.value for one in (dead, none)] == [0.0, 0.0]
    # A channel is open at the surface, whatever lies beside it.
    drilled = buried(10e-6)
    gone = np.zeros(drilled.removed.shape)
    gone[:20, 0] = 1.0
    assert measure(replace(drilled, removed=gone)).top.value == 0.0
    # A void within the zone opens nothing.
    void = np.zeros(gone.shape)
    void[50:53, 0] = 1.0
    hollow = replace(drilled, removed=void, omega=np.where(void > 0, 1e4, drilled.omega))
    assert measure(hollow).top.value == pytest.approx(MIDDLE - HALF, abs=1e-6)


def test_its_error_covers_its_distance_from_the_truth():
    fine = with_error(measure(buried(5e-6)), measure(buried(10e-6)))
    assert 0.0 < abs(fine.top.value - (MIDDLE - HALF)) <= fine.top.error + 1e-9


def test_layers_above_it_are_not_hurt():
    skin, pattern = mt.catalog.skin("cheek_iii"), mt.Pattern(density=100 / cm**2)
    damage = buried(5e-6, endpoints=4)
    zone, pulse = measure(damage), mt.catalog.device("er_glass_1550").pulse(energy=10 * mJ)
    hurt = injury(damage, lattice(zone, pattern, pulse, damage), skin)
    top = skin.depth_of("epidermis")[1]
    assert top < zone.top.value
    for name, tissue, dead, stressed in zip(hurt.layers, hurt.tissues, hurt.necrotic, hurt.stressed, strict=True):
        if tissue in ("horny", "epidermis", "horny_layer"):
            assert dead == 0.0, name
            assert stressed == 0.0, name
    assert hurt.epidermis_open == 0.0
    assert hurt.zone_radius == 0.0
    assert not hurt.ablated
    # All dead tissue is counted in the layers below, as far as the grid goes.
    volume = float((hurt.necrotic * hurt.thickness).sum())
    assert volume == pytest.approx(zone.volume.value * pattern.density, rel=0.03)


QUICK = mt.Settings(cell=1.5e-5, numerical_error=False, warm_start=False, until=14 * 86400.0, persons=0)


@pytest.fixture(scope="module")
def cooled() -> mt.Simulation:
    """1550 nm through a very cold plate: coagulation under an epidermis that lives."""
    device = mt.catalog.device("er_glass_1550")
    cold = mt.Cooling(temperature=celsius(-30.0), coefficient=1e5, before=1.5, after=0.5)
    pulse = replace(device.pulse(energy=30 * mJ), duration=65e-3)
    treatment = mt.Treatment(pulse=pulse, pattern=mt.Pattern(density=100 / cm**2), cooling=cold)
    return mt.simulate(mt.catalog.skin("cheek_iii"), treatment, settings=QUICK)


def test_a_zone_under_a_cold_plate_begins_below_it_and_heals_from_there(cooled):
    zone, hurt = cooled.zone, cooled.injury
    assert cooled.skin.depth_of("epidermis")[1] < zone.top.value < zone.depth.value
    assert hurt.epidermis_open == 0.0
    assert hurt.necrotic.max() > 0.0
    # Nothing has to grow over, while the dermis answers.
    course = dict(zip(cooled.healing.species, cooled.healing.state.T, strict=True))
    assert all(float(np.ptp(course[name])) == 0.0 for name in ("open_epidermis", "epidermal_front", "new_epidermis"))
    assert float(np.ptp(course["debris"])) > 1e-5
    assert float(np.ptp(course["procollagen"])) > 1e-3


def test_the_page_says_where_it_begins(cooled):
    text = mt.report.html(cooled)
    assert "below the surface, under tissue that lives on" in text
    assert "Begins below the surface" in text
    assert "of the area, seen from above" in text
