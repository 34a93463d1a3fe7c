"""Steps of devices: known ones are kept to, unknown ones are a scenario that is said to be one, nothing is silent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reference import synthetic

from microthermal import catalog
from microthermal.cases.pattern import density_faults
from microthermal.catalog.device_steps import density_steps, energy_steps, step_cautions, step_words
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.results.field import WarmStart
from microthermal.planning.searches.full_grid import FullGrid
from microthermal.simulation.field_run import run_warmed
from microthermal.simulation.settings import Settings
from microthermal.units import cm, mJ
from microthermal.zones.lattices import cautions

UNKNOWN, LEVELS = catalog.device("er_glass_1550"), catalog.device("fraxel_dual_1550")


def test_steps_that_are_not_known_are_round_and_said_to_be_ours() -> None:
    assert energy_steps(UNKNOWN).size == pytest.approx(1 * mJ)
    assert density_steps(UNKNOWN).size == pytest.approx(50 / cm**2)
    pattern = Pattern(density=250 / cm**2)
    (caution,) = step_cautions(UNKNOWN, UNKNOWN.pulse(energy=20.4 * mJ), pattern)
    assert "are not known" in caution.text and caution.weight == "note"
    assert "default of this project" in step_words(UNKNOWN)


def test_levels_of_a_maker_are_steps_with_a_source() -> None:
    steps = density_steps(LEVELS)
    # Fifteen levels from the least to the greatest density, both of them settings.
    assert (steps.high - steps.low) / steps.size == pytest.approx(14, abs=0.01)
    assert steps.holds(LEVELS.density.low) and steps.holds(LEVELS.density.high)
    assert "DeviceMemory, from memory" in step_words(LEVELS)
    between = Pattern(density=LEVELS.density.low + 0.4 * steps.size)
    found = [one for one in step_cautions(LEVELS, LEVELS.pulse(energy=20 * mJ), between) if one.weight == "warn"]
    assert len(found) == 1 and "lies between two steps" in found[0].text and "349 /cm²" in found[0].text


def test_published_levels_make_the_steps_of_the_older_machine() -> None:
    device = catalog.device("fraxel_restore")
    # Seven levels raise the coverage by 20 % of the surface, in discs of the nominal spot.
    assert 7 * density_steps(device).size * 3.14159 * device.radius**2 == pytest.approx(0.20, rel=1e-3)
    assert "MelasmaFraxelSR" in step_words(device)


def test_a_changed_step_is_the_users() -> None:
    own = replace(UNKNOWN, energy=replace(UNKNOWN.energy, step=2.5 * mJ))
    assert energy_steps(own).nearest(8 * mJ) == pytest.approx(9 * mJ)
    assert "set by the user" in step_words(own)
    assert not any("energy (" in one.text for one in step_cautions(own, own.pulse(energy=9 * mJ), Pattern(density=5e6)))


def test_a_fixed_density_has_no_steps_to_doubt() -> None:
    fixed = catalog.device("alma_1540")
    text = step_cautions(fixed, fixed.pulse(energy=50 * mJ), Pattern(density=fixed.density.low))[0].text
    assert "energy" in text and "density" not in text and "density fixed" in step_words(fixed)


@pytest.mark.parametrize("name", catalog.names("device"))
def test_a_search_tries_only_steps(name: str) -> None:
    device = catalog.device(name)
    steps = energy_steps(device)
    pulses = FullGrid().pulses(device)
    assert pulses and all(steps.holds(pulse.energy) or pulse.energy in (steps.low, steps.high) for pulse in pulses)
    zone = synthetic.simulation().zone
    for pattern in FullGrid().patterns(device, pulses[0], zone):
        assert density_faults(pattern.density, pattern.passes, device) == []


def test_a_zone_starts_no_warmer_than_skin_may_be_and_says_so() -> None:
    base = synthetic.simulation()
    warming = base.lattice.warming
    assert warming is not None
    hot = replace(warming, mean_start=warming.mean_start * 0 + 60.0, warm_start=WarmStart())
    asked = []

    def zone(skin, pulse, cooling, settings, library):
        asked.append(skin)
        return base.run

    for surface in (base.skin.surface_temperature, 321.0, 323.15):
        asked.clear()
        skin = replace(base.skin, surface_temperature=surface)
        _, found = run_warmed(
            skin, base.treatment, Settings(numerical_error=False), zone, lambda *given: hot, catalog.library()
        )
        assert all(skin.surface_temperature <= one.surface_temperature <= 323.15 for one in asked)
        assert found.warm_start.rise == pytest.approx(323.15 - surface, abs=1e-9)
        assert any(
            "warmer on average" in one.text for one in cautions(replace(base.lattice, warming=found), base.run.tissue)
        )
