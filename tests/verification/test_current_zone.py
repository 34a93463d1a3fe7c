"""Current in the whole chain: what holds without a number of skin, balances, convergence, needles beside each other."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from microthermal import catalog
from microthermal.deposition.current.conducting import Conducting
from microthermal.deposition.engines.joule import Joule
from microthermal.domain.inputs.exposures.current import Current, Electrode
from microthermal.domain.inputs.pulse_timing import Train
from microthermal.simulation.exposures.lighting import lit
from microthermal.simulation.records import ZoneRun
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_candidate

SKIN, LIBRARY = catalog.skin("cheek_iii"), catalog.library()
INSULATED = Electrode(radius=125e-6, bare=3e-4, depth=9e-4, insulated=6e-4)
BARE = Electrode(radius=125e-6, bare=1e-3, depth=1e-3)
USUAL = Current(frequency=1e6, electrode=INSULATED, energy=50e-3, duration=0.1)
JOULE = LIBRARY.engine("joule")
# Heat per volume and kelvin of dermis [J/m³/K].
CAPACITY = 3.55e6
# Volume that 20 mJ raise by 40 K where a volume holds 3.7 MJ/m³/K [m³].
BOUND = 0.135e-9


@cache
def run(exposure: Current, joule: Joule = JOULE, cell: float = 5e-6) -> ZoneRun:
    return run_candidate(SKIN, exposure, None, Settings(cell=cell, deposition=joule, numerical_error=False), LIBRARY)


def sizes(found: ZoneRun) -> np.ndarray:
    zone = found.zone
    return np.array([zone.depth.value, zone.top.value, zone.radius.value, zone.volume.value])


@pytest.mark.parametrize("changes", [
    {}, {"energy": 0.12}, {"electrode": BARE, "energy": 0.3}, {"train": Train(count=3, pause=0.02)},
    {"electrode": replace(INSULATED, layout="monopolar", pins=1)}, {"control": "voltage", "voltage": 40.0},
    {"stack": 2, "interval": 0.4, "depths": (9e-4, 6e-4)},
], ids=str)  # fmt: skip
def test_all_energy_is_stored_or_lost(changes):
    exposure = replace(USUAL, **changes)
    found = run(exposure)
    course, balance = found.extras.current, found.balance
    left = balance.stored + balance.surface + balance.perfused + balance.vapour + balance.ejected
    assert left == pytest.approx(balance.supplied, rel=1e-9)
    assert course.energy[-1] * (1.0 - found.deposited.transmitted) == pytest.approx(balance.supplied, rel=1e-3)
    if exposure.control == "energy":
        assert course.energy[-1] == pytest.approx(exposure.energy * exposure.stack, rel=1e-9)


def test_at_a_given_energy_the_zone_does_not_turn_on_conductivity():
    known = JOULE.conducting
    names = ("horny", "epidermis", "dermis", "fat", "muscle")
    better = Conducting(**{name: 1.6 * getattr(known, name) for name in names}, rise=known.rise, dry=known.dry)
    usual, other = run(USUAL), run(USUAL, replace(JOULE, conducting=better))
    assert sizes(other) == pytest.approx(sizes(usual), rel=1e-6)
    ratio = usual.extras.current.impedance / other.extras.current.impedance
    assert ratio == pytest.approx(1.6, rel=1e-6)


@pytest.mark.parametrize("energy", [20e-3, 50e-3, 120e-3])
def test_no_zone_is_larger_than_its_energy_can_heat(energy):
    """20 mJ raise 0.135 mm³ by 40 K, and no more; nor does any isotherm hold more than its share."""
    assert pytest.approx(20e-3 / (3.7e6 * 40.0), rel=2e-3) == BOUND
    found = run(replace(USUAL, energy=energy))
    assert found.zone.volume.value < BOUND * energy / 20e-3
    moment, grid = found.moments[3], found.damage.grid
    rise = moment.temperature - found.tissue.temperature
    for level in (20.0, 40.0):
        assert level * CAPACITY * float(grid.volume[rise > level].sum()) < 1.02 * energy


@pytest.mark.parametrize(("bare", "low", "high"), [(2e-4, 5.0, 7.0), (3e-4, 3.0, 4.0)])
def test_at_its_surface_a_bare_needle_of_a_millimetre_heats_a_sixth_of_a_short_tip(bare, low, high):
    """At the same energy, before heat has spread: a sixth of a tip of 0.2 mm, a third of one of 0.3 mm."""

    def beside(tip):
        weak = replace(USUAL, electrode=tip, energy=5e-3)
        skin = lit(SKIN, weak, None, Settings(deposition=JOULE), LIBRARY).deposited
        row = int(np.searchsorted(skin.grid.z, tip.depth - 0.5 * tip.bare))
        return float(skin.energy[row, np.searchsorted(skin.grid.r, tip.radius + 20e-6)])

    short = replace(INSULATED, bare=bare, insulated=INSULATED.depth - bare)
    assert low < beside(short) / beside(BARE) < high


def test_a_zone_as_wide_takes_a_bare_needle_of_a_millimetre_two_to_three_times_the_energy():
    """Less than its heat at the surface says: what lies thin there spreads less."""

    def width(exposure):
        zone, tip = run(exposure, cell=1e-5).zone, exposure.electrode
        return float(zone.outline[np.searchsorted(zone.z, tip.depth - 0.5 * tip.bare)])

    energies = (0.10, 0.12, 0.15)
    widths = [width(replace(USUAL, electrode=BARE, energy=energy)) for energy in energies]
    assert 2.0 < float(np.interp(width(USUAL), widths, energies)) / USUAL.energy < 3.0


def test_the_zone_lies_below_a_whole_epidermis_and_a_bare_needle_opens_it():
    insulated = run(USUAL).zone
    bare = run(replace(USUAL, electrode=BARE, energy=0.3)).zone
    assert insulated.top.value > 0.3e-3
    assert bare.top.value == 0.0


def test_finer_cells_and_more_portions_change_little():
    usual = sizes(run(USUAL))
    assert sizes(run(USUAL, cell=2.5e-6)) == pytest.approx(usual, rel=0.01)
    assert sizes(run(USUAL, replace(JOULE, count=32))) == pytest.approx(usual, rel=0.015)
    drying = replace(USUAL, energy=0.25, duration=0.05)
    assert sizes(run(drying, replace(JOULE, count=120))) == pytest.approx(sizes(run(drying)), rel=0.05)


def test_the_same_energy_in_ten_times_the_time_kills_less():
    """As around electrodes in minipigs: necrosis after 500 ms, none after the same in 5 s (10.2147/ccid.s446814)."""
    fast, slow = (run(replace(USUAL, duration=duration)).zone.volume.value for duration in (0.1, 1.0))
    assert fast > 10.0 * slow


def test_a_zone_grows_with_energy_and_shrinks_with_the_radius_of_the_tip():
    volumes = [run(replace(USUAL, energy=energy)).zone.volume.value for energy in (20e-3, 50e-3, 80e-3, 120e-3)]
    assert volumes == sorted(volumes)
    widths = [
        run(replace(USUAL, electrode=replace(INSULATED, radius=radius))).zone.volume.value
        for radius in (100e-6, 125e-6, 150e-6)
    ]
    assert widths == sorted(widths, reverse=True)


def test_drying_raises_the_impedance_and_the_highest_voltage_lowers_the_energy():
    strong = replace(USUAL, energy=0.25, duration=0.05)
    free, tied = run(strong, cell=1e-5), run(replace(strong, voltage=45.0), cell=1e-5)
    course = free.extras.current
    assert course.impedance.min() < 0.8 * course.impedance[0]
    assert course.impedance[-1] > 1.2 * course.impedance.min()
    assert tied.extras.current.voltage.max() == pytest.approx(45.0)
    assert tied.extras.current.energy[-1] < 0.99 * course.energy[-1]
    assert any("highest voltage" in one.text for one in tied.cautions)
    assert not any("highest voltage" in one.text for one in free.cautions)


def test_the_same_question_gives_the_same_bits():
    one, two = run(USUAL), run_candidate(
        SKIN, USUAL, None, Settings(cell=5e-6, deposition=JOULE, numerical_error=False), LIBRARY
    )  # fmt: skip
    assert one.damage.omega.tobytes() == two.damage.omega.tobytes()
    assert one.extras.current.impedance.tobytes() == two.extras.current.impedance.tobytes()
