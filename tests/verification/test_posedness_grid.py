"""The choice of a grid: rounding does not change it; where an input does, both grids agree within their error."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.verification.posedness import inputs, moved

from microthermal import catalog
from microthermal.deposition.engines.beer_lambert import BeerLambert
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.results.zone import Zone
from microthermal.quantity import Measured
from microthermal.simulation.gridding import cylinder
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone

SKIN = catalog.skin("cheek_iii")
CELL = 1e-5
SETTINGS = Settings(cell=CELL, relaxation=0.05, deposition=BeerLambert())
PULSES = {
    "er_glass_1550": catalog.device("er_glass_1550").pulse(energy=0.02, duration=0.003),
    "fractional_co2": catalog.device("fractional_co2").pulse(energy=0.01),
    "er_yag_2940": catalog.device("er_yag_2940").pulse(energy=0.004),
}


def shape(pulse: Pulse, skin: Any = SKIN, cell: float = CELL) -> tuple[int, ...]:
    """Slabs and rings of the grid that is chosen."""
    return cylinder(skin, pulse, catalog.optics(skin, pulse.wavelength), cell, 0.05).shape


@pytest.mark.parametrize("device", PULSES)
def test_rounding_does_not_change_the_grid(device: str) -> None:
    pulse = PULSES[device]
    usual = shape(pulse)
    for factor in (1.0 - 1e-13, 1.0 + 1e-13):
        for path in inputs(pulse):
            assert shape(moved(pulse, path, factor)) == usual, path
        for path in inputs(SKIN):
            if path[-1] == "thickness":
                assert shape(pulse, moved(SKIN, path, factor)) == usual, path
        assert shape(pulse, cell=CELL * factor) == usual


def crossing(pulse: Pulse, name: str, most: float) -> tuple[Pulse, Pulse]:
    """Two pulses that differ by less than a billionth in one input, and whose grids have different numbers of cells."""
    low, high = 1.0, most
    assert shape(moved(pulse, (name,), high)) != shape(pulse)
    while high - low > 1e-10:
        middle = 0.5 * (low + high)
        low, high = (middle, high) if shape(moved(pulse, (name,), middle)) == shape(pulse) else (low, middle)
    return moved(pulse, (name,), low), moved(pulse, (name,), high)


@pytest.mark.parametrize(("device", "name", "most"), [
    ("er_glass_1550", "radius", 1.2), ("fractional_co2", "energy", 1.2), ("er_yag_2940", "energy", 1.5),
])  # fmt: skip
def test_two_grids_of_one_treatment_agree_within_the_numerical_error(device: str, name: str, most: float) -> None:
    before, after = crossing(PULSES[device], name, most)
    one, other = (run_zone(SKIN, pulse, None, SETTINGS).zone for pulse in (before, after))
    assert len(one.z) != len(other.z) or shape(before)[1] != shape(after)[1]
    missed = {
        measure: (getattr(one, measure), getattr(other, measure))
        for measure in ("channel_depth", "channel_radius", "depth", "radius", "rim", "volume")
        if abs(getattr(one, measure).value - getattr(other, measure).value) > _error(one, other, measure) + 1e-18
    }
    assert not missed
    # An error that covers everything would say nothing.
    assert _error(one, other, "depth") < 0.4 * one.depth.value


def _error(one: Zone, other: Zone, measure: str) -> float:
    return max(getattr(each, measure).error for each in (one, other))


def test_an_error_follows_the_place_without_jumps() -> None:
    """The least error is a fraction of the cell in which a border lies: between cells it does not jump."""
    from microthermal.zones.errors import with_resolution

    run = run_zone(SKIN, PULSES["fractional_co2"], None, replace(SETTINGS, numerical_error=False))
    edge = float(run.tissue.grid.z_edges[20])
    errors = [
        with_resolution(replace(run.zone, depth=Measured(value=edge * (1.0 + change))), run.tissue.grid).depth.error
        for change in (-1e-9, 0.0, 1e-9)
    ]
    assert max(errors) - min(errors) < 1e-8 * max(errors)
