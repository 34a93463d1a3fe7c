"""How many zones touch their nearest neighbour, against the bridges between them and against counting."""

from __future__ import annotations

from math import exp, pi, sqrt

import numpy as np
import pytest
from scipy.spatial import cKDTree
from tests.verification.test_zones_lattices import DENSITY, pattern

from microthermal.domain.inputs.pattern import Layout, Pattern
from microthermal.units import um
from microthermal.zones.patterns import bridges, covered, density_of_coverage, pitch, touching


@pytest.mark.parametrize("layout", ["hexagonal", "square", "random"])
@pytest.mark.parametrize("passes", [1, 2, 4])
def test_as_many_zones_touch_as_bridges_are_closed(layout: Layout, passes: int) -> None:
    where = pattern(layout, passes)
    fractions = np.linspace(0.0, 1.0, 2001)
    for radius in (0.0, 20 * um, 0.4 * pitch(where), 0.49 * pitch(where), 0.51 * pitch(where)):
        closed = float(np.mean(bridges(radius, where, fractions) <= 0.0))
        # Of one pass of a lattice all neighbours touch or none; with no radius there is nothing that could.
        assert touching(radius, where) == pytest.approx(closed if radius else 0.0, abs=2e-3)
    assert touching(0.499 * pitch(pattern("square")), pattern("square")) == pytest.approx(0.0, abs=1e-12)
    assert touching(0.5 * pitch(pattern("square")), pattern("square")) == 1.0


def test_random_zones_touch_as_counted() -> None:
    generator, where = np.random.default_rng(6), pattern("random", passes=2)
    side = sqrt(40000 / (2 * DENSITY))
    points = generator.uniform(0, side, (40000, 2))
    distance = cKDTree(points, boxsize=side).query(points, k=2)[0][:, 1]
    for radius in (20 * um, 80 * um):
        assert touching(radius, where) == pytest.approx(float(np.mean(distance <= 2 * radius)), abs=0.01)


@pytest.mark.parametrize("layout", ["hexagonal", "square", "random"])
def test_a_coverage_is_that_of_its_density(layout: Layout) -> None:
    for fraction in (1e-3, 0.05, 0.3, 0.95):
        density = density_of_coverage(layout, fraction, 120 * um)
        given = Pattern(density=density, layout=layout)
        assert density > 0.0
        assert float(covered(np.array(120 * um), given)) == pytest.approx(fraction, rel=1e-9)
    # One zone for each area of a zone, thrown at random, leaves the fraction 1/e alive.
    assert density_of_coverage("random", 1.0 - exp(-1.0), 120 * um) == pytest.approx(1.0 / (pi * (120 * um) ** 2))
