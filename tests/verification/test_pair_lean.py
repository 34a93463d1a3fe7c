"""The lean of a bipolar pair: the exact field of two long needles against the cylinder that stands for each."""

from __future__ import annotations

import math

import numpy as np
import pytest

from microthermal.deposition.current.needles import return_radius
from microthermal.deposition.current.pairs import field_over_even, lean, leans
from microthermal.domain.inputs.exposures.current import Electrode

PAIR = Electrode(radius=1.25e-4, bare=1e-3, depth=1e-3, spacing=1.5e-3, pins=2)


def potential(x, y, electrode: Electrode):
    """Potential of two line sources of ±1, and its field, for two cylinders of the pair's radius at 0 and d."""
    half = 0.5 * electrode.spacing
    pole = math.sqrt(half * half - electrode.radius**2)
    one, two = (x - half + pole) + 1j * y, (x - half - pole) + 1j * y
    return np.log(np.abs(two) / np.abs(one)), np.abs(1.0 / two - 1.0 / one)


def test_both_needles_are_at_one_potential_each() -> None:
    angle = np.linspace(0.0, 2.0 * math.pi, 97)
    x, y = PAIR.radius * np.cos(angle), PAIR.radius * np.sin(angle)
    level, _ = potential(x, y, PAIR)
    other, _ = potential(PAIR.spacing + x, y, PAIR)
    assert np.ptp(level) < 1e-12 and np.ptp(other) < 1e-12
    # Exact resistance of the pair, arcosh(d/2a)/πσL, at the current 2πσL of these sources.
    assert level[0] - other[0] == pytest.approx(2.0 * math.acosh(PAIR.spacing / (2.0 * PAIR.radius)), rel=1e-12)
    # Half of it is what the pin has in the earthed cylinder of the engine.
    assert level[0] == pytest.approx(math.log(return_radius(PAIR) / PAIR.radius), rel=1e-12)


@pytest.mark.parametrize("place", [1.25e-4, 3e-4, 6e-4, -1.25e-4, -3e-4, -2e-3])
def test_field_on_the_line_is_that_of_the_exact_potential(place: float) -> None:
    _, field = potential(np.array(place), np.array(0.0), PAIR)
    assert field_over_even(place, PAIR) == pytest.approx(float(field) * abs(place), rel=1e-12)


def test_heat_is_the_same_at_the_edges_of_a_zone() -> None:
    radius = 2.6e-4
    found = lean(PAIR, radius)
    assert found is not None and found.away < radius < found.towards
    for place in (found.towards, -found.away):
        _, field = potential(np.array(place), np.array(0.0), PAIR)
        assert float(field) == pytest.approx(1.0 / radius, rel=1e-12)
    # Heat of the ring at that radius, all around.
    angle = (np.arange(4096) + 0.5) * 2.0 * math.pi / 4096
    _, field = potential(radius * np.cos(angle), radius * np.sin(angle), PAIR)
    assert found.ring == pytest.approx(float(np.mean(field**2)) * radius**2, rel=1e-9)
    assert found.farthest < 1.0 < found.nearest and 1.0 < found.ring < 1.1


def test_far_apart_nothing_leans_and_close_by_it_bridges() -> None:
    far = lean(Electrode(radius=1.25e-4, bare=1e-3, depth=1e-3, spacing=0.5, pins=2), 2.6e-4)
    assert far is not None and far.towards == pytest.approx(far.away, rel=3e-3) and far.ring == pytest.approx(1.0, 1e-5)
    assert lean(PAIR, 0.4e-3) is None
    assert leans(PAIR) and not leans(Electrode(radius=1.25e-4, bare=1e-3, depth=1e-3))
