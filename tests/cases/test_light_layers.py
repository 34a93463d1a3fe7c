"""Public cases PC01, PC05, PC08 to PC10, PC16 and PC17: light in layers stated by their coefficients."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

import microthermal as mt
from microthermal.deposition.blocks.voxels import VoxelEngine
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.inputs.block import Block
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Optics, Tissue
from microthermal.errors import InputError
from microthermal.units import cm, mm, um

LAYER = mt.OpticalLayer(absorption=100.0, scattering=1e4, anisotropy=0.9, refractive_index=1.4, thickness=5 * mm)


def layers(*rows):
    """Layers given as in most papers: index, absorption and scattering per cm, anisotropy, thickness in cm."""
    return [
        mt.OpticalLayer(refractive_index=n, absorption=mua / cm, scattering=mus / cm, anisotropy=g, thickness=d * cm)
        for n, mua, mus, g, d in rows
    ]


def test_the_published_three_layers():
    rows = [(1.37, 1, 100, 0.9, 0.1), (1.37, 1, 10, 0.0, 0.1), (1.37, 2, 10, 0.7, 0.2)]
    found = mt.slab_light(layers(*rows), r_edges=[0, 0.005, 0.01, 0.05, 0.5], photons=160_000)
    # Adding-doubling with 64 angles.
    assert found.reflected.value == pytest.approx(0.23786, abs=4 * found.reflected.error)
    assert found.transmitted.value == pytest.approx(0.09605, abs=4 * found.transmitted.error)
    assert found.reflected.error < 1e-3 and found.transmitted.error < 1e-3
    # A published run of Monte Carlo, by depth [1/cm] and by layer.
    per_cm = found.absorbed.sum(axis=1) / 0.01
    published = {0: 2.799, 4: 2.7265, 9: 2.2037, 14: 1.5438, 20: 1.7314, 29: 1.1089, 39: 0.83724}
    assert [per_cm[cell] for cell in published] == pytest.approx(list(published.values()), rel=0.03)
    by_layer = [found.absorbed[:10].sum(), found.absorbed[10:20].sum(), found.absorbed[20:].sum()]
    assert by_layer == pytest.approx([0.2612, 0.1488, 0.2316], rel=0.01)
    assert found.balance == pytest.approx(1.0, abs=1e-12)
    assert found.density.shape == found.absorbed.shape == found.absorbed_error.shape == (40, 4)
    assert (found.absorbed_error[:20, :2] < 0.1 * found.absorbed[:20, :2]).all()


def test_the_published_slab_and_half_space():
    """Van de Hulst's slab with matched index, Giovanelli's half-space of index 1.5."""
    slab = mt.slab_light(layers((1.0, 10, 90, 0.75, 0.02)), photons=160_000)
    assert slab.specular + slab.reflected.value == pytest.approx(0.09734, abs=4 * slab.reflected.error)
    assert slab.transmitted.value == pytest.approx(0.66096, abs=4 * slab.transmitted.error)
    half = mt.slab_light(
        [replace(layers((1.5, 10, 90, 0.0, 1.0))[0], thickness=None)], z_edges=[0, 1 * mm], photons=160_000
    )
    assert half.specular + half.reflected.value == pytest.approx(0.2600, abs=4 * half.reflected.error)
    assert half.reflected.error < 1e-3 and slab.transmitted.error < 1e-3


def test_a_clear_layer_over_one_that_scatters_loses_nothing():
    found = mt.slab_light(layers((1.37, 0, 0, 0, 0.1), (1.37, 0.2, 100, 0.9, 0.3)), photons=96_000)
    # An independent walk in double precision.
    assert found.reflected.value == pytest.approx(0.4542, abs=4 * found.reflected.error)
    assert found.transmitted.value == pytest.approx(0.3255, abs=4 * found.transmitted.error)
    assert found.cut == 0.0


@pytest.mark.parametrize("absorption", [0.0, 1e-15, 1e-3, 1e3, 1e7])
def test_nothing_is_lost_for_any_absorption(absorption):
    found = mt.slab_light([replace(LAYER, absorption=absorption, thickness=0.2 * mm)], photons=640)
    assert found.balance == pytest.approx(1.0, abs=1e-9)


def test_straight_light_is_exact_and_an_anisotropy_of_one_is_straight():
    gel = replace(LAYER, scattering=1000.0, anisotropy=1.0, thickness=1 * mm)
    found = mt.slab_light([gel], above=1.4, below=1.4, photons=32)
    assert found.transmitted.value == pytest.approx(math.exp(-0.1), rel=1e-12)
    clear = mt.slab_light([replace(gel, scattering=0.0, anisotropy=0.0)], above=1.4, below=1.4, photons=32)
    assert np.array_equal(found.absorbed, clear.absorbed)


def test_a_last_layer_without_a_bottom():
    endless = replace(LAYER, thickness=None)
    found = mt.slab_light([LAYER, endless], z_edges=[0, 1 * mm, 2 * mm], photons=3200)
    assert found.transmitted.value == 0.0 and found.outside > 0.0 and found.balance == pytest.approx(1.0)
    with pytest.raises(InputError, match="z_edges: must be given"):
        mt.slab_light([endless])


def test_the_same_bits_for_any_number_of_threads():
    one, two = (mt.slab_light([LAYER], photons=3200, threads=threads) for threads in (1, 2))
    assert np.array_equal(one.absorbed, two.absorbed) and one.reflected == two.reflected


WRONG = [
    ({"layers": []}, "layers"),
    ({"layers": "skin"}, "layers"),
    ({"layers": [replace(LAYER, thickness=None), LAYER]}, "layers.0.thickness"),
    ({"layers": [replace(LAYER, anisotropy=0.998)]}, "layers.0.anisotropy"),
    ({"above": 0.9}, "above"),
    ({"below": math.inf}, "below"),
    ({"radius": "1 J"}, "radius"),
    ({"photons": 1}, "photons"),
    ({"photons": 3.5}, "photons"),
    ({"profile": "round"}, "profile"),
    ({"z_edges": [0, 2, 1]}, "z_edges"),
    ({"r_edges": [1, 2]}, "r_edges"),
]


@pytest.mark.parametrize(("changes", "path"), WRONG, ids=lambda value: str(value)[:40])
def test_what_cannot_be_meant_is_refused(changes, path):
    arguments = {"layers": [LAYER]} | changes
    with pytest.raises(InputError) as caught:
        mt.slab_light(arguments.pop("layers"), **arguments)
    assert [fault.path for fault in caught.value.faults] == [path]


@pytest.mark.parametrize(
    "changes",
    [
        {"absorption": math.nan}, {"scattering": -5.0}, {"refractive_index": 0.9}, {"refractive_index": math.inf},
        {"thickness": 0.0}, {"thickness": -1e-3}, {"thickness": math.inf}, {"anisotropy": 1.5},
    ],
    ids=str,
)  # fmt: skip
def test_layers_that_are_none_are_refused_by_their_field(changes):
    with pytest.raises(InputError) as caught:
        replace(LAYER, **changes)
    assert [fault.path for fault in caught.value.faults] == [f"OpticalLayer.{next(iter(changes))}"]


def optics(anisotropy: float, thickness: float = 5e-3) -> Optics:
    def one(value):
        return np.array([value], dtype=float)

    return Optics(
        wavelength=1.064e-6, names=("gel",), thickness=one(thickness), wet_absorption=one(0), dry_absorption=one(100),
        wet_slope=one(0), scattering=one(1e4), anisotropy=one(anisotropy), refractive_index=one(1.4),
        extinction_index=one(0), outside_index=1.0,
    )  # fmt: skip


def tissue(of: Optics, z_edges, r_edges) -> Tissue:
    grid = Grid(r_edges=np.asarray(r_edges, float), z_edges=np.asarray(z_edges, float))
    (depths, _), (flat, field) = grid.shape, (np.full, np.full)
    return Tissue(
        grid=grid, optics=of, layer=np.zeros(depths), initial_water=flat(depths, 700.0),
        heat_capacity=flat(depths, 3.7e6), dry_heat_capacity=flat(depths, 1e6), conductivity=flat(depths, 0.4),
        dry_conductivity=flat(depths, 0.1), perfusion=np.zeros(depths), core_temperature=310.15,
        temperature=field(grid.shape, 310.15), water=field(grid.shape, 700.0), removed=np.zeros(grid.shape),
    )  # fmt: skip


PULSE = Pulse(wavelength=1.064e-6, energy=0.02, duration=1e-3, radius=67.5 * um)


@pytest.mark.parametrize("anisotropy", [1.0, 0.998])
def test_layers_and_blocks_treat_straight_light_alike(anisotropy):
    edges = np.linspace(-1e-3, 1e-3, 5)
    block = Block(
        x_edges=edges, y_edges=edges, z_edges=np.linspace(0, 1e-3, 5), optics=optics(anisotropy), sides="continued"
    )
    skin = tissue(optics(anisotropy), np.linspace(0, 1e-3, 5), np.linspace(0, 1e-3, 5))
    flat = replace(PULSE, profile="flat_top")
    doors = (
        lambda: VoxelEngine(photons=640).deposit(block, flat),
        lambda: MonteCarlo(photons=640, threads=1).deposit(skin, flat),
    )
    if anisotropy != 1.0:
        for door in doors:
            with pytest.raises(InputError, match="treat light that nearly only goes on as not scattered"):
                door()
        return
    straight = 0.02 * (1 - (0.4 / 2.4) ** 2) * -math.expm1(-100.0 * 1e-3)
    in_block, in_layers = (door() for door in doors)
    assert float((in_layers.energy * skin.grid.volume).sum()) == pytest.approx(straight, rel=1e-9)
    assert float(in_block.energy.sum()) * block.voxel == pytest.approx(straight, rel=0.02)


def test_fluence_of_a_beam_by_hand():
    rings = np.concatenate((np.linspace(0, 2e-4, 101), [1e-3, 2e-3]))
    skin = tissue(optics(0.9), np.linspace(0, 2e-3, 11), rings)
    entrance = MonteCarlo(photons=320, threads=1).deposit(skin, PULSE).entrance
    through = 1 - (0.4 / 2.4) ** 2
    assert entrance[0] == pytest.approx(2 * 0.02 * through / (math.pi * (67.5e-6) ** 2), rel=2e-3)
    wide = replace(PULSE, energy=0.212, radius=1.5 * mm, profile="flat_top")
    entrance = MonteCarlo(photons=320, threads=1).deposit(skin, wide).entrance
    assert entrance[0] == pytest.approx(0.212 * through / (math.pi * 1.5e-3**2), rel=1e-9)
