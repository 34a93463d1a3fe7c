"""A preview is as near to the usual run as it says, with every device of the library, from weak to strong pulses."""

from __future__ import annotations

from typing import Any

import pytest
from tests.reference.meant import meant

from microthermal import catalog
from microthermal.catalog.device_steps import energy_steps
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.simulation.settings import PREVIEW_CELL, PREVIEW_ERROR, PREVIEW_ERROR_AROUND, Settings
from microthermal.simulation.zone_run import run_zone

SKIN = catalog.skin("cheek_iii")
USUAL = Settings(numerical_error=False)
# A quarter of the usual photons: a preview walks as many as the usual run, so that cells are what both differ by.
AROUND = Settings(numerical_error=False, deposition=MonteCarlo(photons=40_000))


def asked() -> list[Any]:
    """Every device that makes zones; low-level light makes none, which have no size that a preview could miss.

    Light around a hair or a vessel takes some five seconds a device: the one that takes least is asked always, the
    others by `make test-devices`. So are pulses between weak and strong ones of all devices but one of each family.
    """
    families = {name: catalog.device(name).family for name in catalog.names("device")}
    first = {family: name for name, family in reversed(families.items())}
    found = []
    for name, family in families.items():
        if family == "low_level":
            continue
        rare = family == "long_pulse" and name != "nd_yag_1064_long"
        for place in (0.1, 0.5, 1.0):
            later = rare or (place == 0.5 and first[family] != name and family != "long_pulse")
            found.append(pytest.param(name, place, marks=pytest.mark.devices if later else ()))
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("name", "place"), asked())
def test_depth_and_radius_lie_within_the_error_that_is_stated(name: str, place: float) -> None:
    device = catalog.device(name)
    steps = energy_steps(device, catalog.library())
    skin, pulse, _ = meant(device, SKIN, energy=steps.nearest(steps.low * (steps.high / steps.low) ** place))
    settings = USUAL if skin.structure is None else AROUND
    usual, preview = (run_zone(skin, pulse, device.cooling, each).zone for each in (settings, settings.preview))
    error = PREVIEW_ERROR if skin.structure is None else PREVIEW_ERROR_AROUND
    for here, there in ((preview.depth, usual.depth), (preview.radius, usual.radius)):
        assert abs(here.value - there.value) <= max(error * there.value, PREVIEW_CELL)


def test_a_preview_says_that_it_is_one() -> None:
    pulse = catalog.device("er_glass_1550").pulse(energy=0.02)
    usual, preview = (run_zone(SKIN, pulse, None, each) for each in (USUAL, Settings().preview))
    (told,) = (one for one in preview.cautions if "preview" in one.text)
    assert "cells of 15 µm" in told.text and "cells of 5 µm by 5 %" in told.text and told.weight == "warn"
    assert not any("preview" in one.text for one in usual.cautions)
