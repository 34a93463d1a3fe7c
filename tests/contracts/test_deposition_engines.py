"""What every engine of deposition must do: close its balance, never go negative, agree where nothing scatters."""

import os
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from microthermal.cache import forget
from microthermal.deposition.engines import engine
from microthermal.deposition.engines.monte_carlo import MonteCarlo, stack_of
from microthermal.documents import read
from microthermal.domain.inputs.beam import Beam
from microthermal.domain.inputs.laser import LaserPulse, Pulse
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Optics, Tissue
from microthermal.errors import InputError
from microthermal.numerics.light.pencil import PencilWalk
from microthermal.simulation.settings import Settings

WAVELENGTH = 1.55e-6


def optics(scattering=(12000.0, 13000.0), **changes) -> Optics:
    settings = {
        "wavelength": WAVELENGTH, "names": ("epidermis", "dermis"), "thickness": [8e-5, 2e-3],
        "wet_absorption": [700.0, 660.0], "dry_absorption": [60.0, 70.0], "wet_slope": [0.0, 0.0],
        "scattering": scattering, "anisotropy": [0.8, 0.8], "refractive_index": [1.4, 1.4],
        "extinction_index": [0.0, 0.0],
    }  # fmt: skip
    return Optics(**(settings | changes))


def tissue(of: Optics, rings: int = 20, slabs: int = 40) -> Tissue:
    grid = Grid(r_edges=np.linspace(0, 4e-4, rings + 1), z_edges=np.linspace(0, 1.6e-3, slabs + 1))
    column, field = np.ones(slabs), np.ones((slabs, rings))
    return Tissue(
        grid=grid, optics=of, layer=(grid.z > 8e-5).astype(float), initial_water=700 * column,
        heat_capacity=3.8e6 * column, dry_heat_capacity=1e6 * column, conductivity=0.5 * column,
        dry_conductivity=0.2 * column, perfusion=0 * column, core_temperature=310.0, temperature=306 * field,
        water=700 * field, removed=0 * field,
    )  # fmt: skip


def pulse(**changes) -> Pulse:
    settings = {"wavelength": WAVELENGTH, "energy": 0.02, "duration": 3e-3, "radius": 6e-5}
    return Pulse(**(settings | changes))


# Engines of light; those of current and sound are held by the battery of all exposures.
LIGHT = tuple(one.kind for one in engine if LaserPulse in one.exposures)


@pytest.fixture(params=LIGHT)
def chosen(request):
    return engine[request.param]()


COLLIMATED = {
    "gaussian": {"profile": "gaussian"},
    "flat_top": {"profile": "flat_top"},
    "ring": {"beam": Beam(inner_radius=3e-5)},
    "measured": {"beam": Beam(radii=(0.0, 2e-5, 6e-5), irradiance=(1.0, 3.0, 0.5))},
}
FOCUS = Beam(focus_depth=2e-4, numerical_aperture=0.38)


@pytest.mark.parametrize("light", COLLIMATED)
@pytest.mark.parametrize("scattering", [(0.0, 0.0), (12000.0, 13000.0)])
@pytest.mark.parametrize("window", [None, 1.74])
def test_balance_closes(chosen, light, scattering, window):
    skin, shot = tissue(optics(scattering, window_index=window)), pulse(**COLLIMATED[light])
    found = chosen.deposit(skin, shot)
    absorbed = float((found.energy * found.grid.volume).sum()) / shot.energy
    assert abs(absorbed + found.reflected + found.transmitted + found.lost - 1.0) < 1e-6


def test_nothing_is_negative_or_undefined(chosen):
    found = chosen.deposit(tissue(optics()), pulse())
    for values in (found.energy, found.error, found.path, found.entrance):
        assert np.all(np.isfinite(values)) and np.all(values >= 0)
    assert 0 <= found.reflected <= 1 and 0 <= found.transmitted <= 1 and 0 <= found.lost <= 1


@pytest.mark.parametrize("light", COLLIMATED)
@pytest.mark.parametrize("window", [None, 1.74])
def test_agrees_with_beer_lambert_when_nothing_scatters(chosen, light, window):
    skin, shot = tissue(optics((0.0, 0.0), window_index=window)), pulse(**COLLIMATED[light])
    found, straight = chosen.deposit(skin, shot), engine["beer_lambert"]().deposit(skin, shot)
    # The layers meet on an edge of the grid, so both are exact.
    assert_allclose(found.energy, straight.energy, rtol=1e-10, atol=1e-6 * straight.energy.max())
    lit = straight.energy > 0
    assert_allclose(found.path[lit], straight.path[lit], rtol=1e-9)
    assert_allclose(found.entrance, straight.entrance, rtol=1e-12)
    assert_allclose(found.reflected, straight.reflected, rtol=1e-12)


def test_energy_scales_and_the_stack_does_not(chosen):
    skin = tissue(optics())
    one, two = chosen.deposit(skin, pulse()), chosen.deposit(skin, pulse(energy=0.04, stack=5))
    assert_allclose(two.energy, 2 * one.energy, rtol=1e-12)
    assert_allclose(two.error, 2 * one.error, rtol=1e-12)


def test_same_question_same_bits(chosen):
    one, two = (chosen.deposit(tissue(optics()), pulse()) for _ in range(2))
    assert_array_equal(one.energy, two.energy)


def test_a_removed_cell_takes_no_energy(chosen):
    whole = tissue(optics())
    removed = np.zeros(whole.grid.shape)
    removed[:3, :2] = 1.0
    found = chosen.deposit(replace(whole, removed=removed, water=whole.water * (1 - removed)), pulse())
    assert np.all(found.energy[:3, :2] == 0)
    absorbed = float((found.energy * found.grid.volume).sum()) / 0.02
    assert abs(absorbed + found.reflected + found.transmitted + found.lost - 1.0) < 1e-6


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"thickness": [0.0, 1e-3]}, "thickness"),
        ({"scattering": [-1.0, 0.0]}, "scattering"),
        ({"wet_absorption": [np.nan, 0.0]}, "wet_absorption"),
        ({"dry_absorption": [np.inf, 0.0]}, "dry_absorption"),
        ({"refractive_index": [0.5, 1.4]}, "refractive_index"),
        ({"anisotropy": [0.8, 1.5]}, "anisotropy"),
        ({"anisotropy": [0.8, 0.999]}, "anisotropy"),
        ({"wavelength": 1.06e-6}, "wavelength"),
        ({"anisotropy": [0.8, -1.5]}, "anisotropy"),
        ({"anisotropy": [0.8, 0.9], "isotropic_fraction": [0.0, 0.2]}, "anisotropy"),
        ({"isotropic_fraction": [0.0, -0.1]}, "isotropic_fraction"),
        ({"window_index": 0.9}, "window_index"),
    ],
)
def test_bad_optics_are_refused_in_words(chosen, changes, word):
    with pytest.raises(InputError, match=word):
        chosen.deposit(tissue(optics(**changes)), pulse())


def test_an_absurd_grid_is_refused(chosen):
    with pytest.raises(InputError, match="cells are too many"):
        chosen.deposit(tissue(optics(), rings=2001, slabs=2001), pulse())


def test_a_grid_of_a_million_millions_is_refused_at_once():
    start = time.perf_counter()
    with pytest.raises(InputError, match="cells are too many"):
        Grid(r_edges=np.linspace(0, 1e-3, 1_000_001), z_edges=np.linspace(0, 1e-3, 1_000_001))
    with pytest.raises(InputError, match="slabs are too many"):
        MonteCarlo().deposit(tissue(optics(), rings=2, slabs=6000), pulse())
    assert time.perf_counter() - start < 5.0


def test_a_layer_of_a_billion_optical_depths_ends_in_time_and_says_so():
    # The last layer goes on for 10 m: 1e9 optical depths that absorb nothing.
    skin = tissue(optics([1e8, 1e8], wet_absorption=[0.0, 0.0], dry_absorption=[0.0, 0.0]))
    start = time.perf_counter()
    for chosen in (MonteCarlo(photons=3200), MonteCarlo(photons=3200, error=0.01)):
        found = chosen.deposit(skin, pulse())
        # 32 parts of at most 400 000 flights: a second on one core; the rest is for a slow and busy machine.
        assert time.perf_counter() - start < 30.0
        assert np.all(np.isfinite(found.energy))
        assert any("given up" in caution.text for caution in found.cautions)


def test_the_walk_stops_at_the_error_asked_for():
    skin, asked = tissue(optics()), {"zone_radius": 1e-4, "zone_depth": 5e-4}
    found = MonteCarlo(error=0.02, **asked).deposit(skin, pulse())
    zone = np.ix_(found.grid.z < 5e-4, found.grid.r < 1e-4)
    reached = float(np.sqrt(np.mean((found.error[zone] / found.energy[zone]) ** 2)))
    assert 0.01 < reached <= 0.02 and not found.cautions
    # The same bits as one run of that size, which is a whole number of rounds.
    sizes = (32_000 * rounds for rounds in range(1, 40))
    same = (MonteCarlo(photons=size).deposit(skin, pulse()).energy for size in sizes)
    assert any(np.array_equal(found.energy, energy) for energy in same)


def test_an_error_that_too_few_photons_reach_is_a_caution():
    found = MonteCarlo(error=1e-3, photons=20_000).deposit(tissue(optics()), pulse())
    assert_array_equal(found.energy, MonteCarlo(photons=20_000).deposit(tissue(optics()), pulse()).energy)
    assert ["0.1 % was asked for" in caution.text for caution in found.cautions] == [True]


def test_any_number_of_threads_gives_the_same_bits():
    runs = [MonteCarlo(photons=40_000, threads=n) for n in (1, 2, 5)]
    first, *others = (run.deposit(tissue(optics()), pulse(beam=FOCUS)).energy for run in runs)
    for other in others:
        assert_array_equal(first, other)


@pytest.fixture
def walks(tmp_path, monkeypatch):
    """Photons walked from now on, one entry for each walk; an empty cache in a folder of its own."""
    found = []

    class Counted(PencilWalk):
        def reach(self, photons):
            found.append(photons)
            return super().reach(photons)

    monkeypatch.setattr("microthermal.deposition.engines.monte_carlo.PencilWalk", Counted)
    monkeypatch.setenv("MICROTHERMAL_CACHE_DIR", str(tmp_path))
    forget()
    yield found
    forget()


def test_another_pulse_on_the_same_skin_walks_no_photon(walks):
    chosen, skin = MonteCarlo(photons=6400), tissue(optics())
    first = chosen.deposit(skin, pulse())
    others = (
        {"energy": 0.05}, {"duration": 1e-3}, {"radius": 1e-4}, {"stack": 3}, {"profile": "flat_top"},
        {"beam": Beam(inner_radius=2e-5)}, COLLIMATED["measured"],
    )  # fmt: skip
    for changes in others:
        chosen.deposit(tissue(optics(), rings=25), pulse(**changes))
    assert walks == [6400]
    forget()  # as in another process: from the file, the same bits
    assert_array_equal(chosen.deposit(skin, pulse()).energy, first.energy)
    assert walks == [6400]


def test_other_skin_seed_or_photons_walk_anew(walks):
    MonteCarlo(photons=640).deposit(tissue(optics()), pulse())
    for changes in ({"scattering": [12000.0, 13001.0]}, {"window_index": 1.74}, {"isotropic_fraction": [0.0, 0.1]},
                    {"outside_index": 1.1}, {"thickness": [8.1e-5, 2e-3]}):  # fmt: skip
        MonteCarlo(photons=640).deposit(tissue(optics(**changes)), pulse())
    MonteCarlo(photons=640, seed=2).deposit(tissue(optics()), pulse())
    MonteCarlo(photons=1280).deposit(tissue(optics()), pulse())
    MonteCarlo(photons=640).deposit(tissue(optics(), slabs=41), pulse())
    MonteCarlo(photons=640).deposit(tissue(optics()), pulse(beam=FOCUS))
    assert len(walks) == 10
    MonteCarlo(photons=640, threads=3).deposit(tissue(optics()), pulse(beam=FOCUS))
    assert len(walks) == 10


def test_a_file_asks_for_an_error():
    chosen = read(Settings, {"deposition": {"kind": "monte_carlo", "error": "1 %", "zone_depth": "0.5 mm"}})
    assert chosen.deposition == MonteCarlo(error=0.01, zone_depth=5e-4)


def test_a_focus_below_the_surface_brightens_the_skin_there():
    skin = tissue(optics((100.0, 100.0)))
    straight, focused = (MonteCarlo(photons=200_000).deposit(skin, pulse(beam=beam)) for beam in (None, FOCUS))
    absorbed = float((focused.energy * focused.grid.volume).sum()) / 0.02
    assert abs(absorbed + focused.reflected + focused.transmitted + focused.lost - 1.0) < 1e-6
    at_focus = int(np.searchsorted(skin.grid.z, 2e-4))
    # A waist of 21 um puts 4.2 times as much light into the innermost ring of 20 um as a radius of 60 um does.
    ratio = focused.energy[:, 0] / straight.energy[:, 0]
    assert abs(ratio[0] - 1) < 0.2 and 3.5 < ratio[at_focus] < 4.5


def test_a_focus_that_cannot_be_is_refused():
    with pytest.raises(InputError, match="only collimated light"):
        engine["beer_lambert"]().deposit(tissue(optics()), pulse(beam=FOCUS))
    with pytest.raises(InputError, match="focus less deep"):
        MonteCarlo().deposit(tissue(optics()), pulse(beam=Beam(focus_depth=2e-3, numerical_aperture=0.2)))
    with pytest.raises(InputError, match="a beam with a focus is Gaussian"):
        pulse(profile="flat_top", beam=FOCUS)
    with pytest.raises(InputError, match="inner_radius"):
        pulse(beam=Beam(inner_radius=6e-5))


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({}, "give one of"),
        ({"inner_radius": 1e-5, "numerical_aperture": 0.1}, "give one of"),
        ({"focus_depth": 1e-4}, "needs an aperture"),
        ({"radii": (0.0, 1e-5, 1e-5), "irradiance": (1.0, 1.0, 1.0)}, "each greater"),
        ({"radii": (0.0, 1e-5), "irradiance": (1.0,)}, "2 values are needed"),
        ({"radii": (0.0, 1e-5), "irradiance": (0.0, 0.0)}, "greater than 0 somewhere"),
        ({"radii": (0.0, 1e-5), "irradiance": (-1.0, 0.0)}, "not plausible"),
    ],
)
def test_beams_that_cannot_be_meant_are_refused(fields, word):
    with pytest.raises(InputError, match=word):
        Beam(**fields)


@pytest.mark.parametrize(
    "changes",
    [
        {"wet_absorption": [0.0, 0.0], "dry_absorption": [0.0, 0.0], "scattering": [1e4, 1e3]},
        {"scattering": [1e8, 1e8]},
        {"wet_absorption": [1e8, 1e8]},
        {"wet_absorption": [0.0, 0.0], "dry_absorption": [0.0, 0.0], "scattering": [0.0, 0.0]},
        {"refractive_index": [4.0, 1.0]},
    ],
)
def test_extreme_optics_survive(changes):
    for kind in LIGHT:
        chosen = engine[kind](**({"photons": 320} if hasattr(engine[kind], "photons") else {}))
        found = chosen.deposit(tissue(optics(**changes)), pulse())
        assert np.all(np.isfinite(found.energy)) and np.all(found.energy >= 0)
        absorbed = float((found.energy * found.grid.volume).sum()) / 0.02
        assert abs(absorbed + found.reflected + found.transmitted + found.lost - 1.0) < 1e-6


@pytest.mark.parametrize("radius", [5e-6, 5e-3])
@pytest.mark.parametrize("absorption", [700.0, 1e6])
def test_extreme_beams_survive(chosen, radius, absorption):
    grid = Grid(r_edges=np.linspace(0, max(6 * radius, 4e-4), 21), z_edges=np.linspace(0, 1.6e-3, 41))
    skin = replace(tissue(optics(wet_absorption=[absorption, absorption])), grid=grid)
    found = chosen.deposit(skin, pulse(radius=radius))
    spread = np.zeros(1) if found.path_spread is None else found.path_spread
    assert all(np.all(np.isfinite(values)) for values in (found.energy, found.error, found.path, spread))
    absorbed = float((found.energy * grid.volume).sum()) / 0.02
    assert abs(absorbed + found.reflected + found.transmitted + found.lost - 1.0) < 1e-6


def test_ionic_surface_reflects_by_its_complex_index():
    found = engine["beer_lambert"]().deposit(tissue(optics(extinction_index=[0.3, 0.0])), pulse())
    assert_allclose(found.reflected, (0.4**2 + 0.3**2) / (2.4**2 + 0.3**2))


def test_monte_carlo_can_be_chosen_in_a_file():
    assert set(LIGHT) >= {"beer_lambert", "breakdown", "monte_carlo"}
    with pytest.raises(InputError):
        engine["monte_carlo"](photons=0)


OTHERS = {
    "thickness": {"thickness": [1.2e-4, 2e-3]}, "wet": {"wet_absorption": [900.0, 660.0]},
    "dry": {"dry_absorption": [60.0, 170.0]}, "scattering": {"scattering": [12000.0, 9000.0]},
    "anisotropy": {"anisotropy": [0.8, 0.7]}, "index": {"refractive_index": [1.4, 1.45]},
    "isotropic": {"isotropic_fraction": [0.0, 0.1]}, "window": {"window_index": 1.74},
    "outside": {"outside_index": 1.2},
}  # fmt: skip
WALKS = {"seed": {"seed": 2}, "photons": {"photons": 3200}}
BEAMS = {
    "radius": {"radius": 7e-5}, "profile": {"profile": "flat_top"}, "ring": {"beam": Beam(inner_radius=2e-5)},
    "measured": COLLIMATED["measured"], "focus": {"beam": FOCUS},
    "depth": {"beam": replace(FOCUS, focus_depth=1e-4)},
}  # fmt: skip


@pytest.mark.parametrize("name", [*OTHERS, *WALKS, *BEAMS, "rings", "slabs"])
def test_light_that_is_kept_answers_for_nothing_else(walks, name):
    skin = tissue(optics(**OTHERS.get(name, {})), **({name: 32} if name in ("rings", "slabs") else {}))
    chosen, shot = MonteCarlo(**({"photons": 1600} | WALKS.get(name, {}))), pulse(**BEAMS.get(name, {}))
    usual = MonteCarlo(photons=1600).deposit(tissue(optics()), pulse())
    warm = chosen.deposit(skin, shot)
    forget()
    for path in walks_folder().iterdir():
        path.unlink()
    cold = chosen.deposit(skin, shot)
    assert_array_equal(warm.energy, cold.energy)
    assert_array_equal(warm.path, cold.path)
    assert warm.energy.shape != usual.energy.shape or not np.array_equal(warm.energy, usual.energy)


def walks_folder() -> Path:
    return Path(os.environ["MICROTHERMAL_CACHE_DIR"])


def test_an_error_is_never_reached_where_no_light_was_seen():
    skin = tissue(optics())
    with pytest.raises(InputError, match="zone_radius: the zone in which an error is asked for holds no cell"):
        MonteCarlo(error=0.01, zone_radius=1e-6).deposit(skin, pulse())
    # A ring of light leaves the axis dark at the surface as long as few photons are walked.
    found = MonteCarlo(error=0.1, photons=32, zone_radius=3e-5, zone_depth=3e-5)
    dark = found.deposit(tissue(optics((10.0, 10.0))), pulse(radius=3e-4, beam=Beam(inner_radius=2.5e-4)))
    assert any("no light was seen" in caution.text for caution in dark.cautions)


def test_a_walk_goes_on_only_from_whole_rounds():
    skin = tissue(optics())
    walk = PencilWalk(stack_of(skin.optics), skin.grid.z_edges, seed=1)
    walk.reach(320)
    with pytest.raises(ValueError, match="does not go on from"):
        walk.reach(64_000)
