"""Photon walk against published benchmarks, exact solutions and its own error bars."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from microthermal.numerics.light.beam import walk
from microthermal.numerics.light.spread import beam_within
from microthermal.numerics.light.unscattered import Stack, normal_reflectance

R_EDGES, Z_EDGES = np.linspace(0.0, 1e-3, 51), np.linspace(0.0, 2e-3, 101)
BEAM = {"radius": 70e-6, "gaussian": False}
BOTTOMLESS = 10.0


def stack(thickness, absorption, scattering, anisotropy, refraction, above=1.0, below=1.0) -> Stack:
    arrays = (np.array(a, dtype=float) for a in (thickness, absorption, scattering, anisotropy, refraction))
    return Stack(*arrays, above, below)


CASE_L1 = stack([80e-6, BOTTOMLESS], [760, 730], [12000, 13000], [0.8, 0.8], [1.42, 1.39])


def test_van_de_hulst_slab():
    slab = stack([2e-4], [1000], [9000], [0.75], [1.0])
    found = walk(slab, R_EDGES, Z_EDGES, **BEAM, photons=320_000, seed=1)
    # Half a unit of the last printed digit is added to three standard errors.
    assert abs(found.specular + found.reflected - 0.09734) < 3 * found.reflected_error + 5e-6
    assert abs(found.transmitted - 0.66096) < 3 * found.transmitted_error + 5e-6
    assert found.reflected_error < 5e-4


def test_giovanelli_half_space():
    half = stack([BOTTOMLESS], [1000], [9000], [0.0], [1.5])
    found = walk(half, R_EDGES, Z_EDGES, **BEAM, photons=320_000, seed=1)
    # The reference counts the 0.04 that the surface reflects at entry; without it no agreement is possible.
    assert abs(found.specular + found.reflected - 0.2600) < 3 * found.reflected_error + 5e-5
    assert found.reflected_error < 6e-4


def test_two_layers_of_skin_in_a_flat_top_beam():
    found = walk(CASE_L1, R_EDGES, Z_EDGES, **BEAM, photons=320_000, seed=1)
    absorbed = float(found.absorbed.sum()) + found.outside
    # Reference values have three digits; their own error is not stated.
    assert abs(found.reflected - 0.120) < 3 * found.reflected_error + 5e-4
    assert abs(absorbed - 0.849) < 3 * found.reflected_error + 1e-3


@pytest.mark.parametrize(
    "layers",
    [
        CASE_L1,
        stack([1e-4, 2e-4], [900, 2500], [9000, 14000], [0.7, 0.9], [1.5, 1.35], 1.0, 1.2),
        stack([1e-4, 2e-4], [0, 0], [9000, 14000], [0.0, -0.5], [1.5, 1.35]),
        stack([1e-4, 2e-4], [1e5, 10], [0, 14000], [0.0, 0.5], [1.0, 1.35], 1.77),
    ],
)
def test_energy_balance(layers):
    found = walk(layers, R_EDGES, Z_EDGES, **BEAM, photons=16_000, seed=3)
    assert abs(found.balance - 1.0) < 1e-6
    assert np.all(found.absorbed >= 0) and np.all(np.isfinite(found.error)) and np.all(np.isfinite(found.path))


def test_straight_light_is_exact():
    layers = stack([1e-4, BOTTOMLESS], [3000, 800], [0, 0], [0.8, 0.8], [1.4, 1.4])
    found = walk(layers, R_EDGES, Z_EDGES, **BEAM, photons=1, seed=1)
    beam = np.diff(beam_within(R_EDGES, 70e-6, False))
    depth = 3000 * np.minimum(Z_EDGES, 1e-4) + 800 * np.maximum(Z_EDGES - 1e-4, 0)
    column = (1 - normal_reflectance(1.0, 1.4)) * -np.diff(np.exp(-depth))
    assert_allclose(found.absorbed, column[:, None] * beam[None, :], rtol=1e-11, atol=1e-16)
    assert np.all(found.error == 0)


def test_standard_error_is_honest():
    r_edges, z_edges = np.linspace(0.0, 2e-4, 5), np.linspace(0.0, 1e-3, 6)
    runs = [walk(CASE_L1, r_edges, z_edges, **BEAM, photons=3200, seed=seed) for seed in range(60)]
    values, errors = np.array([run.absorbed for run in runs]), np.array([run.error for run in runs])
    deviations = (values - values.mean(axis=0)) / np.sqrt((errors**2).mean(axis=0))
    chi_square = (deviations**2).sum(axis=0)
    # 59 degrees of freedom: 99.99 % of cells lie between 26 and 109; the mean over 20 correlated cells near 59.
    assert chi_square.min() > 26 and chi_square.max() < 109
    assert abs(chi_square.mean() / 59 - 1) < 0.25
    totals = np.array([run.reflected for run in runs])
    mean_error = np.sqrt(np.mean([run.reflected_error**2 for run in runs]))
    assert 26 < ((totals - totals.mean()) ** 2).sum() / mean_error**2 < 109


def test_error_falls_with_the_root_of_the_photons():
    few, many = (walk(CASE_L1, R_EDGES, Z_EDGES, **BEAM, photons=photons, seed=2) for photons in (16_000, 256_000))
    lit = (slice(0, 50), slice(0, 7))
    ratio = np.sqrt((few.error[lit] ** 2).sum() / (many.error[lit] ** 2).sum())
    # Order 1/2: sixteen times the photons, a fourth of the error; each error is known to 13 % / sqrt(350 cells).
    assert 3.4 < ratio < 4.6


def test_a_layer_cut_in_two_is_the_same_layer():
    whole = stack([80e-6, BOTTOMLESS], [760, 730], [12000, 13000], [0.8, 0.8], [1.42, 1.39])
    cut = stack([30e-6, 50e-6, 3e-4, BOTTOMLESS], [760, 760, 730, 730], [12000, 12000, 13000, 13000], [0.8] * 4,
                [1.42, 1.42, 1.39, 1.39])  # fmt: skip
    one, two = (
        walk(layers, R_EDGES[::5], Z_EDGES[::5], **BEAM, photons=128_000, seed=seed)
        for layers, seed in ((whole, 1), (cut, 2))
    )
    error = np.hypot(one.error, two.error)
    # 200 cells: the largest of as many normal deviates stays below 4.5 but for one case in a thousand.
    assert np.all(np.abs(one.absorbed - two.absorbed) <= 4.5 * error + 1e-12)
    assert abs(one.reflected - two.reflected) < 4 * np.hypot(one.reflected_error, two.reflected_error)


def test_deep_light_decays_as_diffusion_says():
    # Wide beam and isotropic scattering of albedo 0.9: the exact asymptotic decay of transport theory.
    half = stack([BOTTOMLESS], [1000], [9000], [0.0], [1.0])
    z_edges = np.linspace(0.0, 1e-3, 21)
    found = walk(half, np.array([0.0, 0.05]), z_edges, radius=1e-4, gaussian=False, photons=320_000, seed=1)
    decay = np.log(found.absorbed[8, 0] / found.absorbed[14, 0]) / (z_edges[14] - z_edges[8])
    # Case and Zweifel: 1 = (c / (2 k)) ln((1 + k) / (1 - k)), with c = 0.9 and decay k μt; k = 0.52543.
    k = 0.5
    for _ in range(200):
        k = np.tanh(k / 0.9)
    # Three standard errors of the slope, and 1 % for the transients left at four to seven mean free paths.
    spread = np.hypot(found.error[8, 0] / found.absorbed[8, 0], found.error[14, 0] / found.absorbed[14, 0])
    assert abs(decay - k * 1e4) < 3 * spread / (z_edges[14] - z_edges[8]) + 0.01 * k * 1e4


def test_path_foresees_a_change_of_absorption():
    # exp(-Δμ L) with the mean path L, to first order in Δμ: what the heat loop does when absorption follows T.
    base = stack([BOTTOMLESS], [800], [12000], [0.8], [1.4])
    more = stack([BOTTOMLESS], [840], [12000], [0.8], [1.4])
    r_edges, z_edges = np.array([0.0, 1e-4, 2e-4]), np.linspace(0.0, 6e-4, 7)
    one, two = (walk(layers, r_edges, z_edges, **BEAM, photons=640_000, seed=1) for layers in (base, more))
    foreseen = one.absorbed * (840 / 800) * np.exp(-40 * one.path)
    error = np.hypot(one.error, two.error)
    # Second order: Δμ² var(L)/2, below 0.1 % here.
    assert np.all(np.abs(foreseen - two.absorbed) < 4 * error + 1e-3 * two.absorbed)
