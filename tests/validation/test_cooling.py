"""Cooling of the library against measured surface temperatures; they calibrate its coefficients (Anvari1998)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.verification.heat_cases import scattered

from microthermal import catalog
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.results.grid import Grid
from microthermal.heat.models import evolve
from microthermal.heat.models.boil_off import BoilOff
from microthermal.tissue import sample
from microthermal.units import celsius

PULSE = Pulse(wavelength=1.55e-6, energy=1e-9, duration=1e-3, radius=5e-5)


def surface(cooling):
    """Surface temperature [°C] of skin of 30 °C at the end of the cooling before a pulse."""
    skin = replace(catalog.skin("forearm_ii"), surface_temperature=celsius(30))
    z_edges = np.concatenate((np.arange(100) * 4e-6, 4e-4 * 1.15 ** np.arange(20)))
    grid = Grid(r_edges=[0.0, 1e-4], z_edges=z_edges)
    tissue = sample(skin, grid, catalog.optics(skin, PULSE.wavelength))
    stream = evolve(BoilOff(), tissue, scattered(grid, 0.0), PULSE, replace(cooling, delay=0.0), 1e-6)
    last = [snapshot for snapshot in stream if snapshot.time <= 0.0][-1]
    top, here = float(last.temperature[0, 0]), float(grid.z[0] / tissue.conductivity[0])
    flux = (top - cooling.temperature) / (1.0 / cooling.coefficient + here)
    return cooling.temperature + flux / cooling.coefficient - celsius(0)


@pytest.mark.parametrize(("window", "measured"), [(6.0, 14.0), (12.0, 19.0)])
def test_sapphire_cools_skin_as_measured(window, measured):
    sapphire = replace(catalog.cooling("sapphire"), temperature=celsius(window))
    # Both ends of the measured range; the study tells no spread of its own.
    assert surface(sapphire) == pytest.approx(measured, abs=1.0)


@pytest.mark.parametrize(("spurt", "measured"), [(0.02, 5.0), (0.1, -9.0)])
def test_cryogen_cools_skin_as_measured(spurt, measured):
    cryogen = replace(catalog.cooling("cryogen_r134a"), before=spurt)
    assert surface(cryogen) == pytest.approx(measured, abs=3.0)
