"""Public case PC21: one exposure written as a train, as a waveform and as a stack leaves one zone."""

from __future__ import annotations

import pytest

from microthermal import catalog
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.pulse_timing import Train, Waveform
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.units import mJ, ms

BEAM = {"wavelength": 1.55e-6, "radius": 67.5e-6}
QUICK = Settings(numerical_error=False, cell=2e-5, relaxation=0.02, deposition=MonteCarlo(photons=3200, threads=1))
WAYS = {
    "train": Pulse(**BEAM, energy=20 * mJ, duration=24 * ms, train=Train(count=2, pause=20 * ms)),
    "waveform": Pulse(
        **BEAM,
        energy=20 * mJ,
        duration=24 * ms,
        waveform=Waveform(times=(0.0, 2 * ms, 2 * ms, 22 * ms, 22 * ms, 24 * ms), power=(1.0, 1.0, 0.0, 0.0, 1.0, 1.0)),
    ),
    # Twenty milliseconds of pause and two of light: 22 from start to start.
    "stack": Pulse(**BEAM, energy=10 * mJ, duration=2 * ms, stack=2, interval=22 * ms),
}


def test_one_exposure_written_in_three_ways_leaves_one_zone():
    depths = [run_zone(catalog.skin("cheek_iii"), pulse, None, QUICK).zone.depth.value for pulse in WAYS.values()]
    assert depths[0] > 3e-4
    assert depths == pytest.approx([depths[0]] * 3, rel=2e-3)
