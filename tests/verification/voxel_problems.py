"""Problems with exact solutions for heat on voxels: a wave that decays, a heated shaft, a plate that is cooled."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.special import erfc
from tests.verification import cylinder_exact as exact
from tests.verification.cylinder_problems import DIFFUSIVITY, RADIUS, RISE

from microthermal.numerics.light.voxel_batch import PERIODIC, Media, Voxels
from microthermal.numerics.light.voxels import walk_voxels
from microthermal.numerics.voxels.links import Top, VoxelMatter, VoxelSpace
from microthermal.numerics.voxels.steps import Span, follow

CAPACITY, START = 3.55e6, 300.0
CLOSED = Top(START, 0.0)


def matter(medium, conductivity=DIFFUSIVITY * CAPACITY, capacity=CAPACITY, exchange=0.0):
    """One or several media of constant properties; scalars count for all."""
    number = int(medium.max()) + 1
    zero = np.zeros(number)
    return VoxelMatter(
        medium=medium.astype(np.int32), dry=zero + capacity, per_water=zero, dry_conductivity=zero + conductivity,
        conductivity_per_water=zero, exchange=zero + exchange, full=zero, warming=0.0, reference=310.15,
        blood_temperature=310.15, boiling=373.15, span=5.0, latent=2.256e6,
    )  # fmt: skip


def last(frames):
    """The last frame, whose balance must close."""
    *_, end = frames
    left = end.stored + end.surface + end.perfused + end.vapour
    assert abs(left - end.supplied) < 1e-9 * max(abs(end.supplied), abs(end.surface), abs(end.perfused), 1e-9)
    return end


def wave(cells):
    """cos cos cos in an insulated cube decays; returns ours and exact [K] after a third of its decay time."""
    length = 1e-4
    size = length / cells
    x = (np.arange(cells) + 0.5) * size
    shape = np.cos(np.pi * x / length)
    start = RISE * shape[:, None, None] * shape[None, :, None] * shape[None, None, :]
    rate = 3.0 * DIFFUSIVITY * (np.pi / length) ** 2
    until = 1.0 / (3.0 * rate)
    medium = np.zeros((cells,) * 3, dtype=np.int32)
    spans = (Span(until, np.zeros(medium.shape), CLOSED),)
    frames = follow(VoxelSpace(size, size, size, False), matter(medium), (START + start, 0.0 * start), spans, 1e-5)
    return last(frames).temperature - START, start * np.exp(-rate * until)


def shaft(across, duration=10e-3, until=20e-3, tolerance=1e-3):
    """A shaft of so many voxels in its radius, heated for ``duration``; rise near it and exact [K].

    The power of a voxel is in proportion to its part in the shaft, so that the outline is not stepped.
    """
    size, reach = RADIUS / across, 12
    cells = 2 * reach * across
    x = (np.arange(cells) - reach * across + 0.5) * size
    part = _fraction_inside(x, size)
    medium = np.zeros((1, cells, cells), dtype=np.int32)
    power = (RISE * CAPACITY * part * size**3 / duration)[None]
    spans = (Span(duration, power, CLOSED), Span(until, 0.0 * power, CLOSED))
    start = np.full(medium.shape, START)
    found = last(follow(VoxelSpace(size, size, size, False), matter(medium), (start, 0.0 * start), spans, tolerance))
    r = np.hypot(x[:, None], x[None, :])
    near = r < 4.0 * RADIUS
    places, back = np.unique(np.round(r[near], 12), return_inverse=True)
    true = RISE * np.array([exact.around(place, RADIUS, DIFFUSIVITY, duration, until) for place in places])
    return (found.temperature[0] - START)[near], true[back.ravel()]


def _fraction_inside(x, size, parts=64):
    """Part of each voxel in the shaft: the chord is exact across, and its mean along is taken over so many places."""
    along = (x[:, None] + ((np.arange(parts) + 0.5) / parts - 0.5) * size).ravel()
    chord = np.sqrt(np.maximum(RADIUS**2 - along**2, 0.0))[:, None]
    held = np.clip(x + 0.5 * size, -chord, chord) - np.clip(x - 0.5 * size, -chord, chord)
    return held.reshape(x.size, parts, x.size).mean(axis=1) / size


def cooled(cells, coefficient=2000.0, until=5e-3):
    """A half-space cooled through a heat transfer coefficient; fall of each slab and exact [K]."""
    depth = 4e-4
    size = depth / cells
    medium = np.zeros((cells, 1, 1), dtype=np.int32)
    start = np.full(medium.shape, START)
    spans = (Span(until, np.zeros(medium.shape), Top(START - RISE, coefficient)),)
    found = last(follow(VoxelSpace(size, size, size, False), matter(medium), (start, 0.0 * start), spans, 1e-4))
    z, conductivity = (np.arange(cells) + 0.5) * size, DIFFUSIVITY * CAPACITY
    root, h = np.sqrt(DIFFUSIVITY * until), coefficient / conductivity
    true = erfc(z / (2 * root)) - np.exp(h * z + h * h * root**2) * erfc(z / (2 * root) + h * root)
    return START - found.temperature[:, 0, 0], RISE * true


PROBLEMS = {
    "a wave of three cosines": (wave, (8, 16, 32)),
    "a shaft that is heated for 10 ms": (shaft, (2, 4, 8)),
    "skin that is cooled": (cooled, (20, 40, 80)),
}


@cache
def refined(name):
    """Root mean square errors [K] on three grids, and their orders."""
    problem, sizes = PROBLEMS[name]
    errors = np.array([np.sqrt(np.mean((ours - true) ** 2)) for ours, true in map(problem, sizes)])
    return errors, np.log2(errors[:-1] / errors[1:])


def absorptance(depth, across=40, photons=32_000):
    """Absorbed fraction of collimated light that falls across a cylinder of voxels, and its standard error (A5).

    The block is repeated and nothing scatters: rows of cylinders, half as far again apart as they are wide.
    """
    cells, size = 3 * across, 1.0
    x = (np.arange(cells) - 0.5 * cells + 0.5) * size
    held = (x[:, None] ** 2 + x[None, :] ** 2 <= across**2)[:, None, :]
    medium = np.where(held, 1, 0).astype(np.int32)
    media = Media(absorption=np.array([0.0, depth / across]), scattering=np.zeros(2), anisotropy=np.zeros(2))
    block = Voxels(
        medium=medium, media=media, refraction=np.ones(cells), index_above=1.0,
        corner=np.array([-0.5 * cells * size, -0.5 * size]), size=np.full(3, size), sides=PERIODIC,
    )  # fmt: skip
    # A beam so much wider than the block falls on it evenly, to a part of its edge.
    found = walk_voxels(block, radius=400.0 * cells, gaussian=False, photons=photons, seed=3)
    part = 2.0 * across / cells
    return float(found.fractions[1]) / part, float(found.fractions_error[1]) / part


def isotropic_absorptance(depth, nodes=8, photons=16_000):
    """The same in a field of equal radiance, and its standard error (A4).

    A ray at the angle θ to the axis has a chord that is longer by 1 / sin θ, as if the cylinder were so much darker:
    A = (4 / π) ∫ sin² θ A5(μ a / sin θ) dθ, by Gauss and Legendre, each node a walk of its own.
    """
    places, weights = np.polynomial.legendre.leggauss(nodes)
    angles = 0.25 * np.pi * (places + 1.0)
    total, variance = 0.0, 0.0
    for angle, weight in zip(angles, weights, strict=True):
        ours, error = absorptance(depth / np.sin(angle), photons=photons)
        factor = 4.0 / np.pi * 0.25 * np.pi * weight * np.sin(angle) ** 2
        total, variance = total + factor * ours, variance + (factor * error) ** 2
    # All nodes share their random numbers, so that their errors add up.
    return total, float(np.sqrt(variance * nodes))
