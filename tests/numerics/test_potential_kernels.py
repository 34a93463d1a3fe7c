"""Kernels of electric current against a plain dense twin, and what must hold in any conductor."""

from __future__ import annotations

import numpy as np
import pytest

from microthermal.numerics.potential.conductor import (
    CONDUCTS,
    EARTHED,
    HELD,
    INSULATES,
    Walls,
    conductor_of,
    links_of,
)
from microthermal.numerics.potential.solution import potential_of


def wild(slabs, rings, seed=1, decades=4.0):
    """A needle insulated above its tip, a return somewhere, leaking walls, conductivity over some decades."""
    random = np.random.default_rng(seed)
    kind = np.full((slabs, rings), CONDUCTS)
    kind[: slabs // 2, 0] = INSULATES
    kind[slabs // 2 : 2 * slabs // 3 + 1, 0] = HELD
    kind[slabs // 3, -1] = EARTHED
    r_edges = np.concatenate(([0.0], np.cumsum(random.uniform(0.5, 2.0, rings)))) * 1e-4
    z_edges = np.concatenate(([0.0], np.cumsum(random.uniform(0.5, 2.0, slabs)))) * 1e-4
    walls = Walls(np.zeros(rings), random.uniform(0.0, 500.0, rings), np.where(np.arange(slabs) % 3 == 0, np.inf, 0.0))
    return conductor_of(r_edges, z_edges, 10.0 ** random.uniform(-decades, 0.0, (slabs, rings)), kind, walls)


def twin(body):
    """Potential by a dense matrix of the links, written anew."""
    slabs, rings = body.kind.shape
    links, n = links_of(body), body.kind.size
    matrix, right, number = np.zeros((n, n)), np.zeros(n), np.arange(n).reshape(slabs, rings)
    pairs = [(number[i, j - 1], number[i, j], links.across[i, j]) for i in range(slabs) for j in range(1, rings)]
    pairs += [(number[i - 1, j], number[i, j], links.along[i, j]) for i in range(1, slabs) for j in range(rings)]
    for one, two, g in pairs:
        matrix[[one, two], [one, two]] += g
        matrix[[one, two], [two, one]] -= g
    for cells, g in ((number[0], links.along[0]), (number[-1], links.along[-1]), (number[:, -1], links.across[:, -1])):
        matrix[cells, cells] += g
    held = body.kind.ravel() != CONDUCTS
    matrix[held] = np.eye(n)[held]
    right[body.kind.ravel() == HELD] = 1.0
    return np.linalg.solve(matrix, right).reshape(slabs, rings)


@pytest.mark.parametrize(("slabs", "rings"), [(12, 7), (7, 12), (9, 9), (3, 2)])
def test_the_potential_is_that_of_a_dense_matrix(slabs, rings):
    body = wild(slabs, rings)
    np.testing.assert_allclose(potential_of(body).level, twin(body), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_heat_is_voltage_times_current_and_no_current_is_lost(seed):
    found = potential_of(wild(30, 20, seed, decades=6.0))
    assert found.power.min() >= 0.0
    assert found.power.sum() + found.outside == pytest.approx(found.conductance, rel=1e-12)
    assert found.earthed == pytest.approx(found.conductance, rel=1e-12)


def test_potential_lies_between_those_of_the_electrodes():
    level = potential_of(wild(30, 20)).level
    assert level.min() >= -1e-12
    assert level.max() <= 1.0 + 1e-12


def test_current_grows_with_conductivity_and_the_field_does_not_change():
    body = wild(14, 9)
    walls = Walls(body.walls.top, 3.0 * body.walls.bottom, body.walls.side)
    more = potential_of(body._replace(conductivity=3.0 * body.conductivity, walls=walls))
    less = potential_of(body)
    assert more.conductance == pytest.approx(3.0 * less.conductance, rel=1e-12)
    np.testing.assert_allclose(more.level, less.level, rtol=1e-11, atol=1e-13)


def test_a_better_conductor_anywhere_takes_no_less_current():
    body = wild(14, 9)
    base = potential_of(body).conductance
    for place in ((10, 3), (0, 8), (13, 0)):
        more = body.conductivity.copy()
        more[place] *= 10.0
        assert potential_of(body._replace(conductivity=more)).conductance >= base


def test_layers_upside_down_give_the_same_field_upside_down():
    body = wild(15, 8)
    walls = Walls(body.walls.bottom, body.walls.top, np.ascontiguousarray(body.walls.side[::-1]))
    turned = conductor_of(
        body.r_edges, body.z_edges[-1] - body.z_edges[::-1], body.conductivity[::-1], body.kind[::-1], walls
    )
    found, mirrored = potential_of(body), potential_of(turned)
    assert mirrored.conductance == pytest.approx(found.conductance, rel=1e-10)
    np.testing.assert_allclose(mirrored.power[::-1], found.power, rtol=1e-7, atol=1e-12 * found.power.max())


def test_the_same_conductor_gives_the_same_bits():
    one, two = potential_of(wild(20, 25)), potential_of(wild(20, 25))
    assert one.level.tobytes() == two.level.tobytes()
    assert one.power.tobytes() == two.power.tobytes()
