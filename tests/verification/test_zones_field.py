"""The field of many zones: against a brute-force sum, against the balance of heat, and in time."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from tests.verification.field_cases import COEFFICIENT, SKIN, Z_EDGES, heat, one_column, summed

from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.inputs.pattern import Pattern
from microthermal.numerics.field.slab_modes import modes, response
from microthermal.units import cm
from microthermal.zones.bulk.greens_functions import kept_fraction, response_of, rises
from microthermal.zones.bulk.warming import warming
from microthermal.zones.patterns import pitch
from microthermal.zones.scanning import scan

COOLING = Cooling(temperature=273.15, coefficient=COEFFICIENT)


def test_ten_by_ten_zones_agree_with_a_brute_force_sum() -> None:
    pattern = Pattern(density=600 / cm**2, layout="square", area=(10 / np.sqrt(600) * cm) ** 2, dwell=4e-3)
    laid = scan(pattern, 1e-3)
    assert len(laid.zones) == 100
    columns = one_column(600)
    found = response_of(heat(), SKIN, COEFFICIENT, 2.0)
    depths = 0.5 * (Z_EDGES[1:] + Z_EDGES[:-1])
    middles = 0.5 * (found.slabs.edges[1:] + found.slabs.edges[:-1])
    step = pitch(pattern)
    worst = 0.0
    for index in (44, 55, 99):
        place = laid.zones[index, :2] + 0.5 * step
        for when in (0.41, 0.5, 0.8, 1.2):
            brute = summed(columns, laid.zones, tuple(place), when)
            here = rises(found, laid, 0.0, np.array([[*place, when, 0.0]]), 0.0)[0]
            shown = depths < 1.5e-3
            worst = max(worst, float(np.max(np.abs(np.interp(depths, middles, here) - brute)[shown]) / brute.max()))
    # 1.4 % below; nearly all of it near the border of dermis and fat, where heat spreads at two speeds.
    assert worst < 0.02


def test_no_heat_is_lost_or_made() -> None:
    # Without perfusion and with an insulated surface all stays; what cooling takes is what the modes lose.
    found = response_of(heat(), SKIN, 0.0, 10.0)
    laid = scan(Pattern(density=100 / cm**2), 1e-3)
    dry = found.slabs._replace(sink=np.zeros_like(found.slabs.sink))
    assert kept_fraction(found, heat(), laid, float(laid.ends[-1])) == pytest.approx(1.0, abs=2e-3)
    held = dry.capacity * np.diff(dry.edges)
    content = response(modes(dry), found.felt[0, 0], np.array([0.0, 1.0, 100.0])) @ held
    assert_allclose(content, content[0], rtol=1e-9)
    # All Gaussians of all ages hold their heat: a map over the whole plane adds up to what was left.
    grid = np.arange(-6e-3, 16e-3, 2.5e-4)
    x, y = np.meshgrid(grid, grid)
    probes = np.column_stack((x.ravel(), y.ravel(), np.full(x.size, laid.ends[-1] + 0.5), np.full(x.size, -1.0)))
    heat_here = (
        rises(found, laid, 0.0, probes, (2e-4) ** 2).sum(axis=0)
        * 2.5e-4**2
        @ (found.slabs.capacity * np.diff(found.slabs.edges))
    )
    blood = kept_fraction(found, heat(), laid, float(laid.ends[-1]) + 0.5)
    assert heat_here == pytest.approx(len(laid.zones) * heat().total * blood, rel=5e-3)


def test_ten_thousand_zones_are_all_followed() -> None:
    # Their time is measured by benchmarks/bench_field.py.
    pattern = Pattern(density=1000 / cm**2, passes=10, pass_interval=5.0)
    found = warming(pattern, heat(), SKIN, COOLING, 1e-3)
    assert found.heat.zones > 9500


def test_a_pause_cools_and_stacked_passes_do_not() -> None:
    def rise(pause: float, coefficient: float = COEFFICIENT) -> float:
        pattern = Pattern(density=300 / cm**2, passes=6, pass_interval=pause)
        cooling = Cooling(temperature=273.15, coefficient=coefficient, before=5.0, after=5.0)
        return float(warming(pattern, heat(), SKIN, cooling, 1e-3, detail=False).peak.max())

    assert rise(0.0) > 2.0 * rise(60.0)
    assert rise(10.0) > rise(10.0, 5000.0)


def test_a_large_field_warms_no_more_than_all_its_heat_at_once() -> None:
    pattern = Pattern(density=1000 / cm**2, dwell=0.0)
    found = warming(pattern, heat(), SKIN, COOLING, 1e-3)
    slabs = response_of(heat(), SKIN, COEFFICIENT, 1.0).slabs
    content = float(np.sum(found.end * slabs.capacity * np.diff(slabs.edges)))
    # The middle of the field holds the mean areal heat, less what has gone out of its edges, surface and blood.
    assert content == pytest.approx(pattern.density * heat().total, rel=0.06)


def test_cooling_lowers_the_temperature_more_than_the_rise() -> None:
    pattern = Pattern(density=300 / cm**2, passes=6, pass_interval=20.0)
    air = Cooling(temperature=253.15, coefficient=150.0, before=10.0, after=10.0)
    cold = warming(pattern, heat(), SKIN, air, 1e-3, detail=False)
    still = warming(pattern, heat(), SKIN, Cooling(temperature=298.15, coefficient=10.0), 1e-3, detail=False)
    assert cold.rise < still.rise
    assert cold.left < still.left
    # What cooling takes from all skin is told, but never set against the rise.
    assert np.all(cold.peak > cold.peak_temperature - cold.resting)
    assert cold.peak_temperature.max() < still.peak_temperature.max()
