"""A zone and its lattice follow constants and inputs: moved by rounding, they move by rounding."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from tests.verification.posedness import FrozenLight, found_in, frozen_grid, inputs, moved, worst

from microthermal import catalog
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.heat import scene, water
from microthermal.numerics.damage.contours import deepest
from microthermal.numerics.damage.lattice_chance import coverage_deviation
from microthermal.simulation.field_run import CLOSE, correction, run_field
from microthermal.simulation.records import ZoneRun
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.units import cm, um
from microthermal.zones import injury, lattice
from microthermal.zones.patterns import NEIGHBOURS, overlap, pitch, twice
from microthermal.zones.scanning import scan

# Rounding, and what it may amount to at the end: a ten-thousandth of a part in a hundred thousand.
ROUNDING, MOST = 1e-13, 1e-9
SKIN = catalog.skin("cheek_iii")
SETTINGS = Settings(cell=3e-5, relaxation=0.03, numerical_error=False, warm_start=False)
CASES = {
    "warmed": ("er_glass_1550", 0.02, 0.003, Pattern(density=250 / cm**2, passes=4)),
    "drilled": ("fractional_co2", 0.02, None, Pattern(density=100 / cm**2)),
    "ejected": ("er_yag_2940", 0.004, None, Pattern(density=200 / cm**2, layout="square", passes=2)),
}


@cache
def start(case: str) -> tuple[ZoneRun, Settings, Treatment]:
    """Run of a case, settings with its light frozen, and its treatment."""
    name, energy, duration, pattern = CASES[case]
    pulse = catalog.device(name).pulse(energy=energy, duration=duration)
    walked = replace(SETTINGS, deposition=MonteCarlo(photons=3200, threads=1) if case == "warmed" else None)
    run = run_zone(SKIN, pulse, None, walked)
    light: Any = FrozenLight(run.deposited, energy)
    return run, replace(SETTINGS, deposition=light), Treatment(pulse=pulse, pattern=pattern)


def outcome(case: str, skin: Any = SKIN, treatment: Treatment | None = None) -> dict[str, np.ndarray]:
    """All numbers of zone, lattice, field and injury of a case, on its grid and in its light."""
    first, settings, usual = start(case)
    treatment = treatment or usual
    with frozen_grid(first):
        run = run_zone(skin, treatment.pulse, treatment.cooling, settings)
    warmth = run_field(run, skin, treatment, settings)
    laid = lattice(run.zone, treatment.pattern, treatment.pulse, run.damage, warmth)
    return found_in(
        lattice=laid, injury=injury(run.damage, laid, skin), balance=run.balance, confinement=run.confinement,
        heating=run.heating.temperature,
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_rounding_of_an_input_moves_no_output(case: str) -> None:
    before, (_, _, treatment) = outcome(case), start(case)
    # The layer of the zone, and what holds for the whole skin; light is frozen, so optics are not felt.
    felt = [path for path in inputs(SKIN) if path[0] != "layers" or path[1] == 3]
    felt = [path for path in felt if "scattering" not in path and "follicle" not in path]
    moves = [(moved(SKIN, path, 1.0 + ROUNDING), treatment, path) for path in felt]
    moves += [(SKIN, moved(treatment, path, 1.0 + ROUNDING), path) for path in inputs(treatment)]
    assert len(moves) > 15
    failed = {
        ".".join(map(str, path)): told[:3]
        for skin, changed, path in moves
        if (told := worst(before, outcome(case, skin, changed), MOST))
    }
    assert not failed


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", ["BOILING_TEMPERATURE", "LATENT_HEAT", "BLOOD_HEAT_CAPACITY"])
def test_rounding_of_a_constant_moves_no_output(case: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = outcome(case)
    monkeypatch.setattr(scene, name, getattr(water, name) * (1.0 + ROUNDING))
    assert not worst(before, outcome(case), MOST)


@pytest.mark.parametrize("layout", ["hexagonal", "square"])
def test_zones_that_do_not_meet_fraction_exactly_nothing(layout: Any) -> None:
    for density in (57.3 / cm**2, 250 / cm**2, 400 / cm**2):
        pattern = Pattern(density=density, layout=layout)
        for radius in np.linspace(0.01, 0.4999, 23) * pitch(pattern):
            assert overlap(float(radius), pattern) == 0.0
            assert float(twice(np.array(radius), pattern)) == 0.0


@pytest.mark.parametrize("layout", ["hexagonal", "square", "random"])
def test_double_hits_of_tiny_zones_keep_their_digits(layout: Any) -> None:
    pattern = Pattern(density=100 / cm**2, layout=layout, passes=2)
    # Two passes at random: c² for tiny zones, half of λ² at random, and four times less at half the radius.
    wide, narrow = (float(twice(np.array(radius), pattern)) for radius in (2e-8, 1e-8))
    assert narrow > 0.0 and wide / narrow == pytest.approx(16.0, rel=1e-6)


@pytest.mark.parametrize(("layout", "ratio"), [("hexagonal", 0.63), ("square", 0.8)])
def test_what_is_counted_on_points_follows_the_radius_without_jumps(layout: Any, ratio: float) -> None:
    pattern, neighbours = Pattern(density=400 / cm**2, layout=layout, passes=3), NEIGHBOURS[layout]
    ratios = ratio * (1.0 + np.linspace(0.0, 5e-4, 9))
    fractions = [float(twice(np.array(each * pitch(pattern)), replace(pattern, passes=1))) for each in ratios]
    assert np.abs(np.diff(fractions, 2)).max() < 3e-6
    # Chance is counted where holes are left.
    deviations = [coverage_deviation(0.7 * each, neighbours, 3) for each in ratios]
    assert np.abs(np.diff(deviations, 2)).max() < 3e-6


def test_a_hole_has_the_neighbours_that_lie_around_it() -> None:
    """Of those a pitch farther away none is drawn in because rounding puts it before its equals."""
    run, settings, treatment = start("warmed")
    pattern = replace(treatment.pattern, passes=1)
    rises = [
        run_field(run, SKIN, replace(treatment, pattern=replace(pattern, density=pattern.density * factor)), settings)
        for factor in 1.0 + 1e-9 * np.arange(5)
    ]
    assert np.ptp([each.rise for each in rises]) < 1e-7 * rises[0].rise


def test_strips_of_a_tip_do_not_turn_on_rounding() -> None:
    pattern = Pattern(density=1 / (500 * um) ** 2, layout="square", order="roller", width=2.5e-3, area=1e-4)
    orders = [scan(replace(pattern, width=2.5e-3 * (1.0 + change)), 1e-3).zones for change in (-1e-13, 0.0, 1e-13)]
    for other in orders[1:]:
        assert np.array_equal(orders[0], other)
    strips = np.flatnonzero(np.diff(orders[0][:, 0]) < -1e-3)
    assert len(orders[0]) / (strips.size + 1) > 5


def test_a_start_is_corrected_without_a_jump() -> None:
    misses = np.linspace(-3.0, 3.0, 6001)
    changes = np.array([correction(float(miss)) for miss in misses])
    assert np.abs(np.diff(changes)).max() < 2.1e-3
    assert np.abs(misses - changes).max() <= CLOSE + 1e-12
    assert correction(0.5) == 0.0 and correction(2.0) == 2.0


def test_a_depth_vanishes_without_a_jump() -> None:
    z = np.array([5e-6, 1.5e-5, 2.5e-5])
    tops = np.linspace(-0.6, 0.4, 201)
    depths = [deepest(z, np.array([[top], [top - 1.0], [top - 2.0]]), 0.0, 1.0) for top in tops]
    assert depths[0] == 0.0 and depths[-1] == pytest.approx(9e-6)
    assert np.abs(np.diff(depths)).max() < 6e-8
