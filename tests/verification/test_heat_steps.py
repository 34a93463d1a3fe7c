"""Heat: the steps in time are fine enough; what they leave open is small beside a cell and beside damage laws."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from tests.machines.questions import gentle, lit
from tests.verification.heat_cases import column, heat_grid, heat_pulse, heat_tissue, scattered
from tests.verification.heat_fineness import finer as quarter

from microthermal import catalog
from microthermal.heat import evolution
from microthermal.heat.boundary import TOLERANCE
from microthermal.heat.models import evolve
from microthermal.heat.models.boil_off import BoilOff
from microthermal.heat.models.ejection import Ejection
from microthermal.numerics.heat.steps import light_step
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_candidate, run_zone

# Collagen, Ea and A of Maitland & Walsh in tissue.md, section 5: steep enough to show errors of the stream.
FREQUENCY, ENERGY = np.exp(130.0), 372e3


def omega(stream):
    """Damage integral with the logarithm of its rate linear between snapshots."""
    total, before, snapshot = 0.0, None, None
    for snapshot in stream:
        rate = FREQUENCY * np.exp(-ENERGY / 8.314462618 / snapshot.temperature)
        if before is not None:
            ratio = np.log(rate / before)
            flat = np.abs(ratio) < 1e-6
            total = total + snapshot.step * np.where(flat, rate, (rate - before) / np.where(flat, 1.0, ratio))
        before = rate
    return total, snapshot


def warmed(heat=2.6e8, **choices):
    grid = heat_grid(300e-6, 600e-6, 5e-6, 10e-6)
    energy = heat * np.exp(-2 * (grid.r / 60e-6) ** 2) * np.exp(-grid.z[:, None] / 300e-6)
    return evolve(
        BoilOff(**choices), heat_tissue(grid, 700.0, 50.0), scattered(grid, energy), heat_pulse(3e-3), None, 0.1
    )


def drilled(model, **choices):
    grid = heat_grid(200e-6, 500e-6, 5e-6, 5e-6)
    fractions = np.diff(1 - np.exp(-2 * (grid.r_edges / 60e-6) ** 2))
    light = column(grid, 5e-3 * fractions / grid.ring_area)
    return evolve(model(**choices), heat_tissue(grid, 5.5e4, 1.7e4), light, heat_pulse(3e-4), None, 0.05)


@pytest.fixture
def finer(monkeypatch):
    """Call to use pieces of light four times finer from then on."""

    def use():
        pace = evolution.PACE
        finer = pace._replace(
            most_cuts=4 * pace.most_cuts, warming=pace.warming / 4, least_beam=pace.least_beam / 4
        )  # fmt: skip
        monkeypatch.setattr(evolution, "PACE", finer)

    return use


def test_damage_of_a_warmed_column_is_converged_in_time(finer):
    usual, _ = omega(warmed())
    finer()
    fine, _ = omega(warmed(tolerance=TOLERANCE / 200))
    seen = fine > 1e-2
    # A factor of 1.05 in the integral moves its border by 0.1 K, or a fraction of a micrometre.
    assert np.abs(np.log(usual[seen] / fine[seen])).max() < 0.05


@pytest.mark.parametrize("model", [BoilOff, Ejection])
def test_channel_is_converged_in_time(model, finer):
    usual = omega(drilled(model))[1]
    finer()
    fine = omega(drilled(model, tolerance=TOLERANCE / 100))[1]
    depths = [float((s.removed[:, 0] * np.diff(s.grid.z_edges)).sum()) for s in (usual, fine)]
    volumes = [float(np.sum(s.removed * s.grid.volume)) for s in (usual, fine)]
    assert depths[0] == pytest.approx(depths[1], abs=5.1e-6)
    assert volumes[0] == pytest.approx(volumes[1], rel=0.03)


def test_stream_begins_with_the_start_and_ends_on_time():
    times = [s.time for s in warmed()]
    assert times[0] == 0.0
    assert times[-1] == 0.1
    assert 3e-3 in times
    assert 20 < len(times) < 100


def test_rounding_changes_no_step():
    """Light moved by rounding: steps that followed their error freely parted by 1e-5 of their length, heat by 1 mK."""
    tissue, deposited = lit(gentle())
    moved = dataclasses.replace(
        deposited, energy=deposited.energy * (1.0 + 1e-15 * np.random.default_rng(1).standard_normal(tissue.grid.shape))
    )
    model = catalog.heat_model(gentle().removal)
    one, other = (list(evolve(model, tissue, light, gentle(), None, 0.05)) for light in (deposited, moved))
    steps = np.array([[snapshot.step for snapshot in run] for run in (one, other)])
    # What is left is what rounding makes of the light's own bound on a step.
    assert np.abs(steps[0] - steps[1]).max() <= 1e-13 * steps.max()
    assert max(np.abs(a.temperature - b.temperature).max() for a, b in zip(one, other, strict=True)) < 1e-6
    assert np.abs(one[-1].temperature - other[-1].temperature).max() < 1e-9


def test_steps_that_miss_their_tolerance_leave_the_zone_as_it_is(monkeypatch):
    # The strongest pulse of the example of a raised scar, on small cells, with steps no shorter than four times the
    # usual least.
    scar = affected(catalog.skin("abdomen_iii"), catalog.condition("hypertrophic_scar"))
    pulse = catalog.device("er_glass_1550").pulse(energy=0.07)
    settings = Settings(numerical_error=False, cell=2.5e-6)
    shorter = run_zone(scar, pulse, None, settings)
    assert shorter.moments[-1].missed == 0.0
    pace = evolution.PACE
    longer = pace._replace(least_lit=4.0 * pace.least_lit, least_dark=4.0 * pace.least_dark)
    monkeypatch.setattr(evolution, "PACE", longer)
    met = run_zone(scar, pulse, None, settings)
    assert met.moments[-1].missed > 10.0
    assert met.zone.depth.value == pytest.approx(shorter.zone.depth.value, rel=1e-3)
    assert met.zone.radius.value == pytest.approx(shorter.zone.radius.value, rel=1e-3)
    assert met.zone.volume.value == pytest.approx(shorter.zone.volume.value, rel=1e-3)


# Measured: depth within 0.1 %, radius within 1.1 % (50 mJ: the film cools within a step), volume within 0.8 %.
@pytest.mark.parametrize(
    ("name", "energy", "stack", "near"),
    [
        ("fractional_co2", 5e-3, 1, 0.005),
        ("fractional_co2", 15e-3, 1, 0.008),
        ("fractional_co2", 50e-3, 1, 0.015),
        ("fractional_co2", 15e-3, 2, 0.01),
        ("er_yag_2940", 5e-3, 1, 0.006),
    ],
)
def test_ablated_zones_are_those_of_steps_of_a_quarter(name, energy, stack, near):
    pulse = catalog.device(name).pulse(energy=energy, stack=stack, interval=0.05)
    skin, settings = catalog.skin("abdomen_iii"), Settings(numerical_error=False)
    usual = run_candidate(skin, pulse, None, settings)
    with quarter(4.0):
        fine = run_candidate(skin, pulse, None, settings)
    assert usual.zone.depth.value == pytest.approx(fine.zone.depth.value, rel=0.003)
    assert usual.zone.radius.value == pytest.approx(fine.zone.radius.value, rel=near)
    assert usual.zone.volume.value == pytest.approx(fine.zone.volume.value, rel=near)
    # Fewer than half as many: none of the steps is short for nothing.
    assert 2 * usual.heating.time.size < fine.heating.time.size


def test_a_cell_that_ceases_to_boil_makes_no_step_miss_its_tolerance():
    pulse = catalog.device("fractional_co2").pulse(energy=15e-3)
    met = run_candidate(catalog.skin("abdomen_iii"), pulse, None, Settings(numerical_error=False))
    assert met.moments[-1].missed == 0.0
    # Errors of the neighbours of such cells, counted in full, asked for 109 steps in the dark; 66 were seen since.
    assert np.count_nonzero(met.heating.time > pulse.duration) < 85


def test_light_that_ablates_is_cut_by_time():
    pace = evolution.PACE
    strong = 1e9
    assert light_step(pace, 250e-6, strong, True) == pytest.approx(pace.least_beam)
    assert light_step(pace, 250e-6, strong, False) == pytest.approx(250e-6 / pace.most_cuts)
    # Neither in more pieces than others, nor in fewer than the least.
    assert light_step(pace, 1e-3, strong, True) == pytest.approx(1e-3 / pace.most_cuts)
    assert light_step(pace, 50e-6, strong, True) == pytest.approx(50e-6 / pace.least_cuts)
    assert light_step(pace, 250e-6, 1.0, True) == pytest.approx(250e-6 / pace.least_cuts)
