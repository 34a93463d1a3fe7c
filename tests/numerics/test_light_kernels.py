"""Kernels of light against plain twins, exact answers and known streams."""

import numpy as np
import pytest
from numba import njit
from numpy.testing import assert_allclose, assert_array_equal
from tests.numerics.twins import photon_walk as twin

from microthermal.numerics.beer_lambert import attenuate
from microthermal.numerics.counter_random import STRIDE, mixed, photon_counter, uniform
from microthermal.numerics.photon_walk import lookup, walk
from microthermal.numerics.photon_walk_batch import fresnel
from microthermal.numerics.photon_walk_beam import beam_spread, beam_within, pencil_edges, spread_tally
from microthermal.numerics.photon_walk_direct import Stack, direct_absorption, direct_light, normal_reflectance
from microthermal.numerics.photon_walk_lanes import scatter


def _stack(thickness, absorption, scattering, anisotropy, refraction, above=1.0, below=1.0) -> Stack:
    arrays = (np.array(a, dtype=float) for a in (thickness, absorption, scattering, anisotropy, refraction))
    return Stack(*arrays, above, below)


# Two layers with steps of index on both sides, so that every branch of the walk is taken.
LAYERED = _stack([1e-4, 2e-4], [900, 2500], [9000, 14000], [0.7, 0.9], [1.5, 1.35], 1.0, 1.2)


def test_counter_gives_the_published_stream_of_splitmix64():
    # First numbers of SplitMix64 from the state 1234567.
    state, numbers = np.uint64(1234567), []
    for step in range(1, 4):
        with np.errstate(over="ignore"):
            numbers.append(int(mixed(state + np.uint64(step) * STRIDE)))
    assert numbers == [6457827717110365317, 3203168211198807973, 9817491932198370423]


@njit
def _first_draw(photon):
    return uniform(mixed(photon_counter(np.uint64(3), np.uint64(photon))))


def test_draws_of_many_photons_are_uniform_and_unrelated():
    draws = np.array([_first_draw(photon) for photon in range(20_000)])
    counts = np.histogram(draws, 50, (0, 1))[0]
    # Chi-square of 49 degrees of freedom stays below 86 in 999 of 1000 cases.
    assert ((counts - 400.0) ** 2 / 400.0).sum() < 86
    assert abs(np.corrcoef(draws[1:], draws[:-1])[0, 1]) < 4 / np.sqrt(draws.size)


@pytest.mark.parametrize("g", [-0.5, 0.0, 0.8, 0.95])
@pytest.mark.parametrize("direction", [(0.0, 0.0, 1.0), (0.0, 0.0, -1.0), (0.6, 0.0, 0.8)])
def test_turns_follow_henyey_greenstein(g, direction):
    n = 200_000
    counter = np.array([photon_counter(np.uint64(1), np.uint64(i)) for i in range(n)], dtype=np.uint64)
    depth, spare = np.zeros((2, n), dtype=np.float32)
    before = np.array(direction, dtype=np.float32)
    ux, uy, uz = (np.full(n, part, dtype=np.float32) for part in before)
    scatter(n, counter, depth, spare, np.full(n, g, dtype=np.float32), ux, uy, uz)
    cosine = (ux * before[0] + uy * before[1] + uz * before[2]).astype(float)
    # Moments of the phase function are g and (1 + 2 g²)/3; of an exponential depth 1 and 2. Four standard errors.
    for value, exact in ((cosine, g), (cosine**2, (1 + 2 * g * g) / 3), (depth, 1.0), (depth**2, 2.0)):
        assert abs(value.mean(dtype=float) - exact) < 4 * value.std(dtype=float) / np.sqrt(n)
    assert_allclose(ux**2 + uy**2 + uz**2, 1.0, atol=1e-6)  # float32
    side = (uy if direction[0] else ux).astype(float)
    assert abs(side.mean()) < 4 * side.std() / np.sqrt(n)


def test_fresnel_at_known_angles():
    assert_allclose(fresnel(1.0, 1.5, 1.0), (0.04, 1.0))
    assert fresnel(1.5, 1.0, 0.5) == (1.0, 0.0)
    brewster = np.cos(np.arctan(1.5))
    # At Brewster's angle only one polarisation returns: half of ((n²-1)/(n²+1))².
    assert_allclose(fresnel(1.0, 1.5, brewster)[0], 0.5 * (1.25 / 3.25) ** 2)
    assert_allclose(normal_reflectance(1.0, 1.33, 0.3), (0.33**2 + 0.09) / (2.33**2 + 0.09))


def test_direct_light_is_conserved_and_falls_exponentially():
    direct = direct_light(LAYERED)
    z_edges = np.linspace(0, 3e-4, 61)
    absorbed, path, total = direct_absorption(LAYERED, direct, z_edges)
    assert_allclose(direct.specular + total + direct.sources.sum() + direct.transmitted, 1.0, rtol=1e-14)
    assert_allclose(absorbed.sum(), total, rtol=1e-13)
    assert_allclose(absorbed[1] / absorbed[0], np.exp(-9900 * 5e-6), rtol=1e-12)
    assert np.all((path > z_edges[:-1]) & (path < z_edges[1:]))


@pytest.mark.parametrize("gaussian", [False, True])
def test_spreading_a_pencil_conserves_and_forms_the_beam(gaussian):
    r_edges, radius = np.linspace(0, 3e-4, 61), 7e-5
    rings = pencil_edges(r_edges, radius, gaussian)
    spread = beam_spread(rings, r_edges, radius, gaussian)
    # What stays on the axis becomes the beam; within 0.3 % of its peak, the width of the innermost ring.
    within = np.diff(beam_within(r_edges, radius, gaussian))
    area = r_edges[1:] ** 2 - r_edges[:-1] ** 2
    assert_allclose(spread[0] / area, within / area, atol=(0.02 if gaussian else 0.2) / radius**2)
    assert_allclose(spread[0].sum(), within.sum(), atol=1e-6)
    assert np.all(spread >= 0) and np.all(spread.sum(axis=1) <= 1 + 1e-6)
    # Rings and beam change places: what ring i gives to ring j per area is what j gives to i.
    square = beam_spread(r_edges, r_edges, radius, gaussian) / area[None, :]
    assert_allclose(square, square.T, atol=2e-3 * square.max())
    tally = np.random.default_rng(1).random((3, rings.size - 1, 2))
    assert_allclose(spread_tally(tally, spread)[..., 1], tally[..., 1] @ spread)


def test_lookup_finds_every_cell_of_an_uneven_grid():
    edges = np.concatenate(([0.0], np.cumsum(1e-6 * 1.3 ** np.arange(20))))
    upper, table, scale = lookup(edges)
    for place in np.random.default_rng(2).random(2000).astype(np.float32) * np.float32(edges[-1] * 1.1):
        cell = table[int(min(place * scale, np.float32(table.size - 1)))]
        while place >= upper[cell]:
            cell += 1
        assert cell == np.searchsorted(upper, place, side="right")


@pytest.mark.parametrize("gaussian", [False, True])
def test_walk_agrees_with_its_plain_twin(gaussian):
    r_edges, z_edges = np.array([0.0, 4e-5, 8e-5, 2e-4]), np.array([0.0, 3e-5, 1e-4, 3e-4])
    settings = {"radius": 7e-5, "gaussian": gaussian, "seed": 5}
    fast = walk(LAYERED, r_edges, z_edges, photons=64_000, **settings)
    runs = [
        twin.walk(LAYERED, r_edges, z_edges, radius=7e-5, gaussian=gaussian, photons=400, seed=seed)
        for seed in range(10)
    ]
    for index, values in (
        (0, fast.absorbed),
        (1, fast.absorbed * fast.path),
        (2, fast.reflected),
        (3, fast.transmitted),
    ):
        slow = np.array([run[index] for run in runs])
        error = slow.std(axis=0, ddof=1) / np.sqrt(len(runs))
        # Error bars from 10 runs have heavy tails: 5 of them is 0.9993 each for Student's t of 9 degrees.
        assert np.all(np.abs(slow.mean(axis=0) - values) < 5 * error)


def test_same_seed_same_bits_for_any_number_of_threads():
    r_edges, z_edges = np.linspace(0, 3e-4, 31), np.linspace(0, 3e-4, 31)
    settings = {"radius": 7e-5, "gaussian": False, "photons": 3200}
    one, two = (walk(LAYERED, r_edges, z_edges, seed=7, threads=n, **settings) for n in (1, 2))
    assert_array_equal(one.absorbed, two.absorbed)
    assert one.reflected == two.reflected
    assert not np.array_equal(one.absorbed, walk(LAYERED, r_edges, z_edges, seed=8, **settings).absorbed)


def test_attenuate_is_exact_and_conserves():
    z_edges = np.array([0.0, 1e-6, 3e-6, 1e-5])
    absorption = np.array([[1e5, 0.0], [4e5, 1e3], [1e9, 0.0]])
    entrance = np.array([2.0, 3.0])
    absorbed, path, leaving = attenuate(entrance, absorption, z_edges)
    depth = (absorption * np.diff(z_edges)[:, None]).sum(axis=0)
    assert_allclose(leaving, entrance * np.exp(-depth), atol=1e-300)
    assert_allclose((absorbed * np.diff(z_edges)[:, None]).sum(axis=0) + leaving, entrance, rtol=1e-14)
    assert np.all((path > z_edges[:-1, None]) & (path < z_edges[1:, None]))
    assert np.all(absorbed >= 0)
