"""Healing answers round-off with round-off: constants, levels, injuries and solvers moved by 1e-13."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.verification.test_healing_cascade import AFL_5, DAY, NAFL

from microthermal import catalog
from microthermal.catalog.calibration import healing_posterior
from microthermal.domain.inputs.condition import Condition, Level
from microthermal.domain.results.response import Healing, Visit
from microthermal.domain.results.zone import Injury
from microthermal.errors import ConvergenceError
from microthermal.healing.models import _condition, cascade
from microthermal.healing.models._compiled import Compiled, compiled
from microthermal.healing.persons import courses, like_in_all_else, persons
from microthermal.numerics.healing.rest import solve
from microthermal.numerics.healing.rounding import FLOOR, STILL
from microthermal.simulation.follow_up import uninjured

MOVED, ALLOWED = 1e-13, 1e-9
LEAST = 1e-3  # a level that never gets so high is compared with this
CONDITIONS = catalog.names("condition")
CHRONIC = tuple(name for name in CONDITIONS if catalog.condition(name).levels)
INJURIES = {"nafl": NAFL, "afl": AFL_5}


def model() -> Any:
    return catalog.healing_model()


def follow(condition: Condition, injury: Injury, healing_model: Any = None) -> Healing:
    return (healing_model or model()).follow(injury, condition, (), 180 * DAY)


def difference(one: Healing, other: Healing) -> tuple[float, str]:
    """Greatest difference of any level over its own peak, and whose it is."""
    apart = np.abs(one.state - other.state).max(axis=0) / np.maximum(one.state.max(axis=0), LEAST)
    return float(apart.max()), one.species[int(np.argmax(apart))]


def shaken(values: Any, seed: int) -> Any:
    """Values moved by ``MOVED``, up or down."""
    signs = np.random.default_rng(seed).choice([-1.0, 1.0], np.shape(values))
    return values * (1.0 + MOVED * signs)


def shaken_levels(levels: tuple[Level, ...], seed: int) -> tuple[Level, ...]:
    moved = shaken(np.array([level.value for level in levels]), seed)
    return tuple(replace(level, value=value) for level, value in zip(levels, moved.tolist(), strict=True))


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("injury", INJURIES)
@pytest.mark.parametrize("name", CONDITIONS)
def test_constants_moved_by_round_off_move_nothing(name: str, injury: str, seed: int) -> None:
    condition = catalog.condition(name)
    moved = replace(model(), parameters=shaken_levels(model().parameters, seed))
    other = replace(condition, levels=shaken_levels(condition.levels, seed + 1))
    apart, whose = difference(follow(condition, INJURIES[injury]), follow(other, INJURIES[injury], moved))
    assert apart <= ALLOWED, whose


@pytest.mark.parametrize("injury", INJURIES)
@pytest.mark.parametrize("name", CONDITIONS)
def test_levels_at_the_start_and_injuries_moved_by_round_off_move_nothing(name: str, injury: str) -> None:
    condition, hurt = catalog.condition(name), INJURIES[injury]
    ready = compiled(model().sbml)
    _, levels, _ = model().meeting((Visit(injury=hurt),), condition, 180 * DAY)
    start = tuple(Level(name=one, value=value) for one, value in zip(ready.species, levels.tolist(), strict=True))
    fields = ("removed", "necrotic", "denatured", "stressed", "lymphocytes_lost", "vessels_closed")
    moved = replace(hurt, **{field: np.minimum(shaken(getattr(hurt, field), 3), 1.0) for field in fields})
    base = follow(replace(condition, start=start), hurt)
    apart, whose = difference(base, follow(replace(condition, start=shaken_levels(start, 4)), moved))
    assert apart <= ALLOWED, whose


@pytest.mark.parametrize("injury", INJURIES)
@pytest.mark.parametrize("name", CHRONIC)
def test_states_of_rest_moved_by_round_off_move_nothing(
    name: str, injury: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever rounds otherwise in the search ends in the last digits of levels and of strengths of loops."""
    base = follow(catalog.condition(name), INJURIES[injury])
    followed: Callable[..., Any] = Compiled.followed

    def moved(*asked: Any) -> Any:
        constants, levels = followed(*asked)
        return shaken(constants, 5), np.where(levels > 0.0, shaken(levels, 6), 0.0)

    monkeypatch.setattr(Compiled, "followed", moved)
    monkeypatch.setattr(cascade, "_remembered", cascade._remembered.__wrapped__)
    apart, whose = difference(base, follow(catalog.condition(name), INJURIES[injury]))
    assert 0.0 < apart <= ALLOWED, whose


def test_elimination_agrees_with_another_solver_and_says_what_is_singular() -> None:
    random = np.random.default_rng(7)
    for size in (1, 5, 46):
        matrix, right = random.normal(size=(size, size)), random.normal(size=size)
        expected, found = np.linalg.solve(matrix, right), right.copy()
        assert solve(matrix.copy(), found)
        assert np.abs(found - expected).max() <= 1e-10 * np.abs(expected).max()
    kept = np.array([[2.0, 0.0], [0.0, 0.0]])
    found = np.array([4.0, 0.0])
    assert solve(kept.copy(), found) and found.tolist() == [2.0, 0.0], "a species that nothing changes keeps its level"
    assert not solve(kept.copy(), np.array([4.0, 1.0])), "it has no state of rest if it is made all the time"
    assert not solve(np.array([[1.0, 2.0], [2.0, 4.0]]), np.array([1.0, 1.0]))


@pytest.mark.parametrize("name", CHRONIC)
def test_a_condition_is_kept_by_stated_causes_only_and_comes_back_when_disturbed(name: str) -> None:
    ready, condition = compiled(model().sbml), catalog.condition(name)
    found, levels, _ = model().meeting((Visit(injury=NAFL),), condition, 180 * DAY)
    named = ready.named(found)
    held = {level.name for level in condition.levels} | set(_condition.OLD_COLLAGEN)
    caused = {
        key.split("_", 1)[1] for key, value in named.items() if key.startswith(("cause_", "restraint_")) and value
    }
    assert caused <= held, "species that settled by themselves need no cause"
    assert all(level == 0.0 or level >= FLOOR for level in levels)
    assert np.abs(ready.rates(found, levels)).max() < 10 * STILL
    assert ready.growth(found, levels) < 0.0


def test_what_cannot_be_kept_is_an_error_in_words() -> None:
    scar = catalog.condition("hypertrophic_scar")
    far = replace(scar, levels=tuple(
        replace(level, value=1e-5 if level.name == "myofibroblasts" else level.value) for level in scar.levels
    ))  # fmt: skip
    with pytest.raises(ConvergenceError, match="myofibroblasts at 1e-05"):
        follow(far, NAFL)
    made = replace(catalog.condition("healthy"), levels=(Level(name="vegf", value=0.0),))
    with pytest.raises(ConvergenceError, match=r"no steady loss keeps vegf at 0.* is made"):
        follow(made, NAFL)


def test_a_set_point_below_the_floor_is_zero() -> None:
    low, none = (
        replace(catalog.condition("hypertrophic_scar"), levels=(Level(name="fibrotic_collagen", value=value),))
        for value in (1e-15, 0.0)
    )
    assert difference(follow(low, NAFL), follow(none, NAFL))[0] == 0.0


@pytest.mark.parametrize("name", CONDITIONS)
def test_every_draw_of_the_posterior_is_followed_or_left_out_in_words(name: str) -> None:
    everything = healing_posterior()
    few = replace(everything, values=everything.values[:32])
    for draws, injury in ((everything, AFL_5), (few, NAFL)):
        visits, who = (Visit(injury=injury),), like_in_all_else(draws)
        found = courses(model(), who, visits, uninjured(injury), catalog.condition(name), 180 * DAY)
        assert len(found.courses) + len(found.left_out) == len(draws.values)
        assert len(found.courses) >= 0.85 * len(draws.values)
        assert all("keep" in reason for reason in found.left_out), "no course may be given up once it has begun"
        # Only scars hang on a loop that some draws cannot keep at the levels of the condition.
        looped = any(level.name == "fibrotic_circuit" for level in catalog.condition(name).levels)
        assert looped or not found.left_out
        assert bool(found.told()) == bool(found.left_out)


@pytest.mark.parametrize("name", CONDITIONS)
def test_nine_of_ten_persons_can_have_a_condition(name: str) -> None:
    who = persons(healing_posterior(), 64, catalog.library().figures.persons)
    found = courses(model(), who, (Visit(injury=NAFL),), uninjured(NAFL), catalog.condition(name), 30 * DAY)
    assert len(found.courses) + len(found.left_out) == len(who)
    assert len(found.courses) >= 0.85 * len(who)
    assert all("keep" in reason for reason in found.left_out)


def test_one_draw_that_cannot_be_followed_does_not_end_a_run() -> None:
    draws = healing_posterior()
    broken = draws.values[:3].copy()
    broken[1, draws.names.index("cytokine_loss")] *= 1e9
    who, visits = like_in_all_else(replace(draws, values=broken)), (Visit(injury=NAFL),)
    found = courses(model(), who, visits, uninjured(NAFL), catalog.condition("healthy"), 9 * DAY)
    assert len(found.courses) == 2
    assert "needs more than" in found.left_out[0] and found.told().startswith("1 of 3 persons")
