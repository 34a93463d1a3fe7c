"""The gate to a next session: which conditions it has, which of them it waits for, and what it says."""

from __future__ import annotations

import pytest
from tests.unit.test_calendar import FIGURES, plain, rule

from microthermal.healing.settling import Settled
from microthermal.planning.window import retreatment
from microthermal.planning.window.retreatment import Criterion, Gate, gate
from microthermal.simulation.records import Simulation
from microthermal.units import DAY, show

__all__ = ["plain"]


def test_a_rule_that_is_met_may_ask_for_a_longer_interval_and_never_for_a_shorter_one(plain: Simulation) -> None:
    usual = 100 * DAY
    longer, shorter = rule("longer", interval=150 * DAY), rule("shorter", interval=99 * DAY)
    found = gate(plain, usual, (longer, shorter, rule("none")))
    assert found.ready == 150 * DAY
    assert found.conditions[0].text == f"{show(150 * DAY, 's')} have passed, as the rule 'longer' asks"
    assert not [one for one in found.conditions if "shorter" in one.text]
    assert gate(plain, usual, (shorter,)).ready == usual
    assert gate(plain).conditions[0].ready >= FIGURES.gate.interval("non_ablative")
    stunned = next(one for one in found.conditions if "heat shock" in one.text)
    assert stunned.ready == FIGURES.gate.stasis and stunned.held


@pytest.mark.parametrize(("reached", "held"), [((True, True, False), True), ((True, False, False), False)])
def test_the_gate_is_the_mean_over_persons_and_holds_where_half_of_them_came_so_far(
    plain: Simulation, monkeypatch: pytest.MonkeyPatch, reached: tuple[bool, ...], held: bool
) -> None:
    ends = iter([Settled(time=day * DAY, reached=one) for day, one in zip((300, 400, 500), reached, strict=True)])
    monkeypatch.setattr(retreatment, "each_person", lambda _: (plain,) * 3)
    monkeypatch.setattr(retreatment, "closure", lambda *_: next(ends))
    found = gate(plain)
    assert found.ready == pytest.approx(400 * DAY) and found.held == held
    closed = next(one for one in found.conditions if "epidermis" in one.text)
    assert (closed.ready, closed.held) == (pytest.approx(400 * DAY), held)
    # What was not reached is told first, however soon its lower bound is.
    assert held or found.conditions[0] is closed


def test_a_gate_says_what_it_waits_for() -> None:
    soon, late = Criterion(text="a", ready=10 * DAY), Criterion(text="b", ready=30 * DAY, held=False)
    assert (
        Gate(ready=10 * DAY, conditions=(soon,)).text
        == f"Not before {show(10 * DAY, 's')} after the one before: it waits until a."
    )
    unmet = Gate(ready=30 * DAY, conditions=(late, soon))
    assert not unmet.held and unmet.text.startswith(
        f"Not within the {show(30 * DAY, 's')} that were followed: it waits until b."
    )
    rhythm = Gate(ready=3.5 * DAY, conditions=())
    assert rhythm.held and rhythm.text == f"The next session comes after {show(3.5 * DAY, 's')} (2 a week)."


def test_what_holds_from_the_beginning_is_a_condition_that_nothing_waits_for(
    plain: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retreatment, "closure", lambda *_: Settled(time=0.0, reached=True))
    found = gate(plain)
    closed = found.conditions[-1]
    assert "epidermis" in closed.text and closed.ready == 0.0 and closed.held
    assert found.ready == found.conditions[0].ready > 0.0
