"""Skin pressed under a contact tip: geometry, what is conserved, and who chooses it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import microthermal as mt
from microthermal import catalog
from microthermal.cases.pulses import read_pulse
from microthermal.cases.treatment import treatment_case
from microthermal.domain.inputs.beam import Handpiece, Pressing
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.errors import InputError
from microthermal.planning.window import map as window_map
from microthermal.planning.window.depth_shares import depth_shares
from microthermal.simulation.scenarios import changed, scenarios_of, standard_scenarios
from microthermal.simulation.zone_run import run_zone
from microthermal.tissue.pressing import pressed
from microthermal.units import mJ, ms, um

LIBRARY = catalog.library()
SKIN = catalog.skin("abdomen_ii")
PULSE = replace(catalog.device("er_glass_1550").pulse(energy=25 * mJ, duration=2 * ms), handpiece=Handpiece())
SETTINGS = mt.Settings(numerical_error=False, cell=10 * um)


def run(thickness: float, **more: float):
    return run_zone(
        SKIN, replace(PULSE, handpiece=Handpiece(pressing=Pressing(thickness=thickness, **more))), None, SETTINGS
    )


@pytest.mark.slow
def test_a_zone_is_deeper_in_relaxed_skin_by_what_the_skin_was_pressed() -> None:
    depths = [run(thickness).zone.depth.value for thickness in (1.0, 0.85, 0.7, 0.5)]
    ratios = [depth / depths[0] for depth in depths]
    assert np.all(np.diff(ratios) > 0)
    for thickness, ratio in zip((0.85, 0.7, 0.5), ratios[1:], strict=True):
        # The epidermis above is thinner as well, so that a little more light gets deep.
        assert 0.97 / thickness < ratio < 1.1 / thickness
    widths = [run(thickness).zone.radius.value for thickness in (1.0, 0.7)]
    assert widths[1] == pytest.approx(widths[0], rel=0.03)


def test_all_is_kept_when_the_skin_relaxes() -> None:
    found = run(0.7)
    alone = run_zone(pressed(SKIN, Pressing(thickness=0.7)), PULSE, None, SETTINGS)
    assert np.all(found.damage.omega == alone.damage.omega)
    assert found.balance == alone.balance
    grids = (found.tissue.grid, found.deposited.grid, found.damage.grid, found.moments[0].grid)
    assert all(np.array_equal(grid.z_edges, grids[0].z_edges) for grid in grids)
    both = (found, alone)
    for field in ("heat_capacity", "dry_heat_capacity", "initial_water"):
        sums = [(getattr(each.tissue, field)[:, None] * each.tissue.grid.volume).sum() for each in both]
        assert sums[0] == pytest.approx(sums[1], rel=1e-12)
    light = [(each.deposited.energy * each.deposited.grid.volume).sum() for each in both]
    assert light[0] == pytest.approx(light[1], rel=1e-12)
    optical = [each.tissue.optics.absorption * each.tissue.optics.thickness for each in both]
    assert optical[0] == pytest.approx(optical[1], rel=1e-12)
    assert found.tissue.optics.thickness == pytest.approx([layer.thickness for layer in SKIN.layers])


def test_skin_that_is_not_pressed_has_the_bits_of_before() -> None:
    one, other = run(1.0), run_zone(SKIN, PULSE, None, SETTINGS)
    assert np.array_equal(one.damage.omega, other.damage.omega)
    assert np.array_equal(one.damage.grid.z_edges, other.damage.grid.z_edges)
    assert [c.text for c in other.cautions if c.stage == "tissue"] == []
    (told,) = [c for c in one.cautions if c.stage == "tissue"]
    assert told.weight == "note"
    assert "counts as not pressed" in told.text
    (told,) = [c for c in run(0.7).cautions if c.stage == "tissue"]
    assert told.weight == "warn"
    assert "70 %" in told.text


def test_a_case_chooses_how_the_skin_is_pressed() -> None:
    device = catalog.device("icon_1540")
    asked = {"energy": "30 mJ", "duration": "10 ms"}
    assert read_pulse(asked, device).handpiece.pressing == Pressing(applicator="tip")
    assert read_pulse(asked | {"pressing": "none"}, device).handpiece.pressing is None
    chosen = read_pulse(asked | {"pressing": {"thickness": "70 %", "water": "92 %"}}, device).handpiece.pressing
    assert chosen == Pressing(thickness=0.7, water=0.92)
    with pytest.raises(InputError, match=r"pressing\.thickness"):
        read_pulse(asked | {"pressing": {"thickness": "110 %"}}, device)
    scanned = catalog.device("fractional_co2")
    assert read_pulse({"energy": "20 mJ"}, scanned).handpiece.pressing is None


def test_a_map_of_the_window_keeps_what_the_case_chose() -> None:
    case = treatment_case(
        {
            "skin": "cheek_iii", "device": "er_glass_1540", "pattern": {"density": "100 / cm**2"},
            "pulse": {"energy": "20 mJ", "pressing": {"thickness": "80 %"}},
        }
    )  # fmt: skip
    for energy in (10 * mJ, 20 * mJ):
        assert window_map._treatment(case, energy).pulse.handpiece.pressing == Pressing(thickness=0.8)


def test_bands_of_tips_and_rollers_reach_to_pressed_skin_unless_the_case_has_chosen() -> None:
    pulse = catalog.device("icon_1540").pulse(energy=30 * mJ, duration=10 * ms)
    usual = standard_scenarios(pulse.wavelength, LIBRARY)
    every = scenarios_of(pulse, LIBRARY)
    assert [one.name for one in every[len(usual) :]] == ["pressed skin"]
    for chosen in (None, Pressing(thickness=0.8)):
        assert scenarios_of(replace(pulse, handpiece=Handpiece(pressing=chosen)), LIBRARY) == usual
    treatment = Treatment(pulse=pulse, pattern=Pattern(density=1e6))
    _, under, _ = changed(every[-1], SKIN, treatment, LIBRARY)
    assert under.pulse.handpiece.pressing.thickness == LIBRARY.figures.pressing.thickness == 0.7
    assert all(changed(one, SKIN, treatment, LIBRARY)[1].pulse.handpiece == pulse.handpiece for one in usual)
    settings = mt.Settings(numerical_error=False, warm_start=False, cell=20 * um)
    own = mt.simulate(SKIN, treatment, settings=settings)
    deeper = mt.simulate(SKIN, under, settings=settings)
    (share,) = depth_shares(own, (deeper,), every[-1:])
    assert share.cause == "pressure of the tip"
    assert share.depth.high / share.depth.low > 1.25
