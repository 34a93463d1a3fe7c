"""The zone and the field of many, fitted to each other: what is not fitted is told."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from tests.reference import synthetic

from microthermal import catalog
from microthermal.cases.parts import read_cooling
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.errors import InputError
from microthermal.quantity import Measured
from microthermal.simulation import field_run
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.scenarios import Scenario, changed
from microthermal.simulation.settings import Settings
from microthermal.units import DAY, mJ

SKIN = catalog.skin("cheek_iii")
DEVICE = catalog.device("er_glass_1550")
TREATMENT = Treatment(pulse=DEVICE.pulse(energy=20 * mJ), pattern=Pattern(density=1e6))


RUN = SimpleNamespace(zone=SimpleNamespace(depth=Measured(value=5e-4), top=Measured(value=0.0)))


def warmed(rises: list[float]):
    """Result of a field that asks for one rise after another."""
    run, asked = RUN, iter(rises)
    usual = synthetic.simulation(ablative=False, dosed=False).lattice.warming

    def field(*_):
        return replace(usual, mean_start=np.full(usual.z.size, next(asked)))

    return field_run.run_warmed(
        SKIN, TREATMENT, Settings(numerical_error=False), lambda *_: run, field, catalog.library()
    )[1]


def test_a_start_that_fits_is_told_nothing():
    found = warmed([3.0, 3.2])
    assert found.warm_start.rounds == 1
    assert found.warm_start.rise == pytest.approx(3.0)
    assert field_run.start_cautions(SKIN, RUN, found) == ()


def test_rounds_that_run_out_are_told():
    found = warmed([3.0, 6.0, 3.0, 6.0, 3.0])
    assert found.warm_start.rounds == 4
    (told,) = field_run.start_cautions(SKIN, RUN, found)
    assert "the warm start did not converge in 4 iterations" in told.text
    assert "from 6 °C above rest, and its field asks for 3 °C" in told.text
    assert told.weight == "warn"


def test_blood_that_cannot_follow_is_told():
    (told,) = field_run.start_cautions(SKIN, RUN, warmed([12.0, 12.1]))
    assert "its blood from 44.9 °C" in told.text


def test_a_scenario_gives_what_it_says_however_strong_the_pulse():
    strong = replace(TREATMENT, pulse=replace(TREATMENT.pulse, energy=9.0))
    _, treatment, _ = changed(Scenario(name="high", text="", energy=1.2), SKIN, strong, catalog.library())
    assert treatment.pulse.energy == pytest.approx(10.8)
    wet = replace(SKIN.layers[3], composition=replace(SKIN.layers[3].composition, water=0.97))
    skin, _, _ = changed(
        Scenario(name="moist", text="", water=1.15), replace(SKIN, layers=(wet,)), TREATMENT, catalog.library()
    )
    assert skin.layers[0].composition.water == 0.97


def test_more_blood_than_tissue_holds_is_refused():
    bloody = replace(catalog.condition("healthy"), blood_factor=10.0)
    layers = tuple(replace(one, composition=replace(one.composition, blood=0.06)) for one in SKIN.layers)
    with pytest.raises(InputError, match="multiplies the blood of stratum_corneum by 10, to 60 %"):
        affected(replace(SKIN, layers=layers), bloody)


def test_cooling_that_a_device_does_not_have_is_not_none():
    bare = replace(DEVICE, cooling=None)
    with pytest.raises(InputError, match="has no cooling of its own"):
        read_cooling("device", bare)
    assert read_cooling("none", bare) is None


def test_the_numerical_error_is_found_for_the_last_zone_alone(monkeypatch: pytest.MonkeyPatch):
    usual = synthetic.simulation(ablative=False, dosed=False)
    asked, compared, rises = [], [], iter([3.0, 3.2])

    def zone(skin, pulse, cooling, settings, library):
        asked.append((skin.surface_temperature, settings))
        return usual.run

    def field(run, skin, treatment, settings):
        return replace(usual.lattice.warming, mean_start=np.full(usual.lattice.warming.z.size, next(rises)))

    def error(run, skin, *_):
        compared.append(skin.surface_temperature)
        return run

    monkeypatch.setattr(field_run, "with_numerical_error", error)
    settings = Settings(until=30 * DAY)
    field_run.run_warmed(SKIN, TREATMENT, settings, zone, field, catalog.library())
    assert [rise for rise, _ in asked] == pytest.approx([SKIN.surface_temperature, SKIN.surface_temperature + 3.0])
    assert {one for _, one in asked} == {settings.of_zone} == {replace(settings, until=60 * DAY).of_zone}
    assert compared == [asked[-1][0]]
