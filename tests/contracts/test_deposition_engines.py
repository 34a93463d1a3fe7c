"""What every engine of deposition must do: close its balance, never go negative, agree where nothing scatters."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from microthermal.deposition.engines import engine
from microthermal.domain.grid import Grid
from microthermal.domain.laser import Pulse
from microthermal.domain.tissue import Optics, Tissue
from microthermal.errors import InputError

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
        grid=grid, optics=of, layer=(grid.z > 8e-5).astype(float), density=1100 * column, initial_water=700 * column,
        heat_capacity=3.8e6 * column, dry_heat_capacity=1e6 * column, conductivity=0.5 * column,
        dry_conductivity=0.2 * column, perfusion=0 * column, core_temperature=310.0, temperature=306 * field,
        water=700 * field, removed=0 * field,
    )  # fmt: skip


def pulse(**changes) -> Pulse:
    settings = {"wavelength": WAVELENGTH, "energy": 0.02, "duration": 3e-3, "radius": 6e-5}
    return Pulse(**(settings | changes))


@pytest.fixture(params=engine.kinds())
def chosen(request):
    return engine[request.param]()


@pytest.mark.parametrize("profile", ["gaussian", "flat_top"])
@pytest.mark.parametrize("scattering", [(0.0, 0.0), (12000.0, 13000.0)])
def test_balance_closes(chosen, profile, scattering):
    skin, shot = tissue(optics(scattering)), pulse(profile=profile)
    found = chosen.deposit(skin, shot)
    absorbed = float((found.energy * found.grid.volume).sum()) / shot.energy
    assert abs(absorbed + found.reflected + found.transmitted + found.lost - 1.0) < 1e-6


def test_nothing_is_negative_or_undefined(chosen):
    found = chosen.deposit(tissue(optics()), pulse())
    for values in (found.energy, found.error, found.path, found.entrance):
        assert np.all(np.isfinite(values)) and np.all(values >= 0)
    assert 0 <= found.reflected <= 1 and 0 <= found.transmitted <= 1 and 0 <= found.lost <= 1


@pytest.mark.parametrize("profile", ["gaussian", "flat_top"])
def test_agrees_with_beer_lambert_when_nothing_scatters(chosen, profile):
    skin, shot = tissue(optics((0.0, 0.0))), pulse(profile=profile)
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
        ({"anisotropy": [0.8, 1.0]}, "anisotropy"),
        ({"wavelength": 1.06e-6}, "wavelength"),
    ],
)
def test_bad_optics_are_refused_in_words(chosen, changes, word):
    with pytest.raises(InputError, match=word):
        chosen.deposit(tissue(optics(**changes)), pulse())


def test_an_absurd_grid_is_refused(chosen):
    with pytest.raises(InputError, match="cells are too many"):
        chosen.deposit(tissue(optics(), rings=2001, slabs=2001), pulse())


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
    for kind in engine.kinds():
        chosen = engine[kind](**({"photons": 320} if kind == "monte_carlo" else {}))
        found = chosen.deposit(tissue(optics(**changes)), pulse())
        assert np.all(np.isfinite(found.energy)) and np.all(found.energy >= 0)
        absorbed = float((found.energy * found.grid.volume).sum()) / 0.02
        assert abs(absorbed + found.reflected + found.transmitted + found.lost - 1.0) < 1e-6


def test_ionic_surface_reflects_by_its_complex_index():
    found = engine["beer_lambert"]().deposit(tissue(optics(extinction_index=[0.3, 0.0])), pulse())
    assert_allclose(found.reflected, (0.4**2 + 0.3**2) / (2.4**2 + 0.3**2))


def test_monte_carlo_can_be_chosen_in_a_file():
    assert engine.kinds() == ("beer_lambert", "monte_carlo")
    with pytest.raises(InputError):
        engine["monte_carlo"](photons=0)
