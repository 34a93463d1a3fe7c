"""What the damage around a structure comes to, on grids made by hand: fractions of volume, the bulge, one word."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.reference.hairy import part
from tests.unit.test_current import tissue

from microthermal import catalog
from microthermal.domain.results.extras.follicle import PartFate
from microthermal.domain.results.flow import Damage
from microthermal.domain.results.tissue import Bodies, Tissue
from microthermal.zones.structures import (
    BULGE_ENDPOINT,
    bulge_cells,
    epidermis_peak,
    outcome_of,
    part_fates,
    relaxation_times,
)

HAIR, VEIN = catalog.structure("body_hair"), catalog.structure("leg_vein")
SKIN = catalog.skin("cheek_ii")
WALL, BLOOD = (part.name for part in VEIN.parts)


def around(place: np.ndarray, absorption: tuple[float, float] = (100.0, 900.0)) -> Tissue:
    """Two bodies in rings and slabs of 10 µm."""
    plain = tissue(np.arange(place.shape[1] + 1) * 1e-5, np.arange(place.shape[0] + 1) * 1e-5)
    two, none = np.ones(2), np.zeros(2)
    bodies = Bodies(
        names=(WALL, BLOOD), place=place, wet_absorption=np.array([7.0, 0.0]), dry_absorption=np.array(absorption),
        wet_slope=none, scattering=none, anisotropy=none, initial_water=700 * two, heat_capacity=3.7e6 * two,
        dry_heat_capacity=1e6 * two, conductivity=0.5 * two, dry_conductivity=0.2 * two, perfusion=none,
    )  # fmt: skip
    return replace(plain, bodies=bodies)


def damaged(of: Tissue, **omega: Any) -> Damage:
    shape = of.grid.shape
    fields = np.array([np.broadcast_to(field, shape) for field in omega.values()], dtype=float)
    peak = 310.0 + np.arange(shape[0] * shape[1], dtype=float).reshape(shape)
    return Damage(grid=of.grid, endpoints=tuple(omega), omega=fields, removed=np.zeros(shape), peak=peak)


def test_fractions_are_of_the_volume_of_each_part() -> None:
    place = np.array([[2.0, 1.0, 0.0], [2.0, 1.0, 0.0]])
    of = around(place)
    # Half of the wall is at its threshold, none of the blood; skin beside is dead and counts for nothing.
    wall = np.array([[0.0, 1.0, 9.0], [0.0, 0.99, 9.0]])
    found = part_fates(
        VEIN, SKIN, of, damaged(of, **{VEIN.parts[0].endpoint: wall, VEIN.parts[1].endpoint: place > 5.0})
    )
    outer, inner = found
    assert (outer.name, inner.name) == (WALL, BLOOD)
    assert (outer.lost, inner.lost) == (0.5, 0.0)
    assert (outer.absorption, inner.absorption) == (107.0, 900.0)
    assert (outer.hottest, inner.hottest) == (314.0, 313.0)
    assert (outer.mean_peak, inner.mean_peak) == pytest.approx((312.5, 311.5))
    # Inner and outer rings of one part weigh as their volumes: one to three.
    both = around(np.array([[1.0, 1.0, 0.0]]))
    fields = {VEIN.parts[0].endpoint: np.array([[0.0, 2.0, 0.0]]), "collagen": np.array([[2.0, 0.0, 0.0]])}
    (alone,) = part_fates(VEIN, SKIN, both, damaged(both, **fields))
    assert (alone.lost, alone.coagulated) == pytest.approx((0.75, 0.25))
    assert alone.mean_peak == pytest.approx(310.75) and alone.hottest == 311.0


@pytest.mark.parametrize(("removed", "lost"), [(0.5, 0.0), (0.51, 1.0)])
def test_what_is_gone_by_more_than_half_is_lost(removed: float, lost: float) -> None:
    of = around(np.ones((1, 2)))
    damage = replace(damaged(of, **{VEIN.parts[0].endpoint: 0.0}), removed=np.full((1, 2), removed))
    (found,) = part_fates(VEIN, SKIN, of, damage)
    assert (found.lost, found.coagulated) == (lost, 0.0)


def test_skin_alone_has_no_parts() -> None:
    plain = replace(around(np.ones((1, 2))), bodies=None)
    assert part_fates(VEIN, SKIN, plain, damaged(plain, collagen=9.0)) == ()
    # A part that no cell holds is not told.
    blood = around(np.full((1, 2), 2.0))
    assert [one.name for one in part_fates(VEIN, SKIN, blood, damaged(blood, collagen=0.0))] == [BLOOD]


def test_the_bulge_lies_between_three_and_five_radii_within_a_tenth_of_a_millimetre() -> None:
    radius, depth = HAIR.absorber.radius, 1e-3
    edges = np.arange(0.0, 8.0, 0.2) * radius
    of = tissue(edges, np.arange(0.0, 2e-3, 2e-5))
    held = bulge_cells(HAIR, depth, of)
    grid = of.grid
    rows, columns = np.any(held, axis=1), np.any(held, axis=0)
    assert np.array_equal(held, rows[:, None] & columns[None, :])
    assert np.array_equal(columns, (grid.r > 2.95 * radius) & (grid.r < 5.05 * radius))
    assert np.array_equal(rows, (grid.z > 0.895e-3) & (grid.z < 1.105e-3))
    # Where slabs are thicker than that, the one that holds the depth is the bulge.
    coarse = tissue(edges, np.arange(0.0, 3e-3, 5e-4))
    assert np.any(bulge_cells(HAIR, 1.1e-3, coarse), axis=1).tolist() == [False, False, True, False, False]


def test_a_follicle_is_told_with_its_bulge_and_a_vessel_without() -> None:
    radius = HAIR.absorber.radius
    of = tissue(np.arange(0.0, 8.0, 0.5) * radius, np.arange(0.0, 3e-3, 5e-5))
    two, none = np.ones(2), np.zeros(2)
    bodies = replace(
        around(np.ones((1, 2))).bodies, place=np.ones(of.grid.shape), dry_absorption=two, wet_absorption=none
    )
    of = replace(of, bodies=bodies)
    skin = replace(SKIN, follicle=replace(SKIN.follicle, bulge_depth=1.2e-3))
    damage = damaged(of, **{BULGE_ENDPOINT: np.where(of.grid.z[:, None] < 1.2e-3, 2.0, 0.5)})
    *_, bulge = part_fates(HAIR, skin, of, damage)
    assert (bulge.name, bulge.endpoint, bulge.absorption) == ("bulge", "epidermal_cells", 1.0)
    assert bulge.lost == pytest.approx(0.5)
    assert "bulge" not in [one.name for one in part_fates(VEIN, skin, of, damage)]


def fates(**lost: tuple[float, float]) -> tuple[PartFate, ...]:
    return tuple(
        replace(part(name, "", 350.0, 0.0), lost=dead, coagulated=cooked) for name, (dead, cooked) in lost.items()
    )


@pytest.mark.parametrize(
    ("dead", "cooked", "word"),
    [(0.49, 0.0, "spared"), (0.5, 0.49, "regression"), (0.9, 0.5, "coagulated"), (0.0, 0.6, "coagulated")],
)
def test_a_follicle_is_what_half_of_its_matrix_is(dead: float, cooked: float, word: str) -> None:
    assert outcome_of("follicle", fates(bulb_matrix=(dead, cooked), bulge=(1.0, 1.0))) == word


@pytest.mark.parametrize(
    ("wall", "blood", "word"),
    [(0.49, 0.49, "open"), (0.49, 0.5, "clotted"), (0.5, 0.0, "closed"), (0.5, 0.9, "closed")],
)
def test_a_vessel_is_what_half_of_its_wall_or_else_of_its_blood_is(wall: float, blood: float, word: str) -> None:
    assert outcome_of("vessel", fates(wall=(wall, 0.0), blood=(blood, 0.0))) == word


def test_relaxation_by_three_definitions() -> None:
    diffusivity, radius = 1.1e-7, HAIR.absorber.radius
    found = relaxation_times(HAIR, diffusivity)
    wide = (2.0 * radius) ** 2 / diffusivity
    assert (found.diameter, found.by_32, found.by_16) == pytest.approx((2.0 * radius, wide / 32.0, wide / 16.0))
    # The axis of a cylinder that was heated at once has lost half of its rise.
    assert 1.0 - math.exp(-(radius**2) / (4.0 * diffusivity * found.half)) == pytest.approx(0.5)


def test_the_epidermis_is_read_beside_the_structure() -> None:
    top, bottom = SKIN.depth_of("epidermis")
    z = np.array([0.0, top, 0.5 * (top + bottom), bottom, bottom + 1e-4])
    of = tissue(np.arange(5) * 1e-5, z)
    peak = 300.0 + np.array([[90.0, 90, 90, 90], [50, 9, 20, 3], [40, 30, 8, 7], [99, 99, 99, 99]])
    damage = replace(damaged(of, collagen=0.0), peak=peak)
    assert epidermis_peak(SKIN, damage, 1.2e-5) == 330.0
    assert epidermis_peak(SKIN, damage, 1.8e-5) == 320.0
    # Where nothing lies farther, all of it is read.
    assert epidermis_peak(SKIN, damage, 1.0) == 350.0
