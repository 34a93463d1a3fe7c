"""The far ends of energy, length, beam and temperature: a result with its cautions or a refusal in words, soon."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from microthermal import catalog
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.inputs.laser import SHAM_ENERGY, Pulse
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.pulse_timing import Train
from microthermal.domain.inputs.treatment import Treatment
from microthermal.errors import MicrothermalError
from microthermal.simulation.chain import simulate
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.units import celsius, nm

# Wavelength, way of removal, profile, engine: few photons, because only the walk's length matters here.
WAVES = {
    "1064 nm": (1064 * nm, "boil_off", "gaussian", MonteCarlo(photons=1000)),
    "1550 nm": (1550 * nm, "boil_off", "gaussian", MonteCarlo(photons=1000)),
    "2940 nm": (2940 * nm, "ejection", "flat_top", None),
    "10600 nm": (10600 * nm, "boil_off", "flat_top", None),
}
# Least energy that gives light [J]: up to SHAM_ENERGY nothing shines.
FAINT = 1.01 * SHAM_ENERGY
CORNERS = list(product((FAINT, 10.0), (1e-9, 10.0), (5e-6, 5e-3)))
# Far above the second that a coarse run takes, so that only a run that hangs fails on a busy machine [s of CPU].
LONGEST = 90.0


def extreme(wave, energy, duration, radius, start):
    wavelength, removal, profile, engine = WAVES[wave]
    pulse = Pulse(
        wavelength=wavelength, energy=energy, duration=duration, radius=radius, profile=profile, removal=removal
    )
    skin = replace(catalog.skin("cheek_iii"), surface_temperature=celsius(start))
    cell = 1e-5 if radius < 1e-4 else 5e-5
    return skin, pulse, Settings(cell=cell, numerical_error=False, relaxation=0.05, deposition=engine)


def sound(run):
    """Whether all that a run tells is a number; a burden may be infinite."""
    zone, damage = run.zone, run.damage
    told = [
        zone.depth.value,
        zone.radius.value,
        zone.volume.value,
        zone.channel_depth.value,
        zone.rim.value,
        *vars(run.balance).values(),
    ]
    return bool(np.all(np.isfinite(told)) and np.all(np.isfinite(damage.peak)) and not np.any(np.isnan(damage.omega)))


def weights(run):
    return {caution.text.split()[0]: caution.weight for caution in run.cautions if caution.stage == "heat"}


@pytest.mark.parametrize("wave", WAVES)
@pytest.mark.parametrize(("number", "corner"), list(enumerate(CORNERS)))
def test_a_corner_gives_a_result_or_words(wave, number, corner):
    energy, duration, radius = corner
    # Cold and warm starts in turns, so that each end of each quantity meets both.
    cold = (number + number // 2 + number // 4) % 2 == 0
    skin, pulse, settings = extreme(wave, *corner, -10 if cold else 45)
    began = time.process_time()
    try:
        run = run_zone(skin, pulse, None, settings)
    except MicrothermalError as refusal:
        assert len(str(refusal)) > 20
    else:
        assert sound(run)
        told = weights(run)
        assert ("skin" in told) == cold  # would freeze
        assert told.get("light") == ("warn" if duration == 1e-9 else None)  # stress confinement
        breakdown = energy == 10.0 and duration == 1e-9
        assert told.get("irradiance") == (("stop" if radius < 1e-4 else "warn") if breakdown else None)
        assert ("yes" in _confined(run)) == (duration == 1e-9)
        if energy == FAINT:
            assert run.zone.depth.value == 0.0
    assert time.process_time() - began < LONGEST


@pytest.mark.parametrize("energy", [0.0, SHAM_ENERGY])
@pytest.mark.parametrize(("duration", "radius"), list(product((1e-9, 10.0), (5e-6, 5e-3))))
@pytest.mark.parametrize("wave", WAVES)
def test_without_light_every_corner_gives_a_result_in_which_nothing_happened(wave, duration, radius, energy):
    skin, pulse, settings = extreme(wave, energy, duration, radius, 45)
    began = time.process_time()
    run = run_zone(skin, pulse, None, settings)
    assert pulse.sham and sound(run)
    assert run.zone.depth.value == run.zone.volume.value == run.zone.channel_depth.value == 0.0
    assert not np.any(run.damage.omega)
    assert time.process_time() - began < LONGEST


def _confined(run):
    return next(caution.text for caution in run.cautions if caution.text.startswith("thermally confined"))[20:24]


@pytest.mark.parametrize("cooling", ["cold_air", "sapphire", "cryogen_r134a"])
def test_every_cooling_meets_every_end_of_length(cooling):
    around = catalog.cooling(cooling)
    for duration, radius in ((1e-9, 5e-6), (10.0, 5e-3)):
        skin, pulse, settings = extreme("1550 nm", 1e-3, duration, radius, 45)
        pulse = replace(pulse, train=Train(count=5, pause=0.1 * duration) if duration > 1e-6 else None)
        began = time.process_time()
        assert sound(run_zone(skin, pulse, around, settings))
        assert time.process_time() - began < LONGEST


def test_time_runs_forward_through_a_cooled_stack():
    skin, pulse, settings = extreme("1550 nm", 1e-3, 1e-3, 5e-5, 30)
    pulse = replace(pulse, stack=3, interval=0.05)
    for name in ("cold_air", "cryogen_r134a"):
        time_ = run_zone(skin, pulse, catalog.cooling(name), settings).heating.time
        # The last of one pulse and the first of the next are one moment.
        assert np.diff(time_).min() > -1e-9
        assert time_[-1] == pytest.approx(2 * 0.05 + 1e-3 + settings.relaxation)


@pytest.mark.parametrize(
    ("energy", "duration", "radius"), [(FAINT, 10.0, 5e-6), (10.0, 1e-9, 5e-3), (10.0, 10.0, 5e-6)]
)
def test_the_whole_chain_follows_a_corner(energy, duration, radius):
    skin, pulse, settings = extreme("1550 nm", energy, duration, radius, 45)
    treatment = Treatment(pulse=pulse, pattern=Pattern(density=1e4 if radius > 1e-4 else 1e6))
    try:
        found = simulate(skin, treatment, settings=settings)
    except MicrothermalError as refusal:
        assert len(str(refusal)) > 20
    else:
        assert sound(found.run)
        assert np.all(np.isfinite(found.healing.state))
