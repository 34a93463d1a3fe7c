"""Overlap against counting: discs of one pass, passes at random, chance, bridges, distances in living skin."""

from __future__ import annotations

from itertools import product
from math import sqrt

import numpy as np
import pytest
from scipy.spatial import cKDTree

from microthermal.domain.inputs.pattern import Layout, Pattern
from microthermal.numerics.damage import lattice_hits
from microthermal.numerics.damage.lattice_chance import coverage_deviation, random_deviation, sampled_coverage
from microthermal.numerics.damage.lattice_hits import counts, gaps, hit_once
from microthermal.units import cm, um
from microthermal.zones.overlaps import overlap_of
from microthermal.zones.patterns import (
    NEIGHBOURS,
    bridges,
    covered,
    density_of_coverage,
    density_of_pitch,
    pitch,
    twice,
)
from microthermal.zones.scanning import scan

DENSITY = 400 / cm**2
REGULAR: tuple[Layout, ...] = ("hexagonal", "square")


def shifted_passes(layout: Layout, passes: int, size: float, generator: np.random.Generator) -> np.ndarray:
    """Points of several passes over a square with room to spare, each pass shifted at random."""
    step = pitch(Pattern(density=DENSITY, layout=layout))
    n = int(size / step) + 6
    i, j = np.meshgrid(np.arange(-3, n), np.arange(-3, int(1.2 * n)))
    lean = 0.5 * (j % 2) if layout == "hexagonal" else 0.0 * j
    slow = 0.5 * sqrt(3) if layout == "hexagonal" else 1.0
    one = np.column_stack(((i + lean).ravel(), (slow * j).ravel())) * step
    cell = step * np.array([[1.0, 0.0], [0.5 if layout == "hexagonal" else 0.0, slow]])
    return np.concatenate([one + generator.uniform(0, 1, 2) @ cell for _ in range(passes)])


@pytest.mark.parametrize("layout", REGULAR)
@pytest.mark.parametrize("ratio", [0.2, 0.45, 0.52, 0.56, 0.65, 0.9])
def test_one_pass_is_exact_also_where_discs_overlap(layout: Layout, ratio: float) -> None:
    pattern = Pattern(density=DENSITY, layout=layout)
    radius = np.array(ratio * pitch(pattern))
    # Rims count in part; a point counts where more than half of it is covered.
    found = np.floor(counts(ratio, NEIGHBOURS[layout], 512) + 0.5)
    assert float(covered(radius, pattern)) == pytest.approx(float(np.mean(found >= 1)), abs=1e-3)
    assert float(twice(radius, pattern)) == pytest.approx(float(np.mean(found >= 2)), abs=1e-3)
    once = float(hit_once(radius, DENSITY, pitch(pattern), NEIGHBOURS[layout]))
    assert once == pytest.approx(float(np.mean(found == 1)), abs=1e-3)


@pytest.mark.parametrize("layout", REGULAR)
@pytest.mark.parametrize("passes", [2, 4])
def test_random_passes_agree_with_brute_force(layout: Layout, passes: int) -> None:
    generator = np.random.default_rng(11)
    pattern, size = Pattern(density=DENSITY, layout=layout, passes=passes), 5e-3
    radius = 0.3 * pitch(pattern)
    fractions, doubles = [], []
    for _ in range(300):
        tree = cKDTree(shifted_passes(layout, passes, size, generator))
        probes = generator.uniform(0, size, (1500, 2))
        hits = tree.query_ball_point(probes, radius, return_length=True)
        fractions.append(np.mean(hits >= 1))
        doubles.append(np.mean(hits >= 2))
    once = float(covered(np.array(radius), Pattern(density=DENSITY, layout=layout)))
    mean = float(covered(np.array(radius), pattern))
    assert mean == pytest.approx(1 - (1 - once) ** passes, abs=1e-12)
    spread = np.std(fractions) / sqrt(len(fractions))
    assert abs(np.mean(fractions) - mean) < 4 * spread
    assert abs(np.mean(doubles) - float(twice(np.array(radius), pattern))) < 4 * np.std(doubles) / sqrt(len(doubles))
    # Counting 1500 probes adds its own scatter to that of the shifts.
    counting = mean * (1 - mean) / 1500
    exact = coverage_deviation(0.3, NEIGHBOURS[layout], passes)
    assert np.std(fractions) == pytest.approx(sqrt(exact**2 + counting), rel=0.15)


def test_the_chance_of_random_points_agrees_with_brute_force() -> None:
    generator = np.random.default_rng(2)
    radius, size = 80 * um, 4e-3
    fractions = []
    for _ in range(400):
        wide = size + 4 * radius
        points = generator.uniform(-2 * radius, size + 2 * radius, (generator.poisson(DENSITY * wide**2), 2))
        probes = generator.uniform(0, size, (2000, 2))
        fractions.append(np.mean(cKDTree(points).query(probes)[0] < radius))
    pattern = Pattern(density=DENSITY, layout="random", area=size**2)
    mean = float(covered(np.array(radius), pattern))
    assert np.mean(fractions) == pytest.approx(mean, abs=4 * np.std(fractions) / 20)
    expected = sqrt(random_deviation(radius, DENSITY, size**2) ** 2 + mean * (1 - mean) / 2000)
    assert np.std(fractions) == pytest.approx(expected, rel=0.12)


@pytest.mark.parametrize("layout", ["hexagonal", "square", "random"])
def test_bridges_and_living_distances_agree_with_brute_force(layout: Layout) -> None:
    generator = np.random.default_rng(4)
    passes, radius, size = 3, 60 * um, 6e-3
    pattern = Pattern(density=DENSITY, layout=layout, passes=passes)
    gaps, far = [], []
    for _ in range(60):
        if layout == "random":
            count = generator.poisson(passes * DENSITY * (size + 2e-3) ** 2)
            points = generator.uniform(-1e-3, size + 1e-3, (count, 2))
        else:
            points = shifted_passes(layout, passes, size, generator)
        tree = cKDTree(points)
        inner = points[np.all((points > 1e-3) & (points < size - 1e-3), axis=1)]
        gaps.append(np.maximum(tree.query(inner, k=2)[0][:, 1] - 2 * radius, 0.0))
        distance = tree.query(generator.uniform(1e-3, size - 1e-3, (3000, 2)))[0]
        far.append(distance[distance > radius] - radius)
    fractions = np.array([0.25, 0.5, 0.75, 0.95])
    # A tenth of the pitch: sixty sets of shifts hold only so much.
    assert np.quantile(np.concatenate(gaps), fractions) == pytest.approx(
        bridges(radius, pattern, fractions), abs=2.5e-5
    )
    meeting = overlap_of(radius, pattern)
    counted = [np.mean(np.concatenate(far) > each) for each in meeting.distance]
    assert counted == pytest.approx(meeting.farther, abs=0.03)


@pytest.mark.parametrize("layout", ["hexagonal", "square", "random"])
def test_pitch_and_coverage_come_back_as_they_were_given(layout: Layout) -> None:
    by_pitch = Pattern(density=density_of_pitch(layout, 500 * um), layout=layout)
    assert pitch(by_pitch) == pytest.approx(500 * um, rel=1e-12)
    for fraction in (0.05, 0.85):
        pattern = Pattern(density=density_of_coverage(layout, fraction, 120 * um), layout=layout)
        assert float(covered(np.array(120 * um), pattern)) == pytest.approx(fraction, abs=1e-6)
    # 5 % of discs of 120 µm are 442 a square centimetre, as makers reckon.
    assert density_of_coverage("hexagonal", 0.05, 60 * um) == pytest.approx(442 / cm**2, rel=1e-3)


@pytest.mark.parametrize("ratio", [0.1, 0.45])
def test_sampled_passes_are_shifts_of_one_periodic_cell(ratio: float) -> None:
    one, generator = gaps(ratio, 6), np.random.default_rng(2)
    expected = []
    for _ in range(5):
        left = one
        for _ in range(2):
            left = left * np.roll(one, tuple(generator.integers(0, 128, 2)), (0, 1))
        expected.append(1.0 - np.mean(left))
    found = sampled_coverage(ratio, 6, 3, 5, np.random.default_rng(2))
    np.testing.assert_allclose(found, expected, rtol=0.0, atol=1e-14)


def test_a_scan_that_is_kept_cannot_be_changed() -> None:
    pattern = Pattern(density=1e6, passes=2)
    laid = scan(pattern, 1e-3)
    assert scan(pattern, 2e-3).ends[0] > laid.ends[0]
    with pytest.raises(ValueError, match="read-only"):
        laid.zones[0, 0] = 1.0


@pytest.mark.parametrize("neighbours", [4, 6])
@pytest.mark.parametrize("ratio", [0.01, 0.5, 1.0 / sqrt(3.0), sqrt(0.5), 0.99, 1.7, 2.5])
def test_discs_that_are_left_out_would_have_added_nothing(ratio: float, neighbours: int) -> None:
    side, far = 64, range(-9, 10)
    every = np.zeros((side, side))
    left_out = 0
    kept = set(lattice_hits._reaching(ratio, neighbours, side, product(far, far)))
    for centre in product(far, far):
        (distance,) = lattice_hits._distances(neighbours, side, [centre])
        covered = np.clip(0.5 + (ratio - distance) * side, 0.0, 1.0)
        assert centre in kept or not covered.any()
        left_out += centre not in kept
        every += covered
    assert left_out > 100
    assert np.array_equal(counts(ratio, neighbours, side), every)
