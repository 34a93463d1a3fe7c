"""Cautions of pulses and surfaces: plasma, pressure, confinement, ice, what is too hot, a start that is not steady."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.verification.heat_cases import START, heat_grid, heat_tissue

from microthermal.domain.inputs.laser import Cooling, Pulse
from microthermal.domain.inputs.pulse_timing import Train
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.confinement import Confinement
from microthermal.heat.cautions import heaviest, stack_cautions
from microthermal.heat.validity import breakdown_irradiance, pulse_cautions, surface_cautions, surface_drift
from microthermal.tissue.resting import STILL_AIR
from microthermal.units import celsius

PULSE = Pulse(wavelength=1.064e-6, energy=0.02, duration=3e-3, radius=7e-5)
FOUND = Confinement(width=7e-5, mean_depth=3e-4, relaxation=4e-3, transit=4.5e-8, kept=0.7)
TISSUE = heat_tissue(heat_grid(100e-6, 200e-6, 10e-6, 10e-6))
STEADY = replace(TISSUE, temperature=np.full(TISSUE.grid.shape, STILL_AIR.temperature))


def told(found):
    return [(caution.weight, caution.text.split()[0]) for caution in found]


def test_a_usual_pulse_is_told_only_its_confinement():
    (note,) = pulse_cautions(PULSE, FOUND)
    assert note.weight == "note"
    assert note.text.startswith("thermally confined: partly; 70 % of the confined peak rise")


def test_breakdown_of_water_is_that_of_the_source():
    assert breakdown_irradiance(30e-12) == pytest.approx(4.5e15)
    assert breakdown_irradiance(6e-9) == pytest.approx(0.76e15)
    assert breakdown_irradiance(1e-3) == breakdown_irradiance(6e-9)
    assert 0.76e15 < breakdown_irradiance(1e-9) < 4.5e15


@pytest.mark.parametrize(("radius", "weight"), [(1e-3, None), (1e-4, "warn"), (1e-5, "stop")])
def test_plasma_is_told_by_irradiance(radius, weight):
    # 10 mJ in 6 ns, Gaussian: 1.1e12, 1.1e14 and 1.1e16 W/m² on the axis.
    pulse = replace(PULSE, energy=0.01, duration=6e-9, radius=radius)
    found = [caution.weight for caution in pulse_cautions(pulse, FOUND) if caution.source == "Vogel1996"]
    assert found == ([weight] if weight else [])


def test_breakdown_beyond_the_durations_of_its_source_is_told():
    inside = replace(PULSE, energy=0.01, duration=6e-9, radius=1e-5)
    beyond = replace(PULSE, energy=1.0, duration=1e-6, radius=1e-5)
    assert "this was measured from" not in pulse_cautions(inside, FOUND)[0].text
    assert "this was measured from 30 ps to 6 ns" in pulse_cautions(beyond, FOUND)[0].text


def test_a_pulse_that_is_not_absorbed_is_told():
    assert "nothing is heated" in pulse_cautions(PULSE, None)[-1].text


def test_cooling_that_does_not_fit_between_stacked_pulses_is_told():
    cold = Cooling(temperature=263.0, coefficient=4000.0, before=0.5)
    assert stack_cautions(PULSE, cold) == ()
    (short,) = stack_cautions(replace(PULSE, stack=3, interval=0.1), cold)
    assert "time for 97 ms of the 500 ms of cooling" in short.text
    assert stack_cautions(replace(PULSE, stack=3, interval=1.0), cold) == ()
    assert stack_cautions(replace(PULSE, stack=3), None) == ()


def test_of_stacked_pulses_the_heaviest_word_stays():
    first = Caution(stage="heat", text="heat lets 30 % through", weight="warn")
    others = [Caution(stage="heat", text=f"heat lets {fraction} % through", weight="note") for fraction in (12, 9)]
    assert heaviest((first, *others)) == (first,)
    assert heaviest(others) == (others[-1],)


def test_pressure_is_told_by_the_shortest_light():
    short = replace(PULSE, energy=1e-6, duration=10e-9)
    assert told(pulse_cautions(short, FOUND))[0] == ("warn", "light")
    train = replace(PULSE, energy=1e-6, duration=1e-6, train=Train(count=2, pause=0.98e-6))
    assert told(pulse_cautions(train, FOUND))[0] == ("warn", "light")
    assert len(pulse_cautions(replace(train, train=None), FOUND)) == 1


def test_a_steady_unfrozen_surface_is_told_nothing():
    assert surface_cautions(STEADY, 0.5, celsius(20), celsius(90)) == ()


def test_ice_is_told_of_surface_and_start():
    assert told(surface_cautions(STEADY, 0.5, celsius(-0.6), 0.0)) == [("warn", "skin")]
    frozen = replace(TISSUE, temperature=np.full(TISSUE.grid.shape, celsius(-10)))
    assert told(surface_cautions(frozen, 0.5, celsius(20), 0.0))[0] == ("warn", "skin")
    assert surface_cautions(STEADY, 0.5, celsius(-0.4), 0.0) == ()


def test_what_stays_cannot_be_hotter_than_any_residue():
    assert told(surface_cautions(STEADY, 0.5, celsius(20), celsius(501))) == [("warn", "tissue")]


def test_drift_of_the_start_is_that_of_a_half_space():
    # Uniform skin under still air: 10 W/m²/K times the difference, 2 q sqrt(t / (π k c)).
    expected = -2.0 * 10.0 * (START - STILL_AIR.temperature) * np.sqrt(0.5 / (np.pi * 0.5 * 3.55e6))
    assert surface_drift(TISSUE, STILL_AIR, 0.5) == pytest.approx(expected)
    steep = np.array(TISSUE.temperature) + 50e3 * TISSUE.grid.z[:, None]
    assert told(surface_cautions(replace(TISSUE, temperature=steep), 0.5, celsius(20), 0.0)) == [("note", "the")]
