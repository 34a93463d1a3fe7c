"""Records are checked where data enter: none is checked again because the chain changes one of its fields."""

from __future__ import annotations

import importlib
import sys
from dataclasses import replace

import pytest

import microthermal as mt
from microthermal import catalog
from microthermal.errors import InputError
from microthermal.simulation.scenarios import changed, scenarios_of
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.units import cm, mJ

# Checks of whole records: of a zone, and of `simulate` with its three (the zone, the warmed one, the coarser one).
# Each is the first of a record whose numbers were just computed; most are values with their errors, 49 a zone.
MOST_OF_A_ZONE, MOST_OF_ALL = 120, 270

SKIN = catalog.skin("cheek_iii")
PULSE = catalog.device("er_yag_2940").pulse(energy=5 * mJ)
TREATMENT = mt.Treatment(pulse=PULSE, pattern=mt.Pattern(density=250 / cm**2))


@pytest.fixture
def checks(monkeypatch) -> list[tuple[str, bool]]:
    """Every check of a whole record from now on: its class, and whether it was made by changing another one."""
    module, found = importlib.import_module("microthermal.quantity.record"), []
    check = module.fits

    def counted(one: object) -> bool:
        # Called by __post_init__, by __init__, by whoever makes the record.
        maker = sys._getframe(3).f_code.co_filename
        found.append((type(one).__name__, maker.endswith("dataclasses.py")))
        return check(one)

    monkeypatch.setattr(module, "fits", counted)
    return found


def again(checks: list[tuple[str, bool]]) -> list[str]:
    return [name for name, changed_one in checks if changed_one]


def test_a_change_by_a_user_is_seen_here(checks):
    replace(SKIN.layers[0], thickness=1e-4)
    assert checks == [("Layer", True)]


def test_a_zone_checks_each_of_its_records_once(checks):
    settings = Settings(numerical_error=False)
    run_zone(SKIN, PULSE, None, settings)  # the library is read, and its records are checked, at the first one
    checks.clear()
    run_zone(SKIN, PULSE, None, settings)
    assert not again(checks)
    assert 50 < len(checks) < MOST_OF_A_ZONE


def test_the_whole_chain_checks_each_of_its_records_once(checks):
    settings = Settings(persons=0)
    mt.simulate(SKIN, TREATMENT, settings=settings)
    checks.clear()
    mt.simulate(SKIN, TREATMENT, settings=settings)
    assert not again(checks)
    assert len(checks) < MOST_OF_ALL


def test_scenarios_change_skin_and_treatment_without_checking_them_again(checks):
    library = catalog.library()
    scenarios = scenarios_of(PULSE, library)
    checks.clear()
    for scenario in scenarios:
        changed(scenario, SKIN, TREATMENT, library)
    assert not again(checks)


@pytest.mark.parametrize("energy", [float("nan"), -1.0, "much"])
def test_what_a_user_hands_over_is_checked(energy):
    with pytest.raises(InputError, match="energy"):
        replace(PULSE, energy=energy)
    with pytest.raises(InputError, match="energy"):
        catalog.device("er_yag_2940").pulse(energy=energy)
