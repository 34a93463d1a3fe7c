"""Kernels of light against plain twins, exact answers and known streams."""

from functools import cache

import numpy as np
import pytest
from numba import njit
from numpy.testing import assert_allclose, assert_array_equal
from tests.numerics.twins import photon_walk as twin

from microthermal.numerics.light.beam import illuminate, walk
from microthermal.numerics.light.beer_lambert import attenuate
from microthermal.numerics.light.counter_random import STRIDE, mixed, photon_counter, uniform
from microthermal.numerics.light.lanes import ANISOTROPY, DEPTH, ISOTROPIC, UX, UY, UZ, empty_lanes, scatter
from microthermal.numerics.light.pencil import PencilWalk, lookup
from microthermal.numerics.light.refraction import fresnel, through_window
from microthermal.numerics.light.spread import (
    beam_spread,
    measured_beam,
    pencil_edges,
    ring_beam,
    round_beam,
    spread_tally,
)
from microthermal.numerics.light.unscattered import (
    Stack,
    direct_absorption,
    direct_light,
    normal_reflectance,
    surface_reflectance,
)
from microthermal.numerics.light.walk_setup import Focus


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


@cache
def _counters(n):
    """Counters of the first photons, the same for every phase function."""
    return np.array([photon_counter(np.uint64(1), np.uint64(i)) for i in range(n)])


@pytest.mark.parametrize("phase", [(-0.5, 0.0), (0.0, 0.0), (0.8, 0.0), (0.95, 0.0), (0.9, 0.2), (0.0, 0.5)])
@pytest.mark.parametrize("direction", [(0.0, 0.0, 1.0), (0.0, 0.0, -1.0), (0.6, 0.0, 0.8)])
def test_turns_follow_the_phase_function(phase, direction):
    n, (forward, alike) = 200_000, phase
    state, packets = empty_lanes(n)
    packets.counter[:] = _counters(n)
    before = np.array(direction, dtype=np.float32)
    ux, uy, uz, depth = state[UX], state[UY], state[UZ], state[DEPTH]
    ux[:], uy[:], uz[:] = before
    state[ANISOTROPY], state[ISOTROPIC] = phase
    scatter(n, state, packets.counter)
    cosine = (ux * before[0] + uy * before[1] + uz * before[2]).astype(float)
    # Legendre moments of the phase function are (1 - β) g and (1 - β) g², and the mean square of the cosine is
    # (1 + 2 g2)/3; moments of an exponential depth are 1 and 2. Four standard errors.
    first, second = (1 - alike) * forward, (1 + 2 * (1 - alike) * forward**2) / 3
    for value, exact in ((cosine, first), (cosine**2, second), (depth, 1.0), (depth**2, 2.0)):
        assert abs(value.mean(dtype=float) - exact) < 4 * value.std(dtype=float) / np.sqrt(n)
    assert_allclose(ux**2 + uy**2 + uz**2, 1.0, atol=1e-6)  # float32
    side = (uy if direction[0] else ux).astype(float)
    assert abs(side.mean()) < 4 * side.std() / np.sqrt(n)


def test_diffuse_light_depends_on_reduced_scattering_alone():
    # Far more scattering than absorption: two phase functions with one mean cosine return the same fraction.
    plain = _stack([10.0], [100], [20000], [0.8], [1.4])
    mixed = plain._replace(isotropic=np.array([0.1]))
    edges = np.array([0.0, 1e-2])
    one, two = (
        walk(layers, edges, edges, radius=1e-4, gaussian=False, photons=64_000, seed=3) for layers in (plain, mixed)
    )
    error = np.hypot(one.reflected_error, two.reflected_error)
    # Similarity holds to the order of the ratio of absorption to reduced scattering, 1/40, of the difference in g2.
    assert abs(one.reflected - two.reflected) < 4 * error + 0.01 * one.reflected


def test_window_by_hand():
    # Sapphire on skin: faces of ((1.74-1)/2.74)² and ((1.74-1.4)/3.14)², and all echoes between them.
    outer, inner = (0.74 / 2.74) ** 2, (0.34 / 3.14) ** 2
    through = (1 - outer) * (1 - inner) * (1 + outer * inner + (outer * inner) ** 2 + (outer * inner) ** 3)
    assert_allclose(1 - surface_reflectance(1.0, 1.74, 1.4), through, rtol=1e-6)
    assert_allclose(through_window(1.4, 1.74, 1.0, 1.0)[0], 1 - through, rtol=1e-6)
    # Total reflection at air, not at the window: what leaves the skin comes back, whatever the window.
    assert through_window(1.4, 1.74, 1.0, 0.5) == (1.0, 0.0)
    # 30 degrees in skin: 23.7 in sapphire, 44.4 in air; Fresnel of both faces by hand, then the echoes.
    cosine = np.cos(np.radians(30))
    faces, angle, index = [], np.radians(30), 1.4
    for beyond in (1.74, 1.0):
        bent = np.arcsin(index / beyond * np.sin(angle))
        faces.append(0.5 * ((np.sin(angle - bent) / np.sin(angle + bent)) ** 2
                            + (np.tan(angle - bent) / np.tan(angle + bent)) ** 2))  # fmt: skip
        angle, index = bent, beyond
    echoes = sum((faces[0] * faces[1]) ** k for k in range(9))
    found, leaving = through_window(1.4, 1.74, 1.0, cosine)
    assert_allclose((found, leaving), (faces[0] + (1 - faces[0]) ** 2 * faces[1] * echoes, np.cos(angle)), rtol=1e-9)
    assert through_window(1.4, 1.0, 1.0, cosine) == fresnel(1.4, 1.0, cosine)


def test_light_under_a_window_is_conserved_and_trapped_better():
    edges = np.linspace(0, 1e-3, 11)
    bare, covered = (
        walk(_stack([10.0], [800], [13000], [0.8], [1.4])._replace(window=window), edges, edges,
             radius=1e-4, gaussian=False, photons=32_000, seed=1) for window in (None, 1.74)
    )  # fmt: skip
    assert abs(covered.balance - 1) < 1e-6
    assert_allclose(covered.specular, surface_reflectance(1.0, 1.74, 1.4))
    # The window reflects more at every angle below the critical one, so a smaller part of what entered comes back.
    assert covered.reflected / (1 - covered.specular) < bare.reflected / (1 - bare.specular)


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
    absorbed, path, square, total = direct_absorption(LAYERED, direct, z_edges)
    assert_allclose(direct.specular + total + direct.sources.sum() + direct.transmitted, 1.0, rtol=1e-14)
    assert_allclose(absorbed.sum(), total, rtol=1e-13)
    assert_allclose(absorbed[1] / absorbed[0], np.exp(-9900 * 5e-6), rtol=1e-12)
    assert np.all((path > z_edges[:-1]) & (path < z_edges[1:]))
    # Nearly even absorption within a cell: the variance of its depth is a twelfth of its height squared.
    assert_allclose(square - path**2, (z_edges[1] - z_edges[0]) ** 2 / 12, rtol=2e-2)


BEAMS = {
    "flat_top": round_beam(7e-5, False),
    "gaussian": round_beam(7e-5, True),
    "ring": ring_beam(3e-5, 7e-5),
    "measured": measured_beam(np.array([0.0, 2e-5, 6e-5, 8e-5]), np.array([1.0, 3.0, 2.0, 0.0])),
}


@pytest.mark.parametrize("name", BEAMS)
def test_spreading_a_pencil_conserves_and_forms_the_beam(name):
    r_edges, radius, beam = np.linspace(0, 3e-4, 61), 7e-5, BEAMS[name]
    rings = pencil_edges()
    spread = beam_spread(rings, r_edges, beam)
    # What stays on the axis becomes the beam; near its edges the rings of beam and pencil are seen.
    within = np.diff(beam.within(r_edges))
    area = r_edges[1:] ** 2 - r_edges[:-1] ** 2
    assert_allclose(spread[0] / area, within / area, atol=(0.02 if name == "gaussian" else 0.2) / radius**2)
    assert_allclose(spread[0].sum(), within.sum(), atol=1e-6)
    assert np.all(spread >= 0) and np.all(spread.sum(axis=1) <= 1 + 1e-6)
    assert_array_equal(spread, beam_spread(rings, r_edges, beam, threads=3))
    # Rings and beam change places: what ring i gives to ring j per area is what j gives to i.
    square = beam_spread(r_edges, r_edges, beam) / area[None, :]
    assert_allclose(square, square.T, atol=2e-3 * square.max())
    tally = np.random.default_rng(1).random((3, rings.size - 1), dtype=np.float32)
    found = np.ones((3, r_edges.size - 1))
    spread_tally(tally, spread, found)
    assert_allclose(found, tally[:, : spread.shape[0]] @ spread, rtol=1e-6)


def test_a_measured_beam_is_integrated_exactly():
    # A cone from 1 on the axis to 0 at R: the fraction within r is 3 (r/R)² - 2 (r/R)³.
    cone = measured_beam(np.array([0.0, 1e-4]), np.array([5.0, 0.0]))
    r = np.linspace(0, 1.5e-4, 16)
    x = np.minimum(r / 1e-4, 1.0)
    assert_allclose(cone.within(r), 3 * x**2 - 2 * x**3, atol=1e-14)
    flat = measured_beam(np.array([1e-5, 1e-4]), np.array([2.0, 2.0]))
    assert_allclose(flat.within(r), np.minimum(x**2, 1), atol=1e-14)
    assert_allclose(ring_beam(3e-5, 7e-5).within(np.array([0.0, 3e-5, 5e-5, 7e-5, 1.0])), [0, 0, 0.4, 1, 1])


def test_a_ring_is_a_disc_less_a_disc():
    r_edges, z_edges = np.linspace(0, 3e-4, 31), np.linspace(0, 3e-4, 11)
    pencil = PencilWalk(LAYERED, z_edges, seed=2).reach(16_000)
    large, small, ring = (
        illuminate(LAYERED, r_edges, z_edges, pencil, beam).absorbed
        for beam in (round_beam(7e-5, False), round_beam(3e-5, False), ring_beam(3e-5, 7e-5))
    )
    assert_allclose(ring * (49 - 9), 49 * large - 9 * small, atol=1e-9)


def test_a_focus_is_a_gaussian_beam_at_every_depth():
    # Clear skin that absorbs a little: the fluence in each slab is Gaussian of R² = w² + (z - f)² tan².
    clear = _stack([10.0], [20.0], [0.0], [0.0], [1.4], 1.0, 1.4)
    r_edges, z_edges = np.concatenate((np.linspace(0, 2e-4, 41), [1e-2])), np.linspace(0, 1e-3, 6)
    focus = Focus(2e-5, 0.15, 5e-4)
    pencil = PencilWalk(clear, z_edges, seed=1, focus=focus, rings=r_edges).reach(640_000)
    found = illuminate(clear, r_edges, z_edges, pencil, None)
    # Slanted rays are longer by the mean of their secant, 1 + tan²/4; cells that few rays meet have no error bar.
    assert abs(found.balance - 1) < 1e-6
    assert_allclose(found.specular, normal_reflectance(1.0, 1.4), rtol=1e-2)
    fine = np.linspace(0, 1, 201)
    for row in range(5):
        z = z_edges[row] + (z_edges[row + 1] - z_edges[row]) * (fine[:-1] + fine[1:]) / 2
        sizes = np.hypot(focus.waist, focus.slope * (z - focus.depth))
        fraction = np.mean([np.diff(round_beam(size, True).within(r_edges)) for size in sizes], axis=0)
        taken = (1 - found.specular) * fraction * (np.exp(-20 * z_edges[row]) - np.exp(-20 * z_edges[row + 1]))
        assert np.all(np.abs(found.absorbed[row] - taken) < 5 * found.error[row] + 0.012 * taken + 1e-5)


def test_a_weak_focus_is_a_collimated_beam():
    r_edges, z_edges = np.array([0.0, 4e-5, 8e-5, 2e-4]), np.array([0.0, 3e-5, 1e-4, 3e-4])
    straight = walk(LAYERED, r_edges, z_edges, radius=7e-5, gaussian=True, photons=64_000, seed=1)
    pencil = PencilWalk(LAYERED, z_edges, seed=2, focus=Focus(7e-5, 1e-4, 1e-4), rings=r_edges).reach(256_000)
    found = illuminate(LAYERED, r_edges, z_edges, pencil, None)
    assert np.all(np.abs(found.absorbed - straight.absorbed) < 5 * np.hypot(found.error, straight.error))
    assert_allclose(found.specular, straight.specular, rtol=1e-6)
    error = np.hypot(found.reflected_error, straight.reflected_error)
    assert abs(found.reflected - straight.reflected) < 5 * error
    assert np.all(np.abs(found.path / straight.path - 1) < 0.03)


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


def test_a_longer_walk_repeats_the_shorter():
    z_edges = np.linspace(0, 3e-4, 4)
    growing = PencilWalk(LAYERED, z_edges, seed=4, threads=2)
    growing.reach(32_000)
    for one, two in zip(growing.reach(70_000), PencilWalk(LAYERED, z_edges, seed=4).reach(70_000), strict=True):
        assert_array_equal(one, two)


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
