"""Skin that closes behind a needle: it keeps its volume, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.test_current import tissue

from microthermal.domain.results.flow import Damage
from microthermal.tissue.needles import Metal, with_needle
from microthermal.zones.families.closing import closed
from microthermal.zones.shapes import outlines

RADIUS, DEPTH = 125e-6, 1e-3


def skin():
    return tissue(np.linspace(0, 1e-3, 401), np.linspace(0, 2e-3, 81))


def damage(of, edge):
    """Damage whose integral falls by a decade in 20 µm around a radius at each depth [m]."""
    grid = of.grid
    omega = 10.0 ** ((np.asarray(edge)[:, None] - grid.r[None, :]) / 20e-6)
    return Damage(
        grid=grid, endpoints=("dermal_cells",), omega=omega[None], removed=np.zeros(grid.shape),
        peak=310.0 + 50.0 * np.minimum(omega, 1.0),
    )  # fmt: skip


def test_without_a_needle_nothing_changes():
    of = skin()
    found = damage(of, np.full(80, 3e-4))
    assert closed(found, of) is found
    kept = with_needle(of, RADIUS, DEPTH, Metal())
    stays = replace(kept, bodies=replace(kept.bodies, withdrawn=None))
    assert closed(found, stays) is found


@pytest.mark.parametrize("reach", [2e-4, 3e-4, 5e-4])
def test_dead_tissue_keeps_its_volume(reach):
    of = with_needle(skin(), RADIUS, DEPTH, Metal())
    found = outlines(closed(damage(of, np.full(80, reach)), of))["dermal_cells"]
    along = of.grid.z < DEPTH - 2.0 * RADIUS - 30e-6
    assert found[along] == pytest.approx(np.sqrt(reach**2 - RADIUS**2), rel=2e-3)
    assert found[of.grid.z > DEPTH] == pytest.approx(reach, rel=1e-9)


def test_the_outline_has_no_step_at_the_point():
    of = with_needle(skin(), RADIUS, DEPTH, Metal())
    found = outlines(closed(damage(of, np.full(80, 3e-4)), of))["dermal_cells"]
    assert np.all(np.diff(found) > -1e-9)
    assert np.diff(found).max() < 8e-6


def test_damage_within_the_needle_alone_is_none_of_the_skin():
    of = with_needle(skin(), RADIUS, DEPTH, Metal())
    found = closed(damage(of, np.full(80, 0.9 * RADIUS)), of)
    along = of.grid.z < DEPTH - 2.0 * RADIUS - 30e-6
    assert np.all(found.omega[0, along] < 1.0)


def test_temperatures_move_with_the_tissue():
    of = with_needle(skin(), RADIUS, DEPTH, Metal())
    before = damage(of, np.full(80, 3e-4))
    after = closed(before, of)
    place = np.searchsorted(of.grid.r, np.sqrt(4e-4**2 - RADIUS**2))
    assert after.peak[0, place] == pytest.approx(np.interp(4e-4, of.grid.r, before.peak[0]), abs=0.2)


def test_where_nothing_was_damaged_nothing_is():
    of = with_needle(skin(), RADIUS, DEPTH, Metal())
    made = damage(of, np.full(80, 3e-4))
    bare = replace(made, omega=np.where(of.grid.r > 4e-4, 0.0, made.omega))
    found = closed(bare, of)
    assert found.omega.min() == 0.0
    # Skin that lay beyond 0.4 mm lies beyond 0.38 mm beside the needle, and where it was below.
    along = of.grid.z < DEPTH - 2.0 * RADIUS - 30e-6
    assert not found.omega[0][along][:, of.grid.r > np.sqrt(4e-4**2 - RADIUS**2) + 5e-6].any()
    assert np.array_equal(found.omega[0][of.grid.z > DEPTH], bare.omega[0][of.grid.z > DEPTH])
