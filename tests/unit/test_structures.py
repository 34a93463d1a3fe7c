"""Follicles and vessels on the axis: their records, their share of a beam, their fate, mixes, cases, guidance."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from microthermal import catalog
from microthermal.cases.treatment import treatment_case
from microthermal.catalog.advice.guidance import guidance_cautions
from microthermal.deposition.beam_edge import kept_on_axis
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.deposition.mixing import mixed_optics
from microthermal.domain.inputs.beam import Handpiece, Line, Spot
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.structures.structure import PartOptics
from microthermal.errors import InputError
from microthermal.heat.budget import budget
from microthermal.simulation.around.mixed_light import light_of, tissues_of
from microthermal.simulation.around.treatment import pattern_around, pulse_around
from microthermal.simulation.exposures.lighting import lit
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.tissue.structures import absorption_of
from microthermal.zones.structures import outcome_of

LIBRARY = catalog.library()
HAIR, VEIN = catalog.structure("body_hair"), catalog.structure("leg_vein")
SKIN = replace(catalog.skin("cheek_ii"), structure=replace(HAIR, density=1e6))
WHOLE = Pulse(wavelength=808e-9, energy=20e4 * math.pi * 36e-6, duration=30e-3, radius=6e-3, profile="flat_top")
QUICK = Settings(cell=1.5e-5, numerical_error=False, deposition=MonteCarlo(photons=6400, threads=1))


def test_a_pulse_around_a_hair_has_its_share_and_keeps_the_whole():
    found = pulse_around(WHOLE, HAIR)
    assert found.energy * HAIR.density == pytest.approx(20e4)
    assert found.radius == HAIR.cell
    assert found.handpiece.spot.fluence == pytest.approx(20e4)
    on_axis = pulse_around(replace(WHOLE, profile="gaussian"), HAIR)
    assert on_axis.energy == pytest.approx(2 * found.energy)
    narrow = replace(WHOLE, radius=5e-4, energy=0.1)
    assert pulse_around(narrow, HAIR) is narrow
    pattern = pattern_around(None, WHOLE, HAIR)
    assert pattern.density == HAIR.density
    assert pattern.width**2 == pytest.approx(math.pi * WHOLE.radius**2)


def test_a_follicle_follows_the_papilla_and_its_upper_half_stays():
    deeper = HAIR.in_skin(4e-3)
    shaft, bulb = deeper.parts[2], deeper.parts[1]
    assert shaft.top == 0.0
    assert shaft.bottom == pytest.approx(HAIR.parts[2].bottom + 1e-3)
    assert bulb.top == pytest.approx(HAIR.parts[1].top + 1e-3)
    assert VEIN.in_skin(4e-3) is VEIN


def test_an_absorption_has_a_band_and_follows_melanosomes():
    optics = HAIR.parts[2].optics
    assert [optics.placed(place) for place in (0.0, 0.5, 1.0)] == pytest.approx([1e3, 3e3, 1e4])
    assert optics.placed(0.75) == pytest.approx(math.sqrt(3e3 * 1e4))
    short, long = (absorption_of(HAIR.parts[2], HAIR, each, LIBRARY.spectra) for each in (755e-9, 1064e-9))
    melanin = [LIBRARY.spectra.melanosome.at(each)[0] for each in (755e-9, 1064e-9)]
    assert short / long == pytest.approx(melanin[0] / melanin[1], rel=0.01)
    assert absorption_of(HAIR.parts[2], HAIR, 808e-9, LIBRARY.spectra) == pytest.approx(3e3, rel=1e-3)
    with pytest.raises(InputError, match="bounds of its band"):
        PartOptics(absorption=3.0, low=4.0, high=5.0)


def test_heated_blood_absorbs_more_beyond_a_micrometre_only():
    hot, blood = replace(VEIN, methaemoglobin=3.0), VEIN.parts[1]
    for wavelength, factor in ((1064e-9, 3.0), (808e-9, 1.0)):
        ours = absorption_of(blood, hot, wavelength, LIBRARY.spectra)
        plain = absorption_of(blood, VEIN, wavelength, LIBRARY.spectra)
        water = blood.water * LIBRARY.spectra.water.at(wavelength)[0]
        assert (ours - water) / (plain - water) == pytest.approx(factor)


@pytest.fixture(scope="module")
def run():
    pulse = pulse_around(replace(WHOLE, energy=0.6 * WHOLE.energy), SKIN.structure)
    return pulse, run_zone(SKIN, pulse, catalog.cooling("sapphire"), QUICK, LIBRARY)


@pytest.mark.slow
def test_a_hair_is_heated_and_its_energy_closes(run):
    pulse, found = run
    fate = found.extras.follicle
    shaft, bulb, bulge = (fate.part(name) for name in ("shaft", "bulb_matrix", "bulge"))
    assert shaft.hottest > bulb.hottest > bulge.mean_peak > 310.0
    assert 0.0 <= bulge.lost <= 1.0
    assert bulb.absorption == pytest.approx(1.1e3, rel=0.02)
    assert fate.outcome == outcome_of("follicle", fate.parts)
    assert fate.relaxation.half == pytest.approx(fate.relaxation.by_16 / math.log(2.0))
    assert fate.relaxation.by_16 == 2 * fate.relaxation.by_32
    balance = found.balance
    left = balance.stored + balance.surface + balance.perfused + balance.vapour + balance.ejected
    assert abs(left - balance.supplied) < 1e-3 * balance.supplied
    spent = budget(found.deposited, balance, pulse)
    parts = (spent.reflected, spent.transmitted, spent.vapour, spent.ejected, spent.inside, spent.beside, -spent.over)
    assert sum(parts) == pytest.approx(spent.sent, rel=1e-6)
    assert found.confinement is None


@pytest.mark.slow
def test_more_light_is_hotter_everywhere(run):
    pulse, found = run
    more = run_zone(SKIN, replace(pulse, energy=1.3 * pulse.energy), catalog.cooling("sapphire"), QUICK, LIBRARY)
    for one, other in zip(found.extras.follicle.parts, more.extras.follicle.parts, strict=True):
        assert other.mean_peak > one.mean_peak
        assert other.lost >= one.lost
    assert more.extras.follicle.epidermis > found.extras.follicle.epidermis


@pytest.mark.slow
def test_both_ends_of_the_band_are_told():
    pulse = pulse_around(replace(WHOLE, energy=0.4 * WHOLE.energy), SKIN.structure)
    found = run_zone(SKIN, pulse, None, replace(QUICK, numerical_error=True), LIBRARY).extras.follicle
    low, high = (next(one for one in end.parts if one.name == "shaft") for end in (found.low, found.high))
    assert low.absorption < found.part("shaft").absorption < high.absorption
    assert low.hottest < high.hottest


def mix(*fractions: float) -> Pulse:
    lines = tuple(
        Line(wavelength=wavelength, fraction=fraction)
        for wavelength, fraction in zip((755e-9, 808e-9, 1064e-9), fractions, strict=True)
        if fraction
    )
    return replace(WHOLE, wavelength=lines[0].wavelength, handpiece=Handpiece(lines=lines))


@pytest.mark.slow
def test_a_mix_is_the_sum_of_its_wavelengths():
    pulse = pulse_around(mix(0.3, 0.4, 0.3), SKIN.structure)
    engine = MonteCarlo(photons=3200, threads=1)
    plain = replace(pulse, handpiece=replace(pulse.handpiece, spot=None))
    whole = lit(SKIN, plain, None, replace(QUICK, deposition=engine), LIBRARY)
    grid = whole.tissue.grid
    tissues = tissues_of(SKIN, plain, None, LIBRARY.spectra, lambda _: grid)
    total = np.zeros(grid.shape)
    for number, (line, tissue) in enumerate(zip(pulse.lines, tissues, strict=True)):
        own = replace(engine, seed=engine.seed + 7919 * number)
        total += own.deposit(tissue, plain.at(line)).energy
    assert whole.deposited.energy == pytest.approx(total, rel=1e-12)
    light = whole.deposited
    absorbed = float((light.energy * grid.volume).sum()) / pulse.energy
    assert absorbed + light.reflected + light.transmitted + light.lost == pytest.approx(1.0, abs=1e-3)
    one = mixed_optics([tissue.optics for tissue in tissues], [1.0, 0.0, 0.0], 755e-9)
    assert np.array_equal(one.wet_absorption, tissues[0].optics.wet_absorption)


@pytest.mark.slow
def test_one_line_alone_is_the_plain_pulse():
    alone = pulse_around(mix(0.0, 1.0, 0.0), SKIN.structure)
    plain = pulse_around(WHOLE, SKIN.structure)
    grid = lit(SKIN, plain, None, QUICK, LIBRARY).tissue.grid
    first, second = (
        light_of(tissues_of(SKIN, pulse, None, LIBRARY.spectra, lambda _: grid), pulse, MonteCarlo(photons=3200))[1]
        for pulse in (alone, plain)
    )
    assert np.array_equal(first.energy, second.energy)


def test_a_mix_must_add_up_and_hold_the_leading_wavelength():
    with pytest.raises(InputError, match="add up to 1"):
        Handpiece(lines=(Line(wavelength=755e-9, fraction=0.5),))
    lines = (Line(wavelength=755e-9, fraction=0.5), Line(wavelength=1064e-9, fraction=0.5))
    with pytest.raises(InputError, match="one of the wavelengths"):
        replace(WHOLE, handpiece=Handpiece(lines=lines))


CASE = {
    "skin": {"site": "forearm", "phototype": "III"}, "device": "gentlemax_pro_755",
    "pulse": {"fluence": "20 J/cm**2", "duration": "3 ms"},
}  # fmt: skip


def test_a_case_is_set_by_fluence_and_its_zones_are_the_hairs():
    found = treatment_case(CASE)
    assert found.skin.structure.name == "body_hair"
    assert found.treatment.pulse.handpiece.spot.fluence == pytest.approx(20e4)
    assert found.treatment.pattern.density == found.skin.structure.density
    assert found.device.setting(found.treatment.pulse) == pytest.approx(20e4 * math.pi * 36e-6)
    bare = treatment_case({**CASE, "structure": "none", "pattern": {"density": "1 / cm**2"}})
    assert bare.skin.structure is None
    dark = treatment_case({**CASE, "structure": {"name": "body_hair", "absorption": "high"}})
    assert dark.skin.structure.place == 1.0


def test_a_case_refuses_what_does_not_fit():
    with pytest.raises(InputError) as caught:
        treatment_case({**CASE, "structure": {"name": "body_hair", "methaemoglobin": 3}, "pattern": {"pitch": "1 mm"}})
    assert {fault.path for fault in caught.value.faults} == {"structure.methaemoglobin", "pattern.pitch"}
    with pytest.raises(InputError, match="leave this out"):
        treatment_case({**CASE, "pattern": {"density": "250 / cm**2"}})
    with pytest.raises(InputError, match="give one of the two"):
        treatment_case({**CASE, "pulse": {"fluence": "20 J/cm**2", "energy": "20 J"}})


@pytest.mark.parametrize(
    ("phototype", "fluence", "weight"),
    [("ii", 26.0, None), ("ii", 40.0, "stop"), ("iv", 24.0, "stop"), ("ii", 10.0, "note")],
)
def test_what_a_maker_advises_is_held_against_a_pulse(phototype, fluence, weight):
    device, skin = catalog.device("gentlemax_pro_755"), catalog.skin(f"forearm_{phototype}")
    pulse = device.pulse(energy=fluence * 1e4 * math.pi * device.radius**2)
    told = guidance_cautions(device, pulse, skin)
    assert [one.weight for one in told] == ([] if weight is None else [weight])


def test_a_table_without_a_phototype_warns():
    device, skin = catalog.device("gentlelase_755"), catalog.skin("forearm_vi")
    told = guidance_cautions(device, device.pulse(energy=10.0), skin)
    assert [one.weight for one in told] == ["warn"]


@pytest.mark.slow
def test_a_narrow_spot_gives_less_light_at_depth_and_the_rest_is_lost():
    plain = pulse_around(WHOLE, SKIN.structure)
    begun = lit(SKIN, plain, None, QUICK, LIBRARY)
    z, kept = begun.tissue.grid.z, {}
    for radius in (2e-3, 4e-3, 11e-3, 3e-2):
        kept[radius] = kept_on_axis(begun.tissue, plain, Spot(radius=radius, energy=1.0), 1)
        assert np.all((kept[radius] > 0.0) & (kept[radius] <= 1.0))
    deep = int(np.argmin(np.abs(z - 2e-3)))
    assert kept[2e-3][deep] < kept[4e-3][deep] < kept[11e-3][deep] <= kept[3e-2][deep] == 1.0
    assert kept[2e-3][deep] < 0.6 < 0.85 < kept[11e-3][deep]
    light = begun.deposited
    absorbed = float((light.energy * light.grid.volume).sum()) / plain.energy
    assert absorbed + light.reflected + light.transmitted + light.lost == pytest.approx(1.0, abs=1e-3)


def test_another_energy_of_a_device_keeps_the_part_of_the_beam():
    device = catalog.device("gentlemax_pro_755")
    own = pulse_around(device.pulse(energy=20.0), HAIR)
    found = device.again(own, 30.0)
    assert found.energy == pytest.approx(1.5 * own.energy)
    assert found.handpiece.spot.energy == 30.0
    assert found.radius == own.radius
    assert device.setting(found) == 30.0
    with pytest.raises(InputError):
        device.again(own, 500.0)


@pytest.mark.parametrize("goal", catalog.names("goal"))
def test_long_pulses_are_barred_from_every_goal(goal):
    """They coagulate follicles from 13 J/cm² on, and no goal is about hairs or vessels that go."""
    family, condition = catalog.device("lightsheer_et").family, catalog.goal(goal).condition
    assert any(bar.holds(family, condition) for bar in catalog.bars())


def test_a_wider_spot_of_the_same_energy_gives_a_hair_less():
    own = pulse_around(WHOLE, HAIR)
    assert own.source_radius == WHOLE.radius
    found = own.of_radius(2 * WHOLE.radius)
    assert found.energy == pytest.approx(own.energy / 4)
    assert found.radius == own.radius
    assert found.handpiece.spot.fluence == pytest.approx(own.handpiece.spot.fluence / 4)
