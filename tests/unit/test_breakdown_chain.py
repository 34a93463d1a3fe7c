"""Breakdown in the chain: which pulses choose it, what is refused, what it hands on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from microthermal import catalog
from microthermal.deposition.breakdown.reach import tears
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.pulse_timing import Train
from microthermal.errors import InputError
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.zones.families.torn import torn_cautions

QUICK = Settings(numerical_error=False, cell=1e-5, relaxation=0.02)
ARRAY = Pulse(wavelength=755e-9, energy=0.7e-3, duration=550e-12, radius=75e-6)


@pytest.fixture(scope="module")
def run() -> object:
    return run_zone(catalog.skin("cheek_i"), ARRAY, None, QUICK)


def test_short_pulses_choose_the_engine() -> None:
    """Nanoseconds and shorter at wavelengths with known thresholds; trains and longer pulses are light as any."""
    assert tears(ARRAY)
    assert tears(replace(ARRAY, wavelength=532e-9))
    assert tears(replace(ARRAY, wavelength=1064e-9, duration=20e-9))
    assert not tears(replace(ARRAY, duration=1e-6))
    assert not tears(replace(ARRAY, wavelength=1550e-9))
    assert not tears(replace(ARRAY, duration=5e-8, train=Train(count=2, pause=1e-9)))


def test_picoseconds_without_thresholds_are_refused() -> None:
    """At 1550 nm no threshold is known: the sentence about breakdown stays."""
    with pytest.raises(InputError, match="is not modelled: picosecond pulses act by optical breakdown, not by heat"):
        run_zone(catalog.skin("cheek_i"), replace(ARRAY, wavelength=1550e-9), None, QUICK)


def test_femtoseconds_are_refused() -> None:
    """Below ten picoseconds no threshold was measured."""
    with pytest.raises(InputError, match="break tissue down at thresholds that were not measured"):
        replace(ARRAY, duration=1e-13)


@pytest.mark.slow
def test_the_run_holds_vacuoles_and_no_zone_of_heat(run) -> None:
    """A single pulse in light skin kills nothing by heat, by the chain's own account; vacuoles lie beside."""
    assert run.methods[0] == "breakdown"
    assert run.zone.depth.value == 0.0
    assert run.damage.peak.max() < 333.0
    assert run.extras.vacuoles.usual.branch == "seeded"
    assert not run.extras.vacuoles.usual.joined
    texts = [one.text for one in run.cautions]
    assert any("no vacuole that a section shows" in text for text in texts)
    assert not any("plasma is not modelled" in text for text in texts)
    assert torn_cautions(run.extras.vacuoles)[0].stage == "healing"


@pytest.mark.slow
def test_long_stacks_are_warned_of() -> None:
    """Twenty pulses on one spot were seen to coagulate: the caution says so."""
    stacked = replace(ARRAY, stack=20, interval=0.1, energy=0.3e-3)
    found = run_zone(catalog.skin("cheek_i"), stacked, None, QUICK)
    assert any("were seen to coagulate" in one.text and one.weight == "warn" for one in found.cautions)
    assert (
        found.damage.peak.max()
        > run_zone(catalog.skin("cheek_i"), replace(stacked, stack=1), None, QUICK).damage.peak.max()
    )
