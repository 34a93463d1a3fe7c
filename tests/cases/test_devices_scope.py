"""Public case PC18: runs whose target is discrete, or whose pulse is too short, say that they lie outside the model."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reference import synthetic

from microthermal import catalog
from microthermal.catalog.reading.folders import FOLDERS
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


def test_short_pulses_carry_a_caution_beside_that_of_their_wavelength():
    stages = [(one.weight, one.source) for one in catalog.scope_cautions(1064 * nm, 6 * ns, catalog.scopes())]
    assert stages == [("warn", "AndersonParrish1983"), ("warn", "VogelVenugopalan2003")]


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
