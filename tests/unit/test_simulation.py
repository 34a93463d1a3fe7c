"""The chain: what it gathers, what it stamps, and how it treats several visits."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from microthermal import catalog
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.skin import DERMIS
from microthermal.domain.inputs.treatment import Course, Treatment
from microthermal.errors import InputError
from microthermal.planning.metrics import metrics
from microthermal.planning.window.verdicts import outcome
from microthermal.report.law_alternatives import t_cell_shells
from microthermal.simulation.chain import simulate, simulate_course
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.follow_up import LaserEffect, follow_up, uninjured
from microthermal.simulation.gridding import cylinder
from microthermal.simulation.moments import moments_of
from microthermal.simulation.scenarios import changed, heated, standard_scenarios
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.units import cm, day, mJ, ms, um

SETTINGS = Settings(cell=15 * um, numerical_error=False, deposition=MonteCarlo(photons=10_000))
SKIN = catalog.skin("cheek_iii")
REMEMBERED = lru_cache(maxsize=8)(run_zone)


def treatment(energy: float = 20 * mJ, density: float = 250 / cm**2, **pulse: object) -> Treatment:
    made = catalog.device("er_glass_1550").pulse(energy=energy, duration=3 * ms)
    return Treatment(pulse=replace(made, **pulse), pattern=Pattern(density=density, passes=2))


@pytest.fixture(scope="module")
def simulation():
    return simulate(SKIN, treatment(), None, SETTINGS, REMEMBERED)


def test_a_simulation_holds_what_was_asked_beside_what_came_of_it(simulation):
    assert simulation.skin == SKIN
    assert simulation.settings == SETTINGS
    assert simulation.zone.depth.value > 0
    assert simulation.lattice.zone is simulation.zone
    assert len(simulation.stamp.digest) == 64
    assert "monte_carlo" in simulation.stamp.methods


def test_every_metric_is_finite(simulation):
    for result in outcome(simulation).results:
        assert np.isfinite(result.estimate.value), result.metric
        assert result.estimate.unit == metrics[result.metric].unit


def test_a_change_of_what_the_skin_does_not_have_is_not_defined(simulation):
    assert outcome(simulation).of("scar_change").undefined == "skin without a raised scar"


def test_eight_moments_are_kept_in_order(simulation):
    times = [snapshot.time for snapshot in simulation.run.moments]
    wanted = moments_of(simulation.treatment.pulse)
    assert len(times) == len(wanted) == 8
    assert times == sorted(times)
    assert all(time >= want * 0.999 for time, want in zip(times, wanted, strict=True))


def test_the_digest_follows_the_inputs(simulation):
    again = simulate(SKIN, treatment(), None, SETTINGS, REMEMBERED)
    other = simulate(SKIN, treatment(density=260 / cm**2), None, SETTINGS, REMEMBERED)
    assert again.stamp.digest == simulation.stamp.digest != other.stamp.digest


def test_more_zones_injure_more(simulation):
    dense = simulate(SKIN, treatment(density=800 / cm**2), None, SETTINGS, REMEMBERED)
    assert dense.lattice.coverage > simulation.lattice.coverage
    assert dense.injury.necrotic[1] > simulation.injury.necrotic[1]
    assert dense.healing.of("mmp9").max() > simulation.healing.of("mmp9").max()


def test_untreated_skin_keeps_its_condition(simulation):
    state = simulation.untreated.state
    assert np.abs(state - state[0]).max() < 1e-6


@pytest.mark.parametrize(("name", "until"), [("healthy", 30 * day), ("keloid", 30 * day), ("keloid", 60 * day)])
def test_untreated_skin_is_that_of_its_own_condition_and_time(simulation, name, until):
    model, condition = catalog.healing_model(), catalog.condition(name)
    effect = LaserEffect(time=0.0, lattice=simulation.lattice, injury=simulation.injury, doses=())
    for _ in range(2):
        (weeks,) = follow_up(model, SKIN, condition, (effect,), until, catalog.library().ends.needles.value)
        plain = model.follow(uninjured(simulation.injury), condition, (), until)
        np.testing.assert_array_equal(weeks.untreated.state, plain.state)
        np.testing.assert_array_equal(weeks.untreated.time, plain.time)


def test_condition_thickens_the_dermis_and_not_the_epidermis():
    scar = catalog.condition("hypertrophic_scar")
    thick = affected(SKIN, scar)
    dermis = sum(layer.thickness for layer in SKIN.layers if layer.tissue in DERMIS)
    for before, after in zip(SKIN.layers, thick.layers, strict=True):
        factor = scar.dermis_thickness / dermis if before.tissue in DERMIS else 1.0
        assert after.thickness == pytest.approx(before.thickness * factor)
    with pytest.raises(InputError, match="leave thickness_factor at 1"):
        replace(scar, thickness_factor=2.0)


def test_tissue_counts_and_names_do_not(simulation):
    odd = replace(SKIN, layers=tuple(replace(layer, name=f"part {layer.name} x") for layer in SKIN.layers))
    found = simulate(odd, treatment(), None, SETTINGS, lambda *_: simulation.run)
    assert found.injury.tissues == simulation.injury.tissues == tuple(layer.tissue for layer in SKIN.layers)
    for metric_of in ("necrotic_fraction", "apoptotic_fraction", "depth_fraction"):
        assert metrics[metric_of](found) == metrics[metric_of](simulation)
    assert found.healing.state.tolist() == simulation.healing.state.tolist()


def test_a_layer_of_which_nobody_says_what_it_is_is_told(simulation):
    odd = replace(SKIN, layers=(*SKIN.layers[:-1], replace(SKIN.layers[-1], name="galea", tissue=None)))
    found = simulate(odd, treatment(), None, SETTINGS, lambda *_: simulation.run)
    assert [one.weight for one in found.cautions if one.text.startswith("What galea of this skin is made of")] == [
        "warn"
    ]
    assert not any("Layer.tissue" in one.text for one in simulation.cautions)


def test_dermis_is_found_without_epidermis():
    top, bottom = SKIN.depth_of("dermis")
    above = sum(layer.thickness for layer in SKIN.layers[:2])
    assert (top, bottom) == (
        pytest.approx(above),
        pytest.approx(above + SKIN.layers[2].thickness + SKIN.layers[3].thickness),
    )


def test_stacked_pulses_heat_more_than_one():
    one = REMEMBERED(SKIN, treatment(energy=8 * mJ).pulse, None, SETTINGS)
    three = REMEMBERED(SKIN, treatment(energy=8 * mJ, stack=3, interval=20 * ms).pulse, None, SETTINGS)
    assert three.zone.depth.value > one.zone.depth.value
    assert three.balance.supplied == pytest.approx(3 * one.balance.supplied, rel=0.05)


def test_stacked_pulses_must_not_overlap():
    with pytest.raises(InputError, match="overlap"):
        run_zone(SKIN, treatment(stack=2, interval=2 * ms).pulse, None, SETTINGS)


def test_second_visit_starts_where_the_first_ended():
    course = Course(treatments=(treatment(), treatment()), interval=28 * day)
    first, second = simulate_course(SKIN, course, None, SETTINGS, REMEMBERED)
    assert first.healing.time[-1] == pytest.approx(28 * day)
    assert second.untreated.of("new_collagen_3")[0] == pytest.approx(first.healing.of("new_collagen_3")[-1], rel=1e-6)


def test_scenarios_change_what_they_say():
    names = {scenario.name for scenario in standard_scenarios(1.55e-6, catalog.library())}
    usual = {"output low", "output high", "dry skin", "moist skin", "poor conduction", "narrow beam", "wide beam"}
    assert usual | {"clear skin", "turbid skin"} == names
    ablative = standard_scenarios(10.6e-6, catalog.library())
    assert {scenario.name for scenario in ablative} == usual | {"drained channel", "clogged channel"}
    pulse = catalog.device("fractional_co2").pulse(energy=15 * mJ)
    drained, clogged = (heated(scenario, SETTINGS, pulse, catalog.library()).heat for scenario in ablative[-2:])
    assert drained.wall_film.thickness < 30e-6 < clogged.wall_film.thickness
    assert drained.plume.extinction < clogged.plume.extinction
    assert heated(ablative[0], SETTINGS, pulse, catalog.library()) is SETTINGS
    for scenario in standard_scenarios(1.55e-6, catalog.library()):
        skin, changed_treatment, _ = changed(scenario, SKIN, treatment(), catalog.library())
        assert changed_treatment.pulse.energy == pytest.approx(20 * mJ * scenario.energy)
        assert skin.layers[2].composition.water == pytest.approx(SKIN.layers[2].composition.water * scenario.water)
        ratio = skin.layers[2].thermal.conductivity / SKIN.layers[2].thermal.conductivity
        assert ratio == pytest.approx(scenario.conductivity)
        clearer = skin.layers[2].scattering.reduced_500 / SKIN.layers[2].scattering.reduced_500
        assert (clearer < 1.0) == (scenario.name == "clear skin")
        assert (clearer > 1.0) == (scenario.name == "turbid skin")


@pytest.mark.parametrize("wavelength", [1.064e-6, 1.55e-6, 1.927e-6, 2.94e-6, 10.6e-6])
@pytest.mark.parametrize("energy", [1 * mJ, 100 * mJ])
def test_cylinder_follows_layers_and_stays_small(wavelength, energy):
    pulse = Pulse(wavelength=wavelength, energy=energy, duration=1 * ms, radius=60 * um)
    grid = cylinder(SKIN, pulse, catalog.optics(SKIN, wavelength), 5 * um)
    slabs, rings = grid.shape
    assert slabs * rings < 120_000
    borders = np.cumsum([layer.thickness for layer in SKIN.layers])
    for border in borders[borders < grid.z_edges[-1]]:
        assert np.abs(grid.z_edges - border).min() < 1e-9
    assert grid.r_edges[-1] > 4 * pulse.radius


def test_the_t_cell_shell_is_told_by_every_pair_of_laws(simulation) -> None:
    found = t_cell_shells(simulation, catalog.library()).shells
    assert set(found) == {"jurkat", "lymphocytes"}
    assert found["lymphocytes"].thickness.value == pytest.approx(
        simulation.zone.shell("t_cell_apoptosis").thickness.value
    )
    # Jurkat cells die outright 2 K above apoptosis, blood lymphocytes 10 K: about a fifth of the shell.
    assert 0.1 < found["jurkat"].thickness.value / found["lymphocytes"].thickness.value < 0.4


def test_judging_by_another_pair_is_as_good_as_running_it(simulation) -> None:
    names = ("t_cell_apoptosis_jurkat", "t_cell_necrosis_jurkat")
    run = simulate(SKIN, treatment(), None, replace(SETTINGS, laws=names), run_zone)
    judged = t_cell_shells(simulation, catalog.library()).shells["jurkat"]
    assert judged.thickness.value == pytest.approx(run.zone.shell("t_cell_apoptosis").thickness.value, rel=1e-6)


def test_a_run_with_laws_that_the_library_has_lost_says_so(simulation) -> None:
    old = replace(simulation, settings=replace(simulation.settings, laws=("dermal_cells_of_yesterday",)))
    found = t_cell_shells(old, catalog.library())
    assert found.shells == {} and set(found.left_out) == {"jurkat", "lymphocytes"}
    assert "dermal_cells_of_yesterday" in found.left_out["jurkat"]
