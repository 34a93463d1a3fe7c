"""Current of one pin in skin: what conducts, where it returns, what the generator does, and where the heat goes."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from microthermal.deposition.current.conducting import Conducting, at_rest, conductivity_now
from microthermal.deposition.current.generator import drive
from microthermal.deposition.current.needles import conductor, return_radius
from microthermal.deposition.engines.joule import Joule
from microthermal.domain.inputs.exposures.current import Current, Electrode
from microthermal.domain.inputs.pulse_timing import Train
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Optics, Tissue
from microthermal.errors import InputError
from microthermal.numerics.potential.solution import potential_of
from microthermal.report.sections.families.current import _lean

SIGMA = 0.3


def tissue(r_edges, z_edges, names=("dermis",), thickness=(1e-2,), temperature=310.15) -> Tissue:
    """Layers at one temperature; of light they say nothing."""
    grid = Grid(r_edges=r_edges, z_edges=z_edges)
    ones, none = np.ones(len(names)), np.zeros(len(names))
    optics = Optics(
        wavelength=0.0, names=names, thickness=np.array(thickness), wet_absorption=none, dry_absorption=ones,
        wet_slope=none, scattering=none, anisotropy=none, refractive_index=ones, extinction_index=none,
    )  # fmt: skip
    layer = np.minimum(np.searchsorted(np.cumsum(thickness), grid.z, side="right"), len(names) - 1)
    column, field = np.ones(grid.shape[0]), np.ones(grid.shape)
    return Tissue(
        grid=grid, optics=optics, layer=layer.astype(float), initial_water=741 * column, heat_capacity=3.7e6 * column,
        dry_heat_capacity=1e6 * column, conductivity=0.5 * column, dry_conductivity=0.2 * column,
        perfusion=0 * column, core_temperature=310.15, temperature=temperature * field, water=741 * field,
        removed=0 * field,
    )  # fmt: skip


def around(tip: Electrode, cell=12.5e-6, wide=1.6e-3, deep=4e-3) -> Tissue:
    """Dermis around a pin, in even cells near it."""
    radii = np.concatenate((np.arange(0, 4e-4, cell), 4e-4 * (wide / 4e-4) ** np.linspace(0.0, 1.0, 18)))
    fine = np.arange(0, tip.depth + 4e-4, 2 * cell)
    depths = np.concatenate((fine, fine[-1] + (deep - fine[-1]) * np.linspace(0.03, 1.0, 20) ** 1.5))
    return tissue(radii, depths)


def electrode(**changes) -> Electrode:
    return Electrode(**({"radius": 125e-6, "bare": 3e-4, "depth": 1.5e-3, "insulated": 1.2e-3} | changes))


def current(tip=None, **changes) -> Current:
    settings = {"frequency": 1e6, "electrode": tip or electrode(), "energy": 20e-3, "duration": 0.1}
    return Current(**(settings | changes))


def test_conductivity_rises_to_the_boiling_point_and_collapses_when_water_goes():
    known = Conducting()
    skin = tissue(np.linspace(0, 1e-3, 3), np.linspace(0, 1e-3, 3))
    rest = at_rest(known, skin.optics.names)
    for temperature, factor in ((310.15, 1.0), (360.15, 2.0), (373.15, 2.26), (500.0, 2.26)):
        found = conductivity_now(rest, replace(skin, temperature=np.full((2, 2), temperature)), known)
        np.testing.assert_allclose(found, SIGMA * factor, rtol=1e-12)
    for left, factor in ((1.0, 1.0), (0.5, 0.01 + 0.99 * 0.25), (0.0, 0.01)):
        found = conductivity_now(rest, replace(skin, water=left * skin.water), known)
        np.testing.assert_allclose(found, SIGMA * factor, rtol=1e-12)


def test_layers_of_unknown_tissue_are_all_told_at_once():
    with pytest.raises(InputError) as told:
        at_rest(Conducting(), ("glass", "dermis", "wax"))
    assert [fault.path for fault in told.value.faults] == ["glass", "wax"]


def test_a_pair_has_the_resistance_of_two_cylinders_and_of_two_spheres():
    pair = electrode(pins=2, spacing=1.5e-3)
    reach = return_radius(pair)
    assert math.log(reach / pair.radius) == pytest.approx(math.acosh(0.5 * pair.spacing / pair.radius), rel=1e-12)
    leading = (1 / pair.radius - 1 / pair.spacing) / (1 / pair.radius - 1 / reach)
    assert leading == pytest.approx(1.0, rel=1e-3)


def test_pins_that_alternate_conduct_more_than_a_pair_and_one_of_a_pole_less():
    def impedance(**changes) -> float:
        tip = electrode(**changes)
        return float(Joule().deposit(around(tip), current(tip)).extras.current.impedance[0])

    array, pair = impedance(pins=25), impedance(pins=2)
    alone = impedance(layout="monopolar", pins=1)
    crowded = impedance(layout="monopolar", pins=25)
    assert array < pair < alone < crowded
    # Leading terms of a sphere: half a pair against one in an unbounded medium, 1/a - 1/d against 1/a.
    assert pair / alone == pytest.approx(0.9, abs=0.1)


def test_a_bare_needle_through_a_slab_is_a_coax():
    tip = electrode(bare=2e-3, depth=2e-3, insulated=0.0, pins=2)
    cells = np.linspace(0.0, 1.0, 60)
    radii = np.concatenate((np.linspace(0, 125e-6, 6)[:-1], 125e-6 * 16.0**cells))
    skin = tissue(radii, np.linspace(0, 2e-3, 9))
    below = potential_of(conductor(skin.grid, tip, np.full(skin.grid.shape, SIGMA), (0.0, SIGMA)))
    exact = math.log(return_radius(tip) / tip.radius) / (2 * math.pi * SIGMA * 2e-3)
    assert 1.0 / below.conductance == pytest.approx(exact, rel=2e-3)


def test_the_resistance_does_not_turn_on_where_edges_of_cells_lie():
    tip = electrode()
    exact = Joule().deposit(around(tip, 6.25e-6), current(tip)).extras.current.impedance[0]
    for cell in (11e-6, 12.5e-6, 14.3e-6, 17e-6):
        found = Joule().deposit(around(tip, cell), current(tip)).extras.current.impedance[0]
        assert found == pytest.approx(exact, rel=0.035)


@pytest.mark.parametrize("control", ["energy", "power", "voltage"])
@pytest.mark.parametrize("layout", [("bipolar", 25), ("bipolar", 2), ("monopolar", 1), ("monopolar", 25)])
def test_energy_is_heat_and_what_the_body_takes(control, layout):
    tip = electrode(layout=layout[0], pins=layout[1])
    shot = current(tip, control=control, power=0.2, voltage=20.0 if control == "voltage" else None)
    skin = around(tip)
    found = Joule().deposit(skin, shot)
    course = found.extras.current
    heat = float((found.energy * skin.grid.volume).sum())
    assert heat + found.transmitted * found.sent == pytest.approx(found.sent, rel=1e-10)
    assert course.voltage[0] ** 2 / course.impedance[0] * 0.1 == pytest.approx(found.sent, rel=1e-12)
    assert (found.transmitted > 0.0) == (layout[0] == "monopolar")


def test_the_metal_takes_no_heat_and_no_cell_less_than_none():
    tip = electrode()
    skin = around(tip)
    energy = Joule().deposit(skin, current(tip)).energy
    metal = np.outer(skin.grid.z < tip.depth, skin.grid.r < tip.radius)
    assert np.all(energy[metal] == 0.0)
    assert np.all(energy >= 0.0)


def test_at_a_given_energy_the_heat_does_not_turn_on_conductivity():
    tip = electrode()
    skin = around(tip)
    usual = Joule().deposit(skin, current(tip))
    better = Joule(conducting=Conducting(dermis=0.9, muscle=0.9)).deposit(skin, current(tip))
    np.testing.assert_allclose(better.energy, usual.energy, rtol=1e-9, atol=1e-9 * usual.energy.max())
    assert better.extras.current.impedance[0] == pytest.approx(usual.extras.current.impedance[0] / 3.0, rel=1e-12)
    assert better.extras.current.voltage[0] == pytest.approx(usual.extras.current.voltage[0] / math.sqrt(3), rel=1e-12)


def test_a_thinner_tip_heats_more_at_the_same_energy():
    def hottest(radius: float) -> float:
        tip = electrode(radius=radius)
        skin = around(tip)
        return float(np.sort((Joule().deposit(skin, current(tip)).energy).ravel())[-40])

    assert hottest(100e-6) > hottest(125e-6) > hottest(150e-6)


def test_a_generator_holds_power_up_to_its_highest_voltage():
    free, tied = current(energy=20e-3), current(energy=20e-3, voltage=25.0)
    assert drive(free, 1 / 4000) == (pytest.approx(math.sqrt(800)), pytest.approx(0.2), False)
    assert drive(tied, 1 / 3000) == (pytest.approx(math.sqrt(600)), pytest.approx(0.2), False)
    assert drive(tied, 1 / 4000) == (25.0, pytest.approx(625 / 4000), True)
    held = current(control="voltage", voltage=25.0)
    assert drive(held, 1 / 1000) == (25.0, pytest.approx(0.625), False)


def test_no_energy_gives_no_heat_and_twice_the_energy_twice_the_heat():
    tip = electrode()
    skin = around(tip)
    one, two = (Joule().deposit(skin, current(tip, energy=energy)).energy for energy in (10e-3, 20e-3))
    np.testing.assert_allclose(two, 2.0 * one, rtol=1e-12)
    assert np.all(Joule().deposit(skin, current(tip, energy=0.0)).energy == 0.0)


def test_portions_end_with_the_current_and_course_adds_up():
    shot = current(energy=10e-3)
    ends = Joule(count=4).portions(shot)
    assert ends == pytest.approx((0.025, 0.05, 0.075, 0.1))
    skin = around(shot.electrode)
    parts = [Joule().deposit(skin, replace(shot, energy=2.5e-3, duration=0.025)) for _ in ends]
    course = Joule().gathered(tuple(parts), ends).current
    assert course.energy == pytest.approx([2.5e-3, 5e-3, 7.5e-3, 10e-3])
    assert course.time == pytest.approx(ends)


def test_more_energy_on_a_smaller_tip_is_cut_into_more_portions():
    counts = [len(Joule().portions(current(energy=energy))) for energy in (10e-3, 50e-3, 0.2, 20.0)]
    assert counts == [12, 12, 48, 200]
    assert len(Joule().portions(current(electrode(bare=1e-3, insulated=5e-4), energy=0.2))) < 48


def test_portions_of_a_train_lie_within_its_parts():
    train = Train(count=5, pause=0.02)
    ends = np.array(Joule().portions(current(duration=0.18, train=train))).reshape(5, -1)
    assert ends.shape[1] == 4
    assert ends[:, -1] == pytest.approx([0.02, 0.06, 0.10, 0.14, 0.18])
    assert np.diff(ends, axis=1) == pytest.approx(0.005)


@pytest.mark.parametrize(("wide", "told"), [(1.5e-4, "Zone towards the partner"), (6e-4, "bridges"), (0.0, "")])
def test_the_page_of_a_pair_tells_how_far_its_heat_leans(wide: float, told: str) -> None:
    shown = SimpleNamespace(zone=SimpleNamespace(radius=SimpleNamespace(value=wide)))
    found = _lean(shown, SimpleNamespace(electrode=electrode(pins=2, spacing=1.5e-3)))
    assert told in "".join(cell.text for table in found for row in table.rows for cell in row.cells)
    assert bool(found) == bool(told)
    assert _lean(shown, SimpleNamespace(electrode=electrode(pins=25))) == ()
