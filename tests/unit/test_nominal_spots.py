"""What a nominal spot may stand for, which share of a depth's band it makes, and how much a broad beam may hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

import microthermal as mt
from microthermal import catalog
from microthermal.domain.inputs.beam import Beam
from microthermal.domain.inputs.exposures.illumination import LightDevice
from microthermal.domain.inputs.laser import Basis, Pulse
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.errors import InputError
from microthermal.planning.window.depth_shares import _CAUSES as depth_causes
from microthermal.planning.window.depth_shares import depth_shares
from microthermal.quantity import Range, fields_of
from microthermal.report.sections.zone import depths
from microthermal.simulation.around.treatment import pulse_around
from microthermal.simulation.scenarios import Scenario, changed, standard_scenarios
from microthermal.units import J, mJ, mm, ms, um

LIBRARY = catalog.library()
SKIN = catalog.skin("cheek_iii")
NARROW = Scenario(name="narrow", text="", radius=0.0)
WIDE = Scenario(name="wide", text="", radius=1.0)


def radius_under(scenario: Scenario, pulse: Pulse) -> float:
    _, treatment, _ = changed(scenario, SKIN, Treatment(pulse=pulse, pattern=Pattern(density=1e6)), LIBRARY)
    return treatment.pulse.radius


LIT = [one for one in catalog.names("device") if catalog.device(one).wavelength]
# Spots of a millimetre and more are settings that an eye can check; microbeams are not.
BROAD = [one for one in LIT if catalog.device(one).radius >= 1 * mm]


@pytest.mark.parametrize("name", [one for one in LIT if catalog.device(one).basis.setting != "fluence"])
def test_every_device_says_what_its_spot_may_stand_for(name: str) -> None:
    device = catalog.device(name)
    known = device.basis.radius_range
    assert known is not None
    assert known.low < device.radius < known.high
    assert name in BROAD or known.high >= 1.59 * device.radius
    rows = {row.path for row in catalog.entry("device", name).rows}
    assert {"basis.radius_range.low", "basis.radius_range.high"} <= rows
    if isinstance(device, LightDevice):
        pulse = device.exposure()
    else:
        pulse = device.pulse(energy=device.energy.high, duration=device.duration.high)
    assert radius_under(NARROW, pulse) == pytest.approx(known.low)
    assert radius_under(WIDE, pulse) == pytest.approx(known.high)


@pytest.mark.parametrize("name", [one for one in LIT if catalog.device(one).basis.setting == "fluence"])
def test_a_broad_beam_is_known_to_five_per_cent_and_its_fluence_follows(name: str) -> None:
    device = catalog.device(name)
    known = device.basis.radius_range
    assert name in BROAD and known is not None
    low, high = known.low / device.radius, known.high / device.radius
    assert low == pytest.approx(0.95, abs=2e-3) and high == pytest.approx(1.05, abs=2e-3)
    pulse = device.pulse(energy=device.energy.low, duration=device.duration.high)
    part = pulse_around(pulse, catalog.structure(device.basis.structure))
    for scenario, wide in ((NARROW, low), (WIDE, high)):
        _, treatment, _ = changed(scenario, SKIN, Treatment(pulse=part, pattern=Pattern(density=1e6)), LIBRARY)
        found = treatment.pulse
        assert found.handpiece.spot.radius == pytest.approx(wide * device.radius)
        assert found.radius == part.radius  # it covers the same skin, with more or less energy
        assert found.energy == pytest.approx(part.energy / wide**2)


def test_another_tip_has_the_spread_of_the_usual_one() -> None:
    pulse = catalog.device("eco2_lutronic").pulse(energy=20 * mJ, radius=150 * um)
    assert radius_under(WIDE, pulse) == pytest.approx(300 * um)


def test_pulses_that_state_no_range_take_that_of_all_spots_and_measured_profiles_none() -> None:
    pulse = Pulse(wavelength=10.6 * um, energy=10 * mJ, duration=1 * ms, radius=100 * um, profile="flat_top")
    assert radius_under(NARROW, pulse) == pytest.approx(85 * um)
    assert radius_under(WIDE, pulse) == pytest.approx(160 * um)
    measured = replace(pulse, beam=Beam(radii=(0.0, 100 * um), irradiance=(1.0, 0.0)))
    assert radius_under(WIDE, measured) == pulse.radius
    ring = replace(pulse, beam=Beam(inner_radius=20 * um))
    _, treatment, _ = changed(WIDE, SKIN, Treatment(pulse=ring, pattern=Pattern(density=1e6)), LIBRARY)
    assert treatment.pulse.beam.inner_radius == pytest.approx(32 * um)


def test_a_device_without_a_range_is_read_as_before() -> None:
    device = replace(catalog.device("fractional_co2"), basis=Basis())
    assert device.pulse(energy=20 * mJ).handpiece.radius_range is None


@pytest.mark.parametrize(
    ("energy", "radius", "offered"), [(86, 12, True), (100, 1, True), (20, 0.06, False), (150, 5, False)]
)
def test_joules_by_the_ten_are_for_broad_beams(energy: float, radius: float, offered: bool) -> None:
    broad = replace(
        catalog.device("nd_yag_1064"), energy=Range(low=1 * mJ, high=100 * J), power=1e5, radius=radius * mm
    )
    if offered:
        assert broad.pulse(energy=energy * J).energy == energy
        return
    with pytest.raises(InputError, match=r"energy: 20 J .* broad beam" if energy == 20 else "energy: 150 J"):
        broad.pulse(energy=energy * J)


def test_a_narrow_pulse_of_many_joules_is_a_typing_error() -> None:
    with pytest.raises(InputError, match="broad beam"):
        Pulse(wavelength=1550e-9, energy=20 * J, duration=3 * ms, radius=60 * um)
    for scenario in (NARROW, WIDE, Scenario(name="more", text="", energy=1.2)):
        radius_under(scenario, Pulse(wavelength=1070e-9, energy=100 * J, duration=25 * ms, radius=1 * mm))


def test_the_spot_makes_most_of_the_band_of_a_fine_channel() -> None:
    # A channel's depth goes as one over the area: 110 to 240 um for a spot of "120 um" is a factor of four.
    pulse = catalog.device("eco2_lutronic").pulse(energy=20 * mJ)
    treatment = Treatment(pulse=pulse, pattern=Pattern(density=1e6))
    settings = mt.Settings(numerical_error=False, warm_start=False, cell=20 * um)
    scenarios = standard_scenarios(pulse.wavelength, LIBRARY)
    own = mt.simulate(SKIN, treatment, settings=settings)
    others = []
    for scenario in scenarios:
        skin, other, used = changed(scenario, SKIN, treatment, LIBRARY)
        others.append(mt.simulate(skin, other, settings=settings, library=used))
    shares = depth_shares(own, tuple(others), scenarios)
    assert [share.cause for share in shares][:2] == ["size of the spot", "output of the device"]
    assert shares[0].fraction > 0.8
    assert shares[0].depth.high / shares[0].depth.low > 2.5
    assert all(share.depth.low <= own.zone.depth.value <= share.depth.high for share in shares)
    assert max(share.fraction for share in shares) <= 1.0
    assert depth_shares(own, (), ()) == ()
    table = depths._shares(own, shares)
    assert [row.cells[0].text for row in table.rows] == [share.cause for share in shares]
    assert all(row.cells[2].text.endswith("%") for row in table.rows)


def test_every_change_of_a_scenario_has_words() -> None:
    changes = {field.name for field in fields_of(Scenario) if field.quantity is not None}
    assert changes == set(depth_causes)
