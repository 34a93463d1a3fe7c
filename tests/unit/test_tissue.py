"""Tissue: formulas against their tabulated values, layers on grids, resting temperature, grids."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.integrate import solve_bvp

from microthermal.domain.inputs.skin import Composition, Follicle, Layer, Scattering, Skin, Thermal
from microthermal.domain.results.flow import Balance, Snapshot
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Optics
from microthermal.errors import InputError
from microthermal.tissue import after, grid_for, sample, thermal
from microthermal.tissue.grids import Fineness, edges
from microthermal.tissue.optical import (
    fractions,
    layer_absorption,
    reduced_scattering,
    scattering,
)
from microthermal.tissue.resting import resting_temperature

DERMIS = Scattering(reduced_500=4360.0, rayleigh_fraction=0.41, mie_power=0.562, anisotropy=0.9, refractive_index=1.4)


def layer(name: str, thickness: float, water: float, perfusion: float) -> Layer:
    return Layer(
        name=name,
        thickness=thickness,
        composition=Composition(water=water),
        scattering=DERMIS,
        thermal=Thermal(
            density=thermal.density(water),
            specific_heat=thermal.specific_heat(water),
            conductivity=thermal.conductivity(water),
            perfusion=perfusion,
        ),
    )


def cheek() -> Skin:
    return Skin(
        layers=(
            layer("stratum_corneum", 17e-6, 0.3, 0.0),
            layer("epidermis", 45e-6, 0.65, 0.0),
            layer("papillary_dermis", 150e-6, 0.65, 1.97e-3),
            layer("reticular_dermis", 1.05e-3, 0.65, 1.97e-3),
            layer("fat", 4e-3, 0.15, 5e-4),
        ),
        phototype="III",
        site="cheek",
        follicle=Follicle(bulge_depth=1e-3, papilla_depth=4e-3, density=1e6),
        surface_temperature=307.0,
        core_temperature=310.0,
    )


def optics(layers: int) -> Optics:
    zero = np.zeros(layers)
    return Optics(
        wavelength=1550e-9,
        names=("water",) * layers,
        thickness=zero + 1e-3,
        wet_absorption=zero + 734.0,
        dry_absorption=zero,
        wet_slope=zero,
        scattering=zero + 1e4,
        anisotropy=zero + 0.9,
        refractive_index=zero + 1.4,
        extinction_index=zero,
    )


def test_reduced_scattering_of_dermis_is_that_of_the_table() -> None:
    # Jacques2013, table 1, row 6 (Salomatina fit): 43.6 /cm at 500 nm; 13.8 /cm at 1550 nm is computed in the notes.
    assert reduced_scattering(500e-9, 4360.0, 0.41, 0.562) == pytest.approx(4360.0)
    assert reduced_scattering(1550e-9, 4360.0, 0.41, 0.562) == pytest.approx(1380.0, rel=0.02)
    assert scattering(1550e-9, DERMIS) == pytest.approx(10 * reduced_scattering(1550e-9, 4360.0, 0.41, 0.562))


def test_absorption_of_a_layer_splits_into_water_and_the_rest() -> None:
    made_of = Composition(water=0.65, melanosome=0.1, blood=0.02, oxygenation=0.75, lipid=0.05)
    pure = {"water": 1130.0, "melanosome": 500.0, "oxygenated_blood": 40.0, "dry_matter": 10.0}
    with pytest.raises(InputError, match="absorption of lipid, deoxygenated_blood is missing"):
        layer_absorption(made_of, pure)
    wet, dry = layer_absorption(made_of, pure | {"lipid": 0.0, "deoxygenated_blood": 0.0})
    assert wet == pytest.approx(0.65 * 1130.0)
    assert dry == pytest.approx(0.1 * 500.0 + 0.015 * 40.0 + (1 - 0.65 - 0.1 - 0.02 - 0.05) * 10.0)
    assert sum(fractions(made_of).values()) == pytest.approx(1.0)


def test_thermal_formulas_give_the_values_of_their_rows() -> None:
    # T_CW_*: value at W = 0.65, then at 0.75 and 0.50.
    assert_allclose([thermal.density(w) for w in (0.65, 0.75, 0.5)], [1140, 1096, 1213], rtol=1e-3)
    assert_allclose([thermal.specific_heat(w) for w in (0.65, 0.5, 0.75)], [3112, 2645, 3423], rtol=1e-3)
    assert_allclose([thermal.conductivity(w) for w in (0.65, 0.5, 0.75)], [0.512, 0.452, 0.548], rtol=2e-3)


def test_dry_limits_are_those_of_the_formulas() -> None:
    density = thermal.density(0.65)
    dry = thermal.dry_heat_capacity(0.65, density, thermal.specific_heat(0.65))
    assert dry == pytest.approx(density * 0.35 * 1090)
    assert thermal.dry_conductivity(0.65, thermal.conductivity(0.65)) == pytest.approx(density * 0.35 * 1.17e-4)


@pytest.mark.parametrize("water", [0.0, 1.0])
def test_dry_limits_stay_positive_for_any_water(water: float) -> None:
    assert thermal.dry_heat_capacity(water, 1000.0, 4200.0) > 0.0
    assert thermal.dry_conductivity(water, 0.5) > 0.0


def test_sample_puts_layers_on_slabs_by_their_centres() -> None:
    skin = cheek()
    grid = grid_for(skin, *fineness(4e-4, 8e-4, 5e-6))
    tissue = sample(skin, grid, optics(5))
    bottoms = np.cumsum([item.thickness for item in skin.layers])
    for depth, index in zip(grid.z, tissue.layer, strict=True):
        assert index == np.flatnonzero(depth < bottoms)[0]
    heights = np.diff(grid.z_edges)
    assert np.sum(heights[tissue.layer == 2]) == pytest.approx(150e-6)  # borders are edges
    assert_allclose(tissue.water, tissue.initial_water[:, None] * np.ones(grid.shape))
    assert_allclose(tissue.heat_capacity - tissue.dry_heat_capacity, 4200.0 * tissue.initial_water, rtol=1e-12)


def test_sample_refuses_optics_of_other_layers() -> None:
    skin = cheek()
    with pytest.raises(InputError, match="3 layers"):
        sample(skin, grid_for(skin, *fineness(4e-4, 8e-4, 2e-5)), optics(3))


def test_slabs_below_the_skin_are_the_last_layer() -> None:
    grid = Grid(r_edges=[0, 1e-4], z_edges=np.linspace(0, 0.01, 41))
    assert sample(cheek(), grid, optics(5)).layer[-1] == 4


def test_resting_temperature_solves_the_steady_bioheat_equation() -> None:
    skin = cheek()
    skin = Skin(
        **{**{f: getattr(skin, f) for f in skin.__dataclass_fields__}, "layers": (layer("dermis", 5e-3, 0.65, 2e-3),)}
    )
    k = thermal.conductivity(0.65)
    rate = thermal.BLOOD_DENSITY * thermal.BLOOD_SPECIFIC_HEAT * 2e-3 / k
    solution = solve_bvp(
        lambda x, y: np.vstack((y[1], rate * (y[0] - 310.0))),
        lambda a, b: np.array([a[0] - 307.0, b[0] - 310.0]),
        np.linspace(0, 5e-3, 200),
        np.vstack((np.full(200, 308.0), np.zeros(200))),
        tol=1e-8,
    )
    depth = np.linspace(1e-5, 4.9e-3, 50)
    assert_allclose(resting_temperature(skin, depth), solution.sol(depth)[0], atol=1e-6)


def test_resting_temperature_is_continuous_in_value_and_flux() -> None:
    skin = cheek()
    for border, upper, lower in ((62e-6, 1, 2), (1.262e-3, 3, 4)):
        step = 1e-7
        t = resting_temperature(skin, border + step * np.array([-2.0, -1.0, 1.0, 2.0]))
        flux = [
            skin.layers[i].thermal.conductivity * (t[b] - t[a]) / step for i, a, b in ((upper, 0, 1), (lower, 2, 3))
        ]
        assert flux[0] == pytest.approx(flux[1], rel=1e-3)
    assert resting_temperature(skin, np.array([0.0]))[0] == pytest.approx(307.0)
    assert resting_temperature(skin, np.array([5.262e-3 - 1e-9]))[0] == pytest.approx(310.0, abs=1e-4)


def test_after_takes_temperature_water_and_removal_from_the_snapshot() -> None:
    skin = cheek()
    tissue = sample(skin, grid_for(skin, *fineness(2e-4, 2e-4, 2e-5)), optics(5))
    removed = np.zeros(tissue.grid.shape)
    removed[0, 0] = 1.0
    snapshot = Snapshot(
        grid=tissue.grid,
        time=1.0,
        step=0.1,
        temperature=tissue.temperature + 5.0,
        removed=removed,
        water=0.5 * tissue.water,
        balance=Balance(),
    )
    later = after(tissue, snapshot)
    assert_allclose(later.temperature, tissue.temperature + 5.0)
    assert_allclose(later.water, 0.5 * tissue.water)
    assert later.removed[0, 0] == 1.0
    assert_allclose(later.initial_water, tissue.initial_water)


def test_after_refuses_a_snapshot_of_another_grid() -> None:
    skin = cheek()
    tissue = sample(skin, grid_for(skin, *fineness(2e-4, 2e-4, 2e-5)), optics(5))
    other = sample(skin, grid_for(skin, *fineness(2e-4, 3e-4, 2e-5)), optics(5))
    snapshot = Snapshot(
        grid=other.grid,
        time=1.0,
        step=0.1,
        temperature=other.temperature,
        removed=other.removed,
        water=other.water,
        balance=Balance(),
    )
    with pytest.raises(InputError, match="another grid"):
        after(tissue, snapshot)


def test_grid_is_fine_where_asked_and_ends_where_asked() -> None:
    grid = grid_for(cheek(), *fineness(4e-4, 8e-4, 5e-6))
    rings, slabs = np.diff(grid.r_edges), np.diff(grid.z_edges)
    assert grid.r_edges[-1] == pytest.approx(4e-4)
    assert_allclose(rings[:30], 5e-6, rtol=0.05)  # whole cells to the end
    assert slabs[grid.z < 8e-4].max() <= 5e-6 * (1 + 1e-9)
    assert np.max(rings[1:] / rings[:-1]) <= 1.2
    for border in np.cumsum([item.thickness for item in cheek().layers])[:3]:
        assert np.min(np.abs(grid.z_edges - border)) < 1e-15


def test_doubling_the_cell_halves_the_number_of_fine_cells() -> None:
    fine = edges(np.array([0.0, 5e-4, 1e-3]), Fineness(5e-6, 5e-6, 0.0, 5e-4, 0.15, 1e-3))
    coarse = edges(np.array([0.0, 5e-4, 1e-3]), Fineness(1e-5, 1e-5, 0.0, 5e-4, 0.15, 1e-3))
    # Edges are found by interpolation between 4000 points of 0.25 um.
    assert_allclose(fine[fine < 4.99e-4][::2], coarse[coarse < 4.99e-4], atol=1e-12)


def test_cells_grow_as_asked() -> None:
    sizes = np.diff(edges(np.array([0.0, 2e-3]), Fineness(5e-6, 1.5e-5, 0.1, 1e-3, 0.15, 2e-3)))
    assert sizes[0] == pytest.approx(5e-6, rel=0.1)
    assert np.median(sizes) == pytest.approx(1.5e-5, rel=0.01)
    assert np.max(sizes[1:] / sizes[:-1]) < 1.2
    assert sizes.sum() == pytest.approx(2e-3)


def fineness(radius: float, depth: float, cell: float) -> tuple[Fineness, Fineness]:
    end = 1.5 * depth + 4e-4
    return (
        Fineness(cell, cell, 0.0, 1.5e-4, 0.15, radius),
        Fineness(cell, cell, 0.0, depth, 0.15, end),
    )
