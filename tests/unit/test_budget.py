"""Every millijoule of a pulse is somewhere: reflected, carried off, or left as heat, in ablation and without it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from microthermal import Pattern, Treatment, catalog
from microthermal.heat.budget import budget, elsewhere, mirrored_fraction
from microthermal.simulation.field_run import run_field
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.units import mJ

QUICK = replace(Settings(), numerical_error=False, warm_start=False)
PULSES = (
    ("er_glass_1550", 20, {}), ("er_glass_1550", 70, {}), ("thulium_1927", 20, {}),
    pytest.param("nd_yag_1064", 100, {}, marks=pytest.mark.slow),
    ("fractional_co2", 10, {}), ("fractional_co2", 30, {"stack": 2, "interval": 5e-3}), ("er_yag_2940", 20, {}),
)  # fmt: skip


@pytest.mark.parametrize(("device", "energy", "changes"), PULSES)
def test_all_energy_of_a_pulse_is_somewhere(device, energy, changes):
    skin = catalog.skin("cheek_iii")
    pulse = replace(catalog.device(device).pulse(energy=energy * mJ), **changes)
    run = run_zone(skin, pulse, None, QUICK)
    spent = budget(run.deposited, run.balance, pulse)
    parts = spent.reflected + spent.transmitted + spent.vapour + spent.ejected + spent.heat
    assert parts == pytest.approx(pulse.energy * pulse.stack, rel=1e-9)
    assert spent.over <= 1e-9 * spent.sent
    field = run_field(run, skin, Treatment(pulse=pulse, pattern=Pattern(density=1e6)), QUICK)
    assert field.heat.of_one == pytest.approx(spent.heat, rel=1e-6)


def test_light_that_warm_tissue_lets_through_is_not_forgotten():
    pulse = catalog.device("er_glass_1550").pulse(energy=70 * mJ)
    run = run_zone(catalog.skin("cheek_iii"), pulse, None, QUICK)
    light = run.deposited
    spent = budget(light, run.balance, pulse)
    passed = float((light.energy * light.grid.volume).sum()) - run.balance.supplied
    assert passed > 0.05 * pulse.energy
    more_back, more_beside = spent.reflected - light.reflected * pulse.energy, spent.beside - light.lost * pulse.energy
    assert more_back + more_beside == pytest.approx(passed, rel=1e-6)
    assert more_beside > 2.0 * more_back > 0.0


def test_nothing_enters_that_the_surface_mirrors():
    pulse = catalog.device("er_glass_1550").pulse(energy=20 * mJ)
    light = run_zone(catalog.skin("cheek_iii"), pulse, None, QUICK).deposited
    mirrored = mirrored_fraction(light, pulse.energy)
    assert 0.02 < mirrored < light.reflected
    assert elsewhere(light, (1.0 - mirrored) * pulse.energy, pulse.energy) == pytest.approx((mirrored, 0.0, 0.0))
    # An engine that does not say what enters: all that is reflected is mirrored.
    assert mirrored_fraction(replace(light, entrance=np.zeros_like(light.entrance)), pulse.energy) == light.reflected
