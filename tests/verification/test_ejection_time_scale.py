"""Ejection has a time scale: slow light lets steam leak and coagulates tissue that fast light throws out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.verification.heat_cases import VACUUM, column, heat_grid, heat_pulse, heat_tissue
from tests.verification.heat_problems import last
from tests.verification.test_rims import SETTINGS, ablated

from microthermal import catalog
from microthermal.heat.channel import WallFilm
from microthermal.heat.models import evolve
from microthermal.heat.models.ejection import Ejection

COLD = 8e5
GRID = heat_grid(10e-6, 80e-6, 10e-6, 1e-6)
BARE = Ejection(wall_film=WallFilm(thickness=0.0), air=VACUUM, boiling_range=0.0)


def end_of(fluence, duration, structure="smooth", model=BARE):
    """Snapshot at the end of a pulse on a wide body that light of 2.94 µm heats."""
    pulse = replace(heat_pulse(duration), structure=structure)
    return last(evolve(model, heat_tissue(GRID, COLD, 0.0, -3.7e3), column(GRID, fluence), pulse, None, duration))


def threshold(duration, structure="smooth", model=BARE):
    """Fluence [J/m²] from which 2 µm leave, to 3 %."""
    low, high = 3e3, 1e6
    while high / low > 1.03:
        middle = np.sqrt(low * high)
        leaves = end_of(middle, duration, structure, model).removed[1, 0] > 0.0
        low, high = (low, middle) if leaves else (middle, high)
    return np.sqrt(low * high)


def test_threshold_of_ejection_rises_with_the_length_of_a_smooth_pulse():
    found = [threshold(duration) for duration in (1e-7, 1e-5, 1e-4, 1e-3)]
    assert np.all(np.diff(found) > 0.0)
    assert found[0] < 1.05 * threshold(1e-7, model=replace(BARE, leak_diffusivity=0.0))
    # The criterion is the time in which a layer is heated: ten times longer needs several times as much, at most ten.
    assert 2.0 < found[3] / found[2] < 10.0


def test_spikes_throw_out_what_a_smooth_pulse_of_the_same_length_does_not():
    spiking, smooth = (threshold(3e-4, structure) for structure in ("spiking", "smooth"))
    assert smooth > 1.5 * spiking


def test_threshold_hangs_on_permeability_without_a_jump():
    found = [threshold(2.5e-4, model=replace(BARE, leak_diffusivity=leak)) for leak in np.geomspace(2e-8, 2e-6, 9)]
    ratios = np.array(found[1:]) / np.array(found[:-1])
    assert np.all(ratios >= 1.0 / 1.03)
    assert ratios.max() < 2.0


@pytest.mark.parametrize("duration", [1e-5, 1e-3])
def test_steam_that_leaks_is_booked_as_vapour(duration):
    snapshot = end_of(3e4, duration)
    balance = snapshot.balance
    left = balance.stored + balance.surface + balance.perfused + balance.vapour + balance.ejected
    assert left == pytest.approx(balance.supplied, rel=1e-9)
    tight = end_of(3e4, duration, model=replace(BARE, leak_diffusivity=0.0)).balance
    assert balance.ejected < tight.ejected


def test_a_smooth_train_below_its_threshold_coagulates_more_than_it_removes():
    known = catalog.library().heat_model("ejection")  # told apart by structure alone: no floor that trains have dried
    settings = replace(SETTINGS, cell=2.5e-6, heat=replace(known, plume=replace(known.plume, train=1.0)))
    train = {"stack": 6, "interval": 0.05, "radius": 2.5e-4}
    smooth, short = (
        ablated("er_yag_2940", 1.5e4, duration, structure=structure, settings=settings, **train).zone
        for duration, structure in ((5.5e-4, "smooth"), (1e-6, "spiking"))
    )
    # What goes is what earlier pulses have dried: a dry crust takes light as well, and burns off.
    assert smooth.channel_depth.value < 0.5 * smooth.reach("epidermal_cells").depth.value
    assert smooth.reach("epidermal_cells").depth.value > 62e-6
    assert short.channel_depth.value > 1.2 * smooth.channel_depth.value
