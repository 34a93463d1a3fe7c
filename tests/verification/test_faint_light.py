"""Light at the edge of a beam works as far as it is light: no faintness of it decides what leaves, or what leaks."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import numpy as np
import pytest
from tests.verification.heat_cases import column, heat_grid, heat_pulse, heat_tissue

from microthermal.heat.models import evolve
from microthermal.heat.models.boil_off import BoilOff
from microthermal.heat.models.ejection import Ejection

# A narrow beam of 130 J/cm²: light that the plume throws, and the film, boil the wall of the channel that it drills.
GRID, RADIUS, FLUENCE = heat_grid(150e-6, 900e-6, 5e-6, 5e-6), 61e-6, 1.3e6
LIT = GRID.r_edges[1:] <= RADIUS
BESIDE = int(LIT.sum())
KINDS = {
    "co2": (BoilOff(), heat_tissue(GRID, 5.6e4, 2e4)),
    "er_yag": (Ejection(), heat_tissue(GRID, 7.2e5, 2e5, -3.7e3)),
}


def outcome(kind, faint, duration):
    """Stored heat, vapour, heat that was thrown out [J] and depth drilled beside a beam with ``faint`` of its light."""
    model, tissue = KINDS[kind]
    entrance = np.where(LIT, FLUENCE, 0.0)
    entrance[BESIDE : BESIDE + 4] = faint * FLUENCE
    light = replace(column(GRID, 0.0), entrance=entrance)
    end = deque(evolve(model, tissue, light, heat_pulse(duration), None, duration), maxlen=1)[0]
    balance, heights = end.balance, np.diff(GRID.z_edges)
    return np.array([balance.stored, balance.vapour, balance.ejected]), float(end.removed[:, BESIDE] @ heights)


@pytest.mark.parametrize(("kind", "duration"), [("co2", 1e-4), ("co2", 2e-3), ("co2", 1e-2), ("er_yag", 2.5e-4)])
def test_no_fraction_of_the_peak_is_a_switch(kind, duration):
    """Two hundredths of faint light more change what is left by no more than some times the heat that light brings."""
    for faint in (1e-8, 1e-7, 1e-6, 1e-5, 1e-4):
        (one, _), (other, _) = (outcome(kind, faint * change, duration) for change in (0.99, 1.01))
        # The rings beside have the area of the beam, so that ``faint`` is their part of what was sent.
        assert np.abs(other - one).max() < 100.0 * 0.02 * faint * one.sum(), faint


@pytest.mark.parametrize(("kind", "duration"), [("co2", 1e-4), ("co2", 2e-3), ("er_yag", 2.5e-4)])
def test_light_that_can_boil_nothing_drills_nothing(kind, duration):
    """A wall that conduction has boiled is not thrown out by a hair of light; the rest that leaves is as without."""
    none, faint = (outcome(kind, fraction, duration) for fraction in (0.0, 1e-3))
    assert none[1] == faint[1] == 0.0
    assert faint[0] == pytest.approx(none[0], rel=0.02)


def test_light_that_bursts_by_itself_drills():
    # 13 J/cm² beside 130 J/cm² are several times the threshold of CO2.
    assert outcome("co2", 0.1, 1e-4)[1] > 60e-6
