"""Public case PC18: runs whose target is discrete, or whose pulse is too short, say that they lie outside the model."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reference import synthetic

from microthermal import catalog
from microthermal.catalog.reading.folders import FOLDERS
from microthermal.deposition.breakdown.reach import tears
from microthermal.domain.inputs.laser import Pulse
from microthermal.simulation.chain import simulate
from microthermal.units import ms, nm, ns


@pytest.mark.parametrize(
    ("wavelength", "weight"),
    [(532, "stop"), (595, "stop"), (755, "stop"), (810, "stop"), (940, "stop"), (1064, "warn")],
)
def test_wavelengths_of_vessels_and_hair_carry_a_caution(wavelength, weight):
    (found,) = catalog.scope_cautions(wavelength * nm, 1 * ms, catalog.scopes())
    assert found.stage == "scope" and found.weight == weight and found.source in catalog.works()
    assert found.text.startswith("light of ")


@pytest.mark.parametrize("wavelength", [1440, 1540, 1550, 1565, 1927, 2940, 10600])
def test_wavelengths_that_water_absorbs_carry_none(wavelength):
    assert catalog.scope_cautions(wavelength * nm, 1 * ms, catalog.scopes()) == ()


@pytest.mark.parametrize("wavelength", [1320, 1550, 2940])
def test_short_pulses_carry_a_caution_where_only_their_heat_is_followed(wavelength):
    stages = [(one.weight, one.source) for one in catalog.scope_cautions(wavelength * nm, 6 * ns, catalog.scopes())]
    assert stages == [("warn", "VogelVenugopalan2003")]


@pytest.mark.parametrize("duration", [6 * ns, 60 * ns, 99 * ns])
def test_every_pulse_of_visible_light_is_torn_by_an_engine_or_carries_a_caution(duration):
    """Breakdown has an engine, whose runs carry cautions of their own; what it does not take must not pass unsaid."""
    for wavelength in range(380, 1100, 5):
        pulse = Pulse(wavelength=wavelength * nm, duration=duration, energy=1e-3, radius=75e-6)
        assert tears(pulse) or catalog.scope_cautions(pulse.wavelength, duration, catalog.scopes()), wavelength
        assert not (tears(pulse) and catalog.scope_cautions(pulse.wavelength, duration, catalog.scopes())), wavelength


def test_the_range_from_half_to_one_micrometre_has_no_gap():
    for wavelength in range(500, 1100, 5):
        weights = {one.weight for one in catalog.scope_cautions(wavelength * nm, 1 * ms, catalog.scopes())}
        assert weights & {"warn", "stop"}, wavelength


def test_the_caution_is_the_first_of_a_run():
    base = synthetic.simulation()
    pulse = replace(base.treatment.pulse, wavelength=595 * nm, stack=1)
    found = simulate(
        base.skin, replace(base.treatment, pulse=pulse, doses=()), base.condition, base.settings,
        lambda *asked: base.run, lambda *asked: base.lattice.warming,
    )  # fmt: skip
    (caution,) = [one for one in found.cautions if one.stage == "scope"]
    assert caution.weight == "stop" and found.cautions[0].weight == "stop"
    assert "no vessel is heated apart" in caution.text


def test_the_table_is_part_of_the_library():
    assert "scope" in catalog.kinds() and "scope" not in FOLDERS
    assert {row.kind for row in catalog.entry("scope").rows} == {"assumed"}
