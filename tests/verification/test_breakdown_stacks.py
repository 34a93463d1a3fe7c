"""Stacks of short pulses: heat at the wall of a sphere is exact, and neither it nor the chain coagulates the dermis."""

from __future__ import annotations

import math

import numpy as np
import pytest

from microthermal import catalog
from microthermal.deposition.breakdown.stacks import swallowed
from microthermal.deposition.engines.breakdown import Breakdown
from microthermal.domain.inputs.laser import Pulse
from microthermal.numerics.plasma.shells import shell_rise
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone

ALPHA = 1.4e-7


@pytest.mark.parametrize("distance", [2e-5, 1e-4, 5e-4])
def test_a_small_sphere_is_a_point(distance: float) -> None:
    """The highest rise of a point is (3/2π)^{3/2} e^{-3/2} / r³."""
    exact = (3.0 / (2.0 * math.pi)) ** 1.5 * math.exp(-1.5) / distance**3
    assert shell_rise(1e-3 * distance, distance, ALPHA, 1, 1.0) == pytest.approx(exact, rel=0.01)


def test_close_to_the_wall_a_sphere_is_a_plane() -> None:
    """The highest rise beside a plane that gives off heat to both sides is e^{-1/2} / (d √2π · 2) · 2 per area."""
    inner, far = 1.0, 1e-4
    plane = math.exp(-0.5) / (math.sqrt(2.0 * math.pi) * far) / (4.0 * math.pi * inner**2)
    assert shell_rise(inner, inner + far, ALPHA, 1, 1.0) == pytest.approx(plane, rel=0.02)


def test_pulses_without_end_are_a_steady_source() -> None:
    """Far from the sphere, fast pulses warm as their mean power does: f / 4π α r, approached as one over the root."""
    interval, count, distance = 1e-2, 20000, 5e-4
    steady = 1.0 / (interval * 4.0 * math.pi * ALPHA * distance)
    left = distance / math.sqrt(math.pi * ALPHA * count * interval)
    assert shell_rise(5e-5, distance, ALPHA, count, interval) == pytest.approx(steady * (1.0 - left), rel=0.02)


@pytest.mark.slow
@pytest.mark.parametrize("interval", [0.1, 1.0])
def test_a_hundred_pulses_coagulate_nothing_in_the_dermis(interval: float) -> None:
    """0.3 J/cm² over a pitch of 600 µm in dark skin: neither the chain nor the bound warms it enough."""
    skin = catalog.skin("cheek_v")
    pulse = Pulse(
        wavelength=1064e-9, energy=1.08e-3, duration=450e-12, radius=75e-6, stack=100, interval=interval
    )  # fmt: skip
    settings = Settings(numerical_error=False, cell=2e-5, deposition=Breakdown(photons=3200))
    run = run_zone(skin, pulse, None, settings)
    deep = run.damage.grid.z > skin.depth_of("dermis")[0]
    warm = run.damage.peak[deep] - skin.surface_temperature
    assert run.zone.coagulated.depth.value == 0.0
    assert 1.0 < float(np.max(warm)) < 12.0
    bound = [swallowed(pulse, run.extras.vacuoles, name) for name in ("usual", "most")]
    assert all(one.around < 12.0 and one.once < one.around for one in bound if one is not None)
    assert any("is not judged" in one.text and "swallowed all light" in one.text for one in run.cautions)
