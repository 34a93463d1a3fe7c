"""A plan, a window and a study of days are made with one library: what it states is what they say, on the page too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from microthermal import catalog, store
from microthermal.cases.treatment import TreatmentCase, treatment_case
from microthermal.catalog.library import Library
from microthermal.catalog.reading import folders, state
from microthermal.planning import evaluate, finalists, healing_run
from microthermal.planning import plan as planning
from microthermal.planning.injection_day import study
from microthermal.planning.injection_day.curve import days
from microthermal.planning.records import Plan
from microthermal.planning.searches.full_grid import FullGrid
from microthermal.planning.window import judgement, map
from microthermal.planning.window.calendar import recovery_calendar
from microthermal.planning.window.map import Window
from microthermal.report.sections import shown
from microthermal.report.sections.evidence.methods import methods_section
from microthermal.report.sections.evidence.numbers import numbers_section
from microthermal.simulation.chain import simulate, simulate_visits
from microthermal.simulation.records import ZoneRun
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.units import DAY

QUICK = Settings(cell=2e-5, relaxation=0.05, numerical_error=False, warm_start=False, until=30 * DAY, persons=2)
SEARCH = FullGrid(energies=1, densities=1, injection_days=(0.0,))
CASE = {
    "skin": "back_iv", "condition": "keloid", "device": "er_glass_1550",
    "pulse": {"energy": "20 mJ", "duration": "3 ms"}, "pattern": {"density": "200 / cm**2"},
    "doses": [{
        "drug": "triamcinolone", "concentration": "10 mg/mL", "volume": "0.1 mL", "depth": "1.5 mm", "spacing": "10 mm",
        "time": "3 day",
    }],
}  # fmt: skip


@pytest.fixture(scope="module")
def installed() -> Library:
    return catalog.library()


@pytest.fixture(scope="module")
def zone(installed: Library) -> ZoneRun:
    pulse = catalog.device("er_glass_1550").pulse(energy=0.02, duration=3e-3)
    return run_zone(catalog.skin("back_iv"), pulse, None, QUICK, installed)


@pytest.fixture
def make(zone: ZoneRun, monkeypatch: pytest.MonkeyPatch) -> Callable[[Library], Plan]:
    """Makes a plan whose zones are all one and the same, since they are not what is looked at."""

    def kept(*_: Any) -> ZoneRun:
        return zone

    monkeypatch.setattr(evaluate, "remembered_zone", kept)
    monkeypatch.setattr(map, "run_zone", kept)
    # One option with a laser is told under all scenarios: all are by the same library.
    for module in (finalists, planning):
        monkeypatch.setattr(module, "FINALISTS", 1)
    # Limits that bind show on a coarse map as on a fine one.
    monkeypatch.setattr(map, "_ENERGIES", 3)
    monkeypatch.setattr(map, "_DENSITIES", 4)
    for module in (finalists, judgement, map, study):
        monkeypatch.setattr(module, "simulate", partial(simulate, zone_runner=kept))
    skin, goal, device = catalog.skin("back_iv"), catalog.goal("keloid"), catalog.device("er_glass_1550")

    def made(library: Library | None) -> Plan:
        return planning.plan(skin, goal, [device], ("triamcinolone",), SEARCH, QUICK, library)

    return made


# Plans that several tests look at, by the library that they were asked for with, and how often each looked at files.
_plans: dict[str, Plan] = {}
_looked: dict[str, int] = {}


def planned(name: str, make: Callable[[Library | None], Plan], library: Library | None) -> Plan:
    """A plan with a library, made once; one that is given its library may open no file of another."""
    if name not in _plans:
        with pytest.MonkeyPatch.context() as patch:
            looks = counted_looks(patch)
            if library is not None:
                refuse_files(patch)
            _plans[name] = make(library)
        _looked[name] = len(looks)
    return _plans[name]


def counted_looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one whenever it is looked whether a file of the library has changed."""
    found: list[int] = []
    look = state.state

    def counted() -> str:
        found.append(1)
        return look()

    monkeypatch.setattr(state, "state", counted)
    return found


def refuse_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*asked: Any) -> Any:
        raise AssertionError(f"the installed library is read: {asked}")

    for name in ("roots", "files", "single", "load", "text_of"):
        monkeypatch.setattr(folders, name, refused)
    with pytest.raises(AssertionError, match="is read"):
        catalog.library()


@pytest.fixture
def other(installed: Library) -> Library:
    """A library with a stricter limit, a stronger drug, another rule, longer aftercare and other figures of timing."""
    limits = tuple(
        (
            replace(limit, stop=0.5 * limit.stop, warn=0.25 * limit.stop) if limit.metric == "fluence" else limit,
            criteria,
        )
        for limit, criteria in installed.limits
    )
    known = installed.entries["drug/triamcinolone"]
    drug = replace(known.record, strengths=(), concentration=15.0)
    figures, ends = installed.figures, installed.ends
    return replace(
        installed,
        limits=limits,
        rules=tuple(replace(rule, text=f"Changed. {rule.text}") for rule in installed.rules),
        entries={**installed.entries, "drug/triamcinolone": replace(known, record=drug)},
        figures=replace(
            figures,
            aftercare=replace(figures.aftercare, sun_protection=2.0 * figures.aftercare.sun_protection),
            timing=replace(figures.timing, harm_weight=3.0 * figures.timing.harm_weight),
            scenarios=replace(figures.scenarios, setting_step=2.0 * figures.scenarios.setting_step),
        ),
        ends=replace(ends, timing_ends=replace(ends.timing_ends, half_high=2.0 * ends.timing_ends.half_high)),
    )


def stops(plan: Plan, metric: str) -> set[float]:
    every = (*plan.options, *plan.refused)
    return {one.limit.stop for option in every for one in option.verdicts if one.limit.metric == metric}


def strengths(plan: Plan) -> set[float]:
    return {dose.concentration for option in (*plan.options, *plan.refused) for dose in option.treatment.injections}


def care(window: Window) -> float:
    entries = recovery_calendar(window.simulation, window.judgement.outcome)
    return next(entry.until for entry in entries if entry.title == "Sun protection")


@pytest.mark.slow
def test_a_plan_with_a_library_opens_no_library_file(
    make: Callable[[Library | None], Plan], installed: Library
) -> None:
    usual, found = planned("none", make, None), planned("installed", make, installed)
    assert found.best is not None
    assert found.reasons == usual.reasons
    assert found.stamp.digest == usual.stamp.digest
    assert found.stamp.library is found.best.library is installed


@pytest.mark.slow
def test_a_plan_says_what_its_library_states(
    make: Callable[[Library], Plan], installed: Library, other: Library, tmp_path: Path
) -> None:
    usual, found = planned("installed", make, installed), planned("other", make, other)
    assert stops(usual, "fluence") and stops(found, "fluence") == {0.5 * stop for stop in stops(usual, "fluence")}
    assert strengths(usual) == {20.0} and strengths(found) == {15.0}
    assert "is tried at 15 mg/mL, its usual strength" in " ".join(found.reasons)
    assert found.judgement is not None and usual.judgement is not None
    rules = [rule for one in (found.judgement, *found.options, *found.refused) for rule in one.rules]
    assert rules and all(rule.text.startswith("Changed. ") for rule in rules)
    assert found.stamp.digest != usual.stamp.digest

    # The page judges and traces by the library of the plan; what only files state is not taken from others.
    page, plain = (repr(shown(plan, methods_section, numbers_section)) for plan in (found, usual))
    assert other.digest in page and other.digest not in plain
    assert "its coefficients cannot be told" in page
    assert "its coefficients cannot be told" not in plain
    for saved, made_with_another in ((found, True), (usual, False)):
        store.save(saved, tmp_path / "plan.nc")
        loaded = store.load(tmp_path / "plan.nc")
        assert loaded.stamp.library is installed
        told = [caution.text for caution in loaded.cautions if "made with another library" in caution.text]
        assert bool(told) is made_with_another


@pytest.fixture(scope="module")
def case() -> TreatmentCase:
    return replace(treatment_case(CASE), settings=QUICK)


@pytest.mark.slow
@pytest.mark.usefixtures("make")
def test_a_window_with_a_library_is_judged_by_it(
    case: TreatmentCase, installed: Library, other: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_files(monkeypatch)
    usual, found = (map.window_of(case, library=library) for library in (installed, other))
    assert found.map is not None and usual.map is not None
    assert found.simulation.library is other
    assert care(found) == pytest.approx(care(usual) + installed.figures.aftercare.sun_protection)
    stop, least = (
        next(one.limit.stop for one in window.judgement.verdicts if one.limit.metric == "fluence")
        for window in (usual, found)
    )
    assert least == 0.5 * stop
    assert found.map.densities.size != usual.map.densities.size or (found.map.used != usual.map.used).any()


@pytest.mark.usefixtures("make")
def test_a_study_of_days_with_a_library_weighs_by_it(
    case: TreatmentCase, installed: Library, other: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    goal, when = catalog.goal("keloid"), days(0.0, 2 * DAY)
    refuse_files(monkeypatch)
    usual, found = (study.study(study.simulated(case, library), goal, when, 2).curve for library in (installed, other))
    assert (found.benefit[0] == usual.benefit[0]).all()
    assert (found.benefit[1] != usual.benefit[1]).any()
    assert found.net == pytest.approx(found.benefit - 3.0 * installed.figures.timing.harm_weight * found.harm)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    return counted_looks(monkeypatch)


@pytest.mark.usefixtures("make")
def test_a_study_of_days_looks_once_whether_the_library_has_changed(case: TreatmentCase, looks: list[int]) -> None:
    """However many days and scenarios, in threads too."""
    study.study(study.simulated(case), catalog.goal("keloid"), days(0.0, 2 * DAY), 3, workers=2)
    assert len(looks) == 1


@pytest.mark.slow
def test_a_window_and_a_plan_look_once_whether_the_library_has_changed(
    case: TreatmentCase, make: Callable[[Library | None], Plan], looks: list[int]
) -> None:
    map.window_of(case)
    assert len(looks) == 1
    planned("none", make, None)
    assert _looked["none"] == 1


def test_a_course_of_visits_has_the_bands_of_its_library(
    case: TreatmentCase, zone: ZoneRun, installed: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(healing_run, "simulate_visits", partial(simulate_visits, zone_runner=lambda *_: zone))
    refuse_files(monkeypatch)
    ((name, draws),) = installed.posteriors.items()
    one = replace(installed, posteriors={name: replace(draws, values=draws.values[:1])})
    usual, found = (healing_run.follow_case(case, 1, 0.0, library) for library in (installed, one))
    assert (found.band.low == found.band.high).all() and (usual.band.low < usual.band.high).any()
