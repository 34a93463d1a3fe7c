"""Voxel walk against the layered walk, straight light, shadows, silhouettes and its own error bars."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from microthermal.deposition.voxelising import voxelised
from microthermal.domain.inputs.block import Block, Inclusion
from microthermal.domain.results.tissue import Optics
from microthermal.numerics.light.beam import walk
from microthermal.numerics.light.unscattered import Stack, normal_reflectance
from microthermal.numerics.light.voxels import walk_voxels

BEAM = {"radius": 70e-6, "gaussian": False}
BALL = Inclusion(name="ball", shape="sphere", depth=2e-4, radius=6e-5, absorption=1e8, scattering=0.0, anisotropy=0.0)
HAIR = Inclusion(
    name="hair", shape="cylinder", depth=2e-4, radius=4e-5, axis=(0.0, 1.0, 0.0), absorption=1e8, scattering=0.0,
    anisotropy=0.0,
)  # fmt: skip


def optics(absorption, scattering, anisotropy=(0.8, 0.8), index=(1.42, 1.39)) -> Optics:
    return Optics(
        wavelength=1e-6, names=("epidermis", "dermis"), thickness=[80e-6, 1.0], wet_absorption=[0, 0],
        dry_absorption=absorption, wet_slope=[0, 0], scattering=scattering, anisotropy=anisotropy,
        refractive_index=index, extinction_index=[0, 0],
    )  # fmt: skip


SKIN = optics((760, 730), (12000, 13000))
CLEAR = optics((0, 0), (0, 0), index=(1.0, 1.0))


def block(of: Optics, *inclusions, cell: float = 2e-5, cells: int = 30, slabs: int = 40, sides="continued") -> Block:
    across = cell * (np.arange(cells + 1) - 0.5 * cells)
    return Block(
        x_edges=across, y_edges=across, z_edges=cell * np.arange(slabs + 1), optics=of, inclusions=inclusions,
        sides=sides,
    )  # fmt: skip


def on_voxels(absorbed, r_edges, of: Block):
    """Rings of the layered walk laid on the columns of a block: each column is sampled at 20 x 20 points."""
    points = (np.arange(20) + 0.5) / 20 - 0.5
    width = of.x_edges[1] - of.x_edges[0]
    x = (of.x[:, None] + points * width).ravel()
    ring = np.searchsorted(r_edges, np.hypot(x[:, None], x[None, :]), side="right") - 1
    area = np.pi * np.diff(r_edges**2)
    density = np.append(absorbed / area, np.zeros((len(absorbed), 1)), axis=1)
    n = of.x.size
    return density[:, ring].reshape(-1, n, 20, n, 20).mean(axis=(2, 4)) * width**2


def test_without_inclusions_voxels_agree_with_layers():
    of = block(SKIN)
    found = walk_voxels(voxelised(of), **BEAM, photons=128_000, seed=1)
    stack = Stack(
        *(np.array(a) for a in ([80e-6, 10.0], [760.0, 730], [12e3, 13e3], [0.8, 0.8], [1.42, 1.39])), 1, 1.39
    )
    r_edges = np.linspace(0, 5e-4, 251)
    layered = walk(stack, r_edges, of.z_edges, **BEAM, photons=1_280_000, seed=2)
    expected = on_voxels(layered.absorbed, r_edges, of)
    assert abs(found.specular + found.reflected - layered.specular - layered.reflected) < 3 * np.hypot(
        found.reflected_error, layered.reflected_error
    )
    # Rings of 50 µm by the centres of the voxels, slabs of 80 µm, so that 24 bins are judged.
    ring = np.minimum((np.hypot(of.x[:, None], of.y[None, :]) / 5e-5).astype(int), 6)
    for k in range(6):
        chosen = ring == k
        ours, theirs = (values[:, chosen].sum(axis=1).reshape(10, 4).sum(axis=1)[:4] for values in
                        (found.absorbed, expected))  # fmt: skip
        # Neighbours share photons; the sum of their errors bounds the error of their sum from above, the root of the
        # sum of squares from below. Three of the latter, and 0.3 % for the layered run and its rings.
        error = np.sqrt((found.error[:, chosen] ** 2).sum(axis=1).reshape(10, 4).sum(axis=1)[:4])
        assert np.all(np.abs(ours - theirs) < 3 * error + 3e-3 * theirs), k


@pytest.mark.parametrize("sides", ["periodic", "continued"])
def test_depth_profile_and_reflection_do_not_depend_on_what_repeats_sideways(sides):
    stack = Stack(
        *(np.array(a) for a in ([80e-6, 10.0], [760.0, 730], [12e3, 13e3], [0.8, 0.8], [1.42, 1.39])), 1, 1.39
    )
    of = block(SKIN, cells=60 if sides == "continued" else 10, sides=sides)
    found = walk_voxels(voxelised(of), **BEAM, photons=64_000, seed=5)
    layered = walk(stack, np.array([0.0, 0.05]), of.z_edges, **BEAM, photons=640_000, seed=2)
    assert abs(found.reflected - layered.reflected) < 3 * np.hypot(found.reflected_error, layered.reflected_error)
    assert_allclose(found.fractions.sum(), found.absorbed.sum(), rtol=1e-12)
    if sides == "periodic":
        total = abs(found.outside - layered.outside)
        assert total < 3 * np.hypot(found.reflected_error, layered.reflected_error)


def test_straight_light_is_exact():
    of = block(optics((3000, 800), (0, 0), index=(1.4, 1.4)))
    found = walk_voxels(voxelised(of), **BEAM, photons=3200, seed=1)
    depth = 3000 * np.minimum(of.z_edges, 80e-6) + 800 * np.maximum(of.z_edges - 80e-6, 0)
    expected = (1 - normal_reflectance(1.0, 1.4)) * -np.diff(np.exp(-depth))
    assert_allclose(found.absorbed.sum(axis=(1, 2)), expected, rtol=1e-9)


@pytest.mark.parametrize("body", [BALL, HAIR])
def test_a_black_body_takes_what_falls_on_its_silhouette_and_casts_a_shadow(body):
    of = block(CLEAR, body)
    wide = 2.5e-4
    found = walk_voxels(voxelised(of), radius=wide, gaussian=False, photons=64_000, seed=1)
    silhouette = of.inside(body).any(axis=0)
    points = (np.arange(20) + 0.5) / 20 - 0.5
    x = (of.x[:, None] + points * 2e-5).ravel()
    lit = (np.hypot(x[:, None], x[None, :]) < wide).reshape(30, 20, 30, 20).mean(axis=(1, 3)).T
    expected = (silhouette * lit).sum() * 4e-10 / (np.pi * wide**2)
    assert abs(found.fractions[2] - expected) < 3 * found.fractions_error[2] + 1e-3 * expected
    # Only the side that faces the beam is warmed.
    top = of.inside(body).argmax(axis=0)
    struck = found.absorbed.argmax(axis=0)
    assert np.all(struck[silhouette & (lit == 1)] == top[silhouette & (lit == 1)])


def test_nothing_falls_into_the_shadow_where_nothing_scatters():
    of = block(optics((500, 500), (0, 0), index=(1.0, 1.0)), HAIR)
    found = walk_voxels(voxelised(of), radius=2.5e-4, gaussian=False, photons=16_000, seed=1)
    held = of.inside(HAIR)
    below = (np.cumsum(held, axis=0) > 0) & ~held
    assert found.absorbed[below].sum() == 0.0
    assert found.absorbed[:5].sum() > 0.0


def test_a_black_hair_darkens_what_lies_under_it_in_turbid_skin():
    plain, shaded = (
        walk_voxels(voxelised(block(SKIN, *bodies)), radius=2e-4, gaussian=False, photons=64_000, seed=1)
        for bodies in ((), (HAIR,))
    )
    under = (slice(13, 18), slice(10, 20), slice(13, 17))
    ratio = shaded.absorbed[under].sum() / plain.absorbed[under].sum()
    assert ratio < 0.5
    assert abs(shaded.balance - 1) < 1e-6 and shaded.fractions[2] > 0.1


def test_an_inclusion_of_the_same_optics_changes_no_bit():
    same = replace(BALL, absorption=730.0, scattering=13000.0, anisotropy=0.8, depth=3e-4)
    plain, with_ball = (
        walk_voxels(voxelised(block(SKIN, *bodies)), **BEAM, photons=3200, seed=1) for bodies in ((), (same,))
    )
    assert np.array_equal(plain.absorbed, with_ball.absorbed)


def test_mirror_symmetry():
    of = block(SKIN, HAIR)
    found = walk_voxels(voxelised(of), radius=1e-4, gaussian=True, photons=128_000, seed=1)
    lit = (slice(0, 20), slice(8, 22), slice(8, 22))
    for axis in (1, 2):
        difference = found.absorbed - np.flip(found.absorbed, axis=axis)
        error = np.hypot(found.error, np.flip(found.error, axis=axis))
        deviates = np.divide(difference, error, out=np.zeros_like(error), where=error > 0)[lit]
        # 3920 voxels, of which neighbours share photons; each error is known to 13 %.
        assert abs(float((deviates**2).mean()) - 1.0) < 0.2


def test_standard_error_is_honest():
    of = block(SKIN, replace(BALL, absorption=5e3), cell=6e-5, cells=5, slabs=5)
    runs = [walk_voxels(voxelised(of), **BEAM, photons=3200, seed=seed) for seed in range(60)]
    values, errors = np.array([run.absorbed for run in runs]), np.array([run.error for run in runs])
    chi_square = (((values - values.mean(axis=0)) ** 2) / (errors**2).mean(axis=0)).sum(axis=0)
    # 59 degrees of freedom: 99.99 % of voxels lie between 26 and 109.
    assert chi_square.min() > 22 and chi_square.max() < 118
    assert abs(chi_square.mean() / 59 - 1) < 0.15
    fractions = np.array([run.fractions[2] for run in runs])
    error = np.mean([run.fractions_error[2] ** 2 for run in runs])
    assert 26 < ((fractions - fractions.mean()) ** 2).sum() / error < 109
