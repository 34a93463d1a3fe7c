"""Zones: contours, lattices, warming, injury of layers, cautions."""

from __future__ import annotations

from dataclasses import replace
from math import exp, pi, sqrt
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from microthermal.catalog import library
from microthermal.domain.inputs.laser import Cooling, Pulse
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.skin import Composition, Follicle, Layer, Scattering, Skin, Thermal
from microthermal.domain.results.field import Warming
from microthermal.domain.results.flow import Balance, Damage, Deposited, Snapshot
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Optics, Tissue
from microthermal.errors import ConvergenceError, InputError
from microthermal.heat.budget import budget
from microthermal.numerics.damage.contours import deepest, last_crossing, on_axis, radii
from microthermal.numerics.field.gaussian_rings import gaussian_rings
from microthermal.tissue import sample
from microthermal.units import cm, hour, mJ, um
from microthermal.zones import as_histology, cautions, injury, lattice, measure, with_error
from microthermal.zones.bulk.residual_heat import residual_heat
from microthermal.zones.bulk.warming import warming
from microthermal.zones.lattices import open_time
from microthermal.zones.patterns import covered
from microthermal.zones.scanning import scan
from microthermal.zones.shapes import reach
from microthermal.zones.t_cell_fates import t_cell_radii

GRID = Grid(r_edges=np.arange(0, 251e-6, 5e-6), z_edges=np.arange(0, 1201e-6, 10e-6))
ENDPOINTS = (
    "epidermal_cells", "dermal_cells", "collagen", "vessels", "blood", "t_cell_apoptosis", "t_cell_necrosis",
    "heat_shock",
)  # fmt: skip
# Radius of each endpoint's cylinder [µm], all 600 µm deep.
WIDTHS = dict(zip(ENDPOINTS, (62, 60, 50, 70, 40, 80, 66, 120), strict=True))


def damage(widths: dict[str, float] = WIDTHS, channel: float = 0.0, depth: float = 600e-6) -> Damage:
    r, z = np.meshgrid(GRID.r, GRID.z)
    level = [np.minimum(width * um - r, depth - z) / 5e-6 for width in widths.values()]
    removed = ((r < channel) & (z < 0.5 * depth)).astype(float)
    return Damage(
        grid=GRID,
        endpoints=tuple(widths),
        omega=np.exp(level),
        removed=removed,
        peak=np.full(GRID.shape, 330.0),
    )


def skin() -> Skin:
    return Skin(
        layers=tuple(
            Layer(
                name=name,
                thickness=thickness,
                composition=Composition(water=0.65),
                scattering=Scattering(
                    reduced_500=4360, rayleigh_fraction=0.41, mie_power=0.562, anisotropy=0.9, refractive_index=1.4
                ),
                thermal=Thermal(density=1100, specific_heat=3300, conductivity=0.45, perfusion=0.002),
            )
            for name, thickness in (
                ("stratum_corneum", 20e-6), ("epidermis", 60e-6), ("papillary_dermis", 120e-6),
                ("reticular_dermis", 800e-6), ("fat", 4e-3),
            )
        ),
        phototype="II",
        site="cheek",
        follicle=Follicle(bulge_depth=1e-3, papilla_depth=4e-3, density=1e6),
        surface_temperature=307.0,
        core_temperature=310.0,
    )  # fmt: skip


def tissue() -> Tissue:
    layers = skin().layers
    zero = np.zeros(len(layers))
    optics = Optics(
        wavelength=1550e-9, names=tuple(item.name for item in layers), thickness=[item.thickness for item in layers],
        wet_absorption=zero + 734, dry_absorption=zero, wet_slope=zero, scattering=zero + 1e4, anisotropy=zero + 0.9,
        refractive_index=zero + 1.4, extinction_index=zero,
    )  # fmt: skip
    return sample(skin(), GRID, optics)


def deposited(rate: float = 2000.0) -> Deposited:
    r, z = np.meshgrid(GRID.r, GRID.z)
    field = 1e8 * np.exp(-rate * z - (r / 60e-6) ** 2)
    zero = np.zeros(GRID.shape)
    return Deposited(
        grid=GRID, energy=field, error=zero, path=zero, entrance=np.zeros(GRID.shape[1]), collimated=False,
        reflected=0.05, transmitted=0.05, lost=0.0,
    )  # fmt: skip


PULSE = Pulse(wavelength=1550e-9, energy=20 * mJ, duration=3e-3, radius=60 * um)


def pattern(density: float = 100 / cm**2, **changes: Any) -> Pattern:
    return Pattern(density=density, **changes)


BALANCE = Balance(supplied=18 * mJ, stored=18 * mJ)
AIR = Cooling(temperature=298.15, coefficient=10.0)


def snapshot() -> Snapshot:
    cold = tissue()
    warm = cold.temperature + deposited().energy / cold.heat_capacity[:, None]
    water = np.broadcast_to(cold.initial_water[:, None], GRID.shape)
    return Snapshot(
        grid=GRID, time=0.02, step=0.01, temperature=warm, removed=np.zeros(GRID.shape), water=water, balance=BALANCE
    )


def warmed(where: Pattern, balance: Balance = BALANCE) -> Warming:
    left = residual_heat(tissue(), snapshot(), deposited(), budget(deposited(), balance, PULSE))
    return warming(where, left, skin(), AIR, PULSE.duration, detail=False)


def test_the_last_crossing_is_interpolated() -> None:
    places, values = np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, -1.0, 1.0, -3.0])
    assert last_crossing(places, values, 0.0, 9.0) == pytest.approx(3.25)
    assert last_crossing(places, -np.abs(values), 0.0, 9.0) == 0.0
    assert last_crossing(places, np.abs(values), 0.0, 9.0) == 9.0


def test_compiled_contours_agree_with_their_plain_twins() -> None:
    field = np.random.default_rng(2).normal(size=(30, 20))
    r, z = np.arange(20) + 0.5, np.arange(30) + 0.5

    def crossing(places: np.ndarray, values: np.ndarray, end: float) -> float:
        above = np.flatnonzero(values >= 0.0)
        if above.size == 0:
            return 0.0
        i = above[-1]
        return end if i == values.size - 1 else np.interp(0.0, [values[i + 1], values[i]], [places[i + 1], places[i]])

    assert_allclose(radii(r, field, 0.0, 20.0), [crossing(r, row, 20.0) for row in field])
    assert deepest(z, field, 0.0, 30.0) == pytest.approx(max(crossing(z, column, 30.0) for column in field.T))


def test_the_axis_is_extrapolated_without_slope() -> None:
    r = np.array([0.5, 1.5, 2.5])
    assert_allclose(on_axis(r, (3.0 - 2.0 * r**2)[None]), [3.0])
    assert_allclose(on_axis(r[:1], np.array([[7.0]])), [7.0])


def test_an_endpoint_that_was_not_followed_is_refused() -> None:
    with pytest.raises(InputError, match="was not followed"):
        measure(damage(), "hair")


def test_a_zone_knows_the_reach_of_every_endpoint() -> None:
    zone = measure(damage())
    assert tuple(item.endpoint for item in zone.reaches) == ENDPOINTS
    for name, width in WIDTHS.items():
        assert zone.reach(name).radius.value == pytest.approx(width * um, rel=1e-9)
        assert zone.reach(name).depth.value == pytest.approx(600 * um, rel=1e-9)
        assert zone.reach(name).volume.value == pytest.approx(pi * (width * um) ** 2 * 600 * um, rel=1e-6)
    alone, blood = reach(damage(), "blood"), zone.reach("blood")
    for name in ("depth", "radius", "volume"):
        assert getattr(alone, name).value == getattr(blood, name).value


def test_a_lattice_says_how_much_of_the_skin_it_takes() -> None:
    result = lattice(measure(damage()), pattern(), PULSE, damage())
    assert result.coverage == pytest.approx(100 / cm**2 * pi * (60 * um) ** 2)
    assert result.pitch == pytest.approx(sqrt(2 / sqrt(3) / (100 / cm**2)))
    assert result.bridge == pytest.approx(result.pitch - 120 * um)
    assert (result.overlap, result.channels.coverage, result.channels.open_for) == (0.0, 0.0, 0.0)
    assert result.fluence == pytest.approx(2.0 / cm**2)


def test_channels_stay_open_longer_after_more_energy() -> None:
    assert open_time(5 * mJ) == pytest.approx(7.783 * hour, rel=1e-3)
    assert open_time(25 * mJ) == pytest.approx(14.77 * hour, rel=1e-3)
    assert open_time(5 * mJ) < open_time(12 * mJ) < open_time(25 * mJ) == open_time(100 * mJ)
    drilled = measure(damage(channel=20 * um))
    result = lattice(drilled, pattern(), PULSE, damage())
    assert result.channels.open_for == open_time(20 * mJ)
    assert result.channels.coverage == pytest.approx(100 / cm**2 * pi * (20 * um) ** 2)


def test_passes_add_their_heat_and_pauses_let_it_go() -> None:
    def rise(passes: int, pause: float) -> float:
        return warmed(pattern(passes=passes, pass_interval=pause)).rise

    # Still air cools the skin a little by itself while the pause lasts.
    assert rise(1, 60.0) < rise(3, 60.0) < rise(3, 1.0) < rise(3, 0.0)
    assert rise(3, 3600.0) < rise(3, 60.0)


def test_heat_that_left_with_steam_does_not_warm_the_rest() -> None:
    half = Balance(supplied=18 * mJ, stored=9 * mJ, vapour=9 * mJ)
    all_of_it = Balance(supplied=18 * mJ, stored=18 * mJ)
    assert warmed(pattern(), half).peak.max() == pytest.approx(0.5 * warmed(pattern(), all_of_it).peak.max())


def test_the_heat_that_is_left_is_that_of_the_balance() -> None:
    # 17 of 20 mJ are absorbed and 5 % mirrored: what is left is divided as it was at reference absorption.
    light, balance = replace(deposited(), lost=0.1), Balance(supplied=17 * mJ, stored=17 * mJ)
    left = residual_heat(tissue(), snapshot(), light, budget(light, balance, PULSE))
    assert left.total == pytest.approx((17 + 0.1 / 0.15 * 2) * mJ, rel=1e-9)
    dark = residual_heat(
        tissue(), replace(snapshot(), temperature=tissue().temperature), deposited(),
        budget(deposited(), Balance(), PULSE)._replace(beside=0.0),
    )  # fmt: skip
    assert dark.total == 0.0


@pytest.mark.slow
def test_the_rise_stays_a_plausible_number_however_much_light_falls() -> None:
    hot = warmed(pattern(1e8, area=1e-5), Balance(supplied=1.0))
    result = lattice(measure(damage()), pattern(1e8), PULSE, damage(), hot)
    assert result.bulk_rise == 400.0
    assert any(item.weight == "stop" for item in cautions(result, tissue()))


def test_injury_is_coverage_weighted_by_depth() -> None:
    fields = damage()
    result = injury(fields, lattice(measure(fields), pattern(), PULSE, fields), skin())

    def fraction(width: float) -> float:
        return float(covered(np.array(width * um), pattern()))

    # Corneum and epidermis die as epidermis; dermis to 600 µm of its 1 mm, 400 of 800 µm in the reticular layer.
    assert_allclose(result.necrotic, [fraction(62), fraction(62), fraction(60), 0.5 * fraction(60), 0.0], rtol=1e-9)
    # The epidermis has neither collagen nor vessels.
    assert_allclose(result.denatured, np.array([0, 0, 1, 0.5, 0]) * fraction(50), rtol=1e-9)
    assert_allclose(result.vessels_closed, np.array([0, 0, 1, 0.5, 0]) * fraction(70), rtol=1e-9)
    # T cells by the fraction that meets each fate, not by a line: burdens fall by e in 5 µm.
    outright, lost = fraction(_disc(66.0)), fraction(_disc(66.0, 80.0))
    # The bottom at 600 µm is a line in neither case.
    expected = np.array([1, 1, 1, 0.5, 0]) * (lost - outright)
    assert_allclose(result.lymphocytes_apoptotic, expected, rtol=0.05)
    assert_allclose(result.stressed[2:], np.array([1, 0.5, 0]) * (fraction(120) - fraction(60)), rtol=1e-9)
    assert result.epidermis_open == pytest.approx(fraction(62))
    assert result.zone_radius == pytest.approx(62 * um)
    assert not result.ablated and result.removed.sum() == 0.0


def _disc(*widths: float) -> float:
    """Radius [µm] of a disc as large as the area of cells lost to burdens of these widths, by fine sums."""
    r = np.arange(0.0005, 250.0, 0.001)
    omega = sum(np.exp((width - r) / 5.0) for width in widths)
    return float(np.sqrt(np.sum(2 * r * 0.001 * -np.expm1(-omega))))


def test_no_t_cell_dies_twice() -> None:
    # Necrosis is not held up by apoptosis, however fast: what is dead outright is not counted as apoptotic.
    fields = damage({"t_cell_necrosis": 66.0, "t_cell_apoptosis": 120.0})
    necrotic, lost = t_cell_radii(fields)
    alone, same = t_cell_radii(damage({"t_cell_necrosis": 66.0}))
    assert_allclose(necrotic, alone)
    assert_allclose(alone, same)
    assert np.all(lost >= necrotic)
    assert necrotic[10] == pytest.approx(_disc(66.0) * um, rel=1e-3)
    assert lost[10] == pytest.approx(_disc(66.0, 120.0) * um, rel=1e-3)


def test_fates_follow_from_the_rate_equations() -> None:
    # Living -> committed at a, living or committed -> dead outright at n, over a course in which both change.
    times = np.linspace(0.0, 1.0, 20001)
    a, n = 3.0 * np.sin(times) ** 2, 2.0 * times * np.exp(-times)
    living, committed = 1.0, 0.0
    for k in range(times.size - 1):
        rate_a, rate_n = 0.5 * (a[k] + a[k + 1]), 0.5 * (n[k] + n[k + 1])
        step = times[1] * np.array([rate_a, rate_n])
        committed += step[0] * living - step[1] * committed
        living -= step.sum() * living
    # The same damage integrals everywhere: areas of the discs are fractions of the area of the grid.
    grid = Grid(r_edges=GRID.r_edges[:3], z_edges=GRID.z_edges[:2])
    totals = (np.trapezoid(n, times), np.trapezoid(a, times))
    fields = Damage(
        grid=grid, endpoints=("t_cell_necrosis", "t_cell_apoptosis"), removed=np.zeros(grid.shape),
        omega=np.array([np.full(grid.shape, total) for total in totals]), peak=np.full(grid.shape, 330.0),
    )  # fmt: skip
    necrotic, lost = ((radius[0] / grid.r_edges[-1]) ** 2 for radius in t_cell_radii(fields))
    assert lost == pytest.approx(1.0 - living, rel=1e-3)
    assert lost - necrotic == pytest.approx(committed, rel=1e-3)


def test_removed_tissue_is_necrotic_but_not_denatured() -> None:
    fields = damage(channel=30 * um)
    result = injury(fields, lattice(measure(fields), pattern(), PULSE, fields), skin())
    bare = injury(damage(), lattice(measure(fields), pattern(), PULSE, damage()), skin())
    assert result.ablated
    assert_allclose(result.necrotic, bare.necrotic)
    assert_allclose(result.denatured[2:], (bare.denatured - result.removed)[2:], atol=1e-15)
    assert result.removed[1] == pytest.approx(float(covered(np.array(30 * um), pattern())))


def test_only_living_tissue_is_stressed() -> None:
    # Heat shock to 40 µm and 600 µm deep; dead to 60 µm, but only in the upper half.
    r, z = np.meshgrid(GRID.r, GRID.z)
    level = [np.minimum(60 * um - r, 300 * um - z) / 5e-6, np.minimum(40 * um - r, 600 * um - z) / 5e-6]
    both = replace(damage({"dermal_cells": 60.0, "heat_shock": 40.0}), omega=np.exp(level))
    result = injury(both, lattice(measure(both), pattern(), PULSE, both), skin())
    # Of the reticular layer's 800 µm, 100 µm are dead and 300 µm below them in heat shock.
    expected = 300 / 800 * float(covered(np.array(40 * um), pattern()))
    assert result.stressed[3] == pytest.approx(expected, rel=0.05)


def test_endpoints_that_were_not_followed_are_not_reached() -> None:
    fields = damage({"dermal_cells": 60.0})
    result = injury(fields, lattice(measure(fields), pattern(), PULSE, fields), skin())
    assert result.vessels_closed.sum() == result.denatured.sum() == result.stressed.sum() == 0.0
    assert result.necrotic[2] > 0.0


def test_a_clean_lattice_needs_no_caution() -> None:
    sparse = lattice(measure(damage()), pattern(1 / cm**2), PULSE, damage())
    assert cautions(sparse, tissue()) == ()


def test_cautions_name_overlap_open_channels_warming_and_a_full_grid() -> None:
    wide = measure(damage({"dermal_cells": 1000.0}, channel=20 * um, depth=2e-3))
    many = pattern(1000 / cm**2, passes=3)
    dense = lattice(wide, many, PULSE, damage(), warmed(many))
    texts = " ".join(item.text for item in cautions(dense, tissue()))
    for words in ("fills the grid", "overlap", "vendor", "warms by up to", "heat shock were not followed"):
        assert words in texts


@pytest.mark.parametrize(("energy", "told"), [(10 * mJ, False), (1 * mJ, True), (60 * mJ, True)])
def test_a_time_open_beyond_what_its_source_knows_is_told(energy: float, told: bool) -> None:
    drilled = lattice(measure(damage(channel=20 * um)), pattern(), replace(PULSE, energy=energy), damage())
    (caution,) = cautions(drilled, tissue())
    assert ("whose nearer end is taken" in caution.text) is told


def test_skin_without_epidermis_and_a_pass_without_microbeams_are_refused() -> None:
    bare = replace(skin(), layers=tuple(layer for layer in skin().layers if "epidermis" not in layer.name))
    with pytest.raises(InputError, match="tissue is epidermis"):
        injury(damage(), lattice(measure(damage()), pattern(), PULSE, damage()), bare)
    with pytest.raises(InputError, match=r"Pattern.area: no microbeam of a pass"):
        scan(Pattern(density=1e4, area=1e-6), 1e-3, seed=3)


def test_heat_that_no_gaussian_holds_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    fit = "microthermal.numerics.field.gaussian_rings.nonnegative"
    monkeypatch.setattr(fit, lambda shapes, wanted: np.zeros((len(wanted), shapes.shape[1])))
    with pytest.raises(ConvergenceError, match="none of them has its shape"):
        gaussian_rings(np.linspace(0.0, 1e-4, 5), np.ones((1, 4)), np.array([1e-5, 1e-4]))


def test_every_measure_has_the_error_that_the_coarser_run_tells() -> None:
    fields = damage(channel=20 * um)
    fine = measure(fields)
    coarse = measure(replace(fields, omega=fields.omega * exp(4.0)))  # 20 µm wider and deeper
    zone = with_error(fine, coarse)
    assert zone.radius.error == pytest.approx(20 * um) and zone.depth.error == pytest.approx(20 * um)
    assert zone.rim.error == pytest.approx(20 * um)
    for found, one, other in zip(zone.reaches, fine.reaches, coarse.reaches, strict=True):
        assert found.volume.error == pytest.approx(abs(one.volume.value - other.volume.value))
    # All borders moved alike: shells kept their thickness, and have the error that the grid alone allows.
    assert zone.shell("heat_shock").thickness.error == fine.shell("heat_shock").thickness.error > 0.0
    assert zone.channel_depth.error == fine.channel_depth.error == pytest.approx(5 * um)
    assert zone.coagulated == zone.reach("collagen")
    assert measure(damage({"dermal_cells": 60.0})).coagulated is None


def test_a_measure_of_nothing_has_no_error() -> None:
    zone = with_error(measure(damage()), measure(damage()))
    assert (zone.channel_depth.error, zone.channel_radius.error, zone.rim.error) == (0.0, 0.0, 0.0)


def test_histology_is_the_zone_shrunk_along_and_below_the_surface() -> None:
    zone = measure(damage(channel=20 * um))
    seen = as_histology(zone, 0.9, 0.8)
    assert (seen.depth.value, seen.channel_depth.value) == (0.8 * zone.depth.value, 0.8 * zone.channel_depth.value)
    assert (seen.radius.value, seen.channel_radius.value, seen.rim.value) == pytest.approx(
        (0.9 * zone.radius.value, 0.9 * zone.channel_radius.value, 0.9 * zone.rim.value)
    )
    assert (seen.depth.error, seen.radius.error) == pytest.approx((0.8 * zone.depth.error, 0.9 * zone.radius.error))


def test_the_library_says_how_much_a_section_shrinks() -> None:
    factors = library().figures.histology
    assert 0.8 < factors.width_factor < 0.9
    assert 0.8 < factors.depth_factor < 0.9
