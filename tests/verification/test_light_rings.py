"""Light around bodies on the axis: exact absorptances of cylinders, the layered walk, balance, error bars."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from tests.verification import cylinder_exact as exact

from microthermal.deposition.engines.beer_lambert import BeerLambert
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.inputs.block import Body, Inclusion
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.skin import Thermal
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Optics, Tissue
from microthermal.errors import InputError
from microthermal.numerics.light.beam import walk
from microthermal.numerics.light.unscattered import Stack
from microthermal.numerics.light.voxel_batch import Media
from microthermal.numerics.rings.batch import (
    ACROSS,
    ALL_AROUND,
    CONTINUED_SIDE,
    DOWN,
    MIRROR,
    OPEN_SIDE,
    Rings,
    Source,
)
from microthermal.numerics.rings.walk import walk_rings
from microthermal.tissue.bodies import with_bodies

A = 1e-4
# Absorption times radius, and the absorptances that were handed down (A4, A5).
DEPTHS = (0.01, 0.05, 0.1, 0.35, 0.5, 1.0, 2.0, 5.0)
ISOTROPIC = (0.01974, 0.09388, 0.17700, 0.47794, 0.59595, 0.81429, 0.94580, 0.99228)
COLLIMATED = (0.01558, 0.07530, 0.14450, 0.41540, 0.53155, 0.76636, 0.92706, 0.98963)


def cylinder(depth: float, beyond: int = 0) -> Rings:
    """A clear tall cylinder with an absorbing core of three rings, and as many clear rings again as wanted."""
    r_edges = np.concatenate((np.linspace(0.0, A, 4), np.linspace(A, 2 * A, beyond + 1)[1:] if beyond else []))
    medium = np.zeros((4, r_edges.size - 1), dtype=np.int32)
    medium[:, 3:] = 1
    media = Media(np.array([depth / A, 0.0]), np.zeros(2), np.zeros(2))
    return Rings(medium, media, np.ones(4), 1.0, r_edges, 0.1 * np.arange(5), OPEN_SIDE)


def test_formulas_give_the_numbers_that_were_handed_down():
    for depth, isotropic, collimated in zip(DEPTHS, ISOTROPIC, COLLIMATED, strict=True):
        assert exact.absorptance_in_isotropic_field(depth) == pytest.approx(isotropic, abs=6e-6)
        assert exact.absorptance_across(depth) == pytest.approx(collimated, abs=6e-6)


@pytest.mark.parametrize("beyond", [0, 4])
@pytest.mark.parametrize("depth", DEPTHS)
def test_a_cylinder_absorbs_what_it_should(depth, beyond):
    for kind, true in (
        (ALL_AROUND, exact.absorptance_in_isotropic_field(depth)),
        (ACROSS, exact.absorptance_across(depth)),
    ):
        found = walk_rings(cylinder(depth, beyond), Source(kind, 0.0, False), photons=96_000, seed=5)
        # Of what meets the wall, the core in the middle gets its share of the width.
        wider = 2.0 if beyond else 1.0
        # Strata of the place across leave less error than batches show; 2e-5 is what 96 000 of them may miss.
        assert abs(wider * found.fractions[0] - true) < 3.0 * wider * found.fractions_error[0] + 2e-5
        assert found.balance == pytest.approx(1.0, abs=1e-9)


SKIN = Optics(
    wavelength=1.064e-6, names=("epidermis", "dermis"), thickness=[80e-6, 1.0], wet_absorption=[0, 0],
    dry_absorption=[760, 730], wet_slope=[0, 0], scattering=[12000, 13000], anisotropy=[0.8, 0.8],
    refractive_index=[1.42, 1.39], extinction_index=[0, 0],
)  # fmt: skip
STACK = Stack(*(np.array(a) for a in ([80e-6, 10.0], [760.0, 730], [12e3, 13e3], [0.8, 0.8], [1.42, 1.39])), 1, 1.39)
Z_EDGES = np.linspace(0.0, 8e-4, 41)


def skin_rings(r_edges, side: int) -> Rings:
    slabs = Z_EDGES.size - 1
    layer = (0.5 * (Z_EDGES[1:] + Z_EDGES[:-1]) > 80e-6).astype(int)
    medium = np.repeat(layer[:, None], r_edges.size - 1, axis=1).astype(np.int32)
    media = Media(np.array([760.0, 730.0]), np.array([12e3, 13e3]), np.array([0.8, 0.8]))
    refraction = np.array([1.42, 1.39])[layer]
    assert refraction.size == slabs
    return Rings(medium, media, refraction, 1.0, r_edges, Z_EDGES, side)


SEEDS = range(1, 9)


def mean_of(runs) -> tuple[np.ndarray, np.ndarray]:
    """Mean of independent runs and its standard error: what neighbouring cells share is in it."""
    each = np.array(list(runs))
    return each.mean(axis=0), each.std(axis=0, ddof=1) / np.sqrt(len(each))


def bands(absorbed: np.ndarray) -> np.ndarray:
    """Sums over slabs of 80 µm."""
    return absorbed.reshape(10, 4, *absorbed.shape[1:]).sum(axis=1)


def test_a_wide_beam_between_mirrors_is_that_of_endless_layers():
    edges = np.linspace(0, 3e-4, 7)
    beam = Source(DOWN, 3e-4, False)
    runs = [walk_rings(skin_rings(edges, MIRROR), beam, photons=16_000, seed=seed) for seed in SEEDS]
    ours, error = mean_of(bands(run.absorbed.sum(axis=1)) for run in runs)
    endless = np.array([0.0, 10.0])
    theirs, other = mean_of(
        bands(walk(STACK, endless, Z_EDGES, radius=1e-3, gaussian=False, photons=64_000, seed=seed).absorbed[:, 0])
        for seed in SEEDS
    )
    # Twenty numbers, of errors that eight runs know to a quarter.
    assert np.all(np.abs(ours - theirs) < 5.0 * np.hypot(error, other))
    assert np.all(error < 1e-2 * ours)
    # Evenly over the area, too.
    share, error = mean_of(run.absorbed.sum(axis=0) / run.absorbed.sum() for run in runs)
    assert np.all(np.abs(share - np.diff(edges**2) / edges[-1] ** 2) < 5.0 * error)
    for run in runs:
        assert run.balance == pytest.approx(1.0, abs=1e-9)
        assert run.escaped == 0.0


@pytest.mark.parametrize("gaussian", [False, True])
def test_a_narrow_beam_is_that_of_the_layered_walk(gaussian):
    r_edges = np.linspace(0, 4e-4, 9)
    rings, beam = skin_rings(r_edges, CONTINUED_SIDE), Source(DOWN, 7e-5, gaussian)
    runs = [walk_rings(rings, beam, photons=16_000, seed=seed) for seed in SEEDS]
    layers = [
        walk(STACK, r_edges, Z_EDGES, radius=7e-5, gaussian=gaussian, photons=64_000, seed=seed) for seed in SEEDS
    ]
    (ours, error), (theirs, other) = (mean_of(bands(run.absorbed) for run in each) for each in (runs, layers))
    assert np.all((np.abs(ours - theirs) < 6.0 * np.hypot(error, other))[:6])
    (ours, error), (theirs, other) = (mean_of(run.outside for run in each) for each in (runs, layers))
    assert abs(ours - theirs) < 5.0 * np.hypot(error, other)


def hair(absorption: float = 3000.0, radius: float = 35e-6, **changed) -> Body:
    inclusion = Inclusion(
        name="shaft", shape="cylinder", depth=4e-4, length=8e-4, radius=radius, absorption=absorption,
        scattering=0.0, anisotropy=0.0,
    )  # fmt: skip
    thermal = Thermal(density=1300.0, specific_heat=1500.0, conductivity=0.2, perfusion=0.0)
    return Body(inclusion=dataclasses.replace(inclusion, **changed), thermal=thermal, water=0.1)


def skin(r_edges, optics: Optics = SKIN) -> Tissue:
    grid = Grid(r_edges=np.array(r_edges), z_edges=Z_EDGES)
    one = np.ones(grid.shape[0])
    return Tissue(
        grid=grid, optics=optics, layer=(grid.z > 80e-6).astype(float), initial_water=700 * one,
        heat_capacity=3.6e6 * one, dry_heat_capacity=5e5 * one, conductivity=0.5 * one, dry_conductivity=0.05 * one,
        perfusion=0 * one, core_temperature=310.0, temperature=np.full(grid.shape, 307.0),
        water=np.full(grid.shape, 700.0), removed=np.zeros(grid.shape),
    )  # fmt: skip


EDGES = (0.0, 17.5e-6, 35e-6, 70e-6, 140e-6, 280e-6)
PULSE = Pulse(wavelength=1.064e-6, energy=30.0, duration=20e-3, radius=6e-3, profile="flat_top")
ENGINE = MonteCarlo(photons=64_000, threads=1)


def test_all_light_of_a_pulse_is_accounted_for():
    tissue = with_bodies(skin(EDGES), [hair()])
    for pulse in (PULSE, dataclasses.replace(PULSE, radius=1e-4, energy=1e-3)):
        found = ENGINE.deposit(tissue, pulse)
        inside = float((found.energy * tissue.grid.volume).sum()) / pulse.energy
        assert inside + found.reflected + found.transmitted + found.lost == pytest.approx(1.0, abs=1e-9)
        # A hair takes more than the skin around it, but no more than all that crosses it.
        assert np.all(found.energy[6:20, :2].mean(axis=0) > 1.5 * found.energy[6:20, 3].mean())
        assert any("hair or a vessel" in caution.text for caution in found.cautions)


def test_a_body_like_the_skin_is_not_seen():
    like = hair(absorption=730.0, scattering=13000.0, anisotropy=0.8, depth=4.4e-4, length=7.2e-4)
    bodied = with_bodies(skin(EDGES), [like])
    area = bodied.grid.ring_area / bodied.grid.ring_area.sum()
    runs = [MonteCarlo(photons=16_000, seed=seed, threads=1).deposit(bodied, PULSE) for seed in SEEDS]
    ours, error = mean_of(bands(run.energy @ area) for run in runs)
    fluence = PULSE.energy / (np.pi * PULSE.radius**2)
    each = fluence / np.diff(Z_EDGES)
    theirs, other = mean_of(
        bands(
            walk(STACK, np.array([0.0, 10.0]), Z_EDGES, radius=1e-3, gaussian=False, photons=64_000, seed=seed)
            .absorbed[:, 0] * each
        )
        for seed in SEEDS
    )  # fmt: skip
    assert np.all(np.abs(ours - theirs) < 5.0 * np.hypot(error, other))


def test_a_thin_absorber_takes_the_fluence_around_it():
    """As absorption falls, what a hair absorbs per volume becomes absorption times the fluence beside it."""
    weak = with_bodies(skin(EDGES), [hair(absorption=10.0, scattering=13000.0, anisotropy=0.8)])
    found = MonteCarlo(photons=256_000, threads=1).deposit(weak, PULSE)
    inside = found.energy[8:30, :2] @ weak.grid.ring_area[:2] / weak.grid.ring_area[:2].sum() / 10.0
    beside = found.energy[8:30, 2:] @ weak.grid.ring_area[2:] / weak.grid.ring_area[2:].sum() / 730.0
    assert inside.mean() == pytest.approx(beside.mean(), rel=0.05)


def test_light_that_only_dies_goes_straight_through_bodies_too():
    clear = dataclasses.replace(SKIN, scattering=[0.0, 0.0])
    tissue = with_bodies(skin(EDGES, clear), [hair(absorption=3000.0)])
    found = BeerLambert().deposit(tissue, dataclasses.replace(PULSE, radius=2e-4, energy=1e-2))
    walked = MonteCarlo(photons=64_000, threads=1).deposit(tissue, dataclasses.replace(PULSE, radius=2e-4, energy=1e-2))
    # The surface of the walk has no extinction index, nor has that of these optics.
    lit = tissue.grid.r < 1.5e-4
    assert np.allclose(found.energy[:, lit].sum(axis=0), walked.energy[:, lit].sum(axis=0), rtol=0.03)
    assert np.allclose(found.energy[:20, 0], walked.energy[:20, 0], rtol=0.03)


def test_errors_are_as_large_as_runs_differ():
    tissue = with_bodies(skin(EDGES), [hair()])
    runs = [MonteCarlo(photons=16_000, seed=seed, threads=1).deposit(tissue, PULSE) for seed in range(1, 21)]
    each = np.array([(run.energy[10:14].mean()) for run in runs])
    found = np.array([run.energy[12, 3] for run in runs])
    stated = np.sqrt(np.mean([run.error[12, 3] ** 2 for run in runs]))
    assert 0.6 < found.std(ddof=1) / stated < 1.5
    assert each.std(ddof=1) / each.mean() < 0.05


def test_any_number_of_threads_gives_the_same_bits():
    rings = skin_rings(np.linspace(0, 3e-4, 7), MIRROR)
    one, two = (walk_rings(rings, Source(DOWN, 3e-4, False), photons=3200, seed=1, threads=n) for n in (1, 2))
    assert np.array_equal(one.absorbed, two.absorbed)


def test_what_the_walk_around_bodies_does_not_know_is_refused():
    tissue = with_bodies(skin(EDGES), [hair()])
    with pytest.raises(InputError, match="photons instead"):
        MonteCarlo(error=0.01).deposit(tissue, PULSE)
