"""Every result keeps where its energy, its light and its drug went, for every family, and a saved file keeps it too.

That the numbers close, tests hold that compute them: :mod:`tests.contracts.test_exposures` for the energy that each
kind of exposure deposits and the heat that follows, :mod:`tests.contracts.test_delivery_mechanisms` for each way
of a drug.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from tests.contracts import test_exposures
from tests.reference import synthetic

from microthermal import catalog, store
from microthermal.deposition.breakdown.reach import tears
from microthermal.domain.inputs.exposures import EXPOSURES
from microthermal.domain.inputs.exposures.illumination import Illumination
from microthermal.domain.results.flow import Balance, Deposited
from microthermal.domain.results.response import Delivery
from microthermal.simulation.exposures.dose_run import light_dose
from microthermal.simulation.exposures.run_cautions import about_balance

LIGHT = Illumination(wavelength=650e-9, irradiance=177.0, radius=3e-3, duration=1800.0)
FAMILIES = {"laser": synthetic.simulation, "current": synthetic.of_current, "sound": synthetic.of_sound,
            "illumination": synthetic.low_level}  # fmt: skip


def test_each_kind_of_exposure_is_balanced_by_some_test() -> None:
    held = [example.exposure for example in test_exposures.EXAMPLES.values()]
    assert {type(one) for one in held} | {Illumination} == set(EXPOSURES.values())
    assert any(tears(one) for one in held if type(one) is EXPOSURES["laser"]), "breakdown"
    assert set(FAMILIES) == set(EXPOSURES)


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_a_saved_file_keeps_the_balance(family: str, tmp_path: Path) -> None:
    made = FAMILIES[family]()
    store.save(made, tmp_path / "run.nc")
    read = store.load(tmp_path / "run.nc")
    assert read.run.balance == made.run.balance
    for name in ("reflected", "transmitted", "lost", "sent"):
        assert getattr(read.run.deposited, name) == getattr(made.run.deposited, name)
    for one, other in zip(read.deliveries, made.deliveries, strict=True):
        for name in ("depot", "amount", "systemic", "leaked"):
            assert getattr(one, name).tobytes() == getattr(other, name).tobytes()


def test_parts_of_a_balance_are_fields_of_results() -> None:
    def names(record: type) -> set[str]:
        return {field.name for field in dataclasses.fields(record)}

    assert names(Balance) >= {"supplied", "stored", "surface", "perfused", "vapour", "ejected", "withheld"}
    assert names(Deposited) >= {"energy", "reflected", "transmitted", "lost"}
    assert names(Delivery) >= {"depot", "amount", "systemic", "leaked"}


def test_a_balance_of_heat_that_misses_is_told() -> None:
    whole = Balance(supplied=1e-2, stored=6e-3, surface=1e-3, perfused=0.0, vapour=3e-3)
    assert not about_balance(whole)
    (told,) = about_balance(dataclasses.replace(whole, vapour=2.8e-3))
    assert told.weight == "warn" and "closes only to 2.0 %" in told.text


@pytest.mark.slow
@pytest.mark.parametrize("name", ["scalp_i", "scalp_vi"])
def test_all_of_low_level_light_is_accounted_for_and_stored(name: str, tmp_path: Path) -> None:
    dose = light_dose(catalog.skin(name), LIGHT, 1, catalog.library())
    assert dose.absorbed + dose.reflected + dose.lost == pytest.approx(1.0, abs=1e-9)
    assert min(dose.absorbed, dose.reflected, dose.lost) > 0.0
    made = synthetic.low_level()
    extras = dataclasses.replace(made.run.extras, dose=dose)
    made = dataclasses.replace(made, run=dataclasses.replace(made.run, extras=extras))
    store.save(made, tmp_path / "run.nc")
    read = store.load(tmp_path / "run.nc").run.extras.dose
    assert (read.absorbed, read.reflected, read.lost) == (dose.absorbed, dose.reflected, dose.lost)
