"""A depot follows its inputs: moved by rounding, they move by rounding; and nothing is made of next to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from tests.verification.posedness import found_in, inputs, moved, worst

from microthermal import catalog
from microthermal.delivery import depot
from microthermal.delivery.clearance import mean_flow
from microthermal.delivery.mechanisms import Mechanism, channels, unit_cell
from microthermal.delivery.mechanisms.channels import Channels
from microthermal.delivery.mechanisms.film import ClosedSkinFilm
from microthermal.delivery.mechanisms.needle import Needle, shells
from microthermal.delivery.mechanisms.unit_cell import COARSE
from microthermal.delivery.rounds import ways
from microthermal.delivery.schedule import times
from microthermal.domain.inputs.medicine import Dose, Injection, TopicalFilm
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.results.response import Perfusion
from microthermal.domain.results.zone import Closure, Lattice
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.units import cm, hour, mg, mL, mm
from microthermal.zones import lattice

ROUNDING, MOST = 1e-13, 1e-9
DAY = 86400.0
UNTIL = 20 * DAY
SKIN = catalog.skin("abdomen_iii")
PULSE = catalog.device("fractional_co2").pulse(energy=0.03)
TRIAMCINOLONE = Injection(
    drug=catalog.drug("triamcinolone"), concentration=10 * mg / mL, volume=0.1 * mL, depth=1.5 * mm, spacing=10 * mm,
    time=DAY,
)  # fmt: skip
MINOXIDIL = TopicalFilm(
    drug=catalog.drug("minoxidil"), concentration=50 * mg / mL, volume=0.01 * mL, side=10 * mm,
    time=DAY, every=DAY, last=10 * DAY, contact=8 * hour,
)  # fmt: skip
# Bounds only refuse; heat and optics of the skin, and what else is known of a lattice, no depot feels.
_UNFELT = {
    "bounds",
    "scattering",
    "thermal",
    "water",
    "lipid",
    "oxygenation",
    "shells",
    "warming",
    "meeting",
    "reaches",
}
ONCE = {"every": None, "last": None}
CASES: dict[str, tuple[Mechanism, Dose]] = {
    "cell, a day after": (COARSE, TRIAMCINOLONE),
    "cell, before the laser": (COARSE, replace(TRIAMCINOLONE, time=-600.0)),
    "cell, dissolved": (COARSE, replace(TRIAMCINOLONE, drug=catalog.drug("fluorouracil"), concentration=50.0)),
    "reduced": (Needle(), replace(TRIAMCINOLONE, time=-600.0)),
    "film": (ClosedSkinFilm(), MINOXIDIL),
    # Not all is kept: a fraction of one cannot be moved up.
    "channels": (Channels(kept=0.9), replace(MINOXIDIL, time=300.0, **ONCE)),
    "channels, grains": (
        Channels(kept=0.9),
        replace(MINOXIDIL, drug=catalog.drug("triamcinolone"), concentration=10 * mg / mL, time=300.0, **ONCE),
    ),
}


@cache
def treated() -> Lattice:
    """Channels of a fractional CO2 laser that close within days."""
    run = run_zone(SKIN, PULSE, None, Settings(cell=3e-5, relaxation=0.03, numerical_error=False))
    laid = lattice(run.zone, Pattern(density=100 / cm**2), PULSE, run.damage)
    time = np.linspace(0.0, 5 * DAY, 11)
    return replace(laid, closure=Closure(time=time, mouths=np.exp(-time / DAY), depth=np.exp(-time / (3 * DAY))))


def flow() -> Perfusion:
    """Blood that is stopped at first and flows twice as fast after two days."""
    time = np.linspace(0.0, UNTIL, 81)
    return Perfusion(time=time, factor=1.0 + np.exp(-((time / DAY - 2.0) ** 2)) - 0.3 * np.exp(-time / DAY))


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells are chosen once in a test and then kept."""
    for module, name in ((unit_cell, "cell_grid"), (channels, "_grid")):
        monkeypatch.setattr(module, name, cache_of_one(getattr(module, name)))


def cache_of_one(function: Any) -> Any:
    known: list[Any] = []

    def kept(*arguments: Any) -> Any:
        if not known:
            known.append(function(*arguments))
        return known[0]

    return kept


def delivered(way: Mechanism, dose: Dose, skin: Any, laid: Lattice, blood: Perfusion) -> dict[str, np.ndarray]:
    return found_in(delivery=replace(way.deliver(dose, skin, laid, blood, UNTIL), dose=dose))


def changes(way: Mechanism, dose: Dose) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The parts of one delivery, each time with another of its numbers moved by rounding."""
    parts: list[Any] = [way, dose, SKIN, treated(), flow()]
    for place, part in enumerate(parts):
        for path in inputs(part):
            if set(path) & _UNFELT:
                continue
            new = [*parts]
            new[place] = moved(part, path, 1.0 + ROUNDING)
            yield ".".join(map(str, path)), tuple(new)


@pytest.mark.parametrize("case", CASES)
def test_rounding_of_an_input_moves_no_output(case: str, frozen: None) -> None:
    way, dose = CASES[case]
    before = delivered(way, dose, SKIN, treated(), flow())
    before = {name: value for name, value in before.items() if ".dose." not in name}
    failed, number = {}, 0
    for path, parts in changes(way, dose):
        after = {name: value for name, value in delivered(*parts).items() if ".dose." not in name}
        number += 1
        if told := worst(before, after, MOST):
            failed[path] = told[:3]
    assert number > 40
    assert not failed


def test_a_time_at_the_laser_is_not_before_it_by_rounding() -> None:
    dose = replace(MINOXIDIL, time=-0.3 * DAY, every=0.1 * DAY, last=0.3 * DAY)
    assert 0.0 in times(dose, UNTIL)
    moments = {given.time for way, given in ways(dose, treated(), UNTIL) if way.kind == "channels"}
    assert 0.0 in moments


@pytest.mark.parametrize(("every", "last", "number"), [(0.1, 0.7, 8), (0.7, 4.9, 8), (1.0, 9.0, 10)])
def test_the_last_application_is_given(every: float, last: float, number: int) -> None:
    assert times(replace(MINOXIDIL, time=0.0, every=every * DAY, last=last * DAY), UNTIL).size == number


def test_flow_that_jumps_at_the_laser_is_shared_out() -> None:
    blood = Perfusion(time=np.array([0.0, 10.0, 20.0]), factor=np.array([0.0, 2.0, 2.0]))
    edges = np.array([-10.0, -1.0, 1.0, 10.0, 30.0])
    assert mean_flow(blood, edges) == pytest.approx([1.0, (1.0 + 0.1) / 2.0, 1.1, 2.0], rel=1e-12)
    shifts = np.linspace(-0.5, 0.5, 101)
    across = np.array([mean_flow(blood, np.array([-1.0, 1.0]) + shift)[0] for shift in shifts])
    assert np.abs(np.diff(across)).max() < 0.011


def test_a_step_ends_when_the_laser_comes() -> None:
    """No step of a depot that was laid before the laser lies across it, where the removal jumps."""
    for early in (600.0, 613.0, 900.0):
        assert 0.0 in COARSE.deliver(replace(TRIAMCINOLONE, time=-early), SKIN, treated(), flow(), 2 * DAY).time


def test_nothing_is_made_of_rounding() -> None:
    concentrations = np.array([1.0, 0.1, 0.3])
    assert not depot.undissolved(concentrations, 3.0 * (concentrations / 3.0) * (1.0 - 2e-16)).any()
    assert depot.undissolved(2.0, 0.5) == 1.5
    deep = [depot.hits(0.0, 2e-3, 1e-3, spread)[1] for spread in (1e-6, 1e-4, 3e-4)]
    assert deep[0] == deep[1] == 0.0 and deep[2] == pytest.approx(4.29e-4, rel=1e-2)


def test_shells_of_a_depot_grow_from_no_growth_on() -> None:
    """Where shells would not have to grow, the ratio is 1, and near it nothing is divided by nothing."""
    for radius in (6.6e-3, 6.7e-3, 2e-3, 1e-4):
        found = shells(radius)
        assert found[-1] >= radius + 0.02 * (1.0 - 1e-9)
        widths = np.diff(found)
        assert np.all(widths[1:] >= widths[:-1] * (1.0 - 1e-9))
