"""Formulas of the depot, the layers that take it, and its cautions."""

import math

import numpy as np
import pytest
from numpy.testing import assert_allclose

from microthermal.delivery import depot
from microthermal.delivery.layers import dermis
from microthermal.delivery.mechanisms.needle import shells, step_times
from microthermal.domain.inputs.skin import Composition, Follicle, Layer, Scattering, Skin, Thermal
from microthermal.errors import InputError


def skin(*names: str) -> Skin:
    layers = tuple(
        Layer(
            name=name, thickness=1e-3, composition=Composition(water=0.65),
            scattering=Scattering(
                reduced_500=4000.0, rayleigh_fraction=0.4, mie_power=1.0, anisotropy=0.8, refractive_index=1.4
            ),
            thermal=Thermal(density=1100.0, specific_heat=3400.0, conductivity=0.4, perfusion=0.001),
        )
        for name in names
    )  # fmt: skip
    return Skin(
        layers=layers, phototype="III", site="scalp",
        follicle=Follicle(bulge_depth=1.3e-3, papilla_depth=4e-3, density=8e5),
        surface_temperature=306.0, core_temperature=310.0,
    )  # fmt: skip


@pytest.mark.parametrize(("volume", "fill", "width"), [(1e-7, 0.67, 9.7e-3), (1e-7, 1.0, 8.0e-3), (5e-8, 0.67, 6.9e-3)])
def test_disc_of_a_bolus(volume: float, fill: float, width: float) -> None:
    radius, height = depot.disc(volume, fill, 2e-3)
    assert height == 2e-3
    assert 2 * radius == pytest.approx(width, rel=0.02)  # numbers of the notes have two digits


def test_a_small_bolus_does_not_fill_the_dermis() -> None:
    radius, height = depot.disc(1e-9, 1.0, 2e-3)
    assert height == pytest.approx(2 * depot.sphere_radius(1e-9))
    assert math.pi * radius**2 * height == pytest.approx(1e-9)


def test_sphere_has_its_volume() -> None:
    assert 4 / 3 * math.pi * depot.sphere_radius(2e-7) ** 3 == pytest.approx(2e-7)


def test_tips_scatter_around_their_depth() -> None:
    assert depot.between(0.0, 2.0, 1.0, 1e-3) == pytest.approx(1.0)
    assert depot.between(1.0, 9.0, 1.0, 0.1) == pytest.approx(0.5)
    assert depot.between(-math.inf, 1.0, 0.0, 1.0) == pytest.approx(0.8413, abs=1e-4)


def test_channels_close_by_half_in_their_half_time() -> None:
    assert [depot.open_fraction(time, 10.0) for time in (-1.0, 0.0, 10.0, 20.0)] == [0.0, 1.0, 0.5, 0.25]
    assert depot.open_fraction(5.0, 0.0) == 0.0


def test_solutions_do_not_dissolve() -> None:
    assert depot.dissolution_constant(1e-10, 1300.0, None) == 0.0


@pytest.mark.parametrize(("radius", "fraction"), [(0.25, math.pi / 16), (0.5, math.pi / 4), (0.8, 1.0), (3.0, 1.0)])
def test_fraction_of_a_grid(radius: float, fraction: float) -> None:
    assert depot.grid_fraction(radius, 1.0) == pytest.approx(fraction)


def test_fraction_of_a_grid_against_counting() -> None:
    places = np.linspace(-0.5, 0.5, 2001)
    inside = np.hypot(places[:, None], places[None, :]) <= 0.6
    assert depot.grid_fraction(0.6, 1.0) == pytest.approx(inside.mean(), abs=1e-3)


def test_dermis_is_found_between_epidermis_and_fat() -> None:
    found = dermis(skin("stratum_corneum", "epidermis", "papillary_dermis", "reticular_dermis", "hypodermis"))
    assert (found.top, found.bottom) == pytest.approx((2e-3, 4e-3))
    assert_allclose(found.inside, [0, 0, 0.5, 0.5, 0])
    assert_allclose(found.below, [0, 0, 0, 0, 1])


def test_skin_without_fat_keeps_the_dose_in_its_deepest_layer() -> None:
    assert_allclose(dermis(skin("epidermis", "dermis")).below, [0, 1])


def test_skin_without_dermis_is_refused() -> None:
    with pytest.raises(InputError, match="dermis"):
        dermis(skin("epidermis", "fat"))


@pytest.mark.parametrize("length", [0.5, 10.0, 1e7])
def test_steps_grow_and_end_in_time(length: float) -> None:
    times = step_times(length, 1.1)
    assert times[-1] == pytest.approx(length)
    widths = np.diff(times)
    assert_allclose(widths[1:] / widths[:-1], 1.1)
    assert widths[0] <= 1.0


@pytest.mark.parametrize("radius", [1e-4, 3e-3, 1e-2])
def test_shells_reach_two_centimetres_beyond_the_depot(radius: float) -> None:
    edges = shells(radius)
    assert (np.diff(edges) > 0).all()
    assert edges[-1] >= radius + 0.02 * (1 - 1e-9)
    assert np.isclose(edges, radius).any()
