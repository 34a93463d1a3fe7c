"""Coverage, overlap, gaps and warming of patterns against geometry, counting of random points, and conduction."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.spatial import cKDTree

from microthermal.domain.inputs.pattern import Layout, Pattern
from microthermal.numerics.damage.lattice_coverage import lattice_gap, lens, random_coverage, random_gap
from microthermal.units import cm, um
from microthermal.zones.patterns import bridge, covered, overlap, pitch

DENSITY = 400 / cm**2


def pattern(layout: Layout, passes: int = 1, density: float = DENSITY) -> Pattern:
    return Pattern(density=density, passes=passes, layout=layout)


def lattice_points(layout: Layout, step: float, size: float, shift: np.ndarray) -> np.ndarray:
    """Points of a lattice that cover a square of a given size with room to spare."""
    n = int(size / step) + 4
    i, j = np.meshgrid(np.arange(-n, 2 * n), np.arange(-n, 2 * n))
    if layout == "hexagonal":
        points = np.column_stack(((i + 0.5 * (j % 2)).ravel(), (sqrt(3) / 2 * j).ravel())) * step
    else:
        points = np.column_stack((i.ravel(), j.ravel())) * step
    return points + shift


@pytest.mark.parametrize(("layout", "cell"), [("hexagonal", sqrt(3) / 2), ("square", 1.0)])
def test_each_microbeam_has_its_fraction_of_the_plane(layout: Layout, cell: float) -> None:
    assert cell * pitch(pattern(layout)) ** 2 * DENSITY == pytest.approx(1.0, rel=1e-12)


@pytest.mark.parametrize("layout", ["hexagonal", "square"])
def test_zones_apart_cover_the_sum_of_their_areas(layout: Layout) -> None:
    radius = 0.49 * pitch(pattern(layout))
    assert covered(np.array(radius), pattern(layout)) == pytest.approx(DENSITY * pi * radius**2, rel=1e-12)
    assert overlap(radius, pattern(layout)) == pytest.approx(0.0, abs=1e-12)
    assert bridge(radius, pattern(layout)) == pytest.approx(0.02 * pitch(pattern(layout)), rel=1e-9)


@pytest.mark.parametrize(("layout", "full"), [("hexagonal", 1 / sqrt(3)), ("square", 1 / sqrt(2))])
def test_coverage_is_full_exactly_where_the_holes_close(layout: Layout, full: float) -> None:
    radii = pitch(pattern(layout)) * full * np.array([1 - 1e-3, 1 - 1e-9, 1.0, 2.0])
    found = covered(radii, pattern(layout))
    assert 0.9999 < found[0] < 1.0
    assert_allclose(found[1:], 1.0, atol=1e-9)


def test_the_lens_of_two_discs_is_that_of_geometry() -> None:
    assert lens(np.array(1.0), 2.0) == pytest.approx(0.0, abs=1e-12)
    assert lens(np.array(1.0), 1.0) == pytest.approx(2 * pi / 3 - sqrt(3) / 2)
    assert lens(np.array(0.3), 1.0) == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("layout", ["hexagonal", "square", "random"])
@pytest.mark.parametrize("passes", [1, 4])
@pytest.mark.parametrize("ratio", [0.3, 0.55])
def test_coverage_agrees_with_counting(layout: Layout, passes: int, ratio: float) -> None:
    generator = np.random.default_rng(7)
    step, count = 1 / sqrt(DENSITY), 40000
    radius, size = ratio * step, 200 * step
    where = pattern(layout, passes)
    hit = np.zeros(count, dtype=bool)
    for _ in range(passes):
        # A probe at a place of its own in each pass sees that pass shifted at random.
        if layout == "random":
            points = generator.uniform(-radius, size + radius, (round(DENSITY * (size + 2 * radius) ** 2), 2))
        else:
            points = lattice_points(layout, pitch(where), size, np.zeros(2))
        hit |= cKDTree(points).query(generator.uniform(0, size, (count, 2)))[0] < radius
    fraction = float(covered(np.array(radius), where))
    # Four standard errors of counting; random fields scatter by about as much again.
    assert abs(np.mean(hit) - fraction) < 6 * sqrt(fraction * (1 - fraction) / count)


def test_overlap_is_what_coverage_lacks() -> None:
    radius = 60 * um
    where = pattern("random", passes=3)
    summed = 3 * DENSITY * pi * radius**2
    assert overlap(radius, where) == pytest.approx(1 - (1 - np.exp(-summed)) / summed)
    assert overlap(0.0, where) == 0.0


def test_the_random_gap_agrees_with_counting() -> None:
    generator = np.random.default_rng(3)
    points = generator.uniform(0, 1, (40000, 2))
    distance = cKDTree(points).query(points, k=2)[0][:, 1]
    inner = np.all((points > 0.03) & (points < 0.97), axis=1)
    for radius in (0.0, 0.5e-3, 1.5e-3):
        counted = float(np.mean(np.maximum(0.0, distance[inner] - 2 * radius)))
        assert random_gap(radius, 40000.0) == pytest.approx(counted, rel=0.02)


def test_the_gap_of_passes_agrees_with_counting() -> None:
    generator = np.random.default_rng(5)
    radius, step, passes = 60 * um, pitch(pattern("hexagonal")), 4
    gaps = []
    for _ in range(1500):
        # A zone of the first pass at 0; the others shifted anywhere in a lattice cell.
        shifts = generator.uniform(0, 1, (passes - 1, 2)) @ (step * np.array([[1.0, 0.0], [0.5, sqrt(3) / 2]]))
        near = [np.min(np.hypot(*(lattice_points("hexagonal", step, step, shift)).T)) for shift in shifts]
        gaps.append(max(0.0, min(step, *near) - 2 * radius))
    error = np.std(gaps) / sqrt(len(gaps))
    assert abs(np.mean(gaps) - bridge(radius, pattern("hexagonal", passes))) < 4 * error


def test_lattices_that_touch_leave_no_bridge() -> None:
    assert lattice_gap(1.0, 1.0, 2.0, 4, 1) == 0.0
    assert lattice_gap(0.4, 1.0, 1.0, 4, 3) < lattice_gap(0.4, 1.0, 1.0, 4, 1) == pytest.approx(0.2)


def test_random_coverage_of_one_small_disc_is_its_area() -> None:
    assert random_coverage(np.array(1e-6), 1.0) == pytest.approx(pi * 1e-12, rel=1e-9)
