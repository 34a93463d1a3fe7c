"""Focused ultrasound in skin: where its focus lies, where its energy goes, what is refused, how wide the band is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from microthermal import catalog
from microthermal.deposition.engines.acoustic import Acoustic
from microthermal.deposition.sound.sounding import sounding_of
from microthermal.domain.inputs.exposures.sound import Sound
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.domain.results.grid import Grid
from microthermal.errors import InputError
from microthermal.numerics.acoustics.field import pressures, waves_for
from microthermal.numerics.acoustics.layers import Media
from microthermal.report.wording import reaches
from microthermal.simulation.chain import simulate
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.exposures.lighting import lit
from microthermal.simulation.families.damping import damped
from microthermal.simulation.scenarios import changed, scenarios_of
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_candidate, run_zone
from microthermal.tissue import sample
from microthermal.tissue.acoustics import acoustics

LIBRARY, SKIN = catalog.library(), catalog.skin("cheek_iii")
SHOT = Sound(frequency=4e6, aperture=7.5e-3, focal_length=15e-3, focus_depth=4.5e-3, energy=0.9, duration=0.03)
QUICK = Settings(cell=1.5e-5, numerical_error=False)


def bare(skin=SKIN, **layer):
    """Skin of one thick layer of dermis."""
    dermis = next(each for each in skin.layers if each.tissue == "reticular_dermis")
    return replace(skin, layers=(replace(dermis, thickness=20e-3, **layer),))


@pytest.mark.parametrize("depth", [3e-3, 4.5e-3])
@pytest.mark.parametrize("aperture", [4.7e-3, 8.3e-3])
def test_in_water_the_greatest_pressure_lies_at_the_nominal_depth(depth, aperture):
    shot = replace(SHOT, focus_depth=depth, aperture=aperture)
    found = sounding_of(acoustics(SKIN, LIBRARY.ends.sound.value), shot)
    media, many = found.media, found.media.speed.size
    water = found._replace(
        media=Media(np.full(many, media.speed[0]), np.full(many, 1e3), 0.0 * media.speed, media.thickness)
    )
    depths = np.linspace(depth - 5e-4, depth + 5e-4, 101)
    axis = pressures(water, waves_for(water, depths[-1], 0.0), depths, np.zeros(1)).squared[:, 0]
    assert abs(depths[np.argmax(axis)] - depth) < 1.1e-5


@pytest.mark.slow
def test_all_energy_is_accounted_for_and_little_of_it_lies_beside_a_wide_grid():
    begun = lit(SKIN, SHOT, None, QUICK, LIBRARY)
    wide = Grid(r_edges=np.linspace(0.0, 25e-3, 501), z_edges=begun.tissue.grid.z_edges)
    tissue = sample(SKIN, wide, begun.tissue.optics)
    engine = Acoustic().informed(SKIN, LIBRARY.ends)
    for found in (begun.deposited, engine.deposit(tissue, SHOT)):
        absorbed = float((found.energy * found.grid.volume).sum()) / SHOT.energy
        assert abs(absorbed + found.reflected + found.transmitted + found.lost - 1.0) < 1e-9
    assert 0.0 <= found.lost < 2e-3 and 0.01 < found.reflected < 0.1 and 0.3 < absorbed < 0.5


def test_the_field_is_known_beside_the_zone():
    run = run_zone(SKIN, SHOT, None, QUICK, LIBRARY)
    field = run.extras.sound
    assert field.intensity.shape == run.damage.omega.shape[1:]
    assert abs(field.focus - SHOT.focus_depth) < 2e-4 and field.band is None
    # Half of the pressure lies 0.7 λF beside the axis (jinc), and some 3.6 λF² before and behind the focus.
    lambda_f = 1.46e3 / SHOT.frequency * SHOT.f_number
    assert field.width == pytest.approx(1.41 * lambda_f, rel=0.05)
    assert 2.0 * lambda_f < field.length < 12.0 * lambda_f
    assert run.zone.top.value > 2e-3 and run.zone.depth.value < 7e-3
    assert field.drive == pytest.approx(30.0 / (2 * np.pi * 15e-3 * (15e-3 - np.sqrt(15e-3**2 - 7.5e-3**2))))


def test_the_epidermis_stays_whole():
    run = run_zone(SKIN, SHOT, None, QUICK, LIBRARY)
    upper = run.damage.grid.z < SKIN.depth_of("dermis")[0]
    assert float(run.damage.omega[:, upper].max()) < 1.0 and run.damage.removed.max() == 0.0


def test_bowls_and_layers_that_cannot_be_are_refused():
    with pytest.raises(InputError, match="touch the skin"):
        run_zone(SKIN, replace(SHOT, aperture=14.9e-3), None, QUICK, LIBRARY)
    strange = replace(SKIN, layers=(replace(SKIN.layers[0], name="one", tissue="other"), *SKIN.layers[1:]))
    with pytest.raises(InputError, match="no speed of sound"):
        run_zone(strange, SHOT, None, QUICK, LIBRARY)
    begun = lit(SKIN, SHOT, None, QUICK, LIBRARY)
    with pytest.raises(InputError, match="say what the layers do to sound"):
        Acoustic().deposit(begun.tissue, SHOT)
    other = Acoustic(acoustics=acoustics(bare(), LIBRARY.ends.sound.value))
    with pytest.raises(InputError, match="of other layers"):
        other.deposit(begun.tissue, SHOT)


def test_what_an_engine_states_itself_stays():
    stated = acoustics(SKIN, replace(LIBRARY.ends.sound.value, skin_attenuation=0.0))
    assert Acoustic(acoustics=stated).informed(SKIN, LIBRARY.ends).acoustics is stated


def test_cautions_tell_what_is_not_known():
    told = " ".join(one.text for one in lit(SKIN, SHOT, None, QUICK, LIBRARY).deposited.cautions)
    assert "lower bound" in told and "9 % to 45 %" in told and "Makers" not in told
    device = replace(SHOT, device="ulthera_4_45", focus_depth=6e-3)
    told = " ".join(one.text for one in lit(SKIN, device, None, QUICK, LIBRARY).deposited.cautions)
    assert "Makers state neither aperture" in told and "below the layers of this skin" in told


def test_a_claimed_temperature_proves_nothing():
    """In skin alone 4 MHz, 4.5 mm and 0.9 J give 17 K from a wide and less than boiling from no narrow bowl."""
    skin = bare()
    low = run_candidate(skin, replace(SHOT, aperture=15e-3 / 3.2), None, QUICK, damped(LIBRARY, 0.0))
    high = run_candidate(skin, replace(SHOT, aperture=15e-3 / 1.8), None, QUICK, damped(LIBRARY, 1.0))
    rises = [float((run.damage.peak - run.tissue.temperature).max()) for run in (low, high)]
    assert rises[0] == pytest.approx(17.0, abs=2.0) and rises[1] > 60.0


@pytest.mark.slow
def test_the_band_spans_bowls_and_damping():
    run = run_zone(SKIN, SHOT, None, replace(QUICK, numerical_error=True), LIBRARY)
    band = run.extras.sound.band
    assert band.f_number.tolist() == [0.9, 1.0, 1.6] and band.peak.shape == (3, 3)
    assert (np.diff(band.peak, axis=1) <= 0.0).all() and band.peak.max() - band.peak.min() > 20.0
    assert band.peak[1, 1] == pytest.approx(run.damage.peak.max(), abs=3.0)
    # The point of coagulation of such devices is said to be smaller than 1 mm³ (Fabi2015, an upper limit).
    assert 0.0 < run.zone.volume.value < 1e-9 and float(band.volume.max()) < 1.2e-9


def test_named_places_lie_where_it_is_hot():
    run = run_zone(SKIN, SHOT, None, QUICK, LIBRARY)
    heating = run.heating
    assert heating.places[:2] == ("surface, axis", "4.5 mm deep, axis") and len(heating.places) == 5
    tops = heating.temperature.max(axis=0)
    assert tops[1] == pytest.approx(run.damage.peak.max(), abs=3.0) and tops[0] < tops[4] < tops[3] < tops[1]


def test_damping_is_a_scenario_and_its_own_cause():
    found = {one.name: one for one in scenarios_of(SHOT, LIBRARY)}
    assert {"clear to sound", "dull to sound", "narrow source"} <= found.keys()
    treatment = Treatment(pulse=SHOT, pattern=Pattern(density=6.4e5))
    _, _, dull = changed(found["dull to sound"], SKIN, treatment, LIBRARY)
    assert dull.ends.sound.value.skin_attenuation == LIBRARY.ends.sound.high.skin_attenuation
    assert dull.ends.sound.value.skin_speed == LIBRARY.ends.sound.value.skin_speed
    _, _, clear = changed(found["clear to sound"], SKIN, treatment, LIBRARY)
    assert clear.ends.sound.value.fat_attenuation == LIBRARY.ends.sound.low.fat_attenuation
    assert damped(LIBRARY, 0.5) is LIBRARY
    half = damped(LIBRARY, 0.75).ends.sound.value.skin_attenuation
    assert half == pytest.approx(
        0.5 * (LIBRARY.ends.sound.value.skin_attenuation + LIBRARY.ends.sound.high.skin_attenuation)
    )


def test_zones_below_a_follicle_do_not_reach_it():
    found = simulate(
        SKIN, Treatment(pulse=SHOT, pattern=Pattern(density=6.4e5)), None, replace(QUICK, warm_start=False)
    )
    follicle = affected(SKIN, found.condition).follicle
    assert found.zone.top.value > follicle.papilla_depth
    assert reaches(found, None) == "lie below the bulge (1 mm) and the hair papilla (2 mm)"
    assert found.injury.epidermis_open == 0.0 and not found.injury.ablated


def test_a_known_bowl_is_no_doubt():
    device = catalog.device("ulthera_4_45")
    usual, known = device.exposure(energy=0.9), device.exposure(energy=0.9, aperture=6e-3, focal_length=14e-3)
    assert usual.handpiece.radius_range == device.basis.radius_range and usual.duration == pytest.approx(0.03)
    assert (known.aperture, known.focal_length) == (6e-3, 14e-3)
    assert known.handpiece.radius_range.low == known.handpiece.radius_range.high == 6e-3
