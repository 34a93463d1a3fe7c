"""Injury by vacuoles: all of their volume, in the layers in which they lie, and no burn."""

from __future__ import annotations

import math
from typing import get_args

import numpy as np
import pytest

from microthermal.domain.results.extras.vacuoles import Branch, VacuoleScenario
from microthermal.domain.results.zone import Injury
from microthermal.zones.families.torn import torn_fractions

UM = 1e-6
LAYERS = ("stratum_corneum", "epidermis", "papillary_dermis", "reticular_dermis")
THICKNESS = np.array([16.8, 45.0, 150.0, 1050.0]) * UM
DENSITY = 2.78e6


def injury() -> Injury:
    none = np.zeros(4)
    return Injury(
        layers=LAYERS, thickness=THICKNESS, removed=none, necrotic=none, denatured=none, stressed=none,
        lymphocytes_apoptotic=none, lymphocytes_lost=none, vessels_closed=none, epidermis_open=0.0, zone_radius=0.0,
        ablated=False, tissues=LAYERS,
    )  # fmt: skip


def scenario(depth: float, radius: float, count: float = 1.0, branch: str = "seeded") -> VacuoleScenario:
    return VacuoleScenario(
        name="usual", branch=branch, depth=depth, radius=radius, count=count, beyond=1e-5, energy=1e-7,
        nucleation=1e3, irradiance=1e15,
    )  # fmt: skip


@pytest.mark.parametrize("depth", [20.0, 39.0, 70.0, 130.0])
@pytest.mark.parametrize("radius", [2.0, 12.0, 40.0])
def test_the_layers_hold_all_of_the_volume(depth: float, radius: float) -> None:
    """Fractions times thicknesses are the volume of all vacuoles over the area."""
    found = torn_fractions(injury(), scenario(depth * UM, radius * UM, 2.0), DENSITY)
    volume = 2.0 * 4.0 / 3.0 * math.pi * (radius * UM) ** 3 * DENSITY
    assert float(found @ THICKNESS) == pytest.approx(volume, rel=1e-12)
    assert found[0] == 0.0


def test_a_vacuole_across_a_border_is_cut_by_it() -> None:
    """One whose middle lies on the border of two layers has half of its volume in each."""
    border = float(THICKNESS[0] + THICKNESS[1])
    found = torn_fractions(injury(), scenario(border, 20 * UM), DENSITY) * THICKNESS
    assert found[1] == pytest.approx(found[2], rel=1e-12)


@pytest.mark.parametrize("branch", sorted(set(get_args(Branch)) - {"none"}))
def test_vacuoles_of_every_branch_tear(branch: str) -> None:
    """However they began, they take as much."""
    found = torn_fractions(injury(), scenario(70 * UM, 12 * UM, branch=branch), DENSITY)
    assert np.array_equal(found, torn_fractions(injury(), scenario(70 * UM, 12 * UM), DENSITY)) and found.any()


def test_no_vacuole_tears_nothing() -> None:
    """Without vacuoles no layer loses anything."""
    assert not torn_fractions(injury(), scenario(0.0, 0.0, 0.0, "none"), DENSITY).any()
