"""CO2 throws tissue out or boils it off by one equation: which of the two rests on how fast it is heated."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.verification.test_rims import CELL, SETTINGS, ablated

from microthermal import catalog

LENGTHS = (1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2)


def thrown(fluence, duration, settings=SETTINGS):
    """Fraction of the heat that has left which was thrown out, and did not boil off."""
    balance = ablated("fractional_co2", fluence, duration, 2e-4, settings=settings).balance
    return balance.ejected / (balance.ejected + balance.vapour)


def test_co2_goes_over_from_bursting_to_boiling_near_a_third_of_a_millisecond():
    found = [thrown(1e5, duration) for duration in LENGTHS]
    assert np.all(np.diff(found) < 0.0)
    assert found[0] > 0.9
    assert found[-1] < 0.2
    half = float(np.interp(0.5, found[::-1], np.log(LENGTHS)[::-1]))
    # 330 µs, ten times either way with the permeability; an abstract puts it near 1 ms (Ross1996).
    assert 1e-4 < np.exp(half) < 1e-3


def test_irradiance_and_not_length_decides():
    # The same irradiance in three lengths of pulse: none of them changes what it is by more than the length does.
    alike = [thrown(3.3e8 * duration, duration) for duration in (2e-4, 4e-4, 8e-4)]
    other = [thrown(1e5, duration) for duration in (2e-4, 8e-4)]
    assert max(alike) - min(alike) < 0.6 * (other[0] - other[1])
    assert thrown(4e5, 1e-3) > thrown(1e5, 1e-3) + 0.2


@pytest.mark.parametrize("factor", [0.1, 10.0])
def test_the_switch_lies_where_steam_leaks(factor):
    known = catalog.library().heat_model("boil_off")
    moved = replace(known, leak_diffusivity=known.leak_diffusivity * factor)
    near, far = (thrown(1e5, 3e-4, replace(SETTINGS, heat=heat)) for heat in (known, moved))
    assert (far > near + 0.1) if factor < 1.0 else (far < near - 0.1)


def test_damage_below_a_crater_is_flat_up_to_a_millisecond_and_then_rises():
    """As CO2 pulses of 0.25 to 10 ms were seen to (Ross1996, abstract): direction only."""
    zones = [ablated("fractional_co2", 1e5, each, 2e-4, settings=CELL).zone for each in (1e-4, 1e-3, 1e-2, 3e-2)]
    damage = np.array([zone.reach("collagen").depth.value - zone.channel_depth.value for zone in zones])
    assert abs(damage[1] - damage[0]) < 4e-6
    assert damage[2] > damage[1] + 4e-6
    assert damage[3] > damage[2] + 6e-6


def test_a_narrow_channel_depends_on_cells_no_more_than_a_cell_does():
    found = []
    for cell in (1e-5, 5e-6):
        zone = ablated("fractional_co2", 1.3e6, 5e-4, settings=replace(SETTINGS, cell=cell)).zone
        found.append(zone.depth.value)
    assert found[0] == pytest.approx(found[1], abs=1.5e-5)


def test_light_that_does_not_ablate_bursts_nothing():
    from microthermal.heat.models.boil_off import BoilOff

    limits = BoilOff().limits(ablates=False)
    assert limits.enthalpy == np.inf
    assert not limits.confined
    assert BoilOff().limits(ablates=True).confined
