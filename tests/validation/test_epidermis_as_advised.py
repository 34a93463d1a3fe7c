"""The epidermis under what a maker advises: a contradiction that is known, told by a caution, and not yet resolved.

A maker's advice is no measurement, but people are treated by it, and about one of a hundred is burnt. If this fails
because the epidermis stays cooler, the melanin of the library has been mended: the caution of
`simulation/around/epidermis.py` and its paragraph in docs/theory/selective.md go then.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from microthermal import catalog
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.results.zone import Injury
from microthermal.simulation.around.epidermis import epidermis_cautions
from microthermal.simulation.around.treatment import pulse_around
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.units import celsius

SPOT, ADVISED = 7.5e-3, 16e4
QUICK = Settings(cell=1e-5, numerical_error=False, warm_start=False, deposition=MonteCarlo(photons=10_000))


def epidermis(melanin: float) -> float:
    """Mean of the highest temperature of the epidermis away from the hair [°C], phototype III, 16 J/cm² in 3 ms."""
    skin, device, hair = catalog.skin("forearm_iii"), catalog.device("gentlelase_755"), catalog.structure("body_hair")
    layers = tuple(
        replace(one, composition=replace(one.composition, melanosome=melanin * one.composition.melanosome))
        for one in skin.layers
    )
    skin = replace(skin, layers=layers, structure=hair)
    whole = device.exposure(energy=ADVISED * math.pi * SPOT**2, duration=3e-3, radius=SPOT)
    found = run_zone(skin, pulse_around(whole, hair), device.cooling, QUICK, catalog.library())
    grid, edges = found.damage.grid, np.cumsum([layer.thickness for layer in skin.layers])
    inside = (grid.z > edges[0]) & (grid.z < edges[1])
    return float(found.damage.peak[np.ix_(inside, grid.r > 0.4 * grid.r_edges[-1])].mean()) - celsius(0)


def test_the_epidermis_boils_at_what_a_maker_advises_and_not_with_a_quarter_of_its_melanin() -> None:
    assert epidermis(1.0) > 95.0
    assert 60.0 < epidermis(0.25) < 85.0


@pytest.mark.parametrize(
    ("opened", "wavelength", "told"), [(0.3, 8e-7, True), (0.0, 8e-7, False), (0.3, 1.55e-6, False)]
)
def test_a_burn_under_a_broad_spot_is_doubted(opened: float, wavelength: float, told: bool) -> None:
    hair = catalog.structure("body_hair")
    pulse = pulse_around(catalog.device("lightsheer_et").exposure(energy=20.0), hair)
    injury = replace(_injury(), epidermis_open=opened)
    assert bool(epidermis_cautions(catalog.skin("forearm_iii"), replace(pulse, wavelength=wavelength), injury)) == told


def _injury() -> Injury:
    from tests.reference.synthetic import simulation

    return simulation().injury
