"""What the wall of a channel tells: rims answer to pulse length, stack and depth, and take no more than has left."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from microthermal import catalog
from microthermal.domain.inputs.laser import Pulse
from microthermal.heat.channel import WallFilm
from microthermal.simulation.scenarios import heated, standard_scenarios
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


def narrow(duration, settings=CELL, **kwargs):
    """A narrow channel of CO2: 15 mJ in a spot of 120 µm."""
    return ablated("fractional_co2", 0.015 / (np.pi * 60e-6**2), duration, settings=settings, **kwargs)


def beyond_wall(run, endpoint):
    """How far an endpoint is reached beyond the wall at half the depth of a channel [m]."""
    zone, damage = run.zone, run.damage
    half = 0.5 * zone.channel_depth.value
    slab = int(np.searchsorted(damage.grid.z_edges, half)) - 1
    reached = damage.omega[damage.endpoints.index(endpoint), slab] >= 1.0
    edge = damage.grid.r_edges[1:][reached].max()
    return float(edge - np.interp(half, zone.z, zone.channel_outline))


@pytest.mark.parametrize("duration", [1e-4, 1e-3, 1e-2])
def test_a_narrow_channel_keeps_heat_enough_for_the_rims_that_are_seen(duration):
    """What is missing is no heat: a fifth to a quarter of the pulse stays, of which most warms too little for collagen.

    10 to 40 % are derived from rims of CO2. The wall is at boiling however long the pulse, and liquid that stays is
    bounded by what has left: so the rim of collagen hardly answers to its length.
    """
    run = narrow(duration)
    rim, balance, zone = run.zone.rim.value, run.balance, run.zone
    assert 0.1 < balance.stored / balance.supplied < 0.4
    # Spread evenly over all the channel at 84 °C, which is what collagen needs in 10 ms, that heat would fill this rim:
    # no law of damage and no way of bringing the heat there makes more of it.
    area = balance.stored / (3.7e6 * 49.0 * zone.channel_depth.value)
    wall = float(np.interp(0.5 * zone.channel_depth.value, zone.z, zone.channel_outline))
    most = np.sqrt(wall**2 + area / np.pi) - wall
    assert 2.0 * rim < most < 4.0 * rim
    # A stain that tells the living from the dead shows more of it.
    assert 1.5 * rim < beyond_wall(run, "dermal_cells") < most
    assert beyond_wall(run, "collagen") == pytest.approx(rim, abs=3e-6)


def test_the_length_of_a_pulse_tells_on_a_narrow_rim_as_conduction_from_a_boiling_wall_does():
    short, long = narrow(1e-3).zone.rim.value, narrow(1e-2).zone.rim.value
    # Where (84 - 35) / (100 - 35) of the rise is passed, erfc(0.23): 0.45 √(α t), less around a cylinder.
    spread = 0.45 * np.sqrt(1.4e-7 * np.array([1e-3, 1e-2]))
    assert 0.25 * np.diff(spread)[0] < long - short < np.diff(spread)[0]


def test_the_law_of_collagen_decides_how_wide_a_rim_is():
    laws = ("miles_1999", "maitland_1997", "agah_1994", "pearce_1993")
    found = rims(narrow(1e-3, replace(CELL, laws=(f"collagen_{law}",))) for law in laws)
    assert np.all(np.diff(found) < -2e-6)
    assert found[0] > 2.0 * found[-1]


def test_scenarios_of_a_channel_hold_a_band_of_narrow_rims():
    """What stays of all that left bounds the film of a narrow channel: its thickness alone moved no rim."""
    pulse, library = catalog.device("fractional_co2").pulse(energy=0.015), catalog.library()
    named = {each.name: each for each in standard_scenarios(pulse.wavelength, library)}
    drained, clogged = (
        narrow(1e-3, heated(named[f"{name} channel"], CELL, pulse, library)).zone.rim.value
        for name in ("drained", "clogged")
    )
    usual = narrow(1e-3).zone.rim.value
    assert drained < usual - 3e-6
    assert clogged > usual + 3e-6
