"""The map of the window: which settings of a device are on it, what a cell holds, and what stands at a depth."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from tests.reference import synthetic

from microthermal import catalog
from microthermal.cases.treatment import treatment_case
from microthermal.catalog.device_steps import DeviceSteps
from microthermal.domain.inputs.goal import Estimate, Limit
from microthermal.planning.records import State, Verdict
from microthermal.planning.window import map as module
from microthermal.planning.window.judgement import judged
from microthermal.planning.window.map import (
    INSIDE,
    STOPPED,
    TOO_LITTLE,
    WARNED,
    _axes,
    _cell,
    _ladder,
    banded_plan,
    energy_scale,
    window_of,
)
from microthermal.planning.window.targets import plexus_depth, reached_targets
from microthermal.units import show

STEPS = DeviceSteps(low=2.0, high=70.0, first=2.0, size=2.0)


def mark(used: float, state: State, metric: str = "bulk_rise", under: bool = False) -> Verdict:
    """A limit of which so much is used."""
    limit = Limit(metric=metric, warn=0.5, stop=1.0, lower=under, under=under)
    value = 1.0 / used if under else used
    estimate = Estimate(value=value, low=value, high=value, unit="1", meaning="x")
    return Verdict(limit=limit, estimate=estimate, state=state)


def test_settings_lie_by_equal_ratios_on_steps_of_the_device_with_the_own_among_them() -> None:
    found = _ladder(STEPS, 4.0, 64.0, 5, 17.0)
    # 4, 8, 16, 32, 64; what is within 12 % of the own is left out for it.
    assert list(found) == [4.0, 8.0, 17.0, 32.0, 64.0]
    assert list(_ladder(STEPS, 4.0, 64.0, 5, 20.0)) == [4.0, 8.0, 16.0, 20.0, 32.0, 64.0]
    # Steps that two ratios share are shown once.
    assert list(_ladder(STEPS, 2.0, 6.0, 8, 4.0)) == [2.0, 4.0, 6.0]


@pytest.mark.parametrize(("own", "kept"), [(100.0 / 1.12, False), (100.0 / 1.1201, True), (100.0 / 0.88, False)])
def test_a_setting_within_twelve_percent_of_the_own_is_left_out(own: float, kept: bool) -> None:
    steps = DeviceSteps(low=100.0, high=100.0, first=100.0, size=1.0)
    assert (100.0 in _ladder(steps, 100.0, 100.0, 5, own)) is kept


def test_a_range_of_less_than_a_percent_is_one_setting() -> None:
    fine = DeviceSteps(low=100.0, high=200.0, first=0.0, size=0.1)
    assert list(_ladder(fine, 100.0, 100.9, 4, 150.0)) == [100.0, 150.0]
    assert len(_ladder(fine, 100.0, 102.0, 4, 150.0)) == 5


@pytest.mark.parametrize(
    ("own", "low", "high"), [(1e6, 1.25e5, 8e6), (1e5, 5e4, 8e5), (5e6, 6.25e5, 1e7)]
)  # fmt: skip
def test_densities_are_shown_up_to_eight_times_more_and_less(
    monkeypatch: pytest.MonkeyPatch, own: float, low: float, high: float
) -> None:
    base = synthetic.treatment(dosed=False)
    device = synthetic.device()
    case: Any = SimpleNamespace(
        device=device, skin=synthetic.skin(),
        treatment=replace(base, pattern=replace(base.pattern, density=own, passes=1)),
    )  # fmt: skip
    fine = DeviceSteps(low=5e4, high=1e7, first=5e4, size=1.0)
    monkeypatch.setattr(module, "density_steps", lambda *_: fine)
    energies, densities = _axes(case, catalog.library())
    assert (densities[0], densities[-1]) == (pytest.approx(low), pytest.approx(high))
    assert 9 <= densities.size <= 11 and own in densities
    assert energies[0] == pytest.approx(device.energy.low, rel=0.2) and base.pulse.energy in energies
    assert 7 <= energies.size <= 9
    # How many hairs stand under a spot is no setting.
    case.skin = replace(case.skin, structure=catalog.structure("body_hair"))
    assert list(_axes(case, catalog.library())[1]) == [own]


@pytest.mark.parametrize(
    ("marks", "cell"),
    [
        ((mark(0.4, "ok"), mark(0.3, "ok", "coverage")), (INSIDE, 0.4, "")),
        ((mark(0.6, "warn"), mark(0.7, "warn", "coverage"), mark(0.9, "ok", "x")), (WARNED, 0.9, "coverage")),
        ((mark(1.2, "stop"), mark(1.1, "stop", "coverage")), (STOPPED, 1.2, "bulk_rise")),
        # A limit that is used up is one that stops, also where nothing but its use says so; at the mark it is not.
        ((mark(1.0 + 1e-6, "ok"),), (STOPPED, 1.0 + 1e-6, "bulk_rise")),
        ((mark(1.0 + 1e-12, "ok"),), (INSIDE, 1.0 + 1e-12, "")),
        ((mark(0.9, "stop"),), (STOPPED, 0.9, "bulk_rise")),
        # Too much counts before too little, and that before a warning; how much is used is of harm alone.
        ((mark(1.2, "stop"), mark(3.0, "stop", "reach", under=True)), (STOPPED, 1.2, "bulk_rise")),
        ((mark(0.6, "warn"), mark(3.0, "stop", "reach", under=True)), (TOO_LITTLE, 0.6, "reach")),
        ((mark(0.6, "warn"), mark(0.8, "warn", "reach", under=True)), (TOO_LITTLE, 0.6, "reach")),
        ((mark(0.4, "ok"), mark(0.1, "ok", "reach", under=True)), (INSIDE, 0.4, "")),
        (
            (mark(0.4, "ok"), mark(0.1, "ok", "a", True), mark(2.0, "warn", "b", True), mark(3.0, "stop", "c", True)),
            (TOO_LITTLE, 0.4, "b"),
        ),
        # Of limits that are used alike the first is named.
        ((mark(0.8, "warn"), mark(0.8, "warn", "coverage")), (WARNED, 0.8, "bulk_rise")),
    ],
)
def test_a_cell_holds_state_use_and_what_binds(marks: tuple[Verdict, ...], cell: tuple[float, float, str]) -> None:
    assert _cell(marks) == (cell[0], pytest.approx(cell[1]), cell[2])


@pytest.mark.parametrize(("highest", "scale"), [(0.07, (1e3, "mJ")), (1.0, (1.0, "J")), (0.999, (1e3, "mJ"))])
def test_energies_are_written_in_joules_from_one_joule_on(highest: float, scale: tuple[float, str]) -> None:
    drawn: Any = SimpleNamespace(energies=np.array([0.004, highest]))
    assert energy_scale(drawn) == scale


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, int]]:
    """Nothing is simulated: a map of made-up columns, and which were asked for by energy and number of densities."""
    simulation, asked = synthetic.simulation(), list[tuple[float, int]]()
    found = judged(simulation)

    def column(case: Any, treatment: Any, densities: np.ndarray, library: Any) -> list[tuple[float, float, str]]:
        asked.append((treatment.pulse.energy, densities.size))
        return [(WARNED, treatment.pulse.energy + density * 1e-9, "fluence") for density in densities]

    monkeypatch.setattr(module, "simulate", lambda *_, **__: simulation)
    monkeypatch.setattr(module, "judged", lambda *_: found)
    monkeypatch.setattr(module, "under_scenarios", lambda *_: ())
    monkeypatch.setattr(module, "_column", column)
    return asked


def test_a_window_tells_how_far_it_is_and_holds_the_treatment_and_the_map(quick: list[tuple[float, int]]) -> None:
    case = treatment_case(
        {
            "title": "mine", "skin": "cheek_iii", "device": "er_glass_1540", "pattern": {"density": "100 / cm**2"},
            "pulse": {"energy": "20 mJ"},
        }
    )  # fmt: skip
    told: list[tuple[int, int, str]] = []
    found = window_of(case, progress=lambda *step: told.append(step))
    assert found.map is not None and found.simulation.title == "mine"
    energies, densities = found.map.energies, found.map.densities
    assert quick == [(pytest.approx(energy), densities.size) for energy in energies]
    # The treatment, its scenarios, and a column for each energy.
    assert [done for done, _, _ in told] == list(range(energies.size + 3))
    assert {steps for _, steps, _ in told} == {energies.size + 2}
    assert [text for *_, text in told[:3]] == ["light, heat, damage, healing", "the treatment", "scenarios"]
    assert told[3][2] == show(float(energies[0]), "J")
    assert found.map.state.shape == found.map.used.shape == (energies.size, densities.size)
    assert found.map.used == pytest.approx(energies[:, None] + densities[None, :] * 1e-9)
    assert found.map.binding == (("fluence",) * densities.size,) * energies.size
    assert (found.map.energy, found.map.density, found.map.passes) == pytest.approx((20e-3, 1e6, 1))
    assert 20e-3 in energies and 1e6 in densities
    assert len(window_of(case).cautions) == len(found.cautions) >= len(synthetic.simulation().cautions)


def test_at_the_depth_of_a_target_stands_what_the_shells_say_there() -> None:
    simulation = synthetic.simulation(ablative=True, dosed=False)
    held, warming = simulation.lattice.shells, simulation.lattice.warming
    assert held is not None and warming is not None
    found = reached_targets(simulation)
    assert len(found) > 1
    for one in found:
        parts = {
            name: float(np.interp(one.depth, held.z, held.of(name), right=0.0))
            for name in ("dermal_cells", "channel", "collagen", "heat_shock")
        }
        dead = max(parts["dermal_cells"], parts["channel"])
        assert (one.dead, one.coagulated) == pytest.approx((dead, parts["collagen"]))
        assert one.warned == pytest.approx(max(0.0, parts["heat_shock"] - dead))
        assert one.rise == pytest.approx(np.interp(one.depth, warming.z, warming.peak, right=0.0))
        assert one.short == pytest.approx(max(0.0, one.depth - simulation.zone.depth.value))
    assert any(one.short > 0.0 for one in found) and any(one.short == 0.0 for one in found)
    # What lies below all that was followed is not reached.
    assert [one.dead for one in found if one.depth > held.z[-1]] == [0.0]


def test_the_plexus_lies_where_the_library_says_and_nowhere_else() -> None:
    library, skin, healthy = catalog.library(), catalog.skin("cheek_iii"), catalog.condition("healthy")
    depth = plexus_depth(skin, healthy, library)
    (stated,) = (one.depth for one, _ in library.targets if one.name == "papillary_plexus")
    assert depth in (None, stated)
    without = replace(library, targets=tuple(one for one in library.targets if one[0].name != "papillary_plexus"))
    assert plexus_depth(skin, healthy, without) is None


def test_a_plan_is_judged_where_it_has_a_best_treatment_that_is_not_judged_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, found = synthetic.plan(), judged(synthetic.simulation())
    assert plan.best is not None and plan.judgement is None
    asked: list[Any] = []
    monkeypatch.setattr(module, "under_scenarios", lambda simulation: ("others", simulation))
    monkeypatch.setattr(module, "judged", lambda *given: asked.append(given) or found)
    assert banded_plan(plan) == replace(plan, judgement=found)
    assert asked == [(plan.best, ("others", plan.best), plan.goal)]
    done, none = replace(plan, judgement=found), synthetic.plan(found=False)
    assert none.best is None
    assert banded_plan(done) is done and banded_plan(none) is none and len(asked) == 1
