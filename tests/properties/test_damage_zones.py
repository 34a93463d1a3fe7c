"""What must hold for any heating and any zone: hotter never hurts less, more is never smaller, fractions add up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from microthermal.damage import integrate
from microthermal.damage.laws.arrhenius import Arrhenius
from microthermal.domain.inputs.pattern import Layout, Pattern
from microthermal.domain.inputs.skin import Composition, Follicle, Layer, Scattering, Skin, Thermal
from microthermal.domain.results.flow import Balance, Damage, Snapshot
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.zone import Lattice, OpenChannels
from microthermal.quantity import Array
from microthermal.zones import injury, measure
from microthermal.zones.patterns import bridge, covered, overlap, pitch

GRID = Grid(r_edges=np.arange(0, 201e-6, 2e-5), z_edges=np.arange(0, 501e-6, 5e-5))
ENDPOINTS = ("epidermal_cells", "dermal_cells", "collagen", "t_cell_apoptosis", "t_cell_necrosis", "heat_shock")
LAW = Arrhenius(
    endpoint="dermal_cells", frequency=3.1e98, energy=6.28e5, temperature_low=317.0, temperature_high=333.0,
    duration_low=5.0, duration_high=2e4,
)  # fmt: skip
LAYOUTS: tuple[Layout, ...] = ("hexagonal", "square", "random")
patterns = st.builds(Pattern, density=st.floats(1e4, 5e7), passes=st.integers(1, 8), layout=st.sampled_from(LAYOUTS))
courses = arrays(np.float64, (6,), elements=st.floats(290.0, 420.0))


def omega(course: Array) -> float:
    grid = Grid(r_edges=[0, 1e-5], z_edges=[0, 1e-5])
    stream = (
        Snapshot(
            grid=grid, time=0.1 * k, step=0.1 if k else 0.0, temperature=[[value]], removed=[[0.0]], water=[[1.0]],
            balance=Balance(),
        )
        for k, value in enumerate(course)
    )  # fmt: skip
    return float(integrate(stream, [LAW]).omega[0, 0, 0])


@given(courses, arrays(np.float64, (6,), elements=st.floats(0.0, 30.0)))
def test_hotter_never_hurts_less(course: Array, more: Array) -> None:
    assert omega(course + more) >= omega(course) * (1 - 1e-12)


@given(courses)
def test_longer_never_hurts_less(course: Array) -> None:
    assert omega(course) >= omega(course[:-1])


@given(courses)
def test_a_course_and_its_mirror_hurt_the_same(course: Array) -> None:
    assert_allclose(omega(course), omega(course[::-1]), rtol=1e-12)


@st.composite
def fields(draw: st.DrawFn) -> Damage:
    """Any smooth zone, with or without a channel."""
    r, z = np.meshgrid(GRID.r, GRID.z)
    levels = []
    for _ in ENDPOINTS:
        width, depth = draw(st.floats(1e-5, 1.5e-4)), draw(st.floats(5e-5, 4e-4))
        levels.append(draw(st.floats(-2.0, 40.0)) - 20.0 * ((r / width) ** 2 + (z / depth) ** 2))
    removed = ((r < draw(st.floats(0.0, 6e-5))) & (z < draw(st.floats(0.0, 3e-4)))).astype(float)
    chosen = np.where(removed > 0, 1e4, np.exp(levels))
    return Damage(grid=GRID, endpoints=ENDPOINTS, omega=chosen, removed=removed, peak=np.full(GRID.shape, 330.0))


@given(fields(), st.floats(1.0, 1e6))
def test_more_damage_never_makes_a_smaller_zone(damage: Damage, factor: float) -> None:
    less, more = measure(damage), measure(replace(damage, omega=damage.omega * factor))
    for before, after in zip(less.reaches, more.reaches, strict=True):
        assert after.depth.value >= before.depth.value * (1 - 1e-9)
        assert after.radius.value >= before.radius.value * (1 - 1e-9)
        assert after.volume.value >= before.volume.value * (1 - 1e-9)


@given(fields())
def test_a_zone_contains_its_channel(damage: Damage) -> None:
    zone = measure(damage)
    assert zone.depth.value >= zone.channel_depth.value and zone.radius.value >= zone.channel_radius.value
    assert np.all(zone.outline >= zone.channel_outline)
    assert zone.rim.value >= 0.0 and zone.volume.value <= GRID.volume.sum() * (1 + 1e-9)


@given(patterns, st.floats(0.0, 1e-3), st.floats(1.0, 3.0))
def test_coverage_is_a_fraction_that_grows_with_radius_density_and_passes(
    pattern: Pattern, radius: float, factor: float
) -> None:
    def fraction(where: Pattern, size: float) -> float:
        return float(covered(np.array(size), where))

    here = fraction(pattern, radius)
    assert 0.0 <= here <= 1.0
    assert fraction(pattern, radius * factor) >= here - 1e-9
    assert fraction(replace(pattern, passes=pattern.passes + 1), radius) >= here - 1e-9
    assert fraction(replace(pattern, density=pattern.density * min(factor, 2.0)), radius) >= here - 1e-9
    assert here <= pattern.density * pattern.passes * np.pi * radius**2 * (1 + 1e-9) + 1e-12
    assert 0.0 <= overlap(radius, pattern) <= 1.0
    assert 0.0 <= bridge(radius, pattern) <= pitch(replace(pattern, layout="hexagonal")) * (1 + 1e-9)


@settings(max_examples=50)
@given(fields(), patterns)
def test_fractions_of_an_injury_add_up(damage: Damage, pattern: Pattern) -> None:
    result = injury(damage, _lattice(damage, pattern), _skin())
    slack = 1e-9
    assert np.all(result.removed <= result.necrotic + slack)
    assert np.all(result.necrotic + result.stressed <= 1 + slack)
    assert np.all(result.removed + result.denatured <= 1 + slack)
    assert np.all(result.lymphocytes_apoptotic <= result.lymphocytes_lost + slack)
    assert np.all(result.removed <= result.lymphocytes_lost + slack)
    assert 0.0 <= result.epidermis_open <= 1.0
    assert result.ablated == bool(damage.removed.any())


@settings(max_examples=30)
@given(fields())
def test_few_zones_injure_little(damage: Damage) -> None:
    result = injury(damage, _lattice(damage, Pattern(density=1e4)), _skin())
    most = 1e4 * np.pi * GRID.r_edges[-1] ** 2
    for fraction in (
        result.necrotic,
        result.denatured,
        result.stressed,
        result.lymphocytes_lost,
        result.vessels_closed,
    ):
        assert np.all(fraction <= most * (1 + 1e-9))


def _lattice(damage: Damage, pattern: Pattern) -> Lattice:
    return Lattice(
        zone=measure(damage),
        pattern=pattern,
        pitch=pitch(pattern),
        coverage=0.1,
        channels=OpenChannels(coverage=0.0, open_for=0.0),
        overlap=0.0,
        bridge=0.0,
        bulk_rise=0.0,
        fluence=0.0,
    )


def _skin() -> Skin:
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
            for name, thickness in (("epidermis", 8e-5), ("reticular_dermis", 1.2e-3))
        ),
        phototype="II",
        site="cheek",
        follicle=Follicle(bulge_depth=1e-3, papilla_depth=4e-3, density=1e6),
        surface_temperature=307.0,
        core_temperature=310.0,
    )
