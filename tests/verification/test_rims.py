"""What the wall of a channel tells: rims answer to pulse length, stack and depth, and take no more than has left."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from microthermal import catalog
from microthermal.domain.inputs.laser import Pulse
from microthermal.heat.channel import WallFilm
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone

SETTINGS = Settings(numerical_error=False, relaxation=0.1)


def ablated(device, fluence, duration, radius=None, **kwargs):
    """Run of a microbeam of a class of devices, evenly lit, in skin of the abdomen."""
    known = catalog.device(device)
    wide = known.radius if radius is None else radius
    settings = kwargs.pop("settings", SETTINGS)
    pulse = Pulse(
        wavelength=known.wavelength, energy=fluence * np.pi * wide**2, duration=duration, radius=wide,
        profile="flat_top", removal=known.removal, **kwargs,
    )  # fmt: skip
    return run_zone(catalog.skin("abdomen_ii"), pulse, None, settings)


def rims(runs):
    return [run.zone.rim.value for run in runs]


CELL = replace(SETTINGS, cell=2.5e-6)


@pytest.mark.parametrize(
    ("device", "fluence", "radius", "durations", "least"),
    [("er_yag_2940", 4e5, None, (1e-7, 5e-5, 2.5e-4), 10e-6), ("fractional_co2", 2e5, 2e-4, (1e-3, 1e-2, 5e-2), 20e-6)],
)
def test_a_rim_grows_with_the_pulse(device, fluence, radius, durations, least):
    found = rims(ablated(device, fluence, time, radius, settings=CELL) for time in durations)
    assert np.all(np.diff(found) > 0.0)
    assert found[-1] - found[0] > least


@pytest.mark.parametrize(
    ("device", "fluence", "duration"), [("er_yag_2940", 4e5, 2.5e-4), ("fractional_co2", 1.3e6, 1e-3)]
)
def test_a_rim_grows_and_a_stack_drills_ever_less_the_more_pulses_there_are(device, fluence, duration):
    runs = [ablated(device, fluence, duration, stack=stack, interval=0.05) for stack in (1, 2, 4)]
    assert np.all(np.diff(rims(runs)) > 0.0)
    one, two, four = (run.zone.channel_depth.value for run in runs)
    assert two < 1.97 * one
    assert four < 1.95 * two


def test_a_deep_channel_has_a_wider_rim_than_a_shallow_crater():
    shallow, deep = (ablated("er_yag_2940", fluence, 5e-5, settings=CELL) for fluence in (1e5, 1e6))
    assert deep.zone.rim.value > shallow.zone.rim.value + 3e-6


@pytest.mark.parametrize(("device", "duration"), [("er_yag_2940", 2.5e-4), ("fractional_co2", 1e-2)])
def test_the_wall_gets_a_part_of_what_has_left(device, duration):
    known = catalog.library().heat_model(catalog.device(device).removal)
    runs = [
        ablated(device, 6e5, duration, settings=replace(SETTINGS, heat=heat))
        for heat in (known, replace(known, wall_film=WallFilm(thickness=0.0)))
    ]
    coated, bare = (run.balance for run in runs)
    left = [(one.vapour + one.ejected) / one.supplied for one in (coated, bare)]
    assert 0.0 < left[1] - left[0] < 0.4
