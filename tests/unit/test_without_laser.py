"""A treatment without laser: nothing of light, heat or damage runs for it, and nothing is said of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.unit.test_beside import case_of, small

from microthermal import catalog, store
from microthermal.deposition.engines.beer_lambert import BeerLambert
from microthermal.domain.inputs.treatment import Treatment
from microthermal.errors import InputError
from microthermal.planning.beside.without_laser import sham, without_laser
from microthermal.planning.noise.differences import SURE, noise
from microthermal.planning.ranking import RESOLUTION, apart
from microthermal.planning.window.judgement import judged, under_scenarios
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation
from microthermal.simulation.scenarios import scenarios_of
from microthermal.units import DAY, mJ

pytestmark = pytest.mark.xdist_group("small plan")

LIBRARY = catalog.library()


def roller() -> Treatment:
    """Nothing done, where the laser would be one under a roller and at a wavelength of extrapolated scattering."""
    return sham(catalog.device("fraxel_restore").pulse(energy=20 * mJ))


def followed(treatment: Treatment) -> Simulation:
    case = case_of()
    settings = replace(case.settings, until=30 * DAY, persons=2)
    return simulate(case.skin, treatment, case.condition, settings)


def test_no_stage_of_light_heat_or_damage_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a stage ran for a treatment without laser")

    monkeypatch.setattr(BeerLambert, "deposit", never)
    monkeypatch.setattr("microthermal.simulation.zone_run.follow_stack", never)
    monkeypatch.setattr("microthermal.simulation.zone_run.lit", never)
    monkeypatch.setattr("microthermal.simulation.field_run.warming", never)
    found = followed(roller())
    assert found.run.methods == found.run.cautions == ()
    assert found.lattice.fluence == found.lattice.bulk_rise == found.zone.depth.value == 0.0
    assert not found.damage.omega.any() and not found.run.deposited.energy.any()
    assert np.array_equal(found.damage.peak, found.run.tissue.temperature)


def test_no_caution_speaks_of_light() -> None:
    case = case_of()
    for treatment in (roller(), *without_laser(case, roller().pulse)):
        told = followed(treatment).cautions
        assert not {caution.stage for caution in told} & {"light", "heat", "damage", "zones", "tissue"}
        words = ("scatter", "roller", "melanosome", "conductivity", "absor", "zone that stays")
        assert not [caution.text for caution in told if any(word in caution.text for word in words)]


@pytest.mark.slow
def test_no_scenario_of_light_is_run_and_each_is_known_to_change_nothing() -> None:
    assert scenarios_of(roller().pulse, LIBRARY) == ()
    found = followed(roller())
    assert under_scenarios(found) == ()
    assert judged(found).scenarios == ()
    options = (*small().options, *small().refused)
    lasered = next(one for one in options if one.lasered and one.banded)
    names = {each.name for each in lasered.scenario_scores}
    for option in (one for one in options if not one.lasered):
        assert {each.name for each in option.scenario_scores} == names
        (own,) = {each.score for each in option.scenario_scores}
        assert own == option.score
        assert option.spread is not None and option.spread.low == option.spread.high == option.score
        # Scenario by scenario, as between two lasers: not by a band against a point.
        gains = [each.score - own for each in lasered.scenario_scores]
        better = min(gains) > 0.0 if lasered.score > option.score else max(gains) < 0.0
        gain = abs(lasered.score - option.score)
        sure = gain >= RESOLUTION and gain >= SURE * noise(lasered, option)
        assert apart(lasered, option) == (better and sure)


def test_no_light_at_all_is_a_treatment_and_almost_none_is_a_mistake(tmp_path: Path) -> None:
    pulse = catalog.device("fractional_co2").pulse(energy=20 * mJ)
    assert replace(pulse, energy=0.0).sham
    with pytest.raises(InputError, match=r"between 0\.5 nJ and 150 J, or 0 J where nothing shines"):
        replace(pulse, energy=1e-10)
    # A plan that was saved earlier had a nanojoule for it.
    assert replace(pulse, energy=1e-9).sham
    found = followed(roller())
    store.save(found, tmp_path / "run.nc")
    again = store.load(tmp_path / "run.nc")
    assert isinstance(again, Simulation) and again.treatment == found.treatment
    assert again.cautions == found.cautions
