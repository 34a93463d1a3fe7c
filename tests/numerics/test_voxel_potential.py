"""Electric potential on voxels against a plain dense twin, and what must hold in any conductor."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from microthermal.errors import ConvergenceError
from microthermal.numerics.potential.conductor import CONDUCTS, HELD, INSULATES
from microthermal.numerics.voxels import gradients
from microthermal.numerics.voxels.potential import TOLERANCE, VoxelConductor, Wall, voxel_potential

SIZE = (1e-4, 2e-4, 1.5e-4)


def wild(shape=(5, 7, 6), seed=1, decades=4.0):
    """Two poles and some insulation anywhere, conductivity over some decades, cut links, leaking and earthed walls."""
    random = np.random.default_rng(seed)
    kind = np.full(shape, CONDUCTS)
    kind[random.uniform(size=shape) < 0.1] = INSULATES
    level = np.zeros(shape)
    for place, pole in (((1, 1, 1), 1.0), ((-1, -2, -2), -0.7)):
        kind[place], level[place] = HELD, pole
    z, y, x = shape
    cuts = [random.uniform(0.2, 2.0, one) for one in ((z - 1, y, x), (z, y - 1, x), (z, y, x - 1))]
    walls = (
        Wall(0, True, random.uniform(0.0, 500.0, (y, x))), Wall(1, False, random.uniform(0.0, 500.0, (z, x))),
        Wall(2, True, np.where(random.uniform(size=(z, y)) < 0.2, np.inf, 0.0)),
    )  # fmt: skip
    return VoxelConductor(SIZE, 10.0 ** random.uniform(-decades, 0.0, shape), kind, level, tuple(cuts), walls)


def twin(body):
    """Potential by a dense matrix, link by link: half voxels in series, or a half cut short by a pole."""
    shape, volume = body.kind.shape, float(np.prod(body.size))
    number = np.arange(body.kind.size).reshape(shape)
    matrix, right = np.zeros((number.size,) * 2), np.zeros(number.size)
    for axis, length in enumerate(body.size):
        for one in np.ndindex(*(n - (k == axis) for k, n in enumerate(shape))):
            two = tuple(n + (k == axis) for k, n in enumerate(one))
            pair = {body.kind[one], body.kind[two]}
            if INSULATES in pair or pair == {HELD}:
                continue
            whole = 0.0
            for here, there in ((one, two), (two, one)):
                if body.kind[here] == CONDUCTS:
                    short = body.cuts[axis][one] if body.kind[there] == HELD else 1.0
                    whole += short * 0.5 * length**2 / (volume * body.conductivity[here])
            for here, there in ((one, two), (two, one)):
                matrix[number[here], number[here]] += 1.0 / whole
                matrix[number[here], number[there]] -= 1.0 / whole
    for wall in body.walls:
        for at in np.ndindex(*wall.admittance.shape):
            cell = list(at)
            cell.insert(wall.axis, shape[wall.axis] - 1 if wall.last else 0)
            cell = tuple(cell)
            if body.kind[cell] == CONDUCTS and wall.admittance[at] > 0.0:
                length = body.size[wall.axis]
                half = 0.5 * length**2 / (volume * body.conductivity[cell])
                matrix[number[cell], number[cell]] += 1.0 / (half + length / (volume * wall.admittance[at]))
    fixed = (body.kind != CONDUCTS).ravel() | (np.diag(matrix) == 0.0)
    matrix[fixed] = np.eye(number.size)[fixed]
    right[number[body.kind == HELD]] = body.level[body.kind == HELD]
    return np.linalg.solve(matrix, right).reshape(shape)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("shape", [(5, 7, 6), (4, 4, 9)])
def test_the_potential_is_that_of_a_dense_matrix(shape, seed):
    body = wild(shape, seed)
    np.testing.assert_allclose(voxel_potential(body, tolerance=1e-12).level, twin(body), rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_heat_is_level_times_current_to_the_residual(seed):
    found = voxel_potential(wild((9, 12, 10), seed, decades=6.0))
    assert 0.0 <= found.residual <= TOLERANCE
    assert found.power.min() >= 0.0
    # A residual r of a voxel at the level V misses the power V r, and no level is beyond those of the poles.
    assert found.power.sum() + found.outside == pytest.approx(found.given, rel=found.residual + 1e-12)


def test_potential_lies_between_those_of_the_poles():
    level = voxel_potential(wild((9, 12, 10))).level
    assert level.min() >= -0.7 - 1e-8
    assert level.max() <= 1.0 + 1e-8


def test_current_grows_with_conductivity_and_the_field_does_not_change():
    body = wild()
    walls = tuple(replace(wall, admittance=3.0 * wall.admittance) for wall in body.walls)
    more = voxel_potential(replace(body, conductivity=3.0 * body.conductivity, walls=walls), tolerance=1e-12)
    less = voxel_potential(body, tolerance=1e-12)
    assert more.given == pytest.approx(3.0 * less.given, rel=1e-10)
    assert more.sent == pytest.approx(3.0 * less.sent, rel=1e-10)
    np.testing.assert_allclose(more.level, less.level, rtol=1e-9, atol=1e-10)


def test_a_block_that_is_mirrored_has_a_mirrored_field():
    body = wild((6, 8, 9))
    for axis in range(3):
        turned = replace(
            body, conductivity=np.flip(body.conductivity, axis), kind=np.flip(body.kind, axis),
            level=np.flip(body.level, axis), cuts=tuple(np.flip(cut, axis) for cut in body.cuts),
            walls=tuple(
                replace(wall, last=not wall.last)
                if wall.axis == axis
                else replace(wall, admittance=np.flip(wall.admittance, axis - (wall.axis < axis)))
                for wall in body.walls
            ),
        )  # fmt: skip
        found, mirrored = voxel_potential(body, tolerance=1e-12), voxel_potential(turned, tolerance=1e-12)
        assert mirrored.given == pytest.approx(found.given, rel=1e-9)
        np.testing.assert_allclose(np.flip(mirrored.level, axis), found.level, rtol=1e-8, atol=1e-9)


def test_poles_of_potential_zero_give_nothing():
    body = wild()
    found = voxel_potential(replace(body, level=0.0 * body.level))
    assert found.given == found.sent == found.outside == found.residual == 0.0
    assert not found.power.any()
    assert not found.level.any()


def test_a_good_guess_ends_at_the_same_field_and_the_same_conductor_gives_the_same_bits():
    body = wild((9, 12, 10))
    one, two = voxel_potential(body), voxel_potential(body)
    assert one.level.tobytes() == two.level.tobytes()
    assert one.power.tobytes() == two.power.tobytes()
    again = voxel_potential(body, one.level)
    assert again.level.tobytes() == one.level.tobytes()


def test_steps_that_run_out_are_an_error(monkeypatch):
    monkeypatch.setattr(gradients, "MOST_STEPS", 3)
    with pytest.raises(ConvergenceError, match="after 3 steps of conjugate gradients"):
        voxel_potential(wild((9, 12, 10)))


def test_a_residual_below_rounding_is_not_claimed():
    with pytest.raises(ConvergenceError):
        voxel_potential(wild((9, 12, 10)), tolerance=1e-20)
