"""Kernels of transport against plain twins: banded systems, and depots whose rows lie along either side."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from microthermal.numerics.transport.banded import factor_banded, solve_banded
from microthermal.numerics.transport.depot_cylinder import cylinder_depot
from microthermal.numerics.transport.depot_mesh import Control, Elimination, Mesh, Substance, depot_of, mesh_of
from microthermal.numerics.transport.depot_steps import _assemble


def filled(band: np.ndarray) -> np.ndarray:
    """The symmetric matrix of a band."""
    n, width = band.shape
    low = sum(np.diag(band[: n - d, d], -d) for d in range(min(width, n)))
    return low + np.tril(low, -1).T


@pytest.mark.parametrize("n", [1, 2, 3, 9, 10])
@pytest.mark.parametrize("width", [2, 3, 5, 12])
def test_a_banded_system_is_solved_as_a_full_one_is(n: int, width: int) -> None:
    """Even and odd numbers of columns, which are eliminated in pairs, and bands wider than the matrix."""
    random = np.random.default_rng(1)
    band = -random.random((n, width))
    band[np.arange(n)[:, None] + np.arange(width)[None, :] >= n] = 0.0
    band[:, 0] = 2.0 * width
    right = random.random(n)
    exact = np.linalg.solve(filled(band), right)
    factor_banded(band)
    solve_banded(band, right)
    assert_allclose(right, exact, rtol=1e-12)


def cylinder(rings: int, slabs: int) -> Mesh:
    along = np.linspace(1.0, 2.0, slabs)
    return mesh_of(np.linspace(0.0, 3.0, rings + 1), np.linspace(0.0, 2.0, slabs + 1) ** 1.5, along, 0.5 * along)


def test_conductances_are_those_of_cylinders_and_discs_in_series() -> None:
    """Volumes of rings, the area between them over their distance, and slabs whose resistances add."""
    r, z, along_r, along_z = (
        np.array([0.0, 1.0, 3.0]),
        np.array([0.0, 2.0, 3.0]),
        np.array([5.0, 7.0]),
        np.array([2.0, 4.0]),
    )
    mesh = mesh_of(r, z, along_r, along_z)
    discs = np.pi * np.array([1.0, 8.0])
    assert mesh.rings == 2
    assert_allclose(mesh.volume, np.concatenate((2.0 * discs, discs)), rtol=1e-15)
    assert_allclose(mesh.perfused, mesh.volume, rtol=0)
    # Between the centres at 0.5 and 2: through the wall at 1, as high as the slab.
    wall = 2.0 * np.pi / 1.5
    assert_allclose(mesh.inward, [0.0, 5.0 * 2.0 * wall, 0.0, 7.0 * wall], rtol=1e-15)
    # Half of the upper slab and half of the lower.
    assert_allclose(mesh.upward, [0.0, 0.0, *(discs / (1.0 / 2.0 + 0.5 / 4.0))], rtol=1e-15)


@pytest.mark.parametrize(("rings", "slabs"), [(5, 3), (3, 5), (4, 4), (1, 6), (6, 1), (1, 1)])
def test_a_step_has_the_same_matrix_whichever_way_its_rows_lie(rings: int, slabs: int) -> None:
    mesh, capacity, rate = cylinder(rings, slabs), np.linspace(1.0, 3.0, slabs), np.linspace(0.1, 0.4, slabs)
    n, step = rings * slabs, 0.7
    depot, order = depot_of(mesh, Substance(capacity, 1.0, 0.0), np.zeros(n))
    assert depot.row == min(rings, slabs)
    band = np.empty((n, depot.row + 1))
    _assemble(depot, band, step, rate)
    whole = np.diag(np.repeat(capacity, rings) * mesh.volume + step * np.repeat(rate, rings) * mesh.perfused)
    for links, back in ((mesh.inward, 1), (mesh.upward, rings)):
        for cell in np.flatnonzero(links > 0.0):
            pair = np.array([cell, cell - back])
            whole[np.ix_(pair, pair)] += step * links[cell] * np.array([[1.0, -1.0], [-1.0, 1.0]])
    assert_allclose(filled(band), whole[np.ix_(order, order)], rtol=1e-14, atol=1e-15)


@pytest.mark.parametrize("tolerance", [1e-2, 1e-3, 1e-4])
def test_elimination_that_rises_and_jumps_is_followed(tolerance: float) -> None:
    """Even substance decays by the integral of the rate, whichever steps are taken."""
    mesh = mesh_of(np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 2.0]), np.ones(2), np.ones(2))
    moments, rates = np.array([0.0, 300.0, 300.0, 600.0]), np.array([1e-3, 9e-3, 2e-3, 6e-3])
    found = cylinder_depot(
        mesh, Substance(np.full(2, 2.0), 1.0, 0.0), Elimination(moments, np.repeat(rates[:, None], 2, axis=1)),
        (np.ones(4), np.zeros(4)), (np.full((1, 4), 0.25), np.array([1e-6])), (0.0, 600.0),
        Control(1.0, tolerance, 0.0),
    )  # fmt: skip
    exact = np.exp(-(300.0 * 5e-3 + 300.0 * 4e-3) / 2.0)
    assert found.done and found.time[-1] == 600.0
    assert_allclose(found.free, exact, rtol=2.0 * tolerance)
