"""Clearance over depth and days: vessels, columns without blood, flow of each depth, lymph."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from microthermal import catalog
from microthermal.delivery.clearance import clearance_rates, column_fraction
from microthermal.delivery.unit_cell_grid import CellGrid, cell_grid
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.results.response import Perfusion
from microthermal.domain.results.zone import Lattice, OpenChannels, Zone
from microthermal.quantity import Measured

DAY = 86400.0
SKIN = catalog.skin("back_iii")
DRUG = catalog.drug("triamcinolone")
GRID: CellGrid = cell_grid(SKIN, 0.01, 4e-3, 1e-4)
FLOW = Perfusion(time=np.array([0.0, 2 * DAY, 20 * DAY]), factor=np.array([1.5, 3.0, 1.0]))


def lattice(density: float = 4e6) -> Lattice:
    zone = Zone(
        endpoint="collagen",
        channel_depth=Measured(value=0.0),
        channel_radius=Measured(value=0.0),
        depth=Measured(value=1e-3),
        radius=Measured(value=1e-4),
        rim=Measured(value=4e-5),
        volume=Measured(value=1e-11),
        z=[0.0, 1e-3],
        outline=[1e-4, 1e-4],
        channel_outline=[0.0, 0.0],
    )
    return Lattice(
        zone=zone,
        pattern=Pattern(density=density),
        pitch=5e-4,
        coverage=0.1,
        channels=OpenChannels(coverage=0.0, open_for=0.0),
        overlap=0.0,
        bridge=3e-4,
        bulk_rise=1.0,
        fluence=1e5,
    )


def rates(zones: Lattice | None = None, flow: Perfusion = FLOW, begin: float = -DAY) -> tuple[np.ndarray, np.ndarray]:
    return clearance_rates(DRUG, SKIN, GRID, zones, flow, begin, 4 * DAY)


def dermal() -> np.ndarray:
    top, bottom = SKIN.depth_of("dermis")
    return (GRID.z > top) & (GRID.z < bottom)


def test_the_mean_of_the_dermis_is_that_of_the_drug() -> None:
    moments, found = rates()
    assert moments[0] < -DAY
    width = np.diff(GRID.z_edges)
    for row, factor in ((0, 1.0), (1, 1.0), (2, 1.5), (3, 3.0), (4, 1.0)):
        mean = (found[row] * width)[dermal()].sum() / width[dermal()].sum()
        assert mean == pytest.approx(DRUG.kinetics.clearance * factor, rel=1e-6)


def test_flow_jumps_with_the_laser_and_not_before() -> None:
    moments, found = rates()
    assert moments[1] == moments[2] == 0.0
    assert (found[1] == found[0]).all()
    assert found[2][dermal()].sum() == pytest.approx(1.5 * found[1][dermal()].sum())


def test_vessels_are_densest_below_the_epidermis() -> None:
    _, found = rates()
    first = found[0]
    assert first[~dermal() & (GRID.z < 1e-3)].max() == 0.0  # no vessels, no lymph in the epidermis
    assert first[dermal()][0] > 3 * first[dermal()][-1]


def test_columns_clear_nothing_until_they_have_blood_again() -> None:
    still = Perfusion(time=np.array([0.0, 40 * DAY]), factor=np.ones(2))
    several = Perfusion(time=np.linspace(0.0, 40 * DAY, 81), factor=np.ones(81))
    moments, found = rates(lattice(), several)
    _, plain = rates(None, still)
    fraction = column_fraction(lattice(), GRID.z)
    inside = dermal() & (GRID.z < 1e-3)
    below = dermal() & (GRID.z > 1e-3)
    assert fraction[inside] == pytest.approx(4e6 * np.pi * 1e-8)
    assert (fraction[below] == 0.0).all()
    # Where columns are there is less clearance, elsewhere more; the mean is what healing says.
    assert (found[2][inside] < plain[2][inside]).all()
    assert (found[2][below] > plain[2][below]).all()
    width = np.diff(GRID.z_edges)[dermal()]
    for row in range(2, moments.size):
        assert (found[row][dermal()] * width).sum() == pytest.approx((plain[2][dermal()] * width).sum())
    assert_allclose(found[-1], plain[2], rtol=1e-3)  # ten half times later
    # All of a depth inside columns: nothing is cleared there at first.
    _, full = rates(lattice(4e7), several)
    assert full[2][inside].max() == pytest.approx(0.0, abs=1e-12)


def test_a_profile_over_depth_is_taken_where_there_is_one() -> None:
    depth = np.array([0.0, 3e-3])
    flow = Perfusion(
        time=np.array([0.0, DAY]), factor=np.ones(2), depth=depth, profile=np.array([[1.0, 3.0], [1.0, 3.0]])
    )
    _, found = rates(None, flow)
    _, plain = rates(None, Perfusion(time=np.array([0.0, DAY]), factor=np.ones(2)))
    assert_allclose(found[2][dermal()] / plain[2][dermal()], np.interp(GRID.z[dermal()], depth, [1.0, 3.0]))
    assert_allclose(found[1], plain[1])


def test_lymph_does_not_follow_the_blood() -> None:
    drug = catalog.drug("prp")
    _, found = clearance_rates(drug, SKIN, GRID, lattice(), FLOW, -DAY, 4 * DAY)
    assert_allclose(found[:, dermal()], drug.kinetics.lymph)
