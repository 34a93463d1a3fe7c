"""Cells are fine enough for what heats the skin: coarser under scattered light, where nothing in a zone has an edge."""

from __future__ import annotations

import numpy as np
import pytest
from tests.reference.meant import meant

from microthermal import catalog
from microthermal.domain.inputs.laser import Pulse
from microthermal.quantity import amended
from microthermal.simulation.exposures.lighting import lit
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.units import mJ, ms, ns

USUAL = Settings(numerical_error=False)
SKIN = catalog.skin("cheek_iii")


def finest(pulse: Pulse, settings: Settings = USUAL) -> float:
    found = lit(SKIN, pulse, None, settings, catalog.library())
    return float(np.diff(found.tissue.grid.r_edges)[0])


# The shallowest, the deepest and the broadest zones that lasers of the library make by light that is scattered.
@pytest.mark.parametrize(
    ("name", "energy"),
    [("er_glass_1550", 6 * mJ), ("er_glass_1550", 70 * mJ), ("er_glass_1540", 10 * mJ), ("thulium_1927", 10 * mJ)],
)
def test_scattered_light_misses_finer_cells_by_less_than_a_hundredth(name: str, energy: float) -> None:
    device = catalog.device(name)
    skin, pulse, _ = meant(device, SKIN, energy=energy)
    usual, fine = (
        run_zone(skin, pulse, device.cooling, settings).zone for settings in (USUAL, amended(USUAL, cell=2.5e-6))
    )
    assert fine.depth.value > 0.0
    for here, there in ((usual.depth, fine.depth), (usual.radius, fine.radius)):
        assert here.value == pytest.approx(there.value, rel=0.01)


def test_cells_are_coarser_only_where_heat_blurs_scattered_light() -> None:
    glass = catalog.device("er_glass_1550").pulse(energy=20 * mJ, duration=3 * ms)
    short, channel = amended(glass, duration=10 * ns), catalog.device("fractional_co2").pulse(energy=15 * mJ)
    assert finest(glass) == pytest.approx(5e-6 * 2.0 ** (2 / 3), rel=0.05)
    assert finest(short) == pytest.approx(5e-6, rel=0.05)
    assert finest(channel) == pytest.approx(5e-6, rel=0.05)


def test_the_coarser_twin_is_twice_as_coarse_whatever_the_pulse() -> None:
    glass = catalog.device("er_glass_1550").pulse(energy=20 * mJ, duration=3 * ms)
    twin = amended(USUAL, cell=2.0 * USUAL.cell)
    assert finest(glass, twin) == pytest.approx(2.0 * finest(glass), rel=0.05)
