"""Vacuoles of short pulses: light at depth, the two branches, the band, and what is told."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from microthermal import catalog
from microthermal.deposition.breakdown.branches import NOTHING, clean, seeded
from microthermal.deposition.breakdown.cautions import verdict
from microthermal.deposition.breakdown.scene import Scene, scene_of
from microthermal.deposition.breakdown.thresholds import clean_irradiance, heated_fluence, nucleation_fluence
from microthermal.deposition.breakdown.vacuoles import vacuoles
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.inputs.beam import Beam
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.library.breakdown import BreakdownBand
from microthermal.domain.results.grid import Grid
from microthermal.numerics.plasma.bubbles import bubble_energy
from microthermal.simulation.gridding import cylinder
from microthermal.tissue import sample
from microthermal.tissue.skin_optics import optics
from microthermal.units import celsius

NS, UM, CM2 = 1e-9, 1e-6, 1e4


@pytest.fixture(scope="module")
def band() -> BreakdownBand:
    return catalog.library().ends.breakdown


def pulse_of(energy: float, duration: float = 6 * NS, radius: float = 75 * UM, beam: Beam | None = None) -> Pulse:
    return Pulse(wavelength=1064e-9, energy=energy, duration=duration, radius=radius, beam=beam)


def scene(pulse: Pulse, melanosome: float = 0.0, skin: str = "cheek_iii", photons: int = 20_000) -> Scene:
    """Light of a pulse in skin whose epidermis holds a fraction of melanosomes."""
    layers = catalog.skin(skin)
    made = tuple(
        replace(one, composition=replace(one.composition, melanosome=melanosome if one.name == "epidermis" else 0.0))
        for one in layers.layers
    )
    layers = replace(layers, layers=made)
    seen = optics(layers, pulse.wavelength, catalog.library().spectra)
    tissue = sample(layers, cylinder(layers, pulse, seen, 1e-5, 0.5), seen)
    return scene_of(tissue, pulse, MonteCarlo(photons=photons).deposit(tissue, pulse))


def even(fluence: float, pulse: Pulse, melanosome: float) -> Scene:
    """The same light in every cell of a slab of 50 µm below another one of 50 µm without pigment."""
    grid = Grid(r_edges=np.linspace(0.0, pulse.radius, 11), z_edges=np.linspace(0.0, 100 * UM, 21))
    light, held = np.full(grid.shape, fluence), np.where(grid.z > 50 * UM, melanosome, 0.0)
    column = np.full(grid.z.size, fluence)
    return Scene(
        grid=grid, pulse=pulse, fluence=light, on_axis=column, direct=column, unscattered=np.full(grid.z.size, 0.5),
        melanosome=held, pigment=4000.0 * held, inside=4000.0, temperature=np.full(grid.shape, celsius(34.0)),
    )  # fmt: skip


def test_thresholds_are_those_of_the_tables(band: BreakdownBand) -> None:
    """Clean water at the two lengths measured, melanosomes at 800 nm and by their power at other wavelengths."""
    value = band.value
    assert clean_irradiance(30e-12, 1064e-9, value.clean) == pytest.approx(4.5e11 * CM2)
    assert clean_irradiance(6e-9, 1064e-9, value.clean) == pytest.approx(7.6e10 * CM2)
    assert clean_irradiance(6e-9, 755e-9, band.low.clean) == pytest.approx(0.3 * 7.6e10 * CM2)
    warm = np.array([celsius(34.0)])
    for nm, known in ((800, 0.159), (1064, 0.68), (755, 0.12), (532, 0.02)):
        assert nucleation_fluence(nm * 1e-9, warm, value)[0] / CM2 == pytest.approx(known, rel=0.03)


def test_short_pulses_and_long_ones_do_not_share_one_pigment(band: BreakdownBand) -> None:
    """What short pulses were seen to do means 2700 /cm inside a melanosome, where the library has 127 at 800 nm."""
    warm = np.array([celsius(34.0)])
    implied = 3.7e6 * 116.0 / nucleation_fluence(800e-9, warm, band.value)[0]
    assert implied / 100 == pytest.approx(2700.0, rel=0.01)
    library = catalog.library().spectra.melanosome.at(800e-9)[0]
    assert library / 100 == pytest.approx(127.0, rel=0.01)
    assert heated_fluence(library, warm, band.value)[0] / nucleation_fluence(800e-9, warm, band.value)[0] > 20.0


def test_warm_skin_needs_less(band: BreakdownBand) -> None:
    """The threshold falls to nothing where the tissue is as hot as vapour nucleates, and never below."""
    cold, warm, hot = nucleation_fluence(1064e-9, np.array([celsius(20.0), celsius(60.0), celsius(200.0)]), band.value)
    assert cold > warm > hot == 0.0


def test_energy_of_the_seeded_branch_is_that_of_even_light(band: BreakdownBand) -> None:
    """In even light the energy beyond the threshold is absorption times what is beyond, times the volume."""
    pulse = pulse_of(1e-3)
    here = even(2e4, pulse, 0.1)
    found = seeded(here, np.full(here.fluence.shape, 0.5e4))
    volume = math.pi * pulse.radius**2 * 50 * UM
    assert found.beyond == pytest.approx(400.0 * 1.5e4 * volume, rel=1e-12)
    assert found.source == pytest.approx(volume, rel=1e-12)
    assert found.area == pytest.approx(math.pi * pulse.radius**2, rel=1e-12)
    assert found.depth == pytest.approx(75 * UM, rel=1e-12)
    assert found.melanosome == pytest.approx(0.1, rel=1e-12)
    assert seeded(here, np.full(here.fluence.shape, 2e4)) == NOTHING


def test_energy_of_the_clean_branch_is_the_part_above(band: BreakdownBand) -> None:
    """A plasma takes of the unscattered light what lies above the threshold."""
    pulse = pulse_of(1e-3)
    here = even(2e4, pulse, 0.0)
    irradiance = 2e4 / pulse.duration
    assert clean(here, irradiance / 4.0, all_light=True).beyond == pytest.approx(0.75 * 0.5 * 1e-3)
    assert clean(here, irradiance, all_light=True) == NOTHING


def test_bubble_and_energy_agree(band: BreakdownBand) -> None:
    """Work of all vacuoles against the pressure is the energy that opens them."""
    found = vacuoles(even(2e5, pulse_of(1e-3), 0.1), band).usual
    pressure = band.value.ambient + band.value.strength
    assert found.branch == "seeded"
    assert found.energy == pytest.approx(band.value.seed.fraction * found.beyond)
    assert found.count * bubble_energy(found.radius, pressure) == pytest.approx(found.energy)


@pytest.mark.parametrize("melanosome", [0.0, 0.02, 0.3])
def test_more_energy_never_gives_less(band: BreakdownBand, melanosome: float) -> None:
    """Energy beyond the threshold and that of the vacuoles grow with the light, from nothing."""
    found = [vacuoles(even(light, pulse_of(1e-3), melanosome), band) for light in np.geomspace(1.0, 1e6, 25)]
    for name in ("least", "usual", "most"):
        energies = [one.scenario(name).energy for one in found]
        assert energies == sorted(energies)
        assert energies[0] == 0.0
    assert all(one.scenario("least").energy <= one.usual.energy <= one.scenario("most").energy for one in found)


def test_little_light_and_no_pigment_give_nothing(band: BreakdownBand) -> None:
    """Where irradiance and melanin are low, it says plainly that no breakdown is expected."""
    found = vacuoles(scene(pulse_of(20e-6)), band)
    assert found.expected == "no"
    assert all(one.branch == "none" and one.radius == 0.0 and one.count == 0.0 for one in found.scenarios)
    assert verdict(found).startswith("No breakdown is expected: irradiance reaches")
    assert "no melanosomes" in verdict(found)


def test_pigment_seeds_what_clean_light_does_not(band: BreakdownBand) -> None:
    """The light of an array lies below the threshold of clean water, and dark epidermis is torn by it all the same."""
    bare, dark = (vacuoles(scene(pulse_of(2.3e-3, 1e-9), held), band) for held in (0.0, 0.3))
    assert bare.irradiance < bare.usual.irradiance
    assert bare.usual.branch == "none"
    assert dark.usual.branch == "seeded"
    assert dark.usual.joined
    # It begins below the horny layer, whole, and in the epidermis.
    assert 16.7 * UM < dark.usual.depth - dark.usual.radius < 61.8 * UM


def test_a_tight_focus_breaks_clean_skin_down(band: BreakdownBand) -> None:
    """A focus of a few micrometres in the dermis breaks it down without pigment, at the depth of the focus."""
    focus = Beam(focus_depth=150 * UM, numerical_aperture=0.3)
    index = catalog.skin("cheek_iii").layers[0].scattering.refractive_index
    radius = math.hypot(2 * UM, 150 * UM * math.tan(math.asin(0.3 / index)))
    found = vacuoles(scene(pulse_of(0.2e-3, 1e-9, radius=radius, beam=focus), 0.08), band)
    assert found.usual.branch == "clean"
    assert found.usual.depth == pytest.approx(150 * UM, abs=25 * UM)
    assert found.usual.count == 1.0


def test_long_pulses_seed_nothing(band: BreakdownBand) -> None:
    """Heat leaves melanosomes during pulses of microseconds."""
    found = vacuoles(scene(pulse_of(2.3e-3, 5e-6), 0.3), band)
    assert not found.short
    assert found.usual.branch == "none"


def test_unscattered_light_is_the_exponential_of_the_layers() -> None:
    """At 200 µm some percent of light at 1064 nm have met nothing: 4 % by one reading of the scattering."""
    here = scene(pulse_of(1e-3))
    place = int(np.argmin(np.abs(here.grid.z - 200 * UM)))
    share = float(here.unscattered[place])
    assert 0.01 < share < 0.2
    seen = optics(catalog.skin("cheek_iii"), 1064e-9, catalog.library().spectra)
    tops = np.concatenate(([0.0], np.cumsum(seen.thickness)[:-1]))
    crossed = np.clip(here.grid.z[place] - tops, 0.0, seen.thickness)
    met = float((crossed * (seen.scattering + seen.wet_absorption)).sum())
    assert share == pytest.approx(0.956 * math.exp(-met), rel=0.06)


@pytest.mark.slow
def test_fluence_on_the_axis_is_that_of_the_beam_at_the_surface() -> None:
    """Just below the surface light that comes back adds to that of the beam, and nothing is missing."""
    pulse = pulse_of(1e-3)
    here = scene(pulse, photons=200_000)
    assert 0.95 < here.on_axis[0] / (2.0 * pulse.energy / (math.pi * pulse.radius**2)) < 1.6
