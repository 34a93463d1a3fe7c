"""The healing model that the settings name is followed; without its offers there are no bands and no SBML."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from microthermal import catalog
from microthermal.cases.parts import read_settings
from microthermal.catalog.calibration import healing_grades
from microthermal.catalog.library import Library
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.domain.results.response import Delivery, Healing, Visit
from microthermal.domain.results.zone import Injury
from microthermal.errors import InputError
from microthermal.healing.models import Banded, Exported, HealingModel
from microthermal.healing.models.cascade import Cascade
from microthermal.healing.scores import fibrosis
from microthermal.planning.healing_run import follow, write_export
from microthermal.planning.metrics import metrics
from microthermal.planning.posterior_courses import drawn, scores_of, undrawn
from microthermal.planning.window.verdicts import outcome
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone

DAY = 86400.0
SETTINGS = Settings(numerical_error=False, warm_start=False, cell=2e-5, until=30 * DAY, healing="slow")
PULSE = catalog.device("er_glass_1550").pulse(energy=0.01, duration=3e-3)
TREATMENT = Treatment(pulse=PULSE, pattern=Pattern(density=2.5e6))


@dataclass(frozen=True)
class Slow:
    """The cascade, as slow again: a model that keeps the contract and offers no more."""

    kind: ClassVar[str] = "slow"
    sources: ClassVar[tuple[str, ...]] = ()
    inner: Any

    @property
    def markers(self) -> tuple[str, ...]:
        return tuple(self.inner.markers)

    def follow(
        self, injury: Injury, condition: Condition, deliveries: tuple[Delivery, ...], until: float
    ) -> Healing:  # fmt: skip
        return self.follow_visits((Visit(injury=injury, deliveries=deliveries),), condition, until)

    def follow_visits(self, visits: tuple[Visit, ...], condition: Condition, until: float) -> Healing:
        found = self.inner.follow_visits(visits, condition, until / 2.0)
        return replace(found, time=2.0 * found.time)


@dataclass(frozen=True)
class Calibrated(Slow):
    """The same, with draws."""

    draws: ClassVar[str] = "healing_posterior.csv"

    def follow_draw(self, draw: Any, visits: tuple[Visit, ...], condition: Condition, until: float) -> Healing:
        found = self.inner.follow_draw(draw, visits, condition, until / 2.0)
        return replace(found, time=2.0 * found.time)


def with_model(model: HealingModel) -> Library:
    library = catalog.library()
    return replace(library, healing={**library.healing, "slow": model})


ZONES = lru_cache(run_zone)


def simulated(library: Library, settings: Settings = SETTINGS) -> Simulation:
    return simulate(catalog.skin("cheek_iii"), TREATMENT, None, settings, ZONES, library=library)


def test_the_model_that_the_settings_name_is_followed_and_stands_in_the_stamp() -> None:
    library = with_model(Slow(catalog.healing_model()))
    slow = simulated(library)
    usual = simulated(library, replace(SETTINGS, healing="cascade", until=15 * DAY))
    assert_array_equal(slow.healing.state, usual.healing.state)
    assert_array_equal(slow.healing.time, 2.0 * usual.healing.time)
    assert "slow" in slow.stamp.methods and "slow" not in usual.stamp.methods


def test_a_model_without_a_calibration_has_no_band_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    library = with_model(Slow(catalog.healing_model()))
    found = simulated(library)
    monkeypatch.setattr(catalog, "library", lambda: library)
    with pytest.raises(InputError, match="the healing model 'slow' was not calibrated"):
        follow((found,))
    assert drawn(found).courses == ()
    assert undrawn(found).startswith("No bands: another healing model made this course")


def test_a_calibrated_model_of_any_class_has_its_band_and_no_sbml(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    library = with_model(Calibrated(catalog.healing_model()))
    found = simulated(library)
    monkeypatch.setattr(catalog, "library", lambda: library)
    run = follow((found,))
    assert run.band.draws + run.band.left_out == 64
    middle = run.band.species.index("cytokines")
    assert (run.band.low[:, middle] <= run.band.high[:, middle]).all()
    assert np.ptp(run.band.high[:, middle] - run.band.low[:, middle]) > 0.0
    write_export(run, tmp_path / "run.csv")
    with pytest.raises(InputError, match="the healing model 'slow' is none of SBML"):
        write_export(run, tmp_path / "run.xml")
    assert [path.name for path in tmp_path.iterdir()] == ["run.csv"]


def test_the_cascade_offers_both_and_its_markers_have_grades() -> None:
    cascade = catalog.library().healing_model("cascade")
    assert isinstance(cascade, Cascade) and isinstance(cascade, Banded) and isinstance(cascade, Exported)
    assert not isinstance(Slow(cascade), Banded | Exported)
    assert tuple(healing_grades(cascade)) == cascade.markers


def test_a_case_names_a_model_that_is_there() -> None:
    assert read_settings({"healing": "cascade"}).healing == "cascade"
    with pytest.raises(InputError, match=r"healing: there is no healing model 'cascad'; did you mean 'cascade'\?"):
        read_settings({"healing": "cascad"})


@pytest.mark.slow
def test_one_quantity_has_one_value_and_one_band() -> None:
    """What a plan, a window, a page and `mtz healing` say of healing are the same numbers over the same persons."""
    settings = replace(SETTINGS, healing="cascade", until=100 * DAY)
    scar = catalog.condition("hypertrophic_scar")
    found = simulate(catalog.skin("cheek_iii"), TREATMENT, scar, settings, ZONES, library=catalog.library())
    told, page, run = outcome(found), scores_of(found), follow((found,)).scores
    shared = (
        "scar_change",
        "fibrosis_index",
        "collagen_ratio",
        "inflammation_burden",
        "t_cell_burden",
        "response_rate",
    )
    for name in shared:
        metric = told.of(name)
        assert (metric.value, metric.low, metric.high) == (page[name].value, page[name].low, page[name].high)
        assert page[name] == run[name]
        assert metric.low < metric.high and metric.low <= metric.value <= metric.high
    alone = replace(found, settings=replace(settings, persons=0))
    nominal = metrics["fibrosis_index"](alone)
    assert nominal.low == nominal.value == nominal.high == fibrosis(found.healing)[-1]
    assert metrics["response_rate"](alone).undefined == "no persons were followed"
    rate = told.of("response_rate")
    assert 0.0 <= rate.low <= rate.value <= rate.high <= 1.0
